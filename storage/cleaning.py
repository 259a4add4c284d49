"""Leaving nothing behind on the disk: what was overwritten in the database must not stay in its write-ahead log.

`secure_delete` zeroes what is deleted in the database itself; the log keeps old pages until it is cut off, which no
transaction can do.
"""

from sqlalchemy import Connection, Engine

WANTED = "cleaning"
"""Stands in the connection's `info` when something was removed that must not be found any more."""


def ask(tx: Connection) -> None:
    """Have the log of the database cut off as soon as this transaction is committed."""
    tx.info[WANTED] = True


def clean(engine: Engine) -> bool:
    """Move everything from the log into the database and cut the log off; outside any transaction. False where somebody
    still reads, so that it has to be tried again."""
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout=0")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={before}")
        cursor.close()
    finally:
        connection.close()
    return not busy


def rebuild(engine: Engine) -> None:
    """Write the database anew without free pages."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM")
        finally:
            connection.close()
