"""Where everything is wired: store, session, listener, worker, sender and alarm."""

import asyncio
import logging
import signal
from collections.abc import Callable, Collection, Coroutine
from contextlib import ExitStack
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.aftermath import posted_since
from bot.alarm import Alarm
from bot.clock import Clock, ClockWatch, SystemClock
from bot.config import Settings, house
from bot.jobs import SAME_ID_IS_KNOWN
from bot.listener import Listener, Pause
from bot.lock import FolderLock
from bot.matrix.errors import Unavailable
from bot.matrix.session import Session
from bot.matrix.vault import Vault
from bot.sender import Sender
from bot.soundness import check_folder, check_whole, report_broken
from bot.watchdog import CLOCK, LOOP, SYNC, Watchdog, tell_supervisor
from bot.worker import Dispatch, Worker
from commands.calendar.feed import feed
from commands.dispatch import Dispatch as Commands
from storage import backups, inbox, incidents, outbox
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
_BEAT_SECONDS = 5.0


def _note_silence(tx: Connection, what: str, now: datetime) -> None:
    """It was an incident, and it is over: the bot runs again."""
    incidents.report(tx, "watchdog", what, now)
    incidents.over(tx, "watchdog", what, now)


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
        self._notes: set[asyncio.Task[None]] = set()
        self._parts: tuple[Session, Dispatch, Worker, Sender] | None = None
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
        self._beat(CLOCK)
        if self._parts is not None:
            _, _, worker, sender = self._parts
            if self._is_believed(worker):
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
        is_ours = self._settings.access.is_ours

        def synced() -> None:
            if not self.ready.is_set():
                log.info("listening")
                tell_supervisor("READY=1")
            self.ready.set()
            sender.reached()

        listener = Listener(
            session, worker, dispatch, self._clock, is_ours, on_synced=synced, on_sign=lambda: self._beat(SYNC)
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
            listening = self._listen(session, listener, sender, worker)
            await self._be_watched(worker)
            await self._until_stopped(worker.serve(sender), listening, sender.run())
        finally:
            if self._watchdog is not None:
                self._watchdog.stop()
            alarm.stop()
            if served is not None:
                await served.close()
            await session.close()
            worker.close()
            self._parts = None

    def _beat(self, what: str) -> None:
        if self._watchdog is not None:
            self._watchdog.beat(what)

    async def _be_watched(self, worker: Worker) -> None:
        """From now on the watchdog looks; if it ended the process before, the operators are told."""
        watchdog = self._watchdog
        if watchdog is None:
            return
        loop, what = asyncio.get_running_loop(), watchdog.taken_mark()
        if what is not None:
            await worker.run(lambda tx: _note_silence(tx, what, self._clock.now()))

        def beat() -> None:
            watchdog.beat(LOOP)
            loop.call_later(_BEAT_SECONDS, beat)

        beat()
        self._beat(CLOCK)
        self._beat(SYNC)
        watchdog.start()

    async def _listen(self, session: Session, listener: Listener, sender: Sender, worker: Worker) -> None:
        """Open the session, however long the homeserver takes to come up, and listen."""
        pause = Pause()
        while True:
            try:
                await session.open()
                listener.posted = await self._look_back(session, worker)
                sender.know(listener.posted)
                break
            except Unavailable as error:
                log.warning("the homeserver is not to be had (%s)", error)
                self._beat(SYNC)
                await listener.reach.lost()
                await pause.rest(error.retry_after)
        await listener.run()

    async def _look_back(self, session: Session, worker: Worker) -> dict[str, str]:
        """What is in the rooms of which a database that was put back does not know; nothing is sent before."""
        known = await worker.run(backups.restored)
        if known is not None and known.looked_at is None:
            found, rooms = await posted_since(session.client, known.copied_at)
            log.warning("the database was put back; %d posts since in %d rooms", len(found), len(rooms))
            await worker.run(lambda tx: self._note_posted(tx, found, rooms, known.copied_at))
        return await worker.run(backups.posted_since) if known is not None else {}

    def _note_posted(self, tx: Connection, found: dict[str, str], rooms: Collection[str], copied_at: datetime) -> None:
        now = self._clock.now()
        backups.note_posted(tx, found, now)
        if self._parts is not None:
            self._parts[1].came_back(tx, sorted(rooms), copied_at, now)

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

    def _is_believed(self, worker: Worker) -> bool:
        """Whether the clock may give orders. Says so when it jumps, and when it has run on evenly again."""
        if self._watch is None:
            return True
        doubted, jump, now = not self._watch.believed, self._watch.look(), self._clock.now()
        if jump is not None:
            log.error("the clock has jumped by %s; what it orders waits until it runs on evenly", jump)
            self._note(worker.run(lambda tx: incidents.report(tx, "clock", "jump", now)))
        elif doubted and self._watch.believed:
            log.warning("the clock runs on evenly again")
            self._note(worker.run(lambda tx: incidents.over(tx, "clock", "jump", now)))
        return self._watch.believed

    def _note(self, work: Coroutine[Any, Any, object]) -> None:
        async def note() -> None:
            try:
                await work
            except OperationalError as error:
                log.warning("an incident could not be noted (%s)", type(error).__name__)

        task = asyncio.create_task(note())
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
