"""Opening the database, and transactions on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from storage import cleaning, erased
from storage.erasure_list import ErasureList

_ROOT = Path(__file__).parent.parent
_REVISIONS = sorted(path.stem.split("_")[0] for path in (_ROOT / "storage/migrations/versions").glob("0*.py"))

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # NORMAL may lose the last commits when the power fails; a receipt was already shown by then.
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    # ON and not FAST: FAST leaves what was deleted in the free pages.
    "PRAGMA secure_delete=ON",
)


_READS = "gremienassistenz_reads"


class UnknownSchema(Exception):
    """The database was written by a newer version; going on could destroy what it holds."""


class Store:
    """One database. All writing goes through `transaction()`; one writer at a time (the worker thread).

    `erasures` is the list outside the database of what must stay deleted; what is erased stands there before it is
    committed here.
    """

    def __init__(self, url: str, erasures: ErasureList | None = None) -> None:
        self._engine = _engine(url)
        self._erasures = erasures
        self._unclean = True  # it may have been killed before the log was cut off

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that commits at the end of the block and rolls back if it raises.

        On SQLite it takes the write lock at once: a deferred one fails without waiting when it has to become a
        writer after reading, and driver defaults lose updates silently.
        """
        with self._engine.begin() as tx:
            yield tx
            if tx.info.pop(erased.NOTED, False) and self._erasures is not None:
                self._erasures.add(erased.every(tx))
            self._unclean |= tx.info.pop(cleaning.WANTED, False)
        if self._unclean:
            self._unclean = not cleaning.clean(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, on one state of the database. On SQLite it keeps no writer waiting."""
        with self._engine.connect().execution_options(**{_READS: True}) as tx:
            yield tx
            tx.rollback()

    def migrate(self) -> None:
        """Bring the schema up to date. Raises `UnknownSchema` for a database of a newer version."""
        current = self.revision()
        if current == _REVISIONS[-1]:
            return
        if current is not None and current not in _REVISIONS:
            raise UnknownSchema(current)
        copy = self._copy_before(current)
        url = self._engine.url.render_as_string(hide_password=False)
        order = [sys.executable, "-m", "storage.migrations.upgrade"]
        subprocess.run(order, input=url, text=True, check=True, cwd=_ROOT)
        if current is not None:
            cleaning.rebuild(self._engine)  # older versions left what was deleted in free pages
        if copy is not None and self.damage() is None:
            copy.unlink()

    def damage(self) -> str | None:
        """What is wrong with the file of the database, or None. Raises sqlalchemy.exc.DatabaseError if it is no
        database at all. A server looks after its own."""
        if self._engine.dialect.name != "sqlite":
            return None
        with self.reading() as tx:
            (found,) = tx.execute(text("PRAGMA quick_check(1)")).one()
            if found != "ok":
                return "quick_check"
            return "foreign_key_check" if tx.execute(text("PRAGMA foreign_key_check")).first() else None

    def _copy_before(self, revision: str | None) -> Path | None:
        """A copy beside the database, of mode 0600, for the time of a migration: the file `….before-0004.db`.

        It stays where the migration fails; the next try leaves it alone.
        """
        if self._engine.dialect.name != "sqlite" or revision is None or not self._engine.url.database:
            return None
        path = Path(self._engine.url.database)
        copy = path.with_name(f"{path.name}.before-{_REVISIONS[-1]}.db")
        if copy.exists():
            return copy
        part = copy.with_suffix(".part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.connection.cursor().execute("VACUUM INTO ?", (str(part),))
        part.replace(copy)
        return copy

    def revision(self) -> str | None:
        """The revision of the schema, or None for an empty database."""
        with self.reading() as tx:
            if not inspect(tx).has_table("alembic_version"):
                return None
            return str(tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one())

    def is_current(self) -> bool:
        """Whether the schema is the one that this version writes."""
        return self.revision() == _REVISIONS[-1]

    def close(self) -> None:
        self._engine.dispose()


def _engine(url: str) -> Engine:
    # Errors must not carry what somebody wrote into the log.
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(tx: Connection) -> None:
    reads = _READS in tx.get_execution_options()
    tx.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not BEGIN by its own rules
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
