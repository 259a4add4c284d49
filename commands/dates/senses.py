"""What the rules hand each other: senses of a stretch of tokens, and the frame they are read in.

A rule is a function (phrase, i, frame) -> matches. A match is a sense and the index of the first
token after it. A rule returns every cover it can see, the best first, and nothing if it sees none;
it never recurses into itself, so the work per position is bounded.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from commands.dates.calendar import Calendar
from commands.dates.tokens import Phrase

FIRST_YEAR, LAST_YEAR = 1583, 9000
"""Years that are written lie between; the Gregorian calendar begins with the first, and counting on never runs out."""
YEARS_AHEAD = 10
"""Later days are taken for a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A rule understood what was meant, and it does not exist or is not allowed."""

    key: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Point:
    """One day; more than one where people disagree, the likeliest first.

    `yearless` holds day and month when the year was completed, and `weekly` marks a mere weekday:
    a span may have to complete them again, from its other end.
    """

    days: tuple[date, ...]
    yearless: tuple[int, int] | None = None
    weekly: bool = False
    around: tuple[date, date] | None = None
    """The days that are meant where more than one can be: „Anfang März“ is the 1st, or the 1st to 10th."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Several days under one name. `day` is the one meant when a single day is needed."""

    first: date
    last: date
    kind: Literal["week", "month", "period", "break", "feast"]
    day: date
    name: str = ""
    alternatives: tuple["Stretch", ...] = ()
    """What else people mean by it, less likely."""


Sense = Point | Stretch | Failed
Matches = list[tuple[Sense, int]]


@dataclass(frozen=True, slots=True)
class Frame:
    """When and where something is read. `now` is aware and in the town's zone."""

    now: datetime
    today: date
    calendar: Calendar
    latest: date
    past: bool = False
    """Days gone by are readings like any other; otherwise they are Failed with "date.past"."""
    written_past: bool = False
    """Days gone by are allowed where their year is written: the anchor of a series, a span."""
    meeting: date | None = None
    """The day of the next meeting, for „bis zur nächsten Sitzung“; None if it is not known."""


Rule = Callable[[Phrase, int, Frame], Matches]


def frame(
    now: datetime,
    calendar: Calendar,
    past: bool = False,
    *,
    written_past: bool = False,
    meeting: date | None = None,
) -> Frame:
    """The frame of one reading."""
    today = now.date()
    latest = date(min(today.year + YEARS_AHEAD, 9990), 12, 31)
    return Frame(now, today, calendar, latest, past, past or written_past, meeting)


def checked(day: date, at: Frame) -> Point | Failed:
    """The day as a sense, unless it is over (and that matters) or absurdly far away."""
    if day < at.today and not at.past:
        return Failed("date.past", {"day": day})
    if day > at.latest:
        return Failed("date.too_far", {"latest": at.latest})
    return Point((day,))


def first_not_over(candidates: Iterable[date], at: Frame) -> Point | Failed | None:
    """The first day that is not over; if all are, the last one, or its failure."""
    outcome: Point | Failed | None = None
    for day in candidates:
        outcome = checked(day, at)
        if day >= at.today:
            break
    return outcome


def after(day: date, days: int, at: Frame) -> Point | Failed:
    """So many days later; data of any size is allowed in."""
    if abs(days) > 40_000:
        return Failed("date.too_far", {"latest": at.latest})
    return checked(day + timedelta(days), at)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one (§ 188 (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """Number of days of a month."""
    return monthrange(year, month)[1]


def week_start(day: date) -> date:
    """Monday of the ISO week."""
    return day - timedelta(day.weekday())
