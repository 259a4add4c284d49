"""What is said of an assignment beside its text: priority, source, reference, goals, and what is expected."""

from typing import Annotated

from commands import posts
from commands.assignments import changing, showing
from commands.assignments.attribute_kinds import GOALS, REMOVED_AT_END, SOURCE, SourceSaid, goal_labels
from commands.assignments.kinds import ASSIGNMENT, ITEM_OR_ASSIGNMENT
from commands.context import Context
from commands.goals.ranks import RANK
from commands.kinds import TEXT, TITLE, after
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import agenda, assignment_goals, assignments, meetings
from storage.assignment_records import Assignment, Goal
from storage.records import Item, Priority

part = Part()


@part.command("assignments.priority", de=("priorität", "prio"), en=("priority",), right=Right.LEAD)
def prioritise(
    ctx: Context,
    thing: Annotated[Item | Assignment, ITEM_OR_ASSIGNMENT],
    priority: Annotated[Priority, RANK],
) -> None:
    """Set the priority of an assignment, or of an item of the agenda."""
    if isinstance(thing, Assignment):
        changing.check_giver(ctx, thing)
        assignments.change(ctx.tx, thing.id, priority=priority)
        changing.say_changed(ctx, thing, (phrase("assignment.said.priority", priority=priority),))
        return
    agenda.change_item(ctx.tx, thing.id, priority=priority)
    ctx.say("item.priority_set", number=thing.position, title=thing.title, priority=priority)
    meeting = meetings.by_id(ctx.tx, thing.meeting_id) if thing.meeting_id else None
    if meeting:
        posts.refresh_agenda(ctx, meeting)


@part.command("assignments.source", de=("quelle", "fundstelle"), en=("source",), right=Right.LEAD)
def set_source(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], source: Annotated[SourceSaid, SOURCE]) -> None:
    """Say where an assignment comes from: a committee, the head of the administration, or the body itself."""
    changing.check_giver(ctx, one)
    changing.keep_former(ctx, one, one.reference)
    assignments.change(ctx.tx, one.id, source=source.source, reference=source.reference)
    ctx.made("reference", one.id)
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.source_set", number=one.number, source=source.source, reference=source.reference)


@part.command("assignments.expectation", de=("erwartung",), en=("expectation",), right=Right.LEAD)
def expect(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT]) -> None:
    """Say what result is expected of an assignment; the receiver is told."""
    changing.check_giver(ctx, one)
    if one.state in assignments.ENDED:
        raise Refused("assignment.ended", number=one.number, state=one.state)
    expected = " ".join(text.split())
    changing.keep_former(ctx, one, one.expected)
    assignments.change(ctx.tx, one.id, expected=expected, changed_at=ctx.now)
    ctx.made("expectation", one.id)
    changing.say_changed(ctx, one, (phrase("assignment.expects", expected=expected),))


@part.command(
    "assignments.rename",
    de=("auftrag umbenennen", "auftrag # umbenennen", "auftrag titel"),
    en=("assignment rename", "assignment # rename", "assignment title"),
    right=Right.LEAD,
)
def rename(
    ctx: Context, one: Annotated[Assignment, ASSIGNMENT], title: Annotated[str, after("in", "to", "zu", kind=TITLE)]
) -> None:
    """Give an assignment another title; the receiver is told."""
    changing.check_giver(ctx, one)
    if one.state in assignments.ENDED:
        raise Refused("assignment.ended", number=one.number, state=one.state)
    changing.keep_former(ctx, one, one.title)
    assignments.change(ctx.tx, one.id, title=title, changed_at=ctx.now)
    ctx.made("assignment", one.id)
    changing.say_changed(ctx, one, (phrase("assignment.new.title", title=title),))


@part.command("assignments.goals", de=("zielbezug",), en=("goal tags",), right=Right.LEAD)
def tag(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    goals: Annotated[tuple[Goal, ...], GOALS] = (),
    removed: Annotated[bool, REMOVED_AT_END] = False,
) -> None:
    """Note which goals an assignment serves, or that it serves them no longer. Without a number: show it."""
    if not goals:
        showing.show(ctx, one)
        return
    changing.check_giver(ctx, one)
    for goal in goals:
        (assignment_goals.untag if removed else assignment_goals.tag)(ctx.tx, one.id, goal.id)
    ctx.answer.about = f"assignment:{one.id}"
    left = assignment_goals.tags_of(ctx.tx, one.id)
    if left:
        ctx.say("assignment.goals_set", number=one.number, goals=goal_labels(ctx, left))
    else:
        ctx.say("assignment.goals_none", number=one.number)
