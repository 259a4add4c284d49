"""Reading what a date is to be found from: proposals, a title, a length, and until when answers count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from commands.context import Context
from commands.dates import read
from commands.dates.readings import Found, Impossible, Moment, Rhythm
from commands.handwriting import fold
from commands.kinds import title_of
from commands.rules.refusal import Refused
from commands.timing import settled

_QUOTED = re.compile(r"[„\"“»‚']([^“”\"«‘’'\n]{1,200})[“”\"«‘’'][\s:,]*")
_HEADED = re.compile(r"([^\n:]{1,200}):(?=\s)\s*")
_SAYS_NOTHING = frozenset({"termin", "termine", "vorschlag", "vorschlaege", "proposals", "dates", "rhythmen"})
_SERIES = re.compile(r"(?:als\s+)?(?:reihe|rhythmus|rhythmen|series|rhythms?)\b[\s:]*", re.IGNORECASE)
_UNTIL = re.compile(
    r"[\s,;.(]*(?:\b(?:antwort|antworten|r(?:ü|ue)ckmeldung|r(?:ü|ue)ckmeldungen|answers?|reply|replies)\b[\s:]*)?"
    r"(?:\bbitte\s+)?(?:\bsp(?:ä|ae)testens\s+)?(?<!\w)(?:bis|by|until)\s+(?:sp(?:ä|ae)testens\s+)?(?:zum\s+|am\s+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\n|[;,]|\s(?:oder|und|or|and|bzw\.?|sowie|/)\s", re.IGNORECASE)
_OR = re.compile(r"\n|[;,]|\s(?:oder|or|bzw\.?|/)\s", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}\))\s*")
_NUMBERED = re.compile(r"^\s*\d{1,2}\.\s+")
_LENGTH_LEAD = re.compile(r"^(?:jeweils|je|à|dauer:?|für|each|for|lang|mit)\s+", re.IGNORECASE)
_LONGEST_MINUTES = 480
_TITLE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposed date; `minutes` where an end was said."""

    day: date
    begins: time
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was ordered: `slots`, or `rhythms`, or a `period` (first and last day) in which the bot is to look itself.

    `closes` is what was said about the end; without a clock time it is a whole day.
    """

    title: str | None
    minutes: int | None
    closes: Moment | None
    slots: tuple[Slot, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    period: tuple[date, date] | None = None


@dataclass(slots=True)
class _Piece:
    """A part of the text as far as it has been read."""

    day: date | None
    begins: time | None
    minutes: int | None = None


def wanted(text: str, ctx: Context) -> Wanted:
    """Read the whole order. Raises Refused for what cannot be read or cannot be, Unclear for what may be two dates."""
    series = _SERIES.match(text)
    title, rest = _title(text[series.end() :] if series else text, ctx)
    titled_minutes, title = _length(title) if title else (None, title)
    series_inside = _SERIES.match(rest)
    rest = rest[series_inside.end() :] if series_inside else rest
    closes, before = _closing(rest, ctx)
    for end, body in ((None, rest), (closes, before)):
        minutes, body = _length(body)
        minutes = minutes or titled_minutes
        if not (series or series_inside) and (period := _period(body, ctx)):
            return Wanted(title or None, minutes, end, period=period)
    minutes, body = _length(before)
    minutes = minutes or titled_minutes
    if series or series_inside:
        return Wanted(title or None, minutes, closes, rhythms=_rhythms(body, ctx))
    more_title, slots = _slots(body, ctx)
    return Wanted(title or more_title, minutes, closes, slots=slots)


# -- what stands around the proposals ---------------------------------------------------------------------------------


def _title(text: str, ctx: Context) -> tuple[str | None, str]:
    """A title in quotes, before a colon, or in a first line that holds no date."""
    if quoted := _QUOTED.match(text):
        return title_of(quoted[1]), text[quoted.end() :]
    headed = _HEADED.match(text)
    if headed and not _begins_with_date(headed[1], ctx):
        title = None if fold(headed[1].strip()) in _SAYS_NOTHING else title_of(headed[1])
        return title, text[headed.end() :]
    first, line_break, rest = text.partition("\n")
    if line_break and first.strip() and not _begins_with_date(_BULLET.sub("", first), ctx):
        return title_of(first.rstrip(" :")), rest
    return None, text


def _begins_with_date(text: str, ctx: Context) -> bool:
    text = text.strip()
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    return any(
        read.find_moment_prefix(one, ctx.local, ctx.calendar) is not None
        or read.read_span(one, ctx.local, ctx.calendar) is not None
        or read.read_rhythm(one, ctx.local, ctx.calendar) is not None
        for one in (text, pieces[0])
    )


def _closing(text: str, ctx: Context) -> tuple[Moment | None, str]:
    """The day or moment behind the last „bis“, unless that is the end of a proposal („9 bis 10:30“)."""
    for lead in reversed(list(_UNTIL.finditer(text))):
        tail = text[lead.end() :].strip().rstrip(".)")
        if not tail or "\n" in tail:
            continue
        reading = read.read_moment(tail, ctx.local, ctx.calendar)
        if reading is None or read.read_time(tail, ctx.local, ctx.calendar) is not None:
            continue
        found = settled(reading, tail)
        if found is not None:
            return found.value, text[: lead.start()].rstrip(" ,;(\n")
    return None, text


def _length(text: str) -> tuple[int | None, str]:
    """A length of time at the end of the text, or at its beginning."""
    words = text.split(" ")
    for count in range(min(4, len(words)), 0, -1):
        for piece, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            typed = " ".join(piece)
            if "\n" in typed.strip():
                continue
            minutes = read.read_minutes(_LENGTH_LEAD.sub("", typed.strip(" \n,;()")))
            if minutes is not None and 0 < minutes <= _LONGEST_MINUTES:
                return minutes, " ".join(rest).strip(" ,;(\n")
    return None, text


def _period(text: str, ctx: Context) -> tuple[date, date] | None:
    """A stretch of several days without clock times, in which the bot is to look for slots."""
    typed = re.sub(
        r"^(?:in\s+der|in|innerhalb|irgendwann|zwischen)\s+(?=\D)", "", text.strip(" ,.:"), flags=re.IGNORECASE
    )
    if not typed or "\n" in typed:
        return None
    reading = read.read_span(typed, ctx.local, ctx.calendar)
    if not isinstance(reading, Found):
        return None
    first, last = reading.value.first, reading.value.last
    if first is None or last is None or first.time or last.time or first.day == last.day:
        return None
    return first.day, last.day


# -- rhythms ----------------------------------------------------------------------------------------------------------


def _rhythms(text: str, ctx: Context) -> tuple[Rhythm, ...]:
    found: list[Rhythm] = []
    for typed in (_BULLET.sub("", part).strip(" .") for part in _OR.split(text)):
        if typed:
            found.append(_rhythm(typed, ctx))
    timed: list[Rhythm] = []
    begins: time | None = None
    for one in reversed(found):  # „dienstags oder mittwochs 9 Uhr“: the time is that of the next one
        begins = one.time or begins
        if begins is None:
            raise Refused("series.no_time")
        timed.insert(0, replace(one, time=begins))
    return tuple(dict.fromkeys(timed))


def _rhythm(typed: str, ctx: Context) -> Rhythm:
    for form in (typed, f"jeden {typed}", f"every {typed}"):
        found = settled(read.read_rhythm(form, ctx.local, ctx.calendar), form)
        if found is not None:
            return found.value
    raise Refused("rhythm.unreadable", typed=typed[:60])


# -- dates ------------------------------------------------------------------------------------------------------------


def _slots(text: str, ctx: Context) -> tuple[str | None, tuple[Slot, ...]]:
    """The proposed dates as typed, and what stood before the first of them as a title."""
    parts = [part for part in (_BULLET.sub("", part).strip(" .") for part in _BETWEEN.split(text)) if part]
    title, pieces = None, []
    place = 0
    while place < len(parts):
        piece, used = _longest(parts[place:], ctx)
        if piece is None and place == 0:
            title, piece = _behind_title(parts[0], ctx)
        if piece is None:
            raise Refused("date.unreadable", typed=parts[place][:60])
        pieces.append(piece)
        place += used
    return title, tuple(_completed(pieces))


def _longest(parts: Sequence[str], ctx: Context) -> tuple[_Piece | None, int]:
    """„Di 2.2., 10 Uhr“ holds a comma, so two parts that read as one date are one."""
    if len(parts) > 1:
        joined = _piece(", ".join(parts[:2]), ctx, quietly=True)
        if joined is not None and joined.day and joined.begins:
            return joined, 2
    return _piece(parts[0], ctx), 1


def _behind_title(part: str, ctx: Context) -> tuple[str | None, _Piece | None]:
    words = part.split(" ")
    for count in range(1, min(_TITLE_WORDS, len(words) - 1) + 1):
        piece = _piece(" ".join(words[count:]), ctx, quietly=True)
        if piece is not None and piece.day:
            return title_of(" ".join(words[:count]).rstrip(" :,-–")), piece
    return None, None


def _piece(typed: str, ctx: Context, *, quietly: bool = False) -> _Piece | None:
    """One date, a mere day or a mere clock time. `quietly`: what is impossible or unclear counts as unread."""
    stripped = _NUMBERED.sub("", typed)
    forms = [typed, *([stripped] if stripped != typed else [])]
    forms += [f"{form} Uhr" for form in forms if form[-1].isdigit()]
    for form in forms:
        if not form:
            continue
        clock = read.read_time(form, ctx.local, ctx.calendar)
        if isinstance(clock, Found):
            return _Piece(None, clock.value.time)
        span = read.read_span(form, ctx.local, ctx.calendar)
        if isinstance(span, Found) and (piece := _from_to(form, span.value.first, span.value.last)):
            return piece
        reading = read.read_moment(form, ctx.local, ctx.calendar)
        if quietly and not isinstance(reading, Found):
            continue
        if isinstance(reading, Impossible) and form != forms[-1] and len(forms) > 1:
            continue
        found = settled(reading, form)
        if found is not None:
            return _Piece(found.value.day, found.value.time)
    return None


_MERE_TIMES = re.compile(r"^(?:von\s+|zwischen\s+|from\s+)?\d", re.IGNORECASE)


def _from_to(typed: str, first: Moment | None, last: Moment | None) -> _Piece | None:
    """„Do 4.2. 9-10:30“, or „14-16 Uhr“ of a day that stands elsewhere."""
    if first is None or last is None or first.day != last.day or first.time is None or last.time is None:
        return None
    minutes = (last.time.hour - first.time.hour) * 60 + last.time.minute - first.time.minute
    if minutes <= 0:
        return None
    names_day = not _MERE_TIMES.match(typed) or re.search(r"\d\.|\d{4}-", typed) is not None
    return _Piece(first.day if names_day else None, first.time, minutes)


def _completed(pieces: Sequence[_Piece]) -> Iterator[Slot]:
    """Each with day and time: a mere time belongs to the day before it, a mere day has the time of the next one."""
    begins: time | None = None
    minutes: int | None = None
    for piece in reversed(pieces):
        if piece.begins is not None:
            begins, minutes = piece.begins, piece.minutes
        elif piece.day is not None and begins is None:
            raise Refused("meeting.no_time", day=piece.day)
        else:
            piece.begins, piece.minutes = begins, minutes
    day = next((piece.day for piece in pieces if piece.day), None)
    for piece in pieces:
        day = piece.day or day
        assert piece.begins is not None
        if day is None:
            raise Refused("finding.no_day")
        yield Slot(day, piece.begins, piece.minutes)
