"""The back-counted days of a meeting in words: topic call, deadline for items, invitation."""

from datetime import date

from commands import planning
from commands.context import Context
from commands.dates.readings import Moment
from commands.rules.lead_times import Counted, LeadTimes, Schedule, schedule
from commands.rules.meetings import deadline_time
from commands.texts.voice import Phrase, phrase
from storage.records import Meeting


def counted_back(ctx: Context, held_on: date, leads: LeadTimes) -> Schedule:
    """The days before a meeting in the town's calendar."""
    return schedule(held_on, leads, ctx.house.office_hours, ctx.calendar.is_working_day)


def schedule_line(ctx: Context, meeting: Meeting, leads: LeadTimes) -> Phrase:
    """„Di 08.06.2027, 14:00 Uhr: Aufruf Di 11.05.2027, Themen bis Di 18.05.2027, Einladung Di 25.05.2027“."""
    days = counted_back(ctx, meeting.held_on, leads)
    return phrase(
        "schedule.line" if days.invitation else "schedule.line.bare",
        moment=planning.moment(meeting),
        call=_day(ctx, days.call),
        deadline=_day(ctx, days.deadline, with_time=leads.weekdays),
        invitation=_day(ctx, days.invitation) if days.invitation else "",
    )


def _day(ctx: Context, counted: Counted, *, with_time: bool = False) -> Phrase:
    """The day, and for which day off it made way; that nothing is due on a weekend needs no words.

    `with_time`: the time belongs to it, as to the deadline on the day before a jour fixe.
    """
    at = deadline_time(counted.day, ctx.house.office_hours) if with_time else None
    day = Moment(counted.day, at)
    reason = ctx.calendar.closing_reason(counted.wished) if counted.moved else None
    if reason is None or counted.wished.weekday() > 4:
        return phrase("plain", text=day)
    return phrase("schedule.moved", day=day, wished=counted.wished, why=reason[1])
