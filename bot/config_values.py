"""Values of the configuration that are written in a way of their own. Whatever is no text is left to the model.

Each raises ValueError with a sentence that says how to write it.
"""

import re
from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from commands.rules.numbers import check_pattern

_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_HOURS = re.compile(r"(\w\w)(?:\s*[-–]\s*(\w\w))?\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", re.IGNORECASE)


def read_hours(text: object) -> object:
    """„Mo-Do 08:00-16:00, Fr 08:00-12:00“ as weekday (Monday is 0) -> (opens, closes)."""
    if not isinstance(text, str):
        return text
    hours: dict[int, tuple[time, time]] = {}
    for part in text.split(","):
        match = _HOURS.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"cannot read {part.strip()!r}; write it like 'Mo-Do 08:00-16:00, Fr 08:00-12:00'")
        first, last, *clock = match.groups()
        days = [name.lower() for name in (first, last or first)]
        if any(name not in _WEEKDAYS for name in days):
            raise ValueError(f"unknown weekday in {part.strip()!r}; use Mo Di Mi Do Fr Sa So")
        opens, closes = (time(int(h), int(m)) for h, m in (clock[:2], clock[2:]))
        if opens >= closes:
            raise ValueError(f"{part.strip()!r} closes before it opens")
        for day in range(_WEEKDAYS.index(days[0]), _WEEKDAYS.index(days[1]) + 1):
            hours[day] = (opens, closes)
    if not hours:
        raise ValueError("no office hours")
    return hours


def read_zone(name: object) -> object:
    """A zone by its IANA name."""
    if isinstance(name, str):
        if name not in available_timezones():
            raise ValueError(f"unknown time zone {name!r}; use a name like Europe/Berlin")
        return ZoneInfo(name)
    return name


def read_pattern(pattern: object) -> object:
    """A pattern for the numbers of assignments, checked."""
    if isinstance(pattern, str):
        check_pattern(pattern)
    return pattern
