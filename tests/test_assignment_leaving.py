"""Ways out of the usual course: resting, no longer needed, and passing the lead on."""

import pytest

from tests.seen import holding
from tests.world import World


@pytest.fixture
def given(w: World) -> World:
    """A1 is with the working group and accepted, A2 with a unit without a room; there is a second working group."""
    w.room("SB", "brandt", moderators=("vogt",))
    w.say("vogt", "SB", "!gremium neu AK-SB AK Sprachbildung operativ unter STG")
    w.say("vogt", "SB", "ja")
    w.say("vogt", "SB", "!rolle Katrin Vogt Leitung")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 30.4.")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 30.4.")
    w.say("demir", "AK", "!annehmen A1")
    for room in ("STG", "AK", "JF", "SB"):
        w.heard(room)
    return w


# -- resting ----------------------------------------------------------------------------------------------------------


def test_a_resting_assignment_goes_on_by_itself_on_its_day(given: World) -> None:
    """In the state in which it stopped; both sides are told once."""
    given.say("demir", "AK", "!stand A1 Wir fragen die Kitas")
    answer = given.ask("vogt", "STG", "!ruhen A1 bis 1.3. Förderbescheid abwarten")
    assert answer == "STG-A-2027-001 ruht bis Mo 01.03.2027. An dem Tag läuft der Auftrag weiter."
    assert given.heard("AK")[-1] == (
        "Steuerungsgruppe Bildung lässt STG-A-2027-001 „Bedarf prüfen“ bis Mo 01.03.2027 ruhen: Förderbescheid abwarten"
    )
    assert "Stand: ruht bis Mo 01.03.2027" in given.ask("demir", "AK", "!details A1")
    assert given.ask("demir", "AK", "!ergebnis A1 Fertig").startswith("Zu STG-A-2027-001 kann jetzt kein Ergebnis")
    given.until("2027-03-01 08:39")
    given.heard("STG"), given.heard("AK")
    given.until("2027-03-01 08:40")
    told = "STG-A-2027-001 „Bedarf prüfen“ läuft weiter. Stand: in Arbeit. Frist: Fr 30.04.2027."
    assert given.answer("STG") == given.answer("AK") == told
    given.until("2027-03-02 12:00")
    assert told not in given.heard("AK")


@pytest.mark.parametrize(
    ("typed", "until", "reason"),
    [
        ("a1 1.3.", "Mo 01.03.2027", ""),
        ("A1 bis 1.3.", "Mo 01.03.2027", ""),
        ("A1 bis zum 1.3. Förderbescheid abwarten", "Mo 01.03.2027", ": Förderbescheid abwarten"),
        ("A1 Förderbescheid abwarten bis 1.3.", "Mo 01.03.2027", ": Förderbescheid abwarten"),
        ("A1 bis Ende März, Haushalt abwarten", "Mi 31.03.2027", ": Haushalt abwarten"),
        ("a1: bis 1.3.", "Mo 01.03.2027", ""),
    ],
)
def test_day_and_reason_are_taken_as_they_are_typed(given: World, typed: str, until: str, reason: str) -> None:
    """The reason before or behind the day, or none."""
    assert given.ask("vogt", "STG", f"!ruhen {typed}").startswith(f"STG-A-2027-001 ruht bis {until}.")
    assert given.heard("AK")[-1].split(f"bis {until} ruhen")[1].strip(".") == reason


def test_the_giver_lets_it_go_on_before_the_day(given: World) -> None:
    """Only the giver lets it rest and go on; what is late is said."""
    assert given.ask("demir", "AK", "!ruhen A1 bis 1.3.").startswith("Über STG-A-2027-001 entscheidet ")
    answer = given.ask("vogt", "STG", "!ruhen a1 bis 3.5.")
    assert answer.split("\n")[1] == "Die Frist von STG-A-2027-001 (Fr 30.04.2027) liegt davor."
    assert given.ask("vogt", "STG", "!ruhen A1 bis 4.5.").startswith("STG-A-2027-001 kann jetzt nicht ruhen")
    assert given.ask("vogt", "STG", "!fortsetzen A1") == (
        "STG-A-2027-001 läuft weiter. Stand: angenommen. Frist: Fr 30.04.2027."
    )
    assert given.ask("vogt", "STG", "!fortsetzen A1").startswith("STG-A-2027-001 ruht nicht")
    assert given.ask("vogt", "STG", "!ruhen A1") == (
        "Es fehlt die Frist. So geht es: !ruhen <Auftragsnummer> bis <Tag> [<Text>]"
    )


