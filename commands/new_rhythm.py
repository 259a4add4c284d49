"""The dates of a body whose rhythm changes: those that fit stay, the topics of the others go to the nearest new one."""

from collections.abc import Sequence
from datetime import date

from commands import planning, posts
from commands.context import Context
from commands.rules import meetings as rules
from storage import agenda, duties, meetings
from storage.records import ItemState, Meeting, MeetingState, Series


def move_dates(ctx: Context, old: Sequence[Series], new: Series, since: date) -> tuple[int, int]:
    """Replace the coming dates of old series from a day on by those of a new one.

    A date on a day of the new series stays, with its agenda, at the new time. Returns how many topics moved to another
    date and how many are in the backlog because there is none.
    """
    coming = [
        meeting
        for series in old
        for meeting in meetings.of_series(ctx.tx, series.id, ctx.today)
        if meeting.planned_on >= since and rules.starts_at(meeting, ctx.house.zone) > ctx.now
    ]
    days = set(planning.expanded(ctx, new).held)
    kept = {one.planned_on: one for one in coming if one.planned_on in days and one.held_on == one.planned_on}
    for meeting in kept.values():
        meetings.change(ctx.tx, meeting.id, now=ctx.now, series_id=new.id, begins=new.begins, minutes=new.minutes)
    planning.extend(ctx, new)
    targets = meetings.of_series(ctx.tx, new.id, ctx.today)
    left = [one for one in coming if kept.get(one.planned_on) is not one]
    outcomes = [_replace(ctx, meeting, targets) for meeting in left]
    touched = {one.id for one in kept.values()} | {target.id for target, count in outcomes if target and count}
    for meeting in meetings.of_series(ctx.tx, new.id, ctx.today):
        if meeting.id in touched:
            planning.plan_meeting(ctx, meeting)
            posts.refresh_agenda(ctx, meeting)
    moved = sum(count for target, count in outcomes if target)
    return moved, sum(count for _, count in outcomes) - moved


def _replace(ctx: Context, meeting: Meeting, targets: Sequence[Meeting]) -> tuple[Meeting | None, int]:
    """Cancel a date of the old rhythm; its open topics go to the nearest date of the new one, which is not putting them
    off and does not count as such. Returns that date (None: the backlog) and how many went there.
    """
    duties.cancel(ctx.tx, planning.OF_A_MEETING, meeting.id)
    target = min(targets, key=lambda one: (abs(one.held_on - meeting.held_on), one.held_on), default=None)
    count = 0
    for item in agenda.of_meeting(ctx.tx, meeting.id):
        if item.state not in (ItemState.OPEN, ItemState.PROPOSED):
            continue
        if item.standing:
            agenda.change_item(ctx.tx, item.id, state=ItemState.DONE)
            continue
        if target and not count:
            planning.open_agenda(ctx, target)
        planning.put_onto(ctx, item.id, target, postponed=item.postponed, state=item.state)
        count += 1
    meetings.change(ctx.tx, meeting.id, now=ctx.now, state=MeetingState.CANCELLED)
    return target, count
