"""Databases of earlier releases with rows in every table, and migrations that die in the middle of them.

`python -m tests.faults.old_schemas DATABASE STEP` migrates copies of a database, each in a process of its own that ends
at its n-th statement, for every n-th of STEP; it prints what was found as JSON.
"""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, insert

from storage import migrations
from storage.migrations.upgrade import upgrade

RELEASED = ("0001", "0002", "0003")
ROWS = 3
"""So many rows stand in each table, unless it is one that holds a single row."""

_DAY = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
_MEANT = {
    ("assignment", "number"): "AK-FM-A-2027-00{}",
    ("series", "rule"): "FREQ=WEEKLY",
    ("body_role", "role"): "chair",
}
"""What a migration reads and therefore must look like the real thing."""


def at_revision(path: Path, revision: str) -> None:
    """An empty database of an earlier release, made by its own migrations."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, revision)
    engine.dispose()


def fill(path: Path) -> int:
    """Put rows into every table. Returns how many stand in it."""
    engine, found = create_engine(f"sqlite:///{path}"), MetaData()
    found.reflect(engine)
    with engine.begin() as tx:
        for table in found.sorted_tables:
            if table.name != "alembic_version":
                tx.execute(insert(table), [_row(table, number) for number in range(1, ROWS + 1)])
    engine.dispose()
    assert not damage(path), "what was put in fits together"
    return sum(contents(path).values())


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(table, column, number) for column in table.columns}


def _value(table: Table, column: Any, number: int) -> Any:
    for reference in column.foreign_keys:
        if reference.column.table is not table:
            return _value(reference.column.table, reference.column, number)
    meant = _MEANT.get((table.name, column.name))
    if meant is not None:
        return meant.format(number)
    try:
        kind = column.type.python_type
    except NotImplementedError:
        kind = str
    at = _DAY + timedelta(days=number)
    by_kind: dict[type, Any] = {bool: False, int: number, bytes: b"x%d" % number, dict: {"n": number}}
    by_kind |= {datetime: at.replace(tzinfo=None), date: at.date(), time: time(8, number)}
    if kind is int and column.name == "parent_id":
        return None
    return by_kind.get(kind, f"{column.name} {number}")


def contents(path: Path) -> dict[str, int]:
    """How many rows stand in each table."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(("sqlite_", "alembic_"))]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}


def shape(path: Path) -> list[tuple[Any, ...]]:
    """The schema, column by column, with its indexes and references."""
    with closing(sqlite3.connect(path)) as database:
        names = sorted(name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return [
            (name, pragma, sorted(map(repr, database.execute(f'PRAGMA {pragma}("{name}")').fetchall())))
            for name in names
            for pragma in ("table_info", "foreign_key_list")
        ]


def lost(before: dict[str, int], path: Path) -> int:
    """How many rows are missing of those that were there."""
    now = contents(path)
    return sum(max(0, number - now.get(name, 0)) for name, number in before.items())


def damage(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        whole = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return not whole or bool(database.execute("PRAGMA foreign_key_check").fetchall())


# -- dying ------------------------------------------------------------------------------------------------------------


def die_everywhere(path: Path, step: int) -> Iterator[tuple[int, bool, int, bool]]:
    """Migrate copies that die at statement n = 1, 1 + step, …, until one lives to the end; then it is done again
    with what it has left. Yields (n, whether it died, rows lost, whether it is damaged or unlike the rest)."""
    before, number = contents(path), 1
    model = path.with_name("model.db")
    shutil.copy(path, model)
    upgrade(f"sqlite:///{model}")
    wanted = shape(model)
    while True:
        copy = path.with_name(f"copy{number}.db")
        shutil.copy(path, copy)
        died = _upgrade_until(copy, number)
        wrong, gone = damage(copy), lost(before, copy)
        upgrade(f"sqlite:///{copy}")
        yield number, died, gone + lost(before, copy), wrong or damage(copy) or shape(copy) != wanted
        for each in path.parent.glob(f"{copy.name}*"):
            each.unlink()
        if not died:
            return
        number += step


def _upgrade_until(path: Path, number: int) -> bool:
    """Migrate in a child that ends without a word at its n-th statement. Whether it came to that."""
    child = os.fork()
    if child == 0:
        _let_die(number)
        try:
            upgrade(f"sqlite:///{path}")
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 137


def _let_die(number: int) -> None:
    executed = 0

    def count(_tx: Connection, *_more: Any) -> None:
        nonlocal executed
        executed += 1
        if executed == number:
            os._exit(137)

    event.listen(Engine, "after_cursor_execute", count)


if __name__ == "__main__":
    for line in die_everywhere(Path(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(line), flush=True)
