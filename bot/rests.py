"""How long a room is left alone after an attempt to send there failed.

Moments are those of the machine's own clock (`time.monotonic`), in seconds, so that a clock that stands still holds up
no repeat.
"""

import logging
import random
from collections import Counter
from collections.abc import Iterable

from bot.matrix.sending import Outcome, Unclear
from bot.pace import LONGEST_REST, break_after

log = logging.getLogger(__name__)

_SOON = 1.0


class Rests:
    """The rooms that rest, each with a pause that grows with its failures in a row."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._cut_off: set[str] = set()
        self._hurried: set[str] = set()

    def until(self, room_id: str) -> float:
        """When a room may be tried again; 0 if nothing failed there last."""
        return self._until.get(room_id, 0.0)

    def ends(self) -> Iterable[float]:
        return self._until.values()

    def note(self, room_id: str, outcome: Outcome, now: float) -> bool:
        """Plan the pause before the room's next attempt. Whether others that were cut off have reason to be tried soon.

        Where the account is limited, all rooms wait for its pace, and none for itself.
        """
        if not isinstance(outcome, Unclear):
            self._failures.pop(room_id, None)
            self._until.pop(room_id, None)
            self._cut_off.discard(room_id)
            self._hurried.discard(room_id)
            return bool(self._cut_off - self._hurried)
        if outcome.limited:
            return False
        self._failures[room_id] += not outcome.logged_out
        grown = break_after(self._failures[room_id], refused=outcome.refused) * random.uniform(0.75, 1.0)
        if outcome.refused or outcome.retry_after:
            self._cut_off.discard(room_id)
        else:
            self._cut_off.add(room_id)
        rest = min(outcome.retry_after, LONGEST_REST) or grown
        self._until[room_id] = now + rest
        log.warning("room %s waits %.1f s: %s", room_id, rest, outcome.why)
        return False

    def shorten(self, now: float) -> None:
        """Let rooms that were cut off be tried soon.

        Once for each row of a room's failures, so that a room in which nothing ever works is not hammered.
        """
        soon = now + _SOON
        for room_id in self._cut_off - self._hurried:
            if self.until(room_id) > soon:
                self._until[room_id] = soon
                self._hurried.add(room_id)
