"""Whether the homeserver is within reach; that it is not for long becomes an incident."""

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.worker import Worker
from storage import incidents

log = logging.getLogger(__name__)

_LONG = timedelta(minutes=15)
_KIND = "homeserver"


class Reach:
    """`lost` after each failure, `found` after success; `server` is the name of the homeserver."""

    def __init__(self, worker: Worker, clock: Clock, server: str) -> None:
        self._worker = worker
        self._clock = clock
        self._server = server
        self._since: datetime | None = None
        self._is_open: bool | None = None
        """Whether there is an open incident; None: nobody knows since the start."""

    async def lost(self) -> None:
        now = self._clock.now()
        self._since = self._since or now
        if now - self._since > _LONG and not self._is_open:
            await self._note(self._since, over=False)

    async def found(self) -> None:
        self._since = None
        if self._is_open is not False:
            await self._note(self._clock.now(), over=True)

    async def _note(self, at: datetime, *, over: bool) -> None:
        change = incidents.over if over else incidents.report
        try:
            await self._worker.run(lambda tx: change(tx, _KIND, self._server, at))
        except OperationalError as error:
            log.warning("that the homeserver is away could not be noted (%s)", type(error).__name__)
        else:
            self._is_open = not over
