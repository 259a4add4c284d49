"""What has gone silent is ended, with a code and a mark of its own, and the next start tells the operators."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.watchdog import CLOCK, EXIT, LOOP, SYNC, Limits, Watchdog, tell_supervisor

ROOT = Path(__file__).parent.parent

_STUCK = """
import asyncio, sys, time
from pathlib import Path
from bot import logs
from bot.watchdog import LOOP, Limits, Watchdog

async def main():
    watchdog = Watchdog(Path(sys.argv[1]), limits=Limits(loop=0.2, look=0.02))
    watchdog.beat(LOOP)
    watchdog.start()
    time.sleep(60)

logs.set_up()
asyncio.run(main())
"""


class Moved:
    """A clock that is moved by hand, and whether the process was ended."""

    def __init__(self, folder: Path) -> None:
        self.at, self.ended = 0.0, 0
        self.health = folder / "health.json"
        self.dog = Watchdog(folder, self.health, Limits(), now=lambda: self.at, end=self._end)

    def _end(self) -> None:
        self.ended += 1


def test_a_loop_that_stands_still_ends_its_process(tmp_path: Path) -> None:
    program = [sys.executable, "-c", _STUCK, str(tmp_path)]
    done = subprocess.run(program, capture_output=True, text=True, cwd=ROOT, check=False, timeout=50)
    assert done.returncode == EXIT
    assert "loop has been silent" in done.stderr
    assert Watchdog(tmp_path).taken_mark() == LOOP
    assert Watchdog(tmp_path).taken_mark() is None


@pytest.mark.parametrize(("what", "seconds"), [(LOOP, 60), (CLOCK, 60), (SYNC, 1200)])
def test_each_may_be_silent_for_so_long(tmp_path: Path, what: str, seconds: int) -> None:
    """And what has given no sign yet is not waited for."""
    moved = Moved(tmp_path)
    moved.dog.look()
    moved.dog.beat(what)
    moved.at = seconds
    moved.dog.look()
    assert (moved.ended, json.loads(moved.health.read_text())["state"]) == (0, "ok")
    moved.at += 1
    moved.dog.look()
    assert (moved.ended, json.loads(moved.health.read_text())) == (1, {"state": "silent", "what": what})
    assert moved.dog.taken_mark() == what


def test_a_sign_in_time_keeps_it_alive(tmp_path: Path) -> None:
    moved = Moved(tmp_path)
    for second in range(0, 600, 50):
        moved.at = second
        moved.dog.beat(LOOP)
        moved.dog.look()
    assert moved.ended == 0


def test_a_mark_of_somebody_else_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "watchdog").write_text("anything")
    assert Watchdog(tmp_path).taken_mark() is None


def test_the_supervisor_is_told_where_one_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_supervisor("READY=1")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        moved = Moved(tmp_path)
        moved.dog.look()
        assert wire.recv(100) == b"WATCHDOG=1"
    tell_supervisor("READY=1")  # nobody is there any more: no reason to stop
