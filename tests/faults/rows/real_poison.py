"""Row 12 once more, on a real homeserver: only what it lets through, but through the whole chain to the real bot."""

import random
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from bot.demo.device import ServerRefused
from tests.e2e.poison import shapes
from tests.e2e.town import answer_to
from tests.faults.ground import Figures, Ground
from tests.faults.rows.poison import VALUES, content_of
from tests.faults.stage import Stage, stage

NUMBERS = (12,)
TITLE = "Poison on a real homeserver: what it accepts of malformed events, beside commands"
AIMS = {"accepted": 300, "commands": 40}
MINUTES = 2

_TYPES = (
    "m.room.message", "m.room.encrypted", "m.reaction", "m.sticker", "m.poll.response", "m.call.invite", "x",
    "org.matrix.msc3381.poll.response", "m.room.message.feedback", "m.space.child",
)  # fmt: skip
_STATE = (
    "m.room.member", "m.room.power_levels", "m.room.tombstone", "m.room.name", "m.room.topic", "m.room.pinned_events",
    "m.room.join_rules", "m.room.history_visibility", "m.room.guest_access", "m.room.avatar", "m.space.parent", "x",
)  # fmt: skip
_TO_DEVICE = ("m.room.encrypted", "m.room_key", "m.forwarded_room_key", "m.room_key_request", "m.dummy", "x")
_BATCH = 15


async def run(ground: Ground) -> Figures:
    """In every batch Vogt, who may do all in the room, sends a handful of poison, and then an order."""
    async with stage(ground, 2) as on:
        spiller = Spiller(on, ground.chance)
        await spiller.look()
        pid, asked = on.bot.pid, []
        batches = ground.share(600 // _BATCH, 4)
        for number in range(batches):
            room = on.rooms[number % 2]
            for _ in range(_BATCH):
                await spiller.spill(room)
            asked.append((room, await on.town.demir.say(room, f"!top Trotzdem {number}")))
            ground.tell(f"{number + 1} of {batches} batches, {spiller.accepted} accepted, {spiller.refused} refused")
        lost = [f"{room} {event}" for room, event in asked if not await _is_answered(on, room, event)]
        crashed = not on.bot.running or on.bot.pid != pid
        failed = on.bot.rows("select count(*) from audit where outcome = 'failed'")[0][0]
    counts = {"accepted": spiller.accepted, "refused by the homeserver": spiller.refused, "commands": len(asked)}
    return Figures(counts, {"commands lost": len(lost), "crashes": int(crashed), "bugs": failed}, tuple(lost))


async def _is_answered(on: Stage, room: str, event: str) -> bool:
    try:
        await answer_to(on.town.demir, on.bot, room, event)
    except TimeoutError:
        return False
    return True


class Spiller:
    """Sends what no honest client sends, as a person whom the homeserver knows."""

    def __init__(self, on: Stage, chance: random.Random) -> None:
        self._person, self._bot, self._chance = on.town.vogt, on.bot.user_id, chance
        self._shapes: list[dict[str, Any]] = []
        self.accepted = self.refused = 0

    async def look(self) -> None:
        """Find out the bot's keys."""
        known = await self._person.request("POST", "/keys/query", {"device_keys": {self._bot: []}})
        (device,) = known["device_keys"][self._bot].values()
        self._shapes = shapes(device["keys"][f"curve25519:{device['device_id']}"])

    async def spill(self, room: str) -> None:
        """One malformed event; counted by whether the homeserver took it."""
        method, path, body = self._chance.choice((self._to_device, self._timeline, self._state))(quote(room))
        try:
            await self._person.request(method, path, body)
        except ServerRefused:
            self.refused += 1
        else:
            self.accepted += 1

    def _to_device(self, _: str) -> tuple[str, str, dict[str, Any]]:
        poison = self._chance.choice(self._shapes) if self._chance.random() < 0.6 else self._content()
        kind = "m.room.encrypted" if poison in self._shapes else self._chance.choice(_TO_DEVICE)
        return "PUT", f"/sendToDevice/{kind}/{uuid4().hex}", {"messages": {self._bot: {"*": poison}}}

    def _timeline(self, room: str) -> tuple[str, str, dict[str, Any]]:
        return "PUT", f"/rooms/{room}/send/{self._chance.choice(_TYPES)}/{uuid4().hex}", self._content()

    def _state(self, room: str) -> tuple[str, str, dict[str, Any]]:
        kind = self._chance.choice(_STATE)
        content = self._content()
        key = "" if self._chance.random() < 0.7 else "schlüssel"
        if kind == "m.room.member":
            key, content = self._person.user_id, {"displayname": self._value(), "avatar_url": 7, **content}
            content["membership"] = "join"
        if kind == "m.room.power_levels" and not key:
            # What it takes must leave everybody's power as it is: the row goes on.
            content = {"events": {"x": 3}, "notifications": content, "x": self._value(), "state_default": 50}
        if kind == "m.room.tombstone":
            content = {"body": self._value(), "replacement_room": self._chance.choice(("!nirgends", 7, None, room))}
        if kind in ("m.room.join_rules", "m.room.history_visibility"):
            key = "schlüssel"
        return "PUT", f"/rooms/{room}/state/{kind}/{quote(key)}", content

    def _content(self) -> dict[str, Any]:
        found: dict[str, Any] = content_of(self._chance, 1)
        return found

    def _value(self) -> Any:
        return self._chance.choice(VALUES)
