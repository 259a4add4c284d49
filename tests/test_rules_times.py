"""Instants and office hours, on the days when clocks are switched too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.rules import times

ZONE = ZoneInfo("Europe/Berlin")
HOURS = {day: (time(8), time(16)) for day in range(4)} | {4: (time(8), time(12))}
EASTER = {date(2027, 3, 26), date(2027, 3, 29)}


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in EASTER


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2027, 3, 23), time(9), "2027-03-23 08:00"),
        (date(2027, 3, 30), time(9), "2027-03-30 07:00"),
        (date(2027, 3, 28), time(2, 30), "2027-03-28 01:00"),  # does not exist: the first moment after the gap
        (date(2027, 10, 31), time(2, 30), "2027-10-31 00:30"),  # exists twice: the first
        (date(2027, 11, 2), time(9), "2027-11-02 08:00"),
    ],
)
def test_a_wall_clock_time_is_an_instant_on_every_day(day: date, at: time, instant: str) -> None:
    """Nine stays nine when the clocks are switched."""
    assert times.instant(day, at, ZONE) == utc(instant)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2027-03-22 08:00", "2027-03-22 08:00"),
        ("2027-03-22 07:59", "2027-03-22 08:00"),
        ("2027-03-22 15:59", "2027-03-22 15:59"),
        ("2027-03-22 16:00", "2027-03-23 08:00"),
        ("2027-03-25 16:00", "2027-03-30 08:00"),  # Maundy Thursday evening: after Easter
        ("2027-04-02 11:59", "2027-04-02 11:59"),
        ("2027-04-02 12:00", "2027-04-05 08:00"),  # Friday noon
        ("2027-04-04 03:00", "2027-04-05 08:00"),
    ],
)
def test_the_next_opening_is_found_over_nights_weekends_and_holidays(moment: str, opens: str) -> None:
    """Local times on both sides."""
    at = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    found = times.next_open(at.astimezone(UTC), HOURS, ZONE, works)
    assert found == datetime.fromisoformat(opens).replace(tzinfo=ZONE)


def test_an_office_that_never_opens_is_an_error() -> None:
    """Rather than an endless search."""
    with pytest.raises(ValueError, match="no office hours"):
        times.next_open(utc("2027-03-22 12:00"), HOURS, ZONE, lambda day: False)


@pytest.mark.parametrize(
    ("day", "wish", "at"),
    [
        (date(2027, 3, 22), time(10), time(10)),
        (date(2027, 3, 22), time(6), time(8)),
        (date(2027, 3, 22), time(18), time(15, 45)),
        (date(2027, 4, 2), time(12), time(11, 45)),
    ],
)
def test_a_wish_is_moved_into_the_hours_of_the_day(day: date, wish: time, at: time) -> None:
    """A quarter of an hour before closing at the latest."""
    assert times.within(day, wish, HOURS) == at


@given(st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2040, 12, 31), timezones=st.just(UTC)))
def test_the_next_opening_is_open_and_not_before(at: datetime) -> None:
    """On any day of seventeen years, and nothing that is open lies between."""
    opens = times.next_open(at, HOURS, ZONE, works)
    assert opens >= at
    assert times.is_open(opens, HOURS, ZONE, works)
    assert opens == at or not times.is_open(opens - timedelta(minutes=1), HOURS, ZONE, works)


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31)), st.times())
def test_an_instant_is_the_wall_clock_time_or_the_first_after_the_gap(day: date, at: time) -> None:
    """Never on another day, never more than an hour later."""
    local = times.instant(day, at, ZONE).astimezone(ZONE).replace(tzinfo=None)
    wished = datetime.combine(day, at)
    assert local == wished or timedelta(0) < local - wished <= timedelta(hours=1)


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31)))
def test_the_nearest_open_days_enclose_a_day(day: date) -> None:
    """Before and after, and the day itself if it is open."""
    before, after = times.last_open_day(day, HOURS, works), times.first_open_day(day, HOURS, works)
    assert before <= day <= after
    assert (before == day) == (after == day) == works(day)
