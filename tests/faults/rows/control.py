"""The control: the same people and the same judge must find a bot wanting that trusts its library.

Left alone it has to lose nothing, so that what it loses is the kills' doing.
"""

import asyncio
from dataclasses import replace
from time import monotonic

from tests.faults.checker import Verdict, judge_answers, judge_rooms
from tests.faults.ground import Figures, Ground
from tests.faults.intents import told
from tests.faults.naive import NaiveBot
from tests.faults.stage import Drive, Stage, stage

NUMBERS = ()
TITLE = "control: a bot on plain matrix-nio, killed at random, has to be found wanting"
AIMS = {"kills": 10, "commands": 300}
MINUTES = 2

_RATE = 2.5
"""What is said faster than it answers piles up, and of what piles up its library leaves out the oldest."""
_PATIENCE = 120.0
_CALM, _LOOKS = 4.0, 8
"""So many seconds and so many looks without a new answer, after which the bot owes what is missing for good: on a busy
machine a look alone takes longer than the seconds."""


async def run(ground: Ground) -> Figures:
    alone, commands, kills = ground.share(100, 20), ground.share(300, 60), ground.share(10, 4)
    async with stage(ground, 4, hired=NaiveBot) as on:
        baseline = await _judged(replace(on, rooms=on.rooms[:2]), alone, 0)
        on.history.rename(on.history.with_name("alone.jsonl"))
        verdict = await _judged(replace(on, rooms=on.rooms[2:]), commands, kills)
    found = verdict.wrong["lost"] + verdict.wrong["doubled"]
    before = baseline.wrong["lost"] + baseline.wrong["doubled"]
    counts = {"kills": on.bot.kills, "commands": verdict.intents, "commands without kills": baseline.intents}
    counts |= {"found lost": verdict.wrong["lost"], "found doubled": verdict.wrong["doubled"]}
    notes = (*baseline.notes[:5], *verdict.notes[:5])
    return Figures(counts, {"unnoticed": int(found == 0), "wanting without kills": before}, notes)


async def _kill(on: Stage, people: Drive, kills: int) -> None:
    chance = on.ground.chance
    while on.bot.kills < kills:
        await on.bot.wait_ready()
        await asyncio.sleep(chance.uniform(0.3, 2.0))
        on.bot.kill9()
        on.bot.launch()
        on.ground.tell(f"{on.bot.kills} kills, {people.sent} said")


async def _judged(on: Stage, commands: int, kills: int) -> Verdict:
    """Let people speak, and kill meanwhile."""
    async with on.driver(commands, _RATE, plain=True) as people:
        people.go()
        await _kill(on, people, kills)
        await people.said(700)
        await on.bot.wait_ready()
        return await _once_it_is_silent(on)


async def _once_it_is_silent(on: Stage) -> Verdict:
    """The verdict once the bot answers no more: all is answered, or nothing new came for a while."""
    meant, begun, changed, least, looks = told(on.history), monotonic(), monotonic(), 1 << 30, 0
    while True:
        heard = [event for room in on.rooms for event in await on.town.reuter.history(room)]
        verdict = judge_rooms(meant, heard, on.bot.user_id)
        judge_answers(verdict, meant, heard, on.bot.user_id)
        if verdict.wrong["lost"] < least:
            least, changed, looks = verdict.wrong["lost"], monotonic(), 0
        looks, now = looks + 1, monotonic()
        if least == 0 or (now - changed > _CALM and looks > _LOOKS) or now - begun > _PATIENCE:
            return verdict
        await asyncio.sleep(0.5)
