"""What is remembered, as frozen records. Standard library only: no SQL, no network, no clock, no text.

Names that end in `_at` are instants (aware, UTC); names that end in `_on` are days in the town's time zone;
a meeting's `begins` is wall-clock time there, so that it stays through daylight saving.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any


class BodyKind(StrEnum):
    STRATEGIC = "strategic"
    OPERATIVE = "operative"
    EXCHANGE = "exchange"


class Mandate(StrEnum):
    ADVISING = "advising"
    DECIDING = "deciding"


class BodyState(StrEnum):
    ACTIVE = "active"
    RESTING = "resting"
    DISSOLVED = "dissolved"


class Role(StrEnum):
    CHAIR = "chair"
    OFFICE = "office"
    DEPUTY = "deputy"
    MEMBER = "member"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Treatment(StrEnum):
    """What an item asks for: information, consultation or decision (I, B, E)."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    DECISION = "decision"


class ItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    PARKED = "parked"
    POSTPONED = "postponed"
    DROPPED = "dropped"


class AssignmentState(StrEnum):
    ISSUED = "issued"
    CLARIFYING = "clarifying"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    HANDED_IN = "handed_in"
    REWORK = "rework"
    APPROVED = "approved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class EntryKind(StrEnum):
    """One line in the history of an assignment."""

    ISSUED = "issued"
    QUESTION = "question"
    ANSWER = "answer"
    ACCEPTED = "accepted"
    PROPOSED_REPORT = "proposed_report"
    REPORT = "report"
    RESULT = "result"
    REWORK = "rework"
    APPROVED = "approved"
    USE = "use"
    WITHDRAWN = "withdrawn"


class Use(StrEnum):
    """What became of a result."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    PAPER = "paper"
    NOTED = "noted"
    NOT_PURSUED = "not_pursued"


@dataclass(frozen=True, slots=True)
class Room:
    """A room as the homeserver last described it. `public`: anyone may join or read."""

    id: str
    name: str
    encrypted: bool
    public: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class RoomMember:
    """A joined member. `power` is the level that the room's state gives; a creator in room version 12 has `CREATOR`."""

    room_id: str
    user_id: str
    name: str
    power: int


CREATOR_POWER = 1 << 31
"""Stands for the unlimited power that room version 12 gives its creators; above every level that state can hold."""


@dataclass(frozen=True, slots=True)
class Body:
    id: int
    sign: str
    name: str
    kind: BodyKind
    mandate: Mandate
    parent_id: int | None
    room_id: str | None
    state: BodyState
    language: str
    release_required: bool
    released_at: datetime | None
    reported_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoleHolder:
    body_id: int
    user_id: str
    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Recess:
    """Weeks without meetings of formal bodies; both days belong to it."""

    id: int
    name: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Series:
    """A rhythm after RFC 5545: `rule` is an RRULE value, `starts_on` its first date, `begins` wall-clock time.

    `ends_on` is its last possible date; RFC 5545 wants UNTIL in UTC, so it is not part of the rule. `skips` names the
    days that it leaves out, joined by commas.
    `uid`, `sequence` and `changed_at` are those of its calendar entry and of all its dates.
    """

    id: int
    body_id: int
    rule: str
    starts_on: date
    begins: time
    minutes: int
    active: bool
    ends_on: date | None
    skips: str
    uid: str
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date of a body. `planned_on` is the day the series gave it and never changes; `held_on` moves.

    `uid` and `sequence` are those of its calendar entry, unless it belongs to a series.
    """

    id: int
    body_id: int
    series_id: int | None
    planned_on: date
    held_on: date
    begins: time
    minutes: int
    state: MeetingState
    uid: str
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CalendarNews:
    """What changed in the calendar of a body and has not been told yet: a series, or a single meeting."""

    body_id: int
    series_id: int | None
    meeting_id: int | None


@dataclass(frozen=True, slots=True)
class CommitteeDate:
    """A date of a committee outside the bot, known town-wide. `paper_due_on` None: by the town's usual lead time."""

    id: int
    committee: str
    held_on: date
    paper_due_on: date | None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A year's dates of a body that are not published yet; `begins` and `minutes` are those of most of them."""

    id: int
    body_id: int
    year: int
    begins: time
    minutes: int


@dataclass(frozen=True, slots=True)
class PlanDate:
    """One date of a draft. Its `number` stays whatever becomes of the others.

    `instead_of` is the day it stands for, and `reason` with the name in `because` says why that one would not do.
    """

    id: int
    draft_id: int
    number: int
    held_on: date
    begins: time
    minutes: int
    instead_of: date | None
    reason: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A topic: on the agenda of `meeting_id`, or parked where that is None. `first_on` is its first meeting's day."""

    id: int
    body_id: int
    meeting_id: int | None
    position: int
    title: str
    treatment: Treatment | None
    minutes: int | None
    state: ItemState
    postponed: int
    standing: bool
    first_on: date | None
    resubmit_on: date | None
    proposed_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StandingItem:
    id: int
    body_id: int
    position: int
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result recorded to an item."""

    id: int
    item_id: int
    text: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work from a body to a body (`receiver_id`) or to a unit without a room (`receiver_unit`); exactly one is set."""

    id: int
    number: str
    giver_id: int
    receiver_id: int | None
    receiver_unit: str | None
    title: str
    expected: str | None
    due_on: date
    state: AssignmentState
    item_id: int | None
    issued_at: datetime
    changed_at: datetime
    overdue_said: bool
    version: int
    use: Use | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line in the history of an assignment."""

    id: int
    assignment_id: int
    kind: EntryKind
    text: str
    at: datetime


class FindingState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Finding:
    """A search for a date. `answered` is how many had answered when it closed; before that, count the votes.

    `post_id` and `poll_id` are the letters that carry it: words with numbers, and a poll beside them.
    """

    id: int
    body_id: int
    title: str | None
    closes_at: datetime
    state: FindingState
    answered: int | None
    post_id: str | None
    poll_id: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposal: a date, or with a `rule` (RRULE) a rhythm that begins on `starts_on`, as in `Series`.
    `count` is set on closing."""

    id: int
    finding_id: int
    number: int
    starts_on: date
    begins: time
    minutes: int
    rule: str | None
    ends_on: date | None
    skips: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Vote:
    """What suits one person, as ids of choices; none of them is an answer, too. Deleted when the finding closes."""

    id: int
    finding_id: int
    user_id: str
    at: datetime
    typed: bool
    chosen: tuple[int, ...]


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

    `id` is random and serves as transaction id. `reason` is unique and says why the letter exists, so that the same
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
