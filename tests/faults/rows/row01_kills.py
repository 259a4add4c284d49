"""Row 1: the bot is killed at random, over and over, while people go on ordering in plain and encrypted rooms."""

import asyncio
from collections.abc import Iterator
from random import Random
from time import monotonic

from tests.e2e.robot import Bot
from tests.faults.ground import Figures, Ground
from tests.faults.stage import Drive, Stage, stage
from tests.faults.warm import WarmBot

NUMBERS = (1,)
TITLE = "kill -9 of three bots at random times, ten rooms, half of them encrypted"
AIMS = {"kills": 200, "commands": 5000}

MINUTES = 24

_RATE = 10.0
_BOTS = 3
_STARTING = 0.35
"""So many of the kills find the bot not yet listening, or just so."""


async def run(ground: Ground) -> Figures:
    commands, kills = ground.share(5000, 60), ground.share(200, 3)
    bots = min(_BOTS, ground.share(10 * _BOTS))
    async with (
        stage(ground, max(2 * bots, ground.share(10, 4)), bots=bots, hired=WarmBot) as on,
        on.driver(commands, _RATE) as people,
    ):
        await on.hush()
        begun = monotonic()
        people.go()
        due = iter([commands * number / kills for number in range(kills)])
        await asyncio.gather(*(_kill(on, people, bot, due, number) for number, bot in enumerate(on.bots)))
        await people.said(600)
        killing = monotonic() - begun
        await on.until_quiet(300)
        verdict = await on.verdict()
        counts = {
            "kills": sum(bot.kills for bot in on.bots),
            "commands": verdict.intents,
            "posts": verdict.posts,
            "answered together": verdict.collected,
            "seconds": round(killing),
        }
    return Figures(counts, verdict.figures, tuple(verdict.notes))


async def _kill(on: Stage, people: Drive, bot: Bot, due: Iterator[float], number: int) -> None:
    """Kill one of the bots while it starts, while it catches up, and while it works, all of them spread evenly over
    what is said: the next kill is `due` when so much is."""
    chance = Random(on.ground.seed + number)
    for said in due:
        if chance.random() < _STARTING:
            await asyncio.sleep(chance.uniform(0.05, 1.0))
        else:
            while people.sent < said and not people.over:
                await asyncio.sleep(0.5)
            await bot.wait_ready()
            await asyncio.sleep(chance.uniform(0.0, 2.0))
        bot.kill9()
        bot.launch()
        so_far = sum(each.kills for each in on.bots)
        if so_far % 5 == 0:
            on.ground.tell(f"{so_far} kills, {people.sent} said, {on.outcomes()} dealt with")
