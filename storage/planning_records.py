"""What is remembered of planning: the town's calendar, the year's dates, finding one together.

Standard library only, as in `storage.records`, and
with the same meaning of `_at` and `_on`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

CREATOR_POWER = 1 << 31
"""Stands for the unlimited power that room version 12 gives its creators; above every level that state can hold."""


@dataclass(frozen=True, slots=True)
class Recess:
    """Weeks without meetings of formal bodies; both days belong to it."""

    id: int
    name: str
    first_on: date
    last_on: date


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
