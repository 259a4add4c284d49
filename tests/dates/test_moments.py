"""Clock times, days with clock times, and moments at the beginning of a text."""

from datetime import date, time

import pytest

from commands.dates.read import find_moment_prefix, read_minutes, read_moment, read_time
from commands.dates.readings import Found, Moment
from tests.dates.town import NOW, NRW, failure, found, options, value

TUESDAY = date(2027, 1, 19)
CLOCKS = {
    "9 Uhr": (9, 0),
    "um 9": (9, 0),
    "9:30": (9, 30),
    "9.30 Uhr": (9, 30),
    "9.30": (9, 30),
    "9h": (9, 0),
    "9h30": (9, 30),
    "neun Uhr dreißig": (9, 30),
    "halb zehn": (9, 30),
    "Halb 10": (9, 30),
    "Viertel nach neun": (9, 15),
    "drei Viertel acht": (7, 45),
    "dreiviertel acht": (7, 45),
    "fünf vor halb zehn": (9, 25),
    "10 nach 9": (9, 10),
    "9am": (9, 0),
    "at 9 am": (9, 0),
    "half past nine": (9, 30),
    "quarter past 9": (9, 15),
    "03:00": (3, 0),
    "6:45 Uhr": (6, 45),
    "5.30 Uhr": (5, 30),
    "8 Uhr morgens": (8, 0),
}
AFTERNOONS = {
    "um 3": (15, 0),
    "3 Uhr": (15, 0),
    "Viertel vor drei": (14, 45),
    "viertel drei": (14, 15),
    "halb sieben": (18, 30),
    "halb eins": (12, 30),
    "12 Uhr mittags": (12, 0),
    "2:30 pm": (14, 30),
    "noon": (12, 0),
    "8 Uhr abends": (20, 0),
    "abends um 8": (20, 0),
    "3 Uhr nachmittags": (15, 0),
}


@pytest.mark.parametrize(("text", "clock"), (CLOCKS | AFTERNOONS).items())
def test_a_clock_time_is_read_with_and_without_a_day(text: str, clock: tuple[int, int]) -> None:
    assert value(read_moment, f"Dienstag {text}") == Moment(TUESDAY, time(*clock))
    alone = value(read_moment, text)
    assert alone.time == time(*clock)
    assert (alone.day == NOW.date()) is (time(*clock) > NOW.time())


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("Di 9 Uhr", TUESDAY, time(9)),
        ("9 Uhr am Dienstag", TUESDAY, time(9)),
        ("um 9 am Dienstag", TUESDAY, time(9)),
        ("9 am Tuesday", TUESDAY, time(9)),
        ("tomorrow at 9 am", TUESDAY, time(9)),
        ("morgen um 15 Uhr", TUESDAY, time(15)),
        ("Dienstag, 19.1., 9.30 Uhr", TUESDAY, time(9, 30)),
        ("Dienstag, den 19.01.2027 um 09:30 Uhr", TUESDAY, time(9, 30)),
        ("1. Dezember 18 Uhr", date(2027, 12, 1), time(18)),
        ("12.9. 19.06 Uhr", date(2027, 9, 12), time(19, 6)),
        ("19.5. 11 Uhr", date(2027, 5, 19), time(11)),
        ("Dienstag 24 Uhr", date(2027, 1, 20), time(0)),
        ("Dienstag", TUESDAY, None),
    ],
)
def test_day_and_time_are_read_in_either_order(text: str, day: date, clock: time | None) -> None:
    assert value(read_moment, text) == Moment(day, clock)


def test_next_tuesday_at_nine_offers_both_days_at_nine() -> None:
    days = [date(2027, 1, 26), date(2027, 1, 19)]
    assert options(read_moment, "nächsten Dienstag 9 Uhr") == [Moment(d, time(9)) for d in days]


@pytest.mark.parametrize("text", ["25 Uhr", "Di 25 Uhr", "9:75 Uhr", "13:30 pm"])
def test_a_time_no_clock_shows_is_refused(text: str) -> None:
    assert failure(read_moment, text).key == "time.does_not_exist"


@pytest.mark.parametrize("text", ["Dienstag 9 Räume", "9", "1,5 Stunden", "9 Uhr 90"])
def test_a_moment_with_an_unread_rest_is_not_read(text: str) -> None:
    assert read_moment(text, NOW, NRW) is None


def test_a_day_is_not_taken_for_a_clock_time() -> None:
    assert read_time("Dienstag", NOW, NRW) is None
    assert value(read_time, "11 Uhr") == Moment(NOW.date(), time(11))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 Minuten", 90),
        ("45 Min.", 45),
        ("1,5 Stunden", 90),
        ("2 h", 120),
        ("eine Stunde", 60),
        ("anderthalb Stunden", 90),
        ("1 Stunde 15 Minuten", 75),
        ("eine halbe Stunde", 30),
        ("half an hour", 30),
        ("90", None),
        ("90 Minuten lang", 90),
    ],
)
def test_a_length_is_read_in_minutes(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "moment", "rest"),
    [
        ("12.5. auf 19.5. 11 Uhr", Moment(date(2027, 5, 12)), " auf 19.5. 11 Uhr"),
        ("Di 9 Uhr Raum 3", Moment(TUESDAY, time(9)), " Raum 3"),
        ("morgen: Zahlen", Moment(TUESDAY), ": Zahlen"),
        ("Mi 12.05.2027, 10:00 Uhr auf Do", Moment(date(2027, 5, 12), time(10)), " auf Do"),
    ],
)
def test_a_moment_at_the_beginning_leaves_the_rest(text: str, moment: Moment, rest: str) -> None:
    reading = found(find_moment_prefix(text, NOW, NRW))
    assert reading.value == moment
    assert text[reading.end :] == rest


@pytest.mark.parametrize(
    "text",
    ["3. Sitzung", "12 Sprachmittler", "2027/28", "1.5 Stunden", "Zahlen 9.2.", "Mai-Sitzung", ""],
)
def test_a_beginning_that_is_no_moment_is_left_alone(text: str) -> None:
    assert find_moment_prefix(text, NOW, NRW) is None


def test_an_impossible_day_at_the_beginning_is_not_cut_down_to_a_possible_one() -> None:
    assert failure(find_moment_prefix, "29.02.2027 auf 1.3.").end == 10


def test_a_past_clock_time_of_today_is_kept() -> None:
    reading = read_moment("heute 9 Uhr", NOW, NRW)
    assert isinstance(reading, Found) and reading.value == Moment(NOW.date(), time(9))
