"""How long what is kept, and when it goes (domain 5.1). Periods are the town's to decide; these are the defaults.

The bot deletes working copies. What is a record, and whether it has to be offered to the archive, is decided in the
file of the administration (Art. 5 (1) e GDPR; the archive laws of the states).
"""

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commands.rules.times import instant


@dataclass(frozen=True)
class Periods:
    """Each period with its unit in its name."""

    audit_months: int = 12
    work_months: int = 24
    backlog_months: int = 24
    memberships_months: int = 12
    letters_months: int = 24
    events_days: int = 400
    unreadable_days: int = 7
    questions_days: int = 30
    drafts_days: int = 30
    incidents_months: int = 24
    deletions_months: int = 24


PERIODS = tuple(field.name for field in fields(Periods))

ASK_AHEAD = timedelta(weeks=10)
"""So long before the last work of a month would leave the bot its office is asked whether all of it is in the file;
before the first of it that is five weeks at least."""


def back(day: date, months: int) -> date:
    """The same day so many months before; the last day of a month that has no such day."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_kept(period: str, periods: Periods, today: date) -> date:
    """The first day of which things are still kept today: what is a day older goes."""
    length = int(getattr(periods, period))
    return back(today, length) if period.endswith("_months") else today - timedelta(days=length)


def cut(period: str, periods: Periods, today: date, zone: ZoneInfo) -> datetime:
    """The midnight with which that day begins in the town, whatever the clocks do."""
    return instant(first_kept(period, periods, today), time(0), zone)


def may_go(closed_on: date, filed_until: date | None, kept_from: date) -> bool:
    """Whether work that was closed on a day leaves the bot: its period is over and the office has put it on file."""
    return closed_on < kept_from and filed_until is not None and closed_on <= filed_until
