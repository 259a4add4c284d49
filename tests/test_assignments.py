"""Assignments: given, accepted, asked about, reported on, handed in, sent back, approved, closed."""

import pytest

from tests.world import World


@pytest.fixture
def given(w: World) -> World:
    """STG-A-2027-001 was given to the working group, STG-A-2027-002 to a unit without a room."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 29.1.")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("an AK-FM: Bedarf prüfen bis 5.2.", "„Bedarf prüfen“. Zuständig: AK-FM. Frist: Fr 05.02.2027."),
        ("an ak fm Bedarf prüfen bis Freitag, 5.2.", "„Bedarf prüfen“. Zuständig: AK-FM. Frist: Fr 05.02.2027."),
        ("an AK Flucht & Migration: Bedarf prüfen bis zum 5.2.2027", "„Bedarf prüfen“. Zuständig: AK-FM."),
        ("für FB 40 Räume melden bis 5.2.", "„Räume melden“. Zuständig: FB 40. Frist: Fr 05.02.2027."),
        ("an das Bildungsmanagement: Räume melden bis 5.2.", "„Räume melden“. Zuständig: das Bildungsmanagement."),
        ("an FB 40: Räume melden bis Ende Januar", "„Räume melden“. Zuständig: FB 40. Frist: Fr 29.01.2027."),
        ("an FB 40: Räume bis 5.2. melden", "„Räume melden“. Zuständig: FB 40. Frist: Fr 05.02.2027."),
        ("an FB 40: Bitte bis Freitag die Räume melden", "„Bitte die Räume melden“. Zuständig: FB 40. Frist: Fr"),
        ("an FB 40: Räume melden, bis 5.2., auch Möbel", "„Räume melden, auch Möbel“. Zuständig: FB 40. Frist: Fr"),
        ("an FB 40: Räume melden (bis 5.2.)", "„Räume melden“. Zuständig: FB 40. Frist: Fr 05.02.2027."),
        ("an FB 40: bis 5.2.: Räume melden", "„Räume melden“. Zuständig: FB 40. Frist: Fr 05.02.2027."),
        ("an FB 40: Räume melden\nund Möbel bis 5.2.", "„Räume melden und Möbel“. Zuständig: FB 40."),
    ],
)
def test_an_assignment_is_complete_in_one_line(w: World, typed: str, given: str) -> None:
    """Receiver, what is to be done, and by when, as they are usually typed."""
    assert w.ask("vogt", "STG", f"!auftrag {typed}").startswith(f"STG-A-2027-001: {given}")


def test_a_deadline_may_hang_on_the_next_meeting_of_the_body(w: World) -> None:
    typed = "!auftrag an FB 40: Räume melden bis eine Woche vor der Sitzung"
    assert "Eine nächste Sitzung ist hier noch nicht geplant." in w.ask("vogt", "STG", typed)
    w.say("vogt", "STG", "!termin 16.2. 9 Uhr")
    assert "Frist: Di 09.02.2027." in w.ask("vogt", "STG", typed)


def test_a_deadline_on_a_day_off_moves_before_it_and_says_so(w: World) -> None:
    """„bis Ende Januar“ is a Friday."""
    assert w.ask("vogt", "STG", "!auftrag an FB 40: Räume melden bis 31.1.").split("\n")[1] == (
        "So 31.01.2027 ist kein Arbeitstag (Sonntag)."
    )


def test_who_is_meant_and_when_are_asked_for_one_after_the_other(w: World) -> None:
    """Each answer completes the order; a misspelt sign is offered."""
    assert w.ask("vogt", "STG", "!auftrag Bedarf prüfen").startswith("Wer ist zuständig?")
    assert w.ask("vogt", "STG", "AK-FM").startswith("Es fehlt die Frist. Vorschlag:")
    assert "Frist: Fr 05.02.2027" in w.ask("vogt", "STG", "bis 5.2.")
    assert w.ask("vogt", "STG", "!auftrag an AK FN: Bedarf prüfen bis 5.2.") == (
        "„AK FN“ kenne ich so nicht. Meinten Sie „AK-FM“? Antworten Sie mit „ja“."
    )
    assert w.ask("vogt", "STG", "ja").startswith("STG-A-2027-002: „Bedarf prüfen“. Zuständig: AK-FM.")


def test_numbers_count_by_body_and_year(given: World) -> None:
    """A new year begins at 001; an old number is still found."""
    assert given.ask("vogt", "JF", "!auftrag an AK-FM: Prüfen bis 5.2.").startswith("JF-A-2027-001")
    given.sleep_until("2028-01-04 09:00")
    assert given.ask("vogt", "STG", "!auftrag an FB 40: Neues bis 5.2.").startswith("STG-A-2028-001")
    assert given.ask("vogt", "STG", "!details A2").startswith("STG-A-2027-002")
    assert given.ask("vogt", "STG", "!details A1").split("\n")[:3] == [
        "„A1“ ist nicht eindeutig. Was meinen Sie?",
        "1. STG-A-2027-001 „Bedarf prüfen“",
        "2. STG-A-2028-001 „Neues“",
    ]
    assert given.ask("vogt", "STG", "2").startswith("STG-A-2028-001 „Neues“")


@pytest.mark.parametrize("typed", ["A1", "a 1", "stg a 1", "STG-A-2027-001", "stg-a-27-1", "STG–A–2027–001", "A1."])
def test_a_number_is_found_however_it_is_typed(given: World, typed: str) -> None:
    """Short, with spaces, with the dashes of a telephone."""
    assert given.ask("demir", "AK", f"!annehmen {typed}").startswith("STG-A-2027-001 ist angenommen.")


def test_a_reply_to_the_announcement_needs_no_number(w: World) -> None:
    """The post in the receiver's room says which one is meant."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    told = w.last("AK").event_id
    w.heard("AK")
    w.say("demir", "AK", "!annehmen", reply_to=told)
    assert w.answer("AK").startswith("STG-A-2027-001 ist angenommen. Frist: Fr 05.02.2027.")
    assert w.heard("STG")[-1] == "AK-FM hat STG-A-2027-001 „Bedarf prüfen“ angenommen."


