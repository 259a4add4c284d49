"""Calendar files (RFC 5545) from plain values: the same values give the same bytes.

A series is written as one master with its rule; a date that fell away is an EXDATE, a date that became another one a
component of its own with the old date as RECURRENCE-ID. Nobody is named: no organiser, no attendees (domain 4.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vRecur

from commands.documents.time_zone import time_zone
from commands.rules import times

MIMETYPE = "text/calendar"
_PRODID = "-//Gremienassistenz//Kalender 1.0//DE"
_REFRESH = timedelta(hours=6)


class Method(StrEnum):
    """What the file is for (RFC 5546, 3.2): to make entries known or bring them up to date, or to take one away."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment. `begins` is wall-clock time on `day`; `changed_at` an instant.

    `instead_of`: it is the date that a series planned for this day, at `planned_at` o'clock.
    """

    uid: str
    sequence: int
    changed_at: datetime
    day: date
    begins: time
    minutes: int
    summary: str
    description: str = ""
    category: str = ""
    status: Status = Status.CONFIRMED
    instead_of: tuple[date, time] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A repeating appointment. `entry` is its first real date, so that no reader counts one that is none.

    `rule` is an RRULE value without COUNT and UNTIL; `last` the last day on which it may fall; `without` the days that
    fell away; `besides` days that the rule does not give; `instead` the dates that became others.
    """

    entry: Entry
    rule: str
    last: date | None
    without: tuple[date, ...]
    besides: tuple[date, ...]
    instead: tuple[Entry, ...]


def write(
    entries: Sequence[Entry | Series],
    zone: ZoneInfo,
    *,
    method: Method = Method.PUBLISH,
    privacy: str = "PUBLIC",
    feed_name: str | None = None,
) -> bytes:
    """The file. `privacy` is the CLASS of every entry; `feed_name` makes it a feed that tells how often to ask."""
    calendar = Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if feed_name is not None:
        calendar.add("x-wr-calname", feed_name)
        calendar.add("x-wr-timezone", zone.key)
        calendar.add("x-published-ttl", vDuration(_REFRESH))
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(time_zone(zone))
    for one in entries:
        for event in _series(one, zone) if isinstance(one, Series) else [_event(one, zone)]:
            event.add("class", privacy)
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _series(series: Series, zone: ZoneInfo) -> list[Event]:
    master = _event(series.entry, zone)
    begins = series.entry.begins
    rule = vRecur.from_ical(series.rule)
    if series.last is not None:
        rule["UNTIL"] = times.instant(series.last, begins, zone)  # in UTC: RFC 5545, 3.3.10
    master.add("rrule", rule)
    if series.without:
        master.add("exdate", [_local(day, begins, zone) for day in series.without])
    if series.besides:
        master.add("rdate", [_local(day, begins, zone) for day in series.besides])
    return [master, *(_event(one, zone) for one in series.instead)]


def _event(entry: Entry, zone: ZoneInfo) -> Event:
    event = Event()
    start = times.instant(entry.day, entry.begins, zone)
    end = start + timedelta(minutes=entry.minutes)
    texts = {"summary": entry.summary, "description": entry.description, "uid": entry.uid}
    values: dict[str, Any] = {name: text for name, text in texts.items() if text}
    values |= {"dtstart": start.astimezone(zone), "dtend": end.astimezone(zone)}
    values |= {"sequence": entry.sequence, "status": entry.status.value}
    values |= {"dtstamp": entry.changed_at.astimezone(UTC), "last-modified": entry.changed_at.astimezone(UTC)}
    values["transp"] = "TRANSPARENT" if entry.status is Status.CANCELLED else "OPAQUE"
    if entry.category:
        values["categories"] = [entry.category]
    if entry.instead_of:
        values["recurrence-id"] = _local(*entry.instead_of, zone)
    for name, value in values.items():
        event.add(name, value)
    return event


def _local(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)
