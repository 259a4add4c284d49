"""Wrong room and missing right: the refusal offers to pass the order on, and nothing happens unseen."""

import pytest

from tests.scene import user
from tests.seen import holding, rows
from tests.world import World


def propose(w: World, order: str = "!auftrag an FB 51: Zahlen bis Freitag") -> None:
    """Reuter, a member, types what only Demir may; and says yes."""
    w.say("reuter", "AK", order)
    w.say("reuter", "AK", "ja")


def test_a_missing_right_is_answered_with_an_offer(w: World) -> None:
    """It says who may, and a „nein“ ends it."""
    assert w.ask("reuter", "AK", "!auftrag an FB 51: Zahlen bis Freitag") == (
        "Das kann ich nicht ausführen: Aufträge erteilt in diesem Gremium die Leitung oder Geschäftsführung "
        "(Aylin Demir). Soll ich den Text als Vorschlag an sie geben? ja / nein"
    )
    assert w.ask("reuter", "AK", "nein") == "In Ordnung, es bleibt wie es ist."
    assert rows(w, "draft") == []


def test_the_lead_without_a_direct_chat_is_named_in_the_room(w: World) -> None:
    """And nobody else is."""
    propose(w)
    *_, note, answer = w.rooms["!AK"].posts
    assert note.text.split("\n") == [
        "Aylin Demir: Vorschlag 1 für AK-FM von Thomas Reuter: !auftrag an FB 51: Zahlen bis Freitag",
        "Übernehmen? ja / nein",
    ]
    assert answer.text == "Der Text liegt als Vorschlag bei der Leitung oder Geschäftsführung (Aylin Demir)."
    assert note.content["m.mentions"] == {"user_ids": [user("demir")]} and note.ringing


@pytest.mark.parametrize("answer", ["ja", "!übernehmen", "!uebernehmen 1", "übernehmen", "ok"])
def test_the_lead_takes_it_up_as_their_own(w: World, answer: str) -> None:
    """In the direct chat; the room sees what came of it, and the proposer is told."""
    w.room("1-demir", "demir")
    w.room("1-reuter", "reuter")
    propose(w)
    assert w.answer("1-demir").startswith("Vorschlag 1 für AK-FM von Thomas Reuter: !auftrag an FB 51")
    w.heard("AK")
    assert w.ask("demir", "1-demir", answer).startswith("AK-FM-A-2027-001: „Zahlen“. Zuständig: FB 51.")
    assert w.answer("AK").startswith("Aus dem Einzelchat: AK-FM-A-2027-001: „Zahlen“.")
    assert w.answer("1-reuter") == (
        "Ihr Vorschlag !auftrag an FB 51: Zahlen bis Freitag wurde in AK Flucht & Migration übernommen."
    )
    assert rows(w, "draft")[0]["order"] == ""


def test_the_lead_drops_it(w: World) -> None:
    """Nothing is carried out, and the proposer is told."""
    propose(w)
    w.heard("AK")
    w.say("demir", "AK", "!verwerfen")
    assert w.heard("AK") == [
        "Thomas Reuter: Ihr Vorschlag !auftrag an FB 51: Zahlen bis Freitag wurde in AK Flucht & Migration "
        "nicht übernommen.",
        "Der Vorschlag ist verworfen.",
    ]
    assert rows(w, "assignment") == []


def test_nobody_but_the_lead_takes_it_up(w: World) -> None:
    """Not the proposer either; no further offer is made."""
    propose(w)
    for order in ("!übernehmen", "!verwerfen"):
        answer = w.ask("reuter", "AK", order)
        assert answer.startswith("Das kann ich nicht ausführen") and "Vorschlag" not in answer
    assert rows(w, "assignment") == []


def test_a_proposal_that_cannot_be_carried_out_stays(w: World) -> None:
    """The lead hears why."""
    propose(w, "!auftrag an STG: Zahlen bis Freitag")
    assert w.ask("demir", "AK", "!übernehmen").startswith("Steuerungsgruppe Bildung steht über diesem Gremium.")
    assert rows(w, "draft")[0]["open"]


def test_of_several_proposals_the_number_tells(w: World) -> None:
    """Without one the bot names them."""
    propose(w)
    propose(w, "!termin 3.2. 10 Uhr")
    assert w.ask("demir", "AK", "!übernehmen").startswith("Es liegen mehrere Vorschläge vor: 1, 2.")
    w.say("demir", "AK", "!übernehmen 2")
    assert [row["open"] for row in rows(w, "draft")] == [True, False]


def test_a_proposal_expires_after_fourteen_days(w: World) -> None:
    """Its text is forgotten."""
    propose(w)
    w.until("2027-01-26 12:00")
    assert w.ask("demir", "AK", "!übernehmen") == "Es liegt kein Vorschlag vor."
    assert rows(w, "draft")[0]["order"] == ""


def test_a_redaction_removes_a_proposal_everywhere(w: World) -> None:
    """From the draft, the note, and what was made of it."""
    event = w.say("reuter", "AK", "!auftrag an FB 51: Familie Hassan besuchen bis Freitag")
    w.say("reuter", "AK", "ja")
    assert holding(w, "Hassan")
    w.redact("reuter", "AK", event)
    assert holding(w, "Hassan") == []
    event = w.say("reuter", "AK", "!auftrag an FB 51: Familie Hassan besuchen bis Freitag")
    w.say("reuter", "AK", "ja")
    w.say("demir", "AK", "!übernehmen")
    assert holding(w, "Hassan")
    w.redact("reuter", "AK", event)
    assert holding(w, "Hassan") == []


def test_what_is_for_the_office_or_the_operators_is_not_passed_on(w: World) -> None:
    """Roles and bodies are not proposed."""
    assert "Vorschlag" not in w.ask("yilmaz", "JF", "!rolle Yilmaz Leitung")
    assert "Vorschlag" not in w.ask("yilmaz", "JF", "!gremium neu X Y operativ")