def test_a_unit_without_a_room_is_acted_for_by_the_giver(given: World) -> None:
    """Nothing is told twice in the same room."""
    for typed, answer in (
        ("!annehmen A2", "STG-A-2027-002 ist angenommen."),
        ("!stand A2 Drei Räume gefunden", "Sachstand zu STG-A-2027-002 gespeichert."),
        ("!ergebnis A2 Vier Räume", "Ergebnis zu STG-A-2027-002 vorgelegt."),
        ("!abnehmen A2", "Ergebnis zu STG-A-2027-002 abgenommen."),
        ("!erledigt A2 zur Kenntnis", "STG-A-2027-002 ist erledigt (zur Kenntnis genommen)."),
    ):
        assert given.ask("vogt", "STG", typed).startswith(answer)


def test_a_result_comes_back_in_versions_and_all_of_them_stay(given: World) -> None:
    """Sent back with a new date; the history shows both."""
    given.say("demir", "AK", "!ergebnis A1 Bedarf: 12")
    assert "liegt vor (Version 1, AK-FM): Bedarf: 12" in given.heard("STG")[-1]
    given.say("vogt", "STG", "!nachbessern A1 Kosten fehlen bis 12.2.")
    assert "bitte nachbessern bis Fr 12.02.2027: Kosten fehlen" in given.heard("AK")[-1]
    assert given.ask("demir", "AK", "!ergebnis A1 Bedarf: 12, Kosten: 38.000 €").startswith(
        "Ergebnis zu STG-A-2027-001 vorgelegt, Version 2."
    )
    history = given.ask("vogt", "STG", "!details A1").split("\n")
    assert history[2] == "– Frist: Fr 12.02.2027. Stand: Ergebnis liegt vor"
    assert history[-3:] == [
        "– Mo 11.01.2027 Ergebnis: Bedarf: 12",
        "– Mo 11.01.2027 zur Nachbesserung: Kosten fehlen",
        "– Mo 11.01.2027 Ergebnis: Bedarf: 12, Kosten: 38.000 €",
    ]


