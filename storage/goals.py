"""Goals and fields of action, and the assignments that carry them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from storage.assignment_records import Assignment, Goal
from storage.assignment_tables import assignment, assignment_goal, goal
from storage.rows import many, one
from storage.statements import ID, adding, among, by, changing

_ADD, _CHANGE, _BY_ID = adding(goal), changing(goal), by(goal, "id")
_OF_BODY = by(goal, "body_id").order_by(goal.c.parent_id, goal.c.position)
_TAGS = select(assignment_goal).where(among(assignment_goal.c.goal_id, "goal_ids"))
_TAGGED = (
    select(assignment)
    .where(assignment.c.id.in_(select(assignment_goal.c.assignment_id).where(among(assignment_goal.c.goal_id, "ids"))))
    .order_by(assignment.c.due_on, assignment.c.id)
)
_UNTAGGED = (
    select(assignment)
    .where(among(assignment.c.giver_id, "body_ids"))
    .where(assignment.c.id.not_in(select(assignment_goal.c.assignment_id)))
    .order_by(assignment.c.due_on, assignment.c.id)
)


def add(tx: Connection, **values: Any) -> int:
    """Add a goal with the fields of `Goal` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change(tx: Connection, goal_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: goal_id, **values})


def by_id(tx: Connection, goal_id: int) -> Goal | None:
    return one(Goal, tx.execute(_BY_ID, {"id": goal_id}).first())


def of_body(tx: Connection, body_id: int) -> list[Goal]:
    """All goals and fields of a body, struck ones too."""
    return many(Goal, tx.execute(_OF_BODY, {"body_id": body_id}))


def tagged(tx: Connection, goal_ids: Collection[int]) -> dict[int, list[Assignment]]:
    """The assignments that carry each of these goals, ended ones too, by due date."""
    ids = list(goal_ids)
    found = {row.id: row for row in many(Assignment, tx.execute(_TAGGED, {"ids": ids}))}
    carrying = {goal_id: set[int]() for goal_id in ids}
    for row in tx.execute(_TAGS, {"goal_ids": ids}):
        carrying[row.goal_id].add(row.assignment_id)
    return {goal_id: [row for row in found.values() if row.id in carrying[goal_id]] for goal_id in ids}


def untagged(tx: Connection, body_ids: Collection[int]) -> list[Assignment]:
    """What these bodies gave without naming a goal, ended ones too."""
    return many(Assignment, tx.execute(_UNTAGGED, {"body_ids": list(body_ids)}))
