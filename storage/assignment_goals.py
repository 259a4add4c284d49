"""Which goals an assignment serves: its tags."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from storage.assignment_records import Goal
from storage.assignment_tables import assignment_goal, goal
from storage.rows import many
from storage.statements import among, by, if_new

_OF_BODIES = (
    select(goal)
    .where(among(goal.c.body_id, "body_ids"), goal.c.active)
    .order_by(goal.c.body_id, goal.c.parent_id, goal.c.position)
)
_ONE = by(goal, "id")
_TAGS = (
    select(goal)
    .join(assignment_goal, assignment_goal.c.goal_id == goal.c.id)
    .where(among(assignment_goal.c.assignment_id, "ids"))
    .order_by(goal.c.parent_id, goal.c.position)
)


def of_bodies(tx: Connection, body_ids: Collection[int]) -> list[Goal]:
    """The active goals and fields of action of these bodies."""
    return many(Goal, tx.execute(_OF_BODIES, {"body_ids": list(body_ids)}))


def tag(tx: Connection, assignment_id: int, goal_id: int) -> None:
    """Note that an assignment serves a goal; twice is once."""
    tx.execute(if_new(tx.dialect.name, assignment_goal), {"assignment_id": assignment_id, "goal_id": goal_id})


def untag(tx: Connection, assignment_id: int, goal_id: int) -> None:
    tx.execute(
        delete(assignment_goal).where(
            assignment_goal.c.assignment_id == assignment_id, assignment_goal.c.goal_id == goal_id
        )
    )


def tags_of(tx: Connection, assignment_id: int) -> list[Goal]:
    """The goals that an assignment serves."""
    return many(Goal, tx.execute(_TAGS, {"ids": [assignment_id]}))


def field_of(tx: Connection, one: Goal) -> Goal | None:
    """The field of action in which a goal lies, or None for a field."""
    if one.parent_id is None:
        return None
    return next(iter(many(Goal, tx.execute(_ONE, {"id": one.parent_id}))), None)
