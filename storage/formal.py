"""Attendance, decisions and recommendations, and their corrections."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.assignment_records import Assignment, Involvement
from storage.assignment_tables import assignment, involvement
from storage.formal_records import Attendance, Correction, Decision, Vote
from storage.formal_tables import attendance, correction, decision
from storage.rows import many, one
from storage.statements import ID, adding, among, by, changing, if_new

_ATTENDANCE, _CHANGE_ATTENDANCE = by(attendance, "meeting_id"), changing(attendance, "meeting_id")
_ADD, _CHANGE, _BY_ID = adding(decision), changing(decision), by(decision, "id")
_OF_BODY = by(decision, "body_id").order_by(decision.c.year, decision.c.id)
_OF_YEAR = by(decision, "body_id", "year").order_by(decision.c.id)
_WAITING = (
    by(decision, "body_id")
    .where(decision.c.established_at.is_(None), decision.c.vote != Vote.CANCELLED)
    .order_by(decision.c.id)
)
_OF_MEETING = by(decision, "meeting_id").order_by(decision.c.id)
_OF_ITEMS = select(decision).where(among(decision.c.item_id, "item_ids")).order_by(decision.c.id)
_ADD_CORRECTION, _CHANGE_CORRECTION = adding(correction), changing(correction)
_CORRECTION = by(correction, "id")
_CORRECTIONS = select(correction).where(among(correction.c.decision_id, "decision_ids")).order_by(correction.c.id)
_PARTS = by(assignment, "parent_id").order_by(assignment.c.id)
_INVOLVED = by(involvement, "assignment_id").order_by(involvement.c.id)


# -- attendance -------------------------------------------------------------------------------------------------------


def attendance_of(tx: Connection, meeting_id: int) -> Attendance | None:
    return one(Attendance, tx.execute(_ATTENDANCE, {"meeting_id": meeting_id}).first())


def put_attendance(tx: Connection, meeting_id: int, **values: Any) -> None:
    """Enter who came, or change it; on the first time `values` are all fields of `Attendance`."""
    if attendance_of(tx, meeting_id) is None:
        tx.execute(if_new(tx.dialect.name, attendance), {"meeting_id": meeting_id, **values})
    else:
        tx.execute(_CHANGE_ATTENDANCE, {ID: meeting_id, **values})


# -- decisions --------------------------------------------------------------------------------------------------------


def add(tx: Connection, **values: Any) -> int:
    """Add a decision with the fields of `Decision` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change(tx: Connection, decision_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: decision_id, **values})


def by_id(tx: Connection, decision_id: int) -> Decision | None:
    return one(Decision, tx.execute(_BY_ID, {"id": decision_id}).first())


def of_body(tx: Connection, body_id: int) -> list[Decision]:
    """All decisions and recommendations of a body, oldest first."""
    return many(Decision, tx.execute(_OF_BODY, {"body_id": body_id}))


def of_year(tx: Connection, body_id: int, year: int) -> list[Decision]:
    return many(Decision, tx.execute(_OF_YEAR, {"body_id": body_id, "year": year}))


def waiting(tx: Connection, body_id: int) -> list[Decision]:
    """What the chair has not established yet, oldest first."""
    return many(Decision, tx.execute(_WAITING, {"body_id": body_id}))


def of_meeting(tx: Connection, meeting_id: int) -> list[Decision]:
    return many(Decision, tx.execute(_OF_MEETING, {"meeting_id": meeting_id}))


def of_items(tx: Connection, item_ids: Collection[int]) -> list[Decision]:
    return many(Decision, tx.execute(_OF_ITEMS, {"item_ids": list(item_ids)}))


# -- corrections ------------------------------------------------------------------------------------------------------


def add_correction(tx: Connection, decision_id: int, before: str, after: str, now: datetime) -> int:
    """Keep the old and the new text of a corrected decision; returns the id."""
    values = {"decision_id": decision_id, "before": before, "after": after, "corrected_at": now}
    return int(tx.execute(_ADD_CORRECTION, values).scalar_one())


def correction_by_id(tx: Connection, correction_id: int) -> Correction | None:
    return one(Correction, tx.execute(_CORRECTION, {"id": correction_id}).first())


def change_correction(tx: Connection, correction_id: int, **values: Any) -> None:
    tx.execute(_CHANGE_CORRECTION, {ID: correction_id, **values})


def corrections(tx: Connection, decision_ids: Collection[int]) -> list[Correction]:
    """The corrections of these decisions, oldest first."""
    return many(Correction, tx.execute(_CORRECTIONS, {"decision_ids": list(decision_ids)}))


# -- papers -----------------------------------------------------------------------------------------------------------


def involved(tx: Connection, assignment_id: int) -> list[Involvement]:
    """Who has a part in an assignment; they sign the paper that is made of its result."""
    return many(Involvement, tx.execute(_INVOLVED, {"assignment_id": assignment_id}))


def parts_of(tx: Connection, assignment_id: int) -> list[Assignment]:
    """The parts of an assignment and the contributions to it, oldest first."""
    return many(Assignment, tx.execute(_PARTS, {"parent_id": assignment_id}))
