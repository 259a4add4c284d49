"""Copies of SQLite databases that others are writing to. They are made in memory: nothing lies on the disk in clear."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.backup.errors import BackupError

_PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Content:
    """What a copy says of itself."""

    schema: str | None
    audit_head: str | None


def copy(path: Path, *, compact: bool = False) -> bytes:
    """The database as it is at one instant, as the bytes of its file. Raises BackupError for one that is damaged.

    `compact`: without the free pages, in which text may stand that was deleted.
    """
    try:
        with (
            closing(
                sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE_SECONDS)
            ) as source,
            closing(sqlite3.connect(":memory:")) as target,
        ):
            # All pages in one step: SQLite begins anew when somebody writes between two.
            source.backup(target, pages=-1)
            _check(target)
            if compact:
                target.execute("VACUUM")
            return target.serialize()
    except sqlite3.Error as error:
        raise BackupError(f"{path} kann nicht gesichert werden ({error}).") from error


def look_into(data: bytes) -> Content:
    """Check a copy and say what it holds. Raises BackupError for one that is damaged."""
    try:
        with _opened(data) as database:
            _check(database)
            return Content(
                _first(database, "SELECT version_num FROM alembic_version"),
                _first(database, "SELECT link FROM audit ORDER BY id DESC LIMIT 1"),
            )
    except sqlite3.Error as error:
        raise BackupError(f"Die Datenbank in der Sicherung ist beschädigt ({error}).") from error


def _check(database: sqlite3.Connection) -> None:
    if [row[0] for row in database.execute("PRAGMA integrity_check")] != ["ok"]:
        raise sqlite3.DatabaseError("integrity_check")
    if database.execute("PRAGMA foreign_key_check").fetchall():
        raise sqlite3.DatabaseError("foreign_key_check")


def _first(database: sqlite3.Connection, query: str) -> str | None:
    try:
        row = database.execute(query).fetchone()
    except sqlite3.OperationalError:  # a schema that has no such table or column yet
        return None
    return None if row is None or row[0] is None else str(row[0])


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        # Bytes 18 and 19 say that there is a write-ahead log beside the file (SQLite file format 1.3); here is none.
        database.deserialize(data[:18] + b"\x01\x01" + data[20:])
        yield database
