"""Assignments: giving them, looking at them, and saying when one is late."""

from datetime import time
from typing import Annotated

from commands import planning, posts
from commands.assignments import changing, handing, issuing, showing
from commands.assignments.attribute_kinds import GOALS_AT_END, PRIORITY_AT_END, SOURCE_AT_END, SourceSaid
from commands.assignments.issuing import Wanted
from commands.assignments.kinds import (
    ASSIGNMENT,
    DUE,
    EXPECTED_AT_END,
    ITEM_REF_AT_END,
    RECEIVER_IF_SAID,
    WHAT,
    assignments_in_sight,
)
from commands.context import Context, paragraph
from commands.lookups import Receiver
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import Right
from commands.rules.assignments import Side
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from commands.timing import Due
from commands.year import chains
from storage import assignments, committees, meetings
from storage.assignment_records import Assignment, Goal
from storage.records import BodyKind, BodyState, Item, Priority

part = Part()

_SHOWN = 12


# -- giving -----------------------------------------------------------------------------------------------------------


def _edited(ctx: Context, kind: str, thing_id: int, text: str) -> bool:
    return changing.by_edit(ctx, part.named("assignments.give"), kind, thing_id, text)


@part.command("assignments.give", de=("auftrag",), en=("assignment",), right=Right.LEAD, corrected=_edited)
def give(
    ctx: Context,
    receiver: Annotated[Receiver | None, RECEIVER_IF_SAID] = None,
    title: Annotated[str, WHAT] = "",
    expected: Annotated[str | None, EXPECTED_AT_END] = None,
    due: Annotated[Due | None, DUE] = None,
    item: Annotated[Item | None, ITEM_REF_AT_END] = None,
    source: Annotated[SourceSaid | None, SOURCE_AT_END] = None,
    priority: Annotated[Priority | None, PRIORITY_AT_END] = None,
    goals: Annotated[tuple[Goal, ...], GOALS_AT_END] = (),
) -> None:
    """Give an assignment from this body to a body or to a unit without a room."""
    if not title:
        raise Refused("assignment.no_title")
    wanted = Wanted(title, expected, due, item, source, priority, goals)
    head = "auftrag an" if ctx.language == "de" else "assignment to"
    if receiver is None:
        issuing.ask_receiver(ctx, wanted, head)
        return
    issuing.check_receiver(ctx, receiver)
    if due is None:
        _ask_due(ctx, receiver, wanted, head)
        return
    one = issuing.issue(ctx, receiver, wanted)
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.given", number=one.number, title=title, receiver=handing.receiver_name(ctx, one), day=due.day)
    handing.say_moved(ctx, due.note)
    issuing.say_rest(ctx, receiver, wanted)
    if receiver.body:
        issuing.announce(ctx, one)


def _ask_due(ctx: Context, receiver: Receiver, wanted: Wanted, head: str) -> None:
    """No date was said: propose one that reaches the giver's next meeting, and take another as the answer."""
    planned = meetings.planned(ctx.tx, [ctx.body.id], since=ctx.today)
    leads = planning.leads_of(ctx, ctx.body)
    day, reached = rules.suggested_due(planned, ctx.today, leads, ctx.calendar.previous_working_day)
    name = receiver.body.sign if receiver.body else receiver.unit or ""
    coming = committees.coming(ctx.tx, ctx.today) if ctx.body.kind is BodyKind.STRATEGIC else []
    committee = chains.reached_from(ctx, ctx.body, reached.held_on, coming) if reached else None
    if reached and committee:
        ctx.say(
            "assignment.when.reaches.committee",
            day=day,
            meeting_on=reached.held_on,
            committee=committee.committee,
            committee_on=committee.held_on,
        )
    elif reached:
        ctx.say("assignment.when.reaches", day=day, meeting_on=reached.held_on)
    else:
        ctx.say("assignment.when", day=day)
    issuing.ask_due(ctx, wanted, f"{head} {name}", day)


# -- looking ----------------------------------------------------------------------------------------------------------


@part.command("assignments.list", de=("offen", "aufträge"), en=("open", "assignments"), receipt=False)
def list_open(ctx: Context) -> None:
    """List the open assignments of this body, those to it and those from it."""
    every = [one for one in assignments_in_sight(ctx) if one.state not in assignments.ENDED]
    to_us = [one for one in every if one.receiver_id == ctx.body.id]
    from_us = [one for one in every if one.giver_id == ctx.body.id]
    listed = {one.id for one in every}
    others = [one for one in every if one not in to_us and one not in from_us and one.parent_id not in listed]
    if not every:
        ctx.say("assignments.none")
    for key, ones in (("assignments.to_us", to_us), ("assignments.from_us", from_us), ("assignments.others", others)):
        if ones:
            ctx.say(key, count=len(ones))
            ctx.list([_line(ctx, one) for one in ones[:_SHOWN]])
            if len(ones) > _SHOWN:
                ctx.say("and_more", count=len(ones) - _SHOWN)


def _line(ctx: Context, one: Assignment) -> object:
    return phrase(
        "assignments.line",
        number=one.number,
        title=one.title,
        receiver=handing.receiver_name(ctx, one),
        day=one.due_on,
        state=handing.state_words(ctx, one),
    )


@part.command("assignments.details", de=("details",), en=("details",), receipt=False)
def details(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Show an assignment with its history."""
    showing.show(ctx, one)


# -- the clock --------------------------------------------------------------------------------------------------------


@part.duty("assignments.watch", daily=time(8, 45))
def watch(ctx: Context, _id: int) -> None:
    """Say once of each assignment that its day has passed without a result, where the work is done."""
    for one in assignments.late(ctx.tx, ctx.today, 3):
        body = handing.side_body(ctx, one, Side.RECEIVER)
        if body.state is not BodyState.ACTIVE:
            continue  # it will be said when the body works again
        key = "assignment.told.overdue" if one.receiver_id else "assignment.told.overdue.unit"
        words = {"number": one.number, "title": one.title, "day": one.due_on, "unit": one.receiver_unit or ""}
        blocks = (paragraph(Voice(body.language), key, **words),)
        posts.write(ctx, body, blocks, f"overdue/{one.id}/{one.due_on}", about=f"assignment:{one.id}")
        assignments.change(ctx.tx, one.id, ladder_step=3)
