"""The town on a homeserver: its people at their devices, and its encrypted rooms with the bot in them."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.hearing import Heard
from bot.demo.people import Person
from bot.demo.seen import Seen
from bot.demo.synapse import Homeserver
from bot.demo.town import PEOPLE, PLACES, Place, user_id

_ROOM_VERSION = "12"
_MODERATOR = 50
"""Enough to pin the agenda."""
_PATIENCE = 60.0


@dataclass
class Crowd:
    """`people` by their short names, `rooms` by theirs. `arrive` begins, `leave` ends."""

    server: Homeserver
    folder: Path
    password: str
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)

    async def arrive(self) -> None:
        """Everybody gets an account with the same password and logs in."""
        for who, name in PEOPLE.items():
            await self.server.register(who, self.password, name)
            self.people[who] = Person(self.server.url, user_id(who), self.folder / who)
        await asyncio.gather(*(person.login(self.password) for person in self.people.values()))

    async def open_rooms(self, bot: str) -> None:
        """Make the rooms; the bot is invited once everybody is in, so that they can read its first words."""
        await asyncio.gather(*(self._open(place, bot) for place in PLACES.values()))

    async def _open(self, place: Place, bot: str) -> None:
        creator = self.people[place.creator]
        others = [user_id(who) for who in place.members]
        levels = {"users": {bot: _MODERATOR}}
        room = await creator.create_room(place.name, invite=others, version=_ROOM_VERSION, levels=levels)
        await self._all_see(place, room)
        # Before there is a body that somebody leads, only an operator may bring the bot in.
        await self.people["vogt"].invite(room, bot)
        await self._all_see(place, room, bot)
        self.rooms[place.sign] = room

    async def _all_see(self, place: Place, room: str, *more: str) -> None:
        everybody = [user_id(who) for who in place.people]
        await asyncio.gather(
            *(self.people[who].sees(room, *everybody, *more, timeout=_PATIENCE) for who in place.people)
        )

    async def leave(self) -> None:
        await asyncio.gather(*(person.leave() for person in self.people.values()), return_exceptions=True)

    def reader(self, sign: str) -> Person:
        """Whose client the room is read with."""
        return self.people[PLACES[sign].reader]


def seen(heard: Heard, sign: str) -> Seen | None:
    """What a client shows of an event; None for what it does not."""
    if heard.type == "m.room.message" and heard.body is not None:
        kind, of = ("edit", heard.replaces) if heard.replaces else ("text", heard.reply_to)
        return Seen(heard.event_id, sign, heard.sender, "edit" if kind == "edit" else "text", heard.body, of)
    if heard.type == "m.reaction":
        return Seen(heard.event_id, sign, heard.sender, "mark", heard.key or "", heard.target)
    if heard.type == "m.room.pinned_events" and heard.content.get("pinned"):
        return Seen(heard.event_id, sign, heard.sender, "pin", "", heard.content["pinned"][-1])
    return None
