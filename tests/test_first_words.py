"""What people try first: other words for the same thing, another order of words, a question instead of an order."""

import pytest

from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets on Tuesdays at nine."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    w.files("JF")
    return w


@pytest.mark.parametrize(
    "order",
    ["!termin absagen 19.1.", "!Absage 19.1.", "!ausfall 19.1", "!termin streichen 19.1.", "!sitzung absagen 19.1.",
     "!fällt aus 19.1.", "!faellt aus 19.1."],
)  # fmt: skip
def test_a_date_is_cancelled_in_many_words(jf: World, order: str) -> None:
    assert jf.ask("vogt", "JF", order).startswith("Jour fixe am Di 19.01.2027, 09:00 Uhr entfällt.")


@pytest.mark.parametrize("order", ["!termin verlegen 19.1. auf 20.1.", "!sitzung verschieben 19.1. auf 20.1."])
def test_a_date_is_moved_in_many_words(jf: World, order: str) -> None:
    said = jf.ask("vogt", "JF", order)
    assert said.startswith("Verschoben: Jour fixe von Di 19.01.2027, 09:00 Uhr auf Mi 20.01.2027, 09:00 Uhr.")


@pytest.mark.parametrize("order", ["!reihe löschen", "!reihe streichen", "!reihe loeschen"])
def test_a_series_is_ended_in_many_words(jf: World, order: str) -> None:
    assert jf.ask("vogt", "JF", order).startswith("Die Reihe ist beendet.")


@pytest.mark.parametrize("order", ["!rhythmus dienstags 9 Uhr", "!serie dienstags 9 Uhr", "!Turnus Dienstags 9 Uhr"])
def test_a_series_is_begun_in_many_words(w: World, order: str) -> None:
    assert w.ask("vogt", "JF", order).startswith("Reihe eingerichtet: jeden Dienstag um 09:00 Uhr")


def test_to_see_the_series_or_the_recess_needs_no_role(jf: World) -> None:
    """Both words with nothing behind them only show something; to change it is the lead's."""
    assert jf.ask("yilmaz", "JF", "!reihe").startswith("Reihe: jeden Dienstag um 09:00 Uhr")
    assert jf.ask("yilmaz", "JF", "!sitzungspause").startswith("Es ist keine eigene Sitzungspause eingetragen.")
    assert "Das kann ich nicht ausführen" in jf.ask("yilmaz", "JF", "!reihe mittwochs 10 Uhr")
    assert "Das kann ich nicht ausführen" in jf.ask("yilmaz", "JF", "!sitzungspause 12.7. bis 3.9.")


def test_the_calendar_file_has_a_word_of_its_own(jf: World) -> None:
    assert jf.ask("yilmaz", "JF", "!kalenderdatei").startswith("Kalenderdatei mit allen Terminen anbei.")
    assert jf.ask("yilmaz", "JF", "!Kalenderdatei Mai").startswith("4 Termine von Sa 01.05.2027 bis Mo 31.05.2027:")
    assert len(jf.files("JF")) == 2


@pytest.mark.parametrize("order", ["!umfrage", "!doodle", "!Terminsuche"])
def test_a_date_is_found_in_many_words(w: World, order: str) -> None:
    said = w.ask("demir", "AK", f"{order} Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr")
    assert said.startswith("Terminfindung, 60 Minuten. Welche Termine passen Ihnen?")


@pytest.mark.parametrize("order", ["!feiertag", "!schulferien", "!Feiertag"])
def test_days_off_are_shown_in_many_words(w: World, order: str) -> None:
    assert w.ask("yilmaz", "JF", order).startswith("Freie Tage von Mo 11.01.2027 bis Di 11.01.2028")


@pytest.mark.parametrize("deed", ["weg", "entfernen", "aufheben"])
def test_a_closing_day_goes_in_many_words(w: World, deed: str) -> None:
    w.say("vogt", "STG", "!schließtag 8.2. Rosenmontag")
    assert w.ask("vogt", "STG", f"!schließtag {deed} 8.2.") == "Mo 08.02.2027 ist kein Schließtag mehr."


def test_a_committee_may_stand_behind_its_day(w: World) -> None:
    said = w.ask("vogt", "STG", "!ausschuss 29.6. Schulausschuss mit Vorlagenschluss 11.6.")
    assert said.split("\n")[1] == "– Schulausschuss Di 29.06.2027, Vorlagenschluss Fr 11.06.2027"
    said = w.ask("vogt", "STG", "!rückwärts am 29.6. Schulausschuss")
    assert said.startswith("Rückwärtsplan: Schulausschuss am Di 29.06.2027")


