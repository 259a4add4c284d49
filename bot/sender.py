"""Sending: what was decided reaches its room once, in order, however often it must be tried (reliability D).

Attempts are committed before the request and outcomes after it, many in one commit. How long to wait after a failure
is kept in memory by the machine's own clock, so that a clock that stands still holds up no repeat.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.jobs import NEVER_SENT, SAME_ID_IS_KNOWN, Done, Errand, Job, Ledger, Untouched
from bot.matrix.client import Client
from bot.matrix.files import Uploads
from bot.matrix.sending import (
    PIN,
    Absent,
    Outcome,
    Refused,
    Sent,
    Unclear,
    find,
    go,
    is_encrypted,
    pin,
    pinned,
    put,
)
from bot.matrix.session import Session
from bot.pace import Pace
from bot.rests import Rests
from bot.worker import Worker
from storage import incidents, outbox
from storage.post_records import Letter

log = logging.getLogger(__name__)

_AT_ONCE = 8
_IN_A_ROW = 4
"""Letters of one room that are begun in one commit."""
_LONG_WAIT = timedelta(minutes=15)
_NOTE_SECONDS = 0.25
"""An outcome is written down after so long at the latest. Before that a crash leads to the same PUT again (D)."""


@dataclass(frozen=True, slots=True)
class _Returned:
    """Letters with their outcomes, and the rooms that are free again."""

    done: tuple[Done, ...]
    rooms: tuple[str, ...]


class Sender:
    """`run` sends until cancelled; `wake` after anything that may have left a letter or opened a way.

    It has its part in each transaction of the worker (see `Outbox` there), so that an answer, the attempt to send it
    and the outcomes of those before it are one commit.
    """

    def __init__(self, session: Session, worker: Worker, clock: Clock, known_for: timedelta = SAME_ID_IS_KNOWN) -> None:
        self._session = session
        self._worker = worker
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._ledger = Ledger(lambda: session.login.device_id, self._wake_from_thread, known_for)
        self._call = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[str] = set()
        self._more = True
        self._done: list[Done] = []
        self._free: list[str] = []
        self._rests = Rests()
        self._pace = Pace()
        self._rate_told: bool | None = None
        self._encrypting = asyncio.Lock()
        self._uploads = Uploads()
        self._next_at: datetime | None = None
        self._alarm: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        self._more = True
        self._call.set()

    def _wake_from_thread(self) -> None:
        self._loop.call_soon_threadsafe(self.wake)

    def know(self, posted: dict[str, str]) -> None:
        """Letters that are in their rooms though the database does not know: id -> event id."""
        self._ledger.posted = posted

    def look_at_clock(self) -> None:
        """Wake up if a letter has become due since."""
        if self._next_at is not None and self._next_at <= self._clock.now():
            self.wake()

    def reached(self) -> None:
        """Something got through to the homeserver: rooms that were cut off are tried soon."""
        self._rests.shorten(time.monotonic())
        self.wake()

    def hurry(self) -> None:
        """Write down at once what otherwise would wait a moment for company."""
        if self._done:
            self._call.set()

    @property
    def is_idle(self) -> bool:
        return not (self._busy or self._done or self._call.is_set())

    async def run(self) -> None:
        try:
            while True:
                await self._session.synced.wait()
                self._call.clear()
                try:
                    await self._worker.run_with_post(lambda tx: None)
                except OperationalError:
                    log.exception("the database refuses to work; trying again")
                    self._wake_in(1.0)
                await self._call.wait()
        finally:
            await self._finish()

    def returned(self) -> _Returned:
        return _Returned(tuple(self._done), tuple(self._free))

    def start(self, returned: _Returned, jobs: Sequence[Job]) -> None:
        """Send what was claimed and committed."""
        del self._done[: len(returned.done)], self._free[: len(returned.rooms)]
        for job in jobs:
            task = asyncio.create_task(self._send(job))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._set_alarm()

    def drop(self, returned: _Returned, jobs: Sequence[Job]) -> None:
        """Forget what was claimed and noted: the transaction was rolled back."""
        self._busy.difference_update(job.room_id for job in jobs)
        self._busy.update(returned.rooms)
        self._rate_told = None

    def _set_alarm(self) -> None:
        now = time.monotonic()
        waits = [until - now for until in (*self._rests.ends(), self._pace.until) if until > now]
        if self._next_at is not None:
            wait = (self._next_at - self._clock.now()).total_seconds()
            waits += [wait] if wait > 0 else []
        if waits:
            self._wake_in(min(waits))

    def _wake_in(self, seconds: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self._loop.call_later(max(seconds, 0.01), self.wake)

    async def _finish(self) -> None:
        """Let what is under way come to its end for a moment, and write down what is known."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)
        for task in self._tasks:
            task.cancel()
        done = list(self._done)
        await self._worker.run(lambda tx: self._ledger.note(tx, done, self._clock.now()))

    # -- one room -----------------------------------------------------------------------------------------------------

    async def _send(self, job: Job) -> None:
        """Send the letters of a job one after the other; after an unclear outcome none of the rest."""
        outcome: Outcome = Absent()
        sent: dict[str, str | None] = {}
        rest = list(job.errands)
        while rest and not isinstance(outcome, Unclear):
            errand = rest.pop(0)
            target = errand.target or sent.get(errand.letter.target or "")
            begun = time.monotonic()
            outcome = await self._attempt(job, errand, target)
            if isinstance(outcome, Unclear) and outcome.limited:
                self._pace.refused(begun, outcome.retry_after)
            elif isinstance(outcome, Sent) and outcome.event_id is not None and not job.look:
                self._pace.passed(begun)
            if not isinstance(outcome, Unclear):
                self._uploads.forget(errand.letter.id)
            if isinstance(outcome, Sent):
                sent[errand.letter.id] = outcome.event_id
            self._done.append((errand.letter, outcome))
        self._done += [(errand.letter, Untouched()) for errand in rest]
        if isinstance(outcome, Unclear) and outcome.logged_out:
            await self._session.suspect()
        if self._rests.note(job.room_id, outcome, time.monotonic()):
            self.reached()
        self._free.append(job.room_id)
        if self._more or not isinstance(outcome, Sent):
            self._call.set()
        else:
            # Nothing waits for it: the next commit, whatever it is for, takes the note along.
            self._loop.call_later(_NOTE_SECONDS, self._call.set)

    async def _attempt(self, job: Job, errand: Errand, target: str | None) -> Outcome:
        letter = errand.letter
        if letter.target is not None and target is None:
            return Refused(NEVER_SENT)
        try:
            async with self._session.in_use() as client:
                if job.look:
                    return await find(client, letter)
                if letter.event_type == PIN:
                    return await self._pin(client, letter, target)
                if letter.event_type == outbox.LEAVE:
                    return await go(client, letter.room_id)
                encrypted = is_encrypted(client, letter, job.encrypted)
                if errand.file is not None:
                    place = await self._uploads.place(client, letter, errand.file, encrypted=encrypted)
                    if not isinstance(place, dict):
                        return place
                    letter = replace(letter, content=letter.content | place)
                # One encrypted room at a time: nio's key sharing is not made for more.
                async with self._encrypting if encrypted else nullcontext():
                    return await put(client, letter, target, encrypted=job.encrypted)
        except Exception as error:
            log.exception("letter %s", letter.id)
            return Unclear(type(error).__name__)

    async def _pin(self, client: Client, letter: Letter, target: str | None) -> Outcome:
        """Pin the target, and take down what the bot had pinned before: one living message in each room."""
        before = await pinned(client, letter.room_id)
        if not isinstance(before, list):
            return before
        ours = await self._worker.run(
            lambda tx: {each for each in before if outbox.letter_by_event(tx, each, letter.room_id)}
        )
        after = [each for each in before if each not in ours or each == target]
        if target is not None and target not in after:
            after.append(target)
        return Sent(None) if after == before else await pin(client, letter.room_id, after)

    # -- on the worker's thread ---------------------------------------------------------------------------------------

    def claim(self, tx: Connection) -> list[Job]:
        """Note in the outbox that attempts begin, and say which. At most one job for each room at a time.

        `_more` is set where something was left for later, so that nobody need look again for nothing.
        """
        self._more = False
        moment = time.monotonic()
        self._pace.idle(moment)
        if not self._session.synced.is_set() or moment < self._pace.until:
            self._more = True
            return []
        limited = self._pace.is_limited
        now, free = self._clock.now(), (1 if limited else _AT_ONCE) - len(self._busy)
        queues, self._next_at = outbox.due_queues(tx, now, _IN_A_ROW)
        self._watch_rate(tx, queues, now)
        jobs: list[Job] = []
        for queue in queues:
            room_id = queue[0].room_id
            waits = room_id in self._busy or self._rests.until(room_id) > moment
            job = None if waits or len(jobs) >= free else self._ledger.begin(tx, queue[:1] if limited else queue, now)
            self._more |= job is None or len(job.errands) < len(queue) or len(queue) == _IN_A_ROW
            jobs += [job] if job is not None else []
        self._busy.update(job.room_id for job in jobs)
        return jobs

    def _watch_rate(self, tx: Connection, queues: Sequence[Sequence[Letter]], now: datetime) -> None:
        """Let people know when post waits long because the account is limited, and when that is over."""
        waiting = [queue[0] for queue in queues if not self._rests.until(queue[0].room_id)]
        late = self._pace.is_limited and any(now - one.not_before > _LONG_WAIT for one in waiting)
        if late and self._rate_told is not True:
            incidents.report(tx, "rate", self._session.user_id, now)
            self._rate_told = True
        elif not self._pace.is_limited and self._rate_told is not False:
            incidents.over(tx, "rate", self._session.user_id, now)
            self._rate_told = False

    def note(self, tx: Connection, returned: _Returned) -> None:
        """Write down what became of letters; their rooms are free for the next."""
        self._ledger.note(tx, returned.done, self._clock.now())
        self._busy.difference_update(returned.rooms)
