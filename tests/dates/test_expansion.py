"""The days of a series in a town with school breaks, public holidays and closing days."""

from datetime import date, timedelta

import pytest

from commands.dates.expansion import LeftOut, expansion, occurrences
from commands.dates.readings import Rhythm
from commands.dates.recurrence import Rule, parsed
from tests.dates.town import NRW

YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def left_out(skips: tuple[str, ...], rule: str = "FREQ=WEEKLY;BYDAY=MO;WKST=MO") -> list[tuple[str, str]]:
    """Day and reason of what a series of Mondays in 2027 leaves out."""
    found = expansion(Rhythm(rule, date(2027, 1, 4), skips=skips), *YEAR, NRW)
    return [(f"{one.day:%d.%m.}", one.name) for one in found.left_out]


@pytest.mark.parametrize(
    ("skips", "days"),
    [
        ((), []),
        (("holidays",), [("29.03.", "Ostermontag"), ("17.05.", "Pfingstmontag"), ("01.11.", "Allerheiligen")]),
        (("closed",), [("08.02.", "Rosenmontag")]),
        (("easter",), [("22.03.", "Osterferien"), ("29.03.", "Osterferien")]),
        (("2027-05-10",), [("10.05.", "")]),
        (
            ("autumn", "holidays", "closed"),
            [
                ("08.02.", "Rosenmontag"),
                ("29.03.", "Ostermontag"),
                ("17.05.", "Pfingstmontag"),
                ("25.10.", "Herbstferien"),
                ("01.11.", "Allerheiligen"),
            ],
        ),
    ],
)
def test_what_is_left_out_comes_with_its_reason(skips: tuple[str, ...], days: list[tuple[str, str]]) -> None:
    assert left_out(skips) == days


def test_all_school_breaks_are_more_than_one() -> None:
    names = {name for _, name in left_out(("school",))}
    assert {"Osterferien", "Sommerferien", "Herbstferien", "Weihnachtsferien"} <= names


def test_held_and_left_out_together_are_the_rule() -> None:
    rhythm = Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO", date(2027, 1, 5), skips=("school", "holidays"))
    found = expansion(rhythm, *YEAR, NRW)
    assert sorted([*found.held, *(one.day for one in found.left_out)]) == occurrences(
        rhythm.rrule, rhythm.starts_on, *YEAR
    )
    assert not [day for day in found.held if NRW.school_break(day) or NRW.holiday(day)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", ["01.01.", "01.02.", "01.03."]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["29.01.", "26.02.", "31.03."]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2,-2",
            ["04.01.", "28.01.", "02.02.", "25.02.", "02.03.", "30.03."],
        ),
        ("FREQ=MONTHLY;BYDAY=1TU,-1TU", ["05.01.", "26.01.", "02.02.", "23.02.", "02.03.", "30.03."]),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", ["31.01.", "31.03."]),
        ("FREQ=YEARLY;BYDAY=MO;BYWEEKNO=2,4", ["11.01.", "25.01."]),
    ],
)
def test_each_form_of_a_rule_means_its_days(rule: str, days: list[str]) -> None:
    """RFC 5545, 3.3.10, in the first quarter of 2027; the last working day of a month is one before its weekend."""
    start, end = date(2027, 1, 1), date(2027, 3, 31)
    found = occurrences(rule, start, start, end)
    assert [f"{day:%d.%m.}" for day in found] == days
    ours = [parsed(rule).first(start, day) for day in (start, *(day + timedelta(1) for day in found))]
    assert ours[: len(found)] == found


def test_beyond_the_school_data_nothing_is_claimed() -> None:
    """Only a series that leaves out school breaks needs to know them."""
    horizon = NRW.school_data_until()
    weekly = "FREQ=WEEKLY;BYDAY=TU;WKST=MO"
    since, until = horizon - timedelta(30), horizon + timedelta(60)
    found = expansion(Rhythm(weekly, date(2027, 1, 5), skips=("school",)), since, until, NRW)
    assert found.unknown_from and horizon < found.unknown_from <= horizon + timedelta(7)
    assert all(day <= horizon for day in found.held)
    for skips in ((), ("holidays", "closed")):
        every = expansion(Rhythm(weekly, date(2027, 1, 5), skips=skips), since, until, NRW)
        assert every.unknown_from is None and max(every.held) > horizon


def test_the_end_of_a_series_ends_its_days() -> None:
    rhythm = Rhythm("FREQ=WEEKLY;BYDAY=TU;WKST=MO", date(2027, 1, 5), ends_on=date(2027, 1, 19), skips=("2027-01-12",))
    found = expansion(rhythm, *YEAR, NRW)
    assert found.held == (date(2027, 1, 5), date(2027, 1, 19))
    assert found.left_out == (LeftOut(date(2027, 1, 12), ""),)


def test_a_rule_that_no_day_fits_has_no_first_one() -> None:
    """As the thirtieth of February."""
    assert Rule("YEARLY", months=(2,), month_days=(30,)).first(date(2027, 1, 1), date(2027, 1, 1)) is None


def test_a_rule_of_a_kind_that_is_not_ours_is_refused() -> None:
    """RFC 5545 has more frequencies than bodies need."""
    with pytest.raises(ValueError, match="not a rule of ours"):
        parsed("FREQ=HOURLY;WKST=MO")
