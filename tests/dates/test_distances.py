"""Relative days and periods, said on every day from 2024 to 2040, against plain arithmetic."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from commands.dates.read import read_day
from commands.dates.readings import Ambiguous, Found
from tests.dates.town import NRW, moment_of

FIRST = date(2024, 1, 1)
EVERY_DAY = [FIRST + timedelta(n) for n in range((date(2040, 12, 31) - FIRST).days + 1)]
WEEK = timedelta(7)


def days(text: str, today: date, past: bool = False) -> list[date]:
    reading = read_day(text, moment_of(today, 9), NRW, past=past)
    assert isinstance(reading, Found | Ambiguous), (text, today, reading)
    return [one.value for one in (reading.options if isinstance(reading, Ambiguous) else (reading,))]


def monday(day: date) -> date:
    return day - timedelta(day.weekday())


def test_distances_are_counted_in_days() -> None:
    for today in EVERY_DAY:
        assert days("morgen", today) == [today + timedelta(1)]
        assert days("in zwei Wochen", today) == [today + 2 * WEEK]
        assert days("vor drei Tagen", today, past=True) == [today - timedelta(3)]
        assert days("in drei Monaten", today) == [today + relativedelta(months=3)]


@pytest.mark.parametrize("weekday", range(7))
def test_weekdays_are_the_next_the_last_and_those_of_their_week(weekday: int) -> None:
    name = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")[weekday]
    for today in EVERY_DAY[weekday::7]:
        there = monday(today) + timedelta(weekday)
        coming = there if there > today else there + WEEK
        assert days(f"kommenden {name}", today) == [coming]
        assert days(f"letzten {name}", today, past=True) == [coming - WEEK - (WEEK if there == today else timedelta(0))]
        assert days(f"{name} nächster Woche", today) == [there + WEEK]
        assert days(f"nächsten {name}", today)[0] == there + WEEK
        assert days(f"{name} in einer Woche", today) == [coming + WEEK]


def test_ends_of_periods_are_the_last_days() -> None:
    for today in EVERY_DAY:
        month = today.replace(day=1) + relativedelta(months=1)
        assert days("Monatsende", today) == [month - timedelta(1)]
        assert days("Ende nächsten Monats", today) == [month + relativedelta(months=1) - timedelta(1)]
        assert days("Ende des Jahres", today) == [date(today.year, 12, 31)]
        quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) + relativedelta(months=3)
        assert days("Quartalsende", today) == [quarter - timedelta(1)]


def test_a_calendar_week_lies_where_iso_8601_has_it() -> None:
    for today in EVERY_DAY[::3]:
        year, week, _ = today.isocalendar()
        assert days(f"KW {week}/{year} Sonntag", today) == [monday(today) + timedelta(6)]
        assert days(f"Freitag KW {week} {year}", today, past=True) == [monday(today) + timedelta(4)]
