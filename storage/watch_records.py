"""What keeps watch remembers: incidents, that the database was put back, and what must stay deleted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """Something went wrong that nobody in a room can mend. `subject` is a room id or another id, never free text.

    `times` counts how often it came up between `at` and `last_at`; it is open until `over_at`. `told_at` and
    `over_told_at` say when people were told of it, and of its end.
    """

    id: int
    kind: str
    subject: str
    at: datetime
    last_at: datetime
    times: int
    told_at: datetime | None
    over_at: datetime | None
    over_told_at: datetime | None = None


PERSON = "person"
"""The kind of an erased somebody; the subject is `ErasureList.subject_of` the user id."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """The database is a copy of `copied_at` that was put back at `restored_at`. `looked_at`: when the rooms were looked
    through for what was posted in between; None as long as that has to be done."""

    copied_at: datetime
    restored_at: datetime
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Erased:
    """What must stay deleted. `subject` is an event id or the keyed hash of a user id, so that nobody is named."""

    kind: str
    subject: str
    pseudonym: str | None
    at: datetime