def test_what_became_of_a_result_is_asked_when_it_is_not_said(given: World) -> None:
    """It is never guessed; „nein“ is no use."""
    given.say("demir", "AK", "!ergebnis A1 Bedarf: 12")
    given.say("vogt", "STG", "!abnehmen A1")
    assert given.ask("vogt", "STG", "!erledigt A1").split("\n")[1:] == [
        "1. übernommen",
        "2. teilweise übernommen",
        "3. Vorlage für ein politisches Gremium",
        "4. zur Kenntnis genommen",
        "5. nicht weiterverfolgt",
    ]
    assert given.ask("vogt", "STG", "nein") == "In Ordnung, es bleibt wie es ist."
    given.say("vogt", "STG", "!erledigt A1")
    given.heard("AK")
    assert given.ask("vogt", "STG", "4") == "STG-A-2027-001 ist erledigt (zur Kenntnis genommen)."
    assert given.answer("AK").startswith("Rückmeldung zu STG-A-2027-001 „Bedarf prüfen“: zur Kenntnis genommen.")


def test_a_withdrawn_assignment_is_told_with_its_reason_and_ends(given: World) -> None:
    """Nothing follows after that."""
    assert given.ask("vogt", "STG", "!zurückziehen A1") == (
        "Es fehlt der Text. So geht es: !zurückziehen <Auftragsnummer> <Text>"
    )
    assert given.ask("vogt", "STG", "!zurückziehen A1 Der Anlass ist entfallen.") == "STG-A-2027-001 ist zurückgezogen."
    assert given.heard("AK")[-1].endswith("zurückgezogen: Der Anlass ist entfallen.")
    assert given.ask("demir", "AK", "!annehmen A1") == (
        "STG-A-2027-001 kann jetzt nicht angenommen werden (Stand: zurückgezogen)."
    )
    assert given.ask("demir", "AK", "!offen") == "Es sind keine Aufträge offen."


def test_open_assignments_are_listed_by_direction(given: World) -> None:
    """By due date, with the state in words; never by person."""
    given.say("demir", "AK", "!annehmen A1")
    assert given.ask("hollweg", "STG", "!offen").split("\n") == [
        "Von diesem Gremium (2):",
        "– STG-A-2027-002 Räume melden, FB 40, bis Fr 29.01.2027: erteilt, noch nicht bestätigt",
        "– STG-A-2027-001 Bedarf prüfen, AK-FM, bis Fr 05.02.2027: angenommen",
    ]
    assert given.ask("reuter", "AK", "!aufträge").split("\n")[0] == "An dieses Gremium (1):"
    assert given.ask("yilmaz", "JF", "!offen").split("\n")[0] == "Weitere (2):"
    given.sleep_until("2027-02-08 09:00")
    assert "bis Fr 05.02.2027: überfällig seit Fr 05.02.2027" in given.ask("reuter", "AK", "!offen")


def test_texts_of_an_encrypted_room_do_not_come_into_an_unencrypted_one(w: World) -> None:
    """Neither as a post nor as an answer; a number may be told."""
    w.room("OFFEN", "reuter", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu OFF Offene Runde austausch unter STG")
    w.say("vogt", "OFFEN", "ja")
    w.say("vogt", "STG", "!auftrag an AK-FM: Geheimplan prüfen bis 5.2.")
    w.say("vogt", "STG", "!auftrag an OFF: Geheimliste führen bis 5.2.")
    told = w.heard("OFFEN")[-1]
    assert told.startswith("Zu STG-A-2027-002 gibt es Neues aus Steuerungsgruppe Bildung.")
    assert "Geheimplan" not in w.ask("reuter", "OFFEN", "!offen")
    assert w.ask("reuter", "OFFEN", "!details A1").startswith("Einen Auftrag „A1“ finde ich hier nicht.")
    assert w.ask("reuter", "OFFEN", "!details A2") == (
        "STG-A-2027-002: Frist Fr 05.02.2027, Stand: erteilt, noch nicht bestätigt. Die Texte zeige ich hier nicht, "
        "weil dieser Raum nicht verschlüsselt ist."
    )
