"""What was said of an assignment is said anew: by an edit of the message that gave it, or by an order of its own."""

from collections.abc import Mapping
from typing import Any

from commands.assignments import handing
from commands.assignments.attribute_kinds import SourceSaid, goal_labels
from commands.assignments.handing import tell
from commands.command import Command
from commands.context import Context
from commands.lookups import Receiver
from commands.rules.access import LEADING
from commands.rules.assignments import Side
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import Due
from storage import assignment_goals, assignments
from storage.assignment_records import Assignment, AssignmentState, EntryKind


def check_giver(ctx: Context, one: Assignment) -> None:
    """Refuse to change what was said of an assignment anywhere but in the room of the body that gave it."""
    if one.giver_id != ctx.body.id:
        raise Refused("assignment.other_room", number=one.number, body=handing.giver(ctx, one).name)


def by_edit(ctx: Context, command: Command, kind: str, thing_id: int, text: str) -> bool:
    """Carry an edit of the message over to the assignment that it gave; whether nobody had answered that yet."""
    one = assignments.by_id(ctx.tx, thing_id) if kind == "assignment" else None
    if one is None or one.giver_id != ctx.body.id or one.state is not AssignmentState.ISSUED:
        return False
    if LEADING.isdisjoint(ctx.roles):
        return False
    said = command.read(text, ctx)
    if "one" in said and said["one"].id != one.parent_id:
        return False
    reword(ctx, one, said)
    return True


def keep_former(ctx: Context, one: Assignment, words: str | None) -> None:
    """Keep in the history what stood there before; it goes with the assignment when its text is removed."""
    if words:
        ctx.made("entry", assignments.add_entry(ctx.tx, one.id, EntryKind.CHANGED, words, ctx.now))


def reword(ctx: Context, one: Assignment, said: Mapping[str, Any]) -> None:
    """Change title, expected result, day, source, priority and goals to what the edited message says.

    What it no longer says stays, but for the expected result. The receiver cannot be changed so. Says what is new in
    this room and in that of the receiver.
    """
    receiver: Receiver | None = said.get("receiver")
    if receiver and (receiver.body.id if receiver.body else None, receiver.unit) != (
        one.receiver_id,
        one.receiver_unit,
    ):
        raise Refused("assignment.edit.receiver", number=one.number, receiver=handing.receiver_name(ctx, one))
    due: Due | None = said.get("due")
    source: SourceSaid | None = said.get("source")
    wanted: dict[str, Any] = {
        "title": said.get("title") or one.title,
        "expected": said.get("expected"),
        "due_on": due.day if due else one.due_on,
        "priority": said.get("priority") or one.priority,
    }
    if source:
        wanted |= {"source": source.source, "reference": source.reference}
    values = {name: value for name, value in wanted.items() if value != getattr(one, name)}
    if "due_on" in values:
        values["ladder_step"] = 0
    for name in ("title", "expected", "reference"):
        if name in values:
            keep_former(ctx, one, getattr(one, name))
    if values:
        assignments.change(ctx.tx, one.id, **values, changed_at=ctx.now)
    for goal in said.get("goals", ()):
        assignment_goals.tag(ctx.tx, one.id, goal.id)
    ctx.made("assignment", one.id)
    changes = _changes(ctx, values) + (
        (phrase("assignment.said.goals", goals=goal_labels(ctx, said["goals"])),) if said.get("goals") else ()
    )
    if not changes:
        ctx.say("assignment.edit.same", number=one.number)
        return
    say_changed(ctx, one, changes)
    handing.say_moved(ctx, due.note if due else None)


def _changes(ctx: Context, values: Mapping[str, Any]) -> tuple[object, ...]:
    """What is new, in words, in the order in which it is shown."""
    changes: list[object] = []
    if "title" in values:
        changes.append(phrase("assignment.new.title", title=values["title"]))
    if "expected" in values:
        unsaid = phrase("assignment.expected_unsaid")
        changes.append(phrase("assignment.expects", expected=values["expected"] or unsaid))
    if "due_on" in values:
        changes.append(phrase("assignment.new.due", day=values["due_on"]))
    if "source" in values or "reference" in values:
        changes.append(phrase("assignment.new.reference", reference=values.get("reference") or ""))
    if "priority" in values:
        changes.append(phrase("assignment.said.priority", priority=values["priority"]))
    return tuple(changes)


def say_changed(ctx: Context, one: Assignment, changes: tuple[object, ...]) -> None:
    """Say in this room what was changed of an assignment, and tell the receiver's room."""
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.changed", number=one.number, changes=changes)
    changed = assignments.by_id(ctx.tx, one.id)
    assert changed is not None
    tell(ctx, changed, Side.RECEIVER, "assignment.told.changed", changes=changes, giver=ctx.body.name)
