"""The journal: which rows of the town's business a command changed, kept for minutes so that it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from storage import meetings
from storage.columns import metadata
from storage.post_tables import change
from storage.recording import DATES, OWN_WAY, Change, Image, decoded, image_of, steady
from storage.records import MeetingState
from storage.statements import by

_ADD = insert(change)
_OF_EVENT = by(change, "event_id").order_by(change.c.id.desc())
_NEWEST = by(change, "actor", "room_id").order_by(change.c.id.desc()).limit(1)


@dataclass(frozen=True)
class Action:
    """What the commands of one message changed, the last change first."""

    event_id: str
    commands: tuple[str, ...]
    at: datetime
    changes: tuple[Change, ...]


def keep(
    tx: Connection,
    changes: Sequence[Change],
    *,
    event_id: str,
    line: int,
    room_id: str,
    actor: str,
    command: str,
    now: datetime,
    since: datetime,
) -> None:
    """Write down what a command changed, and forget what is older than `since`."""
    if not changes:
        return
    forget(tx, before=since)
    meta = {"event_id": event_id, "line": line, "room_id": room_id, "actor": actor, "command": command, "at": now}
    rows = [
        meta | {"table_name": one.table, "key": one.key, "before": one.before, "after": one.after} for one in changes
    ]
    tx.execute(_ADD, rows)


def last(tx: Connection, actor: str, room_id: str, since: datetime) -> Action | None:
    """The newest message of somebody in a room whose commands changed something, if that was after `since`."""
    newest = tx.execute(_NEWEST, {"actor": actor, "room_id": room_id}).first()
    if newest is None or newest.at < since:
        return None
    rows = tx.execute(_OF_EVENT, {"event_id": newest.event_id}).all()
    commands = tuple(dict.fromkeys(row.command for row in rows))
    changes = tuple(Change(row.table_name, row.key, row.before, row.after) for row in rows)
    return Action(newest.event_id, commands, newest.at, changes)


def forget(tx: Connection, *, before: datetime) -> None:
    tx.execute(delete(change).where(change.c.at < before))


def forget_of(tx: Connection, actor: str, room_id: str) -> None:
    """Forget what somebody did in a room."""
    tx.execute(delete(change).where(change.c.actor == actor, change.c.room_id == room_id))


def forget_all(tx: Connection) -> None:
    tx.execute(delete(change))


def touched_since(tx: Connection, table: str, thing_id: int, since: datetime) -> list[tuple[str, datetime, Change]]:
    """(actor, instant, change) of each change of one thing since an instant, the newest first."""
    rows = [row for row in _newer(tx, table, since) if row.key == {"id": thing_id}]
    return [(row.actor, row.at, Change(row.table_name, row.key, row.before, row.after)) for row in rows]


def moved_since(tx: Connection, table: str, since: datetime) -> list[tuple[int, Image]]:
    """(id, how it was before) of everything in a table that was changed since an instant, the newest first."""
    return [(row.key["id"], row.before) for row in _newer(tx, table, since) if row.before]


def added_since(tx: Connection, table: str, since: datetime) -> list[tuple[str, datetime, Image]]:
    """(actor, instant, how it is) of everything that was added to a table since an instant, the newest first."""
    return [(row.actor, row.at, row.after) for row in _newer(tx, table, since) if row.after and not row.before]


def _newer(tx: Connection, table: str, since: datetime) -> list[Row[Any]]:
    newer = select(change).where(change.c.table_name == table, change.c.at >= since)
    return list(tx.execute(newer.order_by(change.c.id.desc())))


# -- going back -------------------------------------------------------------------------------------------------------


def stands(tx: Connection, one: Change) -> bool:
    """Whether a row still looks as the change left it."""
    table = metadata.tables[one.table]
    row = tx.execute(by(table, *one.key), decoded(table, one.key)).mappings().first()
    now = None if row is None else image_of(table, row)
    return steady(one.table, now) == steady(one.table, one.after)


def put_back(tx: Connection, one: Change, now: datetime) -> None:
    """Make a row what it was before the change. What calendars show gets a higher sequence number, and is called off
    instead of removed. Raises IntegrityError where something newer depends on the row."""
    table = metadata.tables[one.table]
    if one.table in DATES:
        _put_back_date(tx, one, now)
        return
    which = [column == decoded(table, one.key)[column.name] for column in table.primary_key]
    if one.before is None:
        tx.execute(delete(table).where(*which))
    elif one.after is None:
        tx.execute(insert(table), decoded(table, one.before))
    else:
        tx.execute(table.update().where(*which), decoded(table, one.before))


def _put_back_date(tx: Connection, one: Change, now: datetime) -> None:
    table = metadata.tables[one.table]
    values = {name: value for name, value in (one.before or {}).items() if name not in OWN_WAY | {"id"}}
    if one.table == "series":
        values = decoded(table, values) if one.before else {"active": False}
        meetings.change_series(tx, one.key["id"], now=now, **values)
    else:
        values = decoded(table, values) if one.before else {"state": MeetingState.CANCELLED}
        meetings.change(tx, one.key["id"], now=now, **values)
