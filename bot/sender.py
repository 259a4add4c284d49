"""Sending: what was decided reaches its room once, in order, however often it must be tried (reliability D).

Attempts are committed before the request and outcomes after it, many in one commit. How long to wait after a failure
is kept in memory by the machine's own clock, so that a clock that stands still holds up no repeat.
"""

import asyncio
import logging
import random
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.matrix.sending import PIN, Absent, Outcome, Refused, Sent, Unclear, find, is_encrypted, pin, pinned, put
from bot.matrix.session import Session
from bot.worker import Worker
from storage import post, rooms
from storage.records import Letter, LetterState, Room

log = logging.getLogger(__name__)

_AT_ONCE = 8
_LONGEST_REST = 900.0
_SAME_ID_IS_KNOWN = timedelta(hours=20)
"""Homeservers forget transaction ids; Synapse after 24 hours (reliability D)."""
_ODD_REFUSALS = 12
"""After so many attempts, about an hour, an answer that is neither yes nor a definitive no is given up."""


@dataclass(frozen=True, slots=True)
class _Job:
    letter: Letter
    target: str | None
    encrypted: bool
    look: bool


@dataclass(slots=True)
class _Turn:
    """What one visit to the store gave: jobs to do, when the next letter becomes due, and whether to look again."""

    jobs: list[_Job]
    next_at: datetime | None = None
    again: bool = False


