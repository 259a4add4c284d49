"""The town's days off: closing days, the recess, and what is known of holidays and school breaks."""

import pytest

from tests.world import World


def test_a_closing_day_is_entered_listed_and_taken_back(w: World) -> None:
    """By the office, in any room; a past one is refused."""
    assert w.ask("vogt", "JF", "!schließtag 8.2. Rosenmontag") == (
        "Schließtag Mo 08.02.2027 eingetragen. Aufrufe und Fristen weichen ihm aus."
    )
    assert w.ask("yilmaz", "JF", "!schliesstage") == "Schließtage:\n– Mo 08.02.2027: Rosenmontag"
    assert w.ask("vogt", "JF", "!schließtag löschen 8.2.") == "Mo 08.02.2027 ist kein Schließtag mehr."
    assert w.ask("vogt", "JF", "!schließtag löschen 8.2.") == "Mo 08.02.2027 ist kein eingetragener Schließtag."
    assert w.ask("vogt", "JF", "!schließtag 4.1.2027").startswith("Der Mo 04.01.2027 ist schon vorbei.")
    assert w.ask("yilmaz", "JF", "!schließtag 8.2.").startswith("Das kann ich nicht ausführen")


def test_several_days_are_closed_at_once(w: World) -> None:
    """Weekends and holidays among them need no entry; days in a row are one line."""
    assert w.ask("vogt", "JF", "!schließtag 24.12. bis 31.12. Betriebsruhe") == (
        "Schließtage Fr 24.12.2027 bis Fr 31.12.2027 eingetragen. Aufrufe und Fristen weichen ihnen aus."
    )
    assert w.ask("vogt", "JF", "!schließtage").split("\n")[1:] == ["– Fr 24.12.2027 bis Fr 31.12.2027: Betriebsruhe"]
    w.say("vogt", "JF", "!schließtag löschen 28.12.")
    assert w.ask("vogt", "JF", "!schließtage").split("\n")[1:] == [
        "– Fr 24.12.2027 bis Mo 27.12.2027: Betriebsruhe",
        "– Mi 29.12.2027 bis Fr 31.12.2027: Betriebsruhe",
    ]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("!Schliesstag 24.12. Heiligabend", "– Fr 24.12.2027: Heiligabend"),
        ("!schließtag 24.12.", "– Fr 24.12.2027: Schließtag"),
        ("!schließtag Rosenmontag", "– Mo 08.02.2027: Schließtag"),
        ("!schließtag KW 52 Ruhe", "– Mo 27.12.2027 bis Fr 31.12.2027: Ruhe"),
        ("!schließtag Fr 7.5. : Brückentag", "– Fr 07.05.2027: Brückentag"),
    ],
)
def test_the_day_and_the_name_are_told_apart(w: World, typed: str, line: str) -> None:
    w.say("vogt", "JF", typed)
    assert w.ask("vogt", "JF", "!schließtage").split("\n")[1:] == [line]


def test_nobody_closes_the_town_hall_for_a_year(w: World) -> None:
    assert w.ask("vogt", "JF", "!schließtag 1.2. bis 31.12.") == "Mehr als 120 Tage auf einmal trage ich nicht ein."
    assert w.ask("vogt", "JF", "!schließtage").startswith("Im kommenden Jahr sind keine Schließtage eingetragen.")


def test_the_recess_is_the_summer_holidays_unless_the_town_says_otherwise(w: World) -> None:
    assert w.ask("vogt", "STG", "!sitzungspause").endswith("Sommerferien: Mo 19.07.2027 bis Di 31.08.2027.")
    assert w.ask("vogt", "STG", "!sitzungspause 12.7. bis 3.9.").startswith(
        "Sitzungspause Mo 12.07.2027 bis Fr 03.09.2027 eingetragen."
    )
    assert w.ask("vogt", "STG", "!Sitzungspause") == (
        "Sitzungspause:\n– Mo 12.07.2027 bis Fr 03.09.2027: Sitzungspause"
    )
    assert w.ask("vogt", "STG", "!sitzungspause löschen 1.8.") == (
        "Die Sitzungspause Mo 12.07.2027 bis Fr 03.09.2027 ist gelöscht."
    )
    assert (
        w.ask("vogt", "STG", "!sitzungspause löschen 1.8.") == "Am So 01.08.2027 ist keine Sitzungspause eingetragen."
    )


def test_what_is_known_of_a_span_is_shown(w: World) -> None:
    w.say("vogt", "JF", "!schließtag 7.5. Brückentag")
    assert w.ask("yilmaz", "JF", "!feiertage Mai 2027").split("\n") == [
        "Freie Tage von Sa 01.05.2027 bis Mo 31.05.2027",
        "Feiertage:",
        "– Sa 01.05.2027: Erster Mai",
        "– Do 06.05.2027: Christi Himmelfahrt",
        "– Mo 17.05.2027: Pfingstmontag",
        "– Do 27.05.2027: Fronleichnam",
        "Schulferien:",
        "– Di 18.05.2027: Pfingstferien",
        "Schließtage:",
        "– Fr 07.05.2027: Brückentag",
    ]


def test_beyond_the_school_data_the_bot_says_so_instead_of_pretending(w: World) -> None:
    assert w.ask("yilmaz", "JF", "!ferien 2032").endswith("Für die Zeit danach liegen mir keine Feriendaten vor.")
    assert "Feriendaten" not in w.ask("yilmaz", "JF", "!ferien 2028")


def test_a_redacted_entry_loses_its_name(w: World) -> None:
    event_id = w.say("vogt", "JF", "!schließtag 8.2. Umzug der Familie H.")
    w.redact("vogt", "JF", event_id)
    assert "Familie" not in w.ask("vogt", "JF", "!schließtage")


def test_a_redacted_entry_that_was_deleted_before_does_not_come_back(w: World) -> None:
    event_id = w.say("vogt", "JF", "!schließtag 8.2. Umzug der Familie H.")
    w.say("vogt", "JF", "!schließtag löschen 8.2.")
    w.redact("vogt", "JF", event_id)
    assert w.ask("vogt", "JF", "!schließtage").startswith("Im kommenden Jahr sind keine Schließtage")
