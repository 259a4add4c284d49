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
span.backwards             first, last: date
school.unknown             name: the break that was named; until: date, end of the school data
=========================  ======================================================================

Keys of `Note`:

=========================  ======================================================================
deadline.moved             from_: the day said; reason, name: why nobody works on it
deadline.before            from_, until: the feast or school break it has to be done before; name
deadline.time_dropped      name: the clock time "HH:MM" that was said; a deadline is a day
day.in_period              from_, until: the period said, of which the value is the first work day
day.guessed                read by the fallback library, not by our own grammar
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


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, and the wall-clock time if one was said. The zone is the town's."""

    day: date
    time: wall_clock | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; `last` is None where the end is open („ab 1.5.“).

    With clock times, `last.time` is the moment it ends („14-16 Uhr“ ends at 16:00).
    """

    first: Moment
    last: Moment | None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A series. `rrule` is the value of an RFC 5545 RRULE and always names WKST=MO.

    `starts_on` is a real occurrence of the rule and not before the day of reading. `time` is wall
    clock, `minutes` the length. `ends_on` is the last day on which the series may fall; it is kept
    out of `rrule` because RFC 5545 wants UNTIL in UTC as soon as DTSTART has a zone.
    """

    rrule: str
    starts_on: date
    time: wall_clock | None = None
    minutes: int | None = None
    ends_on: date | None = None
