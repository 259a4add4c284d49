"""Formal meetings and who stands in for whom, as frozen records. Standard library only, as in `storage.records`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.records import Role


class DecisionKind(StrEnum):
    """By mandate: a deciding body decides, an advising one recommends."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"


class Vote(StrEnum):
    """How it was settled; UNRECORDED: only that it was. CANCELLED: not at all, it had been recorded by mistake and was
    never established; its number is not given again."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    REJECTED = "rejected"
    CONSENSUAL = "consensual"
    UNRECORDED = "unrecorded"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to a meeting, as numbers of voting members. `quorate` None: not established by the chair yet."""

    meeting_id: int
    present: int
    total: int
    excused: str
    quorate: bool | None
    established: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision or a recommendation. Its text never changes once it is established (domain 1.3 F).

    Counts are None where nobody counted.
    """

    id: int
    number: str
    body_id: int
    year: int
    serial: int
    meeting_id: int | None
    item_id: int | None
    kind: DecisionKind
    text: str
    yes: int | None
    no: int | None
    abstained: int | None
    biased: int | None
    vote: Vote
    dissent: str | None
    confidential: bool
    recorded_at: datetime
    established_at: datetime | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of an established decision („Berichtigung“): both texts stay."""

    id: int
    decision_id: int
    before: str
    after: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """From when to when (both days included) somebody who leads a body is away, and who stands in. Never why."""

    id: int
    body_id: int
    user_id: str
    first_on: date
    last_on: date
    deputy_id: str | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """Somebody who is to have a role from a day on and was not in the room when it was said; known by name only.

    `here`: user ids of who has been in the room under another name since; None of them becomes it by taking the name.
    Unknown (None) for what was said before this was kept.
    """

    id: int
    body_id: int
    name: str
    role: Role
    from_on: date
    handover: bool
    here: Sequence[str] | None
