"""Row 11: the session is taken away, softly and for good."""

import asyncio
from time import monotonic

from tests.faults.ground import Figures, Ground
from tests.faults.proxy import Proxy, Rule
from tests.faults.stage import stage

NUMBERS = (11,)
TITLE = "soft logouts while it works; then a logout for good, and restarts by the supervisor"
AIMS = {"soft logouts": 10, "starts while logged out": 3}
MINUTES = 4

_MOST_REQUESTS = 5
"""For each start with a token that the homeserver does not know."""
_END_SECONDS = 60.0


async def run(ground: Ground) -> Figures:
    softly, starts = ground.share(10, 2), ground.share(3, 1)
    commands = ground.share(200, 40)
    proxy = Proxy(ground.chance)
    async with stage(ground, 4, between=proxy) as on, on.driver(commands, 5.0) as people:
        device = on.bot.rows("select device_id from sync_position")
        people.go()
        logins = proxy.asked["POST /login"]
        for number in range(softly):
            soft = Rule("^(GET /sync|PUT /rooms/.*/send/)", "answer", times=1, status=401, body=_gone(soft=True))
            proxy.rules = [soft]
            async with asyncio.timeout(90):
                while proxy.asked["POST /login"] == logins + number:
                    await asyncio.sleep(0.1)
            ground.tell(f"{number + 1} soft logouts, {people.sent}/{commands} said")
        proxy.rules = [Rule("", "answer", status=401, body=_gone(soft=False))]
        begun = monotonic()
        code = await on.bot.ended(90)
        alarm, codes, most = monotonic() - begun, [code], 0
        for _ in range(starts):
            asked = len(proxy.times)
            on.bot.launch()
            codes.append(await on.bot.ended(60))
            most = max(most, len(proxy.times) - asked)
        proxy.rules = []
        await on.bot.start()
        await people.said(700)
        await on.until_quiet(300)
        verdict = await on.verdict()
        same = on.bot.rows("select device_id from sync_position") == device
        used = {row[0] for row in on.bot.rows("select distinct device_id from letter")}
    counts = {"soft logouts": softly, "starts while logged out": starts, "commands": verdict.intents}
    counts |= {"seconds to the alarm": round(alarm), "most requests a start": most}
    wrong = verdict.figures | {
        "other device": int(not same or len(used) != 1),
        "went on": codes.count(0),
        "late alarm": int(alarm > _END_SECONDS),
        "hammered": int(most > _MOST_REQUESTS),
    }
    return Figures(counts, wrong, tuple(verdict.notes))


def _gone(*, soft: bool) -> str:
    return '{"errcode": "M_UNKNOWN_TOKEN", "error": "gone", "soft_logout": %s}' % ("true" if soft else "false")
