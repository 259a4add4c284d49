"""The next steps of a jour fixe and their order."""

from collections.abc import Sequence
from typing import Annotated

from commands import answering, posts
from commands.assignments.handing import say_moved
from commands.context import Context
from commands.goals.ranks import RANK
from commands.goals.step_kinds import STEP, STEPS, Draft, draft_of, numbered_step
from commands.goals.step_lines import in_order, step_line, step_list
from commands.kinds import NUMBER, TITLE, after
from commands.lookups import current_meeting
from commands.registry import Part
from commands.rules import next_steps as rules
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.timing import Due
from storage import next_steps
from storage.assignment_records import NextStep
from storage.records import Priority

part = Part()


def _refresh(ctx: Context) -> None:
    """The living post of the next meeting shows the steps as well."""
    meeting = current_meeting(ctx)
    if meeting:
        posts.refresh_agenda(ctx, meeting)


def _say_step(ctx: Context, step_id: int, key: str) -> None:
    """Say a step back with the number that it has now."""
    ids = [one.id for one in in_order(ctx, ctx.body)]
    step = next_steps.by_id(ctx.tx, step_id)
    assert step is not None
    ctx.say(key, number=ids.index(step_id) + 1, step=step_line(step, ctx.today))
    _refresh(ctx)


# -- adding -----------------------------------------------------------------------------------------------------------


def _reworded(ctx: Context, kind: str, step_id: int, text: str) -> bool:
    """Carry an edit of the message over to the step that it made; what the new text does not say stays."""
    step = next_steps.by_id(ctx.tx, step_id) if kind == "step" else None
    if step is None or step.done or step.body_id != ctx.body.id:
        return False
    draft = draft_of(text.strip(), ctx)
    if draft.title.isdecimal():
        return False
    due_on = draft.due.day if draft.due else step.due_on
    next_steps.change(ctx.tx, step.id, title=draft.title, priority=draft.priority or step.priority, due_on=due_on)
    _say_step(ctx, step.id, "steps.changed")
    return True


@part.command(
    "steps.add", de=("schritt", "schritt neu", "nächster schritt"), en=("step", "next step"), corrected=_reworded
)
def add(ctx: Context, drafts: Annotated[tuple[Draft, ...], STEPS]) -> None:
    """Add next steps, one a line. With a step's number for a title, give that one a priority or a day."""
    first = drafts[0]
    if len(drafts) == 1 and first.title.isdecimal():
        _change(ctx, numbered_step(ctx, int(first.title[:6])), first.priority, first.due)
        return
    made = [_add_one(ctx, draft) for draft in drafts]
    for step_id, draft in zip(made, drafts, strict=True):
        _say_step(ctx, step_id, "steps.added")
        say_moved(ctx, draft.due.note if draft.due else None)


def _add_one(ctx: Context, draft: Draft) -> int:
    if draft.title.isdecimal():
        raise Refused("topic.only_number", number=draft.title)
    step_id = next_steps.add(
        ctx.tx,
        body_id=ctx.body.id,
        position=max((one.position for one in next_steps.open_of(ctx.tx, ctx.body.id)), default=0) + 1,
        title=draft.title,
        priority=draft.priority,
        due_on=draft.due.day if draft.due else None,
        done=False,
        created_at=ctx.now,
    )
    ctx.made("step", step_id)
    return step_id


def _change(ctx: Context, step: NextStep, priority: Priority | None, due: Due | None) -> None:
    _check_leading(ctx)
    if priority is None and due is None:
        raise Refused("steps.what", title=step.title)
    values: dict[str, object] = {"priority": priority} if priority else {}
    next_steps.change(ctx.tx, step.id, **(values | ({"due_on": due.day} if due else {})))
    ctx.made("step", step.id)
    _say_step(ctx, step.id, "steps.changed")
    say_moved(ctx, due.note if due else None)


def _check_leading(ctx: Context) -> None:
    """Anybody may add a step; their order is for who leads the body."""
    if LEADING.isdisjoint(ctx.roles):
        answering.refuse(ctx, Right.LEAD)


# -- order ------------------------------------------------------------------------------------------------------------


@part.command(
    "steps.rank",
    de=("schritt priorität", "schritt # priorität", "schritt # prio"),
    en=("step priority", "step # priority"),
    right=Right.LEAD,
)
def rank(ctx: Context, step: Annotated[NextStep, STEP], priority: Annotated[Priority, RANK]) -> None:
    """Give a step a priority."""
    _change(ctx, step, priority, None)


