"""What is said back, and that reading it gives the same again."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commands.dates.expansion import why_left_out
from commands.dates.parts import HOURS
from commands.dates.read import read_day, read_length, read_moment, read_rhythm, read_span
from commands.dates.readings import Found, Length, Moment, Part, Rhythm, Span
from commands.dates.recurrence import Rule
from commands.dates.rhythm_skips import in_order
from commands.dates.rhythm_wording import rhythm_words
from commands.dates.wording import day_words, length_words, moment_words, span_words
from tests.dates.rules import RULES
from tests.dates.town import BERLIN, NOW, NRW, moment_of, value

LANGUAGES = ("de", "en")
FIRST, LAST = date(2024, 1, 1), date(2040, 12, 31)
DAYS = st.dates(FIRST, LAST)
SKIPS = st.sampled_from(
    [
        (),
        ("school",),
        ("holidays",),
        ("summer", "christmas"),
        ("school", "holidays", "closed"),
        ("winter", "whitsun", "recess", "closed"),
        ("easter", "autumn", "2027-05-04"),
        ("2027-05-04", "2027-05-11"),
    ]
).map(in_order)
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@pytest.mark.parametrize(("language", "words"), [("de", "Di 19.01.2027, 09:00 Uhr"), ("en", "Tue 19.01.2027, 09:00")])
def test_a_moment_is_said_with_weekday_date_and_time(language: str, words: str) -> None:
    assert moment_words(Moment(date(2027, 1, 19), time(9)), language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_from_2024_to_2040_is_read_as_it_was_said(language: str) -> None:
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(n)
        assert value(read_day, day_words(day, language), moment_of(day - timedelta(1))) == day


@given(DAYS, TIMES, st.sampled_from(LANGUAGES))
def test_every_moment_is_read_as_it_was_said(day: date, clock: time, language: str) -> None:
    said = Moment(day, clock)
    assert value(read_moment, moment_words(said, language), moment_of(day)) == said


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)])
def test_moments_of_clock_changes_and_leap_days_are_wall_clock_times(day: date) -> None:
    for hour in range(24):
        said = Moment(day, time(hour, 30))
        now = datetime(day.year, day.month, day.day, 2, 30, fold=1, tzinfo=BERLIN)
        assert value(read_moment, moment_words(said), now) == said


@given(DAYS, TIMES, st.integers(0, 40), TIMES, st.booleans(), st.sampled_from(LANGUAGES))
def test_every_span_is_read_as_it_was_said(
    day: date, begin: time, n: int, end: time, timed: bool, language: str
) -> None:
    if n == 0 and end <= begin:
        n = 1
    first = Moment(day, begin if timed else None)
    span = Span(first, Moment(day + timedelta(n), end if timed else None))
    assert value(read_span, span_words(span, language), moment_of(day)) == span
    assert value(read_span, span_words(Span(first, None), language), moment_of(day)).last is None
    until = Span(None, span.last)
    assert value(read_span, span_words(until, language), moment_of(day)) == until


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("dienstags um 9", "jeden Dienstag um 09:00 Uhr", "every Tuesday at 09:00"),
        (
            "every two weeks on Tuesday at 9",
            "alle 2 Wochen dienstags um 09:00 Uhr",
            "every 2 weeks on Tuesday at 09:00",
        ),
        (
            "erster Montag im Monat 14 Uhr, 90 Minuten",
            "jeden ersten Montag im Monat um 14:00 Uhr, 90 Minuten",
            "every first Monday of the month at 14:00, 90 minutes",
        ),
        ("letzter Donnerstag im Quartal", "jeden letzten Donnerstag im Quartal", None),
        ("letzter Werktag im Monat", "jeden letzten Werktag im Monat", None),
        ("jeden Di und Do", "dienstags und donnerstags", "every Tuesday and Thursday"),
        ("werktags", "werktags", "every weekday"),
        ("am 15. jeden Monats", "jeden 15. im Monat", "every 15th of the month"),
        ("jährlich am 15.5.", "jährlich am 15. Mai", None),
        ("alle 14 Tage ab 2.2.", "alle 2 Wochen dienstags", None),
    ],
)
def test_a_rhythm_is_said_in_plain_words(text: str, german: str, english: str | None) -> None:
    rhythm = value(read_rhythm, text)
    assert rhythm_words(rhythm, "de") == german
    assert english is None or rhythm_words(rhythm, "en") == english


def test_the_beginning_is_named_if_asked_for() -> None:
    rhythm = value(read_rhythm, "alle zwei Wochen dienstags")
    assert rhythm_words(rhythm, start=True) == "alle 2 Wochen dienstags, ab Di 19.01.2027"


@given(
    RULES,
    st.none() | TIMES,
    st.none() | st.integers(1, 600),
    st.dates(date(2027, 1, 19), date(2030, 12, 31)),
    st.none() | st.integers(0, 600),
    SKIPS,
    st.sampled_from(LANGUAGES),
)
def test_every_rhythm_is_read_as_it_was_said(
    rule: Rule,
    clock: time | None,
    minutes: int | None,
    start: date,
    n: int | None,
    skips: tuple[str, ...],
    language: str,
) -> None:
    first = rule.first(start, start)
    assume(first)
    assert first
    end = None if n is None else first + timedelta(n)
    assume(not skips or (first < NRW.school_data_until() and why_left_out(first, skips, NRW) is None))
    rhythm = Rhythm(rule.text(), first, clock, minutes, end, skips)
    assert value(read_rhythm, rhythm_words(rhythm, language, start=True), NOW) == rhythm


def test_unknown_languages_are_answered_in_german() -> None:
    assert day_words(date(2027, 1, 19), "fr") == "Di 19.01.2027"
    assert NRW.state == "NW"


@given(DAYS, st.sampled_from(sorted(HOURS)), st.sampled_from(LANGUAGES))
def test_every_part_of_the_day_is_read_as_it_was_said(day: date, part: Part, language: str) -> None:
    said = Moment(day, None, part)
    assert value(read_moment, moment_words(said, language), moment_of(day)) == said


@given(
    st.integers(0, 600),
    st.integers(0, 400),
    st.integers(0, 5000),
    st.integers(0, 59),
    st.sampled_from(LANGUAGES),
)
def test_every_length_is_read_as_it_was_said(months: int, days: int, minutes: int, seconds: int, language: str) -> None:
    said = Length(months, days, minutes, seconds)
    reading = read_length(length_words(said, language))
    assert reading is None if said == Length() else isinstance(reading, Found) and reading.value == said
