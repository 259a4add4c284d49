"""Putting dates into the calendar and ordering from the clock what belongs to them."""

from datetime import datetime, timedelta

from commands.context import Context
from commands.dates.expansion import Expansion, expansion
from commands.dates.readings import Moment, Rhythm
from commands.rules import lead_times as lead_rules
from commands.rules import meetings as rules
from commands.rules import times
from commands.rules.lead_times import LeadTimes, TownTimes
from storage import agenda, bodies, duties, lead_times, meetings
from storage.records import Body, BodyKind, BodyState, ItemState, Meeting, Series

CALL, MORNING, ASK, CLOSE, REPORT = "weekly.call", "weekly.morning", "weekly.ask", "weekly.close", "digest.meeting"
COLLISION, FALL_AWAY = "collision.ask", "collision.fall_away"
OF_A_MEETING = (CALL, MORNING, ASK, CLOSE, REPORT, COLLISION, FALL_AWAY)


def moment(meeting: Meeting) -> Moment:
    return Moment(meeting.held_on, meeting.begins)


def prompts(ctx: Context, meeting: Meeting, body: Body) -> rules.Prompts:
    """When the clock speaks up for this meeting."""
    leads = leads_of(ctx, body)
    return rules.prompts(meeting, body.kind, leads, ctx.house.office_hours, ctx.house.zone, ctx.calendar.is_working_day)


def leads_of(ctx: Context, body: Body) -> LeadTimes:
    """How long before its meetings a body calls for topics, closes the list and invites."""
    return lead_rules.of_body(body.kind, lead_times.of_body(ctx.tx, body.id))


def town_times(ctx: Context) -> TownTimes:
    """How long before a committee its papers are due, and how long signing them takes."""
    return lead_rules.of_town(lead_times.of_town(ctx.tx))


def plan_meeting(ctx: Context, meeting: Meeting) -> None:
    """Order the prompts of a meeting anew. What has been said for it already is not said again.

    A call whose time is over is made at once while topics can still be sent in, and not at all later.
    """
    duties.cancel(ctx.tx, OF_A_MEETING, meeting.id)
    body = bodies.by_id(ctx.tx, meeting.body_id)
    if body.state is not BodyState.ACTIVE:
        return
    at = prompts(ctx, meeting, body)
    starts = rules.starts_at(meeting, ctx.house.zone)
    duties.plan(ctx.tx, CLOSE, meeting.id, at.close_at)
    if starts <= ctx.now:
        return
    if collision(ctx, meeting, body):
        _plan_question(ctx, meeting, at, starts)
        return
    if not duties.was_done(ctx.tx, CALL, meeting.id) and ctx.now < at.deadline_at:
        duties.plan(ctx.tx, CALL, meeting.id, max(at.call_at, ctx.now), starts)
    if at.morning_at > ctx.now:
        duties.plan(ctx.tx, MORNING, meeting.id, at.morning_at, starts)
    if at.ask_at and at.ask_at > ctx.now:
        duties.plan(ctx.tx, ASK, meeting.id, at.ask_at, starts)
    if body.kind is not BodyKind.EXCHANGE:
        _plan_report(ctx, meeting)


def collision(ctx: Context, meeting: Meeting, body: Body) -> str | None:
    """Why nobody can be expected on the day that a series gives a meeting: a holiday, a closing day, or for a formal
    body the recess. None for a date that somebody chose for itself."""
    if meeting.series_id is None or meeting.held_on != meeting.planned_on:
        return None
    reason = ctx.calendar.closing_reason(meeting.held_on)
    if reason and reason[0] != "weekend":
        return reason[1]
    return None if body.kind is BodyKind.EXCHANGE else ctx.calendar.recess(meeting.held_on)


def _plan_question(ctx: Context, meeting: Meeting, at: rules.Prompts, starts: datetime) -> None:
    """Five working days ahead, and before the call, the bot asks; at the deadline the meeting falls away."""
    day = ctx.calendar.working_days_before(meeting.held_on, rules.ASKED_BEFORE)
    day = times.last_open_day(day, ctx.house.office_hours, ctx.calendar.is_working_day)
    asked = times.instant(day, times.within(day, rules.ASKED_AT, ctx.house.office_hours), ctx.house.zone)
    if not duties.was_done(ctx.tx, COLLISION, meeting.id):
        duties.plan(ctx.tx, COLLISION, meeting.id, max(min(asked, at.call_at), ctx.now), at.deadline_at)
    duties.plan(ctx.tx, FALL_AWAY, meeting.id, max(at.deadline_at, ctx.now), starts)


def _plan_report(ctx: Context, meeting: Meeting) -> None:
    """The digest before a meeting comes on the working day before it, at 10:00."""
    day = times.last_open_day(meeting.held_on - timedelta(days=1), ctx.house.office_hours, ctx.calendar.is_working_day)
    at = times.within(day, rules.REPORT_AT, ctx.house.office_hours)
    due = times.instant(day, at, ctx.house.zone)
    if due > ctx.now:
        duties.plan(ctx.tx, REPORT, meeting.id, due, rules.starts_at(meeting, ctx.house.zone))


