"""Putting a topic onto the next agenda of a body, in whichever room it was said."""

from commands import planning
from commands.context import Context
from commands.rules import agenda as rules
from commands.rules import meetings as meeting_rules
from storage import agenda, meetings
from storage.records import Body, Item, ItemState, Meeting, Treatment


def next_open(ctx: Context, body: Body) -> Meeting | None:
    """The meeting that new topics of a body are for, its standing items put on it; None while no date is planned."""
    meeting = meetings.first_from(ctx.tx, body.id, rules.oldest_open(ctx.today))
    if meeting and meeting_rules.ends_at(meeting, ctx.house.zone) <= ctx.now:
        meeting = planning.next_meeting(ctx, body.id, after=meeting)  # it is over, only not closed yet
    if meeting:
        planning.open_agenda(ctx, meeting)
    return meeting


def is_late(ctx: Context, meeting: Meeting, body: Body) -> bool:
    """Whether the deadline for topics of a meeting has passed."""
    return planning.prompts(ctx, meeting, body).deadline_at < ctx.now


def place(
    ctx: Context,
    body: Body,
    meeting: Meeting | None,
    *,
    title: str,
    treatment: Treatment | None,
    minutes: int | None = None,
    state: ItemState = ItemState.OPEN,
    confidential: bool = False,
    origin_body_id: int | None = None,
    origin_item_id: int | None = None,
) -> Item:
    """Put a topic at the end of an agenda, or into the backlog where there is none."""
    item_id = agenda.add_item(
        ctx.tx,
        body_id=body.id,
        meeting_id=meeting.id if meeting else None,
        position=agenda.next_position(ctx.tx, meeting.id) if meeting else 0,
        title=title,
        treatment=treatment,
        minutes=minutes,
        state=state if meeting else ItemState.PARKED,
        postponed=0,
        standing=False,
        first_on=meeting.held_on if meeting else None,
        resubmit_on=None,
        proposed_by=ctx.sender or "",
        created_at=ctx.now,
        confidential=confidential,
        origin_body_id=origin_body_id,
        origin_item_id=origin_item_id,
    )
    ctx.made("item", item_id)
    item = agenda.by_id(ctx.tx, item_id)
    assert item is not None
    return item