def test_planning_backwards_from_a_mere_day(w: World) -> None:
    """One committee on that day is meant; several are asked about; none is said."""
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6.")
    assert w.ask("vogt", "STG", "!rückwärts 29.6.").startswith("Rückwärtsplan: Schulausschuss am Di 29.06.2027")
    nobody = "Am Mi 30.06.2027 ist kein Ausschuss eingetragen. Alle Termine: !ausschüsse"
    assert w.ask("vogt", "STG", "!rückwärts 30.6.") == nobody
    w.say("vogt", "STG", "!ausschuss Rat 29.6.")
    assert "1. Rat\n2. Schulausschuss" in w.ask("vogt", "STG", "!rückwärts 29.6.").replace("– ", "")
    assert w.ask("vogt", "STG", "1").startswith("Rückwärtsplan: Rat am Di 29.06.2027")


def test_lead_times_in_weeks_and_in_words(w: World) -> None:
    said = w.ask("vogt", "STG", "!fristen aufruf 6 Wochen, anmeldeschluss vier Wochen, einladung 2 Wochen")
    assert "Aufruf 42 Tage, Anmeldeschluss 28 Tage vorher, Einladung 14 Tage vorher." in said
    asked = w.ask("vogt", "STG", "!frist einladung zehn Tage")
    assert asked.startswith("Meinten Sie die Fristen vor den Sitzungen, !fristen einladung zehn Tage?")
    assert "Einladung 10 Tage vorher" in w.ask("vogt", "STG", "ja")
    assert "Mitzeichnung 10 Arbeitstage" in w.ask("vogt", "STG", "!fristen mitzeichnung zwei Wochen")


def test_the_draft_of_a_year_in_other_words(w: World) -> None:
    w.say("vogt", "STG", "!jahresplan 2027 alle sechs Wochen dienstags 14 Uhr")
    w.heard("STG")
    added = w.ask("vogt", "STG", "!jahresplan + 10.9. 14 Uhr")
    assert added.startswith("Nummer 9 ist dazugekommen: Fr 10.09.2027, 14:00 Uhr")
    moved = w.ask("vogt", "STG", "!jahresplan Nr. 3 am 28.4. um 10")
    assert moved.startswith("Nummer 3 liegt jetzt auf Mi 28.04.2027, 10:00 Uhr")
    assert w.ask("vogt", "STG", "!jahresplan 9 weg").startswith("Nummer 9 (Fr 10.09.2027, 14:00 Uhr) ist gestrichen")
    w.say("vogt", "STG", "!jahresplan ok")
    assert w.heard("STG")[-1] == "8 Termine für 2027 sind eingetragen."


def test_the_help_names_what_belongs_to_a_word(w: World) -> None:
    """Of these only what this person may order."""
    said = w.ask("vogt", "STG", "!hilfe jahresplan").split("\n")
    assert said[0] == "!jahresplan [<Jahr>] [<Rhythmus oder „viermal“>] [<Wochentag und Uhrzeit>]"
    assert said[-1].startswith("Dazu gehören: !jahresplan zeigen, !jahresplan verschieben, ")
    assert "Dazu gehören: !terminfindung stand\n" in w.ask("reuter", "AK", "!hilfe terminfindung") + "\n"


def test_a_series_changes_only_its_time(jf: World) -> None:
    """The days stay as they are, also those of every other week."""
    said = jf.ask("vogt", "JF", "!reihe ändern auf 10 Uhr")
    assert said.startswith("Reihe geändert: jeden Dienstag um 10:00 Uhr, 30 Minuten. Erster Termin: Di 12.01.2027")
    jf.say("vogt", "JF", "!reihe ändern alle zwei Wochen donnerstags 14 Uhr ab 21.1.")
    said = jf.ask("vogt", "JF", "!reihe ändern um halb drei")
    assert said.split("\n")[1] == "Danach: Do 04.02.2027, Do 18.02.2027"
    assert "Erster Termin: Do 21.01.2027, 14:30 Uhr" in said


def test_a_series_does_not_begin_with_a_mere_time(w: World) -> None:
    assert w.ask("vogt", "JF", "!reihe 10 Uhr").startswith("Es fehlt der Tag.")
    assert w.ask("vogt", "JF", "!reihe ändern 10 Uhr").startswith("Hier läuft keine Reihe.")


