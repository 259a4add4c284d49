"""Working days, holidays and school breaks."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates.calendar import Calendar
from commands.dates.feasts import easter
from tests.dates.town import NRW

PLAIN = Calendar("NW")
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def test_t14_counts_eighteen_working_days_before_the_deadline_of_the_story() -> None:
    assert PLAIN.working_days_between(date(2027, 4, 24), date(2027, 5, 21)) == 18


def test_t14_counts_seventeen_if_the_bridging_day_is_closed() -> None:
    closed = Calendar("NW", closed={date(2027, 5, 7): "Brückentag"})
    assert closed.working_days_between(date(2027, 4, 24), date(2027, 5, 21)) == 17


def test_t19_leaves_out_the_day_of_sending_and_the_day_of_the_meeting() -> None:
    assert PLAIN.full_days_before(date(2027, 6, 8), 14) == date(2027, 5, 24)


@pytest.mark.parametrize(("catholic", "name"), [(True, "Mariä Himmelfahrt"), (False, None)])
def test_t24_mid_august_is_a_holiday_only_in_catholic_places(catholic: bool, name: str) -> None:
    assert Calendar("BY", catholic=catholic).holiday(date(2027, 8, 15)) == name


def test_t25_school_data_has_an_honest_horizon() -> None:
    until = PLAIN.school_data_until()
    assert until >= date(2029, 8, 14)
    assert PLAIN.school_break(until) == "Sommerferien"
    assert PLAIN.break_span("Sommerferien", until + timedelta(1)) is None


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2027, 1, 31), ("weekend", "Sonntag")),
        (date(2027, 2, 8), ("closed", "Rosenmontag")),
        (date(2027, 3, 26), ("holiday", "Karfreitag")),
        (date(2027, 5, 27), ("holiday", "Fronleichnam")),
        (date(2027, 12, 24), None),
    ],
)
def test_a_day_off_says_why(day: date, reason: tuple[str, str] | None) -> None:
    assert NRW.closing_reason(day) == reason
    assert NRW.is_working_day(day) is (reason is None)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 6), "Weihnachtsferien"),
        (date(2027, 1, 7), None),
        (date(2027, 4, 3), "Osterferien"),
        (date(2027, 4, 4), None),
        (date(2027, 5, 18), "Pfingstferien"),
        (date(2027, 7, 19), "Sommerferien"),
    ],
)
def test_school_breaks_have_the_names_people_use(day: date, name: str | None) -> None:
    assert NRW.school_break(day) == name


def test_a_break_that_crosses_the_year_is_one_break() -> None:
    found = NRW.break_span("weihnachtsferien", date(2027, 1, 2))
    assert found and (found.first, found.last) == (date(2026, 12, 23), date(2027, 1, 6))


def test_the_bavarian_break_in_february_is_not_called_easter() -> None:
    assert Calendar("BY").school_break(date(2027, 2, 10)) == "Frühjahrsferien"


def test_public_holidays_inside_a_break_do_not_split_it() -> None:
    found = Calendar("BW").break_span("Osterferien", date(2027, 1, 1))
    assert found and (found.first, found.last) == (date(2027, 3, 25), date(2027, 4, 3))


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="XX"):
        Calendar("XX")


@given(DAYS, st.integers(1, 30))
def test_counting_working_days_forth_and_back_leads_home(day: date, n: int) -> None:
    start = NRW.previous_working_day(day)
    later = NRW.working_days_after(start, n)
    assert NRW.working_days_before(later, n) == start
    assert NRW.working_days_between(start, later) == n + 1


@given(DAYS)
def test_neighbouring_working_days_are_worked_and_nothing_between_is(day: date) -> None:
    before, following = NRW.previous_working_day(day), NRW.next_working_day(day)
    assert before <= day <= following
    assert NRW.is_working_day(before) and NRW.is_working_day(following)
    assert NRW.working_days_between(before, following) == (1 if before == following else 2)


@pytest.mark.parametrize("year", range(2024, 2041))
def test_easter_agrees_with_the_public_holidays(year: int) -> None:
    assert NRW.holiday(easter(year) + timedelta(1)) == "Ostermontag"


def test_reading_a_plain_date_loads_neither_holidays_nor_dateparser() -> None:
    code = (
        "import sys, datetime as d\n"
        "from commands.dates import read, calendar\n"
        "now = d.datetime(2027, 1, 18, 10, tzinfo=d.timezone.utc)\n"
        "assert read.read_moment('Di 19.1. 9 Uhr', now, calendar.Calendar('NW'))\n"
        "print(sorted({'holidays', 'dateparser', 'dateutil', 'nio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_break_in_hamburg_is_one_break_though_it_crosses_what_the_names_depend_on() -> None:
    """The KMK's columns lump Easter and spring, Ascension and Whitsun together; a run of days has one name."""
    names = [
        (one.name, one.first.day, one.last.day)
        for one in Calendar("HH").school_breaks(date(2027, 2, 1), date(2027, 6, 1))
    ]
    assert names == [("Frühjahrsferien", 1, 12), ("Pfingstferien", 7, 14)]
