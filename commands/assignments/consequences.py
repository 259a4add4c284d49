"""What a new due day does to the dates above it: the giver's meeting, the committee, the whole, the days left."""

from collections.abc import Sequence
from datetime import date, timedelta

from commands import planning
from commands.assignments import handing
from commands.context import Context
from commands.rules import lead_times as lead_rules
from commands.texts.voice import Phrase, phrase
from commands.year import chains
from storage import assignments, committees, meetings
from storage.assignment_records import Assignment
from storage.records import Body, BodyKind, Meeting


def consequences(ctx: Context, one: Assignment, day: date) -> tuple[Phrase, ...]:
    """What comes of moving the due day of an assignment to `day`, what it is for first, and the time that remains."""
    body = handing.giver(ctx, one)
    planned = meetings.planned(ctx.tx, [body.id], since=ctx.today)
    now_reached, then_reached = (_reached(ctx, body, planned, due) for due in (one.due_on, day))
    found = [
        *_meeting(now_reached, then_reached),
        *_committee(ctx, body, now_reached, then_reached),
        *_whole(ctx, one, day),
        remaining(ctx, day),
    ]
    return tuple(found)


def remaining(ctx: Context, day: date) -> Phrase:
    """How many working days there are from tomorrow to a day."""
    count = ctx.calendar.working_days_between(ctx.today + timedelta(days=1), day)
    return phrase("due.remaining", count=count, day=day)


def whole_line(ctx: Context, one: Assignment) -> Phrase | None:
    """For a part: until when the whole is due."""
    whole = assignments.by_id(ctx.tx, one.parent_id) if one.parent_id else None
    return phrase("due.whole", number=whole.number, day=whole.due_on) if whole else None


def _reached(ctx: Context, body: Body, planned: Sequence[Meeting], due_on: date) -> Meeting | None:
    """The first planned meeting whose invitation a result of that day is in time for."""
    leads = planning.leads_of(ctx, body)
    working = ctx.calendar.previous_working_day
    return next((one for one in planned if lead_rules.result_by(one.held_on, leads, working) >= due_on), None)


def _meeting(now: Meeting | None, then: Meeting | None) -> tuple[Phrase, ...]:
    if now is None:
        return (phrase("due.meeting.reached", day=then.held_on),) if then else ()
    if then is None:
        return (phrase("due.meeting.lost", day=now.held_on),)
    if now.id == then.id:
        return (phrase("due.meeting.kept", day=now.held_on),)
    return (phrase("due.meeting.other", day=now.held_on, other=then.held_on),)


def _committee(ctx: Context, body: Body, now: Meeting | None, then: Meeting | None) -> tuple[Phrase, ...]:
    """Whether the committee is still reached that the giver's present meeting is the last one in time for."""
    if now is None or body.kind is not BodyKind.STRATEGIC:
        return ()
    committee = chains.reached_from(ctx, body, now.held_on, committees.coming(ctx.tx, ctx.today))
    if committee is None:
        return ()
    kept = then is not None and then.held_on <= now.held_on
    key = "due.committee.kept" if kept else "due.committee.lost"
    return (phrase(key, committee=committee.committee, day=committee.held_on),)


def _whole(ctx: Context, one: Assignment, day: date) -> tuple[Phrase, ...]:
    whole = assignments.by_id(ctx.tx, one.parent_id) if one.parent_id else None
    if whole is None:
        return ()
    if day > whole.due_on:
        return (phrase("due.whole.missed", number=whole.number, day=whole.due_on),)
    left = ctx.calendar.working_days_between(day + timedelta(days=1), whole.due_on)
    return (phrase("due.whole.left", number=whole.number, day=whole.due_on, count=left),)
