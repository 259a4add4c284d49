"""The bot within the tests' own process, by a clock that they move."""

import asyncio
import signal
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import config
from bot.app import App, open_app
from bot.clock import MovableClock
from tests.e2e.robot import Bot

_BERLIN = ZoneInfo("Europe/Berlin")


class TimedBot:
    """The whole bot with the account and folder of `bot`, whose process must not run.

    It may take `patience` seconds to come to rest.
    """

    def __init__(self, bot: Bot, at: str, patience: float = 30.0) -> None:
        self._patience = patience
        self._settings = config.load(bot.config)
        self._clock = MovableClock(_instant(at))
        self._app: App | None = None
        self._running: asyncio.Task[None] | None = None

    async def start(self, at: str) -> None:
        """Come to work at a local date and time, and deal with all that is due."""
        self._clock.move_to(_instant(at))
        self._app = open_app(self._settings, self._clock)
        self._running = asyncio.create_task(self._app.run())
        await self._settle()

    async def move_to(self, at: str) -> None:
        """Let time pass until then, and all be done that is due by then."""
        self._clock.move_to(_instant(at))
        await self._settle()

    async def stop(self) -> None:
        if self._app is not None and self._running is not None:
            self._app.stop()
            await self._running
            self._app = self._running = None
            # The tests' own process must stay open to Ctrl-C.
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().remove_signal_handler(number)

    async def _settle(self) -> None:
        assert self._app is not None
        assert self._running is not None
        settled = asyncio.create_task(self._app.settled())
        await asyncio.wait((settled, self._running), timeout=self._patience, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            self._running.result()
        assert settled.done(), "the bot does not come to rest"


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=_BERLIN)
