"""The town in which the dialogues take place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World


@pytest.fixture
def empty_world(tmp_path: Path) -> Iterator[World]:
    """A database without bodies, on Monday 11.01.2027 at 08:00."""
    world = World(tmp_path, "2027-01-11 08:00")
    yield world
    world.close()


@pytest.fixture
def w(empty_world: World) -> World:
    """Kreisstadt Brakenfeld with its steering group, a working group and the jour fixe, roles entered."""
    world = empty_world
    world.room("STG", "petersen", "hollweg", "demir", moderators=("vogt",))
    world.room("AK", "reuter", "vogt", moderators=("demir",))
    world.room("JF", "petersen", "yilmaz", moderators=("vogt",))
    world.say("vogt", "STG", "!gremium neu STG Steuerungsgruppe Bildung strategisch beschließend")
    world.say("vogt", "STG", "ja")
    world.say("vogt", "STG", "!rolle Dr. Martin Hollweg Leitung")
    world.say("vogt", "AK", "!gremium neu AK-FM AK Flucht & Migration operativ unter STG")
    world.say("vogt", "AK", "ja")
    world.say("demir", "AK", "!rolle Aylin Demir Leitung")
    world.say("vogt", "JF", "!gremium neu JF Jour fixe austausch unter STG")
    world.say("vogt", "JF", "ja")
    world.say("vogt", "JF", "!rolle Sabine Petersen Leitung")
    for room in ("STG", "AK", "JF"):
        world.heard(room)
    return world
