"""Which assignments the clock has to speak of, and what stands on agendas about one."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from storage import agenda
from storage.assignment_records import Assignment, AssignmentState
from storage.assignment_tables import assignment, entry
from storage.records import ItemState
from storage.rows import many
from storage.statements import among

LAST_STEP = 4
"""Behind this step of the ladder nothing more is said of a due day."""

_DUE = (
    select(assignment)
    .where(assignment.c.due_on <= bindparam("until"), assignment.c.ladder_step < LAST_STEP)
    .where(among(assignment.c.state, "states"))
    .order_by(assignment.c.due_on, assignment.c.id)
)
_UNCONFIRMED = (
    select(assignment)
    .where(assignment.c.state == AssignmentState.ISSUED)
    .order_by(assignment.c.due_on, assignment.c.id)
)
_LAST_OF = (
    select(entry.c.at)
    .where(entry.c.assignment_id == bindparam("assignment_id"), among(entry.c.kind, "kinds"))
    .order_by(entry.c.id.desc())
    .limit(1)
)
_WAITING = (ItemState.PROPOSED, ItemState.OPEN, ItemState.PARKED)


def due_until(tx: Connection, states: Collection[AssignmentState], until: date) -> list[Assignment]:
    """Assignments in these states that are due by a day and not at the end of the ladder yet; by due date."""
    return many(Assignment, tx.execute(_DUE, {"states": list(states), "until": until}))


def unconfirmed(tx: Connection) -> list[Assignment]:
    """Assignments that nobody has accepted or asked about; by due date."""
    return many(Assignment, tx.execute(_UNCONFIRMED))


def last_at(tx: Connection, assignment_id: int, kinds: Collection[str]) -> datetime | None:
    """When the last of these kinds of entries came into the history of an assignment."""
    at: datetime | None = tx.execute(_LAST_OF, {"assignment_id": assignment_id, "kinds": list(kinds)}).scalar()
    return at


def waits_on_an_agenda(tx: Connection, assignment_id: int, body_id: int) -> bool:
    """Whether a body has an item about an assignment, on an agenda or parked, that is still to be dealt with."""
    return any(one.body_id == body_id and one.state in _WAITING for one in agenda.about_assignment(tx, assignment_id))
