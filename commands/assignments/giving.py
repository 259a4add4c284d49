"""Assignments: giving them, looking at them, and saying when one is late."""

from dataclasses import replace
from datetime import time
from typing import Annotated

from commands import planning, posts, returning
from commands.assignments import handing
from commands.assignments.handing import tell
from commands.assignments.kinds import (
    ASSIGNMENT,
    EXPECTED_AT_END,
    ITEM_REF_AT_END,
    RECEIVER_IF_SAID,
    assignments_in_sight,
)
from commands.context import SLOT, Context, Option, paragraph
from commands.kinds import TITLE
from commands.lookups import Receiver
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules import bodies as body_rules
from commands.rules.access import Right
from commands.rules.assignments import Side
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from commands.timing import DEADLINE_AT_END, Due
from commands.year import chains
from storage import agenda, assignments, bodies, committees, meetings
from storage.assignment_records import Assignment, AssignmentState, EntryKind
from storage.records import BodyKind, BodyState, Item, ItemState

part = Part()

_SHOWN = 12
WHAT, DUE = replace(TITLE, asked=True), replace(DEADLINE_AT_END, asked=True)


# -- giving -----------------------------------------------------------------------------------------------------------


@part.command("assignments.give", de=("auftrag",), en=("assignment",), right=Right.LEAD)
def give(
    ctx: Context,
    receiver: Annotated[Receiver | None, RECEIVER_IF_SAID] = None,
    title: Annotated[str, WHAT] = "",
    expected: Annotated[str | None, EXPECTED_AT_END] = None,
    due: Annotated[Due | None, DUE] = None,
    item: Annotated[Item | None, ITEM_REF_AT_END] = None,
) -> None:
    """Give an assignment from this body to a body or to a unit without a room."""
    if not title:
        raise Refused("assignment.no_title")
    if receiver is None:
        _ask_receiver(ctx, title, expected, due, item)
        return
    _check_receiver(ctx, receiver)
    if due is None:
        _ask_due(ctx, receiver, title, expected, item)
        return
    one = _issue(ctx, receiver, title, expected, due, item)
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.given", number=one.number, title=title, receiver=handing.receiver_name(ctx, one), day=due.day)
    handing.say_moved(ctx, due.note)
    if receiver.body:
        ctx.say("assignment.given.announced", body=receiver.body.name)
        _announce(ctx, one)


def _command(ctx: Context, receiver: str, title: str, expected: str | None, due: str, item: Item | None) -> str:
    """The complete command for these values."""
    german = ctx.language == "de"
    parts = [f"auftrag an {receiver}: {title}" if german else f"assignment to {receiver}: {title}"]
    if expected:
        parts.append(f"{'Ergebnis' if german else 'Result'}: {expected}")
    text = ", ".join(parts) + f" {due}"
    return f"{text} {'zu' if german else 're'} #{item.id}" if item else text


def _due_words(ctx: Context, due: Due | None) -> str:
    return f"{'bis' if ctx.language == 'de' else 'by'} {due.day:%Y-%m-%d}" if due else ""


def _ask_receiver(ctx: Context, title: str, expected: str | None, due: Due | None, item: Item | None) -> None:
    ctx.say("assignment.who")
    ctx.ask(
        [],
        hours=0.5,
        back=True,
        slot="receiver",
        slot_command=_command(ctx, SLOT, title, expected, _due_words(ctx, due), item),
    )


def _ask_due(ctx: Context, receiver: Receiver, title: str, expected: str | None, item: Item | None) -> None:
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
    by = "bis" if ctx.language == "de" else "by"
    ctx.ask(
        [Option(phrase("yes"), _command(ctx, name, title, expected, f"{by} {day:%Y-%m-%d}", item))],
        hours=0.5,
        back=True,
        slot="deadline",
        slot_command=_command(ctx, name, title, expected, SLOT, item),
    )


def _check_receiver(ctx: Context, receiver: Receiver) -> None:
    body = receiver.body
    if body is None:
        return
    if body.id == ctx.body.id:
        raise Refused("assignment.to_self", body=body.name)
    if body.state is not BodyState.ACTIVE:
        raise Refused("body.not_active", body=body.name, state=body.state)
    if ctx.body in body_rules.descendants(body, bodies.every(ctx.tx)):
        raise Refused("assignment.upward", body=body.name)


def _issue(
    ctx: Context, receiver: Receiver, title: str, expected: str | None, due: Due, item: Item | None
) -> Assignment:
    year = ctx.today.year
    serial = assignments.next_number(ctx.tx, ctx.body.id, "A", year)
    assignment_id = assignments.add(
        ctx.tx,
        number=rules.number(ctx.house.number_pattern, ctx.body.sign, "A", year, serial),
        giver_id=ctx.body.id,
        receiver_id=receiver.body.id if receiver.body else None,
        receiver_unit=receiver.unit,
        title=title,
        expected=expected,
        due_on=due.day,
        state=AssignmentState.ISSUED,
        item_id=item.id if item else None,
        issued_at=ctx.now,
        changed_at=ctx.now,
        year=year,
        serial=serial,
        version=0,
        use=None,
    )
    if item and item.state is ItemState.OPEN:
        agenda.change_item(ctx.tx, item.id, state=ItemState.DONE)
    assignments.add_entry(ctx.tx, assignment_id, EntryKind.ISSUED, "", ctx.now)
    ctx.made("assignment", assignment_id)
    one = assignments.by_id(ctx.tx, assignment_id)
    assert one is not None
    if item and item.state is ItemState.OPEN:
        returning.came_back(ctx, item, "assigned", to=one.number)
    return one


def _announce(ctx: Context, one: Assignment) -> None:
    accept_by = min(ctx.calendar.working_days_after(ctx.today, rules.ACCEPT_WITHIN), one.due_on)
    tell(
        ctx,
        one,
        Side.RECEIVER,
        "assignment.told.new",
        giver=ctx.body.name,
        day=one.due_on,
        accept_by=accept_by,
        expected=one.expected or phrase("assignment.expected_unsaid"),
    )


# -- looking ----------------------------------------------------------------------------------------------------------


@part.command("assignments.list", de=("offen", "aufträge"), en=("open", "assignments"), receipt=False)
def list_open(ctx: Context) -> None:
    """List the open assignments of this body, those to it and those from it."""
    every = [one for one in assignments_in_sight(ctx) if one.state not in assignments.ENDED]
    to_us = [one for one in every if one.receiver_id == ctx.body.id]
    from_us = [one for one in every if one.giver_id == ctx.body.id]
    others = [one for one in every if one not in to_us and one not in from_us]
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
    handing.show(ctx, one)


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
