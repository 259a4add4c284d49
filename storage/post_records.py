"""What is remembered of the post: what came in, what goes out, what is asked, what the clock will order.

Standard library only, as in `storage.records`, and
with the same meaning of `_at` and `_on`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

CREATOR_POWER = 1 << 31
"""Stands for the unlimited power that room version 12 gives its creators; above every level that state can hold."""


@dataclass(frozen=True, slots=True)
class Question:
    """A stored choice of complete commands. `asked_of` None: anybody who may give the command."""

    id: int
    room_id: str
    asked_of: str | None
    options: tuple[tuple[str, str], ...]
    slot: str | None
    slot_command: str | None
    letter_id: str | None
    asked_at: datetime
    expires_at: datetime

    @property
    def first_command(self) -> str:
        """The command that the question is about first of all: whoever may give it may also turn it down."""
        return next((command for _, command in self.options if command), self.slot_command or "")


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the clock will order. After `expires_at` it is pointless and is dropped, with a line that says so."""

    id: int
    name: str
    subject_id: int
    due_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Received:
    """A row of the inbox. `payload` is the stimulus as JSON-able data; it is emptied once it has been dealt with."""

    seq: int
    event_id: str
    room_id: str
    payload: dict[str, Any]


class LetterState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Letter:
    """One event that is to reach a room: `event_type` and `content` as Matrix defines them.

    `id`, made of `reason`, is the transaction id. `reason` is unique and says why the letter exists, so that the same
    cause writes it once. `target` names the letter whose event this one edits, redacts or pins; the sender fills in
    that event's id. `about` says what thing it speaks of ("assignment:12"), so that a reply finds it.
    """

    id: str
    seq: int
    reason: str
    room_id: str
    event_type: str
    content: dict[str, Any]
    target: str | None
    about: str | None
    priority: int
    state: LetterState
    not_before: datetime
    expires_at: datetime | None
    attempts: int
    first_attempt_at: datetime | None
    device_id: str | None
    event_id: str | None

    @property
    def is_file(self) -> bool:
        """Whether it carries an attachment."""
        return self.content.get("msgtype") == "m.file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a letter carries. `name` is what people see; it holds no path."""

    name: str
    mimetype: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """An order that somebody may not give, for those who lead the body. `order` is the line as typed, without „!“."""

    id: int
    body_id: int
    from_user: str
    order: str
    made_at: datetime
    open: bool
