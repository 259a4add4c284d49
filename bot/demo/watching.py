"""Reading along: what people's clients decrypt in the rooms, printed with the time that it was in the story."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from bot.clock import MovableClock
from bot.demo.crowd import Crowd, seen
from bot.demo.hearing import Heard
from bot.demo.screen import Screen
from bot.demo.seen import Seen
from bot.demo.town import TOWN

_UNREADABLE_AFTER = 20.0
_TRUNCATED = timedelta(milliseconds=2)
"""Homeservers stamp events with whole milliseconds."""


class StoryClock(MovableClock):
    """A movable clock that knows afterwards what time it was in the story at an instant of the real world."""

    def __init__(self, at: datetime) -> None:
        self._moves: list[tuple[datetime, datetime]] = []
        super().__init__(at)

    def move_to(self, at: datetime) -> None:
        super().move_to(at)
        self._moves.append((datetime.now(UTC), at))

    def at(self, real: datetime) -> datetime:
        moves = [move for move in self._moves if move[0] <= real + _TRUNCATED] or self._moves[:1]
        moved, story = moves[-1]
        return story + max(real - moved, timedelta())


class Watch:
    """`look` takes in and prints what is new. `seen` is all that was read so far, `heard` the events behind it."""

    def __init__(self, crowd: Crowd, clock: StoryClock, screen: Screen, bot: str) -> None:
        self._crowd, self._clock, self._screen, self._bot = crowd, clock, screen, bot
        self._taken = dict.fromkeys(crowd.rooms, 0)
        self._stuck: dict[str, float] = {}
        self.seen: list[Seen] = []
        self.heard: list[tuple[str, Heard]] = []
        self.unreadable = 0

    def look(self) -> None:
        fresh = [(sign, heard) for sign in self._crowd.rooms for heard in self._fresh(sign)]
        for sign, heard in sorted(fresh, key=lambda one: one[1].at):
            self.heard.append((sign, heard))
            shown = seen(heard, sign)
            if shown is not None:
                self.seen.append(shown)
                local = self._clock.at(heard.at).astimezone(TOWN.time_zone)
                self._screen.show(local, shown, is_bot=heard.sender == self._bot)

    def _fresh(self, sign: str) -> list[Heard]:
        """What is new in a room, up to the first event whose key is still missing."""
        new = self._crowd.reader(sign).heard(self._crowd.rooms[sign])[self._taken[sign] :]
        readable: list[Heard] = []
        for heard in new:
            if not heard.readable:
                since = self._stuck.setdefault(heard.event_id, time.monotonic())
                if time.monotonic() - since < _UNREADABLE_AFTER:
                    break
                self.unreadable += 1
            readable.append(heard)
        self._taken[sign] += len(readable)
        return readable

    async def newest_is_read(self, sign: str) -> bool:
        """Whether the newest event that the homeserver has of a room was read."""
        room, reader = self._crowd.rooms[sign], self._crowd.reader(sign)
        page = await reader.request("GET", f"/rooms/{quote(room)}/messages?dir=b&limit=1")
        newest = page["chunk"][0]["event_id"]
        self.look()
        return any(heard.event_id == newest for _, heard in reversed(self.heard))
