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


class Priority(StrEnum):
    A = "A"
    B = "B"
    C = "C"


class ItemState(StrEnum):
    """PROPOSED: on the agenda once who leads the body takes it up. REFERRED: another body deals with it."""

    OPEN = "open"
    DONE = "done"
    PARKED = "parked"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    PROPOSED = "proposed"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class Room:
    """A room as the homeserver last described it. `public`: anyone may join or read. `successor_id`: the room that is
    said to take its place."""

    id: str
    name: str
    encrypted: bool
    public: bool
    joined: bool
    successor_id: str | None = None


@dataclass(frozen=True, slots=True)
class RoomMember:
    """A joined member. `power` is the level that the room's state gives; a creator in room version 12 has `CREATOR`."""

    room_id: str
    user_id: str
    name: str
    power: int


@dataclass(frozen=True, slots=True)
class Body:
    """`held`: nothing of it goes upward until it is released. `four_eyes`: two who lead it have to release; the first
    one is remembered until the second agrees. `voting_members` is None where nobody said how many there are.
    `filed_until`: all that was closed up to that day is in the administration's file, as the office has said.
    """

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
    held: bool = False
    four_eyes: bool = False
    first_release_by: str | None = None
    first_release_at: datetime | None = None
    voting_members: int | None = None
    filed_until: date | None = None


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody has a role in a body, from `from_on` and until `until_on` (that day included) where these are set."""

    body_id: int
    user_id: str
    role: Role
    name: str
    from_on: date | None = None
    until_on: date | None = None


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
    invited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A topic: on the agenda of `meeting_id`, or parked where that is None. `first_on` is its first meeting's day.

    `origin_body_id`: the body that raised or referred it, with its own item there; the outcome goes back to it.
    `assignment_id`: the assignment that it is about. `previous_position` is the number that it had until `moved_at`.
    A confidential one appears in other bodies' rooms as a number only.
    """

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
    priority: Priority | None = None
    confidential: bool = False
    origin_body_id: int | None = None
    origin_item_id: int | None = None
    assignment_id: int | None = None
    previous_position: int | None = None
    moved_at: datetime | None = None


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
