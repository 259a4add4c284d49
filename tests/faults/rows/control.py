"""The control: the same people and the same judge must find a bot wanting that trusts its library."""

import asyncio

from tests.faults.checker import judge_answers, judge_rooms
from tests.faults.ground import Figures, Ground
from tests.faults.intents import told
from tests.faults.naive import NaiveBot
from tests.faults.stage import stage

NUMBERS = ()
TITLE = "control: a bot on plain matrix-nio, killed at random, has to be found wanting"
AIMS = {"kills": 10, "commands": 300}


async def run(ground: Ground) -> Figures:
    commands, kills = ground.share(300, 60), ground.share(10, 4)
    async with stage(ground, 4, hired=NaiveBot) as on, on.driver(commands, 8.0, plain=True) as people:
        chance = ground.chance
        people.go()
        while on.bot.kills < kills:
            await on.bot.wait_ready()
            await asyncio.sleep(chance.uniform(0.3, 2.0))
            on.bot.kill9()
            on.bot.launch()
            ground.tell(f"{on.bot.kills} kills, {people.sent}/{commands} said")
        await people.said(300)
        # What it has not answered by then it never will: it has no memory of what it owes.
        await asyncio.sleep(10)
        heard = [event for room in on.rooms for event in await on.town.reuter.history(room)]
        meant = told(on.history)
        verdict = judge_rooms(meant, heard, on.bot.user_id)
        judge_answers(verdict, meant, heard, on.bot.user_id)
        lost, doubled = verdict.wrong["lost"], verdict.wrong["doubled"]
        counts = {"kills": on.bot.kills, "commands": verdict.intents, "found lost": lost, "found doubled": doubled}
    return Figures(counts, {"unnoticed": int(lost + doubled == 0)}, tuple(verdict.notes[:5]))
