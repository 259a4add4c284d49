"""Finding the dates for a plan: what was said, completed by what the body has and does, searched in its calendar."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import NoReturn

from commands import planning
from commands.context import Context
from commands.rules import year_plan as rules
from commands.rules.refusal import Refused
from commands.rules.year_grid import Wish
from commands.year.plan_calendar import PlanCalendar
from commands.year.plan_kinds import PlanSaid
from storage import meetings, year_plan
from storage.planning_records import PlanDraft
from storage.records import BodyKind, Meeting, MeetingState

_USUAL = {BodyKind.STRATEGIC: PlanSaid(count=4, minutes=120), BodyKind.OPERATIVE: PlanSaid(weeks=6, minutes=90)}
"""What a body of this kind has if nothing else is said (domain 2.1)."""


def completed(ctx: Context, said: PlanSaid) -> PlanSaid:
    """What was said, with what the body's last date and its kind add."""
    last = _last_meeting(ctx, date.max)
    usual = _USUAL.get(ctx.body.kind)
    if not (said.count or said.weeks or said.rhythm):
        if usual is None:
            raise Refused("plan.exchange", body=ctx.body.name)
        said = replace(said, count=usual.count, weeks=usual.weeks)
    if last and not said.weekdays and not said.rhythm:
        said = replace(said, weekdays=(last.held_on.weekday(),))
    minutes = last.minutes if last else usual.minutes if usual else None
    begins = last.begins if last else None
    return replace(said, begins=said.begins or begins, minutes=said.minutes or minutes)


def _last_meeting(ctx: Context, before: date) -> Meeting | None:
    """The last date of the body before a day, called-off ones left out."""
    found = meetings.every(ctx.tx, [ctx.body.id], date.min, before)
    return max(
        (one for one in found if one.state is not MeetingState.CANCELLED), key=lambda one: one.held_on, default=None
    )


def wish_of(ctx: Context, said: PlanSaid, year: int) -> Wish:
    """The wish for the days of the year for which an invitation can still go out."""
    leads = planning.leads_of(ctx, ctx.body)
    earliest = ctx.today + timedelta(days=leads.invitation + leads.full_days + 1)
    first, last = max(date(year, 1, 1), earliest), date(year, 12, 31)
    if first > last:
        raise Refused("plan.year_over", year=str(year))
    days = said.days(first, last)
    if said.rhythm and not days:
        raise Refused("plan.nothing", year=str(year))
    weekdays = said.weekdays or tuple(sorted({day.weekday() for day in days}))
    if days:
        return Wish(first, last, weekdays, days=days)
    count = said.count
    if count:  # those that have been held, or are too near to be moved, are part of the year's number
        count -= len(standing_days(ctx, date(year, 1, 1), first - timedelta(days=1)))
        if count < 1:
            refuse_empty(ctx, year)
    return Wish(first, last, weekdays, count=count, weeks=said.weeks)


def search(ctx: Context, wish: Wish, begins: time, minutes: int) -> rules.Proposal:
    calendar = PlanCalendar(ctx, ctx.body, wish.first, wish.last)
    fixed = standing_days(ctx, wish.first, wish.last)
    before = _last_meeting(ctx, wish.first - timedelta(days=1))
    return rules.propose(
        wish,
        lambda day: calendar.hard(day, begins, minutes),
        calendar.soft,
        [one.held_on for one in fixed],
        before.held_on if before else None,
    )


def standing_days(ctx: Context, first: date, last: date) -> list[Meeting]:
    """The dates of the body that stand already."""
    found = meetings.every(ctx.tx, [ctx.body.id], first, last)
    return [one for one in found if one.state is not MeetingState.CANCELLED]


def store(ctx: Context, proposal: rules.Proposal, year: int, begins: time, minutes: int) -> PlanDraft:
    draft = year_plan.begin(ctx.tx, ctx.body.id, year, begins, minutes)
    year_plan.add(
        ctx.tx,
        draft.id,
        (
            {
                "held_on": one.day,
                "begins": begins,
                "minutes": minutes,
                "instead_of": one.ideal if one.reason else None,
                "reason": one.reason.hindrance if one.reason else None,
                "because": one.reason.name if one.reason else None,
            }
            for one in proposal.dates
        ),
    )
    return draft


def refuse_empty(ctx: Context, year: int) -> NoReturn:
    """Say whether there are dates enough, or no good day."""
    standing = standing_days(ctx, date(year, 1, 1), date(year, 12, 31))
    if standing:
        raise Refused("plan.enough", year=str(year), dates=tuple(one.held_on for one in standing[:12]))
    raise Refused("plan.nothing", year=str(year))
