"""Deadlines: read alone, and found at the end of a sentence."""

from datetime import date

import pytest

from commands.dates.read import find_deadline, read_deadline
from commands.dates.readings import Impossible, Note
from tests.dates.town import NOW, NRW, failure, found, moment_of, options, value

DEADLINES = {
    "bis Freitag": (1, 22),
    "bis zum 15.": (2, 15),
    "bis 15.": (2, 15),
    "bis Ende Q1": (3, 31),
    "bis 31.3.": (3, 31),
    "bis Ende Januar": (1, 29),
    "bis Ostern": (3, 25),
    "bis KW 6": (2, 12),
    "bis nächste Woche": (1, 29),
    "bis zu den Sommerferien": (7, 16),
    "bis Weihnachten": (12, 23),
    "bis Karfreitag": (3, 25),
    "bis spätestens zum 21.5.2027": (5, 21),
    "bis in zwei Wochen": (2, 1),
    "spätestens Freitag": (1, 22),
    "spätestens am Freitag": (1, 22),
    "vor dem 15.5.": (5, 14),
    "binnen zehn Arbeitstagen": (2, 1),
    "innerhalb von zehn Arbeitstagen": (2, 1),
    "innerhalb einer Woche": (1, 25),
    "Freitag": (1, 22),
    "Frist: 21.5.": (5, 21),
    "by Friday": (1, 22),
    "by 21 May": (5, 21),
    "by the end of March": (3, 31),
    "no later than Friday": (1, 22),
    "within ten working days": (2, 1),
    "bis Rosenmontag": (2, 5),
}


@pytest.mark.parametrize(("text", "day"), DEADLINES.items())
def test_a_deadline_is_a_working_day(text: str, day: tuple[int, int]) -> None:
    assert value(read_deadline, text) == date(2027, *day)
    assert NRW.is_working_day(date(2027, *day))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "bis Ende Januar",
            Note("deadline.moved", date(2027, 1, 31), reason="weekend", name="Sonntag"),
        ),
        (
            "bis 26.3.",
            Note("deadline.moved", date(2027, 3, 26), reason="holiday", name="Karfreitag"),
        ),
        ("bis 8.2.", Note("deadline.moved", date(2027, 2, 8), reason="closed", name="Rosenmontag")),
        (
            "bis Ostern",
            Note("deadline.before", date(2027, 3, 26), date(2027, 3, 29), "feast", "Ostern"),
        ),
        ("bis Freitag 12 Uhr", Note("deadline.time_dropped", name="12:00")),
        ("bis Freitag", None),
    ],
)
def test_a_deadline_that_is_not_what_was_said_explains_itself(text: str, note: Note | None) -> None:
    assert found(read_deadline(text, NOW, NRW)).note == note


def test_a_deadline_never_moves_into_the_past() -> None:
    saturday = moment_of(date(2027, 1, 30))
    assert found(read_deadline("bis Ende Januar", saturday, NRW)).value == date(2027, 1, 31)


def test_until_a_month_is_read_both_ways() -> None:
    assert options(read_deadline, "bis Februar") == [date(2027, 2, 26), date(2027, 1, 29)]


def test_both_readings_of_next_friday_are_offered() -> None:
    assert options(read_deadline, "bis nächsten Freitag") == [date(2027, 1, 29), date(2027, 1, 22)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("bis 31.12.2026", "date.past"),
        ("bis 30.2.", "date.does_not_exist"),
        ("bis Freitag 25 Uhr", "time.does_not_exist"),
        ("binnen 99999 Arbeitstagen", "date.too_far"),
    ],
)
def test_t8_an_impossible_deadline_says_why(text: str, key: str) -> None:
    assert failure(read_deadline, text).key == key


