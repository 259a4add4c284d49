"""Encrypted events whose key is still missing: tried again, owned up to after ten minutes, forgotten after a day
(reliability A4). Nothing is passed over in silence.

After a restart these are all events that could not be dealt with before, files that were still to be fetched included.
"""

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.matrix.dropped import Dropped
from bot.matrix.heard import Unread
from bot.matrix.sync import Hearing
from commands.stimuli import Said, Stimulus, Undecryptable
from storage import inbox

log = logging.getLogger(__name__)

_TRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
OWN_UP = timedelta(minutes=10)
"""So long after an event came the room is told that it cannot be read."""
_FORGET = timedelta(hours=24)

IN_A_ROOM, IN_ALL = 300, 1500
"""Whoever floods a room with garbage shall not fill memory and disk with it; what is more is owned up to at once."""


@dataclass
class _Waiting:
    unread: Unread
    since: datetime
    away_since: datetime | None = None
    tried: int = 0
    requested: bool = False
    at_once: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an event: what it says, that it cannot be read, or None where it is no business of ours.

    `kept`: its source stays, because the key may still come. `away_since`: since when the bot had been away when it was
    first heard of.
    """

    event_id: str
    outcome: Stimulus | Dropped | None
    kept: bool = False
    away_since: datetime | None = None


class Unreadable:
    """What waits for its key, in memory and in the store, so that a restart forgets nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, _Waiting] = {}
        self._in_room: Counter[str] = Counter()

    def load(self, tx: Connection) -> None:
        """Take up what was kept before a restart."""
        for event_id, room_id, source, since in inbox.undecrypted_events(tx):
            told = inbox.outcome_of(tx, event_id) is not None
            unread = Unread(event_id, room_id, source)
            self._add(_Waiting(unread, since, at_once=True, told=told))

    def keep(self, tx: Connection, unread: Unread, away_since: datetime | None = None) -> Stimulus | None:
        """Keep an event for later; where too many wait already, what is to be said of it now.

        `away_since`: the bot comes back and had been away since then; after many hours keys come later than words.
        """
        if inbox.outcome_of(tx, unread.event_id) is not None:
            return None
        if len(self._waiting) >= IN_ALL or self._in_room[unread.room_id] >= IN_A_ROOM:
            return _owned_up(unread)
        now = self._clock.now()
        inbox.keep_undecrypted(tx, unread.event_id, unread.room_id, unread.source, now)
        self._add(_Waiting(unread, now, away_since))
        return None

    def leave(self, tx: Connection, room_id: str) -> None:
        """Forget what waits in a room that the bot is no longer in."""
        inbox.forget_undecrypted_in(tx, room_id)
        for event_id in [each for each, waiting in self._waiting.items() if waiting.unread.room_id == room_id]:
            self._drop(event_id)

    def to_request(self) -> list[Unread]:
        """Those whose key was not asked for yet."""
        new = [waiting for waiting in self._waiting.values() if not waiting.requested]
        for waiting in new:
            waiting.requested = True
        return [waiting.unread for waiting in new]

    def read_again(self, hearing: Hearing, keys_arrived: bool) -> list[Settled]:
        """Try those whose turn it is."""
        settled: list[Settled] = []
        for event_id, waiting in list(self._waiting.items()):
            age = self._clock.now() - waiting.since
            due = waiting.tried < len(_TRIES) and age >= _TRIES[waiting.tried]
            waiting.tried += due
            own_up = age >= OWN_UP and not waiting.told
            if not (due or own_up or keys_arrived or waiting.at_once or age >= _FORGET):
                continue
            waiting.at_once = False
            outcome = hearing.try_again(waiting.unread)
            if not isinstance(outcome, Unread):
                self._drop(event_id)
                late = waiting.told
                away_since = None if late else waiting.away_since
                settled.append(Settled(event_id, _late(outcome) if late else outcome, away_since=away_since))
            elif own_up:
                log.warning("event %s could not be decrypted within ten minutes", event_id)
                waiting.told = True
                settled.append(Settled(event_id, _owned_up(waiting.unread), kept=True))
            elif age >= _FORGET:
                self._drop(event_id)
                settled.append(Settled(event_id, None))
        return settled

    def _add(self, waiting: _Waiting) -> None:
        if waiting.unread.event_id not in self._waiting:
            self._waiting[waiting.unread.event_id] = waiting
            self._in_room[waiting.unread.room_id] += 1

    def _drop(self, event_id: str) -> None:
        waiting = self._waiting.pop(event_id)
        self._in_room[waiting.unread.room_id] -= 1


def _late(outcome: Stimulus | Dropped | None) -> Stimulus | None:
    """What still counts of a message after its sender was asked to send it again: its orders, marked as late."""
    return replace(outcome, late=True) if isinstance(outcome, Said) else None


def _owned_up(unread: Unread) -> Undecryptable | None:
    sender, stamp = unread.source.get("sender"), unread.source.get("origin_server_ts")
    if not isinstance(sender, str) or not isinstance(stamp, int):
        return None
    try:
        at = datetime.fromtimestamp(stamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Undecryptable(unread.event_id, unread.room_id, sender, at)