class Sender:
    """`run` sends until cancelled; `wake` after anything that may have left a letter or opened a way."""

    def __init__(self, session: Session, worker: Worker, clock: Clock) -> None:
        self._session = session
        self._worker = worker
        self._clock = clock
        self._call = asyncio.Event()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._done: list[tuple[Letter, Outcome]] = []
        self._resting: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._everybody_rests_until = 0.0
        self._limited = False
        self._looked_for: set[str] = set()
        self._encrypting = asyncio.Lock()
        self._next_at: datetime | None = None
        self._alarm: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        self._call.set()

    def look_at_clock(self) -> None:
        """Wake up if a letter has become due since."""
        if self._next_at is not None and self._next_at <= self._clock.now():
            self.wake()

    @property
    def is_idle(self) -> bool:
        return not (self._under_way or self._done or self._call.is_set())

    async def run(self) -> None:
        try:
            while True:
                await self._session.synced.wait()
                self._call.clear()
                try:
                    await self._round()
                except OperationalError:
                    log.exception("the database refuses to work; trying again")
                    self._wake_in(1.0)
                await self._call.wait()
        finally:
            await self._finish()

    async def _round(self) -> None:
        """Write down what became of letters, and begin with the next ones, in one commit."""
        done, busy = list(self._done), frozenset(self._under_way)
        turn = await self._worker.run(lambda tx: self._turn(tx, done, busy))
        del self._done[: len(done)]
        self._next_at = turn.next_at
        for job in turn.jobs:
            self._under_way[job.letter.room_id] = asyncio.create_task(self._send(job))
        if turn.again:
            self.wake()
        self._set_alarm(turn.next_at)

    def _set_alarm(self, next_at: datetime | None) -> None:
        now = time.monotonic()
        waits = [until - now for until in (*self._resting.values(), self._everybody_rests_until) if until > now]
        if next_at is not None:
            wait = (next_at - self._clock.now()).total_seconds()
            if wait > 0:
                waits.append(wait)
        if waits:
            self._wake_in(min(waits))

    def _wake_in(self, seconds: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(max(seconds, 0.01), self.wake)

    async def _finish(self) -> None:
        """Let what is under way come to its end for a moment, and write down what is known."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=5)
        for task in self._under_way.values():
            task.cancel()
        if self._done:
            done = list(self._done)
            await self._worker.run(lambda tx: self._write_down(tx, done))

    # -- one letter ---------------------------------------------------------------------------------------------------

    async def _send(self, job: _Job) -> None:
        letter = job.letter
        try:
            async with self._session.in_use() as client:
                if job.look:
                    outcome = await find(client, letter)
                elif letter.event_type == PIN:
                    outcome = await self._pin(job)
                else:
                    # One encrypted room at a time: nio's key sharing is not made for more.
                    async with self._encrypting if is_encrypted(client, letter, job.encrypted) else nullcontext():
                        outcome = await put(client, letter, job.target, encrypted=job.encrypted)
        except Exception as error:
            log.exception("letter %s", letter.id)
            outcome = Unclear(type(error).__name__)
        if isinstance(outcome, Unclear) and outcome.logged_out:
            await self._session.suspect()
        self._note(letter, outcome)
        del self._under_way[letter.room_id]
        self._done.append((letter, outcome))
        self.wake()

    async def _pin(self, job: _Job) -> Outcome:
        """Pin the target, and take down what the bot had pinned before: one living message in each room."""
        client, room_id, target = self._session.client, job.letter.room_id, job.target
        before = await pinned(client, room_id)
        if not isinstance(before, list) or target is None:
            return before if not isinstance(before, list) else Sent(None)
        ours = await self._worker.run(lambda tx: {each for each in before if post.letter_by_event(tx, each)})
        after = [each for each in before if each not in ours or each == target]
        if target not in after:
            after.append(target)
        return Sent(None) if after == before else await pin(client, room_id, after)

    def _note(self, letter: Letter, outcome: Outcome) -> None:
        """Plan the pause before the room's next attempt; too many messages make all rooms pause."""
        room_id = letter.room_id
        if not isinstance(outcome, Unclear):
            self._failures.pop(room_id, None)
            self._resting.pop(room_id, None)
            self._limited = False
            return
        self._failures[room_id] += not outcome.logged_out
        grown = min(0.5 * 2.0 ** min(self._failures[room_id], 12), _LONGEST_REST) * random.uniform(0.75, 1.0)
        rest = min(outcome.retry_after, _LONGEST_REST) or grown
        if outcome.limited:
            self._limited = True
            self._everybody_rests_until = max(self._everybody_rests_until, time.monotonic() + rest)
        else:
            self._resting[room_id] = time.monotonic() + rest
        log.warning("letter %s waits %.1f s: %s", letter.id, rest, outcome.why)

    # -- on the worker's thread ---------------------------------------------------------------------------------------

    def _turn(self, tx: Connection, done: list[tuple[Letter, Outcome]], busy: frozenset[str]) -> _Turn:
        self._write_down(tx, done)
        now, moment = self._clock.now(), time.monotonic()
        free = (1 if self._limited else _AT_ONCE) - len(busy)
        turn = _Turn([])
        if free > 0 and moment >= self._everybody_rests_until:
            for letter in post.rooms_with_post(tx, now):
                if len(turn.jobs) >= free:
                    break
                if letter.room_id not in busy and self._resting.get(letter.room_id, 0.0) <= moment:
                    self._begin(tx, turn, letter, now)
        if not (turn.jobs or busy):
            turn.next_at = post.next_post_at(tx)
        return turn

    def _begin(self, tx: Connection, turn: _Turn, letter: Letter, now: datetime) -> None:
        """Note that an attempt begins, unless the letter is set aside or must wait for the one that it speaks of."""
        room, target = rooms.get(tx, letter.room_id), None
        if letter.target is not None:
            first = post.letter_by_id(tx, letter.target)
            target = first.event_id if first else None
            if target is None and first is not None and first.state in (LetterState.PENDING, LetterState.SENDING):
                return
        reason = _hopeless(letter, room, target, now)
        if reason is not None:
            self._set_aside(tx, letter, reason)
            turn.again = True
            return
        device = self._session.login.device_id
        stale = letter.first_attempt_at is not None and now - letter.first_attempt_at > _SAME_ID_IS_KNOWN
        look = letter.attempts > 0 and (stale or letter.device_id != device) and letter.id not in self._looked_for
        if not look:
            post.begin_attempt(tx, letter.id, device, now)
        turn.jobs.append(_Job(letter, target, room is not None and room.encrypted, look))

    def _write_down(self, tx: Connection, done: list[tuple[Letter, Outcome]]) -> None:
        for letter, outcome in done:
            match outcome:
                case Sent(event_id):
                    post.mark_sent(tx, letter.id, event_id)
                    self._looked_for.discard(letter.id)
                case Refused(code):
                    self._set_aside(tx, letter, code)
                case Absent():
                    self._looked_for.add(letter.id)
                case Unclear(why, refused=True) if letter.attempts >= _ODD_REFUSALS:
                    self._set_aside(tx, letter, why)
                case Unclear(why):
                    post.try_again(tx, letter.id, letter.not_before, why)

    def _set_aside(self, tx: Connection, letter: Letter, why: str) -> None:
        log.error("letter %s to %s is set aside: %s", letter.id, letter.room_id, why)
        post.park(tx, letter.id, why)


def _hopeless(letter: Letter, room: Room | None, target: str | None, now: datetime) -> str | None:
    """Why a letter can or need not be sent any more, if that is so."""
    if letter.expires_at is not None and letter.expires_at <= now and letter.attempts == 0:
        return "expired"
    if room is not None and not room.joined:
        return "the bot is not in this room"
    if letter.target is not None and target is None:
        return "what it refers to was never sent"
    return None
