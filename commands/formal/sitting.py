"""The meeting that is going on, and who is there."""

from commands import planning
from commands.context import Context
from commands.lookups import current_meeting
from commands.rules.refusal import Refused
from storage import agenda
from storage.records import ItemState, Meeting, Treatment


def sitting(ctx: Context) -> Meeting:
    """The meeting of this body that is held today or that nobody has closed yet. Raises Refused for none: attendance
    and decisions are not for a day to come."""
    meeting = current_meeting(ctx)
    if meeting is None:
        raise Refused("attendance.no_meeting")
    if meeting.held_on > ctx.today:
        raise Refused("attendance.too_early", moment=planning.moment(meeting))
    return meeting


def item_to_decide(ctx: Context, meeting: Meeting) -> str:
    """The number of the first item that still waits for a decision, to show in an example."""
    waiting = [one for one in agenda.of_meeting(ctx.tx, meeting.id) if one.state is ItemState.OPEN and not one.standing]
    wanted = [one for one in waiting if one.treatment is Treatment.DECISION] or waiting
    return str(wanted[0].position) if wanted else "…"
