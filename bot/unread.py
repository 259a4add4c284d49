"""Encrypted events whose key is still missing: tried again for ten minutes, then owned up to (reliability A4).

After a restart these are all events that could not be dealt with before, files that were still to be fetched included.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.matrix.dropped import Dropped
from bot.matrix.heard import Unread
from bot.matrix.sync import Hearing
from commands.stimuli import Stimulus, Undecryptable
from storage import inbox

log = logging.getLogger(__name__)

_TRIES = (timedelta(minutes=1), timedelta(minutes=5))
_GIVE_UP = timedelta(minutes=10)
_AT_MOST = 500
"""Whoever floods a room with garbage shall not fill the memory with it."""


@dataclass
class _Waiting:
    unread: Unread
    since: datetime
    tried: int = 0
    requested: bool = False
    at_once: bool = False


class Unreadable:
    """What waits for its key, in memory and in the store, so that a restart forgets nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, _Waiting] = {}

    def load(self, tx: Connection) -> None:
        """Take up what was kept before a restart."""
        for event_id, room_id, source, since in inbox.undecrypted_events(tx):
            self._waiting.setdefault(event_id, _Waiting(Unread(event_id, room_id, source), since, at_once=True))

    def keep(self, tx: Connection, unread: Unread) -> None:
        if len(self._waiting) >= _AT_MOST:
            return
        now = self._clock.now()
        inbox.keep_undecrypted(tx, unread.event_id, unread.room_id, unread.source, now)
        self._waiting.setdefault(unread.event_id, _Waiting(unread, now))

    def to_request(self) -> list[Unread]:
        """Those whose key was not asked for yet."""
        new = [waiting for waiting in self._waiting.values() if not waiting.requested]
        for waiting in new:
            waiting.requested = True
        return [waiting.unread for waiting in new]

    def read_again(self, hearing: Hearing, keys_arrived: bool) -> list[tuple[str, Stimulus | Dropped | None]]:
        """(event id, what it says) of those that are settled now; None where it is no business of ours."""
        settled: list[tuple[str, Stimulus | Dropped | None]] = []
        for event_id, waiting in list(self._waiting.items()):
            age = self._clock.now() - waiting.since
            due = waiting.tried < len(_TRIES) and age >= _TRIES[waiting.tried]
            waiting.tried += due
            over = age >= _GIVE_UP
            if not (due or over or keys_arrived or waiting.at_once):
                continue
            waiting.at_once = False
            outcome = hearing.try_again(waiting.unread)
            if isinstance(outcome, Unread):
                if not over:
                    continue
                log.warning("event %s could not be decrypted within ten minutes", event_id)
                outcome = _given_up(waiting.unread)
            settled.append((event_id, outcome))
            del self._waiting[event_id]
        return settled


def _given_up(unread: Unread) -> Undecryptable | None:
    sender, stamp = unread.source.get("sender"), unread.source.get("origin_server_ts")
    if not isinstance(sender, str) or not isinstance(stamp, int):
        return None
    try:
        at = datetime.fromtimestamp(stamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Undecryptable(unread.event_id, unread.room_id, sender, at)
