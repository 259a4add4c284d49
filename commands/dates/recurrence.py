"""The part of RFC 5545 recurrence rules that bodies use, as a value.

Weeks begin on Monday and the text always says so, because with an interval and several weekdays
the meaning depends on it (RFC 5545, 3.3.10).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from commands.dates.senses import month_length, week_start

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: dict[str, Frequency] = {
    "DAILY": "DAILY",
    "WEEKLY": "WEEKLY",
    "MONTHLY": "MONTHLY",
    "YEARLY": "YEARLY",
}
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKWEEK = (0, 1, 2, 3, 4)
EVEN_WEEKS = tuple(range(2, 53, 2))
ODD_WEEKS = tuple(range(1, 54, 2))
_SEARCHED = 366 * 12


@dataclass(frozen=True, slots=True)
class Rule:
    """`weekdays` 0 = Monday; `nths` the which-ones of a month (-1 = last), empty for all of them.

    With `set_positions` the weekdays of a month are one set and those of it are meant („last
    working day“); public holidays are not known to a rule. `weeks` are numbers of ISO 8601 and
    need the frequency YEARLY (RFC 5545, 3.3.10), which then means every such week.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    set_positions: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()

    def text(self) -> str:
        """The value of an RRULE property."""
        named = [CODES[day] for day in self.weekdays]
        if self.nths:
            named = [f"{nth}{code}" for code in named for nth in self.nths]
        parts = {
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _joined(self.months),
            "BYWEEKNO": _joined(self.weeks),
            "BYMONTHDAY": _joined(self.month_days),
            "BYDAY": ",".join(named),
            "BYSETPOS": _joined(self.set_positions),
            "WKST": "MO",
        }
        pairs = (f"{name}={value}" for name, value in parts.items() if value)
        return ";".join((f"FREQ={self.frequency}", *pairs))

    def first(self, start: date, not_before: date) -> date | None:
        """The first occurrence from `not_before` on of the series that begins at `start`."""
        origin = next(self._fitting(start), None)
        if origin is None:
            return None
        later = self._fitting(max(origin, not_before))
        return next((day for day in later if self._in_step(origin, day)), None)

    def _fitting(self, start: date) -> Iterator[date]:
        days = (start + timedelta(n) for n in range(_SEARCHED))
        return (day for day in days if self._fits(day))

    def _fits(self, day: date) -> bool:
        length = month_length(day.year, day.month)
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not {day.day, day.day - length - 1} & set(self.month_days):
            return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        if self.weeks and day.isocalendar().week not in self.weeks:
            return False
        if self.nths:
            return bool({(day.day + 6) // 7, -((length - day.day) // 7 + 1)} & set(self.nths))
        return not self.set_positions or bool(self._positions(day) & set(self.set_positions))

    def _positions(self, day: date) -> set[int]:
        length = month_length(day.year, day.month)
        month = (day.replace(day=n + 1) for n in range(length))
        members = [one for one in month if one.weekday() in self.weekdays]
        place = members.index(day)
        return {place + 1, place - len(members)}

    def _in_step(self, origin: date, day: date) -> bool:
        if self.frequency == "DAILY":
            apart = (day - origin).days
        elif self.frequency == "WEEKLY":
            apart = (week_start(day) - week_start(origin)).days // 7
        elif self.frequency == "MONTHLY":
            apart = (day.year - origin.year) * 12 + day.month - origin.month
        else:
            apart = day.year - origin.year
        return apart % self.interval == 0


def parsed(text: str) -> Rule:
    """The rule that `text()` wrote. ValueError for what this module does not write."""
    parts = dict(part.split("=", 1) for part in text.split(";"))
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    numbered = [(int(day[:-2] or 0), CODES.index(day[-2:])) for day in days]
    return Rule(
        FREQUENCIES[parts["FREQ"]] if parts.get("FREQ") in FREQUENCIES else _unknown(text),
        int(parts.get("INTERVAL", "1")),
        tuple(dict.fromkeys(day for _, day in numbered)),
        tuple(dict.fromkeys(nth for nth, _ in numbered if nth)),
        _numbers(parts.get("BYMONTHDAY", "")),
        _numbers(parts.get("BYMONTH", "")),
        _numbers(parts.get("BYSETPOS", "")),
        _numbers(parts.get("BYWEEKNO", "")),
    )


def _unknown(text: str) -> Frequency:
    raise ValueError(f"not a rule of ours: {text!r}")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in islice(text.split(","), 60)) if text else ()


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))
