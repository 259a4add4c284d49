"""Assignments, their history, and the numbers given to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from storage.assignment_records import Assignment, AssignmentState, Entry, EntryKind
from storage.assignment_tables import assignment, counter, entry
from storage.rows import many, one
from storage.statements import ID, adding, among, by, changing, if_new

ENDED = (AssignmentState.CLOSED, AssignmentState.WITHDRAWN, AssignmentState.MOOT)

_ADD, _CHANGE, _BY_ID = adding(assignment), changing(assignment), by(assignment, "id")
_CONCERNING = (
    select(assignment)
    .where(or_(among(assignment.c.giver_id, "body_ids"), among(assignment.c.receiver_id, "body_ids")))
    .order_by(assignment.c.due_on, assignment.c.id)
)
_OPEN_CONCERNING = _CONCERNING.where(assignment.c.state.not_in(ENDED))
_COUNT_UP = (
    update(counter)
    .where(*(counter.c[name] == bindparam(f"_{name}") for name in ("body_id", "kind", "year")))
    .values(last=counter.c.last + 1)
    .returning(counter.c.last)
)
_ADD_ENTRY, _CHANGE_ENTRY, _ENTRY = adding(entry), changing(entry), by(entry, "id")
_HISTORY = by(entry, "assignment_id").order_by(entry.c.id)
_LAST_ENTRY = by(entry, "assignment_id", "kind").order_by(entry.c.id.desc()).limit(1)


def next_number(tx: Connection, body_id: int, kind: str, year: int) -> int:
    """The next number of this body, kind and year, counted up in this transaction; none comes twice."""
    key = {"body_id": body_id, "kind": kind, "year": year}
    tx.execute(if_new(tx.dialect.name, counter), key | {"last": 0})
    return int(tx.execute(_COUNT_UP, {f"_{name}": value for name, value in key.items()}).scalar_one())


def add(tx: Connection, **values: Any) -> int:
    """Add an assignment with the fields of `Assignment` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change(tx: Connection, assignment_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: assignment_id, **values})


def by_id(tx: Connection, assignment_id: int) -> Assignment | None:
    return one(Assignment, tx.execute(_BY_ID, {"id": assignment_id}).first())


def concerning(tx: Connection, body_ids: Collection[int], *, ended: bool = False) -> list[Assignment]:
    """What these bodies gave or got, open ones only unless `ended`, by due date."""
    query = _CONCERNING if ended else _OPEN_CONCERNING
    return many(Assignment, tx.execute(query, {"body_ids": list(body_ids)}))


def add_entry(tx: Connection, assignment_id: int, kind: EntryKind, text: str, now: datetime) -> int:
    values = {"assignment_id": assignment_id, "kind": kind, "text": text, "at": now}
    return int(tx.execute(_ADD_ENTRY, values).scalar_one())


def change_entry(tx: Connection, entry_id: int, **values: Any) -> None:
    tx.execute(_CHANGE_ENTRY, {ID: entry_id, **values})


def entry_by_id(tx: Connection, entry_id: int) -> Entry | None:
    return one(Entry, tx.execute(_ENTRY, {"id": entry_id}).first())


def history(tx: Connection, assignment_id: int) -> list[Entry]:
    """What happened to an assignment, oldest first."""
    return many(Entry, tx.execute(_HISTORY, {"assignment_id": assignment_id}))


def last_entry(tx: Connection, assignment_id: int, kind: EntryKind) -> Entry | None:
    return one(Entry, tx.execute(_LAST_ENTRY, {"assignment_id": assignment_id, "kind": kind}).first())
