"""Direct chats with the bot: of which body an order is, what is said in its room, and what stays between two."""

import pytest

from storage import rooms
from tests.scene import BOT, user
from tests.seen import rows
from tests.world import World


@pytest.fixture
def chats(w: World) -> World:
    """Reuter belongs to one body, Vogt to three, Demir to two of which she leads one; each has a direct chat."""
    for who in ("reuter", "vogt", "demir", "petersen"):
        w.room(f"1-{who}", who)
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("demir", "AK", "!termin 27.1. 10 Uhr")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


def test_a_member_of_one_body_needs_neither_sign_nor_prefix(chats: World) -> None:
    """What is changed shows in the body's room, the answer comes where it was ordered."""
    assert chats.ask("reuter", "1-reuter", "top Ganztag") == "TOP 1 „Ganztag“ für Mi 27.01.2027 notiert."
    assert chats.answer("AK") == "Aus dem Einzelchat: TOP 1 „Ganztag“ für Mi 27.01.2027 notiert."


def test_what_only_shows_something_is_not_said_in_the_room(chats: World) -> None:
    """Reading is nobody's business."""
    assert chats.ask("reuter", "1-reuter", "to").startswith("AK Flucht & Migration am Mi 27.01.2027")
    assert chats.ask("reuter", "1-reuter", "!hilfe").startswith("Das können Sie in AK Flucht & Migration schreiben:")
    assert chats.heard("AK") == []


@pytest.mark.parametrize(
    "typed",
    [
        "JF: !top Ganztag",
        "jf top Ganztag",
        "!jf top Ganztag",
        "JF: top Ganztag",
        "Jf:  !Top  Ganztag",
        "jf: Thema Ganztag",
    ],
)
def test_the_sign_in_front_says_of_which_body_it_is(chats: World, typed: str) -> None:
    """As people type it."""
    assert chats.ask("vogt", "1-vogt", typed) == "TOP 1 „Ganztag“ für Di 12.01.2027 notiert."
    assert chats.answer("JF").startswith("Aus dem Einzelchat: TOP 1")


@pytest.mark.parametrize("typed", ["AK-FM: offen", "ak fm offen", "ak-fm: !offen", "AKFM offen", "!ak–fm offen"])
def test_signs_of_two_parts_are_read_as_everywhere(chats: World, typed: str) -> None:
    """With a hyphen, a space, a dash of the phone, or nothing."""
    assert chats.ask("vogt", "1-vogt", typed) == "Es sind keine Aufträge offen."


def test_without_a_sign_the_bot_asks_and_each_answer_is_complete(chats: World) -> None:
    """By number or by sign."""
    assert chats.ask("vogt", "1-vogt", "top Ganztag").startswith("Für welches Gremium? 1 = STG, 2 = AK-FM, 3 = JF.")
    assert chats.ask("vogt", "1-vogt", "3") == "TOP 1 „Ganztag“ für Di 12.01.2027 notiert."
    chats.say("vogt", "1-vogt", "top Mensa")
    chats.heard("1-vogt")
    assert chats.ask("vogt", "1-vogt", "JF") == "TOP 2 „Mensa“ für Di 12.01.2027 notiert."


def test_who_leads_one_body_gives_its_orders_without_a_sign(chats: World) -> None:
    """What only the lead may do can be meant for one body alone."""
    assert "Zuständig: FB 40" in chats.ask("demir", "1-demir", "auftrag an FB 40: Räume melden bis 5.2.")
    assert chats.answer("AK").startswith("Aus dem Einzelchat: AK-FM-A-2027-001: „Räume melden“.")


def test_a_question_keeps_its_body(chats: World) -> None:
    """The answer to „bis wann“ is of the body that was named."""
    asked = chats.ask("vogt", "1-vogt", "STG: auftrag an FB 40: Räume melden")
    assert asked.startswith("Es fehlt die Frist.")
    assert chats.ask("vogt", "1-vogt", "bis 5.2.").startswith("STG-A-2027-001: „Räume melden“.")
    chats.say("vogt", "1-vogt", "stg: auftrag: Räume zählen bis 5.2.")
    chats.heard("1-vogt")
    assert chats.ask("vogt", "1-vogt", "FB 51").startswith("STG-A-2027-002: „Räume zählen“. Zuständig: FB 51.")


def test_rights_are_those_in_the_body(chats: World) -> None:
    """The office of the steering group is a member of the working group, in a direct chat too."""
    assert "die Leitung oder Geschäftsführung (Aylin Demir)" in chats.ask("vogt", "1-vogt", "ak-fm: termin 3.3. 10 Uhr")
    assert chats.heard("AK") == []


def test_who_is_not_in_the_body_s_room_gets_nothing_of_it(chats: World) -> None:
    """Knowing its sign is not enough; nor are the rights of those who look after the installation."""
    assert (
        chats.ask("reuter", "1-reuter", "STG: offen")
        == "Das geht nur, wenn Sie im Raum von Steuerungsgruppe Bildung sind."
    )
    chats.leave("AK", "vogt")
    assert (
        chats.ask("vogt", "1-vogt", "AK-FM: offen") == "Das geht nur, wenn Sie im Raum von AK Flucht & Migration sind."
    )


def test_who_belongs_to_no_body_is_told_so(w: World) -> None:
    """Without any list of what there is."""
    w.room("1-mielke", "mielke")
    assert w.ask("mielke", "1-mielke", "offen") == "Ich finde kein Gremium, in dessen Raum Sie sind."


