"""Opening the database, and transactions on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event

_MIGRATIONS = Path(__file__).parent / "migrations"

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # NORMAL may lose the last commits when the power fails; a receipt was already shown by then.
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
)


class UnknownSchema(Exception):
    """The database was written by a newer version; going on could destroy what it holds."""


class Store:
    """One database. All writing goes through `transaction()`; one writer at a time (the worker thread)."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that commits at the end of the block and rolls back if it raises.

        On SQLite it takes the write lock at once: a deferred one fails without waiting when it has to become a
        writer after reading, and driver defaults lose updates silently.
        """
        with self._engine.begin() as tx:
            yield tx

    def migrate(self) -> None:
        """Bring the schema up to date. Raises `UnknownSchema` for a database of a newer version."""
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        script = ScriptDirectory.from_config(config)
        with self._engine.begin() as tx:
            current = MigrationContext.configure(tx).get_current_revision()
            if current is not None and current not in {rev.revision for rev in script.walk_revisions()}:
                raise UnknownSchema(current)
            config.attributes["connection"] = tx
            command.upgrade(config, "head")

    def is_current(self) -> bool:
        """Whether the schema is the one that this version writes."""
        script = ScriptDirectory(str(_MIGRATIONS))
        with self._engine.connect() as tx:
            return MigrationContext.configure(tx).get_current_revision() == script.get_current_head()

    def close(self) -> None:
        self._engine.dispose()


def _engine(url: str) -> Engine:
    # Errors must not carry what somebody wrote into the log.
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda tx: tx.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not BEGIN by its own rules
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
