"""Ways around a missing right that were open once: each is closed, and nothing changes."""

import pytest
from sqlalchemy import delete

from commands.stimuli import Edited
from storage.tables import body_role
from tests.scene import user
from tests.seen import business, rows
from tests.world import World


def strip(w: World, who: str) -> None:
    """The office takes all roles in the jour fixe from somebody."""
    with w.store.transaction() as tx:
        tx.execute(delete(body_role).where(body_role.c.user_id == user(who), body_role.c.role != "member"))


@pytest.fixture
def given(w: World) -> World:
    """The jour fixe meets, and has ordered something that its chair just typed."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!auftrag an FB 40: Räume zählen bis 5.2.")
    return w


@pytest.mark.parametrize("through", ["im raum AK-FM: ", "im raum AK-FM: im raum AK-FM: ", "in room AK-FM "])
def test_a_proposal_gives_no_role_on_its_way_through_a_room(w: World, through: str) -> None:
    """Who takes it up may give roles, and does not see that this one does."""
    w.say("vogt", "AK", "!rolle Vogt gf")
    before = rows(w, "body_role")
    w.say("reuter", "AK", f"!vorschlag {through}rolle Reuter Leitung")
    assert w.ask("vogt", "AK", "!übernehmen").startswith("Rollen und Gremien richtet die Geschäftsführung selbst ein")
    assert rows(w, "body_role") == before


def test_an_edit_needs_the_right_that_the_order_needed(given: World) -> None:
    """Judged when the edit comes, not when the message was written."""
    order = given.say("petersen", "JF", "!auftrag an FB 51: Plätze zählen bis 5.2.")
    given.edit("petersen", "JF", order, "!auftrag an FB 51: Alle Plätze zählen bis 5.2.")
    assert [row["title"] for row in rows(given, "assignment")] == ["Räume zählen", "Alle Plätze zählen"]
    strip(given, "petersen")
    before = business(given)
    given.heard("JF")
    given.edit("petersen", "JF", order, "!auftrag an FB 51: Nichts zählen bis 5.3.")
    assert given.answer("JF").startswith("Das kann ich nicht ausführen: Aufträge erteilt") or business(given) == before
    assert business(given) == before


def test_nobody_who_left_changes_by_an_edit_what_stays(given: World) -> None:
    """A topic belongs to the room, not to the message."""
    order = given.say("yilmaz", "JF", "!top Ganztag")
    given.leave("JF", "yilmaz")
    before = business(given)
    given.edit("yilmaz", "JF", order, "!top Halbtag")
    assert business(given) == before


def test_taking_back_needs_the_right_that_the_order_needed(given: World) -> None:
    """The assignment stays once the chair is the chair no more."""
    strip(given, "petersen")
    before = business(given)
    assert given.ask("petersen", "JF", "!rückgängig").startswith("Das kann ich nicht ausführen")
    assert business(given) == before


def test_what_a_role_let_a_member_s_command_do_is_not_undone_without_it(w: World) -> None:
    """Everybody may type `!ziel`; another's is changed by who leads only."""
    w.say("petersen", "STG", "!ziel 1.1 Sprache")
    w.say("hollweg", "STG", "!ziel umbenennen 1.1 in Mehr Sprache")
    with w.store.transaction() as tx:
        tx.execute(delete(body_role).where(body_role.c.user_id == user("hollweg"), body_role.c.role != "member"))
    before = business(w)
    w.say("hollweg", "STG", "!rückgängig")
    assert business(w) == before


def test_an_edit_in_another_room_changes_nothing(given: World) -> None:
    """It would be judged by the roles there."""
    order = given.say("vogt", "AK", "!top Ganztag")
    before = business(given)
    given.edit("vogt", "JF", order, "!top Halbtag")
    assert business(given) == before


