"""Growing pauses between failures."""

import asyncio
import random

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0


class Pause:
    """Growing pauses between failures, with jitter, so that nobody is hammered (reliability A1.3)."""

    def __init__(self) -> None:
        self._next = _FIRST_PAUSE

    async def rest(self, at_least: float = 0.0) -> None:
        length = max(min(at_least, 900.0), self._next * random.uniform(0.5, 1.0))
        self._next = min(self._next * 2, _LONGEST_PAUSE)
        await asyncio.sleep(length)

    def over(self) -> None:
        self._next = _FIRST_PAUSE
