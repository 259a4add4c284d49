"""Days: how they are said, what is impossible, what is ambiguous, what is not a day."""

from datetime import date, timedelta

import pytest

from commands.dates.read import read_day
from tests.dates.town import NOW, NRW, failure, found, moment_of, options, value

JAN, FEB, MAR, MAY = 1, 2, 3, 5

WRITTEN = {
    "21.5.": (MAY, 21),
    "21.5": (MAY, 21),
    "21.05.27": (MAY, 21),
    "21.5.2027": (MAY, 21),
    "21. 5. 2027": (MAY, 21),
    "21. Mai": (MAY, 21),
    "21.Mai 2027.": (MAY, 21),
    "21 MAI": (MAY, 21),
    "einundzwanzigsten Mai": (MAY, 21),
    "2027-05-21": (MAY, 21),
    "May 21": (MAY, 21),
    "May 21st, 2027": (MAY, 21),
    "21 May": (MAY, 21),
    "the 21st of May": (MAY, 21),
    "den 21ten": (JAN, 21),
    "am 15.": (FEB, 15),
    "Fr, 22.1.": (JAN, 22),
    "Freitag, den 22. Januar 2027": (JAN, 22),
    "\u00a0am\u202f1.\u00a0März ": (MAR, 1),
    "1. Maerz": (MAR, 1),
    "31.3.": (MAR, 31),
    "18.1.": (JAN, 18),
}
SPOKEN = {
    "heute": (JAN, 18),
    "morgen": (JAN, 19),
    "übermorgen": (JAN, 20),
    "Uebermorgen": (JAN, 20),
    "today": (JAN, 18),
    "tomorrow": (JAN, 19),
    "the day after tomorrow": (JAN, 20),
    "heute in acht Tagen": (JAN, 25),
    "in 8 Tagen": (JAN, 26),
    "in 14 Tagen": (FEB, 1),
    "in zwei Wochen": (FEB, 1),
    "in two weeks": (FEB, 1),
    "in einem Monat": (FEB, 18),
    "in drei Werktagen": (JAN, 21),
    "morgen in einer Woche": (JAN, 26),
}
WEEKDAYS = {
    "Dienstag": (JAN, 19),
    "am Dienstag": (JAN, 19),
    "Di": (JAN, 19),
    "Do.": (JAN, 21),
    "Montag": (JAN, 25),
    "kommenden Dienstag": (JAN, 19),
    "diesen Dienstag": (JAN, 19),
    "diesen Montag": (JAN, 18),
    "nächsten Montag": (JAN, 25),
    "next Monday": (JAN, 25),
    "Friday": (JAN, 22),
    "this Friday": (JAN, 22),
    "Dienstag in einer Woche": (JAN, 26),
    "Dienstag in acht Tagen": (JAN, 26),
    "nächste Woche Dienstag": (JAN, 26),
    "Freitag nächster Woche": (JAN, 29),
    "Dienstag KW 6": (FEB, 9),
    "in KW 6 am Dienstag": (FEB, 9),
    "ersten Montag im Juni": (6, 7),
    "first Monday in June": (6, 7),
    "letzten Freitag im März": (MAR, 26),
    "letzter Werktag im Monat": (JAN, 29),
    "erster Werktag im Mai": (MAY, 3),
}
NAMED = {
    "Ende Januar": (JAN, 31),
    "Mitte Februar": (FEB, 15),
    "Anfang März": (MAR, 1),
    "end of March": (MAR, 31),
    "Monatsende": (JAN, 31),
    "Ende des Monats": (JAN, 31),
    "Quartalsende": (MAR, 31),
    "Ende Q1": (MAR, 31),
    "Ende des 1. Quartals": (MAR, 31),
    "Jahresende": (12, 31),
    "Ende 2027": (12, 31),
    "Ende nächster Woche": (JAN, 29),
    "KW 6": (FEB, 9),
    "KW06/2027": (FEB, 9),
    "Ostern": (MAR, 28),
    "Pfingsten": (MAY, 16),
    "Weihnachten": (12, 25),
    "Karfreitag": (MAR, 26),
    "Rosenmontag": (FEB, 8),
    "nach den Osterferien": (4, 5),
    "vor den Sommerferien": (7, 16),
    "nach Ostern": (MAR, 30),
}


