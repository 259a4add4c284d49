"""Our days of a series, dateutil's, and those of a calendar reader are the same, for every day of ten years."""

from datetime import date, datetime, time, timedelta

import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from icalendar.prop import vRecur

from commands.dates.expansion import expansion, occurrences
from commands.dates.readings import Rhythm
from commands.dates.recurrence import EVEN_WEEKS, ODD_WEEKS, Rule
from tests.dates.rules import RULES
from tests.dates.town import BERLIN, NRW

STARTS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
TEN_YEARS = timedelta(3653)
NINE = time(9)


def own_days(rule: Rule, start: date, until: date) -> list[date]:
    """Counted by our own rule, one after the other."""
    days = []
    day = rule.first(start, start)
    while day and day <= until:
        days.append(day)
        day = rule.first(start, day + timedelta(1))
    return days


def read_by_a_calendar(rhythm: Rhythm, left_out: list[date], until: date) -> list[datetime]:
    """What a reader that is not ours makes of the series as a calendar entry in local time."""
    event = Event()
    event.add("uid", "series")
    event.add("dtstart", datetime.combine(rhythm.starts_on, NINE, BERLIN))
    event.add("dtend", datetime.combine(rhythm.starts_on, time(10), BERLIN))
    event.add("rrule", vRecur.from_ical(rhythm.rrule))
    for day in left_out:
        event.add("exdate", datetime.combine(day, NINE, BERLIN))
    calendar = Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(rhythm.starts_on, until + timedelta(1))
    return sorted(one["DTSTART"].dt for one in found)


@settings(max_examples=60)
@given(RULES, STARTS)
def test_three_ways_to_count_agree_for_ten_years(rule: Rule, start: date) -> None:
    first = rule.first(start, start)
    assume(first)
    assert first
    until = first + TEN_YEARS if rule.frequency != "DAILY" else first + timedelta(800)
    ours = own_days(rule, first, until)
    assert ours == occurrences(rule.text(), first, first, until)
    begin = datetime.combine(first, NINE, BERLIN)
    by_dateutil = rrulestr(rule.text(), dtstart=begin).between(
        begin, datetime.combine(until, time.max, BERLIN), inc=True
    )
    assert [one.date() for one in by_dateutil] == ours
    by_calendar = read_by_a_calendar(Rhythm(rule.text(), first), [], until)
    assert [one.date() for one in by_calendar] == ours
    assert {one.time() for one in by_calendar} == {NINE}


@settings(max_examples=30)
@given(RULES, st.sampled_from([("school", "holidays"), ("holidays", "closed"), ("summer",), ("recess", "2027-05-04")]))
def test_what_is_left_out_agrees_as_exdates(rule: Rule, skips: tuple[str, ...]) -> None:
    first = rule.first(date(2027, 1, 11), date(2027, 1, 11))
    assume(first)
    assert first
    rhythm = Rhythm(rule.text(), first, NINE, 60, skips=skips)
    until = date(2028, 12, 31)
    days = expansion(rhythm, first, until, NRW)
    read = read_by_a_calendar(rhythm, [one.day for one in days.left_out], until)
    assert [one.date() for one in read] == list(days.held)


def test_every_week_of_two_decades_is_even_or_odd_once() -> None:
    """Long years have a week 53; no Tuesday is lost or counted twice."""
    first, last = date(2024, 1, 2), date(2044, 12, 27)
    even, odd = (
        occurrences(Rule("YEARLY", weekdays=(1,), weeks=weeks).text(), first, first, last)
        for weeks in (EVEN_WEEKS, ODD_WEEKS)
    )
    assert sorted([*even, *odd]) == [first + timedelta(7 * n) for n in range((last - first).days // 7 + 1)]
    assert {day.isocalendar().week % 2 for day in even} == {0}
