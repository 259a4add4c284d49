"""Row 5: errors, foreign pages, answers cut short and answers that drip, on all endpoints; then nothing but errors."""

import asyncio
from pathlib import Path

from tests.faults.ground import Figures, Ground
from tests.faults.proxy import Proxy, Rule
from tests.faults.stage import stage

NUMBERS = (5,)
TITLE = "40 % of all requests meet an error, a foreign page, a cut or a dripping answer"
AIMS = {"commands": 600, "requests spoilt": 100}
MINUTES = 7

_RATE = 2.0
"""Requests a second, at most, while nothing works."""
_PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
_MOST_GROWTH = 40.0
"""Megabytes; the caches of the first commands are in it."""


async def run(ground: Ground) -> Figures:
    commands, seconds = ground.share(600, 40), ground.share(60, 8)
    proxy = Proxy(ground.chance)
    async with stage(ground, ground.share(6, 4), between=proxy) as on, on.driver(commands, 3.0, plain=True) as people:
        before = _megabytes(on.bot.pid)
        proxy.rules = [
            Rule("", "answer", 0.08, status=500, body='{"errcode": "M_UNKNOWN", "error": "no"}'),
            Rule("", "answer", 0.08, status=502, body=_PAGE, content_type="text/html"),
            Rule("", "answer", 0.08, status=200, body=_PAGE, content_type="text/html"),
            Rule("", "cut", 0.08, at=7),
            Rule("", "drip", 0.08, seconds=1.0),
        ]
        people.go()
        await people.said(700)
        async with asyncio.timeout(300):  # it rests longer and longer, and has its answers to send
            while (spoilt := sum(proxy.struck.values())) < ground.share(100, 10):
                await asyncio.sleep(0.2)
        ground.tell("nothing but errors")
        proxy.rules = [Rule("", "answer", status=502, body=_PAGE, content_type="text/html")]
        await asyncio.sleep(2)
        asked = len(proxy.times)
        await asyncio.sleep(seconds)
        rate = (len(proxy.times) - asked) / seconds
        proxy.rules = []
        ground.tell("drains")
        await on.until_quiet(300)
        grown = _megabytes(on.bot.pid) - before
        verdict = await on.verdict()
    counts = {"commands": verdict.intents, "requests spoilt": spoilt, "requests a second": round(rate, 2)}
    counts |= {"MB more": round(grown)}
    wrong = verdict.figures | {"hot": int(rate > _RATE), "grown": int(grown > _MOST_GROWTH)}
    return Figures(counts, wrong, tuple(verdict.notes))


def _megabytes(pid: int) -> float:
    """Resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").split("\n")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