# -- no longer needed -------------------------------------------------------------------------------------------------


def test_a_moot_assignment_ends_with_or_without_a_reason(given: World) -> None:
    """The receiver is told; open parts are asked about."""
    given.say("demir", "AK", "!zuarbeit A1 von FB 51: Zahlen bis 16.4.")
    given.heard("AK")
    answer = given.ask("vogt", "STG", "!gegenstandslos A1 Das Land hat die Richtlinie aufgehoben.")
    assert answer.split("\n") == [
        "STG-A-2027-001 ist gegenstandslos und damit abgeschlossen.",
        "Ein Teil ist noch offen: STG-A-2027-001/1 (erteilt, noch nicht bestätigt). Auch zurückziehen? ja / nein",
    ]
    assert given.heard("AK")[-1].endswith("(Steuerungsgruppe Bildung): Das Land hat die Richtlinie aufgehoben.")
    assert given.ask("vogt", "STG", "nein") == "In Ordnung, es bleibt wie es ist."
    assert given.ask("vogt", "STG", "!teile zurückziehen A1") == "Zurückgezogen: STG-A-2027-001/1"
    assert given.ask("vogt", "STG", "!gegenstandslos A2") == (
        "STG-A-2027-002 ist gegenstandslos und damit abgeschlossen."
    )
    assert given.ask("vogt", "STG", "!gegenstandslos A2").startswith("STG-A-2027-002 ist schon abgeschlossen")


# -- the lead changes hands -------------------------------------------------------------------------------------------


def test_the_lead_changes_hands_once_all_sides_have_agreed(given: World) -> None:
    """The receiver proposes; giver and new lead agree, with the command or „ja“ under the post."""
    answer = given.ask("demir", "AK", "!abgeben A1 an AK-SB Es geht vor allem um Sprache.")
    assert answer == (
        "Abgabe von STG-A-2027-001 an AK-SB vorgeschlagen. Es fehlt noch das Einverständnis von: STG, AK-SB"
    )
    told = given.answer("SB")
    assert told.startswith(
        "AK-FM schlägt vor: STG-A-2027-001 „Bedarf prüfen“ geht von AK-FM an AK-SB. Es geht vor allem um Sprache."
    )
    assert given.answer("STG") == told
    details = given.ask("vogt", "SB", "!details A1")
    assert "– Abgabe an AK-SB vorgeschlagen, es fehlt das Einverständnis von: STG, AK-SB" in details.split("\n")
    given.say("vogt", "STG", "ja", reply_to=given.rooms["!STG"].posts[-1].event_id)
    assert given.answer("STG") == "Ihr Einverständnis zu STG-A-2027-001 ist notiert. Es fehlt noch: AK-SB"
    given.heard("AK")
    assert given.ask("vogt", "SB", "!einverstanden a1") == (
        "STG-A-2027-001 liegt jetzt bei AK-SB. Frist: Fr 30.04.2027."
    )
    done = "STG-A-2027-001 „Bedarf prüfen“ ist von AK-FM an AK-SB übergegangen."
    assert given.answer("AK") == given.answer("STG") == done
    assert given.ask("demir", "AK", "!annehmen A1").startswith("Einen Auftrag „A1“ finde ich hier nicht.")
    assert given.ask("vogt", "SB", "!annehmen A1").startswith("STG-A-2027-001 ist angenommen.")
    assert "– Mo 11.01.2027 Federführung gewechselt: AK-FM → AK-SB" in given.ask("vogt", "STG", "!details A1")


