"""The town's calendar: which days are worked, and when schools are closed.

A working day is Monday to Friday, no public holiday of the state, and not one of the town's own
closing days. Heiligabend, Silvester and Rosenmontag are working days unless the town lists them.
The recess (Sitzungspause) is what the town says it is, or else the summer holidays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from commands.dates import days_off
from commands.dates.days_off import SchoolBreak

ClosingReason = tuple[Literal["weekend", "holiday", "closed"], str]

_DAY = timedelta(days=1)
_USUAL_RECESS = "Sommerferien"
_WEEKEND = {5: "Samstag", 6: "Sonntag"}


@dataclass(frozen=True, slots=True)
class Recess:
    """Weeks in which committees and formal bodies do not meet, from `first` to `last`."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """`state` is the two-letter code of the Land (or "Augsburg"); `closed` names closing days.

    `breaks` are school breaks that the state's data does not hold: movable days off, and those
    beyond its end. `recesses` are the town's own. Raises ValueError for an unknown state. Cheap to
    build; data is loaded when first needed.
    """

    state: str
    catholic: bool = False
    closed: Mapping[date, str] = field(default_factory=dict)
    breaks: tuple[SchoolBreak, ...] = ()
    recesses: tuple[Recess, ...] = ()

    def __post_init__(self) -> None:
        if self.state not in days_off.STATES:
            raise ValueError(f"unknown German state: {self.state!r}")

    def holiday(self, day: date) -> str | None:
        """German name of the public holiday on that day."""
        return days_off.public_holidays(self.state, self.catholic, day.year).get(day)

    def closing_reason(self, day: date) -> ClosingReason | None:
        """Why nobody works that day, with a German name for it; None on a working day."""
        if holiday := self.holiday(day):
            return "holiday", holiday
        if day in self.closed:
            return "closed", self.closed[day]
        if name := _WEEKEND.get(day.weekday()):
            return "weekend", name
        return None

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, no public holiday, no closing day."""
        return day.weekday() < 5 and day not in self.closed and self.holiday(day) is None

    def working_days_before(self, day: date, n: int) -> date:
        """The n-th working day strictly before `day`; n=0 gives `day` itself."""
        return self._step(day, n, -_DAY)

    def working_days_after(self, day: date, n: int) -> date:
        """The n-th working day strictly after `day`; the day itself never counts (§ 187 BGB)."""
        return self._step(day, n, _DAY)

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days from `first` to `last`, both included; 0 if they are reversed."""
        days = (first + timedelta(n) for n in range((last - first).days + 1))
        return sum(1 for day in days if self.is_working_day(day))

    def previous_working_day(self, day: date) -> date:
        """`day` itself if it is worked, otherwise the working day before."""
        return day if self.is_working_day(day) else self._step(day, 1, -_DAY)

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, otherwise the next one."""
        return day if self.is_working_day(day) else self._step(day, 1, _DAY)

    def full_days_before(self, day: date, n: int) -> date:
        """The last day to send for `n` „volle Tage“: neither sending nor meeting day counts."""
        return day - timedelta(n + 1)

    def changed(self, closed: Mapping[date, str], opened: Iterable[date], recesses: Iterable[Recess]) -> "Calendar":
        """This calendar with more closing days and recesses, and with some closing days taken away."""
        days = {**self.closed, **closed}
        for day in opened:
            days.pop(day, None)
        return replace(self, closed=days, recesses=(*self.recesses, *recesses))

    def school_break(self, day: date) -> str | None:
        """Name of the school break on that day. None after `school_data_until()` means unknown."""
        for one in self._breaks(day.year - 1, day.year):
            if one.first <= day <= one.last:
                return one.name
        return None

    def school_breaks(self, first: date, last: date) -> list[SchoolBreak]:
        """The school breaks that touch the days from `first` to `last`, in order."""
        touching = {one for one in self._breaks(first.year - 1, last.year) if one.first <= last and one.last >= first}
        return sorted(touching, key=lambda one: (one.first, one.last, one.name))

    def school_data_until(self) -> date:
        """The last day school breaks are known for; say so instead of „no break“ beyond it.

        Breaks that the town has entered itself count, single days off do not.
        """
        own = [one.last for one in self.breaks if one.last - one.first > 2 * _DAY]
        return max(days_off.school_data_until(self.state), *own) if own else days_off.school_data_until(self.state)

    def break_span(self, name_word: str, after: date) -> SchoolBreak | None:
        """The next break of that name („Osterferien“) that is not over by `after`; None: unknown.

        Capitals do not matter. A break that runs on that day counts.
        """
        wanted = name_word.casefold()
        coming = (
            one
            for one in self._breaks(after.year - 1, after.year + 1)
            if one.name.casefold() == wanted and one.last >= after
        )
        return min(coming, key=lambda one: one.first, default=None)

    def recess(self, day: date) -> str | None:
        """Name of the recess on that day: the town's own, or the summer holidays of a year without one."""
        own = [one for one in self.recesses if one.first.year <= day.year <= one.last.year]
        for one in own:
            if one.first <= day <= one.last:
                return one.name
        name = None if own else self.school_break(day)
        return name if name == _USUAL_RECESS else None

    def _breaks(self, first_year: int, last_year: int) -> Iterator[SchoolBreak]:
        """The breaks that begin in these years, the town's own first."""
        yield from self.breaks
        for year in range(first_year, last_year + 1):
            yield from days_off.school_breaks(self.state, year)

    def _step(self, day: date, n: int, step: timedelta) -> date:
        while n > 0:
            day += step
            n -= self.is_working_day(day)
        return day
