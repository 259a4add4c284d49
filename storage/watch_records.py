"""What keeps watch remembers: incidents that the operators have to know of."""

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
