"""What is remembered, as frozen records. Standard library only: no SQL, no network, no clock, no text.

Names that end in `_at` are instants (aware, UTC); names that end in `_on` are days in the town's time zone;
a meeting's `begins` is wall-clock time there, so that it stays through daylight saving.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

CREATOR_POWER = 1 << 31
"""Stands for the unlimited power that room version 12 gives its creators; above every level that state can hold."""


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
