"""Nothing that was typed in an encrypted room comes into one that is not, whatever is ordered there."""

from random import Random

import pytest

from commands.catalogue import registry
from tests.world import World

CANARY = "Zitronengirlitz"
LEFT_OUT = ("bodies.dissolve", "bodies.language", "assignments.list")
"""What would end the walk, and the list that names to a body what it was given itself."""

SECRET = (
    ("petersen", "JF", f"!top {CANARY} Raumplanung\n{CANARY} Hort"),
    ("vogt", "STG", f"!auftrag an AK-FM: {CANARY} prüfen bis 5.2."),
    ("vogt", "STG", f"!auftrag an UAG: {CANARY} erheben bis 5.2."),
    ("vogt", "STG", f"!ziel neu {CANARY} Ganztag"),
    ("demir", "AK", f"!teilauftrag 1 an UAG: {CANARY} zählen bis 1.2."),
    ("demir", "AK", f"!zuarbeit 1 von UAG: {CANARY} liefern bis 1.2."),
    ("demir", "AK", f"!stand 1 {CANARY} läuft"),
    ("demir", "AK", f"!gefährdet 1 {CANARY} fehlt"),
    ("vogt", "STG", f"!abfrage an UAG, AK-FM bis 3.2.: {CANARY}?"),
    ("demir", "AK", f"!einbringen {CANARY} Thema"),
    ("vogt", "STG", f"!speichern {CANARY} Sammlung"),
    ("vogt", "STG", f"!verweisen 1 an UAG {CANARY}"),
    ("vogt", "STG", "!terminfindung Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr"),
)
"""What is said in encrypted rooms: all that could travel."""

PIECES = (
    "1", "2", "3", "#1", "TOP 1", "A1", "stg a 1", "an STG:", "an AK-FM:", "bis 5.2.", "19.1. 10 Uhr", "datei", "alle",
    "ja", "STG", "AK-FM", "JF", "2027", "Harmloses", "Ergebnis: Harmloses", "Sachstand Harmloses", "oben", "fertig",
)  # fmt: skip


@pytest.fixture
def offen(w: World) -> World:
    """A working group of the steering group in a room that is not encrypted, which is given something by all others."""
    w.say("vogt", "STG", "!reihe jeden Dienstag 9 Uhr")
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.room("OFFEN", "reuter", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu UAG Unterarbeitsgruppe operativ unter STG")
    w.say("vogt", "OFFEN", "ja")
    w.say("vogt", "OFFEN", "!reihe jeden Mittwoch 9 Uhr")
    w.room("1-reuter", "reuter", encrypted=False)
    w.room("1-vogt", "vogt", encrypted=False)
    for who, room, text in SECRET:
        w.say(who, room, text)
    return w


def leaks(w: World) -> list[str]:
    """What is to be read of the canary where nothing is encrypted; all that the bot posted, not only the words."""
    found = []
    for name in ("OFFEN", "1-reuter", "1-vogt"):
        seen = w.rooms[f"!{name}"]
        found += [f"{name}: {post.text}" for post in seen.posts if CANARY in repr(post)]
        found += [f"{name}: {file.name}" for file in seen.files if CANARY in repr(file)]
        found += [f"{name}: {poll}" for poll in seen.polls if CANARY in repr(seen.polls[poll])]
    return found


def test_what_the_others_do_brings_no_text_into_the_open_room(offen: World) -> None:
    assert any(CANARY in text for text in offen.texts("STG"))
    assert leaks(offen) == []
    offen.until("2027-03-01 12:00")
    assert leaks(offen) == []


@pytest.mark.parametrize("part", range(2))
def test_no_command_brings_a_text_into_the_open_room(offen: World, part: int) -> None:
    """Each command with a number and with what chance puts behind it; days pass."""
    chance = Random(part)
    ways = [" ".join(one.words[0]) for one in registry().commands if one.name not in LEFT_OUT]
    for number, way in enumerate(ways[part::2]):
        for rest in ("1", " ".join(chance.choices(PIECES, k=chance.randint(1, 4)))):
            room = chance.choice(("OFFEN", "OFFEN", "1-vogt", "1-reuter"))
            who = "reuter" if room == "1-reuter" else chance.choice(("vogt", "reuter")) if room == "OFFEN" else "vogt"
            offen.say(who, room, f"!{way} {rest}".replace("#", "1"), encrypted=False)
            offen.say(who, room, chance.choice(("1", "ja")), encrypted=False)
        if number % 25 == 24:
            offen.move(days=1)
    assert leaks(offen) == []
