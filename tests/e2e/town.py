"""The people of the tests and what they do together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.hearing import Heard
from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from tests.e2e.robot import Bot

_PATIENCE = 40.0


@dataclass(frozen=True)
class Town:
    """`vogt` is the bot's operator; `demir` and `reuter` are members."""

    homeserver: Homeserver
    vogt: Person
    demir: Person
    reuter: Person

    async def room_with(self, bot: Bot, name: str, *, encrypted: bool = True, version: str | None = None) -> str:
        """A room of Vogt's in which Demir, Reuter and the bot have arrived, and all know each other's devices."""
        members = (self.demir.user_id, self.reuter.user_id)
        room = await self.vogt.create_room(name, invite=(*members, bot.user_id), encrypted=encrypted, version=version)
        for person in (self.vogt, self.demir, self.reuter):
            await person.sees(room, self.vogt.user_id, *members, bot.user_id, timeout=_PATIENCE)
        return room

    async def set_up(self, bot: Bot, room: str, body: str = "STG Steuerungsgruppe Bildung strategisch") -> None:
        """Vogt sets up a body in the room, takes over the roles that the bot proposes, and lets it meet on Tuesdays."""
        for command in (f"!gremium neu {body}", "ja", "!reihe jeden Dienstag 9 Uhr"):
            event_id = await self.vogt.say(room, command)
            receipt = await self.vogt.heard_where(room, _speaks_of(event_id))
            assert receipt.key == "✅", f"{command}: {receipt.body}\n{bot.lines_since_start()[-1000:]}"
            await answer_to(self.vogt, bot, room, event_id)


async def ask(person: Person, bot: Bot, room: str, command: str, timeout: float = _PATIENCE) -> Heard:
    """Say a command and return the bot's answer to it."""
    event_id = await person.say(room, command)
    return await answer_to(person, bot, room, event_id, timeout)


async def answer_to(person: Person, bot: Bot, room: str, event_id: str, timeout: float = _PATIENCE) -> Heard:
    """The bot's message in reply to an event, as the person reads it."""
    return await person.heard_where(room, lambda heard: is_answer(heard, bot, event_id), timeout)


def is_answer(heard: Heard, bot: Bot, event_id: str) -> bool:
    return heard.sender == bot.user_id and heard.reply_to == event_id and heard.type == "m.room.message"


def _speaks_of(event_id: str) -> Callable[[Heard], bool]:
    return lambda heard: event_id in (heard.target, heard.reply_to)
