"""Row 7: an hour away, by a movable clock, while people go on in many rooms."""

from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from tests.e2e.timed import TimedBot
from tests.faults.ground import Figures, Ground
from tests.faults.stage import stage

NUMBERS = (7,)
TITLE = "an hour away while people say thousands of things in many rooms"
AIMS = {"missed messages": 2000, "rooms": 20}
MINUTES = 6

_PER_THOUSAND = 60.0
"""Seconds."""


async def run(ground: Ground) -> Figures:
    missed, rooms = ground.share(2000, 60), ground.share(20, 3)
    limit = _PER_THOUSAND * max(1.0, missed / 1000)
    async with stage(ground, rooms) as on, on.driver(missed, 200.0, plain=True) as people:
        assert await on.bot.stop() == 0
        await on.hush()
        people.go()
        ground.tell("people talk, the bot is away")
        await people.said(700)
        later = (datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(hours=1)).replace(tzinfo=None).isoformat()
        timed = TimedBot(on.bot, later, patience=5 * limit)
        ground.tell("the bot catches up")
        begun = monotonic()
        await timed.start(later)
        took = monotonic() - begun
        await timed.stop()
        verdict = await on.verdict()
        together = on.bot.rows("select room_id, count(*) from letter where reason like 'late/%' group by room_id")
    counts = {"missed messages": verdict.intents, "rooms": rooms, "seconds to catch up": round(took)}
    counts |= {"answered together": verdict.collected, "most posts about it in a room": max(n for _, n in together)}
    wrong = verdict.figures | {"slow": int(took > limit), "rooms not told": rooms - len(together)}
    return Figures(counts, wrong, tuple(verdict.notes))