def test_a_question_to_the_new_lead_begins_anew(given: World) -> None:
    """What the old lead accepted does not bind the new one."""
    given.say("vogt", "STG", "!abgeben A1 an AK-SB")
    given.say("demir", "AK", "!einverstanden A1")
    assert "liegt jetzt bei AK-SB" in given.ask("vogt", "SB", "!einverstanden A1")
    given.say("vogt", "SB", "!klärung A1 Mit welchem Geld?")
    given.say("vogt", "STG", "!geklärt A1 Aus dem Budget")
    assert "Stand: erteilt, noch nicht bestätigt" in given.ask("vogt", "SB", "!details A1")


def test_for_a_unit_without_a_room_the_word_of_the_giver_counts(given: World) -> None:
    """From one unit to another at once; from a body to a unit once the body has agreed."""
    assert given.ask("vogt", "STG", "!abgeben A2 an FB 51") == (
        "STG-A-2027-002 liegt jetzt bei FB 51. Frist: Fr 30.04.2027."
    )
    answer = given.ask("vogt", "STG", "!abgeben A1 an FB 51")
    assert answer.endswith("Es fehlt noch das Einverständnis von: AK-FM")
    assert given.ask("demir", "AK", "!einverstanden A1").startswith("STG-A-2027-001 liegt jetzt bei FB 51.")
    assert given.ask("vogt", "STG", "!abgeben A1 an AK-SB").endswith("Einverständnis von: AK-SB")
    given.heard("STG")
    assert given.ask("vogt", "SB", "!einverstanden A1").startswith("STG-A-2027-001 liegt jetzt bei AK-SB.")


def test_a_proposal_is_taken_back_or_turned_down(given: World) -> None:
    """The lead stays, and those who were asked are told."""
    given.say("demir", "AK", "!abgeben A1 an AK-SB")
    given.heard("SB")
    assert given.ask("demir", "AK", "!abgabe A1 zurücknehmen") == (
        "Die Abgabe von STG-A-2027-001 ist vom Tisch. Zuständig bleibt AK-FM."
    )
    assert given.answer("SB").startswith("AK-FM hat den Vorschlag zurückgenommen, STG-A-2027-001 „Bedarf prüfen“ an")
    assert given.ask("vogt", "SB", "!einverstanden A1").startswith("Einen Auftrag „A1“ finde ich hier nicht.")
    given.say("demir", "AK", "!abgeben A1 an AK-SB")
    given.heard("SB"), given.heard("AK")
    given.say("vogt", "SB", "nein", reply_to=given.last("SB").event_id)
    assert given.heard("SB")[-1].startswith("Die Abgabe von STG-A-2027-001 ist vom Tisch.")
    assert given.answer("AK").startswith("AK-SB ist nicht einverstanden, dass STG-A-2027-001")
    assert given.ask("vogt", "STG", "!einverstanden A1") == "Für STG-A-2027-001 ist keine Abgabe vorgeschlagen."


@pytest.mark.parametrize(
    ("room", "who", "typed", "answer"),
    [
        ("AK", "demir", "!abgeben a1 ak sb", "Abgabe von STG-A-2027-001 an AK-SB vorgeschlagen."),
        ("AK", "demir", "!abgeben A1 an AK SP", "„AK SP“ kenne ich so nicht. Meinten Sie"),
        ("AK", "demir", "!abgeben A1", "Es fehlt, wer STG-A-2027-001 übernehmen soll."),
        ("AK", "demir", "!abgeben A1 an AK-FM", "AK-FM führt STG-A-2027-001 schon."),
        ("AK", "demir", "!abgeben A1 an STG", "Steuerungsgruppe Bildung hat STG-A-2027-001 erteilt oder führt es."),
        ("SB", "vogt", "!abgeben A1 an AK-SB", "Einen Auftrag „A1“ finde ich hier nicht."),
        ("AK", "reuter", "!abgeben A1 an AK-SB", "Das kann ich nicht ausführen: In AK Flucht & Migration"),
        ("AK", "demir", "!einverstanden A1", "Für STG-A-2027-001 ist keine Abgabe vorgeschlagen."),
        ("AK", "demir", "!abgabe A1", "Es fehlt „zurücknehmen“ oder „ablehnen“."),
    ],
)
def test_what_cannot_be_passed_on_is_refused_and_what_can_is_read(
    given: World, room: str, who: str, typed: str, answer: str
) -> None:
    """With one clear sentence."""
    assert given.ask(who, room, typed).startswith(answer)


