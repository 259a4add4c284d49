"""The grid of a year's plan: the points that a wish lays over the year, whatever stands against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from commands.rules.refusal import Refused

MOST = 30
"""More dates than this are a series, not a plan."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted between `first` and `last`: `count` dates, or one every `weeks` weeks, or exactly `days`.

    Exactly one of the three is set. `weekdays` (Monday is 0): the wished ones, the first is where a grid is laid.
    """

    first: date
    last: date
    weekdays: tuple[int, ...]
    count: int | None = None
    weeks: int | None = None
    days: tuple[date, ...] = ()


def check_wish(wish: Wish) -> None:
    """Refuse a wish for more dates than a plan holds, or for none."""
    size = (wish.last - wish.first).days + 1
    count = wish.count or len(wish.days) or size // (7 * (wish.weeks or 1))
    if wish.count == 0 or size < 1:
        raise Refused("plan.none")
    if count > MOST:
        raise Refused("plan.too_many", count=count, most=MOST)
    if size < 5 * (wish.count or 0):
        raise Refused("plan.too_dense", count=count, days=size)


def step_of(wish: Wish) -> int:
    """The wished distance between two dates, in days; of wished days the smallest."""
    if wish.weeks:
        return 7 * wish.weeks
    size = (wish.last - wish.first).days + 1
    if wish.count:
        return max(1, size // wish.count)
    return min(((b - a).days for a, b in pairwise(wish.days)), default=size)


def least_gap(wish: Wish) -> int:
    """So many days lie between two dates at least: two thirds of a step."""
    return max(1, -(-2 * step_of(wish) // 3))


def grids(wish: Wish) -> Iterable[tuple[date, ...]]:
    """All ways of laying the grid, as days on the first wished weekday; for wished days there is one."""
    if wish.days:
        return [tuple(sorted(day for day in set(wish.days) if wish.first <= day <= wish.last))]
    step = step_of(wish)
    found = []
    for shift in range(0, max(step, 7), 7):
        start = wish.first + shift * _DAY
        if wish.weeks:
            start += (wish.weekdays[0] - start.weekday()) % 7 * _DAY
            points = [start + n * step * _DAY for n in range((wish.last - start).days // step + 1)]
        else:
            assert wish.count is not None
            size = (wish.last - wish.first).days + 1
            points = [_snapped(start + n * size // wish.count * _DAY, wish) for n in range(wish.count)]
        if points and points[-1] <= wish.last and len(set(points)) == len(points):
            found.append(tuple(points))
    return found


def _snapped(day: date, wish: Wish) -> date:
    """The nearest day of the first wished weekday that is not before the first day."""
    off = (day.weekday() - wish.weekdays[0]) % 7
    snapped = day - off * _DAY if off <= 3 else day + (7 - off) * _DAY
    return snapped if snapped >= wish.first else snapped + 7 * _DAY
