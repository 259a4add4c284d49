"""Who did what and with which outcome, written in the transaction of the effect. Never free text."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.post_tables import audit
from storage.statements import by

_ADD = insert(audit)
_FORGET = delete(audit).where(audit.c.action == bindparam("action"), audit.c.room_id == bindparam("room_id"))
_SINCE = (
    select(audit.c.id)
    .where(*(audit.c[name] == bindparam(name) for name in ("actor", "room_id", "outcome")))
    .where(audit.c.at >= bindparam("since"))
    .limit(1)
)
_OF_EVENT = by(audit, "event_id").order_by(audit.c.id).limit(1)
_AT = by(audit, "action", "room_id", "at").where(audit.c.outcome == "done").limit(1)


def note(
    tx: Connection,
    *,
    at: datetime,
    actor: str,
    action: str,
    outcome: str,
    room_id: str | None = None,
    event_id: str | None = None,
    reference: str | None = None,
    acting_as: str | None = None,
) -> None:
    """`actor` is a user id or "clock"; `outcome` a refusal's key, "done" or "failed"; `reference` stands in the log.

    `acting_as` is the function in which it was done („Leitung AK-FM“): that counts, whoever has it.
    """
    values: dict[str, Any] = {"at": at, "actor": actor, "action": action, "outcome": outcome}
    tx.execute(
        _ADD, values | {"room_id": room_id, "event_id": event_id, "reference": reference} | {"acting_as": acting_as}
    )


def forget(tx: Connection, action: str, room_id: str) -> None:
    """Forget who did something in a room, where that is nobody's business once it is over."""
    tx.execute(_FORGET, {"action": action, "room_id": room_id})


def actor_of(tx: Connection, event_id: str) -> str | None:
    """Who gave the orders of a message, or None for one that gave none."""
    row = tx.execute(_OF_EVENT, {"event_id": event_id}).first()
    return None if row is None else str(row.actor)


def acted(tx: Connection, event_id: str) -> tuple[str | None, str | None]:
    """(the room of the body, in which function) for which a message gave its first order; None for what is unknown."""
    row = tx.execute(_OF_EVENT, {"event_id": event_id}).first()
    return (None, None) if row is None else (row.room_id, row.acting_as)


def actor_at(tx: Connection, action: str, room_id: str, at: datetime) -> str | None:
    """Who carried out an action in a room at that very instant."""
    row = tx.execute(_AT, {"action": action, "room_id": room_id, "at": at}).first()
    return None if row is None else str(row.actor)


def happened(tx: Connection, actor: str, room_id: str, outcome: str, since: datetime) -> bool:
    """Whether an order of somebody in a room has had this outcome since an instant."""
    values = {"actor": actor, "room_id": room_id, "outcome": outcome, "since": since}
    return tx.execute(_SINCE, values).first() is not None
