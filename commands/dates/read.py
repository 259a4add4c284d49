"""The front door: one function for each thing a time expression can be asked for.

Every `read_…` reads the WHOLE text: if anything in it stays unread, the answer is None. `now` is an
aware local datetime in the town's zone. No function raises, whatever the text, and each works in
time linear in its length; a phrase longer than 200 characters (a rhythm: 300) is no time expression.

With `past`, days gone by are readings; without it (for planning) they are `Impossible("date.past")`.
`meeting` is the day of the next meeting, which „bis zur nächsten Sitzung“ and „zwei Wochen vor der
Sitzung“ need; where it is None they are `Impossible("meeting.unknown")`.
"""

from datetime import date, datetime

from commands.dates.calendar import Calendar
from commands.dates.clock import clock
from commands.dates.cutting import deadline_in
from commands.dates.days import days
from commands.dates.deadlines import Deadline, deadline
from commands.dates.fallback import guessed
from commands.dates.lengths import length, lengths, on_a_clock
from commands.dates.moments import Timed, as_days, behind_label, timed
from commands.dates.outcomes import about, moments, reading
from commands.dates.readings import (
    Found,
    Length,
    Moment,
    Note,
    Reading,
    Rhythm,
    Span,
)
from commands.dates.restated import named_ends
from commands.dates.rhythms import rhythms
from commands.dates.senses import Failed, Frame, Point, frame
from commands.dates.spans import spans
from commands.dates.tokens import LONGEST_PHRASE, LONGEST_RHYTHM, Phrase

_TAIL = 120
"""A deadline at the end of a sentence lies within its last so many characters."""


def read_day(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[date]:
    """A local day: „Di 19.1.“, „nächsten Freitag“, „nach den Osterferien“, „KW 6“ (with a note)."""
    p, at = _phrase(text), frame(now, calendar, past, meeting=meeting)
    begin = p.begin()
    for sense, end in days(p, begin, at):
        if p.is_end(end):
            values = sense if isinstance(sense, Failed) else as_days(sense, at)
            return reading(p, begin, end, values)
    guess = guessed(text, now)
    return Found(guess.date(), 0, len(text), Note("day.guessed")) if guess else None


def read_moment(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[Moment]:
    """A local day with or without a wall-clock time, in either order; or a mere clock time."""
    p, at = _phrase(text), frame(now, calendar, past, meeting=meeting)
    begin = p.begin()
    for start in dict.fromkeys((begin, behind_label(p, begin))):
        for one in timed(p, start, at):
            if p.is_end(one.end):
                return _moment_reading(p, start, one, at)
    if guess := guessed(text, now):
        return Found(Moment(guess.date()), 0, len(text), Note("day.guessed"))
    return None


def read_time(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[Moment]:
    """A mere clock time, as the next moment at which the clock shows it."""
    p = _phrase(text)
    begin = p.begin()
    if any(p.is_end(end) for _, end in clock(p, begin)):
        return read_moment(text, now, calendar, past=past, meeting=meeting)
    return None


def read_minutes(text: str) -> int | None:
    """A length of time in minutes: „90 Minuten“, „1,5 Stunden“, „45 Min“."""
    p = _phrase(text)
    found = length(p, p.begin()) or on_a_clock(p, p.begin())
    return found[0] if found and p.is_end(p.skip(found[1], "lang", "long")) else None


def read_length(text: str) -> Reading[Length]:
    """Any length of time: „anderthalb Stunden“, „drei Wochen lang“, „ein halbes Jahr“, "1h 30"."""
    p = _phrase(text)
    begin = p.begin()
    found = lengths(p, begin)
    if not found or not p.is_end(p.skip(found[1], "lang", "long")):
        return None
    return reading(p, begin, p.skip(found[1], "lang", "long"), [(found[0], Note("time.about") if found[2] else None)])


def read_deadline(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[date]:
    """A day by which something is due, with or without „bis“; never a day off (see deadlines)."""
    p, at = _phrase(text), frame(now, calendar, past, meeting=meeting)
    begin = p.begin()
    for one in deadline(p, begin, at):
        if p.is_end(one.end):
            return _deadline_reading(p, begin, one)
    return None


def read_span(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[Span]:
    """From when to when, both included: „29.3. bis 9.4.“, „Di 14-16 Uhr“, „KW 6“, „ab 1.5.“."""
    p, at = _phrase(text), frame(now, calendar, past, written_past=True, meeting=meeting)
    begin = p.begin()
    for start in dict.fromkeys((begin, behind_label(p, begin))):
        for one in (*spans(p, start, at), *named_ends(p, start, at)):
            if p.is_end(one.end):
                values = one.spans
                if isinstance(values, Failed):
                    return reading(p, start, one.end, values)
                near = about(p, start, one.end)
                return reading(p, start, one.end, [(span, near) for span in values])
    return None


def read_rhythm(
    text: str,
    now: datetime,
    calendar: Calendar,
    *,
    past: bool = False,
    meeting: date | None = None,
    expected: bool = False,
) -> Reading[Rhythm]:
    """A series: „alle zwei Wochen dienstags 9:30“, „first Monday of the month“ (see rhythms).

    `expected`: the text is known to be one, so that a weekday alone („Dienstag 9 Uhr“) is every week.
    """
    p = Phrase(text if len(text) <= LONGEST_RHYTHM else "")
    at = frame(now, calendar, past, written_past=True, meeting=meeting)
    begin = p.begin()
    found = rhythms(p, begin, at, expected)
    return None if found is None else reading(p, begin, p.size, found)


def find_deadline(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[date]:
    """The deadline that can be cut out of a sentence (see cutting), from its preposition on; None if there is none.

    `start` and `end` say what to cut out. A full stop behind it is not part of it.
    """
    cut = max(0, len(text) - _TAIL)
    while cut and not text[cut - 1].isspace():
        cut += 1
        if cut >= len(text):
            return None
    p, at = Phrase(text[cut:], cut), frame(now, calendar, past, meeting=meeting)
    found = deadline_in(p, text, at, whole=cut == 0)
    return _deadline_reading(p, *found) if found else None


def find_moment_prefix(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> Reading[Moment]:
    """The longest moment with which a text begins; `end` is where the rest begins.

    A mere ordinal („3. Sitzung“) and a mere period („Mai“) are not taken for a moment.
    """
    p, at = Phrase(text[:LONGEST_PHRASE]), frame(now, calendar, past, meeting=meeting)
    begin = p.begin()
    for one in timed(p, begin, at):
        named = isinstance(one.sense, Point | Failed)
        ordinal = p[begin].isdecimal() and one.end == begin + 2 and p[begin + 1] == "."
        torn = p.glued(one.end) and not p.is_end(one.end) and p[one.end] not in (",", ":", ")")
        if named and not ordinal and not torn:
            return _moment_reading(p, begin, one, at)
    return None


def _phrase(text: str) -> Phrase:
    return Phrase(text if len(text) <= LONGEST_PHRASE else "")


def _moment_reading(p: Phrase, begin: int, one: Timed, at: Frame) -> Reading[Moment]:
    return reading(p, begin, one.end, moments(p, begin, one, at))


def _deadline_reading(p: Phrase, begin: int, one: Deadline) -> Reading[date]:
    return reading(p, begin, one.end, one.due)
