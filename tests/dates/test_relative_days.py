"""What holds on every day from 2024 to 2040, in every state, across clock changes, leap days and weeks 53."""

from datetime import date, datetime, time, timedelta

import pytest

from commands.dates.calendar import Calendar
from commands.dates.days_off import STATES, public_holidays, school_breaks
from commands.dates.read import read_day, read_deadline, read_moment, read_span
from commands.dates.readings import Found, Impossible, Moment, Span
from commands.dates.wording import day_words, moment_words
from tests.dates.town import BERLIN, NRW, moment_of, value

FIRST, LAST = date(2024, 1, 1), date(2040, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
YEARS = range(2024, 2041)
CHANGES = [
    day
    for day in DAYS
    if datetime(day.year, day.month, day.day, tzinfo=BERLIN).utcoffset() != moment_of(day, 12).utcoffset()
]
NOT_YET = {("Augsburg", "Augsburger Hohes Friedensfest"), ("HE", "Weihnachtsferien"), ("HH", "Frühjahrsferien")}
"""Names that are not read yet, or not with a year. It only ever shrinks."""

BY = {"de": "bis", "en": "by"}


def test_the_clocks_change_twice_a_year() -> None:
    assert len(CHANGES) == 2 * len(YEARS) and {day.weekday() for day in CHANGES} == {6}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_deadline_is_read_as_it_was_said_or_moves_to_the_working_day_before(language: str) -> None:
    for day in DAYS:
        due = value(read_deadline, f"{BY[language]} {day_words(day, language)}", moment_of(day - timedelta(14), 9))
        assert due == (day if NRW.is_working_day(day) else NRW.previous_working_day(day)), day


def test_a_past_day_is_read_as_it_was_said() -> None:
    for day in DAYS:
        reading = read_day(day_words(day), moment_of(date(2041, 1, 1)), NRW, past=True)
        assert isinstance(reading, Found) and reading.value == day


@pytest.mark.parametrize("day", CHANGES)
def test_the_wall_clock_of_a_night_with_a_clock_change_is_kept(day: date) -> None:
    """Said on the eve, in the doubled or missing hour, and after it."""
    eve, night = moment_of(day - timedelta(1), 20), datetime(day.year, day.month, day.day, 2, 30, tzinfo=BERLIN)
    for hour in range(24):
        said = Moment(day, time(hour, 30))
        for now in (eve, night, night.replace(fold=1)):
            assert value(read_moment, moment_words(said), now) == said
    assert value(read_moment, "morgen um 9", eve) == Moment(day, time(9))
    assert value(read_moment, "übermorgen um 9", eve) == Moment(day + timedelta(1), time(9))
    assert value(read_day, "in zwei Wochen", eve) == day + timedelta(13)


def test_days_ahead_are_counted_on_the_calendar() -> None:
    """Over month ends, leap days and clock changes."""
    for day in DAYS[:: 7 * 3 + 1]:
        for n in (2, 10, 30):
            assert value(read_day, f"in {n} Tagen", moment_of(day, 23)) == day + timedelta(n)
            assert value(read_day, f"in {n} days", moment_of(day, 0)) == day + timedelta(n)
        assert value(read_day, "heute in acht Tagen", moment_of(day, 12)) == day + timedelta(7)
        assert value(read_day, "in drei Wochen", moment_of(day, 12)) == day + timedelta(21)


def test_every_leap_day_is_read_and_no_other() -> None:
    for year in YEARS:
        leap = year % 4 == 0
        reading = read_day(f"29.2.{year}", moment_of(date(year, 1, 15)), NRW)
        assert isinstance(reading, Found if leap else Impossible), year
        last = value(read_day, f"letzter Tag im Februar {year}", moment_of(date(year, 1, 15)))
        assert last == date(year, 2, 29 if leap else 28)


def test_every_week_of_every_year_has_its_days_and_week_53_only_where_it_exists() -> None:
    for year in YEARS:
        last = date(year, 12, 28).isocalendar().week
        for week in range(1, 54):
            now = moment_of(date.fromisocalendar(year, 1, 1))
            for text in (f"Donnerstag KW {week}/{year}", f"Thursday, week {week} {year}"):
                reading = read_day(text, now, NRW)
                if week > last:
                    assert isinstance(reading, Impossible) and reading.key == "week.does_not_exist", text
                else:
                    assert isinstance(reading, Found), text
                    assert reading.value == date.fromisocalendar(year, week, 4)


def test_a_bare_weekday_is_the_next_one_after_today() -> None:
    names = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    for day in DAYS[:: 7 * 5 + 3]:
        for weekday, name in enumerate(names):
            meant = value(read_day, name, moment_of(day, 12))
            assert meant.weekday() == weekday and 0 < (meant - day).days <= 7


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("catholic", [False, True])
def test_in_every_state_a_deadline_is_a_working_day(state: str, catholic: bool) -> None:
    calendar = Calendar(state, catholic=catholic)
    for n in range(366):
        day = date(2028, 1, 1) + timedelta(n)
        reading = read_deadline(f"bis {day:%d.%m.%Y}", moment_of(date(2027, 12, 1), 9), calendar)
        assert isinstance(reading, Found) and reading.value <= day
        assert calendar.is_working_day(reading.value)
        assert (reading.value == day) is calendar.is_working_day(day)


@pytest.mark.parametrize("state", sorted(STATES))
def test_in_every_state_the_public_holidays_are_known_by_their_names(state: str) -> None:
    calendar, now = Calendar(state, catholic=True), moment_of(date(2026, 12, 31), 9)
    wrong = {}
    for day, name in public_holidays(state, True, 2027).items():
        reading = read_day(f"{name} 2027", now, calendar)
        if not (isinstance(reading, Found) and reading.value == day):
            wrong[state, name] = reading
    assert wrong.keys() <= NOT_YET, wrong


@pytest.mark.parametrize("state", sorted(STATES))
def test_in_every_state_the_school_breaks_are_known_by_their_names(state: str) -> None:
    calendar, now = Calendar(state), moment_of(date(2027, 1, 10), 9)
    wrong = {}
    for one in school_breaks(state, 2027):
        reading = read_span(f"{one.name} 2027", now, calendar)
        span = Span(Moment(one.first), Moment(one.last))
        if not (isinstance(reading, Found) and reading.value == span):
            wrong[state, one.name] = reading
    assert wrong.keys() <= NOT_YET, wrong
