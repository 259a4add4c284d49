"""Instants and office hours. Days and clock times are the town's; instants are UTC."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OfficeHours = Mapping[int, tuple[time, time]]
"""Weekday (Monday is 0) -> opening and closing time."""


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time. One that does not exist (spring) is the first valid instant after the gap;
    one that exists twice (autumn) is the first."""
    naive = datetime.combine(day, at)
    while _utc(naive, zone).astimezone(zone).replace(tzinfo=None) != naive:
        naive = naive.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return _utc(naive, zone)


def _utc(naive: datetime, zone: ZoneInfo) -> datetime:
    return naive.replace(tzinfo=zone, fold=0).astimezone(UTC)


def is_open(at: datetime, hours: OfficeHours, zone: ZoneInfo, works: Callable[[date], bool]) -> bool:
    """Whether the office is open at an instant; `works` says whether a day is a working day of the town."""
    local = at.astimezone(zone)
    span = hours.get(local.weekday())
    return span is not None and works(local.date()) and span[0] <= local.time() < span[1]


def next_open(at: datetime, hours: OfficeHours, zone: ZoneInfo, works: Callable[[date], bool]) -> datetime:
    """The first instant from `at` on at which the office is open. Raises ValueError if it is closed for 60 days."""
    if is_open(at, hours, zone, works):
        return at
    day = at.astimezone(zone).date()
    for offset in range(60):
        candidate = day + timedelta(days=offset)
        span = hours.get(candidate.weekday())
        if span is not None and works(candidate):
            opens = instant(candidate, span[0], zone)
            if opens >= at:
                return opens
    raise ValueError("no office hours within 60 days")


def last_open_day(day: date, hours: OfficeHours, works: Callable[[date], bool]) -> date:
    """`day` if the office opens then, otherwise the last day before on which it does."""
    while day.weekday() not in hours or not works(day):
        day -= timedelta(days=1)
    return day


def within(day: date, wish: time, hours: OfficeHours) -> time:
    """The wished clock time, moved into the hours of a day on which the office opens."""
    opens, closes = hours[day.weekday()]
    latest = (datetime.combine(day, closes) - timedelta(minutes=15)).time()
    return min(max(wish, opens), latest)


def first_open_day(day: date, hours: OfficeHours, works: Callable[[date], bool]) -> date:
    """`day` if the office opens then, otherwise the first day after on which it does."""
    while day.weekday() not in hours or not works(day):
        day += timedelta(days=1)
    return day
