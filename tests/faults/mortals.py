"""Mortal bots before a stub homeserver: started in a moment, killed at a point, compared with one that lived on."""

import asyncio
import contextlib
import copy
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.unread import OWN_UP
from tests.faults.mortal import DEATH, NEVER, Point
from tests.fresh import fresh_database
from tests.stub_homeserver import BOT, PASSWORD, SERVER, VOGT, StubHomeserver

PATIENCE = 30.0
_HOLDS_SECONDS = 3.0
"""So long a bot at rest is waited for if it is to die yet: of a first start little can be seen."""
_ROOT = Path(__file__).parents[2]
_NOT_KEPT = ("_news", "_runner", "_telling", "url")
_IDS = re.compile(r"\$[a-z]*\d+|[0-9a-f]{32}|mxc://\S+|\"iv\":.*")
_POST = ("sync_position", "letter", "attachment", "audit", "duty", "change", "inbox", "source", "alembic_version")
_NO_MATTER = ("id", "at", "uid", "seq", "place", "letter_id", "post_id", "poll_id", "secret_hash")
CONFIG = """
[matrix]
homeserver = "{url}"
user_id = "{bot}"
password = "{password}"

[access]
operators = ["{operator}"]
homeservers = ["{server}"]
commands_a_minute = 0
room_commands_a_minute = 0

[storage]
folder = "data"

[town]
name = "Kreisstadt Brakenfeld"
state = "NW"
"""


class Server(StubHomeserver):
    """A stub whose state can be kept and given back; `asked_from` is where the newest sync began."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_from = -1

    async def _sync(self, request: web.Request) -> web.Response:
        self.asked_from = int(request.query.get("since", "s-1")[1:])
        return await super()._sync(request)

    def keep(self) -> dict[str, Any]:
        return copy.deepcopy({name: value for name, value in vars(self).items() if name not in _NOT_KEPT})

    def give_back(self, kept: dict[str, Any]) -> None:
        vars(self).update(copy.deepcopy(kept), asked_from=-1)


class Forks:
    """The fork server, from outside."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._codes: dict[int, int] = {}

    async def start(self, folder: Path, now: datetime, die_at: Point = NEVER) -> int:
        order = {"config": str(folder / "config.toml"), "die_at": die_at, "now": now.isoformat()}
        order |= {"log": str(folder / "bot.log"), "points": str(folder / "points")}
        (folder / "points").unlink(missing_ok=True)
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(order) + "\n").encode())
        while True:
            said = await self._said()
            if "code" not in said:
                return int(said["pid"])

    async def ended(self, pid: int) -> int:
        while pid not in self._codes:
            await self._said()
        return self._codes.pop(pid)

    async def kill(self, pid: int) -> int:
        """End a bot. The code is -9 unless it had ended by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return await self.ended(pid)

    async def _said(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        said: dict[str, Any] = json.loads(await self._process.stdout.readline())
        if "code" in said:
            self._codes[said["pid"]] = said["code"]
        return said


@asynccontextmanager
async def forks() -> AsyncIterator[Forks]:
    pipe = asyncio.subprocess.PIPE
    order = (sys.executable, "-m", "tests.faults.mortal")
    process = await asyncio.create_subprocess_exec(*order, stdin=pipe, stdout=pipe, cwd=_ROOT)
    try:
        yield Forks(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def furnish(server: StubHomeserver, folder: Path, *, database: bool = True) -> None:
    """What a bot needs to start in a folder."""
    data = folder / "data"
    data.mkdir(mode=0o700, parents=True)
    if database:
        shutil.copy(fresh_database(), data / "gremienassistenz.db")
    configure(server, folder)


def configure(server: StubHomeserver, folder: Path) -> None:
    """Let the bot of a folder work with this homeserver."""
    config = folder / "config.toml"
    config.write_text(CONFIG.format(url=server.url, bot=BOT, password=PASSWORD, operator=VOGT, server=SERVER))
    config.chmod(0o600)


@dataclass(frozen=True)
class Seen:
    """What can be seen of a bot's work: in the rooms, and in its tables without what may differ from run to run."""

    posts: Counter[str]
    rows: Counter[str]


