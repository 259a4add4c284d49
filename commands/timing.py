"""Kinds of values that are times: days, moments, deadlines, rhythms, and the meeting that a day names."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, TypeVar

from commands.context import Context
from commands.dates import read
from commands.dates.readings import Ambiguous, Found, Impossible, Moment, Note, Reading, Rhythm, Span
from commands.dates.rhythm_wording import rhythm_words
from commands.dates.wording import span_words
from commands.kinds import Absent, Kind
from commands.lookups import Unclear
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import meetings
from storage.records import Meeting

T = TypeVar("T")

_YEAR = re.compile(r"20\d\d")
_HOUR = re.compile(r"\d{1,2}")
_MOST_WORDS = 8
"""A span at the head of an order has no more words."""

_FIRST_KNOWN = date(1990, 1, 1)
"""Of what was before, no calendar of days off is kept."""


ONLY_TIME = "rhythm.only_time"
"""The note on a rhythm of which nothing but the clock time was said."""


@dataclass(frozen=True)
class Due:
    """The day by which something is to be done, and what has to be said about how it was read."""

    day: date
    note: Note | None


@dataclass(frozen=True)
class SaidRhythm:
    """A rhythm, the key of the note on what was guessed of it (""), and whether its beginning was said."""

    rhythm: Rhythm
    note: str
    start_said: bool


def said_back(value: Any) -> str:
    """A day, a moment, a span or a rhythm as it can be typed without any doubt."""
    if isinstance(value, Moment):
        return f"{value.day:%Y-%m-%d} {value.time:%H:%M}" if value.time else f"{value.day:%Y-%m-%d}"
    if isinstance(value, Rhythm):
        return rhythm_words(value, start=True)
    if isinstance(value, Span):
        return span_words(value)
    return f"{value:%Y-%m-%d}"


def settled(reading: Reading[T], text: str, *, lead: str = "") -> Found[T] | None:
    """The one meaning of a reading; None for no reading. Raises Refused for what cannot be, Unclear for several."""
    match reading:
        case Found():
            return reading
        case Ambiguous(options):
            piece = text[options[0].start : options[0].end]
            choices = [(phrase("plain", text=one.value), lead + said_back(one.value)) for one in options]
            raise Unclear(piece, choices)
        case Impossible(key, data):
            raise Refused(key, **{name.rstrip("_"): value for name, value in data.items()})
    return None


def _read(reader: Callable[..., Reading[T]], text: str, ctx: Context) -> Reading[T]:
    """What a reader makes of a text, said in this room: „die nächste Sitzung“ is that of its body."""
    return reader(text, ctx.local, ctx.calendar, meeting=next_meeting(ctx))


def next_meeting(ctx: Context) -> date | None:
    """The day of „die nächste Sitzung“, said in this room."""
    if ctx.room_body is None:
        return None
    coming = meetings.first_after(ctx.tx, ctx.room_body.id, ctx.today, ctx.local.time())
    return coming.held_on if coming else None


def _moment(text: str, ctx: Context) -> tuple[Moment, str]:
    if not text:
        raise Absent("moment")
    found = settled(_read(read.read_moment, text, ctx), text)
    if found is None:
        raise Refused("date.unreadable", typed=text[:60])
    return found.value, ""


def _moment_or_time(text: str, ctx: Context) -> tuple[Moment | time, str]:
    """A moment, or a mere clock time: then it says nothing of the day."""
    typed = f"um {text}" if _HOUR.fullmatch(text) else text
    match read.read_time(typed, ctx.local, ctx.calendar) if text else None:
        case Found(Moment(_, time() as clock)):
            return clock, ""
        case Ambiguous(options):
            clocks = [f"{one.value.time:%H:%M}" for one in options if one.value.time]
            raise Unclear(text, [(phrase("plain", text=one), f"{one} Uhr") for one in clocks])
    return _moment(text, ctx)


def _moment_or_hours(text: str, ctx: Context) -> tuple[Span, str]:
    """A moment (then the end is open), or from when to when on one day: „16.2. 14-16 Uhr“."""
    if not text:
        raise Absent("moment")
    if moment := settled(_read(read.read_moment, text, ctx), text):
        return Span(moment.value, None), ""
    span = settled(_read(read.read_span, text, ctx), text)
    match span.value if span else None:
        case Span(Moment(day, time()), Moment(last, time())) as hours if day == last:
            return hours, ""
    raise Refused("date.unreadable", typed=text[:60])


def _moment_at_end(text: str, ctx: Context) -> tuple[Moment, str]:
    """The longest moment with which the text ends; „zensus 9.2.“ ends with 9.2."""
    words = text.split(" ")
    for start in range(max(1, len(words) - 6), len(words)):
        tail = " ".join(words[start:])
        found = settled(read.read_moment(tail, ctx.local, ctx.calendar), tail)
        if found is not None:
            head = " ".join(words[:start])
            for lead in ("auf", "am", "zum", "bis", "on", "to"):
                head = head.removesuffix(f" {lead}")
            return found.value, head.rstrip(" ,:")
    raise Absent("moment")


def _deadline_at_end(text: str, ctx: Context) -> tuple[Due, str]:
    found = settled(_read(read.find_deadline, text, ctx), text, lead="bis ")
    if found is None:
        raise Absent("deadline")
    return Due(found.value, found.note), _without(text, found)


def _without(text: str, found: Found[date]) -> str:
    """The sentence without its deadline."""
    before, behind = text[: found.start].rstrip(" ,;:–-"), text[found.end :].strip(" .,;:–-")
    if before.endswith("(") and behind.startswith(")"):
        before, behind = before[:-1].rstrip(), behind[1:].strip()
    comma = "," if before and behind and text[found.end :].lstrip().startswith(",") else ""
    return f"{before}{comma} {behind}".strip()


def _said_rhythm(text: str, ctx: Context) -> tuple[SaidRhythm, str]:
    if not text:
        raise Absent("rhythm")
    reading = read.read_rhythm(text, ctx.local, ctx.calendar, expected=True)
    found = settled(reading, text)
    if found is None:
        raise Refused("rhythm.unreadable", typed=text[:60])
    note = found.note
    key = note.key if note else ""
    if key == "rhythm.day_guessed" and isinstance(read.read_time(text, ctx.local, ctx.calendar), Found):
        key = ONLY_TIME
    return SaidRhythm(found.value, key, not note or note.from_ is not None), ""


def _span(text: str, ctx: Context) -> tuple[Span, str]:
    """The longest span with which the text begins; a word that adds nothing („24.12. Heiligabend“) is left over."""
    words = text.split(" ")
    if _YEAR.fullmatch(words[0]):
        year = int(words[0])
        return Span(Moment(date(year, 1, 1)), Moment(date(year, 12, 31))), " ".join(words[1:])
    found: tuple[Span, int] | None = None
    for size in range(min(len(words), _MOST_WORDS), 0, -1):
        head = " ".join(words[:size]).rstrip(":,")
        reading = settled(read.read_span(head, ctx.local, ctx.calendar), head)
        if reading and (found is None or reading.value == found[0]):
            found = reading.value, size
        elif found:
            break
        if found and any(char.isdigit() for char in words[size - 1]):
            break
    if found is None:
        raise Absent("span")
    if found[0].first and found[0].first.day < _FIRST_KNOWN:
        raise Refused("date.past", day=found[0].first.day)
    return found[0], " ".join(words[found[1] :]).strip(" ,:")


def _meeting(text: str, ctx: Context) -> tuple[Meeting, str]:
    """The planned meeting of a day; of several on one day the one whose time was said, or else the bot asks."""
    found = settled(_read(read.find_moment_prefix, text, ctx), text) if text else None
    if found is None:
        raise Absent("meeting")
    said = found.value
    planned = meetings.planned(ctx.tx, [ctx.body.id], since=said.day, until=said.day)
    if not planned:
        raise Refused("meeting.none_on", day=said.day)
    planned = [one for one in planned if one.begins == said.time] or planned
    if len(planned) > 1:
        moments = [Moment(one.held_on, one.begins) for one in planned]
        raise Unclear(text[found.start : found.end], [(phrase("plain", text=one), said_back(one)) for one in moments])
    return planned[0], text[found.end :].lstrip(" ,:")


def _minutes(text: str, _ctx: Context) -> tuple[int, str]:
    for start, char in enumerate(text):
        if char.isdigit() or start == 0:
            minutes = read.read_minutes(text[start:])
            if minutes is not None:
                return minutes, text[:start].rstrip()
    raise Absent("length")


MOMENT_OR_TIME = Kind("moment", _moment_or_time)
MOMENT_OR_HOURS = Kind("moment", _moment_or_hours)
MOMENT_AT_END = Kind("moment", _moment_at_end, at_end=True)
DEADLINE_AT_END = Kind("deadline", _deadline_at_end, at_end=True)
SERIES = Kind("rhythm", _said_rhythm)
SERIES_IF_SAID = replace(SERIES, asked=True)
SPAN = Kind("span", _span)
MEETING = Kind("meeting", _meeting)
LENGTH_AT_END = Kind("length", _minutes, at_end=True)
