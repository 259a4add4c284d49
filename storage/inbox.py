"""What came in: the inbox with the sync token that covers it, and what could not be read yet.

Rows and token are one commit, so an event is either not yet acknowledged to the homeserver, or safely here.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, true, update

from storage.post_records import Received
from storage.post_tables import inbox, sync_position, undecrypted
from storage.statements import ID, by, changing, if_new

ERASED = "erased"
"""The outcome of a message that was removed."""

_POSITION = by(sync_position, "user_id")
_SET_POSITION, _ADD_POSITION = changing(sync_position, "user_id"), insert(sync_position)
_UNREAD = (
    select(inbox.c.seq, inbox.c.event_id, inbox.c.room_id, inbox.c.payload)
    .where(inbox.c.state == "new")
    .order_by(inbox.c.seq)
    .limit(bindparam("most"))
)
_CHANGE_RECEIVED = changing(inbox, "seq")
_STATE_OF = select(inbox.c.state).where(inbox.c.event_id == bindparam("event_id"))
_IS_UNDECRYPTED = select(undecrypted.c.event_id).where(undecrypted.c.event_id == bindparam("event_id"))
_ROOM_OF = select(inbox.c.room_id).where(inbox.c.event_id == bindparam("event_id"))
_FORGET_UNDECRYPTED = delete(undecrypted).where(undecrypted.c.event_id == bindparam("event_id"))


# -- the sync token ---------------------------------------------------------------------------------------------------


def sync_token(tx: Connection, user_id: str) -> tuple[str, str | None] | None:
    """Device and token of the last acknowledged sync of `user_id`, or None before the first."""
    row = tx.execute(_POSITION, {"user_id": user_id}).first()
    return None if row is None else (row.device_id, row.token)


def seen_at(tx: Connection, user_id: str) -> datetime | None:
    """When the bot last wrote down that it listens, or None before the first time."""
    row = tx.execute(_POSITION, {"user_id": user_id}).first()
    return None if row is None else row.seen_at


def set_sync_token(tx: Connection, user_id: str, device_id: str, token: str | None, now: datetime) -> None:
    values = {"device_id": device_id, "token": token, "seen_at": now}
    if tx.execute(_SET_POSITION, {ID: user_id, **values}).rowcount == 0:
        tx.execute(_ADD_POSITION, values | {"user_id": user_id})


# -- the inbox --------------------------------------------------------------------------------------------------------


def receive(tx: Connection, events: Iterable[tuple[str, str, dict[str, Any]]], now: datetime) -> None:
    """Put (event id, room id, payload) rows into the inbox in this order; a known event id changes nothing."""
    rows = [
        {"event_id": event_id, "room_id": room_id, "payload": payload, "state": "new", "received_at": now}
        for event_id, room_id, payload in events
    ]
    if rows:
        tx.execute(if_new(tx.dialect.name, inbox), rows)


def unread(tx: Connection, limit: int = 100) -> list[Received]:
    """What has come in and has no outcome yet, oldest first."""
    rows = tx.execute(_UNREAD, {"most": limit})
    return [Received(row.seq, row.event_id, row.room_id, row.payload) for row in rows]


def mark_done(tx: Connection, seq: int, outcome: str) -> None:
    """Record the one outcome of an event and forget its text; the event id stays, to know it again."""
    tx.execute(_CHANGE_RECEIVED, {ID: seq, "state": outcome, "payload": {}})


def outcome_of(tx: Connection, event_id: str) -> str | None:
    """What became of an event: None if it never came in, "new" while it waits."""
    return tx.execute(_STATE_OF, {"event_id": event_id}).scalar()


def room_of(tx: Connection, event_id: str) -> str | None:
    """The room in which an event came in: None if it never did."""
    return tx.execute(_ROOM_OF, {"event_id": event_id}).scalar()


def seq_of(tx: Connection, event_id: str) -> int | None:
    """The number of an event in the inbox."""
    return tx.execute(select(inbox.c.seq).where(inbox.c.event_id == event_id)).scalar()


def event_at(tx: Connection, seq: int) -> str | None:
    """The event with a number in the inbox."""
    return tx.execute(select(inbox.c.event_id).where(inbox.c.seq == seq)).scalar()


def forget_text(tx: Connection, event_id: str) -> None:
    """Drop the text of an event that was removed; if it was not dealt with, it never will be."""
    tx.execute(update(inbox).where(inbox.c.event_id == event_id).values(payload={}, state=ERASED))


def forget_unread(tx: Connection, room_id: str, event_id: str) -> None:
    """Drop the text of an event of this room if it was not dealt with yet; it never will be."""
    which = inbox.c.event_id == event_id, inbox.c.room_id == room_id, inbox.c.state == "new"
    tx.execute(update(inbox).where(*which).values(payload={}, state=ERASED))


# -- what could not be read yet: undecryptable, or a file that is still to be fetched ---------------------------------


def keep_undecrypted(tx: Connection, event_id: str, room_id: str, source: dict[str, Any], now: datetime) -> None:
    row = {"event_id": event_id, "room_id": room_id, "source": source, "received_at": now}
    tx.execute(if_new(tx.dialect.name, undecrypted), row)


def undecrypted_events(tx: Connection) -> list[tuple[str, str, dict[str, Any], datetime]]:
    """(event id, room id, encrypted source, received at), oldest first."""
    rows = tx.execute(select(undecrypted).order_by(undecrypted.c.received_at, undecrypted.c.event_id))
    return [(row.event_id, row.room_id, row.source, row.received_at) for row in rows]


def is_undecrypted(tx: Connection, event_id: str) -> bool:
    """Whether an event is still kept."""
    return tx.execute(_IS_UNDECRYPTED, {"event_id": event_id}).first() is not None


def forget_undecrypted_in(tx: Connection, room_id: str) -> None:
    """Forget what is kept of a room."""
    tx.execute(delete(undecrypted).where(undecrypted.c.room_id == room_id))


def forget_undecrypted(tx: Connection, event_id: str, room_id: str | None = None) -> bool:
    """Whether it was still kept; with a room only if it came from there."""
    only = undecrypted.c.room_id == room_id if room_id is not None else true()
    return tx.execute(_FORGET_UNDECRYPTED.where(only), {"event_id": event_id}).rowcount > 0
