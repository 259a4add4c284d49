"""How much the bot lets itself be ordered in a minute, by one person and in one room."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

_MOST = 4096


class Over(StrEnum):
    """Whose limit is reached; the name is the key of the sentence that says so."""

    USER = "limited.user"
    ROOM = "limited.room"


@dataclass
class _Minute:
    taken: set[str] = field(default_factory=set)
    told: str | None = None


class Limits:
    """Counts messages by the minute in which they were said (the homeserver's clock), in memory: a restart forgets.

    So what was said in the hours of an outage and is made up for in one go is not too much. A message counts once,
    however often it is tried, and not at all if it was turned away. A limit of 0 is none.
    """

    def __init__(self, of_user: int, of_room: int) -> None:
        self._most = {Over.USER: of_user, Over.ROOM: of_room}
        self._minutes: dict[Hashable, _Minute] = {}

    def over(self, event_id: str, sender: str, room_id: str, at: datetime) -> tuple[Over, int, bool] | None:
        """None if the message may be dealt with; else whose limit it passes, the limit, and whether to say so."""
        minute = at.replace(second=0, microsecond=0)
        whose = {Over.USER: sender, Over.ROOM: room_id}
        found = [(self._of(over, whose[over], minute), over, most) for over, most in self._most.items() if most]
        for one, over, most in found:
            if event_id not in one.taken and len(one.taken) >= most:
                one.told = one.told or event_id
                return over, most, one.told == event_id
        for one, _, _ in found:
            one.taken.add(event_id)
        return None

    def _of(self, *key: Hashable) -> _Minute:
        if key not in self._minutes:
            while len(self._minutes) >= _MOST:
                del self._minutes[next(iter(self._minutes))]  # the one begun first
            self._minutes[key] = _Minute()
        return self._minutes[key]
