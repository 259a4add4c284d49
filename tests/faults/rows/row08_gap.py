"""Row 8: the walk to what was missed fails; the bot must not go on as if nothing had been there."""

import asyncio

from tests.faults.ground import Figures, Ground
from tests.faults.proxy import Proxy, Rule
from tests.faults.stage import Stage, stage

NUMBERS = (8,)
TITLE = "a gap in the timeline that cannot be walked for a while: the token waits"
AIMS = {"missed messages": 250, "failed walks": 5}
MINUTES = 4


async def run(ground: Ground) -> Figures:
    rooms, walks = ground.share(2), ground.share(5, 1)
    missed = ground.share(400, 130 * rooms)  # of each room a sync response holds a hundred
    proxy = Proxy(ground.chance)
    async with stage(ground, rooms, between=proxy) as on, on.driver(missed, 200.0, plain=True) as people:
        assert await on.bot.stop() == 0
        people.go()
        await people.said(700)
        walk = Rule("GET /rooms/[^/]+/messages", "answer", status=500)
        proxy.rules = [walk]
        before, known = _token(on), on.outcomes()
        on.bot.launch()
        async with asyncio.timeout(120):
            while walk.met < walks:
                ground.tell(f"{walk.met} walks failed")
                await asyncio.sleep(0.1)
        moved = _token(on) != before
        proxy.rules = []
        ground.tell("walks")
        await on.until_known(known + missed, 300)
        await on.until_quiet(300)
        verdict = await on.verdict()
    counts = {"missed messages": verdict.intents, "failed walks": walk.met}
    return Figures(counts, verdict.figures | {"token moved": int(moved)}, tuple(verdict.notes))


def _token(on: Stage) -> str:
    return str(on.bot.rows("select token from sync_position")[0][0])
