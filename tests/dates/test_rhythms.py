"""Series: what becomes of them as RFC 5545 rules, and where they begin."""

from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from commands.dates.read import read_rhythm
from commands.dates.recurrence import Rule, parsed
from tests.dates.rules import RULES
from tests.dates.town import BERLIN, NOW, NRW, failure, moment_of, options, value

TUESDAYS = "FREQ=WEEKLY;BYDAY=TU"
FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
FIRST_MONDAY = "FREQ=MONTHLY;BYDAY=1MO"
QUARTERS = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1TH"
WORKWEEK = "BYDAY=MO,TU,WE,TH,FR"
TABLE = [
    ("jeden Dienstag 9 Uhr", TUESDAYS, (1, 19), (9, 0), None),
    ("dienstags um 9", TUESDAYS, (1, 19), (9, 0), None),
    ("Jeden Dienstag um 9 Uhr, 90 Minuten", TUESDAYS, (1, 19), (9, 0), 90),
    ("jeden Dienstag um 9 bis 10 Uhr", TUESDAYS, (1, 19), (9, 0), 60),
    ("dienstags 9 bis 10:30", TUESDAYS, (1, 19), (9, 0), 90),
    ("jeden Dienstag 9 Uhr, 1,5 Stunden", TUESDAYS, (1, 19), (9, 0), 90),
    ("wöchentlich dienstags", TUESDAYS, (1, 19), None, None),
    ("every Tuesday at 9", TUESDAYS, (1, 19), (9, 0), None),
    ("Tuesdays at 9am", TUESDAYS, (1, 19), (9, 0), None),
    ("alle zwei Wochen dienstags 9:30", FORTNIGHT, (1, 19), (9, 30), None),
    ("alle 2 Wochen Dienstag 9-10:30", FORTNIGHT, (1, 19), (9, 0), 90),
    ("14-tägig dienstags", FORTNIGHT, (1, 19), None, None),
    ("jede zweite Woche Dienstag ab 12.1.", FORTNIGHT, (1, 26), None, None),
    ("dienstags alle zwei Wochen ab 9.2.", FORTNIGHT, (2, 9), None, None),
    ("every two weeks on Tuesday", FORTNIGHT, (1, 19), None, None),
    ("every other Tuesday", FORTNIGHT, (1, 19), None, None),
    ("alle 14 Tage", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", (1, 18), None, None),
    ("alle 3 Wochen mittwochs 10 Uhr", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", (1, 20), (10, 0), None),
    ("jeden ersten Montag im Monat 14 Uhr", FIRST_MONDAY, (2, 1), (14, 0), None),
    ("am ersten Montag jeden Monats", FIRST_MONDAY, (2, 1), None, None),
    ("first Monday of the month", FIRST_MONDAY, (2, 1), None, None),
    ("jeden zweiten Dienstag im Monat", "FREQ=MONTHLY;BYDAY=2TU", (2, 9), None, None),
    ("letzter Donnerstag im Monat um 16 Uhr", "FREQ=MONTHLY;BYDAY=-1TH", (1, 28), (16, 0), None),
    ("letzter Donnerstag im Quartal", QUARTERS, (3, 25), None, None),
    ("letzter Werktag im Monat", f"FREQ=MONTHLY;{WORKWEEK};BYSETPOS=-1", (1, 29), None, None),
    ("am 15. jeden Monats", "FREQ=MONTHLY;BYMONTHDAY=15", (2, 15), None, None),
    ("alle zwei Monate am ersten Montag", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", (2, 1), None, None),
    ("monatlich ab 15.2.", "FREQ=MONTHLY;BYMONTHDAY=15", (2, 15), None, None),
    ("jeden Di und Do um 9", "FREQ=WEEKLY;BYDAY=TU,TH", (1, 19), (9, 0), None),
    ("montags bis mittwochs", "FREQ=WEEKLY;BYDAY=MO,TU,WE", (1, 18), None, None),
    ("werktags 9 Uhr", f"FREQ=WEEKLY;{WORKWEEK}", (1, 19), (9, 0), None),
    ("täglich um 11", "FREQ=DAILY", (1, 18), (11, 0), None),
    ("jährlich am 15. Mai", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", (5, 15), None, None),
]


@pytest.mark.parametrize(("text", "rrule", "starts", "clock", "minutes"), TABLE)
def test_a_rhythm_becomes_a_rule_that_begins_on_one_of_its_days(
    text: str,
    rrule: str,
    starts: tuple[int, int],
    clock: tuple[int, int] | None,
    minutes: int | None,
) -> None:
    rhythm = value(read_rhythm, text)
    rrule += ";WKST=MO"
    assert (rhythm.rrule, rhythm.starts_on) == (rrule, date(2027, *starts))
    assert rhythm.time == (time(*clock) if clock else None)
    assert rhythm.minutes == minutes
    begin = datetime.combine(rhythm.starts_on, time())
    assert rrulestr(rrule, dtstart=begin)[0] == begin


def test_every_second_tuesday_is_a_fortnight_or_the_second_of_the_month() -> None:
    rules = [one.rrule for one in options(read_rhythm, "jeden zweiten Dienstag")]
    assert rules == [f"{FORTNIGHT};WKST=MO", "FREQ=MONTHLY;BYDAY=2TU;WKST=MO"]


def test_a_series_said_after_its_time_of_day_begins_next_time() -> None:
    assert value(read_rhythm, "montags 9 Uhr").starts_on == date(2027, 1, 25)
    assert value(read_rhythm, "montags 11 Uhr").starts_on == date(2027, 1, 18)


def test_the_end_of_a_series_is_kept_beside_the_rule() -> None:
    rhythm = value(read_rhythm, "jeden Dienstag bis zu den Sommerferien")
    assert (rhythm.rrule, rhythm.ends_on) == (f"{TUESDAYS};WKST=MO", date(2027, 7, 18))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("jeden Dienstag 25 Uhr", "time.does_not_exist"),
        ("jeden Dienstag ab 30.2.", "date.does_not_exist"),
        ("jeden Dienstag ab 1.6. bis 1.5.2027", "span.backwards"),
    ],
)
def test_an_impossible_rhythm_says_why(text: str, key: str) -> None:
    assert failure(read_rhythm, text).key == key


@pytest.mark.parametrize(
    "text",
    [
        "Dienstag 9 Uhr",
        "monatlich",
        "jeden",
        "alle",
        "jeden Dienstag außer in den Ferien",
        "jeden Dienstag wöchentlich monatlich",
        "jeden Dienstag und",
        "alle 12 Räume",
        "täglich dienstags",
        "",
    ],
)
def test_what_is_no_complete_rhythm_is_not_read(text: str) -> None:
    assert read_rhythm(text, NOW, NRW) is None


def test_t13_the_wall_clock_time_survives_both_clock_changes() -> None:
    rhythm = value(read_rhythm, "jeden Dienstag 9 Uhr", moment_of(date(2027, 3, 22), 10))
    assert rhythm.time
    begin = datetime.combine(rhythm.starts_on, rhythm.time, BERLIN)
    series = list(islice(rrulestr(rhythm.rrule, dtstart=begin), 40))
    assert datetime(2027, 3, 30, 9, tzinfo=BERLIN) in series
    assert {(one.weekday(), one.hour) for one in series} == {(1, 9)}
    assert {one.utcoffset() for one in series} == {timedelta(hours=1), timedelta(hours=2)}


@given(RULES, st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 500))
def test_the_first_occurrence_is_the_one_rfc_5545_gives(rule: Rule, start: date, n: int) -> None:
    first = rule.first(start, start)
    assert first and parsed(rule.text()) == rule
    series = rrulestr(rule.text(), dtstart=datetime.combine(first, time()))
    not_before = first + timedelta(n)
    expected = series.after(datetime.combine(not_before, time()), inc=True)
    assert expected and rule.first(start, not_before) == expected.date()
