"""How fast the homeserver lets the account send, learnt from its refusals (429; reliability A2).

Synapse lets ten events pass and then one in five seconds. Whoever only waits as told is refused before each event;
whoever keeps the distance that the refusals imply is not.
"""

import logging

log = logging.getLogger(__name__)

LONGEST_REST = 900.0
"""No homeserver may silence the bot for longer at once, whatever it says."""

_LONGEST_BREAK = 60.0
_LONGEST_STEP = 60.0
_MARGIN = 0.02
_PROBE_AFTER = 20
"""After so many events at one pace a faster one is tried."""


def break_after(failures: int, *, refused: bool) -> float:
    """Seconds until a room is tried again after so many failures in a row.

    One that could not be reached may be back at any time, so it waits a minute at most.
    """
    return min(0.5 * 2.0 ** min(failures, 12), LONGEST_REST if refused else _LONGEST_BREAK)


class Pace:
    """All moments are those of one monotonic clock, in seconds; `begun` is when a request was sent."""

    def __init__(self) -> None:
        self.until = 0.0
        self._step = 0.0
        self._last = 0.0
        self._in_a_row = 0
        self._refused = 0

    @property
    def is_limited(self) -> bool:
        return self._step > 0.0

    def refused(self, begun: float, retry_after: float) -> None:
        """The homeserver refused a request, and wants none for so many seconds; 0: it did not say."""
        self._refused += 1
        wait = retry_after if retry_after > 0 else 0.5 * 2.0 ** min(self._refused, 12)
        rest = min(wait, LONGEST_REST)
        if not self.is_limited:
            log.warning("the homeserver limits how much the bot sends; posts wait, %.0f s at first", rest)
        apart = begun - self._last + rest if self._last else rest
        # A refusal that does not say how long implies no distance.
        self._step = max(min(apart, _LONGEST_STEP), _MARGIN) if retry_after > 0 else max(self._step, _MARGIN)
        self._in_a_row = 0
        self.until = max(self.until, begun + rest + _MARGIN)

    def passed(self, begun: float) -> None:
        """The homeserver took an event."""
        self._last, self._refused = max(begun, self._last), 0
        if not self.is_limited:
            return
        self._in_a_row += 1
        if self._in_a_row >= _PROBE_AFTER or (self._in_a_row >= 3 and self._step >= _LONGEST_STEP):
            self._step, self._in_a_row = self._step / 2, 0
        self.until = max(self.until, begun + self._step + _MARGIN)

    def idle(self, now: float) -> None:
        """Nothing waits. After some time of that the homeserver has forgotten what it counted."""
        if self.is_limited and now > self.until + 10 * self._step:
            log.info("the homeserver no longer limits how much the bot sends")
            self._step = 0.0
