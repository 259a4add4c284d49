"""What listening brings to the rest of the bot, in words of its own."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.matrix.dropped import Dropped
from commands.stimuli import Said, Stimulus
from storage.records import Room, RoomMember


@dataclass(frozen=True, slots=True)
class Known:
    """What was kept of earlier steps."""

    token: str | None
    joined: frozenset[str]
    encrypted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unread:
    """An encrypted event that cannot be read yet, as it came."""

    event_id: str
    room_id: str
    source: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Invite:
    """`direct`: into a direct chat, by the inviter's word. `follows`: nobody invited, but a room that the bot is in
    names this one as its successor."""

    room_id: str
    inviter: str | None
    direct: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A room that the bot is no longer in, and how that came."""

    room_id: str
    how: Literal["kicked", "banned", "left", "gone"]


@dataclass(slots=True)
class Step:
    """What one sync brought. `rooms` are those whose facts may have changed, `left` those the bot is no longer in,
    `follow` those that are to take the place of another and that the bot is not in.

    `in_clear`: messages in clear in an encrypted room, of which nothing may be kept. `keys_left`: the one-time keys
    that the homeserver had left, if it said so. `posted`: letters that turned out to be in their rooms, by the events
    that they became: event id -> letter id.
    """

    token: str
    rooms: list[tuple[Room, tuple[RoomMember, ...]]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    heard: list[Stimulus] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    files: list[Dropped] = field(default_factory=list)
    invites: list[Invite] = field(default_factory=list)
    in_clear: list[Said] = field(default_factory=list)
    follow: list[str] = field(default_factory=list)
    posted: dict[str, str] = field(default_factory=dict)
    keys_arrived: bool = False
    keys_left: int | None = None

    @property
    def idle(self) -> bool:
        """Whether there is nothing in it that must be kept together with the token."""
        return not (self.rooms or self.left or self.heard or self.unread or self.files or self.in_clear)
