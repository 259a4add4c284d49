"""What hangs on an assignment: its parts, who else is involved, and a change of the lead that waits for words."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage.assignment_records import Assignment, AssignmentState, Involvement, Transfer
from storage.assignment_tables import assignment, involvement, transfer
from storage.assignments import ENDED
from storage.rows import many, one
from storage.statements import adding, among, by, changing

_CHILDREN = select(assignment).where(among(assignment.c.parent_id, "ids")).order_by(assignment.c.serial)
_IN_ORDER = (assignment.c.due_on, assignment.c.id)
_INVOLVING = (
    select(assignment)
    .join(involvement, involvement.c.assignment_id == assignment.c.id)
    .where(among(involvement.c.body_id, "body_ids"))
    .order_by(*_IN_ORDER)
)
_COMING_TO = (
    select(assignment)
    .join(transfer, transfer.c.assignment_id == assignment.c.id)
    .where(among(transfer.c.to_body_id, "body_ids"))
    .order_by(*_IN_ORDER)
)
_RESTED = select(assignment).where(
    assignment.c.state == AssignmentState.RESTING, assignment.c.resting_until <= bindparam("today")
)
_TAKEN = select(assignment.c.id).where(assignment.c.number == bindparam("number"))
_INVOLVED = by(involvement, "assignment_id").order_by(involvement.c.id)
_INVOLVE = adding(involvement)
_TRANSFER, _PROPOSE = by(transfer, "assignment_id"), adding(transfer)
_AGREE = changing(transfer)


def is_taken(tx: Connection, number: str) -> bool:
    """Whether some assignment has this number, ended or not."""
    return tx.execute(_TAKEN, {"number": number}).first() is not None


def children(tx: Connection, parent_ids: Collection[int]) -> list[Assignment]:
    """The parts right below these assignments, in the order in which they were made, ended ones too."""
    return many(Assignment, tx.execute(_CHILDREN, {"ids": list(parent_ids)})) if parent_ids else []


def descendants(tx: Connection, assignment_id: int) -> list[Assignment]:
    """All parts below an assignment, level by level, ended ones too."""
    found: list[Assignment] = []
    level = children(tx, [assignment_id])
    while level:
        found += level
        level = children(tx, [one.id for one in level])
    return found


def open_descendants(tx: Connection, assignment_id: int) -> list[Assignment]:
    """The parts below an assignment that are not ended."""
    return [one for one in descendants(tx, assignment_id) if one.state not in ENDED]


def rested(tx: Connection, today: date) -> list[Assignment]:
    """Resting assignments whose day has come."""
    return many(Assignment, tx.execute(_RESTED, {"today": today}))


# -- who else is involved ---------------------------------------------------------------------------------------------


def involve(tx: Connection, assignment_id: int, *, body_id: int | None, unit: str | None) -> int:
    """Note a body or a unit as involved, and return the row's id."""
    values = {"assignment_id": assignment_id, "body_id": body_id, "unit": unit}
    return int(tx.execute(_INVOLVE, values).scalar_one())


def involved(tx: Connection, assignment_id: int) -> list[Involvement]:
    return many(Involvement, tx.execute(_INVOLVED, {"assignment_id": assignment_id}))


def involving(tx: Connection, body_ids: Collection[int]) -> list[Assignment]:
    """The assignments in which these bodies are involved without leading them."""
    return many(Assignment, tx.execute(_INVOLVING, {"body_ids": list(body_ids)}))


def involvement_by_id(tx: Connection, involvement_id: int) -> Involvement | None:
    return one(Involvement, tx.execute(by(involvement, "id"), {"id": involvement_id}).first())


def drop_involvement(tx: Connection, involvement_id: int) -> None:
    tx.execute(delete(involvement).where(involvement.c.id == involvement_id))


# -- the lead changes hands -------------------------------------------------------------------------------------------


def propose_transfer(tx: Connection, **values: Any) -> None:
    """Note a change of the lead with the fields of `Transfer` (without id); one waits for each assignment at most."""
    tx.execute(_PROPOSE, values)


def transfer_of(tx: Connection, assignment_id: int) -> Transfer | None:
    return one(Transfer, tx.execute(_TRANSFER, {"assignment_id": assignment_id}).first())


def agree(tx: Connection, transfer_id: int, **flags: bool) -> None:
    """Note who has agreed: `giver_agreed`, `receiver_agreed`, `target_agreed`."""
    tx.execute(_AGREE, {"_id": transfer_id, **flags})


def drop_transfer(tx: Connection, assignment_id: int) -> None:
    tx.execute(delete(transfer).where(transfer.c.assignment_id == assignment_id))


def coming_to(tx: Connection, body_ids: Collection[int]) -> list[Assignment]:
    """The assignments whose lead these bodies are asked to take over."""
    return many(Assignment, tx.execute(_COMING_TO, {"body_ids": list(body_ids)}))
