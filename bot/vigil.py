"""What watches the bot itself: signs of life for the watchdog, and whether the clock may give orders."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock, ClockWatch
from bot.watchdog import CLOCK, LOOP, SYNC, Watchdog
from bot.worker import Worker
from storage import incidents

log = logging.getLogger(__name__)

_BEAT_SECONDS = 5.0


class Vigil:
    """`begin` and `end` enclose the bot's work. Without a watchdog nobody looks for signs of life; without a `watch`
    the clock is believed whatever it does."""

    def __init__(self, worker: Worker, clock: Clock, watchdog: Watchdog | None, watch: ClockWatch | None) -> None:
        self._worker = worker
        self._clock = clock
        self._watchdog = watchdog
        self._watch = watch
        self._notes: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """From now on the watchdog looks; if it ended the process before, the operators are told."""
        watchdog = self._watchdog
        if watchdog is None:
            return
        what = watchdog.taken_mark()
        if what is not None:
            await self._worker.run(lambda tx: _note_silence(tx, what, self._clock.now()))
        self._beat_on(watchdog, asyncio.get_running_loop())
        watchdog.beat(CLOCK)
        watchdog.beat(SYNC)
        watchdog.start()

    def end(self) -> None:
        if self._watchdog is not None:
            self._watchdog.stop()

    def beat(self, what: str) -> None:
        """A sign of life."""
        if self._watchdog is not None:
            self._watchdog.beat(what)

    def believes_clock(self) -> bool:
        """Whether the clock may give orders. Says so when it jumps, and when it has run on evenly again."""
        self.beat(CLOCK)
        if self._watch is None:
            return True
        doubted, jump, now = not self._watch.believed, self._watch.look(), self._clock.now()
        if jump is not None:
            log.error("the clock has jumped by %s; what it orders waits until it runs on evenly", jump)
            self._note(self._worker.run(lambda tx: incidents.report(tx, "clock", "jump", now)))
        elif doubted and self._watch.believed:
            log.warning("the clock runs on evenly again")
            self._note(self._worker.run(lambda tx: incidents.over(tx, "clock", "jump", now)))
        return self._watch.believed

    def _beat_on(self, watchdog: Watchdog, loop: asyncio.AbstractEventLoop) -> None:
        watchdog.beat(LOOP)
        loop.call_later(_BEAT_SECONDS, self._beat_on, watchdog, loop)

    def _note(self, work: Coroutine[Any, Any, object]) -> None:
        async def note() -> None:
            try:
                await work
            except OperationalError as error:
                log.warning("an incident could not be noted (%s)", type(error).__name__)

        task = asyncio.create_task(note())
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)


def _note_silence(tx: Connection, what: str, now: datetime) -> None:
    """It was an incident, and it is over: the bot runs again."""
    incidents.report(tx, "watchdog", what, now)
    incidents.over(tx, "watchdog", what, now)
