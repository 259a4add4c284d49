"""Recording which rows of the town's business change on a connection.

A `Recording` listens on one connection while a command is carried out. It notes every row before it is changed, and
where the numbers of new rows begin; how the rows look afterwards is read once, at the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Delete,
    Insert,
    Select,
    Table,
    Time,
    Update,
    and_,
    event,
    func,
    or_,
    select,
)

from storage.columns import Instant, metadata
from storage.statements import by

Image = dict[str, Any]
"""A row as JSON-able values."""

LETTER = "letter"
_LEFT_OUT = frozenset(
    {
        *("inbox", "letter", "attachment", "audit", "sync_position", "undecrypted", "question", "calendar_news"),
        *("counter", "change", "room", "room_member", "backup", "restoration", "posted", "installation"),
        *("incident", "deletion", "erased", "former"),
    }
)
"""What goes its own way: the post, the rooms, and numbers, which are never given again."""

DATES = ("meeting", "series")
OWN_WAY = frozenset({"uid", "sequence", "changed_at"})
"""By what calendars tell versions of dates apart: it only ever goes up."""


@dataclass(frozen=True)
class Change:
    """One row before and after; None where there was none. For a letter both are None."""

    table: str
    key: Image
    before: Image | None
    after: Image | None


class Recording:
    """What has been touched on a connection since it began."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._count = 0
        self._touched: dict[tuple[str, tuple[Any, ...]], tuple[int, Image | None]] = {}
        self._new_since: dict[str, tuple[int, int]] = {}
        self._letters: list[str] = []

    def note(
        self, _tx: Connection, clause: Any, many: Sequence[Mapping[str, Any]], one: Mapping[str, Any], _: Any
    ) -> None:
        """Look at a statement before it is carried out."""
        if not isinstance(clause, Insert | Update | Delete) or not isinstance(clause.table, Table):
            return
        rows = many or [one]
        if isinstance(clause, Insert) and clause.table.name == LETTER:
            # What is about another letter, as an edit of the living agenda, follows from the rows.
            self._letters += [str(row["id"]) for row in rows if row.get("target") is None]
        if clause.table.name in _LEFT_OUT:
            return
        if not isinstance(clause, Insert):
            criteria = [] if clause.whereclause is None else [clause.whereclause]
            for row in rows:
                self._touch(clause.table, select(clause.table).where(*criteria), row)
        elif "id" in clause.table.primary_key.columns:
            if clause.table.name not in self._new_since:
                last = self._tx.execute(select(func.max(clause.table.c.id))).scalar()
                self._new_since[clause.table.name] = (self._next(), last or 0)
        else:
            self._touch_keys(clause, rows)

    def _touch(self, table: Table, which: Select[Any], values: Mapping[str, Any]) -> None:
        for row in self._tx.execute(which, values).mappings().all():
            image = image_of(table, row)
            self._enter(table, tuple(image[one.name] for one in table.primary_key), image)

    def _touch_keys(self, clause: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
        """New rows of a table whose keys are not counted up: their keys stand in the statement."""
        table, fixed = clause.table, clause.compile().params
        assert isinstance(table, Table)
        names = [one.name for one in table.primary_key]
        for row in rows:
            key = {name: row.get(name, fixed.get(name)) for name in names}
            there = self._tx.execute(by(table, *names), key).mappings().first()
            encoded = tuple(_encoded(value) for value in key.values())
            self._enter(table, encoded, None if there is None else image_of(table, there))

    def _enter(self, table: Table, key: tuple[Any, ...], image: Image | None) -> None:
        known = self._touched.get((table.name, key))
        if known is None:
            since = self._new_since.get(table.name)
            if since is None or "id" not in table.primary_key.columns or key[0] <= since[1]:
                self._touched[table.name, key] = (self._next(), image)
        elif known[1] is not None:
            self._touched[table.name, key] = (self._next(), known[1])

    def _next(self) -> int:
        self._count += 1
        return self._count

    def changes(self) -> list[Change]:
        """What is different now, in the order in which it became so."""
        found: list[tuple[int, int, Change]] = []
        for name in dict.fromkeys(table for table, _ in self._touched):
            keys = {key: entry for (table, key), entry in self._touched.items() if table == name}
            now = self._now(metadata.tables[name], list(keys))
            for key, (order, before) in keys.items():
                after = now.get(key)
                if steady(name, before) != steady(name, after):
                    found.append((order, 0, Change(name, _named(metadata.tables[name], key), before, after)))
        for name, (order, last) in self._new_since.items():
            table = metadata.tables[name]
            for row in self._tx.execute(select(table).where(table.c.id > last).order_by(table.c.id)).mappings():
                found.append((order, row["id"], Change(name, {"id": row["id"]}, None, image_of(table, row))))
        letters = [Change(LETTER, {"id": one}, None, None) for one in self._letters]
        return [one for _, _, one in sorted(found, key=lambda entry: entry[:2])] + letters

    def _now(self, table: Table, keys: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], Image]:
        columns = list(table.primary_key)
        named = [decoded(table, _named(table, key)) for key in keys]
        which: ColumnElement[bool]
        if len(columns) == 1:
            which = columns[0].in_([one[columns[0].name] for one in named])
        else:
            which = or_(*(and_(*(column == one[column.name] for column in columns)) for one in named))
        images = [image_of(table, row) for row in self._tx.execute(select(table).where(which)).mappings()]
        return {tuple(image[column.name] for column in columns): image for image in images}


@contextmanager
def recorded(tx: Connection) -> Iterator[Recording]:
    """Record what happens on this connection in the block; other connections, and what comes later, pay nothing."""
    recording = Recording(tx)
    event.listen(tx, "before_execute", recording.note)
    try:
        yield recording
    finally:
        event.remove(tx, "before_execute", recording.note)


# -- rows as values ---------------------------------------------------------------------------------------------------


def steady(table: str, image: Image | None) -> Image | None:
    """An image without what only ever goes up."""
    if image is None or table not in DATES:
        return image
    return {name: value for name, value in image.items() if name not in OWN_WAY}


def image_of(table: Table, row: Mapping[Any, Any]) -> Image:
    """A row as JSON-able values."""
    return {column.name: _encoded(row[column.name]) for column in table.columns}


def _named(table: Table, key: tuple[Any, ...]) -> Image:
    return {column.name: value for column, value in zip(table.primary_key, key, strict=True)}


def _encoded(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def decoded(table: Table, image: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an image as the table holds them."""
    return {name: _value(table.c[name].type, value) for name, value in image.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case Instant():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Time():
            return time.fromisoformat(value)
    return value
