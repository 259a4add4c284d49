"""Acting: people do on the homeserver what the screenplay says, and the clock moves on from duty to duty."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.app import App
from bot.demo import screenplay
from bot.demo.crowd import Crowd
from bot.demo.screenplay import Moved, Spoken, Step
from bot.demo.seen import Seen
from bot.demo.town import TOWN
from bot.demo.watching import StoryClock, Watch

_PATIENCE, _LITTLE_PATIENCE = 20.0, 3.0
"""Seconds to wait for an expected post, and once something has failed to come."""
_REST_SECONDS = 60.0


class Actors:
    """`missing` gathers what was expected and did not come: (room, fragment); `arrived` counts what did."""

    def __init__(self, app: App, clock: StoryClock, crowd: Crowd, watch: Watch, bot: str) -> None:
        self._app, self._clock, self._crowd, self._watch, self._bot = app, clock, crowd, watch, bot
        self._commands: dict[tuple[str, str], str] = {}
        self._ignored: list[tuple[str, str, str]] = []
        self.missing: list[tuple[str, str]] = []
        self.arrived = 0

    async def perform(self, step: Step) -> None:
        """Do a step, and wait until the bot has come to rest and its expected posts were read."""
        start = len(self._watch.seen)
        match step.does:
            case Spoken():
                await self._speak(step.does)
            case Moved(to):
                await self._move_to(to.replace(tzinfo=TOWN.time_zone))
        await self._settle()
        for room, fragment in step.expected:
            if await self._in_time(self._has_read(start, room, fragment)):
                self.arrived += 1
            else:
                self.missing.append((room, fragment))

    async def finish(self) -> None:
        """Make sure that the bot has kept silent on what was none of its business."""
        for room, event_id, text in self._ignored:
            if await self._is_answered(event_id)():
                self.missing.append((room, f"Schweigen auf „{text}“"))

    async def _speak(self, line: Spoken) -> None:
        person, room = self._crowd.people[line.who], self._crowd.rooms[line.room]
        match line.how:
            case "edits":
                event_id = await person.edit(room, self._commands[line.who, line.room], line.text)
            case "marks":
                event_id = await person.react(room, self._last_post(line.room), line.text)
            case "replies":
                event_id = await person.say(room, line.text, reply_to=self._last_post(line.room))
            case "says" | "chats":
                event_id = await person.say(room, line.text)
        if line.how == "says" and line.text.startswith("!"):
            self._commands[line.who, line.room] = event_id
        if line.how == "chats":
            self._ignored.append((line.room, event_id, line.text))
        elif not await self._in_time(self._is_answered(event_id)):
            self.missing.append((line.room, f"eine Antwort auf „{line.text}“"))

    async def _move_to(self, goal: datetime) -> None:
        """Stop at every duty on the way; a clock that runs on by itself never goes back."""
        while (due := await self._app.next_due()) is not None and due <= goal:
            self._clock.move_to(max(due, self._clock.now()))
            await self._rest()
            self._watch.look()
        self._clock.move_to(max(goal, self._clock.now()))

    async def _settle(self) -> None:
        """Wait until the bot has nothing left to do, and everything that is in the rooms was read."""
        await self._rest()
        for sign in self._crowd.rooms:
            await self._in_time(partial(self._watch.newest_is_read, sign))

    async def _rest(self) -> None:
        async with asyncio.timeout(_REST_SECONDS):
            await self._app.settled()

    def _last_post(self, sign: str) -> str:
        posts = (one for one in reversed(self._watch.seen) if (one.room_id, one.sender) == (sign, self._bot))
        return next(one.event_id for one in posts if one.kind == "text")

    def _is_answered(self, event_id: str) -> Callable[[], Awaitable[bool]]:
        async def answered() -> bool:
            self._watch.look()
            return any(one.of == event_id and one.sender == self._bot for one in reversed(self._watch.seen))

        return answered

    def _has_read(self, start: int, room: str, fragment: str) -> Callable[[], Awaitable[bool]]:
        def fits(one: Seen) -> bool:
            ours = (one.room_id, one.sender) == (room, self._bot)
            return ours and one.kind in ("text", "edit") and screenplay.contains(one.text, fragment)

        async def has_read() -> bool:
            self._watch.look()
            return any(fits(one) for one in self._watch.seen[start:])

        return has_read

    async def _in_time(self, condition: Callable[[], Awaitable[bool]]) -> bool:
        """Whether a condition comes true before patience ends."""
        loop = asyncio.get_running_loop()
        end = loop.time() + (_LITTLE_PATIENCE if self.missing else _PATIENCE)
        while not await condition():
            if loop.time() > end:
                return False
            await asyncio.sleep(0.02)
        return True
