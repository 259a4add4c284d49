"""What is measured: a process beside a stub homeserver of its own, and what it costs."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.benchmarks.stub import OPERATOR, SERVER

_ROOT = Path(__file__).parents[2]
_TICK = os.sysconf("SC_CLK_TCK")

BOT = f"@gremienassistenz:{SERVER}"

_CONFIG = """
[matrix]
homeserver = "{url}"
user_id = "{bot}"
password = "gleichgueltig"
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


@dataclass(frozen=True)
class Cost:
    """What `commands` answered commands took: processor seconds of the process, wall seconds, what was sent."""

    commands: int
    cpu: float
    seconds: float
    sent: dict[str, int]

    @property
    def ms(self) -> float:
        """Processor milliseconds for one answered command."""
        return self.cpu * 1000 / self.commands


class Child:
    """A process that ends with the block, or with us."""

    def __init__(self, *arguments: str, log: Path) -> None:
        self._arguments, self._log = arguments, log

    def __enter__(self) -> Self:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.demo.leash", *self._arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=_ROOT,
            )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def assert_alive(self) -> None:
        assert self._process.poll() is None, self.last_words()

    def last_words(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:]

    def cpu(self) -> float:
        """User and system seconds so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def resident_mb(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def signal(self) -> None:
        self._process.send_signal(signal.SIGUSR1)


class Stub(Child):
    """The stub homeserver as a child."""

    def __init__(self, log: Path) -> None:
        super().__init__("tests.benchmarks.stub", log=log)

    async def url(self) -> str:
        while not (line := self._log.read_text().partition("\n"))[1]:
            self.assert_alive()
            await asyncio.sleep(0.02)
        return f"http://127.0.0.1:{json.loads(line[0])['port']}"

    async def feed(self, commands: Sequence[tuple[int, str]], per_sync: int) -> dict[str, Any]:
        body = json.dumps({"commands": commands, "per_sync": per_sync}).encode()
        request = urllib.request.Request(f"{await self.url()}/bench/feed", body, method="POST")

        def call() -> dict[str, Any]:
            with urllib.request.urlopen(request, timeout=120) as answer:
                parsed: dict[str, Any] = json.load(answer)
                return parsed

        return await asyncio.to_thread(call)


def the_bot(url: str, folder: Path, report: Path | None) -> Child:
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(url=url, bot=BOT, operator=OPERATOR, server=SERVER), encoding="utf-8")
    config.chmod(0o600)
    profiled = () if report is None else ("tests.benchmarks.profiled", str(report))
    return Child(*profiled, "bot", "run", "--config", str(config), log=folder / "bot.log")


def the_echo(url: str, folder: Path, report: Path | None) -> Child:
    profiled = () if report is None else ("tests.benchmarks.profiled", str(report))
    return Child(*profiled, "tests.benchmarks.echo_bot", url, BOT, "gleichgueltig", log=folder / "echo.log")
