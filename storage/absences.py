"""Who leads a body and is away, and who stands in. Never why."""

from datetime import date

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.formal_records import Absence
from storage.formal_tables import absence
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _CHANGE, _BY_ID = adding(absence), changing(absence), by(absence, "id")
_OF = by(absence, "body_id", "user_id").where(absence.c.last_on >= bindparam("day")).order_by(absence.c.first_on)
_ON = by(absence, "body_id").where(absence.c.first_on <= bindparam("day"), absence.c.last_on >= bindparam("day"))
_WAITING = (
    select(absence)
    .where(absence.c.deputy_id == bindparam("user_id"), ~absence.c.confirmed, absence.c.last_on >= bindparam("day"))
    .order_by(absence.c.id)
)
_DROP_DEPUTY = (
    update(absence)
    .where(absence.c.body_id == bindparam("in_body"), absence.c.deputy_id == bindparam("of"))
    .values(deputy_id=None, confirmed=False)
)
_PAST = delete(absence).where(absence.c.last_on < bindparam("day"))


def add(tx: Connection, body_id: int, user_id: str, first_on: date, last_on: date, deputy_id: str | None) -> int:
    """Enter an absence, both days included; the deputy has not agreed yet."""
    values = {"body_id": body_id, "user_id": user_id, "first_on": first_on, "last_on": last_on}
    return int(tx.execute(_ADD, values | {"deputy_id": deputy_id, "confirmed": False}).scalar_one())


def by_id(tx: Connection, absence_id: int) -> Absence | None:
    return one(Absence, tx.execute(_BY_ID, {"id": absence_id}).first())


def confirm(tx: Connection, absence_id: int) -> None:
    tx.execute(_CHANGE, {ID: absence_id, "confirmed": True})


def remove(tx: Connection, absence_id: int) -> None:
    tx.execute(delete(absence).where(absence.c.id == absence_id))


def drop_deputy(tx: Connection, body_id: int, user_id: str) -> None:
    """Let somebody stand in for nobody any more in a body; who is away stays entered as away."""
    tx.execute(_DROP_DEPUTY, {"in_body": body_id, "of": user_id})


def of(tx: Connection, body_id: int, user_id: str, today: date) -> list[Absence]:
    """The absences of somebody who leads a body that are not over yet."""
    return many(Absence, tx.execute(_OF, {"body_id": body_id, "user_id": user_id, "day": today}))


def on(tx: Connection, body_id: int, day: date) -> list[Absence]:
    """The absences in a body that a day falls into."""
    return many(Absence, tx.execute(_ON, {"body_id": body_id, "day": day}))


def waiting_for(tx: Connection, user_id: str, today: date) -> list[Absence]:
    """The absences for which somebody was named as deputy and has not agreed yet."""
    return many(Absence, tx.execute(_WAITING, {"user_id": user_id, "day": today}))


def forget_past(tx: Connection, today: date) -> None:
    """Remove what is over: nobody needs to know any more who was away."""
    tx.execute(_PAST, {"day": today})
