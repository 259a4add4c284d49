"""What reading a time expression can come to.

A reading is one of four things and never a guess in disguise: `Found`, `Ambiguous`, `Impossible`,
or `None` for „there is no date here“. Nothing in here is a sentence; keys become words elsewhere.

Keys of `Impossible` and their data (all values are text or `date`):

=========================  ======================================================================
date.does_not_exist        day, month, year as typed (year may be "")
date.past                  day: date
date.too_far               latest: date, the last day that is accepted
date.weekday_mismatch      said: date (the day named), weekday: int (0 = Monday, the weekday named)
week.does_not_exist        week, year as text
time.does_not_exist        hour, minute as typed
time.other_zone            zone: the time zone that was named and is not the town's
span.backwards             first, last: date
rhythm.open_day            a monthly rhythm with several weekdays, but which ones of the month
rhythm.open_days           count: int, so many weekdays or days of a month were not said
rhythm.open_month          a yearly rhythm with „ersten Montag“, but of which month
rhythm.uneven              count: int, „fünfmal im Jahr“ makes no even distance
rhythm.no_school_data      until: date, end of the school data that the rhythm needs
rhythm.nothing_left        every day of it is left out
meeting.unknown            nothing: the next meeting was named, and its day is not known
school.unknown             name: the break that was named; until: date, end of the school data
=========================  ======================================================================

Keys of `Note`:

=========================  ======================================================================
deadline.moved             from_: the day said; reason, name: why nobody works on it
deadline.before            from_, until: the feast or school break it has to be done before; name
deadline.time_dropped      name: the clock time "HH:MM" that was said; a deadline is a day
day.in_period              from_, until: the period said, of which the value is the first work day
rhythm.start_open          no beginning was said: it begins with the next occurrence
rhythm.weekday_guessed     no weekday was said: it is that of the first day; from_: the beginning said
rhythm.day_guessed         „monatlich“, „viermal im Jahr“: the value has some day; from_: as above
day.guessed                read by the fallback library, not by our own grammar
time.about                 „gegen 9“, „kurz vor 9“, „ein paar Tage“: the value is only near it
=========================  ======================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from datetime import time as wall_clock
from typing import Generic, Literal, TypeVar

T = TypeVar("T", covariant=True)

Reason = Literal["", "weekend", "holiday", "closed", "feast", "break"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should be told about a reading; the keys are listed above."""

    key: str
    from_: date | None = None
    until: date | None = None
    reason: Reason = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One meaning. `start` and `end` are character offsets in the text that was given."""

    value: T
    start: int
    end: int
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[T]):
    """Two or more meanings that people really disagree about, the likeliest first."""

    options: tuple[Found[T], ...]


@dataclass(frozen=True, slots=True)
class Impossible:
    """Clearly meant as a time, but it cannot be one; `key` says why, `data` with what."""

    key: str
    data: Mapping[str, object] = field(default_factory=dict)
    start: int = 0
    end: int = 0


Reading = Found[T] | Ambiguous[T] | Impossible | None


Part = Literal[
    "early_morning",
    "morning",
    "forenoon",
    "late_forenoon",
    "noon",
    "early_afternoon",
    "afternoon",
    "late_afternoon",
    "early_evening",
    "evening",
    "late_evening",
    "night",
    "daytime",
]
"""A part of the day; parts.py says from when to when each one is."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, and the wall-clock time if one was said. The zone is the town's.

    `part` is the part of the day that was said instead of a clock time, never beside one. The
    night belongs to the day on which it begins.
    """

    day: date
    time: wall_clock | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included.

    `last` is None where the end is open („ab 1.5.“), `first` where the beginning is („bis 11 Uhr“);
    never both. With clock times, `last.time` is the moment it ends („14-16 Uhr“ ends at 16:00).
    Ends have clock times or none, never parts of a day.
    """

    first: Moment | None
    last: Moment | None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: whole calendar months, days, minutes and seconds, to be added in this order.

    A week is seven days, a year twelve months; an hour is not kept apart from sixty minutes.
    """

    months: int = 0
    days: int = 0
    minutes: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A series. `rrule` is the value of an RFC 5545 RRULE and always names WKST=MO.

    `starts_on` is a real occurrence of the rule and not before the day of reading. `time` is wall
    clock, `minutes` the length. `ends_on` is the last day on which the series may fall; it is kept
    out of `rrule` because RFC 5545 wants UNTIL in UTC as soon as DTSTART has a zone.

    `skips` are the days on which the series does not meet although the rule falls on them, in this
    order: "school" (all school breaks) or single ones ("summer", "autumn", "christmas", "winter",
    "easter", "whitsun"), "recess" (the town's), "holidays" (public ones), "closed" (the town's
    closing days), single days as ISO dates. expansion.py applies them.
    """

    rrule: str
    starts_on: date
    time: wall_clock | None = None
    minutes: int | None = None
    ends_on: date | None = None
    skips: tuple[str, ...] = ()
