"""Spans of days and of hours."""

from datetime import date, time

import pytest

from commands.dates.read import read_span
from commands.dates.readings import Moment, Span
from tests.dates.town import NOW, NRW, failure, moment_of, value


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Span:
    return Span(Moment(date(*first)), Moment(date(*last)))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("29.3. bis 9.4.", days((2027, 3, 29), (2027, 4, 9))),
        ("vom 29.3. bis zum 9.4.", days((2027, 3, 29), (2027, 4, 9))),
        ("29.3. – 9.4.", days((2027, 3, 29), (2027, 4, 9))),
        ("22.–26.3.", days((2027, 3, 22), (2027, 3, 26))),
        ("7. bis 9. November", days((2027, 11, 7), (2027, 11, 9))),
        ("22. bis 26. März 2027", days((2027, 3, 22), (2027, 3, 26))),
        ("22.12. bis 6.1.", days((2027, 12, 22), (2028, 1, 6))),
        ("23. bis 6.1.", days((2027, 12, 23), (2028, 1, 6))),
        ("1.1. bis 31.12.", days((2027, 1, 1), (2027, 12, 31))),
        ("4.1. bis 22.1.", days((2027, 1, 4), (2027, 1, 22))),
        ("4.1.2027 bis 22.1.2027", days((2027, 1, 4), (2027, 1, 22))),
        ("Mo bis Fr", days((2027, 1, 25), (2027, 1, 29))),
        ("KW 6", days((2027, 2, 8), (2027, 2, 14))),
        ("KW 6-8", days((2027, 2, 8), (2027, 2, 28))),
        ("nächste Woche", days((2027, 1, 25), (2027, 1, 31))),
        ("Januar bis März", days((2027, 1, 1), (2027, 3, 31))),
        ("Osterferien", days((2027, 3, 22), (2027, 4, 3))),
        ("bis Freitag", Span(None, Moment(date(2027, 1, 22)))),
        ("Freitag", days((2027, 1, 22), (2027, 1, 22))),
        ("29 March to 9 April", days((2027, 3, 29), (2027, 4, 9))),
        ("ab 1.5.", Span(Moment(date(2027, 5, 1)), None)),
    ],
)
def test_both_ends_of_a_span_of_days_are_read(text: str, span: Span) -> None:
    assert value(read_span, text) == span


@pytest.mark.parametrize(
    ("text", "day", "first", "last"),
    [
        ("14-16 Uhr", date(2027, 1, 18), time(14), time(16)),
        ("von 9 bis 10:30", date(2027, 1, 19), time(9), time(10, 30)),
        ("Di 19.1. 14-16 Uhr", date(2027, 1, 19), time(14), time(16)),
        ("Dienstag von 14 bis 16 Uhr", date(2027, 1, 19), time(14), time(16)),
        ("14 bis 16 Uhr am Dienstag", date(2027, 1, 19), time(14), time(16)),
        ("zwischen 9 und 11 Uhr", date(2027, 1, 19), time(9), time(11)),
        ("Di 3-5 Uhr", date(2027, 1, 19), time(15), time(17)),
        ("Di 9 Uhr, 90 Minuten", date(2027, 1, 19), time(9), time(10, 30)),
    ],
)
def test_hours_from_and_to_are_read(text: str, day: date, first: time, last: time) -> None:
    assert value(read_span, text) == Span(Moment(day, first), Moment(day, last))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("9.4.2027 bis 29.3.2027", "span.backwards"),
        ("Di 16-14 Uhr", "span.backwards"),
        ("31.3. bis 1.3.", "span.backwards"),
        ("1.2.2020 bis 1.3.2020", "date.past"),
        ("30.2. bis 3.3.", "date.does_not_exist"),
    ],
)
def test_an_impossible_span_says_why(text: str, key: str) -> None:
    assert failure(read_span, text).key == key


def test_a_span_that_crosses_the_year_is_still_running_in_january() -> None:
    running = value(read_span, "22.12. bis 6.1.", moment_of(date(2027, 1, 3)))
    assert running == days((2026, 12, 22), (2027, 1, 6))


@pytest.mark.parametrize("text", ["4 bis 6 Räume", "2027/28", "3 bis", "bis", "ab", ""])
def test_what_is_no_span_is_not_read(text: str) -> None:
    assert read_span(text, NOW, NRW) is None


@pytest.mark.parametrize("text", ["January 19-23", "January 19\u201323", "Mai 3-27"])
def test_two_days_behind_a_month_are_never_taken_for_a_day_and_its_year(text: str) -> None:
    assert read_span(text, NOW, NRW) is None
