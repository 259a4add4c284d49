"""What is the same for every order: the bot's own name, the town, and whom it trusts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class House:
    """`office_hours` maps weekdays (Monday is 0) to opening and closing time in `zone`; other days are closed."""

    bot_user: str
    town: str
    zone: ZoneInfo
    state: str
    catholic: bool
    office_hours: Mapping[int, tuple[time, time]]
    is_operator: Callable[[str], bool]
    is_ours: Callable[[str], bool]
