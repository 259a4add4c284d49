"""Removing text from goals and next steps."""

from collections.abc import Iterator

from commands import posts
from commands.context import Context
from commands.registry import Part
from storage import goals, meetings, next_steps

part = Part()


@part.blanking("goal")
def blank_goal(ctx: Context, goal_id: int, gone: str) -> Iterator[str]:
    goal = goals.by_id(ctx.tx, goal_id)
    if goal:
        yield goal.title
        goals.change(ctx.tx, goal_id, title=gone)


@part.blanking("step")
def blank_step(ctx: Context, step_id: int, gone: str) -> Iterator[str]:
    """The step, and the agendas under which it stands."""
    step = next_steps.by_id(ctx.tx, step_id)
    if step is None:
        return
    yield step.title
    next_steps.change(ctx.tx, step_id, title=gone)
    for meeting in meetings.planned(ctx.tx, [step.body_id], ctx.today)[:2]:
        posts.refresh_agenda(ctx, meeting)
