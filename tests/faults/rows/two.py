"""Row 19: a second process on the same folder is refused, and takes over as soon as the first has been killed."""

import time
from collections import Counter
from datetime import UTC, datetime

from bot.matrix.sending import MARKER
from tests.faults.ground import Figures, Ground
from tests.faults.mortals import Server, forks, furnish, quiet

NUMBERS = (19,)
TITLE = "two processes on one folder: the second refuses; it takes over after a kill -9"
AIMS = {"takeovers": 20}
MINUTES = 1

_NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
_LONGEST_SECONDS = 15.0


async def run(ground: Ground) -> Figures:
    """Start a second one while the first works, kill the first, start again, and see how long nobody listened."""
    rounds, refused, slowest = ground.share(20, least=2), 0, 0.0
    async with Server() as server, forks() as forked:
        server.now_ms = round(_NOW.timestamp() * 1000)
        room = server.room("Raum", "@demir:brakenfeld.example")
        furnish(server, ground.folder)
        first = await forked.start(ground.folder, _NOW)
        await quiet(server, ground.folder, _NOW)
        for number in range(rounds):
            second = await forked.start(ground.folder, _NOW)
            server.say(room, "!hilfe")
            refused += await forked.ended(second) == 1
            await forked.kill(first)
            begun = time.monotonic()
            server.say(room, "!hilfe")
            server.asked_from = -1
            first = await forked.start(ground.folder, _NOW)
            await quiet(server, ground.folder, _NOW)
            slowest = max(slowest, time.monotonic() - begun)
            ground.tell(f"{number + 1} takeovers")
        await forked.kill(first)
    posts = Counter(content[MARKER] for content in server.messages())
    relations = [content.get("m.relates_to", {}) for content in server.messages()]
    answers = Counter(relation.get("m.in_reply_to", {}).get("event_id") for relation in relations)
    wrong = {
        "not_refused": rounds - refused,
        "doubled": sum(times > 1 for times in (posts + answers).values()),
        "lost": 2 * rounds - sum(answers[event["event_id"]] > 0 for _, event in server.stream),
        "slow": int(slowest > _LONGEST_SECONDS),
    }
    return Figures({"takeovers": rounds, "slowest_seconds": round(slowest, 1)}, wrong)
