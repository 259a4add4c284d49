"""Bots that start without loading anything: forked from a process that has loaded it all, and no less mortal.

Loading takes most of a start's processor time and touches nothing that a death could damage; thousands of starts on two
cores are better spent on what does.
"""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from tests.e2e.robot import Bot, Process

_ROOT = Path(__file__).parents[2]


class _Nursery:
    """The fork server (`tests.faults.mortal`), from outside; it ends with this process."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.mortal"], stdin=pipe, stdout=pipe, bufsize=0, cwd=_ROOT
        )
        self._codes: dict[int, int] = {}
        self._heard = b""

    def start(self, order: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(order) + "\n").encode())
        while True:
            said = self._hear(None)
            assert said is not None
            if "code" not in said:
                return int(said["pid"])

    def code(self, pid: int, seconds: float | None) -> int | None:
        """What became of a child; None if it still lives after so many seconds. None waits for ever."""
        until = None if seconds is None else monotonic() + seconds
        while pid not in self._codes:
            if self._hear(None if until is None else max(0.0, until - monotonic())) is None:
                return None
        return self._codes[pid]

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _hear(self, seconds: float | None) -> dict[str, Any] | None:
        assert self._process.stdout is not None
        while b"\n" not in self._heard:
            if not select.select([self._process.stdout], [], [], seconds)[0]:
                return None
            more = self._process.stdout.read(4096)
            assert more, "the fork server has ended"
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        if "code" in said:
            self._codes[said["pid"]] = said["code"]
        return said


class _Forked:
    """A child of the fork server, as a process of ours."""

    stdin = None

    def __init__(self, nursery: _Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid

    def poll(self) -> int | None:
        return self._nursery.code(self.pid, 0.0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._nursery.code(self.pid, timeout)
        if code is None:
            raise TimeoutError(f"process {self.pid} lives on")
        return code

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)


class WarmBot(Bot):
    """`python -m bot run`, forked from a process in which everything is loaded."""

    _nursery: _Nursery | None = None

    def _begin(self, *arguments: str) -> Process:
        assert not arguments
        self._nursery = self._nursery or _Nursery()
        return _Forked(self._nursery, self._nursery.start({"config": str(self.config), "log": str(self.log)}))

    async def dismiss(self) -> None:
        await super().dismiss()
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None
