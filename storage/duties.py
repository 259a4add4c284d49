"""What the clock will order."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from storage.post import insert_if_new
from storage.records import Duty
from storage.rows import one
from storage.tables import duty

PENDING = "pending"


def plan(tx: Connection, name: str, subject_id: int, due_at: datetime, expires_at: datetime | None = None) -> None:
    """Order something for an instant. The same duty for the same thing and instant is ordered once, ever."""
    row = {"name": name, "subject_id": subject_id, "due_at": due_at, "expires_at": expires_at, "state": PENDING}
    insert_if_new(tx, duty, [row])


def cancel(tx: Connection, names: Collection[str], subject_id: int) -> None:
    """Take back what is still to come of these duties for a thing."""
    query = delete(duty).where(duty.c.name.in_(names), duty.c.subject_id == subject_id)
    tx.execute(query.where(duty.c.state == PENDING))


def is_planned(tx: Connection, name: str, subject_id: int) -> bool:
    query = select(duty.c.id).where(duty.c.name == name, duty.c.subject_id == subject_id, duty.c.state == PENDING)
    return tx.execute(query).first() is not None


def oldest_due(tx: Connection, now: datetime) -> Duty | None:
    query = select(duty).where(duty.c.state == PENDING, duty.c.due_at <= now)
    return one(Duty, tx.execute(query.order_by(duty.c.due_at, duty.c.id).limit(1)).first())


def next_due_at(tx: Connection) -> datetime | None:
    return tx.execute(select(func.min(duty.c.due_at)).where(duty.c.state == PENDING)).scalar()


def finish(tx: Connection, duty_id: int, state: str) -> None:
    """Record what became of a duty: "done", "expired" or "failed"."""
    tx.execute(update(duty).where(duty.c.id == duty_id).values(state=state))


def put_off(tx: Connection, duty_id: int, due_at: datetime) -> None:
    tx.execute(update(duty).where(duty.c.id == duty_id).values(due_at=due_at))


def was_planned(tx: Connection, name: str, subject_id: int, due_at: datetime) -> bool:
    """Whether this duty was ever ordered for that instant, done or not."""
    query = select(duty.c.id).where(duty.c.name == name, duty.c.subject_id == subject_id, duty.c.due_at == due_at)
    return tx.execute(query).first() is not None


def was_done(tx: Connection, name: str, subject_id: int) -> bool:
    """Whether this duty was carried out for a thing at any time."""
    query = select(duty.c.id).where(duty.c.name == name, duty.c.subject_id == subject_id, duty.c.state == "done")
    return tx.execute(query).first() is not None
