"""Assignments: giving them, and looking at them."""

from typing import Annotated

from commands import planning
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
from commands.assignments.sight import hidden_in_sight
from commands.confidentiality import CONFIDENTIAL_AT_END
from commands.context import Context
from commands.lookups import Receiver
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import Due
from commands.year import chains
from storage import assignments, committees, meetings
from storage.assignment_records import Assignment, Goal
from storage.records import BodyKind, Item, Priority

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
    confidential: Annotated[bool, CONFIDENTIAL_AT_END] = False,
) -> None:
    """Give an assignment from this body to a body or to a unit without a room."""
    if not title:
        raise Refused("assignment.no_title")
    wanted = Wanted(title, expected, due, item, source, priority, goals, confidential)
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
    if one.confidential:
        ctx.say("confidential.given")
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
    hidden = len(hidden_in_sight(ctx))
    if not every and not hidden:
        ctx.say("assignments.none")
    for key, ones in (("assignments.to_us", to_us), ("assignments.from_us", from_us), ("assignments.others", others)):
        if ones:
            ctx.say(key, count=len(ones))
            ctx.list([_line(ctx, one) for one in ones[:_SHOWN]])
            if len(ones) > _SHOWN:
                ctx.say("and_more", count=len(ones) - _SHOWN)
    if hidden:
        ctx.say("assignments.hidden", count=hidden)


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
