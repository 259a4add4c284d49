"""Answering invitations, beside the listening: joining a remote room may take its time."""

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable

from sqlalchemy.exc import OperationalError

from bot.matrix.errors import Denied, MatrixError
from bot.matrix.heard import Invite
from bot.matrix.rooms import answer_invite
from bot.matrix.session import Session

log = logging.getLogger(__name__)

_RETRY_SECONDS = 30.0
_TRIES = 10

JOINS_AN_HOUR = 60
"""So many rooms one person may invite the bot into within an hour; what is more is declined. An operator sets up a
whole town in one."""


class Invitations:
    """Joins where somebody invites who may, and declines everything else (reliability E, Invites)."""

    def __init__(
        self,
        session: Session,
        welcomes: Callable[[Invite], Awaitable[bool]],
        on_declined: Callable[[Invite], Awaitable[None]],
    ) -> None:
        self._session = session
        self._on_declined = on_declined
        self._welcomes = welcomes
        self._queue: asyncio.Queue[tuple[Invite, int]] = asyncio.Queue()
        self._known: set[tuple[str, bool]] = set()
        self._joins: defaultdict[str, deque[float]] = defaultdict(deque)
        self._declined = 0

    def take(self, invites: Iterable[Invite]) -> None:
        for invite in invites:
            if (invite.room_id, invite.follows) not in self._known:
                self._known.add((invite.room_id, invite.follows))
                self._queue.put_nowait((invite, 1))

    async def run(self) -> None:
        """Answer one invitation after the other until cancelled."""
        while True:
            invite, attempt = await self._queue.get()
            if attempt < _TRIES and not await self._is_answered(invite):
                asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._queue.put_nowait, (invite, attempt + 1))
            else:
                self._known.discard((invite.room_id, invite.follows))

    async def _is_answered(self, invite: Invite) -> bool:
        """Answer an invitation. False: it has to be tried again."""
        try:
            accept = invite.follows or (self._may_join(invite) and await self._welcomes(invite))
            async with self._session.in_use() as client:
                await answer_invite(client, invite.room_id, accept)
        except (MatrixError, OperationalError) as error:
            if invite.follows and isinstance(error, Denied):
                log.info("%s takes the place of a room, but needs an invitation", invite.room_id)
                return True
            log.warning("an invitation to %s could not be answered (%s)", invite.room_id, type(error).__name__)
            return False
        if accept:
            self._joins[invite.inviter or ""].append(time.monotonic())
            log.info("accepted an invitation to %s", invite.room_id)
            return True
        self._declined += 1
        log.info("declined an invitation to %s, the %d. since the start", invite.room_id, self._declined)
        await self._on_declined(invite)
        return True

    def _may_join(self, invite: Invite) -> bool:
        """Whether its inviter has not led the bot into too many rooms lately."""
        joins, now = self._joins.get(invite.inviter or "", deque()), time.monotonic()
        while joins and now - joins[0] > 3600:
            joins.popleft()
        return len(joins) < JOINS_AN_HOUR
