"""The watchdog: a thread that ends the process when it has gone silent, so that its supervisor starts it anew.

It sees an event loop that stands still, an alarm clock that rings no more, and a sync that neither comes to an end nor
fails. The process leaves a mark in its folder, from which the next start tells the operators.
"""

import json
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

EXIT = 75
"""The exit code for the supervisor (sysexits.h: EX_TEMPFAIL)."""

LOOP, CLOCK, SYNC = "loop", "clock", "sync"


@dataclass(frozen=True, slots=True)
class Limits:
    """So many seconds each may be silent. A sync may have to rest for a quarter of an hour, where the homeserver says
    so. `look`: so often the watchdog looks, `health`: so often it says that all is well."""

    loop: float = 60.0
    clock: float = 60.0
    sync: float = 1200.0
    look: float = 5.0
    health: float = 15.0


def _end() -> None:
    logging.shutdown()
    os._exit(EXIT)


class Watchdog:
    """`beat` is called by what is watched, from any thread; `start` and `stop` belong around all of it.

    `now` is a clock that only goes on, `end` what ends the process.
    """

    def __init__(
        self,
        folder: Path,
        health: Path | None = None,
        limits: Limits | None = None,
        now: Callable[[], float] = time.monotonic,
        end: Callable[[], None] = _end,
    ) -> None:
        self._mark, self._health, self._limits = folder / "watchdog", health, limits or Limits()
        self._now, self._end = now, end
        self._beats: dict[str, float] = {}
        self._said = -self._limits.health
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def beat(self, what: str) -> None:
        """One of LOOP, CLOCK and SYNC is alive. From its first sign on it is watched."""
        self._beats[what] = self._now()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Look at all once, and end the process if one has been silent for too long."""
        now = self._now()
        silent = {what: now - at for what, at in self._beats.copy().items()}
        for what, seconds in silent.items():
            if seconds > getattr(self._limits, what):
                self._give_up(what, seconds)
                return
        if now - self._said >= self._limits.health:
            self._said = now
            tell_supervisor("WATCHDOG=1")
            if self._health is not None:
                _write(
                    self._health, json.dumps({"state": "ok", **{what: round(one, 1) for what, one in silent.items()}})
                )

    def taken_mark(self) -> str | None:
        """What was silent when the watchdog last ended the process, if nobody has asked yet."""
        try:
            what = self._mark.read_text(encoding="utf-8")
            self._mark.unlink()
        except OSError:
            return None
        return what if what in (LOOP, CLOCK, SYNC) else None

    def _watch(self) -> None:
        while not self._stop.wait(self._limits.look):
            self.look()

    def _give_up(self, what: str, seconds: float) -> None:
        log.critical("%s has been silent for %.0f s; the process ends with code %d", what, seconds, EXIT)
        _write(self._mark, what)
        if self._health is not None:
            _write(self._health, json.dumps({"state": "silent", "what": what}))
        self._end()


def tell_supervisor(state: str) -> None:
    """Tell systemd how it stands (sd_notify(3)); nothing without one that listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
            wire.connect("\0" + address[1:] if address.startswith("@") else address)
            wire.sendall(state.encode())
    except OSError as error:
        log.warning("the supervisor cannot be told (%s)", error.strerror)


def _write(path: Path, text: str) -> None:
    """A full disk must not keep the process from ending."""
    try:
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        log.warning("%s cannot be written (%s)", path.name, error.strerror)
