"""Row 3: the homeserver is killed over and over while people and bot send."""

import asyncio
from time import monotonic

from tests.faults.ground import Figures, Ground
from tests.faults.stage import Stage, stage

NUMBERS = (3,)
TITLE = "kill -9 of the homeserver while people and bot send"
AIMS = {"kills of Synapse": 20, "commands": 600}
MINUTES = 6

_SOON = 15.0
"""Seconds from the homeserver's first answer to the bot's first new outcome."""


async def run(ground: Ground) -> Figures:
    commands, kills = ground.share(600, 60), ground.share(20, 2)
    soon = _SOON if ground.scale >= 1 else 4 * _SOON
    chance = ground.chance
    took: list[float] = []
    async with stage(ground, ground.share(6, 3)) as on, on.driver(commands, 6.0) as people:
        people.go()
        while len(took) < kills:
            await asyncio.sleep(chance.uniform(0.5, 2.5))
            await on.homeserver.kill()
            await asyncio.sleep(chance.uniform(0.0, 1.5))
            await on.homeserver.start()
            if not people.over and people.sent < commands:
                took.append(await _until_something(on))
            else:
                took.append(0.0)
            ground.tell(f"{len(took)} kills, {people.sent}/{commands} said, {took[-1]:.1f} s to recover")
        await people.said(700)
        drained = await on.until_quiet(300)
        verdict = await on.verdict()
    counts = {"kills of Synapse": kills, "commands": verdict.intents, "posts": verdict.posts}
    counts |= {"worst recovery in s": round(max(took)), "drained in s": round(drained)}
    wrong = verdict.figures | {"slow": sum(each > soon for each in took) + (drained > soon)}
    return Figures(counts, wrong, (*verdict.notes, f"recoveries: {[round(each, 1) for each in took]}"))


async def _until_something(on: Stage) -> float:
    """Wait until the bot has dealt with something more. Returns how long that took."""
    begun, before = monotonic(), on.outcomes()
    async with asyncio.timeout(120):
        while on.outcomes() == before:
            await asyncio.sleep(0.1)
    return monotonic() - begun
