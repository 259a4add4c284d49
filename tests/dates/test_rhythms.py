"""Series: what becomes of them as RFC 5545 rules, and where they begin."""

from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from commands.dates.expansion import occurrences
from commands.dates.read import read_rhythm
from commands.dates.recurrence import Rule, parsed
from tests.dates.rules import RULES
from tests.dates.town import BERLIN, NOW, NRW, failure, found, moment_of, options, value

TUESDAYS = "FREQ=WEEKLY;BYDAY=TU"
FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
FIRST_MONDAY = "FREQ=MONTHLY;BYDAY=1MO"
QUARTERS = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1TH"
WORKWEEK = "BYDAY=MO,TU,WE,TH,FR"
EVEN = "FREQ=YEARLY;BYWEEKNO=" + ",".join(map(str, range(2, 53, 2)))
ODD = "FREQ=YEARLY;BYWEEKNO=" + ",".join(map(str, range(1, 54, 2)))
ALL_BUT_AUGUST = "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=1TU"
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
    ("jeden dienstag 9h", TUESDAYS, (1, 19), (9, 0), None),
    ("jeden Morgen um 8", "FREQ=DAILY", (1, 19), (8, 0), None),
    ("viermal im Jahr", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=18", (1, 18), None, None),
    ("wöchentl. dienstags 9 Uhr", TUESDAYS, (1, 19), (9, 0), None),
    ("im zweiwöchigen Rhythmus dienstags", FORTNIGHT, (1, 19), None, None),
    ("erster Termin 2.2., danach alle zwei Wochen um 10 Uhr", FORTNIGHT, (2, 2), (10, 0), None),
    ("jedes Quartal am letzten Donnerstag", QUARTERS, (3, 25), None, None),
    ("vierteljährlich am letzten Donnerstag", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH", (1, 28), None, None),
    ("am ersten Montag im Juni und Dezember", "FREQ=MONTHLY;BYMONTH=6,12;BYDAY=1MO", (6, 7), None, None),
    ("every January on the last Monday", "FREQ=YEARLY;BYMONTH=1;BYDAY=-1MO", (1, 25), None, None),
    ("täglich von Montag bis Freitag 8 Uhr", f"FREQ=WEEKLY;{WORKWEEK}", (1, 19), (8, 0), None),
    ("dinstags um 9", TUESDAYS, (1, 19), (9, 0), None),
    ("Di, 14-tägig, 9-11 Uhr", FORTNIGHT, (1, 19), (9, 0), 120),
    ("im Zwei-Wochen-Rhythmus dienstags", FORTNIGHT, (1, 19), None, None),
    ("biweekly on Tuesday at 9am", FORTNIGHT, (1, 19), (9, 0), None),
    ("alle 14 Tage ab 2.2.", FORTNIGHT, (2, 2), None, None),
    ("jede dritte Woche Mittwoch", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", (1, 20), None, None),
    ("mittwochs alle drei Wochen ab KW 5", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", (2, 3), None, None),
    ("jeden Dienstag ab März 14-16 Uhr", TUESDAYS, (3, 2), (14, 0), 120),
    ("vorletzten Freitag im Monat", "FREQ=MONTHLY;BYDAY=-2FR", (1, 22), None, None),
    ("zweiter Arbeitstag im Monat", f"FREQ=MONTHLY;{WORKWEEK};BYSETPOS=2", (2, 2), None, None),
    ("am 1. und 3. Montag jedes Monats", "FREQ=MONTHLY;BYDAY=1MO,3MO", (1, 18), None, None),
    ("jeden 15.", "FREQ=MONTHLY;BYMONTHDAY=15", (2, 15), None, None),
    ("am 1. und 15. jedes Monats um 10", "FREQ=MONTHLY;BYMONTHDAY=1,15", (2, 1), (10, 0), None),
    ("zum Monatsende", "FREQ=MONTHLY;BYMONTHDAY=-1", (1, 31), None, None),
    ("am Monatsersten", "FREQ=MONTHLY;BYMONTHDAY=1", (2, 1), None, None),
    ("viermal im Jahr ab 2.3.", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=2", (3, 2), None, None),
    ("zweimal im Jahr am letzten Freitag", "FREQ=MONTHLY;INTERVAL=6;BYDAY=-1FR", (1, 29), None, None),
    ("einmal im Monat dienstags ab 9.2.", "FREQ=MONTHLY;BYDAY=2TU", (2, 9), None, None),
    ("zweimal pro Woche, dienstags und donnerstags", "FREQ=WEEKLY;BYDAY=TU,TH", (1, 19), None, None),
    ("in geraden Kalenderwochen dienstags 9 Uhr", f"{EVEN};BYDAY=TU", (1, 26), (9, 0), None),
    ("Dienstag (ungerade KW)", f"{ODD};BYDAY=TU", (1, 19), None, None),
    ("every Tuesday in even weeks", f"{EVEN};BYDAY=TU", (1, 26), None, None),
    ("jedes Jahr am ersten Montag im Juni", "FREQ=YEARLY;BYMONTH=6;BYDAY=1MO", (6, 7), None, None),
    ("täglich außer am Wochenende", f"FREQ=WEEKLY;{WORKWEEK}", (1, 18), None, None),
    ("montags bis donnerstags außer mittwochs", "FREQ=WEEKLY;BYDAY=MO,TU,TH", (1, 18), None, None),
    ("Mo-Fr 9 Uhr", f"FREQ=WEEKLY;{WORKWEEK}", (1, 19), (9, 0), None),
    ("jeden Dienstagnachmittag um 3", TUESDAYS, (1, 19), (15, 0), None),
    ("jeden ersten Dienstag im Monat außer im August", ALL_BUT_AUGUST, (2, 2), None, None),
    ("every first Tuesday of the month, not in August", ALL_BUT_AUGUST, (2, 2), None, None),
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


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("jeden dritten Dienstag", ["FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "FREQ=MONTHLY;BYDAY=3TU"]),
        ("zweimal im Monat dienstags", ["FREQ=MONTHLY;BYDAY=1TU,3TU", "FREQ=MONTHLY;BYDAY=2TU,4TU", FORTNIGHT]),
        ("monatlich dienstags", [f"FREQ=MONTHLY;BYDAY={n}TU" for n in (1, 2, 3, 4, -1)]),
        ("monatlich dienstags ab 23.2.", ["FREQ=MONTHLY;BYDAY=4TU", "FREQ=MONTHLY;BYDAY=-1TU"]),
    ],
)
def test_what_people_disagree_about_is_asked(text: str, rules: list[str]) -> None:
    assert [one.rrule for one in options(read_rhythm, text)] == [f"{rule};WKST=MO" for rule in rules]


@pytest.mark.parametrize(
    ("text", "skips"),
    [
        ("jeden Dienstag außer in den Ferien", ("school",)),
        ("dienstags ohne Ferien", ("school",)),
        ("dienstags, in den Ferien nicht", ("school",)),
        ("dienstags nur in der Schulzeit", ("school",)),
        ("dienstags, Feiertage ausgenommen", ("holidays",)),
        ("dienstags, nicht an Feiertagen und in den Ferien", ("school", "holidays")),
        ("dienstags nicht in den Sommerferien und nicht an Schließtagen", ("summer", "closed")),
        ("dienstags außer am 9.2. und 16.2.", ("2027-02-09", "2027-02-16")),
        ("dienstags auch in den Ferien", ()),
        ("dienstags (in den Ferien kein Termin)", ("school",)),
        ("dienstags, in den Ferien fällt der Termin aus", ("school",)),
        ("dienstags, sofern keine Ferien sind", ("school",)),
        ("dienstags außerhalb der Oster- und Herbstferien", ("autumn", "easter")),
        ("dienstags nicht in der Sitzungspause", ("recess",)),
        ("every Tuesday except during school holidays", ("school",)),
        ("every Tuesday except on public holidays", ("holidays",)),
        ("every Tuesday, not in the summer holidays", ("summer",)),
    ],
)
def test_what_a_series_leaves_out(text: str, skips: tuple[str, ...]) -> None:
    assert value(read_rhythm, text).skips == skips


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("jeden Dienstag 10 mal", (2027, 3, 23)),
        ("jeden Dienstag, insgesamt zehn Termine, nicht in den Ferien", (2027, 4, 6)),
        ("every Tuesday 10 times", (2027, 3, 23)),
        ("jeden Dienstag acht Wochen lang", (2027, 3, 15)),
        ("jeden Dienstag für ein halbes Jahr", (2027, 7, 18)),
        ("jeden Dienstag ab September bis Ende Juni", (2028, 6, 30)),
        ("vom 1.2. bis 30.6. dienstags", (2027, 6, 30)),
        ("jeden Dienstag bis auf Weiteres", None),
    ],
)
def test_an_end_in_any_words_is_a_day(text: str, last: tuple[int, int, int] | None) -> None:
    """A number of dates counts those that take place."""
    assert value(read_rhythm, text).ends_on == (date(*last) if last else None)


def test_what_was_guessed_is_noted() -> None:
    texts = ("alle 14 Tage", "viermal im Jahr", "dienstags", "dienstags ab 2.2.")
    notes = [found(read_rhythm(text, NOW, NRW)).note for text in texts]
    assert [note and note.key for note in notes] == [
        "rhythm.weekday_guessed",
        "rhythm.day_guessed",
        "rhythm.start_open",
        None,
    ]


def test_a_weekday_alone_is_a_series_only_where_one_is_expected() -> None:
    reading = read_rhythm("Dienstag 9 Uhr", NOW, NRW, expected=True)
    assert found(reading).value.rrule == f"{TUESDAYS};WKST=MO"


def test_a_series_begins_on_a_day_that_it_does_not_leave_out() -> None:
    rhythm = value(read_rhythm, "alle zwei Wochen dienstags ab 23.3., nicht in den Ferien")
    assert rhythm.starts_on == date(2027, 4, 6)


def test_even_weeks_stay_even_over_years_with_week_53() -> None:
    even, odd = (value(read_rhythm, f"dienstags in {word} KW") for word in ("geraden", "ungeraden"))
    for rhythm, remainder in ((even, 0), (odd, 1)):
        days = occurrences(rhythm.rrule, rhythm.starts_on, rhythm.starts_on, date(2050, 12, 31))
        assert {day.isocalendar().week % 2 for day in days} == {remainder}
    weeks = [
        day.isocalendar().week for day in occurrences(odd.rrule, odd.starts_on, date(2032, 12, 20), date(2033, 1, 15))
    ]
    assert weeks == [53, 1]


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
        ("monatlich dienstags und mittwochs", "rhythm.open_day"),
        ("fünfmal im Jahr", "rhythm.uneven"),
        ("zweimal pro Woche", "rhythm.open_days"),
        ("twice a month", "rhythm.open_days"),
        ("jährlich am ersten Montag", "rhythm.open_month"),
        ("in geraden Wochen", "rhythm.open_days"),
        ("jeden Dienstag 200 mal, nicht in den Ferien", "rhythm.no_school_data"),
        ("am 31. Februar jedes Jahr", "date.does_not_exist"),
    ],
)
def test_an_impossible_rhythm_says_why(text: str, key: str) -> None:
    assert failure(read_rhythm, text).key == key


@pytest.mark.parametrize(
    "text",
    [
        "Dienstag 9 Uhr",
        "jeden",
        "alle",
        "jeden Dienstag wöchentlich monatlich",
        "jeden Dienstag und",
        "alle 12 Räume",
        "alle 4-6 Wochen",
        "alle 0 Wochen",
        "bei Bedarf",
        "jeden Freitag den 13.",
        "jeden Dienstag außer am ersten Dienstag im Monat",
        "dienstags 9 Uhr und donnerstags 14 Uhr",
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
    assume(first)  # a fifth Monday of February may be 28 years away: further than anybody looks
    assert first and parsed(rule.text()) == rule
    series = rrulestr(rule.text(), dtstart=datetime.combine(first, time()))
    not_before = first + timedelta(n)
    expected = series.after(datetime.combine(not_before, time()), inc=True)
    found = rule.first(start, not_before)
    assert expected and (found == expected.date() or (found is None and (expected.date() - not_before).days > 366 * 11))
