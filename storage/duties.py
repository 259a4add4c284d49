"""What the clock will order."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select

from storage.post_records import Duty
from storage.post_tables import duty
from storage.rows import many, one
from storage.statements import ID, among, by, changing, if_new

PENDING = "pending"

_CHANGE = changing(duty)
_OF = by(duty, "name", "subject_id")
_PENDING_OF = _OF.where(duty.c.state == PENDING)
_DONE_OF = _OF.where(duty.c.state == "done")
_AT = by(duty, "name", "subject_id", "due_at")
_CANCEL = delete(duty).where(
    among(duty.c.name, "names"), duty.c.subject_id == bindparam("subject_id"), duty.c.state == PENDING
)
_OLDEST_DUE = (
    select(duty)
    .where(duty.c.state == PENDING, duty.c.due_at <= bindparam("now"))
    .order_by(duty.c.due_at, duty.c.id)
    .limit(1)
)
_FALLEN_AWAY = (
    select(duty)
    .where(among(duty.c.name, "names"), duty.c.state.in_((PENDING, "expired")))
    .where(duty.c.due_at >= bindparam("since"), duty.c.expires_at <= bindparam("now"))
    .order_by(duty.c.due_at, duty.c.id)
)
_NEXT_DUE_AT = select(func.min(duty.c.due_at)).where(duty.c.state == PENDING)


def plan(tx: Connection, name: str, subject_id: int, due_at: datetime, expires_at: datetime | None = None) -> None:
    """Order something for an instant. The same duty for the same thing and instant is ordered once, ever."""
    row = {"name": name, "subject_id": subject_id, "due_at": due_at, "expires_at": expires_at, "state": PENDING}
    tx.execute(if_new(tx.dialect.name, duty), row)


def cancel(tx: Connection, names: Collection[str], subject_id: int) -> None:
    """Take back what is still to come of these duties for a thing."""
    tx.execute(_CANCEL, {"names": list(names), "subject_id": subject_id})


def is_planned(tx: Connection, name: str, subject_id: int) -> bool:
    return tx.execute(_PENDING_OF, {"name": name, "subject_id": subject_id}).first() is not None


def was_planned(tx: Connection, name: str, subject_id: int, due_at: datetime) -> bool:
    """Whether this duty was ever ordered for that instant, done or not."""
    return tx.execute(_AT, {"name": name, "subject_id": subject_id, "due_at": due_at}).first() is not None


def was_done(tx: Connection, name: str, subject_id: int) -> bool:
    """Whether this duty was carried out for a thing at any time."""
    return tx.execute(_DONE_OF, {"name": name, "subject_id": subject_id}).first() is not None


def oldest_due(tx: Connection, now: datetime) -> Duty | None:
    return one(Duty, tx.execute(_OLDEST_DUE, {"now": now}).first())


def fallen_away(tx: Connection, names: Collection[str], since: datetime, now: datetime) -> list[Duty]:
    """What was due since an instant and is pointless by now, whether the clock has noticed it or not."""
    return many(Duty, tx.execute(_FALLEN_AWAY, {"names": list(names), "since": since, "now": now}))


def next_due_at(tx: Connection) -> datetime | None:
    return tx.execute(_NEXT_DUE_AT).scalar()


def finish(tx: Connection, duty_id: int, state: str) -> None:
    """Record what became of a duty: "done", "expired" or "failed"."""
    tx.execute(_CHANGE, {ID: duty_id, "state": state})


def put_off(tx: Connection, duty_id: int, due_at: datetime) -> None:
    tx.execute(_CHANGE, {ID: duty_id, "due_at": due_at})
