"""Row 21: who may order what, over the whole table of people, places, commands and ways to say it."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests import authority, prepared
from tests.authority import Cell
from tests.faults.ground import Figures, Ground
from tests.world import World

NUMBERS = (21,)
TITLE = "Authority: person x place x command x way, encrypted and not; the effect is read from the tables"
AIMS = {"cells": 30_000}
MINUTES = 6

_OTHER_WAYS = 0.1
"""Orders that are plainly said are tried in all cells, the other ways in so many, by chance."""


async def run(ground: Ground) -> Figures:
    """Each wrong cell is named in the notes."""
    return await asyncio.to_thread(_run, ground)


def _run(ground: Ground) -> Figures:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for encrypted in (True, False):
        folder = ground.folder / f"encrypted-{encrypted}"
        folder.mkdir()
        world = _town(folder, encrypted=encrypted)
        found, faults = authority.judge(world, _some(ground, encrypted), encrypted=encrypted)
        world.close()
        counts.update(found)
        wrong += faults
        ground.tell(f"{counts['cells']} cells")
    allowed = sum("ALLOWED" in one for one in wrong)
    return Figures(counts, {"wrong allows": allowed, "other faults": len(wrong) - allowed}, tuple(wrong[:20]))


def _town(folder: Path, *, encrypted: bool) -> World:
    world = World(folder, "2027-01-11 08:00")
    prepared.set_up(world)
    authority.prepare(world, encrypted=encrypted)
    return world


def _some(ground: Ground, encrypted: bool) -> Iterator[Cell]:
    chance = random.Random(ground.seed + encrypted)
    for cell in authority.cells():
        share = 1.0 if cell.way == "said" else _OTHER_WAYS
        if chance.random() < share * ground.scale:
            yield cell