def test_from_an_encrypted_room_nothing_flows_into_an_open_chat(w: World) -> None:
    """Not even the agenda."""
    w.room("1-reuter", "reuter", encrypted=False)
    assert w.ask("reuter", "1-reuter", "to").startswith("Der Raum von AK Flucht & Migration ist verschlüsselt")
    assert w.ask("reuter", "1-reuter", "top Ganztag").startswith("Der Raum von AK Flucht & Migration ist verschlüsselt")
    assert w.heard("AK") == [] and rows(w, "item") == []


def test_an_edit_in_a_direct_chat_changes_the_item(chats: World) -> None:
    """With and without the sign, and the room hears of it."""
    event = chats.say("vogt", "1-vogt", "JF: !top Ganztg")
    chats.heard("1-vogt"), chats.heard("JF")
    chats.edit("vogt", "1-vogt", event, "JF: !top Ganztag")
    assert chats.answer("1-vogt") == "TOP 1 heißt jetzt „Ganztag“."
    assert chats.answer("JF") == "Aus dem Einzelchat: TOP 1 heißt jetzt „Ganztag“."
    event = chats.say("reuter", "1-reuter", "top Menso")
    chats.heard("1-reuter")
    chats.edit("reuter", "1-reuter", event, "top Mensa")
    assert chats.answer("1-reuter") == "TOP 1 heißt jetzt „Mensa“."


def test_a_redaction_in_a_direct_chat_removes_the_text_in_the_room(chats: World) -> None:
    """The post in the body's room goes as well."""
    event = chats.say("reuter", "1-reuter", "top Familie Hassan")
    assert any("Hassan" in text for text in chats.texts("AK"))
    chats.redact("reuter", "1-reuter", event)
    assert [text for room in ("AK", "1-reuter") for text in chats.texts(room) if "Hassan" in text] == []
    assert [row["title"] for row in rows(chats, "item")] == ["(entfernt am Mo 11.01.2027)"]


def test_a_file_dropped_in_a_direct_chat_is_of_the_body_that_one_leads(chats: World) -> None:
    """Who leads several is asked to put it into the room."""
    chats.drop("demir", "1-demir", "termine.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    assert "Für welches Gremium" not in chats.answer("1-demir")
    chats.drop("vogt", "1-vogt", "termine.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    assert chats.answer("1-vogt") == ("Für welches Gremium ist die Datei? Bitte legen Sie sie in den Raum: STG, JF")


def test_people_are_looked_up_in_the_body_s_room(chats: World) -> None:
    """A role is given to somebody who is not in the direct chat."""
    assert "Jonas Yilmaz hat jetzt" in chats.ask("vogt", "1-vogt", "JF: rolle Yilmaz Vertretung")
    assert chats.answer("JF").startswith("Aus dem Einzelchat: Jonas Yilmaz hat jetzt")


def test_several_lines_may_be_of_several_bodies(chats: World) -> None:
    """Each line is an order of its own."""
    assert chats.ask("vogt", "1-vogt", "!JF: top Eins\n!stg offen") == (
        "TOP 1 „Eins“ für Di 12.01.2027 notiert.\nEs sind keine Aufträge offen."
    )


def test_a_direct_chat_is_found_for_notes(chats: World) -> None:
    """The joined room of exactly these two; an encrypted one is better; a body's room is none."""
    with chats.store.transaction() as tx:
        assert rooms.direct_room(tx, user("reuter"), BOT) == "!1-reuter"
        assert rooms.direct_room(tx, user("hollweg"), BOT) is None
    chats.room("0-reuter", "reuter", encrypted=False)
    with chats.store.transaction() as tx:
        assert rooms.direct_room(tx, user("reuter"), BOT) == "!1-reuter"


def test_a_body_may_be_set_up_in_a_room_of_two(chats: World) -> None:
    """Others are invited later; from then on it is that body's room."""
    assert "eingerichtet" in chats.ask("vogt", "1-vogt", "!gremium neu AK-SB AK Schule operativ unter STG")
    assert chats.ask("vogt", "1-vogt", "offen") == "Es sind keine Aufträge offen."


def test_a_vote_in_a_direct_chat_stays_there(chats: World) -> None:
    """The room sees only the count; afterwards the audit forgets who voted."""
    chats.say("demir", "AK", "!terminfindung Di 9.2. 9 Uhr, Mi 10.2. 9 Uhr")
    chats.heard("AK")
    chats.say("reuter", "1-reuter", "passt 1")
    assert chats.heard("AK") == []
    assert [row["room_id"] for row in rows(chats, "audit") if row["action"] == "finding.vote"] == ["!AK"]
    chats.say("demir", "AK", "!terminfindung schließen")
    (vote,) = [row for row in rows(chats, "audit") if row["action"] == "finding.vote"]
    assert (vote["actor"], vote["acting_as"], vote["event_id"], vote["salt"]) == ("someone", None, None, None)


def test_the_audit_names_the_function(chats: World) -> None:
    """Whoever has it; a member acts in none."""
    chats.say("demir", "1-demir", "auftrag an FB 40: Räume melden bis 5.2.")
    chats.say("reuter", "1-reuter", "top Ganztag")
    assert [row["acting_as"] for row in rows(chats, "audit")[-2:]] == ["Leitung AK-FM", None]
