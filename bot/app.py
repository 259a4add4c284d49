"""Where everything is wired: store, session, listener, worker, sender and alarm."""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.aftermath import look_back
from bot.alarm import Alarm
from bot.clock import Clock, ClockWatch, SystemClock
from bot.config import Settings, house
from bot.jobs import SAME_ID_IS_KNOWN
from bot.listener import Listener
from bot.lock import FolderLock
from bot.matrix.errors import Unavailable
from bot.matrix.session import Session
from bot.matrix.vault import Vault
from bot.pause import Pause
from bot.sender import Sender
from bot.soundness import check_folder, check_whole, report_broken
from bot.vigil import Vigil
from bot.watchdog import SYNC, Watchdog, tell_supervisor
from bot.worker import Dispatch, Worker
from commands.calendar.feed import feed
from commands.dispatch import Dispatch as Commands
from storage import inbox, outbox
from storage.erasure_list import ErasureList
from storage.store import Store

log = logging.getLogger(__name__)


def open_app(settings: Settings, clock: Clock) -> "App":
    """The whole bot, with its commands."""

    erasures = ErasureList(settings.storage.folder)
    ours = house(
        settings.town,
        settings.access,
        settings.matrix.user_id,
        settings.feed,
        settings.operations,
        erasures,
        settings.privacy,
        settings.retention,
    )

    def make_feed(worker: Worker) -> Served:
        # Loaded only where it is wanted: an HTTP server takes its share of memory.
        make: Callable[..., Served] = import_module("bot.feed").Feed
        return make(settings.feed, worker, clock, lambda tx, now, secret: feed(tx, now, ours, secret))

    watchdog = Watchdog(settings.storage.folder, settings.operations.health_file)
    # A clock that is moved by hand jumps because somebody wants it to.
    watch = ClockWatch(clock.now) if isinstance(clock, SystemClock) else None
    make_feeds = make_feed if settings.feed else None
    return App(settings, clock, lambda _: Commands(ours), make_feeds, watchdog, watch=watch)


class Served(Protocol):
    """The feed of calendars, which is not always there."""

    async def open(self) -> None:
        """Raises BadConfiguration if its address cannot be had."""
        ...

    async def close(self) -> None: ...


_PATIENCE_SECONDS = 10.0