def test_a_date_is_moved_to_another_time_of_its_day(jf: World) -> None:
    """A mere time says nothing of the day; it is not today."""
    said = jf.ask("vogt", "JF", "!verschieben 9.3. auf 11 Uhr")
    assert said.startswith("Verschoben: Jour fixe von Di 09.03.2027, 09:00 Uhr auf Di 09.03.2027, 11:00 Uhr.")
    there = "Der Termin liegt schon auf Di 09.03.2027, 11:00 Uhr."
    assert jf.ask("vogt", "JF", "!verschieben 9.3. auf 11:00") == there
    assert jf.ask("vogt", "JF", "!verschieben 9.3. auf 11") == there
    assert jf.ask("vogt", "JF", "!verschieben 9.3. auf 25 Uhr") == "Die Uhrzeit 25:00 gibt es nicht."


def test_a_date_of_a_draft_is_moved_to_another_time_of_its_day(w: World) -> None:
    w.say("vogt", "STG", "!jahresplan 2027 alle sechs Wochen dienstags 14 Uhr")
    w.heard("STG")
    said = w.ask("vogt", "STG", "!jahresplan 2 auf 16 Uhr")
    assert said.startswith("Nummer 2 liegt jetzt auf Di 16.03.2027, 16:00 Uhr (bisher Di 16.03.2027, 14:00 Uhr).")
    assert w.ask("vogt", "STG", "!jahresplan 2 auf 15").startswith("Nummer 2 liegt jetzt auf Di 16.03.2027, 15:00 Uhr")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("14.4. 9-16 uhr", "Mi 14.04.2027, 09:00 Uhr eingetragen, 420 Minuten."),
     ("16.2.27 14-16 Uhr", "Di 16.02.2027, 14:00 Uhr eingetragen, 120 Minuten."),
     ("15.4. von 9 bis halb elf", "Do 15.04.2027, 09:00 Uhr eingetragen, 90 Minuten."),
     ("15.4. 9 Uhr 45 min", "Do 15.04.2027, 09:00 Uhr eingetragen, 45 Minuten.")],
)  # fmt: skip
def test_a_date_may_be_said_from_when_to_when(w: World, typed: str, said: str) -> None:
    assert w.ask("vogt", "JF", f"!termin {typed}").startswith(f"Jour fixe am {said}")


def test_the_dates_of_one_day_are_said_as_of_one_day(jf: World) -> None:
    assert jf.ask("yilmaz", "JF", "!termine 2.2.").startswith("1 Termin am Di 02.02.2027:")
    assert jf.ask("yilmaz", "JF", "!termine 3.2.").startswith("Am Mi 03.02.2027 ist kein Termin geplant.")


@pytest.mark.parametrize(
    ("order", "said"),
    [("!jahresplan 2027 viermal dienstags 14 Uhr", "Jahresplan 2027, Entwurf für Steuerungsgruppe Bildung: 4 Termine"),
     ("!terminfindung reihe dienstags 9 Uhr, mittwochs 10 Uhr", "Terminfindung")],
)  # fmt: skip
def test_a_series_that_was_changed_and_ended_stands_in_nobodys_way(w: World, order: str, said: str) -> None:
    """While it runs it does."""
    w.say("vogt", "STG", "!reihe dienstags 9 Uhr")
    w.say("vogt", "STG", "!reihe ändern dienstags 10 Uhr")
    w.heard("STG")
    assert "läuft schon eine Reihe" in w.ask("vogt", "STG", order)
    w.say("vogt", "STG", "!reihe beenden")
    assert w.ask("vogt", "STG", order).startswith(said)


@pytest.mark.parametrize(
    ("order", "said"),
    [("!poll Feb 3 10am, Feb 4 2pm", "Finding a date, 60 minutes."),
     ("!reschedule 26 Jan to 11am", "Moved: Steuerungsgruppe Bildung from Tue 26.01.2027, 09:00 to Tue 26.01.2027, 11"),
     ("!meeting cancel 26 Jan", "Steuerungsgruppe Bildung on Tue 26.01.2027, 09:00 is cancelled."),
     ("!series to 10am", "Series changed: every Tuesday at 10:00"),
     ("!school holidays May", "Days off from Sat 01.05.2027 to Mon 31.05.2027")],
)  # fmt: skip
def test_first_words_in_english(w: World, order: str, said: str) -> None:
    w.say("vogt", "STG", "!gremium sprache englisch")
    w.say("vogt", "STG", "!series tuesdays 9am")
    assert w.ask("vogt", "STG", order).startswith(said)


def test_a_deadline_that_is_asked_for_may_be_unclear(w: World) -> None:
    """„Nächsten Freitag“ is an answer; which of two days it means is asked, not passed over."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Räume melden")
    said = w.ask("vogt", "STG", "nächsten Freitag")
    assert "ist nicht eindeutig" in said and "1. Fr 22.01.2027\n2. Fr 15.01.2027" in said
    assert "Frist: Fr 22.01.2027." in w.ask("vogt", "STG", "1")
