"""Nothing that was typed in an encrypted room stands in one that is not, whatever is asked for there."""

import pytest

from commands.catalogue import registry
from tests.world import World

CANARY = "Kanarienvogel"


@pytest.fixture
def plain(w: World) -> World:
    """The steering group's room is encrypted, the jour fixe's is not any more what it was: it never was encrypted."""
    w.room("OFFEN", "petersen", "yilmaz", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu OF Offene Runde austausch unter STG")
    w.say("vogt", "OFFEN", "ja")
    w.say("vogt", "OFFEN", "!rolle Sabine Petersen Leitung")
    for room in ("OFFEN", "STG"):
        w.say("vogt", room, "!reihe jeden Dienstag 9 Uhr")
    return w


def test_no_list_shows_what_was_typed_in_an_encrypted_room(plain: World) -> None:
    """An assignment from there, its parts, what was reported on it, an inquiry, a goal, a decision, a step."""
    w = plain
    for room, typed in (
        ("STG", f"!handlungsfeld {CANARY} Feld"),
        ("STG", f"!auftrag an OF: {CANARY} zählen, erwartet {CANARY} Liste bis 5.2."),
        ("STG", f"!auftrag an AK-FM: {CANARY} füttern bis 8.2."),
        ("STG", f"!abfrage an OF, AK-FM: {CANARY} gesehen? bis 5.2."),
        ("STG", f"!top {CANARY} im Rathaus"),
        ("STG", f"!ergebnis 1 {CANARY} bleibt"),
        ("STG", f"!speicher {CANARY} später"),
        ("OFFEN", "!annehmen STG A1"),
    ):
        w.say("vogt", room, typed)
    for command in registry().commands:
        if not command.receipt:
            for way in (command.shown["de"], f"{command.shown['de']} STG A1", f"{command.shown['de']} 1"):
                w.say("vogt", "OFFEN", f"!{way}")
    w.move(days=30)
    said = w.rooms["!OFFEN"]
    assert len(said.events) > 60
    assert [one for one in said.events.values() if CANARY in repr(one)] == []
    assert [file.name for file in said.files if CANARY in repr(file.data)] == []
