"""Making an assignment: what was said of it, to whom it may go, writing it down, and telling it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from commands import confidentiality, returning
from commands.assignments import numbers
from commands.assignments.attribute_kinds import SourceSaid, goal_labels, goal_number
from commands.assignments.handing import tell
from commands.context import SLOT, Context, Option
from commands.lookups import Receiver
from commands.rules import assignments as rules
from commands.rules import bodies as body_rules
from commands.rules.assignments import Side
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import Due
from storage import agenda, assignment_goals, assignments, bodies
from storage.assignment_records import Assignment, AssignmentState, EntryKind, Goal, Source
from storage.records import BodyState, Item, ItemState, Priority


@dataclass(frozen=True)
class Wanted:
    """What was said of an assignment that is to be given."""

    title: str
    expected: str | None = None
    due: Due | None = None
    item: Item | None = None
    source: SourceSaid | None = None
    priority: Priority | None = None
    goals: tuple[Goal, ...] = ()
    confidential: bool = False


def typed(ctx: Context, wanted: Wanted, head: str, *, due: str | None = None) -> str:
    """The complete command for these values behind its head („auftrag an AK-FM“); `due` in place of the date."""
    german = ctx.language == "de"
    parts = [f"{head}: {wanted.title}{confidentiality.words(ctx, wanted.confidential)}"]
    if wanted.expected:
        parts.append(f"{'Ergebnis' if german else 'Result'}: {wanted.expected}")
    if wanted.source:
        parts.append(f"{'Quelle' if german else 'Source'}: {wanted.source.reference}")
    if wanted.priority:
        parts.append(f"{'Prio' if german else 'Priority'} {wanted.priority}")
    if wanted.goals:
        known = assignment_goals.of_bodies(ctx.tx, {goal.body_id for goal in wanted.goals})
        called = ", ".join(goal_number(goal, known) for goal in wanted.goals)
        parts.append(f"{'Ziel' if german else 'Goal'} {called}")
    day = due if due is not None else due_words(ctx, wanted.due)
    text = f"{', '.join(parts)} {day}".rstrip()
    return f"{text} {'zu' if german else 're'} #{wanted.item.id}" if wanted.item else text


def due_words(ctx: Context, due: Due | None) -> str:
    return f"{'bis' if ctx.language == 'de' else 'by'} {due.day:%Y-%m-%d}" if due else ""


def ask_receiver(ctx: Context, wanted: Wanted, head: str) -> None:
    """Ask to whom it is to go; `head` ends with the word before the receiver („auftrag an“)."""
    ctx.say("assignment.who")
    ctx.ask([], hours=0.5, back=True, slot="receiver", slot_command=typed(ctx, wanted, f"{head} {SLOT}"))


def ask_due(ctx: Context, wanted: Wanted, head: str, day: date) -> None:
    """Let a proposed day be taken with „ja“ or another one be typed; the words of the question are said by the
    caller."""
    proposed = due_words(ctx, Due(day, None))
    ctx.ask(
        [Option(phrase("yes"), typed(ctx, wanted, head, due=proposed))],
        hours=0.5,
        back=True,
        slot="deadline",
        slot_command=typed(ctx, wanted, head, due=SLOT),
    )


def check_receiver(ctx: Context, receiver: Receiver, *, upward: bool = False) -> None:
    """Refuse a body that cannot be given work from here; `upward`: one above may be asked as well."""
    body = receiver.body
    if body is None:
        return
    if body.id == ctx.body.id:
        raise Refused("assignment.to_self", body=body.name)
    if body.state is not BodyState.ACTIVE:
        raise Refused("body.not_active", body=body.name, state=body.state)
    if not upward and ctx.body in body_rules.descendants(body, bodies.every(ctx.tx)):
        raise Refused("assignment.upward", body=body.name)


def issue(ctx: Context, receiver: Receiver, wanted: Wanted, **values: Any) -> Assignment:
    """Write an assignment down, with its first entry. `values`: what a part has beside (see `parts`); without a
    `giver_id` this body gives it."""
    assert wanted.due is not None
    item = wanted.item
    if "number" not in values:
        number, serial = numbers.next_number(ctx, ctx.body, ctx.today.year)
        values |= {"number": number, "serial": serial, "year": ctx.today.year}
    values.setdefault("giver_id", ctx.body.id)
    values.setdefault("confidential", wanted.confidential or bool(item and item.confidential))
    assignment_id = assignments.add(
        ctx.tx,
        receiver_id=receiver.body.id if receiver.body else None,
        receiver_unit=receiver.unit,
        title=wanted.title,
        expected=wanted.expected,
        due_on=wanted.due.day,
        state=AssignmentState.ISSUED,
        item_id=item.id if item else None,
        issued_at=ctx.now,
        changed_at=ctx.now,
        version=0,
        use=None,
        priority=wanted.priority,
        source=wanted.source.source if wanted.source else Source.BODY,
        reference=wanted.source.reference if wanted.source else None,
        **values,
    )
    if item and item.state is ItemState.OPEN:
        agenda.change_item(ctx.tx, item.id, state=ItemState.DONE)
    for goal in wanted.goals:
        assignment_goals.tag(ctx.tx, assignment_id, goal.id)
    assignments.add_entry(ctx.tx, assignment_id, EntryKind.ISSUED, "", ctx.now)
    ctx.made("assignment", assignment_id)
    one = assignments.by_id(ctx.tx, assignment_id)
    assert one is not None
    if item and item.state is ItemState.OPEN:
        returning.came_back(ctx, item, "assigned", to=one.number)
    return one


def announce(ctx: Context, one: Assignment, key: str = "assignment.told.new", **data: object) -> None:
    """Tell the receiver's room of a new assignment, with the day by which it is to be accepted."""
    accept_by = min(ctx.calendar.working_days_after(ctx.today, rules.ACCEPT_WITHIN), one.due_on)
    tell(
        ctx,
        one,
        Side.RECEIVER,
        key,
        giver=ctx.body.name,
        day=one.due_on,
        accept_by=accept_by,
        expected=one.expected or phrase("assignment.expected_unsaid"),
        **data,
    )


def say_rest(ctx: Context, receiver: Receiver, wanted: Wanted) -> None:
    """Say back what else was understood (source, priority, goals), and in which room it is told, in one line."""
    said: list[object] = []
    if wanted.source:
        said.append(phrase("assignment.said.source", source=wanted.source.source, reference=wanted.source.reference))
    if wanted.priority:
        said.append(phrase("assignment.said.priority", priority=wanted.priority))
    if wanted.goals:
        said.append(phrase("assignment.said.goals", goals=goal_labels(ctx, wanted.goals)))
    if said and receiver.body:
        ctx.say("assignment.said.announced", said=tuple(said), body=receiver.body.name)
    elif said:
        ctx.say("assignment.said", said=tuple(said))
    elif receiver.body:
        ctx.say("assignment.given.announced", body=receiver.body.name)
