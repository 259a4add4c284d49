"""The one thread that touches the store: it keeps what came in, lets the commands decide, and serves the sender.

One thread means one writer and a natural order of orders, without locks.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from commands.stimuli import Stimulus
from storage import inbox, incidents
from storage.post_records import Received
from storage.store import Store

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")

MOST_AT_ONCE = 50
"""So many rows of the inbox are dealt with in one commit."""

_STORE_PAUSE_SECONDS = 1.0


class Dispatch(Protocol):
    """What the commands offer the outside world. Everything runs on the worker's thread, in the given transaction."""

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        """Whether this concerns the bot at all; what does not is never stored."""
        ...

    def welcomes(self, tx: Connection, inviter: str, direct: bool, now: datetime) -> bool:
        """Whether the bot comes where somebody invites it; `direct`: into a direct chat."""
        ...

    def handle(self, tx: Connection, received: Received, now: datetime) -> None:
        """Deal with a row of the inbox and mark it done."""
        ...

    def tick(self, tx: Connection, now: datetime) -> bool:
        """Run one due duty; False if none is due."""
        ...

    def begin(self, tx: Connection, now: datetime) -> None:
        """The bot has started, and has done nothing yet."""
        ...

    def came_back(self, tx: Connection, rooms: Collection[str], copied_at: datetime, now: datetime) -> None:
        """The database is a copy of `copied_at` that was put back; the bot has posted in these rooms since."""
        ...

    def next_due(self, tx: Connection) -> datetime | None:
        """When the next duty is due."""
        ...


class Outbox(Protocol):
    """Who sends what was decided. It has its part in each commit: `note` first in it, `claim` last; the others on the
    event loop, `returned` before it and one of `start` and `drop` after it."""

    def returned(self) -> Any:
        """What became of letters since the last commit."""
        ...

    def note(self, tx: Connection, returned: Any) -> None:
        """Write that down."""
        ...

    def claim(self, tx: Connection) -> list[Any]:
        """Take out what is to be sent at once, in the same commit as the decision."""
        ...

    def start(self, returned: Any, jobs: Sequence[Any]) -> None:
        """The commit stands: send it."""
        ...

    def drop(self, returned: Any, jobs: Sequence[Any]) -> None:
        """There was no commit."""
        ...


class Worker:
    """`run` does a piece of work in a transaction of its own; `run_with_post` in one in which the outbox also takes
    out what is to be sent, because a commit costs more than all that stands in it. `serve` deals with the inbox and
    the clock until it is cancelled."""

    def __init__(self, store: Store, dispatch: Dispatch, clock: Clock) -> None:
        self._store = store
        self._dispatch = dispatch
        self._clock = clock
        self._outbox: Outbox | None = None
        self._one_at_a_time = asyncio.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._call = asyncio.Event()
        self._tick_asked = False
        self._busy = False
        self._refusing_since: datetime | None = None

    async def run(self, work: Callable[[Connection], _Result]) -> _Result:
        """Run `work` in one transaction on the worker's thread; committed when this returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._in_transaction, work)

    async def run_with_post(self, work: Callable[[Connection], _Result]) -> _Result:
        """Run `work`; what it wrote is claimed for sending in the same commit, and sent after it."""
        outbox = self._outbox
        if outbox is None:
            return await self.run(work)
        jobs: list[Any] = []

        def together(tx: Connection) -> _Result:
            outbox.note(tx, returned)
            result = work(tx)
            jobs.extend(outbox.claim(tx))
            return result

        async with self._one_at_a_time:
            returned = outbox.returned()
            try:
                result = await self.run(together)
            except BaseException:
                outbox.drop(returned, jobs)
                raise
            outbox.start(returned, jobs)
        return result

    def wake(self, *, tick: bool = False) -> None:
        """There is something in the inbox, or (with `tick`) the clock wants to give orders."""
        self._tick_asked |= tick
        self._call.set()

    @property
    def is_idle(self) -> bool:
        """Whether it was not asked for anything since it last came to rest."""
        return not (self._busy or self._call.is_set())

    async def serve(self, outbox: Outbox) -> None:
        """Deal with what is in the inbox, then with due duties, each time it is woken."""
        self._outbox = outbox
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
        while await self._handle_some():
            pass
        tick, self._tick_asked = self._tick_asked, False
        while tick and await self._tick_once():
            pass

    async def _handle_some(self) -> bool:
        """Deal with a batch in one commit; if something breaks out of it, with its rows one by one."""
        try:
            return await self.run_with_post(self.handle)
        except OperationalError:
            raise
        except Exception:
            log.info("a batch failed; dealing with it one by one")
        for _ in range(MOST_AT_ONCE):
            if not await self._handle_one():
                break
        return True

    async def _handle_one(self) -> bool:
        row = await self.run(lambda tx: next(iter(inbox.unread(tx, 1)), None))
        if row is None:
            return False
        try:
            await self.run_with_post(lambda tx: self._dispatch.handle(tx, row, self._clock.now()))
        except OperationalError:
            raise
        except Exception:
            log.exception("reference %s: event %s could not be dealt with", new_reference(), row.event_id)
            await self.run(lambda tx: inbox.mark_done(tx, row.seq, "failed"))
        return True

    async def _tick_once(self) -> bool:
        try:
            return await self.run_with_post(lambda tx: self._dispatch.tick(tx, self._clock.now()))
        except OperationalError:
            raise
        except Exception:
            log.exception("reference %s: a duty could not be run", new_reference())
            return False

    # -- on the worker's thread ---------------------------------------------------------------------------------------

    def handle(self, tx: Connection) -> bool:
        """Deal with a batch of the inbox in this transaction. Whether there was anything; there may be more."""
        rows = inbox.unread(tx, MOST_AT_ONCE)
        for row in rows:
            self._dispatch.handle(tx, row, self._clock.now())
        return bool(rows)

    def _in_transaction(self, work: Callable[[Connection], _Result]) -> _Result:
        try:
            with self._store.transaction() as tx:
                self._own_up(tx)
                result = work(tx)
        except OperationalError:
            self._refusing_since = self._refusing_since or self._clock.now()
            raise
        self._refusing_since = None
        return result

    def _own_up(self, tx: Connection) -> None:
        """Say that the database refused to work, in the first commit in which it does again."""
        if self._refusing_since is not None:
            incidents.report(tx, "disk", "database", self._refusing_since)
            incidents.over(tx, "disk", "database", self._clock.now())


def new_reference() -> str:
    """A short random word that connects a line of the log with a message."""
    return secrets.token_hex(4)