@pytest.mark.parametrize(("text", "day"), (WRITTEN | SPOKEN | WEEKDAYS | NAMED).items())
def test_a_day_said_on_monday_18_january_2027_is_read(text: str, day: tuple[int, int]) -> None:
    reading = found(read_day(text, NOW, NRW))
    assert reading.value == date(2027, *day)
    assert text[reading.start : reading.end].strip(" .\u00a0") == text.strip(" .\u00a0")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("nächsten Dienstag", [date(2027, 1, 26), date(2027, 1, 19)]),
        ("naechsten dienstag", [date(2027, 1, 26), date(2027, 1, 19)]),
        ("next Tuesday", [date(2027, 1, 26), date(2027, 1, 19)]),
        ("übernächsten Dienstag", [date(2027, 2, 2), date(2027, 1, 26)]),
    ],
)
def test_t1_next_tuesday_said_on_monday_offers_both(text: str, days: list[date]) -> None:
    assert options(read_day, text) == days


def test_next_tuesday_said_on_tuesday_is_clear() -> None:
    assert value(read_day, "nächsten Dienstag", moment_of(date(2027, 1, 19))) == date(2027, 1, 26)


def test_t3_a_date_without_a_year_is_completed_to_the_next_one() -> None:
    assert value(read_day, "31.3.", moment_of(date(2027, 4, 1))) == date(2028, 3, 31)
    assert value(read_day, "31.3.", moment_of(date(2027, 3, 31))) == date(2027, 3, 31)


def test_a_leap_day_without_a_year_is_the_next_leap_day() -> None:
    assert value(read_day, "29.2.") == date(2028, 2, 29)


def test_t4_a_calendar_week_tells_which_days_it_has() -> None:
    note = found(read_day("KW 6", NOW, NRW)).note
    assert note and (note.key, note.from_, note.until) == (
        "day.in_period",
        date(2027, 2, 8),
        date(2027, 2, 12),
    )


@pytest.mark.parametrize("today", [date(2026, 12, 28), date(2027, 1, 1), date(2032, 12, 31)])
def test_week_53_is_found_where_it_exists(today: date) -> None:
    week = value(read_day, "KW 53", moment_of(today))
    assert week.isocalendar().week == 53
    assert (week - today).days < 7


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("29.02.2027", "date.does_not_exist"),
        ("30.2.", "date.does_not_exist"),
        ("31. April", "date.does_not_exist"),
        ("17.1.2027", "date.past"),
        ("Di 12.01.", "date.past"),
        ("gestern", "date.past"),
        ("letzten Dienstag", "date.past"),
        ("Mi 19.1.", "date.weekday_mismatch"),
        ("1.1.2099", "date.too_far"),
        ("in 999999 Tagen", "date.too_far"),
        ("KW 54", "week.does_not_exist"),
        ("KW 53 2027", "week.does_not_exist"),
        ("Sommerferien 2031", "school.unknown"),
    ],
)
def test_what_cannot_be_says_why(text: str, key: str) -> None:
    assert failure(read_day, text).key == key


def test_t7_the_missing_leap_day_is_named_as_it_was_typed() -> None:
    said = failure(read_day, "29.02.2027")
    assert said.data == {"day": "29", "month": "2", "year": "2027"}
    assert (said.start, said.end) == (0, 10)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "die",
        "do it",
        "mit",
        "2027",
        "12",
        "TOP 3",
        "TOP 3 Mai",
        "Zensus 2022",
        "2027/28",
        "12 Sprachmittler",
        "Dienstag vielleicht",
        "jeden Dienstag",
        "bis Freitag",
        "30 Tage",
        "9 Uhr",
        "21.5.227",
        "3.500",
        "Dienstag " * 30,
    ],
)
def test_what_is_not_wholly_a_day_is_not_read(text: str) -> None:
    assert read_day(text, NOW, NRW) is None


@pytest.mark.parametrize("n", range(0, 366 * 2, 5))
def test_whatever_day_it_is_a_bare_weekday_lies_in_the_coming_seven_days(n: int) -> None:
    today = date(2027, 1, 1) + timedelta(n)
    for index, name in enumerate(("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")):
        day = value(read_day, name, moment_of(today))
        assert day.weekday() == index and 1 <= (day - today).days <= 7
