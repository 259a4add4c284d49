"""Assignments, their history, and the numbers given to them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from storage.post import insert_if_new
from storage.records import Assignment, AssignmentState, Entry, EntryKind
from storage.rows import many, one
from storage.tables import assignment, counter, entry

ENDED = (AssignmentState.CLOSED, AssignmentState.WITHDRAWN)


def next_number(tx: Connection, body_id: int, kind: str, year: int) -> int:
    """The next number of this body, kind and year, counted up in this transaction; none comes twice."""
    key = {"body_id": body_id, "kind": kind, "year": year}
    insert_if_new(tx, counter, [key | {"last": 0}])
    where = [counter.c[name] == value for name, value in key.items()]
    query = update(counter).where(*where).values(last=counter.c.last + 1).returning(counter.c.last)
    return int(tx.execute(query).scalar_one())


def add(tx: Connection, **values: Any) -> int:
    """Add an assignment with the fields of `Assignment` (without id) and return its id."""
    return int(tx.execute(insert(assignment).values(**values).returning(assignment.c.id)).scalar_one())


def change(tx: Connection, assignment_id: int, **values: Any) -> None:
    tx.execute(update(assignment).where(assignment.c.id == assignment_id).values(**values))


def by_id(tx: Connection, assignment_id: int) -> Assignment | None:
    return one(Assignment, tx.execute(select(assignment).where(assignment.c.id == assignment_id)).first())


def concerning(tx: Connection, body_ids: Collection[int], *, ended: bool = False) -> list[Assignment]:
    """What these bodies gave or got, open ones only unless `ended`, by due date."""
    query = select(assignment).where(or_(assignment.c.giver_id.in_(body_ids), assignment.c.receiver_id.in_(body_ids)))
    if not ended:
        query = query.where(assignment.c.state.not_in(ENDED))
    return many(Assignment, tx.execute(query.order_by(assignment.c.due_on, assignment.c.id)))


def late(tx: Connection, today: date) -> list[Assignment]:
    """Open assignments whose due day has passed without a result, and of which that has not been said."""
    done = (*ENDED, AssignmentState.HANDED_IN, AssignmentState.APPROVED)
    query = select(assignment).where(assignment.c.due_on < today, assignment.c.state.not_in(done))
    return many(Assignment, tx.execute(query.where(~assignment.c.overdue_said).order_by(assignment.c.id)))


def add_entry(tx: Connection, assignment_id: int, kind: EntryKind, text: str, now: datetime) -> int:
    values = {"assignment_id": assignment_id, "kind": kind, "text": text, "at": now}
    return int(tx.execute(insert(entry).values(**values).returning(entry.c.id)).scalar_one())


def change_entry(tx: Connection, entry_id: int, **values: Any) -> None:
    tx.execute(update(entry).where(entry.c.id == entry_id).values(**values))


def entry_by_id(tx: Connection, entry_id: int) -> Entry | None:
    return one(Entry, tx.execute(select(entry).where(entry.c.id == entry_id)).first())


def history(tx: Connection, assignment_id: int) -> list[Entry]:
    """What happened to an assignment, oldest first."""
    query = select(entry).where(entry.c.assignment_id == assignment_id).order_by(entry.c.id)
    return many(Entry, tx.execute(query))


def last_entry(tx: Connection, assignment_id: int, kind: EntryKind) -> Entry | None:
    query = select(entry).where(entry.c.assignment_id == assignment_id, entry.c.kind == kind)
    return one(Entry, tx.execute(query.order_by(entry.c.id.desc())).first())