async def quiet(server: Server, folder: Path, now: datetime) -> None:
    """Wait until a bot has heard everything and has nothing left to do. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        calm = 0
        while calm < 2:
            calm = calm + 1 if _at_rest(server, folder, now) else 0
            await asyncio.sleep(0.04)


def _at_rest(server: Server, folder: Path, now: datetime) -> bool:
    if server.asked_from < len(server.stream) or server.invites:
        return False
    slack = now + timedelta(seconds=20)  # its clock runs on
    waits = (
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
        " + (SELECT count(*) FROM undecrypted WHERE event_id NOT IN (SELECT event_id FROM inbox)"
        " AND (received_at <= :owned_up OR NOT json_extract(source, '$.type') = 'm.room.encrypted'))"
        " + (SELECT count(*) FROM letter WHERE state IN ('pending', 'sending') AND not_before <= :now)"
        " + (SELECT count(*) FROM duty WHERE state = 'pending' AND due_at <= :now)"
    )
    moments = {"now": slack, "owned_up": now - OWN_UP}
    values = {name: f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" for name, at in moments.items()}
    try:
        return bool(query(folder, waits, values) == [(0,)])
    except sqlite3.OperationalError:
        return False


def query(folder: Path, statement: str, values: Any = ()) -> list[tuple[Any, ...]]:
    with _opened(folder) as database:
        return database.execute(statement, values).fetchall()


def _opened(folder: Path) -> closing[sqlite3.Connection]:
    """A bot's database, to be read; opening it costs more than most questions."""
    return closing(sqlite3.connect(f"file:{folder}/data/gremienassistenz.db?mode=ro", uri=True))


def seen(server: StubHomeserver, folder: Path) -> Seen:
    posts: Counter[str] = Counter()
    edits: dict[str, str] = {}
    for event in server.sent:
        content = dict(event["content"])
        if event["type"] == "m.room.encrypted":
            content = {}
        text = _IDS.sub("*", f"{event['room_id']} {event['type']} {json.dumps(content, sort_keys=True)}")
        if content.get("m.relates_to", {}).get("rel_type") == "m.replace":
            edits[event["room_id"]] = text  # how many steps an edited message takes is free; where it ends is not
        else:
            posts[text] += 1
    posts.update(edits.values())
    with _opened(folder) as database:
        return Seen(posts, _rows(database))


def _rows(database: sqlite3.Connection) -> Counter[str]:
    found: Counter[str] = Counter()
    ask = database.execute
    tables = ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall()
    for (table,) in tables:
        if table in _POST:
            continue
        names = [row[1] for row in ask(f"PRAGMA table_info({table})")]
        names = [name for name in names if name not in _NO_MATTER and not name.endswith("_at")]
        columns = ", ".join(f'"{name}"' for name in names) or "NULL"
        for row in ask(f'SELECT {columns} FROM "{table}"'):
            found[_IDS.sub("*", f"{table} {row}")] += 1
    for state, event_id in ask("SELECT state, event_id FROM inbox"):
        found[f"inbox {event_id} {state}"] += 1
    for name, state in ask("SELECT name, state FROM duty WHERE state != 'pending'"):
        found[f"duty {name} {state}"] += 1
    for action, outcome in ask("SELECT action, outcome FROM audit"):
        found[f"audit {action} {outcome}"] += 1
    return found


async def died(forks: Forks, pid: int, server: Server, folder: Path, now: datetime) -> bool:
    """Whether a bot that was to die did so; one that came to rest without is killed."""
    ended = asyncio.create_task(forks.ended(pid))
    rest = asyncio.create_task(quiet(server, folder, now))
    await asyncio.wait((ended, rest), return_when=asyncio.FIRST_COMPLETED)
    if not ended.done():  # what it still does is not worth waiting for, but may hold the point
        await asyncio.wait((ended,), timeout=_HOLDS_SECONDS)
    rest.cancel()
    await asyncio.gather(rest, return_exceptions=True)
    if not ended.done():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return await ended == DEATH
