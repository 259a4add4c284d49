"""Roles: proposed by the room, set by command, and decisive for who may do what."""

import pytest

from tests.world import World

STRANGER = "@fremd:anderswo.example"


def test_roles_are_shown_with_their_names(w: World) -> None:
    """In words of the administration."""
    assert w.ask("yilmaz", "JF", "!rollen").split("\n") == [
        "Rollen in Jour fixe:",
        "– Sabine Petersen: Leitung",
        "– Jonas Yilmaz: Mitglied",
        "– Sabine Petersen: Mitglied",
        "– Katrin Vogt: Geschäftsführung",
    ]


@pytest.mark.parametrize("typed", ["Jonas Yilmaz Vertretung", "yilmaz Stellvertretung", "jonas, Vertretung."])
def test_a_role_is_given_by_a_name_as_people_type_it(w: World, typed: str) -> None:
    """The full name, or the part of it that is enough here."""
    assert w.ask("vogt", "JF", f"!rolle {typed}") == "Jonas Yilmaz hat jetzt in Jour fixe die Rolle Vertretung."


def test_a_deputy_may_what_the_chair_may_until_the_role_ends(w: World) -> None:
    """The next order after the change is judged by the roles as they are then."""
    assert w.ask("yilmaz", "JF", "!termin 20.1. 9 Uhr").startswith("Das kann ich nicht ausführen: In Jour fixe")
    w.say("vogt", "JF", "!rolle Yilmaz Vertretung")
    assert w.ask("yilmaz", "JF", "!termin 20.1. 9 Uhr").startswith("Jour fixe am Mi 20.01.2027, 09:00 Uhr eingetragen")
    assert w.ask("vogt", "JF", "!rolle entfernen Yilmaz") == "Jonas Yilmaz hat in Jour fixe keine Rolle mehr."
    assert w.ask("yilmaz", "JF", "!absagen 20.1.").startswith("Das kann ich nicht ausführen")
    assert w.ask("vogt", "JF", "!rolle entfernen Yilmaz") == "Jonas Yilmaz hat in Jour fixe keine Rolle."


def test_a_refusal_names_who_may(w: World) -> None:
    """Each of them once, whatever roles they hold."""
    assert w.ask("yilmaz", "JF", "!schluss") == (
        "Das kann ich nicht ausführen: In Jour fixe entscheidet das die Leitung oder Geschäftsführung "
        "(Sabine Petersen, Katrin Vogt). Soll ich den Text als Vorschlag an sie geben? ja / nein"
    )


def test_a_role_counts_in_its_own_body_only(w: World) -> None:
    """The office of the steering group is a member of the working group."""
    assert "entscheidet das die Leitung oder Geschäftsführung (Aylin Demir)" in w.ask(
        "vogt", "AK", "!termin 3.3. 10 Uhr"
    )


def test_without_entered_roles_the_way_to_them_is_shown(w: World) -> None:
    """Power levels alone give no right."""
    w.room("NEU", "reuter", moderators=("vogt",))
    w.say("vogt", "NEU", "!gremium neu NEU Neues Gremium operativ")
    assert w.ask("vogt", "NEU", "!termin 3.3. 10 Uhr") == (
        "Das kann ich nicht ausführen: In Neues Gremium ist noch keine Leitung oder Geschäftsführung eingetragen. "
        "Ansehen und vorschlagen: !rollen"
    )
    assert "– Katrin Vogt: Geschäftsführung" in w.ask("reuter", "NEU", "!rollen")
    assert w.ask("reuter", "NEU", "ja").startswith("Das kann nur die Betreuung"), "who asked may not adopt"
    w.say("vogt", "NEU", "!rollen")
    assert w.ask("vogt", "NEU", "ja").startswith("Die Rollen sind eingetragen.")


def test_a_name_that_two_people_share_is_asked_about(w: World) -> None:
    """Each candidate is a complete order."""
    w.join("JF", "@jonas.berg:brakenfeld.example")
    assert w.ask("vogt", "JF", "!rolle Meier Leitung") == "In diesem Raum finde ich niemanden mit dem Namen „Meier“."
    w.join("JF", "hollweg")
    answer = w.ask("vogt", "JF", "!rolle @jonas.berg:brakenfeld.example Leitung")
    assert answer == "@jonas.berg:brakenfeld.example hat jetzt in Jour fixe die Rolle Leitung."


def test_nobody_from_another_server_gets_a_role(w: World) -> None:
    """Neither by command nor by adopting the proposal."""
    w.room("GAST", STRANGER, moderators=("vogt",))
    w.say("vogt", "GAST", "!gremium neu GAST Gastrunde operativ")
    assert STRANGER not in w.ask("vogt", "GAST", "ja")
    assert (
        w.ask("vogt", "GAST", f"!rolle {STRANGER} Leitung") == f"{STRANGER} gehört nicht zu den zugelassenen Servern."
    )


def test_a_role_can_be_taken_from_who_has_left_the_room(w: World) -> None:
    """Handover: the name is still known from the role."""
    w.leave("JF", "petersen")
    assert (
        w.ask("vogt", "JF", "!rolle entfernen Sabine Petersen") == "Sabine Petersen hat in Jour fixe keine Rolle mehr."
    )


def test_who_has_left_the_room_may_nothing_there(w: World) -> None:
    """A role without membership is not enough (a message may still be on its way)."""
    w.leave("JF", "petersen")
    assert w.ask("petersen", "JF", "!termin 20.1. 9 Uhr").startswith("Das kann ich nicht ausführen")


def test_a_chair_hears_that_the_office_decides_what_the_office_decides(w: World) -> None:
    """Who is refused is not named as one who may; without an office it is the operators' business."""
    assert w.ask("petersen", "JF", "!schließtag 7.5.") == (
        "Das kann ich nicht ausführen: In Jour fixe entscheidet das die Geschäftsführung (Katrin Vogt) "
        "oder die Betreuung."
    )
    w.room("NEU", "reuter", moderators=("vogt",))
    w.say("vogt", "NEU", "!gremium neu NEU Neues Gremium operativ")
    assert w.ask("reuter", "NEU", "!schließtag 7.5.") == "Das kann nur die Betreuung dieser Installation einrichten."
