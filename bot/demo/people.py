"""People in the rooms: a client for one human, with end-to-end encryption, driven by code.

A person trusts every device and joins every room that they are invited to. What they send looks as Element sends it.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import quote
from uuid import uuid4

from bot.demo import speech
from bot.demo.device import Device, Json, ServerRefused
from bot.demo.hearing import Heard, Timeline, heard
from bot.demo.synapse import Homeserver

T = TypeVar("T")

_LONG_POLL_MS = 10_000
_PATIENCE = 30.0
_KEYS_MAY_TAKE = 5.0


class Person:
    """One human with one device, whose keys are kept in `folder`. `arrive` or `login` begins, `leave` ends.

    `pause`: so many seconds lie between two looks at what is new; where much is said, that spares the homeserver most.
    """

    pause = 0.0

    def __init__(self, homeserver: str, user_id: str, folder: Path) -> None:
        self.user_id = user_id
        self.device = Device(homeserver, user_id, folder, self._hear)
        self._timelines: dict[str, Timeline] = {}
        self._news = asyncio.Condition()
        self._ears: asyncio.Task[None] | None = None

    @classmethod
    async def arrive(cls, homeserver: Homeserver, localpart: str, display_name: str, folder: Path) -> Self:
        """Make an account for somebody new, log in and begin to listen."""
        password = uuid4().hex
        person = cls(homeserver.url, await homeserver.register(localpart, password, display_name), folder)
        await person.login(password)
        return person

    async def login(self, password: str) -> None:
        """Log in on a new device and begin to listen; afterwards the device's keys are published."""
        await self.device.login(password)
        await self.device.sync(0)
        self.listen()

    def listen(self) -> None:
        """Begin to listen, or go on after `rest`."""
        if self._ears is None:
            self._ears = asyncio.create_task(self._listen(), name=f"ears of {self.user_id}")

    async def rest(self) -> None:
        """Stop listening; what is said meanwhile is heard after `listen`."""
        if self._ears is not None:
            self._ears.cancel()
            with suppress(asyncio.CancelledError):
                await self._ears
            self._ears = None

    async def catch_up(self) -> None:
        """Hear what was said while resting, with all keys for it, of which the homeserver gives a hundred at a time."""
        while await self.device.sync(0):
            pass

    async def leave(self) -> None:
        """Stop listening and close the connection; account and device stay."""
        await self.rest()
        await self.device.close()

    # -- rooms --------------------------------------------------------------------------------------------------------

    async def create_room(
        self,
        name: str,
        *,
        invite: Sequence[str] = (),
        encrypted: bool = True,
        version: str | None = None,
        levels: Json | None = None,
    ) -> str:
        """Create a private room and return its id. `levels` overrides keys of its power levels."""
        body = speech.room(name, invite, encrypted=encrypted, version=version, levels=levels)
        room = str((await self.request("POST", "/createRoom", body))["room_id"])
        await self.sees(room)
        return room

    async def invite(self, room: str, user_id: str) -> None:
        await self.request("POST", f"/rooms/{quote(room)}/invite", {"user_id": user_id})

    async def sees(self, room: str, *user_ids: str, timeout: float = _PATIENCE) -> None:
        """Wait until these (and oneself) have joined, and until their devices are known where the room is encrypted.

        What is said before that, they cannot read.
        """
        everybody = (self.user_id, *user_ids)
        await self.until(lambda: all(self.device.knows(room, user_id) for user_id in everybody), timeout)

    # -- speaking -----------------------------------------------------------------------------------------------------

    async def say(
        self,
        room: str,
        text: str,
        *,
        reply_to: str | None = None,
        thread: str | None = None,
        mentions: Sequence[str] = (),
        html: str | None = None,
        txn: str | None = None,
    ) -> str:
        """Send a text message and return its event id."""
        content = speech.text(text, mentions=mentions, html=html, reply_to=reply_to, thread=thread)
        return await self.send(room, "m.room.message", content, txn)

    async def edit(self, room: str, event_id: str, text: str, *, mentions: Sequence[str] = ()) -> str:
        """Replace one's own message and return the event id of the replacement."""
        return await self.send(room, "m.room.message", speech.edit(event_id, text, mentions=mentions))

    async def react(self, room: str, event_id: str, key: str) -> str:
        return await self.send(room, "m.reaction", speech.reaction(event_id, key))

    async def redact(self, room: str, event_id: str) -> str:
        path = f"/rooms/{quote(room)}/redact/{quote(event_id)}/{uuid4().hex}"
        return str((await self.request("PUT", path, {}))["event_id"])

    async def say_in_clear(self, room: str, text: str) -> str:
        """Send an unencrypted message, also into an encrypted room, as a careless client might."""
        path = f"/rooms/{quote(room)}/send/m.room.message/{uuid4().hex}"
        return str((await self.request("PUT", path, speech.text(text)))["event_id"])

    async def send(self, room: str, event_type: str, content: Json, txn: str | None = None) -> str:
        """Send an event, encrypted where the room is, and return its event id; at most one event, however it goes."""
        await self.sees(room)
        return await self.device.send(room, event_type, content, txn or uuid4().hex)

    # -- hearing ------------------------------------------------------------------------------------------------------

    def heard(self, room: str) -> list[Heard]:
        """Everything heard in a room, in order."""
        return self._timelines[room].all() if room in self._timelines else []

    async def heard_where(
        self, room: str, fits: Callable[[Heard], Any], timeout: float = _PATIENCE, *, after: str | None = None
    ) -> Heard:
        """The first event that fits, heard already or within `timeout` seconds; then TimeoutError.

        With `after`, only what came behind that event counts.
        """

        def find() -> Heard | None:
            events = self.heard(room)
            if after is not None:
                ids = [event.event_id for event in events]
                events = events[ids.index(after) + 1 :] if after in ids else []
            return next(filter(fits, events), None)

        found = await self.until(find, timeout)
        assert found is not None
        return found

    async def until(self, condition: Callable[[], T], timeout: float) -> T:
        """The first truthy value of a condition that is looked at whenever there is news. Raises TimeoutError."""
        async with asyncio.timeout(timeout), self._news:
            while not (value := condition()):
                if self._ears is not None and self._ears.done():
                    self._ears.result()
                await self._news.wait()
            return value

    async def history(self, room: str) -> list[Heard]:
        """The whole room as the homeserver has it, oldest first, walked page by page.

        Keys may arrive after the messages that they open, so this waits a little for those.
        """
        walked = [wire async for wire in self.device.walk(room)]

        def read() -> list[Heard]:
            return [heard(room, wire, self.device.read(room, wire)) for wire in reversed(walked)]

        with suppress(TimeoutError):
            await self.until(lambda: all(event.readable for event in read()), _KEYS_MAY_TAKE)
        return read()

    async def request(self, method: str, path: str, body: Json | None = None) -> Json:
        """A request of the Client-Server API, `path` from behind its version. Raises `ServerRefused`."""
        return await self.device.request(method, path, body)

    def _hear(self, room: str, wire: Json, plain: Json | None) -> None:
        self._timelines.setdefault(room, Timeline()).add(heard(room, wire, plain))

    async def _listen(self) -> None:
        try:
            while True:
                try:
                    await self.device.sync(_LONG_POLL_MS)
                except (OSError, TimeoutError):
                    await asyncio.sleep(0.2)
                except ServerRefused as refusal:
                    if 400 <= refusal.status < 500:
                        raise
                    await asyncio.sleep(0.2)
                await self._tell()
                await asyncio.sleep(self.pause)
        finally:
            await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()
