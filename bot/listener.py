"""Listening: what the homeserver delivers is in the inbox before the homeserver may forget it (reliability A1).

What is not addressed to the bot is dropped in memory: never stored, never logged.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.fetching import Fetching
from bot.invitations import Invitations
from bot.matrix.dropped import Dropped
from bot.matrix.errors import LoggedOut, MatrixError, Unavailable
from bot.matrix.heard import Invite, Known, Step
from bot.matrix.session import Session
from bot.matrix.sync import Hearing
from bot.matrix.upkeep import FEW
from bot.pause import Pause
from bot.posted import find_posted, note_posted
from bot.reach import Reach
from bot.room_book import lose, put
from bot.unread import Settled, Unreadable
from bot.worker import MOST_AT_ONCE, Dispatch, Worker, new_reference
from commands.arriving import marked, receive, still_there
from commands.stimuli import Declined, Missed, Redacted, Said, Stimulus, Unsealed
from storage import inbox, incidents, outbox, rooms

log = logging.getLogger(__name__)

_TOKEN_SECONDS = 60.0


class Listener:
    """`run` listens until it is cancelled. `on_synced` is called when a client has come to know its rooms, `on_sign`
    after each step and each failure. `posted` are the bot's posts of which a database that was put back does not know:
    letter id -> event id."""

    def __init__(
        self,
        session: Session,
        worker: Worker,
        dispatch: Dispatch,
        clock: Clock,
        is_ours: Callable[[str], bool],
        on_synced: Callable[[], None],
        on_sign: Callable[[], None] = lambda: None,
    ) -> None:
        self._session = session
        self._worker = worker
        self._dispatch = dispatch
        self._clock = clock
        self._on_synced = on_synced
        self._on_sign = on_sign
        self._is_ours = is_ours
        self._invitations = Invitations(session, self._welcomes, self._declined)
        self.reach = Reach(worker, clock, session.user_id.partition(":")[2])
        self._unreadable = Unreadable(clock)
        self._fetching = Fetching(session, worker, clock)
        self._token: str | None = None
        self._away_since: datetime | None = None
        self._few: bool | None = None
        self._kept: tuple[str | None, float] = (None, 0.0)
        self.posted: dict[str, str] = {}

    async def run(self) -> None:
        """Raises MatrixError (but never Unavailable) if it makes no sense to go on."""
        beside = [asyncio.create_task(each.run()) for each in (self._invitations, self._fetching)]
        try:
            await self._listen_for_ever()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            if self._token is not None:
                await self._worker.run(self._keep_token)

    async def _listen_for_ever(self) -> None:
        pause, fresh = Pause(), True
        while True:
            self._on_sign()
            try:
                if not fresh:
                    await self._session.renew()
                fresh = False
                await self._listen(pause)
            except LoggedOut:
                await self._log_in_again(pause)
            except Unavailable as error:
                log.warning("cannot listen now (%s)", error)
                await self.reach.lost()
                await pause.rest(error.retry_after)
            except MatrixError:
                raise
            except Exception:
                log.exception("reference %s: a sync step failed; starting over from the last token", new_reference())
                await pause.rest()

    async def _log_in_again(self, pause: Pause) -> None:
        try:
            await self._session.log_in_again()
            await pause.rest()  # a homeserver that lets in and turns out again must not be hammered
        except Unavailable as error:
            log.warning("logging in again has to wait (%s)", error)
            await pause.rest(error.retry_after)

    async def _listen(self, pause: Pause) -> None:
        """Step by step with one client, until something raises."""
        self._away_since, known = await self._worker.run(self._what_is_known)
        self._token, self._kept = known.token, (known.token, time.monotonic())
        await self._worker.run(self._unreadable.load)  # before anything newer: the order of a room holds
        hearing = Hearing(self._session.client, known, self._is_ours)
        first = True
        while True:
            step = await hearing.step()
            self._on_sign()
            step.posted = await find_posted(self._session.client, self._worker, step)
            await self._keep(step)
            self._away_since = None
            self._session.synced.set()
            if step.keys_arrived or not step.idle:
                await self._session.keys_moved()
            if first:
                await self.reach.found()
                self._invitations.take(await hearing.waiting_invites())
                self._on_synced()
                first = False
            await self._watch_supply(step.keys_left)
            self._invitations.take((*step.invites, *(Invite(each, None, follows=True) for each in step.follow)))
            await self._reread(hearing, step.keys_arrived)
            pause.over()

    async def _keep(self, step: Step) -> None:
        """Commit what was heard together with the token that covers it.

        A step that brought nothing moves the token only in memory, but for once a minute: repeating it after a crash
        brings nothing again, and since when the bot was away is known well enough.
        """
        self._token = step.token
        late = time.monotonic() - self._kept[1] > _TOKEN_SECONDS
        if step.idle and not late and self._kept[0] is not None:
            return
        try:
            more = await self._worker.run_with_post(lambda tx: self._write_and_handle(tx, step))
        except OperationalError:
            raise
        except Exception:
            log.exception("reference %s: a step could not be dealt with at once; now bit by bit", new_reference())
            more = await self._worker.run(lambda tx: self._write(tx, step, careful=True))
        self._kept = (step.token, time.monotonic())
        self._fetching.start()
        if more:
            self._worker.wake()

    async def _reread(self, hearing: Hearing, keys_arrived: bool) -> None:
        for unread in self._unreadable.to_request():
            await hearing.request_key(unread)
        readable = self._unreadable.read_again(hearing, keys_arrived)
        if readable:
            await self._worker.run(lambda tx: self._write_late(tx, readable))
            self._fetching.start()
            self._worker.wake()

    async def _watch_supply(self, left: int | None) -> None:
        """Whoever takes the last one-time keys shuts the bot off from new devices: that is for the operators."""
        few = self._few if left is None else left < FEW
        if few is None or few == self._few:
            return
        if few:
            log.error("only %s one-time keys are left at the homeserver; uploading more", left)
        note = incidents.report if few else incidents.over
        await self._worker.run(lambda tx: note(tx, "device", "one_time_keys", self._clock.now()))
        self._few = few

    async def _welcomes(self, invite: Invite) -> bool:
        inviter, direct = invite.inviter, invite.direct
        if inviter is None:
            return False
        return await self._worker.run(lambda tx: self._dispatch.welcomes(tx, inviter, direct, self._clock.now()))

    async def _declined(self, invite: Invite) -> None:
        """An invitation was declined: a row a day in the inbox for all strangers, and one for each of ours."""
        now = self._clock.now()
        server = (invite.inviter or "").partition(":")[2] or "?"
        ours = invite.inviter if invite.inviter and self._is_ours(invite.inviter) else None
        cause = f"declined/{now:%Y-%m-%d}" + (f"/{ours}" if ours else "")
        stimulus = Declined(cause, invite.room_id, server, now, ours)
        try:
            await self._worker.run(lambda tx: receive(tx, [stimulus], self._clock.now()))
        except OperationalError as error:
            log.warning("that an invitation was declined could not be noted (%s)", type(error).__name__)
        self._worker.wake()

    # -- on the worker's thread ---------------------------------------------------------------------------------------

    def _what_is_known(self, tx: Connection) -> tuple[datetime | None, Known]:
        """When it was listened last, and what was known then."""
        position = inbox.sync_token(tx, self._session.user_id)
        every = rooms.every(tx)
        known = Known(
            position[1] if position else None,
            frozenset(room.id for room in every if room.joined),
            frozenset(room.id for room in every if room.encrypted),
        )
        return inbox.seen_at(tx, self._session.user_id), known

    def _write_and_handle(self, tx: Connection, step: Step) -> bool:
        """What came in, what it leads to, and the token that covers it: one commit. Whether more may be waiting."""
        if not self._write(tx, step, careful=False):
            return False
        self._worker.handle(tx)
        return len(step.heard) > MOST_AT_ONCE

    def _write(self, tx: Connection, step: Step, *, careful: bool) -> bool:
        now = self._clock.now()
        note_posted(tx, step)
        watched = [
            one for room, members in step.rooms for one in put(tx, room, members, self._is_ours, step.token, now)
        ]
        watched += [one for left in step.left for one in lose(tx, left, step.token, now)]
        for left in step.left:
            self._unreadable.leave(tx, left.room_id)
        # A homeserver whose clock is ahead of ours must not make questions expire while they are answered.
        heard = [replace(one, at=min(one.at, now)) for one in (*watched, *still_there(step.heard))]
        if any(isinstance(one, Missed) for one in heard):
            since = inbox.seen_at(tx, self._session.user_id)
            heard = [replace(one, since=since, at=now) if isinstance(one, Missed) else one for one in heard]
        wanted = [stimulus for stimulus in heard if self._wants(tx, stimulus, careful)]
        answered = {one.event_id for one in wanted if self._was_answered(tx, one)}
        wanted = marked(wanted, self._away_since, now, answered)
        receive(tx, wanted, self._clock.now())
        kept = [self._unreadable.keep(tx, unread, self._away_since) for unread in step.unread]
        told = [unreadable for unreadable in kept if unreadable is not None]
        clear = [_unsealed(said) for said in step.in_clear if self._wants(tx, said, careful)]
        receive(tx, [*told, *clear], self._clock.now())
        for file in step.files:
            if self._wants(tx, file.filed, careful):
                self._fetching.keep(tx, file)
        for stimulus in step.heard:
            if isinstance(stimulus, Redacted):
                inbox.forget_undecrypted(tx, stimulus.target, stimulus.room_id)
        inbox.set_sync_token(tx, self._session.user_id, self._session.login.device_id, step.token, now)
        return bool(wanted or told or clear)

    def _was_answered(self, tx: Connection, stimulus: Stimulus) -> bool:
        """Whether this was answered already, by what is in the rooms and not in a database that was put back."""
        reasons = (f"{kind}/{stimulus.event_id}" for kind in ("reply", "mark")) if self.posted else ()
        return any(outbox.id_for(tx, reason) in self.posted for reason in reasons)

    def _write_late(self, tx: Connection, settled: list[Settled]) -> None:
        for one in settled:
            read = one.outcome
            if isinstance(read, Dropped) and self._wants(tx, read.filed, careful=True):
                self._fetching.keep(tx, read)
                continue
            here = inbox.is_undecrypted(tx, one.event_id) if one.kept else inbox.forget_undecrypted(tx, one.event_id)
            if here and not isinstance(read, Dropped | None) and self._wants(tx, read, careful=True):
                now = self._clock.now()
                answered = {one.event_id} if self._was_answered(tx, read) else ()
                receive(tx, marked([read], one.away_since, now, answered), now)

    def _wants(self, tx: Connection, stimulus: Stimulus, careful: bool) -> bool:
        if not careful:
            return self._dispatch.wants(tx, stimulus)
        try:
            with tx.begin_nested():
                return self._dispatch.wants(tx, stimulus)
        except OperationalError:
            raise
        except Exception:
            log.exception("reference %s: event %s could not be judged", new_reference(), stimulus.event_id)
            return False

    def _keep_token(self, tx: Connection) -> None:
        inbox.set_sync_token(tx, self._session.user_id, self._session.login.device_id, self._token, self._clock.now())


def _unsealed(said: Said) -> Unsealed:
    return Unsealed(said.event_id, said.room_id, said.sender, said.at)
