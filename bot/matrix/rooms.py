"""What a room is, computed from its raw state: nio's own power levels are wrong in room version 12 (reliability A5)."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from bot.matrix.client import Client
from bot.matrix.events import Bot
from storage.records import CREATOR_POWER, Room, RoomMember

_State = dict[str, Any]

_KEPT = (
    "m.room.create",
    "m.room.power_levels",
    "m.room.name",
    "m.room.canonical_alias",
    "m.room.encryption",
    "m.room.join_rules",
    "m.room.history_visibility",
    "m.room.tombstone",
)

STATE_TYPES = (*_KEPT, "m.room.member")

_NAME_LENGTH = 255


class RoomState:
    """The state of one room as far as the bot needs it. Malformed state counts as absent."""

    def __init__(self, room_id: str) -> None:
        self.room_id = room_id
        self._state: dict[str, _State] = {}
        self._creator: str | None = None
        self._closed_by: str | None = None
        self._joined: dict[str, str] = {}

    def apply(self, event: _State) -> bool:
        """Take in one raw event; True if it was state that matters here."""
        kind, key, content = event.get("type"), event.get("state_key"), event.get("content")
        if not isinstance(key, str) or not isinstance(content, dict):
            return False
        if kind == "m.room.member":
            if content.get("membership") == "join":
                self._joined[key] = _clean(content.get("displayname")) or _clean(key)
            else:
                self._joined.pop(key, None)
            return True
        if kind not in _KEPT or key != "":
            return False
        self._state[kind] = content
        if kind == "m.room.create":
            sender = event.get("sender")
            self._creator = sender if isinstance(sender, str) else None
        if kind == "m.room.tombstone":
            sender = event.get("sender")
            self._closed_by = sender if isinstance(sender, str) else None
        return True

    @property
    def encrypted(self) -> bool:
        return "m.room.encryption" in self._state

    def name_of(self, user_id: str) -> str:
        return self._joined.get(user_id, user_id)

    def bot(self, user_id: str) -> Bot:
        """The bot as this room knows it."""
        return Bot(user_id, self.name_of(user_id))

    def room(self, bot_id: str) -> Room:
        """`public`: anyone may join (join rule), or read without joining (history visibility)."""
        public = self._word("m.room.join_rules", "join_rule") == "public"
        readable = self._word("m.room.history_visibility", "history_visibility") == "world_readable"
        return Room(self.room_id, self._name(bot_id), self.encrypted, public or readable, joined=True)

    def members(self) -> tuple[RoomMember, ...]:
        """The joined members, by user id."""
        creators = frozenset(self._creators())
        levels = self._state.get("m.room.power_levels")
        return tuple(
            RoomMember(self.room_id, user, name, CREATOR_POWER if user in creators else self._power(user, levels))
            for user, name in sorted(self._joined.items())
        )

    @property
    def predecessor(self) -> str | None:
        """The room that this one was made to take the place of, by its own word."""
        named = self._state.get("m.room.create", {}).get("predecessor")
        room_id = named.get("room_id") if isinstance(named, dict) else None
        return room_id if isinstance(room_id, str) else None

    def succession(self, trusted: Callable[[str], bool]) -> tuple[str, bool] | None:
        """The room that is said to take this one's place, and whether somebody trusted said so who had the power."""
        successor, by = self._word("m.room.tombstone", "replacement_room"), self._closed_by
        if by is None or not successor or len(successor) > _NAME_LENGTH or successor == self.room_id:
            return None
        creators, levels = frozenset(self._creators()), self._state.get("m.room.power_levels")
        power = CREATOR_POWER if by in creators else self._power(by, levels)
        return successor, power >= self.power_for("m.room.tombstone") and trusted(by)

    def power_for(self, kind: str) -> int:
        """The level that is needed to send a state event of a kind."""
        levels = self._state.get("m.room.power_levels")
        if levels is None:
            return 0
        events = levels.get("events")
        own = events.get(kind) if isinstance(events, dict) else None
        return _level(own, _level(levels.get("state_default"), 50))

    def _creators(self) -> Iterator[str]:
        """Those whom room version 12 gives unlimited power: the creator and whom the creation names beside."""
        if not _has_creators(self._word("m.room.create", "room_version")):
            return
        if self._creator is not None:
            yield self._creator
        others = self._state["m.room.create"].get("additional_creators")
        yield from (user for user in others if isinstance(user, str)) if isinstance(others, list) else ()

    def _power(self, user_id: str, levels: _State | None) -> int:
        if levels is None:
            return 100 if user_id == self._creator else 0
        users = levels.get("users")
        own = users.get(user_id) if isinstance(users, dict) else None
        return _level(own, _level(levels.get("users_default"), 0))

    def _word(self, kind: str, key: str) -> str | None:
        value = self._state.get(kind, {}).get(key)
        return value if isinstance(value, str) else None

    def _name(self, bot_id: str) -> str:
        given = _clean(self._word("m.room.name", "name")) or _clean(self._word("m.room.canonical_alias", "alias"))
        others = [name for user, name in sorted(self._joined.items()) if user != bot_id]
        return given or ", ".join(others[:3]) or self.room_id


def _has_creators(version: str | None) -> bool:
    if version is None:
        return False
    return version == "org.matrix.hydra.11" or (version.isascii() and version.isdigit() and int(version[:9]) >= 12)


def _level(value: object, otherwise: int) -> int:
    """A power level; old room versions also allow it as a string."""
    if isinstance(value, str) and value.strip().lstrip("+-").isdecimal() and len(value) < 20:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-(1 << 53), min(value, CREATOR_POWER - 1))
    return otherwise


def _clean(text: object) -> str:
    """A name without control and direction characters, at a bearable length (reliability E, Identity)."""
    if not isinstance(text, str):
        return ""
    kept = "".join(char for char in text[:_NAME_LENGTH] if unicodedata.category(char)[0] != "C")
    return " ".join(kept.split())


async def leave(client: Client, room_id: str) -> None:
    """Leave a room; may be repeated. Raises MatrixError."""
    await answer_invite(client, room_id, accept=False)


async def answer_invite(client: Client, room_id: str, accept: bool) -> None:
    """Join or decline; both may be repeated. Raises MatrixError."""
    verb = "join" if accept else "leave"
    await client.ask("POST", f"v3/rooms/{quote(room_id, safe='')}/{verb}", {})
