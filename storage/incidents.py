"""Incidents: what the operators have to know of, once each, from coming up to being over."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select, update

from storage.columns import Instant
from storage.rows import many
from storage.statements import ID, adding, changing
from storage.watch_records import Incident
from storage.watch_tables import incident

_OPEN = (
    select(incident)
    .where(incident.c.kind == bindparam("kind"), incident.c.subject == bindparam("subject"))
    .where(incident.c.over_at.is_(None))
)
_CHANGE, _ADD = changing(incident), adding(incident)
_NEWS = (
    select(incident)
    .where(or_(incident.c.told_at.is_(None), incident.c.over_at.is_not(None)), incident.c.over_told_at.is_(None))
    .order_by(incident.c.id)
)
_LAST_TOLD_AT = select(func.max(incident.c.told_at), func.max(incident.c.over_told_at))
_SETTLE = (
    update(incident)
    .where(incident.c.id == bindparam(ID))
    .values(
        told_at=func.coalesce(incident.c.told_at, bindparam("now", type_=Instant())),
        over_at=func.coalesce(incident.c.over_at, bindparam("now", type_=Instant())),
        over_told_at=bindparam("now", type_=Instant()),
    )
)

POST = "incident/"
"""The reasons of the posts that tell of incidents begin so; that one of these fails is not told in its turn."""


def report(tx: Connection, kind: str, subject: str, now: datetime) -> int:
    """Note that something went wrong. While it is open, the same kind and subject is counted, not told again.

    Returns its id.
    """
    known = tx.execute(_OPEN, {"kind": kind, "subject": subject}).first()
    if known is not None:
        tx.execute(_CHANGE, {ID: known.id, "last_at": now, "times": known.times + 1})
        return int(known.id)
    fresh = {"kind": kind, "subject": subject, "at": now, "last_at": now, "times": 1}
    return int(tx.execute(_ADD, fresh | {"told_at": None, "over_at": None, "over_told_at": None}).scalar_one())


def over(tx: Connection, kind: str, subject: str, now: datetime) -> bool:
    """Note that it is mended. Whether there was anything to mend."""
    known = tx.execute(_OPEN, {"kind": kind, "subject": subject}).first()
    if known is not None:
        tx.execute(_CHANGE, {ID: known.id, "over_at": now})
    return known is not None


def untold(tx: Connection) -> list[Incident]:
    """What people have not been told yet, oldest first: that it came up, or that it is over."""
    return many(Incident, tx.execute(_NEWS))


def is_open(tx: Connection, kind: str, subject: str) -> bool:
    return tx.execute(_OPEN, {"kind": kind, "subject": subject}).first() is not None


def still_open(tx: Connection) -> list[Incident]:
    """What is not mended, oldest first."""
    return many(Incident, tx.execute(select(incident).where(incident.c.over_at.is_(None)).order_by(incident.c.id)))


def last_told_at(tx: Connection) -> datetime | None:
    """When people were last told anything."""
    return max((at for at in tx.execute(_LAST_TOLD_AT).one() if at is not None), default=None)


def mark_told(tx: Connection, incident_id: int, now: datetime) -> None:
    """People know of it."""
    tx.execute(_CHANGE, {ID: incident_id, "told_at": now})


def settle(tx: Connection, incident_id: int, now: datetime) -> None:
    """People know of it and that it is over, or it is nothing that goes on: when it comes up again it is news."""
    tx.execute(_SETTLE, {ID: incident_id, "now": now})
