"""Story 1: four weeks of jour fixe, with typing mistakes, a missing receiver and an edited message (KW 3 to 6)."""

import pytest

from tests.scene import NEW_FILE
from tests.world import World


@pytest.fixture
def story(w: World) -> World:
    """Monday 11.01.2027: the series runs, one topic is open, and there is work due at FB 40."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("vogt", "JF", "!schließtag 08.02.2027 Rosenmontag")
    w.say("demir", "AK", "!termin 20.1. 10 Uhr 90 Minuten")
    w.say("vogt", "STG", "!auftrag an FB 40: Raumbedarf Vorbereitungsklassen bis 22.1.")
    w.say("vogt", "JF", "!top Datenblatt Übergang")
    w.until("2027-01-15 09:59")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


def test_the_topic_call_comes_by_itself_and_says_what_is_known(story: World) -> None:
    """Friday 10:00: open items, the dates and due assignments of two weeks, and how to add a topic."""
    story.until("2027-01-15 10:00")
    assert story.answer("JF").split("\n") == [
        "Jour fixe am Di 19.01.2027, 09:00 Uhr. Welche Themen haben Sie?",
        "Schon eingeplant:",
        "1. Datenblatt Übergang (offen vom Di 12.01.2027)",
        "Termine bis Fr 29.01.2027: AK-FM Mi 20.01.2027, 10:00 Uhr",
        "Fristen bis Fr 29.01.2027: STG-A-2027-001 am Fr 22.01.2027 (FB 40)",
        "Thema melden: !top Titel. Anmeldeschluss: Mo 18.01.2027, 12:00 Uhr",
    ]
    assert story.last("JF").ringing
    assert story.rooms["!JF"].pinned == [story.last("JF").event_id]


def test_topics_are_noted_a_misspelt_word_is_offered_and_edits_rename(story: World) -> None:
    """The message with the typing mistake never ran; its edit renames the item that „ja“ made."""
    story.until("2027-01-15 10:07")
    story.heard("JF")
    raum = story.say("petersen", "JF", "!Top Raumplanung Vorbereitungsklassen")
    assert story.answer("JF") == "TOP 2 „Raumplanung Vorbereitungsklassen“ für Di 19.01.2027 notiert."
    assert (raum, "✅") in story.rooms["!JF"].marks

    typo = story.say("yilmaz", "JF", "!topp Zensusdaten")
    assert story.answer("JF") == "!topp kenne ich nicht. Meinten Sie !top Zensusdaten? Antworten Sie mit „ja“."
    assert story.ask("yilmaz", "JF", "ja") == "TOP 3 „Zensusdaten“ für Di 19.01.2027 notiert."

    story.edit("yilmaz", "JF", typo, "!top Zensusdaten 2022 – Lieferung IT.NRW")
    assert story.answer("JF") == "TOP 3 heißt jetzt „Zensusdaten 2022 – Lieferung IT.NRW“."
    story.edit("petersen", "JF", raum, "!Top Raumplanung Vorbereitungsklassen 2027/28")
    assert story.answer("JF") == "TOP 2 heißt jetzt „Raumplanung Vorbereitungsklassen 2027/28“."
    call = next(post for post in story.rooms["!JF"].posts if post.text.startswith("Jour fixe am Di 19.01.2027"))
    assert "3. Zensusdaten 2022 – Lieferung IT.NRW" in call.text, "the call is the living agenda"


def third_week(w: World) -> None:
    """KW 3 up to the moment before the jour fixe begins."""
    w.until("2027-01-15 10:10")
    w.say("petersen", "JF", "!top Raumplanung Vorbereitungsklassen 2027/28")
    w.say("yilmaz", "JF", "!top Zensusdaten 2022 – Lieferung IT.NRW")
    w.heard("JF")


def test_the_agenda_comes_on_the_morning(story: World) -> None:
    """Tuesday 08:30, half an hour before."""
    third_week(story)
    story.until("2027-01-19 08:29")
    assert story.heard("JF") == []
    story.until("2027-01-19 08:30")
    assert story.answer("JF").split("\n") == [
        "Heute 09:00 Uhr: Jour fixe.",
        "1. Datenblatt Übergang (offen vom Di 12.01.2027)",
        "2. Raumplanung Vorbereitungsklassen 2027/28",
        "3. Zensusdaten 2022 – Lieferung IT.NRW",
        "Klärungsbedarf: keiner gemeldet",
    ]


def test_in_the_meeting_a_result_becomes_an_assignment_step_by_step(story: World) -> None:
    """The deadline in the result is read, with the rule that moved it; „1“ and „FB 40“ complete the assignment."""
    third_week(story)
    story.until("2027-01-19 09:05")
    story.heard("JF")
    text = "!ergebnis 2 Bedarf: 4 Räume ab 08/2027. Klärung mit FB 65 bis Ende Januar"
    assert story.ask("vogt", "JF", text).split("\n") == [
        "Ergebnis zu TOP 2 notiert.",
        "Ich lese eine Frist: „bis Ende Januar“ = Fr 29.01.2027.",
        "So 31.01.2027 ist kein Arbeitstag (Sonntag).",
        "Soll ich daraus einen Auftrag machen? 1 = ja, 2 = nein",
    ]
    assert story.ask("vogt", "JF", "1") == "Wer ist zuständig? Zum Beispiel: AK-FM, FB 40, Bildungsmanagement"
    assert story.ask("vogt", "JF", "FB 40") == (
        "JF-A-2027-001: „Bedarf: 4 Räume ab 08/2027. Klärung mit FB 65“. Zuständig: FB 40. Frist: Fr 29.01.2027."
    )
    assert story.ask("petersen", "JF", "!wv zensus 9.2.").split("\n") == [
        "Wiedervorlage für TOP 3 „Zensusdaten 2022 – Lieferung IT.NRW“: Di 09.02.2027",
        "Hinweis: In dieser Woche ist die Verwaltung am Mo 08.02.2027 geschlossen (Rosenmontag).",
    ]
    assert story.ask("vogt", "JF", "!top 1 vertagen") == (
        "TOP 1 „Datenblatt Übergang“ auf Di 26.01.2027 vertagt (2. Mal)."
    )
    assert story.ask("vogt", "JF", "!schluss").split("\n") == [
        "Merkliste Jour fixe vom Di 19.01.2027",
        "1. Raumplanung Vorbereitungsklassen 2027/28: Bedarf: 4 Räume ab 08/2027. Klärung mit FB 65 bis Ende Januar",
        "Aufträge:",
        "– JF-A-2027-001 Bedarf: 4 Räume ab 08/2027. Klärung mit FB 65, zuständig: FB 40, Frist: Fr 29.01.2027",
        "Nächster Termin: Di 26.01.2027, 09:00 Uhr",
    ]


def fourth_week(w: World) -> None:
    """KW 3 is over: one item was put off twice, one comes back on 09.02."""
    third_week(w)
    w.until("2027-01-19 09:05")
    w.say("vogt", "JF", "!ergebnis 2 Bedarf: 4 Räume")
    w.say("petersen", "JF", "!wv zensus 9.2.")
    w.say("vogt", "JF", "!top 1 vertagen")
    w.say("vogt", "JF", "!schluss")
    w.heard("JF")


def test_a_jour_fixe_without_new_topics_is_asked_about_and_called_off_with_one_digit(story: World) -> None:
    """KW 4: nobody sends in anything; „2“ cancels, the item moves, and the third time is asked about."""
    fourth_week(story)
    story.until("2027-01-25 11:59")
    story.heard("JF")
    story.until("2027-01-25 12:00")
    assert story.answer("JF").split("\n") == [
        "Für Jour fixe am Di 26.01.2027 liegt nur Vertagtes vor (TOP 1). Findet der Termin statt?",
        "1. ja",
        "2. entfällt",
        "3. 15 Minuten",
    ]
    story.say("petersen", "JF", "2")
    question, cancelled = story.heard("JF")
    assert cancelled.split("\n") == [
        "Jour fixe am Di 26.01.2027, 09:00 Uhr entfällt.",
        "1 TOP wandert auf Di 02.02.2027, 09:00 Uhr.",
        NEW_FILE,
    ]
    assert question.split("\n")[:2] == [
        "TOP 1 „Datenblatt Übergang“ ist zum 3. Mal vertagt und steht jetzt am Di 02.02.2027 an. Was soll geschehen?",
        "1. dann behandeln",
    ]
    story.until("2027-01-26 12:00")
    assert story.heard("JF") == [], "a meeting that was cancelled has no agenda on its morning"


def test_on_a_closing_day_nothing_is_said_and_the_call_comes_before_it_with_the_reason(story: World) -> None:
    """KW 6: the prompt for Tuesday comes on Friday, the deadline moves to Friday noon."""
    fourth_week(story)
    story.until("2027-02-02 09:05")
    story.say("vogt", "JF", "!top 1 erledigt")
    story.say("vogt", "JF", "!schluss")
    story.until("2027-02-05 09:59")
    story.heard("JF")
    story.until("2027-02-05 10:00")
    assert story.answer("JF").split("\n") == [
        "Jour fixe am Di 09.02.2027, 09:00 Uhr. Welche Themen haben Sie?",
        "Schon eingeplant:",
        "1. Zensusdaten 2022 – Lieferung IT.NRW (offen vom Di 19.01.2027)",
        "Fristen bis Fr 19.02.2027: STG-A-2027-001 überfällig seit Fr 22.01.2027 (FB 40)",
        "Der Zeitplan weicht dem Mo 08.02.2027 aus (Rosenmontag).",
        "Thema melden: !top Titel. Anmeldeschluss: Fr 05.02.2027, 12:00 Uhr",
    ]
    story.until("2027-02-08 23:59")
    assert [text for room in ("JF", "STG", "AK") for text in story.heard(room) if "08.02.2027 " in text] == []


def test_there_is_exactly_one_call_a_week(story: World) -> None:
    """Five weeks, five calls, whatever else happens."""
    fourth_week(story)
    story.until("2027-02-16 12:00")
    calls = [text for text in story.texts("JF") if "Welche Themen haben Sie?" in text]
    assert [call.split(" am ")[1][:13] for call in calls] == [
        "Di 12.01.2027",
        "Di 19.01.2027",
        "Di 26.01.2027",
        "Di 02.02.2027",
        "Di 09.02.2027",
        "Di 16.02.2027",
    ]