def test_a_proposal_never_gives_a_role(w: World) -> None:
    """Even if the lead, who may, says yes without reading."""
    w.say("reuter", "AK", "!vorschlag rolle Reuter Leitung")
    assert w.ask("demir", "AK", "!übernehmen").startswith("Rollen und Gremien richtet die Geschäftsführung selbst ein")
    assert "Thomas Reuter: Leitung" not in w.ask("demir", "AK", "!rollen")


def test_a_proposal_may_be_for_another_room(w: World) -> None:
    """Then it is carried out there, if the lead may."""
    w.say("vogt", "STG", "!termin 3.2. 14 Uhr")
    w.say("reuter", "AK", "!vorschlag im raum STG: top Ganztag")
    w.heard("STG")
    w.say("demir", "AK", "!übernehmen")
    assert w.heard("STG")[-1].endswith("(über Aylin Demir).")


# -- the wrong room ---------------------------------------------------------------------------------------------------


@pytest.fixture
def given(w: World) -> World:
    """The steering group has given the working group an assignment."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.3.")
    w.heard("STG"), w.heard("AK")
    return w


def test_an_order_in_the_wrong_room_is_offered_for_the_right_one(given: World) -> None:
    """Demir leads the working group and types in the steering group's room."""
    assert given.ask("demir", "STG", "!annehmen A1") == (
        "Über STG-A-2027-001 entscheidet AK Flucht & Migration. Soll ich es dort als Vorschlag einstellen? ja / nein"
    )
    assert given.heard("AK") == []
    given.say("demir", "STG", "ja")
    assert given.heard("STG")[-1].startswith("STG-A-2027-001 ist angenommen.")
    (told,) = given.heard("AK")
    assert told.startswith("STG-A-2027-001 ist angenommen.") and told.endswith("(über Aylin Demir).")


def test_who_may_not_decide_there_either_can_only_propose_it(given: World) -> None:
    """The office of the steering group is a member of the working group: Demir decides."""
    given.say("vogt", "STG", "!annehmen A1")
    given.heard("STG")
    assert "Soll ich den Text als Vorschlag an sie geben? ja / nein" in given.ask("vogt", "STG", "ja")
    given.say("vogt", "STG", "ja")
    assert given.heard("AK")[0].startswith("Aylin Demir: Vorschlag 1 für AK-FM von Katrin Vogt: !annehmen A1")
    given.say("demir", "AK", "ja")
    assert given.heard("AK")[1].startswith("STG-A-2027-001 ist angenommen.")


def test_who_is_not_in_the_right_room_gets_no_offer(given: World) -> None:
    """Hollweg is not in the working group's room."""
    assert given.ask("hollweg", "STG", "!annehmen A1").startswith("Über STG-A-2027-001 entscheidet hier AK Flucht")


def test_nothing_is_offered_between_an_encrypted_room_and_an_open_one(w: World) -> None:
    """Texts would flow."""
    w.room("OFFEN", "vogt", "demir", "reuter", encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu AG-O Offene AG operativ unter STG")
    w.heard("OFFEN")
    assert w.ask("reuter", "AK", "!im raum AG-O: top Ganztag") == (
        "Von den Räumen ist nur einer verschlüsselt. Bitte schreiben Sie es direkt im Raum von Offene AG."
    )
    assert w.heard("OFFEN") == []


def test_an_order_for_another_room_needs_membership_there(w: World) -> None:
    """Whoever types it."""
    assert w.ask("reuter", "AK", "!im raum STG: offen").startswith(
        "Das geht nur, wenn Sie im Raum von Steuerungsgruppe"
    )


# -- a guest's topic --------------------------------------------------------------------------------------------------


@pytest.fixture
def guest(w: World) -> World:
    """Mielke chairs another working group and is a guest here, without a role."""
    w.room("SB", "yilmaz", "vogt", moderators=("mielke",))
    w.say("vogt", "SB", "!gremium neu AK-SB AK Übergang Schule–Beruf operativ unter STG")
    w.say("vogt", "SB", "ja")
    w.say("mielke", "SB", "!termin 3.2. 10 Uhr")
    w.say("demir", "AK", "!termin 10.2. 10 Uhr")
    w.join("AK", "mielke")
    w.heard("SB"), w.heard("AK")
    return w


def test_a_guest_s_topic_is_asked_about_once_a_day(guest: World) -> None:
    """„hier“ is a choice as well; after that nobody is asked again that day."""
    assert guest.ask("mielke", "AK", "!top Azubi-Speed-Dating") == (
        "Dieser Raum gehört zu AK Flucht & Migration. Wollen Sie den TOP dort anmelden oder bei "
        "AK Übergang Schule–Beruf? 1 = hier, 2 = AK-SB"
    )
    assert guest.ask("mielke", "AK", "hier").startswith("TOP 1 „Azubi-Speed-Dating“ für Mi 10.02.2027 notiert.")
    assert guest.ask("mielke", "AK", "!top Mensa").startswith("TOP 2 „Mensa“")
    guest.until("2027-01-12 09:00")
    assert guest.ask("mielke", "AK", "!top Hort").startswith("Dieser Raum gehört zu")


def test_only_topics_of_guests_are_asked_about(guest: World) -> None:
    """Not those of members, nor of people without any role, nor other commands."""
    assert guest.ask("reuter", "AK", "!top Ganztag").startswith("TOP 1")
    assert guest.ask("mielke", "AK", "!to").startswith("AK Flucht & Migration am")
    guest.join("AK", "petersen")
    assert guest.ask("yilmaz", "SB", "!top Ganztag").startswith("TOP 1")
