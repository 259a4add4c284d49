"""The next steps of a body."""

from typing import Any

from sqlalchemy import Connection

from storage.assignment_records import NextStep
from storage.assignment_tables import next_step
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _CHANGE, _BY_ID = adding(next_step), changing(next_step), by(next_step, "id")
_OPEN = by(next_step, "body_id").where(~next_step.c.done).order_by(next_step.c.position, next_step.c.id)


def add(tx: Connection, **values: Any) -> int:
    """Add a step with the fields of `NextStep` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change(tx: Connection, step_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: step_id, **values})


def by_id(tx: Connection, step_id: int) -> NextStep | None:
    return one(NextStep, tx.execute(_BY_ID, {"id": step_id}).first())


def open_of(tx: Connection, body_id: int) -> list[NextStep]:
    """The steps of a body that are still to be done, by position."""
    return many(NextStep, tx.execute(_OPEN, {"body_id": body_id}))