@part.command(
    "steps.move", de=("schritt verschieben", "schritt # auf"), en=("step move", "step # to"), right=Right.LEAD
)
def move(
    ctx: Context, step: Annotated[NextStep, STEP], place: Annotated[int, after("auf", "to", "an", kind=NUMBER)]
) -> None:
    """Put a step at another place."""
    steps = in_order(ctx, ctx.body)
    if not 1 <= place <= len(steps):
        raise Refused("steps.unknown", number=place, count=len(steps))
    _put(ctx, steps, step, place)


@part.command(
    "steps.before",
    de=("schritt vorziehen", "schritt # vor"),
    en=("step pull forward", "step # before"),
    right=Right.LEAD,
)
def before(
    ctx: Context, step: Annotated[NextStep, STEP], other: Annotated[NextStep, after("vor", "before", kind=STEP)]
) -> None:
    """Put a step before another one."""
    _put_beside(ctx, step, other, behind=0)


@part.command(
    "steps.after",
    de=("schritt zurückstellen", "schritt # nach", "schritt # hinter"),
    en=("step put back", "step # after"),
    right=Right.LEAD,
)
def put_after(
    ctx: Context, step: Annotated[NextStep, STEP], other: Annotated[NextStep, after("nach", "after", kind=STEP)]
) -> None:
    """Put a step behind another one."""
    _put_beside(ctx, step, other, behind=1)


def _put_beside(ctx: Context, step: NextStep, other: NextStep, *, behind: int) -> None:
    steps = in_order(ctx, ctx.body)
    rest = [one.id for one in steps if one.id != step.id]
    if other.id not in rest:
        raise Refused("steps.beside_itself", title=step.title)
    _put(ctx, steps, step, rest.index(other.id) + 1 + behind)


def _put(ctx: Context, steps: Sequence[NextStep], step: NextStep, place: int) -> None:
    for one in rules.moved(steps, step, place):
        next_steps.change(ctx.tx, one.id, position=one.position, priority=one.priority)
    ctx.made("step", step.id)
    ctx.say("steps.reordered")
    ctx.answer.blocks += step_list(ctx.voice, in_order(ctx, ctx.body), ctx.today)
    _refresh(ctx)


# -- the rest ---------------------------------------------------------------------------------------------------------


@part.command(
    "steps.done",
    de=("schritt erledigt", "schritt # erledigt", "schritt # abhaken"),
    en=("step done", "step # done"),
    right=Right.LEAD,
)
def done(ctx: Context, step: Annotated[NextStep, STEP]) -> None:
    """Mark a step as done; it leaves the list."""
    _end(ctx, step, "steps.done_now")


@part.command(
    "steps.drop",
    de=("schritt streichen", "schritt # streichen", "schritt # löschen"),
    en=("step drop", "step # drop"),
    right=Right.LEAD,
)
def drop(ctx: Context, step: Annotated[NextStep, STEP]) -> None:
    """Take a step off the list without its being done."""
    _end(ctx, step, "steps.dropped")


def _end(ctx: Context, step: NextStep, key: str) -> None:
    next_steps.change(ctx.tx, step.id, done=True)
    ctx.made("step", step.id)
    ctx.say(key, title=step.title)
    _refresh(ctx)


@part.command(
    "steps.rename",
    de=("schritt umbenennen", "schritt # umbenennen"),
    en=("step rename", "step # rename"),
    right=Right.LEAD,
)
def rename(
    ctx: Context, step: Annotated[NextStep, STEP], title: Annotated[str, after("in", "to", "zu", kind=TITLE)]
) -> None:
    """Give a step another title."""
    next_steps.change(ctx.tx, step.id, title=title)
    ctx.made("step", step.id)
    _say_step(ctx, step.id, "steps.changed")


@part.command("steps.show", de=("schritte", "nächste schritte"), en=("steps", "next steps"), receipt=False)
def show(ctx: Context) -> None:
    """Show the next steps in their order."""
    steps = in_order(ctx, ctx.body)
    ctx.say("steps.title" if steps else "steps.none")
    ctx.answer.blocks += step_list(ctx.voice, steps, ctx.today)
