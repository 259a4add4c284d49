"""Row 4: the homeserver has taken the post, and the bot never hears of it."""

from tests.faults.ground import Figures, Ground
from tests.faults.proxy import Proxy, Rule
from tests.faults.stage import stage

NUMBERS = (4,)
TITLE = "30 % of the answers to a send lost after the homeserver has taken it"
AIMS = {"sends": 1000, "answers lost": 250}
MINUTES = 4


async def run(ground: Ground) -> Figures:
    commands = ground.share(550, 40)
    proxy = Proxy(ground.chance)
    async with stage(ground, 4, between=proxy) as on, on.driver(commands, 15.0) as people:
        before = _sends(proxy)
        proxy.rules = [Rule(r"PUT /rooms/[^/]+/(send|redact)/", "drop_after", chance=0.3)]
        people.go()
        await people.said(700)
        ground.tell("drains")
        await on.until_quiet(300)
        verdict = await on.verdict()
    counts = {"sends": _sends(proxy) - before, "answers lost": proxy.struck["drop_after"]}
    counts |= {"commands": verdict.intents, "posts": verdict.posts}
    return Figures(counts, verdict.figures, tuple(verdict.notes))


def _sends(proxy: Proxy) -> int:
    return sum(times for line, times in proxy.asked.items() if line.startswith("PUT /rooms/") and "/send/" in line)