def running(ctx: Context) -> list[Series]:
    """The series of this body that are not over, the one in force first; one that was changed is over from then on."""
    every = meetings.series_of(ctx.tx, ctx.body.id)
    return [one for one in every if one.ends_on is None or one.ends_on >= ctx.today]


def rhythm_of(series: Series) -> Rhythm:
    """A series as what was said when it was set up."""
    skips = tuple(series.skips.split(",")) if series.skips else ()
    return Rhythm(series.rule, series.starts_on, series.begins, series.minutes, series.ends_on, skips)


def expanded(ctx: Context, series: Series) -> Expansion:
    """The days of a series up to the horizon: held, left out, unknown."""
    return expansion(rhythm_of(series), ctx.today, ctx.today + rules.HORIZON, ctx.calendar)


def extend(ctx: Context, series: Series) -> None:
    """Plan the dates of a series up to the horizon, without those that it leaves out; those planned before stay as
    they have become. A body meets once a day: where another of its dates lies, the series has none. Where school data
    end before the horizon, the dates that need them are not planned yet."""
    known = {one.id for one in meetings.of_series(ctx.tx, series.id, ctx.today)}
    others = meetings.planned(ctx.tx, [series.body_id], ctx.today)
    taken = {one.held_on for one in others if one.series_id != series.id}
    for day in expanded(ctx, series).held:
        if day not in taken and times.instant(day, series.begins, ctx.house.zone) > ctx.now:
            meetings.add(ctx.tx, series.body_id, day, series.begins, series.minutes, series.id, now=ctx.now)
    for meeting in meetings.of_series(ctx.tx, series.id, ctx.today):
        if meeting.id not in known:
            plan_meeting(ctx, meeting)


def silence(ctx: Context, body: Body) -> None:
    """Take back all prompts of a body."""
    for meeting in meetings.planned(ctx.tx, [body.id], since=ctx.today):
        duties.cancel(ctx.tx, OF_A_MEETING, meeting.id)


def plan_body(ctx: Context, body: Body) -> None:
    """Order everything that a body's calendar asks for."""
    for meeting in meetings.planned(ctx.tx, [body.id], since=ctx.today):
        plan_meeting(ctx, meeting)
    for series in meetings.series_of(ctx.tx, body.id):
        extend(ctx, series)


def plan_everything(ctx: Context) -> None:
    """Order all prompts anew after the town's calendar has changed."""
    for body in bodies.every(ctx.tx):
        if body.state is BodyState.ACTIVE:
            plan_body(ctx, body)


def next_meeting(ctx: Context, body_id: int, after: Meeting | None = None) -> Meeting | None:
    """The next planned meeting of a body, or the next one after a meeting."""
    if after is None:
        return meetings.first_from(ctx.tx, body_id, ctx.today)
    return meetings.first_after(ctx.tx, body_id, after.held_on, after.begins)


def open_agenda(ctx: Context, meeting: Meeting) -> None:
    """Put the body's standing items onto an agenda that has none yet."""
    standing = agenda.standing(ctx.tx, meeting.body_id)
    if not standing or agenda.has_standing(ctx.tx, meeting.id):
        return
    items = agenda.of_meeting(ctx.tx, meeting.id)
    for item in items:
        agenda.renumber(ctx.tx, item, item.position + len(standing), ctx.now)
    for place, one in enumerate(standing, 1):
        agenda.add_item(
            ctx.tx,
            body_id=meeting.body_id,
            meeting_id=meeting.id,
            position=place,
            title=one.title,
            treatment=None,
            minutes=None,
            state=ItemState.OPEN,
            postponed=0,
            standing=True,
            first_on=meeting.held_on,
            resubmit_on=None,
            proposed_by="",
            created_at=ctx.now,
        )


def roll_over(ctx: Context, meeting: Meeting, *, count: bool = True) -> list[int]:
    """Put what was not dealt with onto the next agenda, or into the backlog where there is none; its standing items
    end here. Returns the ids of the items that moved. `count`: it counts as put off once more."""
    target = next_meeting(ctx, meeting.body_id, after=meeting)
    if target:
        open_agenda(ctx, target)
    moved = []
    for item in agenda.of_meeting(ctx.tx, meeting.id):
        if item.state not in (ItemState.OPEN, ItemState.PROPOSED):
            continue
        if item.standing:
            agenda.change_item(ctx.tx, item.id, state=ItemState.DONE)
            continue
        counted = count and item.state is ItemState.OPEN  # what was never taken up was not put off
        put_onto(ctx, item.id, target, postponed=item.postponed + counted, state=item.state)
        moved.append(item.id)
    return moved


def put_onto(
    ctx: Context, item_id: int, target: Meeting | None, *, postponed: int, state: ItemState = ItemState.OPEN
) -> None:
    """Move an item to the end of an agenda, or into the backlog for None. `state`: the one that it has there."""
    if target is None:
        agenda.change_item(ctx.tx, item_id, meeting_id=None, state=ItemState.PARKED, postponed=postponed)
        return
    position = agenda.next_position(ctx.tx, target.id)
    agenda.change_item(
        ctx.tx,
        item_id,
        meeting_id=target.id,
        position=position,
        state=state,
        postponed=postponed,
    )