def test_nobody_else_edits_a_message_with_a_file(w: World) -> None:
    """The homeserver does not check whose message an edit replaces."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.3.")
    file = w.post_file("demir", "AK", "Ergebnis.pdf", caption="!ergebnis STG A1 Der Bedarf ist da.")
    assert rows(w, "kept_file")
    before = business(w)
    w.edit("reuter", "AK", file, "!ergebnis STG A1 Gefälscht.")
    assert business(w) == before


def test_a_reply_to_another_room_refers_to_nothing(given: World) -> None:
    """Event ids of other rooms are known to who has left them."""
    given.say("vogt", "STG", "!speichern Geheim")
    there = given.rooms["!STG"].posts[-1].event_id
    before = business(given)
    answer = given.say("petersen", "JF", "ja", reply_to=there)
    assert business(given) == before
    assert [row for row in rows(given, "audit") if row["event_id"] == answer] == []


def test_a_question_is_answered_in_its_room_only(given: World) -> None:
    """By a reply or a reaction from elsewhere it is neither answered nor ended."""
    given.say("vogt", "STG", "!rollen")
    given.say("reuter", "AK", "!auftrag an FB 51: Zahlen bis Freitag")
    asked = given.last("AK").event_id
    for who, room in (("vogt", "JF"), ("petersen", "STG")):
        given.say(who, room, "nein", reply_to=asked)
        given.react(who, room, asked, "❌")
        given.react(who, room, asked, "👍")
    given.say("reuter", "AK", "ja")
    assert given.last("AK").text.startswith("Der Text liegt als Vorschlag")


def test_a_removal_counts_in_the_room_of_the_message_only(given: World) -> None:
    """A homeserver asks for the right to remove in the room that it is said in."""
    topic = given.say("vogt", "JF", "!top Ganztag")
    before = business(given)
    given.redact("reuter", "AK", topic)
    assert business(given) == before
    given.redact("vogt", "JF", topic)
    assert business(given) != before


def test_who_lost_the_lead_lends_it_to_nobody(w: World) -> None:
    """A deputy for an absence may what the absent one may, and no longer."""
    w.say("demir", "AK", "!abwesend 11.1. bis 15.1. Vertretung Reuter")
    w.say("reuter", "AK", "!vertreten")
    assert w.ask("reuter", "AK", "!termin 3.2. 10 Uhr").startswith("AK Flucht & Migration am Mi 03.02.2027")
    w.say("vogt", "AK", "!rolle entfernen Demir")
    assert w.ask("reuter", "AK", "!termin 4.2. 10 Uhr").startswith("Das kann ich nicht ausführen")


def test_taking_all_roles_takes_the_standing_in_as_well(w: World) -> None:
    """Otherwise „keine Rolle mehr“ would not be true."""
    w.say("demir", "AK", "!abwesend 11.1. bis 15.1. Vertretung Reuter")
    w.say("reuter", "AK", "!vertreten")
    assert w.ask("vogt", "AK", "!rolle entfernen Reuter").endswith("keine Rolle mehr.")
    assert w.ask("reuter", "AK", "!termin 4.2. 10 Uhr").startswith("Das kann ich nicht ausführen")
    assert "Mo 11.01.2027" in w.ask("demir", "AK", "!abwesenheit")


def test_an_edit_is_in_the_audit_trail(given: World) -> None:
    """It changes something, so who did it stands there."""
    topic = given.say("vogt", "JF", "!top Ganztag")
    given.edit("vogt", "JF", topic, "!top Halbtag")
    last = rows(given, "audit")[-1]
    assert (last["action"], last["actor"], last["outcome"]) == ("edit", user("vogt"), "done")


def test_an_edit_that_is_refused_in_one_line_changes_no_other(given: World) -> None:
    """Half of an edit is worse than none."""
    both = given.say("petersen", "JF", "!top Ganztag\n!auftrag an FB 51: Plätze zählen bis 5.2.")
    strip(given, "petersen")
    before = business(given)
    new = "!top Halbtag\n!auftrag an FB 51: Nichts zählen bis 5.2."
    given._happen(Edited("$neu", "!JF", user("petersen"), new, given.utc, replaces=both))
    assert business(given) == before
