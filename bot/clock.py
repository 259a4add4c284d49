"""What time it is. All business times come from here; how long to wait for the network does not."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


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
