"""Reading somebody else's calendar file: what of it could be a meeting.

The file may hold anything. Only the few properties that make a date are ever parsed, one event at a time; time zones
that the file defines itself are not run, because a rule in them can be written that never comes to an end.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event

from commands.documents.calendar_rules import Effort, Unusual, days

LARGEST = 256 * 1024
"""No larger file is read, in characters."""

MOST = 200
"""No more events are read, and no more dates taken out of them."""

_LONGEST_LINE = 4000
_EFFORT = 60_000
"""So many days are looked at for all repeating events of a file."""

_WANTED = re.compile(r"(UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SUMMARY|STATUS)[;:]", re.IGNORECASE)
_FOLD = re.compile(r"\n[ \t]")
_SHORTEST, _LONGEST = 5, 480


class Unreadable(Exception):
    """No calendar that could be read; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a file, by the town's clock. `mark` stays the same when the file is dropped again with another time."""

    mark: str
    uid: str
    day: date
    begins: time
    minutes: int
    summary: str


@dataclass
class Contents:
    """The dates in order of time, those that cannot be meetings counted by reason, and how many have passed.

    Reasons: "all_day", "unusual" (a rule that no body meets by), "length", "broken". `more`: there were too many.
    """

    dates: list[Found] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    passed: int = 0
    more: bool = False

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


class _LeftOut(Exception):
    """An event that cannot be a meeting."""


def contents(text: str, zone: ZoneInfo, now: datetime, until: date) -> Contents:
    """What is in a file, from `now` (an instant) to the day `until`. Raises Unreadable and nothing else."""
    if len(text) > LARGEST:
        raise Unreadable("calendar.intake.too_large")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Unreadable("calendar.intake.no_calendar")
    found = Contents()
    events = [(event, _parsed(event, zone)) for event in _events(text)]
    replaced = {(one.uid, one.instead_of) for _, one in events if one and one.instead_of}
    effort = Effort(_EFFORT)
    for _, one in events:
        if len(found.dates) > MOST:
            break
        if one is None:
            found.leave_out("broken")
        elif one.cancelled:
            continue
        else:
            _take(found, one, zone, now, until, replaced, effort)
    found.dates.sort(key=lambda one: (one.day, one.begins, one.mark))
    found.more = len(found.dates) > MOST
    del found.dates[MOST:]
    return found


def _events(text: str) -> Iterator[list[str]]:
    """The lines of each event that make a date, unfolded (RFC 5545, 3.1); nested components are left out."""
    lines = _FOLD.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")).split("\n")
    event: list[str] | None = None
    nested = number = 0
    for line in lines:
        head = line.strip().upper()
        if event is None:
            if head == "BEGIN:VEVENT":
                event, nested, number = [], 0, number + 1
                if number > MOST:
                    raise Unreadable("calendar.intake.too_many")
        elif head.startswith("BEGIN:"):
            nested += 1
        elif head.startswith("END:"):
            if nested == 0:
                yield event
                event = None
            nested -= 1
        elif nested == 0 and _WANTED.match(line.strip()):
            event.append(line.strip()[:_LONGEST_LINE])
    if event is not None:
        yield event


@dataclass(frozen=True)
class _One:
    """An event as it stands in a file. `start` has its own zone; None: it lasts whole days."""

    uid: str
    start: datetime | None
    length: timedelta
    rule: Any
    besides: tuple[datetime, ...]
    without: frozenset[datetime]
    instead_of: datetime | None
    summary: str
    cancelled: bool


def _parsed(lines: list[str], zone: ZoneInfo) -> _One | None:
    """The event, or None for one that cannot be made out."""
    try:
        return _made(Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])), zone)
    except Exception:  # a stranger's bytes in a library: whatever it stumbles over, this event is not to be had
        return None


def _made(event: Any, zone: ZoneInfo) -> _One:
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        return _One("", None, timedelta(), None, (), frozenset(), None, "", cancelled=_cancelled(event))
    start = _aware(start, zone)
    if "DTEND" in event:
        length = _aware(event["DTEND"].dt, zone) - start
    else:
        length = event["DURATION"].dt if "DURATION" in event else timedelta(hours=1)
    original = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
    return _One(
        uid=str(event.get("UID", "")),
        start=start,
        length=length,
        rule=event.get("RRULE"),
        besides=tuple(_instants(event, "RDATE", zone)),
        without=frozenset(_instants(event, "EXDATE", zone)),
        instead_of=_aware(original, zone).astimezone(UTC) if isinstance(original, datetime) else None,
        summary=_clean(str(event.get("SUMMARY", ""))),
        cancelled=_cancelled(event),
    )


def _cancelled(event: Any) -> bool:
    return str(event.get("STATUS", "")).strip().upper() == "CANCELLED"


def _aware(at: datetime, zone: ZoneInfo) -> datetime:
    """A time without a zone, or with one that nobody knows, is the town's."""
    return at.replace(tzinfo=zone) if at.tzinfo is None else at


def _instants(event: Any, name: str, zone: ZoneInfo) -> Iterator[datetime]:
    values = event.get(name, [])
    for value in values if isinstance(values, list) else [values]:
        for one in value.dts:
            if isinstance(one.dt, datetime):
                yield _aware(one.dt, zone).astimezone(UTC)


def _clean(text: str) -> str:
    """A title on one line without anything invisible."""
    return "".join(char if char.isprintable() else " " for char in text)[:200].strip()


def _take(
    found: Contents,
    one: _One,
    zone: ZoneInfo,
    now: datetime,
    until: date,
    replaced: set[tuple[str, datetime]],
    effort: Effort,
) -> None:
    try:
        for start in _starts(one, zone, now, until, effort):
            instant = start.astimezone(UTC)
            if one.instead_of is None and ((one.uid, instant) in replaced or instant in one.without):
                continue
            if instant <= now:
                found.passed += 1
            elif start.astimezone(zone).date() <= until:
                found.dates.append(_date(one, start, zone))
    except Unusual:
        found.leave_out("unusual")
    except _LeftOut as left_out:
        found.leave_out(str(left_out))
    except (OverflowError, ValueError):  # at the edges of the calendar
        found.leave_out("broken")


def _starts(one: _One, zone: ZoneInfo, now: datetime, until: date, effort: Effort) -> Iterator[datetime]:
    """The starts of an event in its own zone; of a repeating one those that are still to come."""
    if one.start is None:
        raise _LeftOut("all_day")
    if not timedelta(minutes=_SHORTEST) <= one.length <= timedelta(minutes=_LONGEST):
        raise _LeftOut("length")
    if one.rule is None:
        yield one.start
    else:
        today = now.astimezone(zone).date()
        for day in days(one.rule, one.start, today - timedelta(days=1), until + timedelta(days=1), effort):
            yield datetime.combine(day, one.start.time(), one.start.tzinfo)
    yield from one.besides[:MOST]


def _date(one: _One, start: datetime, zone: ZoneInfo) -> Found:
    local = start.astimezone(zone)
    original = one.instead_of or start.astimezone(UTC)
    repeats = one.rule is not None or one.instead_of is not None
    told_apart = f"{one.uid}\n{original:%Y%m%dT%H%M}" if repeats or not one.uid else one.uid
    mark = hashlib.sha256(told_apart.encode("utf-8", "replace")).hexdigest()[:32]
    minutes = int(one.length.total_seconds()) // 60
    return Found(mark, one.uid, local.date(), local.time().replace(second=0, microsecond=0), minutes, one.summary)
