"""The one thread that touches the store: it keeps what came in, lets the commands decide, and serves the sender.

One thread means one writer and a natural order of orders, without locks.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from commands.stimuli import Stimulus
from storage import post
from storage.records import Received
from storage.store import Store

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")

_BATCH = 50
_STORE_PAUSE_SECONDS = 1.0


class Dispatch(Protocol):
    """What the commands offer the outside world. Everything runs on the worker's thread, in the given transaction."""

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        """Whether this concerns the bot at all; what does not is never stored."""
        ...

    def handle(self, tx: Connection, received: Received, now: datetime) -> None:
        """Deal with a row of the inbox and mark it done."""
        ...

    def tick(self, tx: Connection, now: datetime) -> bool:
        """Run one due duty; False if none is due."""
        ...

    def next_due(self, tx: Connection) -> datetime | None:
        """When the next duty is due."""
        ...


class Worker:
    """`run` does a piece of work in a transaction; `serve` deals with the inbox and the clock until it is cancelled.

    `on_commit` is called on the event loop after something was dealt with: there may be post.
    """

    def __init__(self, store: Store, dispatch: Dispatch, clock: Clock, on_commit: Callable[[], None]) -> None:
        self._store = store
        self._dispatch = dispatch
        self._clock = clock
        self._on_commit = on_commit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._call = asyncio.Event()
        self._tick_asked = False
        self._busy = False

    async def run(self, work: Callable[[Connection], _Result]) -> _Result:
        """Run `work` in one transaction on the worker's thread; committed when this returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._in_transaction, work)

    def wake(self, *, tick: bool = False) -> None:
        """There is something in the inbox, or (with `tick`) the clock wants to give orders."""
        self._tick_asked |= tick
        self._call.set()

    @property
    def is_idle(self) -> bool:
        """Whether it was not asked for anything since it last came to rest."""
        return not (self._busy or self._call.is_set())

    async def serve(self) -> None:
        """Deal with what is in the inbox, then with due duties, each time it is woken."""
        while True:
            await self._call.wait()
            self._call.clear()
            self._busy = True
            try:
                await self._until_done()
            except OperationalError:
                # Locked or full: nothing was lost, and nobody's command is to blame.
                log.exception("the database refuses to work; trying again")
                await asyncio.sleep(_STORE_PAUSE_SECONDS)
                self._call.set()
            finally:
                self._busy = False

    def close(self) -> None:
        """Wait for the running transaction and end the thread."""
        self._thread.shutdown(wait=True)

    async def _until_done(self) -> None:
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(self._thread, self._handle_some):
            self._on_commit()
        tick, self._tick_asked = self._tick_asked, False
        while tick and await loop.run_in_executor(self._thread, self._tick_once):
            self._on_commit()

    # -- on the worker's thread ---------------------------------------------------------------------------------------

    def _in_transaction(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._store.transaction() as tx:
            return work(tx)

    def _handle_some(self) -> bool:
        """Deal with a batch in one commit; if something breaks out of it, with its rows one by one."""
        try:
            return self._handle(_BATCH)
        except OperationalError:
            raise
        except Exception:
            log.info("a batch failed; dealing with it one by one")
        return self._handle_each()

    def _handle(self, limit: int) -> bool:
        with self._store.transaction() as tx:
            rows = post.unread(tx, limit)
            for row in rows:
                self._dispatch.handle(tx, row, self._clock.now())
        return bool(rows)

    def _handle_each(self) -> bool:
        for _ in range(_BATCH):
            with self._store.transaction() as tx:
                row = next(iter(post.unread(tx, 1)), None)
            if row is None:
                break
            try:
                with self._store.transaction() as tx:
                    self._dispatch.handle(tx, row, self._clock.now())
            except OperationalError:
                raise
            except Exception:
                log.exception("reference %s: event %s could not be dealt with", new_reference(), row.event_id)
                with self._store.transaction() as tx:
                    post.mark_done(tx, row.seq, "failed")
        return True

    def _tick_once(self) -> bool:
        try:
            with self._store.transaction() as tx:
                return self._dispatch.tick(tx, self._clock.now())
        except OperationalError:
            raise
        except Exception:
            log.exception("reference %s: a duty could not be run", new_reference())
            return False


def new_reference() -> str:
    """A short random word that connects a line of the log with a message."""
    return secrets.token_hex(4)
