"""Row 1: the bot is killed at random, over and over, while people go on ordering in plain and encrypted rooms."""

import asyncio
from time import monotonic

from tests.faults.ground import Figures, Ground
from tests.faults.stage import Drive, Stage, stage

NUMBERS = (1,)
TITLE = "kill -9 of the bot at random times, ten rooms, five of them encrypted"
AIMS = {"kills": 200, "commands": 5000}

_RATE = 11.0
_STARTING = 0.25
"""So many of the kills find the bot not yet listening."""


async def run(ground: Ground) -> Figures:
    commands, kills = ground.share(5000, 60), ground.share(200, 3)
    async with stage(ground, ground.share(10, 4)) as on, on.driver(commands, _RATE) as people:
        begun = monotonic()
        people.go()
        await _kill(on, people, kills, commands)
        await people.said(600)
        killing = monotonic() - begun
        await on.until_quiet(300)
        verdict = await on.verdict()
        counts = {
            "kills": on.bot.kills,
            "commands": verdict.intents,
            "posts": verdict.posts,
            "answered together": verdict.collected,
            "seconds": round(killing),
        }
    return Figures(counts, verdict.figures, tuple(verdict.notes))


async def _kill(on: Stage, people: Drive, kills: int, commands: int) -> None:
    """Kill while it starts, while it catches up, and while it works."""
    chance = on.ground.chance
    while on.bot.kills < kills:
        if chance.random() < _STARTING:
            await asyncio.sleep(chance.uniform(0.2, 1.5))
        else:
            await on.bot.wait_ready()
            await asyncio.sleep(chance.uniform(0.0, 1.5))
        on.bot.kill9()
        on.bot.launch()
        on.ground.tell(f"{on.bot.kills} kills, {people.sent}/{commands} said, {on.outcomes()} dealt with")
