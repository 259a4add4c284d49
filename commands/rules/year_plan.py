"""Proposing a year's dates for a body (domain 2.1): evenly spaced, on the wished weekday, and never on a bad day.

The days of the wish are laid over the year as a grid. A point of it that is a good day becomes a date as it is; any
other looks for a good day within half a step, and no two dates are nearer to each other than two thirds of a step. For
each way of laying the grid (it may begin in any week of its step) the days are chosen that together cost least:

    four times the square of the days that each lies off its point of the grid,
    the square of the days that each gap is off the step (at the year's ends: off half a step; wished days have none),
    much for a point that finds no day at all.

The cheapest grid is the proposal; between equals the earlier dates win. So the same wish in the same calendar always
gives the same dates, and a date that had to move moves as little as evenness allows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from commands.rules.year_grid import Wish, grids, least_gap, step_of

_DAY = timedelta(days=1)
_OFF, _LATE, _DROPPED, _DROPPED_GOOD = 4, 5, 10, 100
"""Weights: a day off the grid; by squared steps a day too late for the steering group, a point without a day, and one
that would have been a good day itself."""


class Hindrance(StrEnum):
    """Why a day will not do. All but the last two are hard: no date is ever proposed on such a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    SCHOOL = "school"
    RECESS = "recess"
    COMMITTEE = "committee"
    MEETING = "meeting"
    LATE = "late"
    SPACING = "spacing"


@dataclass(frozen=True, slots=True)
class Reason:
    """A hindrance with the name that belongs to it: of the holiday, the committee, the other body."""

    hindrance: Hindrance
    name: str = ""


Check = Callable[[date], Reason | None]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A date, the point of the grid that it stands for, and why it is not that day."""

    day: date
    ideal: date
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The dates in order; `dropped`: points of the grid for which there is no good day, with the reason."""

    dates: tuple[Proposed, ...]
    dropped: tuple[Proposed, ...]


def propose(wish: Wish, hard: Check, soft: Check, fixed: Sequence[date] = (), before: date | None = None) -> Proposal:
    """The proposal for a wish.

    `hard` says why a day cannot be used, `soft` why it should not: such a day is taken only if there is no other.
    `fixed` are dates of the body in that year that stand already; each takes the place of the point of the grid that
    it is nearest to. `before` is the body's last date before the year's.
    """
    search = _Search(wish, cache(hard), cache(soft), sorted(set(fixed)), before)
    best = min((search.along(grid) for grid in grids(wish)), key=lambda one: one.key, default=None)
    return search.explained(best) if best else Proposal((), ())


# -- the search -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Way:
    """Days chosen so far, one for each slot (None: dropped), and what they cost together."""

    cost: int
    slots: tuple[tuple[date, bool], ...]
    days: tuple[date | None, ...]
    last: date | None

    @property
    def key(self) -> tuple[int, tuple[int, ...]]:
        return self.cost, tuple(day.toordinal() if day else 0 for day in self.days)


class _Search:
    def __init__(self, wish: Wish, hard: Check, soft: Check, fixed: Sequence[date], before: date | None) -> None:
        self._wish, self._hard, self._soft, self._fixed, self._before = wish, hard, soft, fixed, before
        self._step = step_of(wish)
        self._reach = self._step // 2
        self._least_gap = least_gap(wish)

    def along(self, grid: Sequence[date]) -> _Way:
        """The cheapest days for one grid, found slot by slot: what follows depends on the last day alone."""
        slots = self._slots(grid)
        ways: dict[date | None, _Way] = {None: _Way(0, slots, (), None)}
        for point, stands in slots:
            found: dict[date | None, _Way] = {}
            for way in ways.values():
                for longer in self._longer(way, point, stands):
                    known = found.get(longer.last)
                    if known is None or longer.key < known.key:
                        found[longer.last] = longer
            ways = found
        return min((self._ended(way) for way in ways.values()), key=lambda one: one.key)

    def explained(self, way: _Way) -> Proposal:
        """The chosen days with why each is not its point of the grid."""
        dates: list[Proposed] = []
        dropped: list[Proposed] = []
        for (point, stands), day in zip(way.slots, way.days, strict=True):
            if stands:
                continue
            reason = None if day == point else self._why_not(point)
            (dropped if day is None else dates).append(Proposed(day or point, point, reason))
        return Proposal(tuple(dates), tuple(dropped))

    def _slots(self, grid: Sequence[date]) -> tuple[tuple[date, bool], ...]:
        """The points of the grid, and the dates that stand (True) instead of the point that they are nearest to."""
        points = list(grid)
        for day in self._fixed:
            nearest = min(points, key=lambda point: (abs((point - day).days), point), default=None)
            if nearest is not None and abs((nearest - day).days) <= self._reach:
                points.remove(nearest)
        return tuple(sorted([(point, False) for point in points] + [(day, True) for day in self._fixed]))

    def _longer(self, way: _Way, point: date, stands: bool) -> Iterable[_Way]:
        if stands:
            yield self._with(way, point, 0)
            return
        squared = self._step * self._step
        for day, weight in self._candidates(point):
            if way.last is None or (day - way.last).days >= self._least_gap:
                yield self._with(way, day, _OFF * (day - point).days ** 2 + weight * squared)
        good = self._free(point) and not self._soft(point)
        cost = (_DROPPED_GOOD if good else _DROPPED) * squared
        yield _Way(way.cost + cost, way.slots, (*way.days, None), way.last)

    def _with(self, way: _Way, day: date, cost: int) -> _Way:
        if self._wish.days:
            off = 0
        elif way.last is not None:
            off = (day - way.last).days - self._step
        elif self._before is not None:
            off = (day - self._before).days - self._step
        else:
            off = (day - self._wish.first).days - self._step // 2
        return _Way(way.cost + cost + off * off, way.slots, (*way.days, day), day)

    def _ended(self, way: _Way) -> _Way:
        off = (self._wish.last - way.last).days - self._step // 2 if way.last and not self._wish.days else 0
        return _Way(way.cost + off * off, way.slots, way.days, way.last)

    def _candidates(self, point: date) -> list[tuple[date, int]]:
        """The days that a point may become, with a weight: itself, else wished weekdays, others, late ones."""
        if self._free(point) and not self._soft(point):
            return [(point, 0)]
        span = [point + n * _DAY for n in range(-self._reach, self._reach + 1)]
        usable = [day for day in span if self._wish.first <= day <= self._wish.last and self._free(day)]
        wished = [day for day in usable if day.weekday() in self._wish.weekdays]
        for days, weight in (
            ([day for day in wished if not self._soft(day)], 0),
            ([day for day in usable if not self._soft(day)], 0),
            (wished, _LATE),
            (usable, _LATE),
        ):
            if days:
                return [(day, weight) for day in days]
        return []

    def _free(self, day: date) -> bool:
        """No hard reason against it, and not too near to a date that stands."""
        return self._hard(day) is None and all(abs((day - one).days) >= self._least_gap for one in self._fixed)

    def _why_not(self, point: date) -> Reason:
        return self._hard(point) or self._soft(point) or Reason(Hindrance.SPACING)
