"""Where an order comes from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Spoken:
    """Where an order comes from: the message, what it replies to, and the messages that it stands for.

    `pressed_on`: the order was a reaction to this event, so the answer replies to the event. `at`: when it was said,
    where that can matter after the bot was away. `away_since`: it was said while the bot was away, from then on.
    """

    room_id: str
    sender: str
    event_id: str
    thread: str | None
    about: tuple[str, int] | None
    origins: tuple[str, ...]
    pressed_on: str | None = None
    at: datetime | None = None
    away_since: datetime | None = None
