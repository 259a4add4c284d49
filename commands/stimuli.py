"""What can move the bot: somebody said, changed, marked or removed something, or the room itself changed.

These are plain values, made at the edge from Matrix events and kept in the inbox as JSON until they are dealt with.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

AWAY = timedelta(minutes=2)
"""A gap in listening, or between saying and hearing, that is longer is told to the room."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text message. `text` is the sender's own text, without the quoted part of a reply.

    `mentions_bot`: the message carries a real mention of the bot (m.mentions), or starts with its name.
    `encrypted`: it came encrypted and from a device whose keys belong to `sender`.
    `away_since`: it was said while the bot was away, which it was from then on. `voice`: it is a voice message, of
    which nothing but what it replies to is known. `late`: it became readable only after its sender had been asked to
    send it again.
    """

    event_id: str
    room_id: str
    sender: str
    text: str
    at: datetime
    reply_to: str | None = None
    thread: str | None = None
    mentions_bot: bool = False
    encrypted: bool = False
    away_since: datetime | None = None
    voice: bool = False
    late: bool = False
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Edited:
    """A text message was replaced (m.replace): `replaces` is the first version's event id, `text` the new text."""

    event_id: str
    room_id: str
    sender: str
    text: str
    at: datetime
    replaces: str
    mentions_bot: bool = False
    encrypted: bool = False
    kind: Literal["edited"] = "edited"


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction `key` was set on the event `target`."""

    event_id: str
    room_id: str
    sender: str
    target: str
    key: str
    at: datetime
    kind: Literal["reacted"] = "reacted"


@dataclass(frozen=True, slots=True)
class Redacted:
    """The event `target` was removed."""

    event_id: str
    room_id: str
    sender: str
    target: str
    at: datetime
    kind: Literal["redacted"] = "redacted"


@dataclass(frozen=True, slots=True)
class Filed:
    """A file was dropped in a room. `sha256` is that of what it holds, in hex; None if it could not be fetched.

    `text`: what a calendar file says, of no other kind; None if it could not be fetched or read. `size` in bytes.
    `place`: how an m.file says where it lies (`url`, or `file` with the keys), so that it can be passed on.
    `caption`: what the sender wrote beside it. `mentions_bot` and `encrypted` are those of `Said`.
    """

    event_id: str
    room_id: str
    sender: str
    at: datetime
    name: str
    mimetype: str
    size: int
    text: str | None
    reply_to: str | None = None
    mentions_bot: bool = False
    encrypted: bool = False
    thread: str | None = None
    caption: str = ""
    sha256: str | None = None
    place: dict[str, Any] = field(default_factory=dict)
    kind: Literal["filed"] = "filed"

    @property
    def is_calendar(self) -> bool:
        """By its ending or its type."""
        kind = self.mimetype.partition(";")[0].strip().lower()
        return self.name.lower().endswith(".ics") or kind == "text/calendar"


@dataclass(frozen=True, slots=True)
class Voted:
    """Somebody answered the poll that began with the event `poll`; `answers` are ids of its answers, in full: an
    earlier vote of the same sender is replaced. None at all takes the vote back (MSC3381)."""

    event_id: str
    room_id: str
    sender: str
    poll: str
    answers: tuple[str, ...]
    at: datetime
    kind: Literal["voted"] = "voted"


@dataclass(frozen=True, slots=True)
class Arrived:
    """The bot has come into a room on `invited_by`'s word. `predecessor`: the room whose place it says it takes."""

    event_id: str
    room_id: str
    invited_by: str
    at: datetime
    predecessor: str | None = None
    kind: Literal["arrived"] = "arrived"


@dataclass(frozen=True, slots=True)
class Declined:
    """The bot was invited by somebody who may not, and did not come. `server`: theirs; `inviter`: only one of ours."""

    event_id: str
    room_id: str
    server: str
    at: datetime
    inviter: str | None = None
    kind: Literal["declined"] = "declined"


@dataclass(frozen=True, slots=True)
class Undecryptable:
    """A message could not be decrypted within ten minutes."""

    event_id: str
    room_id: str
    sender: str
    at: datetime
    kind: Literal["undecryptable"] = "undecryptable"


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A message that was meant for the bot came in clear into an encrypted room: it counts for nothing."""

    event_id: str
    room_id: str
    sender: str
    at: datetime
    kind: Literal["unsealed"] = "unsealed"


@dataclass(frozen=True, slots=True)
class Lost:
    """The bot is no longer in a room. `how`: kicked, banned, left (by its own account), or gone (nobody saw how)."""

    event_id: str
    room_id: str
    how: Literal["kicked", "banned", "left", "gone"]
    at: datetime
    kind: Literal["lost"] = "lost"


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that was said in a room could not be fetched: what lies between `since` and `until`, if these are
    known."""

    event_id: str
    room_id: str
    at: datetime
    since: datetime | None = None
    until: datetime | None = None
    kind: Literal["missed"] = "missed"


@dataclass(frozen=True, slots=True)
class Exposed:
    """A room became public (anyone may join, or read), or is so no longer."""

    event_id: str
    room_id: str
    public: bool
    at: datetime
    kind: Literal["exposed"] = "exposed"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A room was closed in favour of `successor`. `proven`: by somebody of ours who had the power to."""

    event_id: str
    room_id: str
    successor: str
    proven: bool
    at: datetime
    kind: Literal["replaced"] = "replaced"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody from a server that is not ours has joined an encrypted room of a body."""

    event_id: str
    room_id: str
    user_id: str
    at: datetime
    kind: Literal["guest"] = "guest"


Watched = Lost | Missed | Exposed | Replaced | Guest
"""What happens to a room itself, and is said by nobody."""

Heard = Said | Edited | Reacted | Redacted | Voted | Filed | Arrived | Declined | Undecryptable | Unsealed
Stimulus = Heard | Watched

_adapter: TypeAdapter[Stimulus] = TypeAdapter(Annotated[Stimulus, Field(discriminator="kind")])


def to_payload(stimulus: Stimulus) -> dict[str, Any]:
    """The stimulus as JSON-able data."""
    payload: dict[str, Any] = _adapter.dump_python(stimulus, mode="json")
    return payload


def from_payload(payload: dict[str, Any]) -> Stimulus:
    """The stimulus that `to_payload` made. Raises pydantic.ValidationError for anything else."""
    return _adapter.validate_python(payload)
