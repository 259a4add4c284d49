"""Answering invitations, beside the listening: joining a remote room may take its time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from bot.matrix.errors import MatrixError
from bot.matrix.heard import Invite
from bot.matrix.rooms import answer_invite
from bot.matrix.session import Session

log = logging.getLogger(__name__)

_RETRY_SECONDS = 30.0
_TRIES = 10


class Invitations:
    """Joins where somebody of ours invites and declines everything else (reliability E, Invites)."""

    def __init__(
        self, session: Session, is_ours: Callable[[str], bool], on_declined: Callable[[Invite], Awaitable[None]]
    ) -> None:
        self._session = session
        self._on_declined = on_declined
        self._is_ours = is_ours
        self._queue: asyncio.Queue[tuple[Invite, int]] = asyncio.Queue()
        self._known: set[str] = set()

    def take(self, invites: Iterable[Invite]) -> None:
        for invite in invites:
            if invite.room_id not in self._known:
                self._known.add(invite.room_id)
                self._queue.put_nowait((invite, 1))

    async def run(self) -> None:
        """Answer one invitation after the other until cancelled."""
        while True:
            invite, attempt = await self._queue.get()
            accept = invite.inviter is not None and self._is_ours(invite.inviter)
            try:
                async with self._session.in_use() as client:
                    await answer_invite(client, invite.room_id, accept)
            except MatrixError as error:
                log.warning("an invitation to %s could not be answered (%s)", invite.room_id, error)
                if attempt < _TRIES:
                    asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._queue.put_nowait, (invite, attempt + 1))
                    continue
            else:
                log.info("%s an invitation to %s", "accepted" if accept else "declined", invite.room_id)
                if not accept:
                    await self._on_declined(invite)
            self._known.discard(invite.room_id)
