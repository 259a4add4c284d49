"""Towns to copy: a play that many dialogues begin with is played once."""

import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.world import World

Played = tuple[World, Path]


def scene(play: Callable[[World], None]) -> Any:
    """A fixture of the name of `play`: Brakenfeld as it is after it, each time a copy of its own."""

    @cache
    def played() -> Played:
        original, database = brakenfeld()
        return _closed(original.twin(folder := _folder(), database), folder, play)

    def copied(folder: Path) -> Iterator[World]:
        original, database = played()
        world = original.twin(folder, database)
        yield world
        world.close()

    copied.__doc__ = play.__doc__
    return pytest.fixture(name=play.__name__)(copied)


@cache
def brakenfeld() -> Played:
    """Kreisstadt Brakenfeld as it was set up, with its steering group, a working group and the jour fixe."""
    folder = _folder()
    return _closed(World(folder, "2027-01-11 08:00"), folder, set_up)


def _closed(world: World, folder: Path, play: Callable[[World], None]) -> Played:
    play(world)
    world.close()
    return world, folder / "world.db"


def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def set_up(world: World) -> None:
    """The bodies, their rooms and roles; to be played in an empty database."""
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
