"""What time it is. All business times come from here; how long to wait for the network does not."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ClockWatch:
    """Whether a clock runs on evenly. `steady` gives the seconds of a clock that nobody can set.

    After a jump (forwards by more than ten minutes, as after a sleep of the machine, or backwards by more than one) the
    clock is believed again once it has run on evenly for `calm` seconds (reliability B9).
    """

    FORWARDS, BACKWARDS = timedelta(minutes=10), timedelta(minutes=-1)

    def __init__(
        self, now: Callable[[], datetime], steady: Callable[[], float] = time.monotonic, calm: float = 60.0
    ) -> None:
        self._now = now
        self._steady = steady
        self._calm = calm
        self._seen = now(), steady()
        self._doubted_until: float | None = None

    def look(self) -> timedelta | None:
        """By how much the clock has jumped since the last look, or None if it has not. Ask every few seconds."""
        before, (now, steady) = self._seen, (self._now(), self._steady())
        self._seen = now, steady
        jump = (now - before[0]) - timedelta(seconds=steady - before[1])
        if self.BACKWARDS <= jump <= self.FORWARDS:
            if self._doubted_until is not None and steady >= self._doubted_until:
                self._doubted_until = None
            return None
        self._doubted_until = steady + self._calm
        return jump

    @property
    def believed(self) -> bool:
        return self._doubted_until is None


class MovableClock:
    """A clock that starts at `at` (aware) and runs on from there in real time, or stands still.

    Who moves it wakes the app afterwards (`App.ring`); nothing watches the clock.
    """

    def __init__(self, at: datetime, *, runs: bool = True) -> None:
        self._runs = runs
        self.move_to(at)

    def now(self) -> datetime:
        passed = time.monotonic() - self._since if self._runs else 0.0
        return self._at + timedelta(seconds=passed)

    def move_to(self, at: datetime) -> None:
        """Set the clock, forwards or backwards. Raises ValueError for an instant without a zone."""
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self._at = at.astimezone(UTC)
        self._since = time.monotonic()
