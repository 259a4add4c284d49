"""Goals and fields of action of a body, their priorities, and what is done for each."""

from typing import Annotated

from commands import answering
from commands.context import Context
from commands.goals import goal_report
from commands.goals.goal_report import number_of, steering_of
from commands.goals.ranks import RANK
from commands.kinds import NUMBER, TITLE, Absent, Kind, after
from commands.registry import Part
from commands.rules import goals as rules
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from storage import assignments, goals
from storage.assignment_records import Goal
from storage.records import BodyKind, Priority

part = Part()


def _check_own(ctx: Context) -> None:
    """Only who leads a strategic body changes its goals, in its room."""
    if ctx.body.kind is not BodyKind.STRATEGIC:
        raise Refused("goal.not_here", body=ctx.body.name)
    if LEADING.isdisjoint(ctx.roles):
        answering.refuse(ctx, Right.LEAD)


def _goal(text: str, ctx: Context) -> tuple[Goal, str]:
    match = rules.NUMBER.match(text)
    if match is None:
        said = goals.by_id(ctx.tx, ctx.about[1]) if ctx.about and ctx.about[0] == "goal" else None
        if said is None or said.body_id != steering_of(ctx).id:
            raise Absent("goal_number")
        return said, text
    every = goals.of_body(ctx.tx, steering_of(ctx).id)
    found = rules.numbered(match[0], every)
    if found is None:
        known = tuple(rules.number(one, every) for one in rules.ordered(every))
        raise Refused("goal.unknown" if known else "goal.none", typed=match[0].rstrip(".:"), known=known)
    return found, text[match.end() :].strip(" :")


GOAL = Kind("goal_number", _goal)


# -- setting ----------------------------------------------------------------------------------------------------------


def _retitled(ctx: Context, kind: str, goal_id: int, text: str) -> bool:
    """Carry an edit of the message over to the goal or field that it made."""
    goal = goals.by_id(ctx.tx, goal_id) if kind == "goal" else None
    if goal is None or not goal.active or goal.body_id != ctx.body.id:
        return False
    if goal.parent_id is not None:
        above, text = _goal(text.strip(), ctx)
        if above.id not in (goal.parent_id, goal.id):
            return False
    title, _rest = TITLE.take(text, ctx)
    _rename(ctx, goal, title)
    return True


@part.command(
    "goals.field",
    de=("handlungsfeld", "handlungsfeld neu", "ziel neu handlungsfeld", "neues handlungsfeld"),
    en=("field", "field of action", "goal new field"),
    right=Right.LEAD,
    corrected=_retitled,
)
def add_field(ctx: Context, title: Annotated[str, TITLE]) -> None:
    """Add a field of action."""
    _check_own(ctx)
    _add(ctx, None, title)


@part.command("goals.goal", de=("ziel", "ziel neu"), en=("goal", "goal new"), corrected=_retitled)
def goal(
    ctx: Context,
    goal: Annotated[Goal | None, GOAL] = None,
    title: Annotated[str, TITLE] = "",
) -> None:
    """Add a goal to a field; with nothing but a number show what was done for it, which anybody in the room may."""
    if not title:
        ctx.answer.asked_back = True  # nothing was recorded
        goal_report.show_all(ctx) if goal is None else goal_report.show(ctx, goal)
        return
    _check_own(ctx)
    if goal is None:
        raise Refused("goal.no_field")
    if title in tuple(Priority):
        _set_rank(ctx, goal, Priority(title))
        return
    if goal.parent_id is not None:
        raise Refused("goal.too_deep", number=number_of(ctx, goal))
    _check_active(ctx, goal)
    _add(ctx, goal, title)


def _add(ctx: Context, field: Goal | None, title: str) -> None:
    every = goals.of_body(ctx.tx, ctx.body.id)
    position = rules.next_position(field, every)
    values = {"body_id": ctx.body.id, "parent_id": field.id if field else None, "position": position, "title": title}
    goal_id = goals.add(ctx.tx, **values, priority=None, active=True)
    ctx.made("goal", goal_id)
    number = f"{field.position}.{position}" if field else str(position)
    ctx.say("goal.added" if field else "goal.field_added", number=number, title=title)


def _check_active(ctx: Context, goal: Goal) -> None:
    if not goal.active:
        raise Refused("goal.struck", number=number_of(ctx, goal), title=goal.title)


@part.command(
    "goals.rank",
    de=("ziel priorität", "ziel # priorität", "ziel # prio"),
    en=("goal priority", "goal # priority"),
    right=Right.LEAD,
)
def rank(ctx: Context, goal: Annotated[Goal, GOAL], priority: Annotated[Priority, RANK]) -> None:
    """Give a goal or a field a priority."""
    _check_own(ctx)
    _set_rank(ctx, goal, priority)


def _set_rank(ctx: Context, goal: Goal, priority: Priority) -> None:
    _check_active(ctx, goal)
    goals.change(ctx.tx, goal.id, priority=priority)
    ctx.made("goal", goal.id)
    ctx.say("goal.ranked", number=number_of(ctx, goal), title=goal.title, priority=priority)


@part.command(
    "goals.rename",
    de=("ziel umbenennen", "ziel # umbenennen"),
    en=("goal rename", "goal # rename"),
    right=Right.LEAD,
)
def rename(
    ctx: Context, goal: Annotated[Goal, GOAL], title: Annotated[str, after("in", "to", "zu", kind=TITLE)]
) -> None:
    """Give a goal or a field another title."""
    _check_own(ctx)
    _check_active(ctx, goal)
    _rename(ctx, goal, title)


def _rename(ctx: Context, goal: Goal, title: str) -> None:
    goals.change(ctx.tx, goal.id, title=title)
    ctx.made("goal", goal.id)
    ctx.say("goal.renamed", number=number_of(ctx, goal), title=title)


@part.command(
    "goals.drop",
    de=("ziel streichen", "ziel # streichen", "ziel # löschen"),
    en=("goal drop", "goal # drop"),
    right=Right.LEAD,
)
def drop(ctx: Context, goal: Annotated[Goal, GOAL]) -> None:
    """Strike a goal, or a field with its goals. What carries it keeps it; the number does not come again."""
    _check_own(ctx)
    _check_active(ctx, goal)
    every = goals.of_body(ctx.tx, ctx.body.id)
    struck = [goal, *(one for one in every if one.parent_id == goal.id and one.active)]
    for one in struck:
        goals.change(ctx.tx, one.id, active=False)
    carrying = {one.id: one for ones in goals.tagged(ctx.tx, [one.id for one in struck]).values() for one in ones}
    still_open = [one for one in carrying.values() if one.state not in assignments.ENDED]
    ctx.say("goal.dropped", number=rules.number(goal, every), title=goal.title)
    if still_open:
        ctx.say("goal.still_carried", count=len(still_open))


# -- looking ----------------------------------------------------------------------------------------------------------


@part.command("goals.list", de=("ziele", "handlungsfelder"), en=("goals", "fields"), receipt=False)
def list_goals(ctx: Context) -> None:
    """List the goals that hold here, with their priorities."""
    goal_report.show_all(ctx)


@part.command("goals.year", de=("zielliste", "ziele liste"), en=("goal list", "goals list"), receipt=False)
def yearly(ctx: Context, year: Annotated[int | None, NUMBER] = None) -> None:
    """The year's assignments by goal; for the strategic body and those below it, in their rooms."""
    year = ctx.today.year if year is None else year + 2000 if year < 100 else year
    if not 2000 <= year <= 2099:
        raise Refused("goal.bad_year", year=year)
    goal_report.show_year(ctx, year)
