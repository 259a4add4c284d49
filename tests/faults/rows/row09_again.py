"""Row 9: the homeserver tells the bot everything again, from an older token on."""

import sqlite3
from contextlib import closing

from tests.faults.ground import Figures, Ground
from tests.faults.stage import stage

NUMBERS = (9,)
TITLE = "everything delivered again, from an older sync token on"
AIMS = {"replays": 1000}
MINUTES = 2.5


async def run(ground: Ground) -> Figures:
    commands, rounds = ground.share(200, 40), ground.share(5, 1)
    async with stage(ground, 4) as on, on.driver(commands, 15.0) as people:
        ((token,),) = on.bot.rows("select token from sync_position")
        people.go()
        await people.said(700)
        for number in range(rounds):
            await on.until_quiet(300)
            assert await on.bot.stop() == 0
            with closing(sqlite3.connect(on.bot.database)) as books, books:
                books.execute("update sync_position set token = ?", (token,))
            await on.bot.start()
            ground.tell(f"told again {number + 1} times")
        await on.until_quiet(300)
        verdict = await on.verdict()
    counts = {"replays": verdict.intents * rounds, "commands": verdict.intents}
    return Figures(counts, verdict.figures, tuple(verdict.notes))
