"""Calling off a meeting: its prompts end, its items go to the next one."""

from commands import planning, posts, returning
from commands.context import Context
from storage import agenda, bodies, duties, meetings
from storage.records import Meeting, MeetingState


def call_off(ctx: Context, meeting: Meeting) -> tuple[Meeting | None, list[int]]:
    """Cancel a meeting; returns where its items went (None: the backlog) and which moved."""
    duties.cancel(ctx.tx, planning.OF_A_MEETING, meeting.id)
    moved = planning.roll_over(ctx, meeting)
    meetings.change(ctx.tx, meeting.id, now=ctx.now, state=MeetingState.CANCELLED)
    target = planning.next_meeting(ctx, meeting.body_id, after=meeting)
    returning.left_over(ctx, moved, target)
    if target and moved:
        posts.refresh_agenda(ctx, target)
        body = bodies.by_id(ctx.tx, meeting.body_id)
        for item_id in moved:
            item = agenda.by_id(ctx.tx, item_id)
            assert item is not None
            posts.ask_about_postponed(ctx, item, body, target)
    return target, moved
