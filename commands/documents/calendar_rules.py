"""The days of a repeating entry in somebody else's calendar file, by our own rules of recurrence.

Only rules that dates of bodies have are read: weekly, monthly, yearly. Everything else is refused before anything is
expanded, because a rule can be written that runs for a very long time and gives nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commands.dates.recurrence import Rule, parsed

_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_APART = {"COUNT", "UNTIL", "WKST"}
_DAY = timedelta(days=1)
_COST_OF_A_STEP = 5
_COST_OF_A_MISS = {"WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
"""In days that are looked at: for each date that is found, and where the search goes on to the next one in vain."""


class Unusual(Exception):
    """A rule that no body meets by."""


class Effort:
    """How many days may still be looked at for one file; it bounds what a hostile file can cost."""

    def __init__(self, most: int) -> None:
        self._left = most

    def spend(self, days: int) -> None:
        """Raises Unusual when there is nothing left."""
        self._left -= days
        if self._left < 0:
            raise Unusual


def days(rule: Mapping[str, Any], start: datetime, first: date, last: date, effort: Effort) -> list[date]:
    """The days within [first, last] on which a rule (as the library reads it) falls that begins with `start`.

    Raises Unusual for a rule that is not read, and for a start that the rule does not give (RFC 5545 leaves open what
    that means).
    """
    ours = _ours(rule, start.date())
    begin, end = start.date(), min(last, _until(rule, start) or last)
    count = int(_one(rule, "COUNT", 0))
    if ours.first(begin, begin) != begin:
        raise Unusual
    found: list[date] = []
    for number, day in enumerate(_each(ours, begin if count else max(begin, first), begin, end, effort)):
        if count and number >= count:
            break
        if day >= first:
            found.append(day)
    return found


def _each(rule: Rule, since: date, start: date, last: date, effort: Effort) -> Iterator[date]:
    while since <= last:
        effort.spend(_COST_OF_A_STEP)
        day = rule.first(start, since)
        if day is None or day > last:
            effort.spend(rule.interval * _COST_OF_A_MISS[rule.frequency])
            return
        effort.spend((day - since).days)
        yield day
        since = day + _DAY


def _ours(rule: Mapping[str, Any], start: date) -> Rule:
    if not {str(name).upper() for name in rule} <= _KNOWN | _APART:
        raise Unusual
    parts = {name: _joined(rule[name]) for name in rule if name in _KNOWN}
    if parts.get("FREQ") == "WEEKLY":
        parts.setdefault("BYDAY", ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()])
    elif not parts.keys() & {"BYDAY", "BYMONTHDAY"}:
        parts["BYMONTHDAY"] = str(start.day)
    if parts.get("FREQ") == "YEARLY" and not parts.keys() & {"BYMONTH", "BYDAY"}:
        parts["BYMONTH"] = str(start.month)
    try:
        ours = parsed(";".join(f"{name}={value}" for name, value in parts.items()))
    except (ValueError, KeyError, IndexError) as error:
        raise Unusual from error
    if not _plain(ours) or (_one(rule, "WKST", "MO") != "MO" and ours.interval > 1 and 6 in ours.weekdays):
        raise Unusual
    return ours


def _plain(rule: Rule) -> bool:
    """Whether a rule is one of those that our own expansion is right about."""
    if rule.frequency == "DAILY" or not 1 <= rule.interval <= 100:
        return False
    if rule.frequency == "WEEKLY":
        return not (rule.nths or rule.month_days or rule.set_positions)
    if rule.frequency == "YEARLY" and rule.nths and not rule.months:
        return False
    if rule.set_positions and (rule.frequency == "YEARLY" or rule.month_days or rule.nths or not rule.weekdays):
        return False
    return all(0 < abs(nth) <= 5 for nth in rule.nths)


def _until(rule: Mapping[str, Any], start: datetime) -> date | None:
    """The last day that UNTIL allows, by the clock of the entry."""
    until = _one(rule, "UNTIL", None)
    if until is None:
        return None
    if not isinstance(until, datetime):
        return until if isinstance(until, date) else None
    zone = start.tzinfo or ZoneInfo("UTC")
    local = until.astimezone(zone) if until.tzinfo else until.replace(tzinfo=zone)
    return local.date() if local.time() >= start.time() else local.date() - _DAY


def _one(rule: Mapping[str, Any], name: str, default: Any) -> Any:
    value = rule.get(name, default)
    return value[0] if isinstance(value, list) and value else value


def _joined(value: Any) -> str:
    return ",".join(str(one) for one in value) if isinstance(value, list) else str(value)
