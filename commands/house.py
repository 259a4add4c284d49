"""What is the same for every order: the bot's own name, the town, and whom it trusts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from commands.dates.calendar import Calendar
from commands.rules.numbers import NUMBER_PATTERN
from commands.rules.retention import Periods
from storage.erasure_list import ErasureList


@dataclass(frozen=True)
class House:
    """`calendar` is the state's with what the town's own file adds; what was entered by command comes on top of it.

    `office_hours` maps weekdays (Monday is 0) to opening and closing time in `zone`; other days are closed.

    `calendar_privacy` is the CLASS of all entries in calendar files (RFC 5545, 3.8.1.3). `feed_url` is where
    the feeds are seen from outside, None where there are none. `number_pattern` is how assignments and decisions are
    numbered.
    `paper_name` is what the town calls a paper for its committees („Beschlussvorlage“, „Sitzungsvorlage“).
    `operators_room` is where those are told what goes wrong who run the bot. `erasures` is the list of what must stay
    deleted, the same as the store's. `retention`: how long what is kept. `controller` and `officer`: who answers for
    the processing (Art. 4 (7) GDPR) and who is the data protection officer, with how to reach them.
    `commands_a_minute`: so many messages of one user are dealt with, `room_commands_a_minute`: of one room; 0: all."""

    bot_user: str
    town: str
    zone: ZoneInfo
    calendar: Calendar
    office_hours: Mapping[int, tuple[time, time]]
    is_operator: Callable[[str], bool]
    is_ours: Callable[[str], bool]
    calendar_privacy: str = "PUBLIC"
    feed_url: str | None = None
    number_pattern: str = NUMBER_PATTERN
    paper_name: str = "Beschlussvorlage"
    operators_room: str | None = None
    erasures: ErasureList = field(default_factory=ErasureList)
    retention: Periods = field(default_factory=Periods)
    controller: str | None = None
    officer: str | None = None
    commands_a_minute: int = 0
    room_commands_a_minute: int = 0
