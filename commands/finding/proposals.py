"""Reading what a date is to be found from: proposals, a title, a length, and until when answers count."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from commands.context import Context
from commands.dates import read
from commands.dates.readings import Found, Moment, Rhythm
from commands.finding.proposed_dates import BULLET, TITLE_WORDS, Slot, begins_with_date, slots
from commands.handwriting import fold
from commands.kinds import title_of
from commands.rules.refusal import Refused
from commands.timing import settled

_QUOTED = re.compile(r"[„\"“»‚']([^“”\"«‘’'\n]{1,200})[“”\"«‘’'][\s:,]*")
_HEADED = re.compile(r"([^\n:]{1,200}):(?=\s)\s*")
_SAYS_NOTHING = frozenset({"termin", "termine", "vorschlag", "vorschlaege", "proposals", "dates", "rhythmen"})
_SERIES = re.compile(r"(?:als\s+)?(?:reihe|rhythmus|rhythmen|series|rhythms?)\b[\s:]*", re.IGNORECASE)
_UNTIL = re.compile(
    r"[\s,;.(]{0,9}(?:\b(?:antwort|antworten|r(?:ü|ue)ckmeldung|r(?:ü|ue)ckmeldungen|answers?|reply|replies)\b[\s:]*)?"
    r"(?:\bbitte\s+)?(?:\bsp(?:ä|ae)testens\s+)?(?<!\w)(?:bis|by|until)\s+(?:sp(?:ä|ae)testens\s+)?(?:zum\s+|am\s+)?",
    re.IGNORECASE,
)
_OR = re.compile(r"\n|[;,]|\s(?:oder|or|bzw\.?|/)\s", re.IGNORECASE)
_DATE = re.compile(r"\d\.\d")
_LENGTH_LEAD = re.compile(r"^(?:jeweils|je|à|dauer:?|für|each|for|lang|mit)\s+", re.IGNORECASE)
_WITHIN = re.compile(r"^(?:in\s+der|in|innerhalb|irgendwann|zwischen|within)\s+(?=\D)", re.IGNORECASE)
_LONGEST_MINUTES = 480


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


def wanted(text: str, ctx: Context) -> Wanted:
    """Read the whole order. Raises Refused for what cannot be read or cannot be, Unclear for what may be two dates."""
    lead = _SERIES.match(text)
    title, rest = _title(text[lead.end() :] if lead else text, ctx)
    titled_minutes, title = _length(title) if title else (None, None)
    lead = _SERIES.match(rest) or lead
    rest = rest[lead.end() :] if lead and lead.string is rest else rest
    closes, before = _closing(rest, ctx)
    minutes, body = _length(before)
    minutes = minutes or titled_minutes
    if lead or _begins_with_rhythm(body, ctx):
        return Wanted(title or None, minutes, closes, rhythms=_rhythms(body, ctx))
    for end, typed in ((None, rest), (closes, before)):
        more, typed = _length(typed)
        words, period = _period(typed, ctx)
        if period is not None:
            return Wanted(title or words, more or titled_minutes, end, period=period)
    words, found = slots(body, ctx)
    return Wanted(title or words, minutes, closes, slots=found)


# -- what stands around the proposals ---------------------------------------------------------------------------------


def _title(text: str, ctx: Context) -> tuple[str | None, str]:
    """A title in quotes, before a colon, or in a first line that holds no date."""
    if quoted := _QUOTED.match(text):
        return title_of(quoted[1]), text[quoted.end() :]
    headed = _HEADED.match(text)
    if headed and not begins_with_date(headed[1], ctx):
        title = None if fold(headed[1].strip()) in _SAYS_NOTHING else title_of(headed[1])
        return title, text[headed.end() :]
    first, line_break, rest = text.partition("\n")
    if line_break and first.strip() and not begins_with_date(BULLET.sub("", first), ctx):
        return title_of(first.rstrip(" :")), rest
    return None, text


def _begins_with_rhythm(text: str, ctx: Context) -> bool:
    first = BULLET.sub("", _OR.split(text)[0]).strip(" .")
    return not _DATE.search(first) and read.read_rhythm(first, ctx.local, ctx.calendar) is not None


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


def _period(text: str, ctx: Context) -> tuple[str | None, tuple[date, date] | None]:
    """A stretch of several days without clock times, in which the bot is to look for slots; and the title before it."""
    words = text.strip(" ,.:").split(" ")
    if "\n" in text:
        return None, None
    for count in range(min(TITLE_WORDS, len(words) - 1) + 1):
        period = _days(_WITHIN.sub("", " ".join(words[count:])), ctx)
        if period is not None:
            head = " ".join(words[:count])
            return (None, None) if head and begins_with_date(head, ctx) else (title_of(head) or None, period)
    return None, None


def _days(typed: str, ctx: Context) -> tuple[date, date] | None:
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
    for typed in (BULLET.sub("", part).strip(" .") for part in _OR.split(text)):
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
