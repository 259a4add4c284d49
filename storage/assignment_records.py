"""The work between bodies, as frozen records: assignments with all that belongs to them, goals, inquiries, next steps.

Standard library only, as in `storage.records`, and with the same meaning of `_at` and `_on`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from storage.records import Priority


class AssignmentState(StrEnum):
    ISSUED = "issued"
    CLARIFYING = "clarifying"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    HANDED_IN = "handed_in"
    REWORK = "rework"
    APPROVED = "approved"
    RESTING = "resting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MOOT = "moot"


class EntryKind(StrEnum):
    """One line in the history of an assignment."""

    ISSUED = "issued"
    CHANGED = "changed"
    QUESTION = "question"
    ANSWER = "answer"
    ACCEPTED = "accepted"
    PROPOSED_REPORT = "proposed_report"
    REPORT = "report"
    RESULT = "result"
    SUMMARY = "summary"
    OPEN_PARTS = "open_parts"
    REWORK = "rework"
    APPROVED = "approved"
    USE = "use"
    WITHDRAWN = "withdrawn"
    MOOT = "moot"
    RESTING = "resting"
    RESUMED = "resumed"
    PASSING_ON = "passing_on"
    PASSED_ON = "passed_on"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_DENIED = "extension_denied"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    INVOLVED = "involved"
    PART = "part"
    INQUIRY = "inquiry"
    PASSED_UP = "passed_up"
    PAPER = "paper"


class Use(StrEnum):
    """What became of a result."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    PAPER = "paper"
    NOTED = "noted"
    NOT_PURSUED = "not_pursued"


class Source(StrEnum):
    """Where an assignment comes from (domain 1.3 E): the body itself, the head of the administration, politics."""

    BODY = "body"
    LEADERSHIP = "leadership"
    POLITICS = "politics"


class PartKind(StrEnum):
    """What a part of an assignment is: a piece of it that is led by others, or a contribution that comes in."""

    PART = "part"
    CONTRIBUTION = "contribution"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work from a body to a body (`receiver_id`) or to a unit without a room (`receiver_unit`); exactly one is set.

    `serial` counts within giver and `year`, or within the parent for a part (`parent_id`); `number` is how it is
    written. `rested_from` is the state to which a resting one returns. `asked_due_on`: an extension to that day waits
    for the giver. `ladder_step`: how far the reminders for the present due day have gone. `endangered` counts how
    often it was reported at risk. A confidential one appears in other bodies' rooms as a number only.
    """

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
    version: int
    use: Use | None
    year: int
    serial: int
    parent_id: int | None = None
    part: PartKind | None = None
    source: Source = Source.BODY
    reference: str | None = None
    priority: Priority | None = None
    confidential: bool = False
    resting_until: date | None = None
    rested_from: AssignmentState | None = None
    asked_due_on: date | None = None
    ladder_step: int = 0
    endangered: int = 0
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line in the history of an assignment."""

    id: int
    assignment_id: int
    kind: EntryKind
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Involvement:
    """A body or unit that has a part in an assignment without leading it; exactly one of the two is set."""

    id: int
    assignment_id: int
    body_id: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """The lead of an assignment is to change hands: to a body or a unit; exactly one is set.

    It does so once the giver, the present lead and the new one have agreed. Whoever proposes it has agreed.
    """

    id: int
    assignment_id: int
    to_body_id: int | None
    to_unit: str | None
    giver_agreed: bool
    receiver_agreed: bool
    target_agreed: bool
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that somebody posted as (part of) a result or an answer: a reference, never the file itself.

    `kind` is "result" (then `thing_id` is an assignment) or "answer" (an addressee of an inquiry). `sha256` is that
    of the opened file, in hex. `place` is how an m.file says where it lies, keys included.
    """

    id: int
    kind: str
    thing_id: int
    version: int
    name: str
    mimetype: str
    size: int
    sha256: str
    place: dict[str, Any]
    room_id: str
    event_id: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """A field of action (no parent), or a goal in one, of a body. `position` counts within its parent, from 1."""

    id: int
    body_id: int
    parent_id: int | None
    position: int
    title: str
    priority: Priority | None
    active: bool


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question of a body to several bodies and units at once, with a date."""

    id: int
    body_id: int
    serial: int
    assignment_id: int | None
    text: str
    due_on: date
    open: bool
    asked_at: datetime
    reminded: bool


@dataclass(frozen=True, slots=True)
class Addressee:
    """One of those who are asked, body or unit, and what it answered. `by_office`: typed in for it."""

    id: int
    inquiry_id: int
    body_id: int | None
    unit: str | None
    answer: str | None
    answered_at: datetime | None
    by_office: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a jour fixe wants to do next; in the order of priority, then of position."""

    id: int
    body_id: int
    position: int
    title: str
    priority: Priority | None
    due_on: date | None
    done: bool
    created_at: datetime
