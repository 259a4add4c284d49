"""Fetching the files that people drop for the bot, beside the listening, so that a slow one holds up nobody.

A calendar file is read; of any other only the hash is taken.

The event is kept in the store together with the sync token, as it came, until the file is in the inbox; so a crash in
between fetches it again. A file that cannot be had comes in without its text, and the commands say so.
"""

import asyncio
import logging
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.matrix.client import Client
from bot.matrix.dropped import Dropped, with_hash, with_text
from bot.matrix.errors import Unavailable
from bot.matrix.files import LARGEST_FETCHED, LARGEST_HASHED, fetch, fingerprint
from bot.matrix.session import Session
from bot.worker import Worker, new_reference
from commands.stimuli import Filed, to_payload
from storage import inbox

log = logging.getLogger(__name__)

_PAUSES = (2.0, 10.0)
"""Between the tries to fetch a file; after the last it is given up."""

_WAITING_AT_MOST = 100
"""Whoever floods a room with files shall not fill the memory with them."""


class Fetching:
    """`keep` what was heard, in the transaction that keeps the token; `run` fetches one after the other."""

    def __init__(self, session: Session, worker: Worker, clock: Clock) -> None:
        self._session = session
        self._worker = worker
        self._clock = clock
        self._waiting: dict[str, Dropped] = {}
        self._call = asyncio.Event()

    def keep(self, tx: Connection, dropped: Dropped) -> None:
        """Remember a file that is to be fetched; one that came in before changes nothing."""
        event_id = dropped.filed.event_id
        if inbox.outcome_of(tx, event_id) is not None:
            return
        if len(self._waiting) >= _WAITING_AT_MOST:
            log.warning("too many files at once; %s is left alone", event_id)
            return
        inbox.keep_undecrypted(tx, event_id, dropped.filed.room_id, dropped.wire, self._clock.now())
        self._waiting.setdefault(event_id, dropped)

    def start(self) -> None:
        """What was kept is committed now."""
        if self._waiting:
            self._call.set()

    async def run(self) -> None:
        """Fetch what waits until cancelled."""
        while True:
            await self._call.wait()
            self._call.clear()
            while self._waiting:
                event_id, dropped = next(iter(self._waiting.items()))
                filed = await self._fetch(dropped)
                try:
                    await self._worker.run(partial(self._receive, filed=filed))
                except OperationalError:
                    log.exception("the database refuses to work; trying again")
                    await asyncio.sleep(_PAUSES[0])
                    continue
                except Exception:  # the event is still kept, and tried again after a restart
                    log.exception("reference %s: a file could not be taken in", new_reference())
                del self._waiting[event_id]
                self._worker.wake()

    async def _fetch(self, dropped: Dropped) -> Filed:
        """The file with what is to be known of it; as it came, if it cannot be had."""
        largest = LARGEST_FETCHED if dropped.filed.is_calendar else LARGEST_HASHED
        if dropped.place is None or dropped.filed.size > largest:
            return dropped.filed
        for pause in (*_PAUSES, None):
            try:
                async with self._session.in_use() as client:
                    return await _looked_into(client, dropped)
            except Unavailable as error:
                log.warning("the file of event %s cannot be had (%s)", dropped.filed.event_id, error)
            except Exception:
                log.exception("reference %s: event %s", new_reference(), dropped.filed.event_id)
            if pause is not None:
                await asyncio.sleep(pause)
        return dropped.filed

    def _receive(self, tx: Connection, filed: Filed) -> None:
        """Put the file into the inbox, unless its message was removed meanwhile."""
        if inbox.forget_undecrypted(tx, filed.event_id):
            inbox.receive(tx, [(filed.event_id, filed.room_id, to_payload(filed))], self._clock.now())


async def _looked_into(client: Client, dropped: Dropped) -> Filed:
    assert dropped.place is not None
    if dropped.filed.is_calendar:
        return with_text(dropped.filed, await fetch(client, dropped.place))
    mark = await fingerprint(client, dropped.place)
    return with_hash(dropped.filed, *mark) if mark else dropped.filed