def test_the_words_of_an_encrypted_room_do_not_move_into_an_open_one(given: World) -> None:
    """The lead does not go where its texts may not be read."""
    given.room("OFFEN", "reuter", moderators=("vogt",), encrypted=False)
    given.say("vogt", "OFFEN", "!gremium neu OFF Offene Runde austausch unter STG")
    given.say("vogt", "OFFEN", "ja")
    answer = given.ask("demir", "AK", "!abgeben A1 an OFF")
    assert (
        answer
        == "Der Raum von Offene Runde ist nicht verschlüsselt. STG-A-2027-001 kann dorthin nicht abgegeben werden."
    )


def test_parts_of_an_assignment_that_was_passed_on_are_the_new_leads(given: World) -> None:
    """It approves them from now on."""
    given.say("demir", "AK", "!zuarbeit A1 von FB 51: Zahlen bis 16.4.")
    given.say("demir", "AK", "!abgeben A1 an AK-SB")
    given.say("vogt", "STG", "!einverstanden A1")
    given.say("vogt", "SB", "!einverstanden A1")
    assert given.ask("vogt", "SB", "!ergebnis A1/1 Zahlen sind da").startswith("Ergebnis zu STG-A-2027-001/1")
    assert given.ask("vogt", "SB", "!abnehmen A1/1").startswith("Ergebnis zu STG-A-2027-001/1 abgenommen.")


@pytest.mark.parametrize("state", ["issued", "asked", "accepted", "reported", "rework"])
def test_from_every_state_of_work_the_lead_can_be_passed_on(given: World, state: str) -> None:
    """It begins anew with the new lead."""
    steps = {
        "issued": [("STG", "vogt", "!auftrag an AK-FM: Neu bis 30.4.")],
        "asked": [("AK", "demir", "!klärung A1 Wer?")],
        "accepted": [],
        "reported": [("AK", "demir", "!stand A1 Läuft")],
        "rework": [("AK", "demir", "!ergebnis A1 Fertig"), ("STG", "vogt", "!nachbessern A1 Mehr")],
    }
    for room, who, text in steps[state]:
        given.say(who, room, text)
    number = "A3" if state == "issued" else "A1"
    given.say("demir", "AK", f"!abgeben {number} an AK-SB")
    given.say("vogt", "STG", f"!einverstanden {number}")
    assert "liegt jetzt bei AK-SB" in given.ask("vogt", "SB", f"!einverstanden {number}")


@pytest.mark.parametrize(
    ("room", "who", "text"),
    [
        ("STG", "vogt", "!ruhen A1 bis 1.3. wegen Familie Hassan"),
        ("STG", "vogt", "!gegenstandslos A1 Familie Hassan ist umgezogen"),
        ("AK", "demir", "!abgeben A1 an AK-SB Familie Hassan wohnt dort"),
        ("STG", "vogt", "!teile zurückziehen A1 Familie Hassan ist umgezogen"),
    ],
)
def test_a_redacted_reason_is_gone_everywhere(given: World, room: str, who: str, text: str) -> None:
    """Also from the rooms in which it was told."""
    if text.startswith("!teile"):
        given.say("demir", "AK", "!zuarbeit A1 von FB 51: Zahlen bis 16.4.")
        given.say("vogt", "STG", "!gegenstandslos A1")
    event = given.say(who, room, text)
    assert holding(given, "Hassan")
    given.redact(who, room, event)
    assert holding(given, "Hassan") == []
    assert [text for name in ("AK", "STG", "SB") for text in given.texts(name) if "Hassan" in text] == []
