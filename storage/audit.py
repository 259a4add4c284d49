"""Who did what and with which outcome, written in the transaction of the effect. Never free text.

The rows are a chain (`storage.audit_chain`): no row is ever deleted, and a name is blotted out without breaking it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from storage import audit_chain
from storage.audit_chain import SOMEBODY
from storage.post_tables import audit
from storage.statements import ID, by

_ADD = insert(audit)
_LAST = select(audit.c.link).order_by(audit.c.id.desc()).limit(1)
_BLOT = (
    update(audit)
    .where(audit.c.id == bindparam(ID))
    .values(actor=bindparam("who"), acting_as=bindparam("function"), event_id=None, salt=None)
)
_OF_ACTION = by(audit, "action", "room_id").where(audit.c.salt.is_not(None))
_BEFORE = (
    select(audit.c.id, audit.c.acting_as)
    .where(audit.c.at < bindparam("before"), audit.c.salt.is_not(None))
    .where(audit.c.actor.startswith("@"))  # the clock and the bot are nobody
)
_OF_PERSON = select(audit.c.id, audit.c.acting_as).where(audit.c.actor == bindparam("user_id"))
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
    salt = audit_chain.new_salt()
    sealed = audit_chain.seal(salt, actor, acting_as, event_id)
    link = audit_chain.link(head(tx), at, (action, outcome, room_id, reference), sealed)
    values: dict[str, Any] = {"at": at, "actor": actor, "action": action, "outcome": outcome}
    values |= {"room_id": room_id, "event_id": event_id, "reference": reference, "acting_as": acting_as}
    tx.execute(_ADD, values | {"salt": salt, "seal": sealed, "link": link})


# -- blotting out -----------------------------------------------------------------------------------------------------


def forget(tx: Connection, action: str, room_id: str) -> None:
    """Forget who did something in a room, where that is nobody's business once it is over. The rows stay."""
    for row in tx.execute(_OF_ACTION, {"action": action, "room_id": room_id}).all():
        _blot(tx, row.id, SOMEBODY, None)


def reduce(tx: Connection, before: datetime) -> int:
    """Reduce what was noted before an instant to the function in which it was done. Returns how many rows."""
    rows = tx.execute(_BEFORE, {"before": before}).all()
    for row in rows:
        _blot(tx, row.id, row.acting_as or SOMEBODY, row.acting_as)
    return len(rows)


def pseudonymise(tx: Connection, user_id: str, pseudonym: str) -> int:
    """Put a pseudonym in the place of a person. Returns how many rows. Raises ValueError for one that is a user id."""
    if pseudonym.startswith("@"):
        raise ValueError("a pseudonym must not look like a user id")
    rows = tx.execute(_OF_PERSON, {"user_id": user_id}).all()
    for row in rows:
        _blot(tx, row.id, pseudonym, row.acting_as)
    return len(rows)


def _blot(tx: Connection, row_id: int, who: str, function: str | None) -> None:
    tx.execute(_BLOT, {ID: row_id, "who": who, "function": function})


# -- the chain --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found: `rows` looked at, the `broken` row's id (0: the end is missing), the `head`,
    and whether an `earlier` head that was asked for lies in the chain."""

    rows: int
    broken: int | None
    head: str
    earlier: bool = True

    @property
    def whole(self) -> bool:
        return self.broken is None and self.earlier


def head(tx: Connection) -> str:
    """The link of the last row: it stands for all rows up to it."""
    # Asked anew each time: a savepoint that is rolled back takes rows with it, and then what one remembers is wrong.
    return tx.execute(_LAST).scalar() or audit_chain.START


def verify(tx: Connection, earlier: str | None = None) -> Verdict:
    """Walk along the whole chain, row by row. `earlier`: a head that was posted once and must be in it."""
    before, number, seen = audit_chain.START, 0, earlier in (None, audit_chain.START)
    last_id = 0
    for row in _rows(tx):
        number, last_id = number + 1, row.id
        if not _holds(row, before):
            return Verdict(number, row.id, before, earlier=True)
        before = row.link
        seen |= before == earlier
    broken = 0 if _given_out(tx) not in (None, last_id) else None
    return Verdict(number, broken, before, seen)


def _rows(tx: Connection) -> Iterator[Any]:
    yield from tx.execute(select(audit).order_by(audit.c.id).execution_options(yield_per=1000))


def _holds(row: Any, before: str) -> bool:
    if row.seal is None or row.link is None:
        return False
    if row.salt is None:
        kept = not row.actor.startswith("@") and row.event_id is None
    else:
        kept = audit_chain.seal(row.salt, row.actor, row.acting_as, row.event_id) == row.seal
    covered = row.action, row.outcome, row.room_id, row.reference
    return kept and audit_chain.link(before, row.at, covered, row.seal) == row.link


def _given_out(tx: Connection) -> int | None:
    """The highest id that was ever given to a row, where the database tells: SQLite does, and undoes it with the rows
    of a transaction that is rolled back."""
    if tx.dialect.name != "sqlite":
        return None
    found = tx.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")).scalar()
    return int(found or 0)


# -- looking up -------------------------------------------------------------------------------------------------------


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
