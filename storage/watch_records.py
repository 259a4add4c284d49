"""What keeps watch remembers: incidents that the operators have to know of, and what must stay deleted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """Something went wrong that nobody in a room can mend. `subject` is a room id or another id, never free text.

    `times` counts how often it came up between `at` and `last_at`; it is open until `over_at`.
    """

    id: int
    kind: str
    subject: str
    at: datetime
    last_at: datetime
    times: int
    told_at: datetime | None
    over_at: datetime | None


@dataclass(frozen=True, slots=True)
class Erased:
    """What must stay deleted. `subject` is an event id or the keyed hash of a user id, so that nobody is named."""

    kind: str
    subject: str
    pseudonym: str | None
    at: datetime
