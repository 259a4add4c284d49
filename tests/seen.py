"""What a test may look at besides the rooms: the rows of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from sqlalchemy import delete, insert, select

from storage.columns import metadata
from tests.world import World

POST = (
    "inbox",
    "letter",
    "attachment",
    "audit",
    "sync_position",
    "undecrypted",
    "question",
    "change",
    "incident",
    "deletion",
    "erased",
    "backup",
    "restoration",
    "posted",
    "installation",
    "former",
)
"""Tables that every message touches; all others hold the town's business."""


def rows(w: World, name: str) -> list[dict[str, Any]]:
    """All rows of a table, oldest first."""
    table = metadata.tables[name]
    with w.store.transaction() as tx:
        return [dict(row._mapping) for row in tx.execute(select(table).order_by(*table.primary_key.columns))]


def business(w: World) -> dict[str, list[dict[str, Any]]]:
    """Everything that is remembered of the town's business; that a question was asked is not."""
    found = {name: rows(w, name) for name in metadata.tables if name not in POST}
    found["source"] = [row for row in found["source"] if row["kind"] != "question"]
    return found


def holding(w: World, words: str) -> list[str]:
    """The tables in which these words stand anywhere."""
    return [name for name in metadata.tables if any(words in repr(row) for row in rows(w, name))]


@contextmanager
def undone(w: World) -> Iterator[None]:
    """Whatever happens in the block, afterwards everything is as it was."""
    with w.store.transaction() as tx:
        saved = {table: tx.execute(select(table)).mappings().all() for table in metadata.sorted_tables}
    now, seen = w.now, deepcopy(w.rooms)
    yield
    w.now, w.rooms = now, seen
    with w.store.transaction() as tx:
        for table in reversed(metadata.sorted_tables):
            tx.execute(delete(table))
        for table in metadata.sorted_tables:
            if saved[table]:
                tx.execute(insert(table), [dict(row) for row in saved[table]])
