"""The alarm clock, and nothing but that: the truth about what is due is in our own tables (reliability B)."""

from collections.abc import Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

_SECONDS = 10


class Alarm:
    """Calls `ring` on the event loop every ten seconds, whatever the clock on the wall does in between (B9)."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")

        async def call() -> None:
            ring()

        # No job store but memory (B1, B5); never skipped for being late (B2); it only wakes, it never works (B3).
        self._scheduler.add_job(
            call, "interval", seconds=_SECONDS, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
