"""Row 16: the database is locked by somebody else, or nothing can be written any more; the bot lives on and makes up.

A full disk is played by a limit on the size of files (RLIMIT_FSIZE), set and lifted from outside while the bot works:
it meets the database, the encryption store and the log alike.
"""

import asyncio
import resource
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from storage.invariants import broken
from storage.store import Store
from tests.faults.ground import Figures, Ground
from tests.faults.mortals import Forks, Server, forks, furnish, query, quiet
from tests.stub_homeserver import BOT

NUMBERS = (16,)
TITLE = "database locked for 20 s, disk full: no half effects, said afterwards, nothing lost"
AIMS = {"locked": 3, "full": 5, "commands": 80}
MINUTES = 2.5

_NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
_COMMANDS = 10
_LOCK_SECONDS, _FULL_SECONDS = 20.0, 8.0
_TOO_SMALL = 4096
_UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


async def run(ground: Ground) -> Figures:
    """Both faults by turns, each while commands come in; then every command has one outcome, one effect, one answer."""
    counts = {"locked": ground.share(3), "full": ground.share(5), "commands": 0}
    async with Server() as server, forks() as forked:
        server.now_ms = round(_NOW.timestamp() * 1000)
        rooms = [server.room("Steuerungsgruppe", "@demir:brakenfeld.example"), server.room("Arbeitskreis", "@demir:x")]
        begun = monotonic()
        pid = await _hire(server, ground.folder, forked, rooms)
        for turn in range(counts["locked"] + counts["full"]):
            locked = turn < counts["locked"]
            fault = _locked(ground.folder) if locked else _full(pid)
            seconds = (_LOCK_SECONDS if locked else _FULL_SECONDS) if ground.scale == 1 else 6.0
            with fault:
                for number in range(_COMMANDS):
                    server.say(rooms[number % 2], f"!top Punkt {turn}-{number}")
                    await asyncio.sleep(seconds / _COMMANDS)
            counts["commands"] += _COMMANDS
            # Its clock has run on, and what waits to be sent again waits by that clock.
            await quiet(server, ground.folder, _NOW + timedelta(seconds=monotonic() - begun))
            ground.tell(f"{'locked' if locked else 'full'}: made up for")
        lived = await forked.kill(pid) == -9
    answers = Counter(
        event["content"].get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id")
        for event in server.sent
        if event["type"] == "m.room.message"
    )
    said = [e for _, e in server.stream if e["sender"] != BOT and "!top" in str(e["content"].get("body"))]
    titles = Counter(title for (title,) in query(ground.folder, "SELECT title FROM item WHERE NOT standing"))
    wrong = {
        "died": int(not lived),
        "lost": sum(not answers[event["event_id"]] for event in said),
        "doubled": sum(answers[event["event_id"]] > 1 for event in said),
        "effects": sum(titles[event["content"]["body"].removeprefix("!top ")] != 1 for event in said),
        "unsaid": int(not query(ground.folder, "SELECT 1 FROM incident WHERE kind = 'disk' AND over_at IS NOT NULL")),
        "invariants": len(_broken(ground.folder)),
    }
    return Figures(counts, wrong)


async def _hire(server: Server, folder: Path, forked: Forks, rooms: list[str]) -> int:
    """A bot with a body in each room."""
    furnish(server, folder)
    pid = await forked.start(folder, _NOW)
    await quiet(server, folder, _NOW)
    for number, room in enumerate(rooms):
        for line in (f"!gremium neu G{number} Gremium {number} operativ", "ja", "!reihe jeden Dienstag 9 Uhr"):
            server.say(room, line)
            await quiet(server, folder, _NOW)
    return pid


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Another process's transaction, as the database sees it."""
    with closing(sqlite3.connect(folder / "data" / "gremienassistenz.db", isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _full(pid: int) -> Iterator[None]:
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (_TOO_SMALL, resource.RLIM_INFINITY))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, _UNLIMITED)


def _broken(folder: Path) -> list[str]:
    store = Store(f"sqlite:///{folder / 'data' / 'gremienassistenz.db'}")
    with store.transaction() as tx:
        found = broken(tx)
    store.close()
    return found
