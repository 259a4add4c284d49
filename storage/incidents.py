"""Incidents: what the operators have to know of, once each, from coming up to being over."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.rows import many
from storage.statements import ID, changing
from storage.watch_records import Incident
from storage.watch_tables import incident

_OPEN = (
    select(incident)
    .where(incident.c.kind == bindparam("kind"), incident.c.subject == bindparam("subject"))
    .where(incident.c.over_at.is_(None))
)
_CHANGE, _ADD = changing(incident), insert(incident)


def report(tx: Connection, kind: str, subject: str, now: datetime) -> None:
    """Note that something went wrong. While it is open, the same kind and subject is counted, not told again."""
    known = tx.execute(_OPEN, {"kind": kind, "subject": subject}).first()
    if known is not None:
        tx.execute(_CHANGE, {ID: known.id, "last_at": now, "times": known.times + 1})
        return
    fresh = {"kind": kind, "subject": subject, "at": now, "last_at": now, "times": 1}
    tx.execute(_ADD, fresh | {"told_at": None, "over_at": None})


def over(tx: Connection, kind: str, subject: str, now: datetime) -> bool:
    """Note that it is mended. Whether there was anything to mend."""
    known = tx.execute(_OPEN, {"kind": kind, "subject": subject}).first()
    if known is not None:
        tx.execute(_CHANGE, {ID: known.id, "over_at": now})
    return known is not None


def untold(tx: Connection) -> list[Incident]:
    """What the operators have not been told yet, oldest first."""
    rows = tx.execute(select(incident).where(incident.c.told_at.is_(None)).order_by(incident.c.id))
    return many(Incident, rows)


def still_open(tx: Connection) -> list[Incident]:
    """What is not mended, oldest first."""
    return many(Incident, tx.execute(select(incident).where(incident.c.over_at.is_(None)).order_by(incident.c.id)))


def mark_told(tx: Connection, incident_id: int, now: datetime) -> None:
    tx.execute(update(incident).where(incident.c.id == incident_id).values(told_at=now))
