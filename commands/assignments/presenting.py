"""A result that waits for its giver stands on the giver's next agenda, until it is accepted or needed no more."""

from commands import planning, posts
from commands.context import Context
from commands.handwriting import LONGEST_TITLE
from commands.rules import meetings as meeting_rules
from commands.texts.voice import Voice, phrase
from storage import agenda, bodies, meetings
from storage.assignment_records import Assignment, PartKind
from storage.records import Body, Item, ItemState, Meeting, MeetingState, Treatment


def put_on_agenda(ctx: Context, one: Assignment) -> tuple[Item, Meeting] | None:
    """Put the result of an assignment onto the next agenda of its giver, for a decision; None where no date is known.

    A result that stands on an agenda still to come already is not put there twice. A contribution goes into the work
    itself, not before a meeting.
    """
    if one.part is PartKind.CONTRIBUTION:
        return None
    body = bodies.by_id(ctx.tx, one.giver_id)
    known = _standing_there(ctx, one)
    if known:
        return known
    meeting = planning.next_meeting(ctx, body.id)
    if meeting and meeting_rules.ends_at(meeting, ctx.house.zone) <= ctx.now:
        meeting = planning.next_meeting(ctx, body.id, after=meeting)
    if meeting is None:
        return None
    planning.open_agenda(ctx, meeting)
    item = agenda.by_id(ctx.tx, _add(ctx, one, body, meeting))
    assert item is not None
    posts.refresh_agenda(ctx, meeting)
    return item, meeting


def _add(ctx: Context, one: Assignment, body: Body, meeting: Meeting) -> int:
    title = Voice(body.language).plain(phrase("assignment.item", number=one.number, title=one.title))
    return agenda.add_item(
        ctx.tx,
        body_id=body.id,
        meeting_id=meeting.id,
        position=agenda.next_position(ctx.tx, meeting.id),
        title=title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…",
        treatment=Treatment.DECISION,
        minutes=None,
        state=ItemState.OPEN,
        postponed=0,
        standing=False,
        first_on=meeting.held_on,
        resubmit_on=None,
        proposed_by="",
        created_at=ctx.now,
        assignment_id=one.id,
        confidential=one.confidential,
    )


def _open_items(ctx: Context, one: Assignment) -> list[Item]:
    """The items about an assignment that are still to be dealt with by its giver."""
    found = agenda.about_assignment(ctx.tx, one.id)
    return [item for item in found if item.body_id == one.giver_id and item.state is ItemState.OPEN]


def _standing_there(ctx: Context, one: Assignment) -> tuple[Item, Meeting] | None:
    for item in _open_items(ctx, one):
        meeting = meetings.by_id(ctx.tx, item.meeting_id) if item.meeting_id else None
        if meeting and meeting.state is MeetingState.PLANNED:
            return item, meeting
    return None


def take_off_agenda(ctx: Context, one: Assignment, state: ItemState) -> None:
    """End the items about the result of an assignment: it was accepted (DONE), or is needed no more (DROPPED)."""
    for item in _open_items(ctx, one):
        agenda.change_item(ctx.tx, item.id, state=state)
        meeting = meetings.by_id(ctx.tx, item.meeting_id) if item.meeting_id else None
        if meeting:
            posts.refresh_agenda(ctx, meeting)
