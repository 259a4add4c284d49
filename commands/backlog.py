"""The backlog (Themenspeicher): parking items, taking them out again, and showing them again on a day."""

from datetime import timedelta
from typing import Annotated

from commands import planning, posts
from commands.context import Context
from commands.dates.readings import Moment
from commands.kinds import TITLE
from commands.lookups import BACKLOG_ITEM, ITEM_NAMED, current_meeting
from commands.registry import Part
from commands.rules import agenda as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import MOMENT_AT_END
from storage import agenda, meetings
from storage.records import Item, ItemState

part = Part()


@part.command(
    "backlog.park", de=("parken", "top # parken", "top # speichern"), en=("park", "item # park"), right=Right.LEAD
)
def park(ctx: Context, item: Annotated[Item, ITEM_NAMED]) -> None:
    """Put an item into the backlog."""
    rules.check_movable(item)
    _park(ctx, item)
    ctx.say("backlog.parked", title=item.title)


def _park(ctx: Context, item: Item, **values: object) -> None:
    meeting = meetings.by_id(ctx.tx, item.meeting_id or 0)
    agenda.change_item(ctx.tx, item.id, meeting_id=None, state=ItemState.PARKED, **values)
    if meeting:
        posts.refresh_agenda(ctx, meeting)


@part.command("backlog.resubmit", de=("wv", "wiedervorlage"), en=("resubmit",), right=Right.MEMBER)
def resubmit(ctx: Context, item: Annotated[Item, ITEM_NAMED], moment: Annotated[Moment, MOMENT_AT_END]) -> None:
    """Put an item away and show it again on a day: it comes back onto the agenda of that week."""
    rules.check_own(item, ctx.sender, ctx.roles)
    rules.check_movable(item)
    _park(ctx, item, resubmit_on=moment.day)
    ctx.say("backlog.resubmit.done", number=item.position, title=item.title, day=moment.day)
    monday = moment.day - timedelta(days=moment.day.weekday())
    for day in (monday + timedelta(days=offset) for offset in range(5)):
        reason = ctx.calendar.closing_reason(day)
        if reason:
            ctx.say("backlog.closed_nearby", day=day, why=reason[1])


@part.command("backlog.show", de=("speicher", "themenspeicher"), en=("backlog",), receipt=False)
def show(ctx: Context) -> None:
    """Show the backlog of this body."""
    parked = agenda.parked(ctx.tx, ctx.body.id)
    ctx.say("backlog.title" if parked else "backlog.none")
    ctx.list([_line(item) for item in parked], start=1)


def _line(item: Item) -> object:
    if item.resubmit_on:
        return phrase("backlog.line.resubmit", title=item.title, day=item.resubmit_on)
    return item.title


@part.command("backlog.add", de=("speichern",), en=("backlog add",))
def add(ctx: Context, title: Annotated[str, TITLE]) -> None:
    """Put a topic into the backlog without putting it onto an agenda."""
    item_id = agenda.add_item(
        ctx.tx,
        body_id=ctx.body.id,
        meeting_id=None,
        position=0,
        title=title,
        treatment=None,
        minutes=None,
        state=ItemState.PARKED,
        postponed=0,
        standing=False,
        first_on=None,
        resubmit_on=None,
        proposed_by=ctx.sender or "",
        created_at=ctx.now,
    )
    ctx.made("item", item_id)
    ctx.say("backlog.parked", title=title)


@part.command("backlog.take_out", de=("einplanen", "speicher # einplanen"), en=("take out",), right=Right.LEAD)
def take_out(ctx: Context, item: Annotated[Item, BACKLOG_ITEM]) -> None:
    """Put an item of the backlog onto the next agenda."""
    meeting = current_meeting(ctx)
    if meeting is None:
        raise Refused("meetings.list.none")
    planning.open_agenda(ctx, meeting)
    planning.put_onto(ctx, item.id, meeting, postponed=item.postponed)
    if item.first_on is None:
        agenda.change_item(ctx.tx, item.id, first_on=meeting.held_on)
    placed = agenda.by_id(ctx.tx, item.id)
    assert placed is not None
    ctx.say("item.added", number=placed.position, title=placed.title, day=meeting.held_on)
    posts.refresh_agenda(ctx, meeting)