@pytest.mark.parametrize(
    ("before", "said", "behind", "day"),
    [
        ("Bedarf prüfen ", "bis 21.5.", "", date(2027, 5, 21)),
        ("Klärung mit FB 65 ", "bis Ende Januar", ".", date(2027, 1, 29)),
        ("Zahlen ", "bis Freitag", "!", date(2027, 1, 22)),
        ("Figures ", "by Friday", "", date(2027, 1, 22)),
        ("Folgekosten 2028–2030 ergänzen, ", "bis Mo 07.06.", "", date(2027, 6, 7)),
        ("Prüfen ", "innerhalb von zehn Arbeitstagen", "", date(2027, 2, 1)),
        ("Entwurf ", "vor den Sommerferien", "", date(2027, 7, 16)),
        ("Protokoll vom 12.5. ", "bis Freitag", "", date(2027, 1, 22)),
        ("Wort " * 300, "bis zum 15.", "", date(2027, 2, 15)),
    ],
)
def test_the_deadline_at_the_end_can_be_cut_out(before: str, said: str, behind: str, day: date) -> None:
    reading = found(find_deadline(before + said + behind, NOW, NRW))
    assert reading.value == day
    assert (before + said + behind)[reading.start : reading.end] == said


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("Bitte bis Freitag die Zahlen liefern", "bis Freitag", (1, 22)),
        ("Bis Freitag: Zahlen liefern", "Bis Freitag", (1, 22)),
        ("Zahlen bis Freitag liefern", "bis Freitag", (1, 22)),
        ("Bedarf spätestens zum 15.5. zu prüfen.", "spätestens zum 15.5.", (5, 14)),
        ("Zahlen liefern, bis Freitag, mit FB 40", "bis Freitag", (1, 22)),
        ("Zahlen liefern noch diese Woche", "noch diese Woche", (1, 22)),
        ("Zahlen liefern im Laufe des März", "im Laufe des März", (3, 31)),
        ("Protokoll schreiben bis Freitag, 12 Uhr", "bis Freitag, 12 Uhr", (1, 22)),
        ("Zahlen bis Freitag spätestens", "bis Freitag spätestens", (1, 22)),
        ("Figures by EOD Friday", "by EOD Friday", (1, 22)),
    ],
)
def test_a_deadline_can_be_cut_out_where_a_sentence_remains(text: str, said: str, day: tuple[int, int]) -> None:
    reading = found(find_deadline(text, NOW, NRW))
    assert reading.value == date(2027, *day)
    assert text[reading.start : reading.end] == said


MEETING = date(2027, 2, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("bis zur nächsten Sitzung", (2, 16)),
        ("bis zur Sitzung", (2, 16)),
        ("zwei Wochen vor der Sitzung", (2, 2)),
        ("3 Arbeitstage vor dem nächsten Termin", (2, 11)),
        ("vor der nächsten Sitzung", (2, 15)),
        ("bis eine Woche nach der Sitzung", (2, 23)),
        ("by the next meeting", (2, 16)),
    ],
)
def test_a_deadline_may_hang_on_the_next_meeting(text: str, day: tuple[int, int]) -> None:
    assert found(read_deadline(text, NOW, NRW, meeting=MEETING)).value == date(2027, *day)
    unknown = read_deadline(text, NOW, NRW)
    assert isinstance(unknown, Impossible) and unknown.key == "meeting.unknown"


@pytest.mark.parametrize(
    "text",
    [
        "bis auf Weiteres",
        "so schnell wie möglich",
        "asap",
        "zeitnah",
        "nicht vor dem 15.5.",
        "Sitzung nicht vor dem 15.5.",
        "Beginn frühestens vor Ostern",
        "Protokoll von vor zwei Wochen",
        "Antrag vor drei Tagen",
        "Bericht bis 2030",
        "Raum 3.14",
        "§ 8",
        "Paragraf 12.3",
        "Vorlage 112/2027",
        "Version 2.1",
        "3,5 Stellen",
        "1.500 €",
        "Haushalt 2027/28",
        "Schuljahr 2027/28",
        "Planung Schuljahr 2027/28",
        "Bericht bis Seite 12",
        "Haushalt bis 1.500 €",
    ],
)
def test_what_only_looks_like_a_deadline_is_none(text: str) -> None:
    assert find_deadline(text, NOW, NRW) is None


@pytest.mark.parametrize(
    "text",
    [
        "Zensus 2022",
        "TOP 3",
        "12 Sprachmittler",
        "Raumplanung Vorbereitungsklassen 2027/28",
        "Bedarf: 4 Räume ab 08/2027",
        "Kinder von 3 bis 6",
        "Seiten 3 bis 15.",
        "Version 3 bis 3.14",
        "TOP 3.1 bis 3.14.",
        "von 9 bis 12 Uhr",
        "Urlaub vom 29.3. bis 9.4.",
        "Urlaub 12.1. bis 22.1.",
        "Schulung Mo bis Fr",
        "Auswertung KW 6 bis KW 8",
        "FB 51 arbeitet zu bis 16.04., Ansprechstelle Kita-Fachberatung",
        "bis dann",
        "Start 01.10.2027 möglich.",
        "",
    ],
)
def test_a_sentence_without_a_deadline_has_none(text: str) -> None:
    assert find_deadline(text, NOW, NRW) is None


def test_an_impossible_deadline_in_a_sentence_is_not_overlooked() -> None:
    said = failure(find_deadline, "Kita-Zahlen bis 30.2.")
    assert (said.key, said.start, said.end) == ("date.does_not_exist", 12, 21)
