"""Row 17: what a power cut leaves on the disk, copied out from under a bot at work, is sound each time."""

import asyncio
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.invariants import broken
from storage.store import Store
from tests.faults.ground import Figures, Ground
from tests.faults.mortals import Server, forks, furnish, quiet
from tests.stub_homeserver import VOGT

NUMBERS = (17,)
TITLE = "power cut: database, keys and files as they lie on the disk at any moment"
AIMS = {"copies": 500}
MINUTES = 1

_NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
_LINES = (
    "!top Punkt {n}",
    "!to",
    "!speichern Thema {n}",
    "!auftrag an FB 51: Auftrag {n} bis 5.2.",
    "!offen",
    "!hilfe",
)
_LOAD_SECONDS = 0.2
_CHECKERS, _AHEAD = 2, 8
"""So many processes look at copies, and so many copies may wait for them."""


async def run(ground: Ground) -> Figures:
    """A bot under load is frozen, its folder copied, every second copy's logs torn at the end, and each copy opened."""
    chance, copies = ground.chance, ground.share(500, least=12)
    torn = 0
    async with Server() as server, forks() as forked:
        server.now_ms = round(_NOW.timestamp() * 1000)
        room = server.room("Steuerungsgruppe", "@demir:brakenfeld.example")
        bot = ground.folder / "bot"
        furnish(server, bot)
        pid = await forked.start(bot, _NOW)
        await quiet(server, bot, _NOW)
        for line in ("!gremium neu STG Steuerungsgruppe Bildung strategisch", "ja", "!reihe jeden Dienstag 9 Uhr"):
            server.say(room, line)
            await quiet(server, bot, _NOW)
        load = asyncio.create_task(_load(server, room))
        with ProcessPoolExecutor(_CHECKERS, multiprocessing.get_context("spawn")) as checkers:
            checks: dict[int, asyncio.Future[list[str]]] = {}
            for number in range(copies):
                await asyncio.sleep(chance.uniform(0.0, 0.1))
                copy = ground.folder / f"copy-{number}"
                await asyncio.to_thread(_freeze_and_copy, pid, bot / "data", copy)
                if number % 2:
                    torn += _tear(copy, chance)
                checks[number] = asyncio.get_running_loop().run_in_executor(checkers, _wrong_with, copy)
                if number >= _AHEAD:
                    await checks[number - _AHEAD]  # the disk must not fill with copies
                if number % 50 == 0:
                    ground.tell(f"{number} copies")
            bad = [f"copy {number}: {what}" for number, check in checks.items() for what in await check]
        load.cancel()
        await quiet(server, bot, _NOW)
        await forked.kill(pid)
        commands = sum(event["sender"] == VOGT for _, event in server.stream)
    return Figures({"copies": copies, "torn": torn, "commands": commands}, {"bad": len(bad)}, tuple(bad))


async def _load(server: Server, room: str) -> None:
    number = 0
    while True:
        server.say(room, _LINES[number % len(_LINES)].format(n=number))
        number += 1
        await asyncio.sleep(_LOAD_SECONDS)


def _freeze_and_copy(pid: int, data: Path, copy: Path) -> None:
    """As the disk looks when the power goes: nothing is written while it is copied."""
    os.kill(pid, signal.SIGSTOP)
    try:
        while any(_state(task) != "T" for task in Path(f"/proc/{pid}/task").iterdir()):
            time.sleep(0.001)  # a thread that is just writing goes on until it is looked at
        shutil.copytree(data, copy)
    finally:
        os.kill(pid, signal.SIGCONT)


def _state(task: Path) -> str:
    """„T“ for a thread that is stopped (proc(5), stat)."""
    return (task / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]


def _tear(copy: Path, chance: random.Random) -> int:
    """The ends of the write-ahead logs never reached the disk, or as rubbish. How many there were to tear."""
    logs = [path for path in copy.rglob("*-wal") if path.stat().st_size]
    for path in logs:
        data = path.read_bytes()
        kept = data[: chance.randrange(_safe(data), len(data) + 1)] if chance.random() < 0.5 else data
        path.write_bytes(kept + (chance.randbytes(chance.randrange(1, 5000)) if kept is data else b""))
        shm = path.with_name(path.name.replace("-wal", "-shm"))
        shm.unlink(missing_ok=True)  # it is memory, and gone with the power
    return len(logs)


def _safe(log: bytes) -> int:
    """How much of a write-ahead log is on the disk for sure: all up to the last commit but one, since each waits for
    the disk (synchronous=FULL), and what is copied into the database from then on must not be missing here.

    SQLite's file format, 4.1: a header of 32 bytes with the size of a page at 8 and salts at 16; frames with a header
    of 24 bytes, the size of the database at 4 where it is a commit, the salts at 8.
    """
    page, salts = int.from_bytes(log[8:12], "big"), log[16:24]
    ends = [0]
    for start in range(32, len(log) - page - 23, page + 24):
        if log[start + 8 : start + 16] != salts:
            break
        if any(log[start + 4 : start + 8]):
            ends.append(start + 24 + page)
    return ends[-2] if len(ends) > 1 else 0


def _wrong_with(copy: Path) -> list[str]:
    """What is wrong with a copy, which is gone afterwards."""
    found = []
    for database in copy.rglob("*.db"):
        with closing(sqlite3.connect(database)) as opened:
            found += [f"{database.name} {row[0]}" for row in opened.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"{database.name} {row}" for row in opened.execute("PRAGMA foreign_key_check")]
    store = Store(f"sqlite:///{copy / 'gremienassistenz.db'}")
    with store.transaction() as tx:
        found += broken(tx)
    store.close()
    shutil.rmtree(copy)
    return found
