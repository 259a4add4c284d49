"""The bot, mortal: it dies at the n-th point of a sort at which a death could lose or double something.

A point is a commit (just before it and just after it), a request that is about to leave, or an answer that has arrived
and that the bot has not seen yet. The bot knows nothing of this: SQLAlchemy's and aiohttp's own hooks are listened to.

`python -m tests.faults.mortal` is a fork server. Each line on standard input is an order, `{"config": …,
"die_at": [n, sort], "now": …, "log": …, "points": …}`; the child is the bot as `python -m bot run` would be, by a clock
that starts at `now`; each line on standard output says what a child was (`{"pid": …}`) or what became of it
(`{"pid": …, "code": …}`).
Without `die_at` the child is left to live as it is.
"""

import asyncio
import gc
import json
import os
import select
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import aiohttp
from Crypto.PublicKey import ECC
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import sqlite

from bot import alarm, config, logs
from bot.app import open_app
from bot.clock import MovableClock, SystemClock
from bot.matrix.errors import MatrixError
from storage import invariants

Point = tuple[int, str]
"""The n-th (from 1) of a sort: "after commit", "request PUT …", "answer PUT …"."""
NEVER: Point = (0, "")

DEATH = 137
SYNC = "- sync"
_ALARM_SECONDS = 2
"""What is ordered for at once waits for the next ring; ten seconds are too long for thousands of short lives."""


class Fate:
    """Counts the points of each sort, writes each to a file, and ends the process at the one that was ordered.

    Each sort is counted by itself: how commits, requests and answers follow each other is left to chance.
    """

    def __init__(self, die_at: Point, record: Path) -> None:
        self._die_at = die_at
        self._count: Counter[str] = Counter()
        self._record = os.open(record, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self._lock = threading.Lock()

    def point(self, what: str) -> None:
        with self._lock:
            self._count[what] += 1
            self._write(what)
            if (self._count[what], what) == self._die_at:
                os._exit(DEATH)

    def remark(self, what: str) -> None:
        """Write something down that is no point."""
        with self._lock:
            self._write(what)

    def _write(self, what: str) -> None:
        with suppress(OSError):  # where the disk is full it is the bot that must live on, and our list may end
            os.write(self._record, f"{what}\n".encode())


def make_mortal(fate: Fate) -> None:
    """Listen to every engine and every HTTP session that is made from now on."""

    def about_to_commit(_: Connection) -> None:
        fate.point("before commit")

    event.listen(Engine, "commit", about_to_commit)
    plain = Engine.begin

    @contextmanager
    def begin(engine: Engine) -> Iterator[Connection]:
        with plain(engine) as tx:
            yield tx
        fate.point("after commit")

    Engine.begin = begin  # type: ignore[method-assign, assignment]
    trace = aiohttp.TraceConfig()

    async def leaving(_: Any, __: Any, about: aiohttp.TraceRequestStartParams) -> None:
        if about.url.path.endswith("/sync"):
            fate.remark(SYNC)  # it can be asked again and again; what matters is when its answer is committed
        else:
            fate.point(f"request {about.method} {_kind(about.url.path)}")

    async def arrived(_: Any, __: Any, about: aiohttp.TraceRequestEndParams) -> None:
        await about.response.read()
        if not about.url.path.endswith("/sync"):
            fate.point(f"answer {about.method} {_kind(about.url.path)}")

    trace.on_request_start.append(leaving)
    trace.on_request_end.append(arrived)
    session = aiohttp.ClientSession.__init__

    def traced(self: aiohttp.ClientSession, *given: Any, **more: Any) -> None:
        session(self, *given, **{**more, "trace_configs": [*(more.get("trace_configs") or []), trace]})

    aiohttp.ClientSession.__init__ = traced  # type: ignore[method-assign]


def _kind(path: str) -> str:
    """A path without ids."""
    parts = path.removeprefix("/_matrix/").split("/")
    return "/".join(
        part for part in parts if part and part[0] not in "!$@#%" and not any(c.isdigit() for c in part[2:])
    )


def _child(order: dict[str, Any]) -> int:
    output = os.open(order["log"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    logs.set_up()
    if "die_at" in order:
        alarm._SECONDS = _ALARM_SECONDS
        number, sort = order["die_at"]
        make_mortal(Fate((number, sort), Path(order["points"])))
    clock = MovableClock(datetime.fromisoformat(order["now"])) if order.get("now") else SystemClock()
    try:
        asyncio.run(open_app(config.load(Path(order["config"])), clock).run())
    except (config.BadConfiguration, MatrixError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


_LATE = ("holidays.countries.germany", "apscheduler.executors.asyncio")
"""What a bot loads only when it needs it; thousands of short lives need it loaded before."""


def serve() -> None:
    """Fork a child for each order, until standard input closes; then end the children that still live."""
    for name in _LATE:
        import_module(name)
    invariants._question(sqlite.dialect())
    ECC.construct(curve="Ed25519", seed=bytes(32))
    gc.collect()
    gc.freeze()
    living: set[int] = set()
    readable, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([0, readable], [], [])
        if readable in ready:
            os.read(readable, 4096)
            for pid in list(living):
                found, status = os.waitpid(pid, os.WNOHANG)
                if found:
                    living.discard(pid)
                    _tell(pid=pid, code=os.waitstatus_to_exitcode(status))
        if 0 in ready:
            line = _line()
            if not line:
                break
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                code = 1
                try:
                    code = _child(json.loads(line))
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(code)
            living.add(pid)
            _tell(pid=pid)
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _line() -> str:
    """One order, read byte by byte: whatever is buffered would be missed by `select`."""
    found = b""
    while not found.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return ""
        found += byte
    return found.decode()


def _tell(**about: Any) -> None:
    os.write(1, (json.dumps(about) + "\n").encode())


if __name__ == "__main__":
    serve()
