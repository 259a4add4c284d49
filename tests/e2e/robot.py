"""The bot as a process of its own, to be started, stopped and killed."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol, Self

from bot.demo.synapse import Homeserver

_ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0

_LEFT = """
select (select count(*) from inbox where state = 'new')
     + (select count(*) from letter where state in ('pending', 'sending') and not_before <= ?)
"""

_CONFIG = """
[matrix]
homeserver = "{homeserver}"
user_id = "{user_id}"
password = "{password}"

[access]
operators = [{operators}]
homeservers = ["{server_name}"]
commands_a_minute = 0
room_commands_a_minute = 0

[storage]
folder = "data"

[town]
name = "Kreisstadt Brakenfeld"
state = "NW"
"""


def write_config(
    folder: Path,
    homeserver: Homeserver,
    user_id: str,
    password: str,
    operators: Sequence[str],
    url: str | None = None,
) -> Path:
    """Write a configuration for the bot into `folder`; everything it keeps goes there too.

    With `url` the bot finds the homeserver there: somebody stands between.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config.toml"
    config.write_text(
        _CONFIG.format(
            homeserver=url or homeserver.url,
            server_name=homeserver.server_name,
            user_id=user_id,
            password=password,
            operators=", ".join(f'"{operator}"' for operator in operators),
        ),
        encoding="utf-8",
    )
    config.chmod(0o600)
    return config


class Process(Protocol):
    """As much of subprocess.Popen as a bot's process needs."""

    @property
    def pid(self) -> int: ...

    @property
    def stdin(self) -> IO[bytes] | None: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def kill(self) -> None: ...

    def terminate(self) -> None: ...


class Bot:
    """`python -m bot run` with its own account and folder. It cannot outlive the tests."""

    program: tuple[str, ...] = ("bot", "run")

    def __init__(self, user_id: str, config: Path) -> None:
        self.user_id = user_id
        self.config = config
        self.log = config.with_name("bot.log")
        self.kills = 0
        self._process: Process | None = None
        self._log_start = 0

    @classmethod
    async def hire(
        cls, homeserver: Homeserver, localpart: str, folder: Path, operators: Sequence[str], url: str | None = None
    ) -> Self:
        """Make the bot's account and configuration (`write_config`); `start` it next."""
        password = "nur-fuer-den-test"
        user_id = await homeserver.register(localpart, password, "Gremienassistenz")
        return cls(user_id, write_config(folder, homeserver, user_id, password, operators, url))

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Start it and wait until it listens."""
        self.launch()
        await self.wait_ready()

    def launch(self, *arguments: str) -> None:
        """Start it without waiting."""
        assert not self.running
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._process = self._begin(*arguments)

    def _begin(self, *arguments: str) -> Process:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "bot.demo.leash", *self.program, "--config", str(self.config), *arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=_ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )

    async def wait_ready(self, timeout: float = _PATIENCE) -> None:
        """Wait until this start has come to listening. Raises TimeoutError, or AssertionError if it ended."""
        async with asyncio.timeout(timeout):
            while "listening" not in self.lines_since_start():
                assert self.running, f"the bot has ended:\n{self.lines_since_start()[-3000:]}"
                await asyncio.sleep(0.05)

    def lines_since_start(self) -> str:
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")

    def kill9(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        assert self.running, f"the bot has ended by itself:\n{self.lines_since_start()[-3000:]}"
        self._process.kill()
        self._process.wait()
        self.kills += 1
        self._let_go()

    async def stop(self, timeout: float = 20) -> int:
        """End it in order and return its exit code."""
        assert self._process is not None
        self._process.terminate()
        return await self.ended(timeout)

    async def ended(self, timeout: float = 20) -> int:
        """Wait until it has ended by itself and return its exit code."""
        assert self._process is not None
        code = await asyncio.to_thread(self._process.wait, timeout)
        self._let_go()
        return code

    async def dismiss(self) -> None:
        """End it however it stands."""
        if self.running:
            self.kill9()
        self._let_go()

    @property
    def database(self) -> Path:
        return self.config.with_name("data") / "gremienassistenz.db"

    def rows(self, query: str, *values: Any) -> list[Any]:
        """Look into its database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()

    def left(self) -> int:
        """How much of its inbox has no outcome yet, and how many letters are due and not sent.

        A moment is given as one: SQLite would take „9999“ beside a DATETIME for a number, which is less than any date.
        """
        return int(self.rows(_LEFT, datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"))[0][0])

    async def until_quiet(self, seconds: float = 30) -> None:
        """Wait until nothing waits in its inbox and outbox that is due. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while self.left():
                await asyncio.sleep(0.1)

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None
