"""Drafts of a year's dates, one a body at most."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.planning_records import PlanDate, PlanDraft
from storage.planning_tables import plan_date, plan_draft
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _ADD_DATE, _CHANGE_DATE = adding(plan_draft), insert(plan_date), changing(plan_date)
_OF_BODY = by(plan_draft, "body_id")
_DATES = by(plan_date, "draft_id").order_by(plan_date.c.held_on, plan_date.c.begins, plan_date.c.number)
_LAST_NUMBER = select(func.max(plan_date.c.number))


def begin(tx: Connection, body_id: int, year: int, begins: time, minutes: int) -> PlanDraft:
    """Begin a draft; one that the body had before is gone."""
    discard(tx, body_id)
    tx.execute(_ADD, {"body_id": body_id, "year": year, "begins": begins, "minutes": minutes})
    draft = of_body(tx, body_id)
    assert draft is not None
    return draft


def of_body(tx: Connection, body_id: int) -> PlanDraft | None:
    return one(PlanDraft, tx.execute(_OF_BODY, {"body_id": body_id}).first())


def dates(tx: Connection, draft_id: int) -> list[PlanDate]:
    """The dates of a draft in order of time."""
    return many(PlanDate, tx.execute(_DATES, {"draft_id": draft_id}))


def add(tx: Connection, draft_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Add dates (the fields of `PlanDate` without id, draft and number) under the numbers that follow the last one."""
    last = tx.execute(_LAST_NUMBER.where(plan_date.c.draft_id == draft_id)).scalar() or 0
    for number, row in enumerate(rows, last + 1):
        values = {"instead_of": None, "reason": None, "because": None, **row}
        tx.execute(_ADD_DATE, {"draft_id": draft_id, "number": number, **values})


def change(tx: Connection, date_id: int, **values: Any) -> None:
    tx.execute(_CHANGE_DATE, {ID: date_id, **values})


def drop(tx: Connection, date_id: int) -> None:
    tx.execute(delete(plan_date).where(plan_date.c.id == date_id))


def discard(tx: Connection, body_id: int) -> bool:
    """Remove the draft of a body. Whether there was one."""
    draft = of_body(tx, body_id)
    if draft is None:
        return False
    tx.execute(delete(plan_date).where(plan_date.c.draft_id == draft.id))
    tx.execute(delete(plan_draft).where(plan_draft.c.id == draft.id))
    return True


def forget_name(tx: Connection, name: str, instead: str) -> None:
    """Put something else wherever a reason gives this name."""
    tx.execute(update(plan_date).where(plan_date.c.because == name).values(because=instead))