class App:
    """The bot. `run` works until `stop` is called or the process is told to end.

    `make_dispatch` gets the bot's user id; `known_for` is how long the homeserver surely knows a transaction id.
    Without a `watch` the clock is believed whatever it does. `ready` is set once the bot has seen its rooms. Only one
    App at a time can work with a storage folder.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        make_dispatch: Callable[[str], Dispatch],
        make_feed: Callable[[Worker], Served] | None = None,
        watchdog: Watchdog | None = None,
        known_for: timedelta = SAME_ID_IS_KNOWN,
        watch: ClockWatch | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._make_dispatch = make_dispatch
        self._make_feed = make_feed
        self._watchdog = watchdog
        self._known_for = known_for
        self._watch = watch
        self._stop = asyncio.Event()
        self._parts: tuple[Session, Dispatch, Worker, Sender] | None = None
        self._vigil: Vigil | None = None
        self.ready = asyncio.Event()

    async def run(self) -> None:
        """Raises FolderInUse, BadConfiguration, UnknownSchema, NotFitToStart or MatrixError where it must not work."""
        vault = Vault(self._settings.storage.folder)
        vault.prepare()
        with ExitStack() as stack:
            stack.enter_context(FolderLock(vault.folder))
            store = Store(self._settings.storage.url, ErasureList(self._settings.storage.folder))
            stack.callback(store.close)
            check_folder(vault.folder)
            check_whole(store)
            store.migrate()
            with store.transaction() as tx:
                report_broken(tx, self._clock.now())
            await self._work(store, Session(self._settings.matrix, vault))

    def stop(self) -> None:
        """Ask `run` to come to an end in order."""
        self._stop.set()

    def ring(self) -> None:
        """Look at the clock now: run what is due. To be called after a movable clock was moved."""
        if self._parts is not None:
            _, _, worker, sender = self._parts
            worker.wake(tick=True)
            sender.wake()

    def look_at_clock(self) -> None:
        """As `ring`, unless the clock has jumped; the alarm does so every few seconds."""
        if self._parts is not None and self._vigil is not None and self._vigil.believes_clock():
            _, _, worker, sender = self._parts
            worker.wake(tick=True)
            sender.look_at_clock()

    async def settled(self) -> None:
        """Wait until nothing is left to do: no unread row, no due duty, no letter that is due."""
        await self.ready.wait()
        self.ring()
        while not await self._is_settled():
            self._hurry()
            await asyncio.sleep(0.01)

    def _hurry(self) -> None:
        if self._parts is not None:
            self._parts[3].hurry()

    async def next_due(self) -> datetime | None:
        """When the clock has its next order to give, once `ready`; for moving a movable clock there."""
        assert self._parts is not None
        _, dispatch, worker, _ = self._parts
        return await worker.run(dispatch.next_due)

    async def _is_settled(self) -> bool:
        assert self._parts is not None
        _, dispatch, worker, sender = self._parts
        if not (worker.is_idle and sender.is_idle):
            return False

        def nothing_left(tx: Connection) -> bool:
            now = self._clock.now()
            due = dispatch.next_due(tx)
            next_post = outbox.next_post_at(tx)
            waits = bool(inbox.unread(tx, 1)) or (due is not None and due <= now)
            return not (waits or (next_post is not None and next_post <= now))

        return await worker.run(nothing_left) and worker.is_idle and sender.is_idle

    async def _work(self, store: Store, session: Session) -> None:
        dispatch = self._make_dispatch(session.user_id)
        worker = Worker(store, dispatch, self._clock)
        sender = Sender(session, worker, self._clock, self._known_for)
        vigil = self._vigil = Vigil(worker, self._clock, self._watchdog, self._watch)
        is_ours = self._settings.access.is_ours

        def synced() -> None:
            if not self.ready.is_set():
                log.info("listening")
                tell_supervisor("READY=1")
            self.ready.set()
            sender.reached()

        listener = Listener(
            session, worker, dispatch, self._clock, is_ours, on_synced=synced, on_sign=lambda: vigil.beat(SYNC)
        )
        alarm = Alarm(self.look_at_clock)
        self._parts = (session, dispatch, worker, sender)
        self._heed_signals()
        served = self._make_feed(worker) if self._make_feed else None
        try:
            if served is not None:
                await served.open()
            await worker.run(lambda tx: dispatch.begin(tx, self._clock.now()))
            # What had come in before the last end is dealt with first, homeserver or not.
            worker.wake(tick=True)
            alarm.start()
            await vigil.begin()
            await self._until_stopped(worker.serve(sender), self._listen(session, listener, vigil), sender.run())
        finally:
            vigil.end()
            alarm.stop()
            if served is not None:
                await served.close()
            await session.close()
            worker.close()
            self._parts = None

    async def _listen(self, session: Session, listener: Listener, vigil: Vigil) -> None:
        """Open the session, however long the homeserver takes to come up, and listen."""
        assert self._parts is not None
        _, dispatch, worker, sender = self._parts
        pause = Pause()
        while True:
            try:
                await session.open()
                listener.posted = await look_back(session.client, worker, dispatch, self._clock)
                sender.know(listener.posted)
                break
            except Unavailable as error:
                log.warning("the homeserver is not to be had (%s)", error)
                vigil.beat(SYNC)
                await listener.reach.lost()
                await pause.rest(error.retry_after)
        await listener.run()

    async def _until_stopped(self, *works: Coroutine[Any, Any, None]) -> None:
        """Run all until one ends or `stop` is called; then end the others, the last one last."""
        tasks = [asyncio.create_task(work) for work in works]
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait((*tasks, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        failed = [task for task in tasks if task.done()]
        for task in reversed(tasks):
            while not task.done():
                task.cancel()
                await asyncio.wait((task,), timeout=_PATIENCE_SECONDS)
        await asyncio.gather(stopped, return_exceptions=True)
        for task in failed:
            task.result()
        log.info("stopped")

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
