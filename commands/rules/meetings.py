"""When a body meets, and when the clock speaks up before it (domain 2.2 and 2.6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commands.rules import times
from commands.rules.lead_times import LeadTimes, schedule
from commands.rules.refusal import Refused
from storage.records import BodyKind, Meeting

HORIZON = timedelta(weeks=20)
"""So far ahead the dates of a series are planned; a topic can be put on any of them."""

_DAY = timedelta(days=1)
REPORT_AT = time(10, 0)
"""When the digest before a meeting comes, on the working day before it."""

ASKED_BEFORE, ASKED_AT = 5, time(10, 0)
"""So many working days before a date on a day off, and at that time, the bot asks what is to become of it."""

_CALL_AT = time(10, 0)
_CALL_AT_FORMAL = time(9, 0)
_DEADLINE_AT = time(12, 0)
_MORNING = time(8, 30)
_BEFORE_MEETING = timedelta(minutes=30)


def starts_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    return times.instant(meeting.held_on, meeting.begins, zone)


def ends_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    return starts_at(meeting, zone) + timedelta(minutes=meeting.minutes)


@dataclass(frozen=True)
class Prompts:
    """When the clock speaks up for one meeting; each within office hours. `moved_for`: the closing day that the call
    or the deadline made way for."""

    call_at: datetime
    deadline_at: datetime
    morning_at: datetime
    ask_at: datetime | None
    close_at: datetime
    moved_for: date | None


def prompts(
    meeting: Meeting,
    kind: BodyKind,
    leads: LeadTimes,
    hours: times.OfficeHours,
    zone: ZoneInfo,
    works: Callable[[date], bool],
) -> Prompts:
    """The prompts of a meeting: the call at 09:00, of a jour fixe at 10:00; the deadline at 12:00, by `leads`.

    What falls on a day off moves to the day before.
    """
    exchange = kind is BodyKind.EXCHANGE
    days = schedule(meeting.held_on, leads, hours, works)
    call_on, deadline_on = days.call.day, days.deadline.day
    call_time = _CALL_AT if exchange else _CALL_AT_FORMAL
    asked_at = times.instant(deadline_on, times.within(deadline_on, _DEADLINE_AT, hours), zone)
    after = times.first_open_day(meeting.held_on + _DAY, hours, works)
    return Prompts(
        call_at=times.instant(call_on, times.within(call_on, call_time, hours), zone),
        deadline_at=times.instant(deadline_on, deadline_time(deadline_on, hours), zone),
        morning_at=_morning(meeting, hours, zone, works),
        ask_at=asked_at if exchange else None,
        close_at=times.instant(after, hours[after.weekday()][0], zone),
        moved_for=next((one.wished for one in (days.deadline, days.call) if one.moved), None),
    )


def deadline_time(day: date, hours: times.OfficeHours) -> time:
    """When the list of items is closed on a day: at noon, or earlier if the office closes earlier."""
    return min(_DEADLINE_AT, hours[day.weekday()][1])


def _morning(meeting: Meeting, hours: times.OfficeHours, zone: ZoneInfo, works: Callable[[date], bool]) -> datetime:
    """08:30 on the day, or half an hour before an early start; the office must be open by then, else the day before."""
    early = (datetime.combine(meeting.held_on, meeting.begins) - _BEFORE_MEETING).time()
    wish = min(_MORNING, early)
    day = times.last_open_day(meeting.held_on, hours, works)
    if day == meeting.held_on and hours[day.weekday()][0] < meeting.begins:
        return times.instant(day, max(wish, hours[day.weekday()][0]), zone)
    day = day if day < meeting.held_on else times.last_open_day(day - _DAY, hours, works)
    closes = datetime.combine(day, hours[day.weekday()][1]) - _BEFORE_MEETING
    return times.instant(day, closes.time(), zone)


def check_new_date(day: date, begins: time, now: datetime, zone: ZoneInfo, same_day: Sequence[Meeting]) -> None:
    """Refuse a date that has passed, and one on which the body meets already."""
    if times.instant(day, begins, zone) <= now:
        raise Refused("meeting.past", day=day)
    if same_day:
        raise Refused("meeting.same_day", day=day)


def check_minutes(minutes: int) -> None:
    if not 5 <= minutes <= 480:
        raise Refused("meeting.bad_minutes", minutes=minutes)
