"""When backups were made, and what follows from a database that was put back from one."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.post_tables import audit
from storage.rows import one
from storage.watch_records import Restoration
from storage.watch_tables import backup, posted, restoration

LONGEST = timedelta(days=7)
"""So much work may be without a copy."""
_KEEP = timedelta(days=60)


def note(tx: Connection, now: datetime) -> None:
    """A backup was made. Of earlier ones only the last weeks are remembered."""
    tx.execute(delete(backup).where(backup.c.at < now - _KEEP))
    tx.execute(insert(backup).values(at=now))


def last_at(tx: Connection) -> datetime | None:
    """When the last backup was made."""
    return tx.execute(select(func.max(backup.c.at))).scalar()


def working_since(tx: Connection) -> datetime | None:
    """Since when there is anything that could be lost: when the first action was noted."""
    return tx.execute(select(func.min(audit.c.at))).scalar()


def overdue(tx: Connection, now: datetime) -> bool:
    """Whether there is more to lose than a week's work. A database on a server is saved by its own tools."""
    if tx.dialect.name != "sqlite":
        return False
    since = last_at(tx) or working_since(tx)
    return since is not None and now - since > LONGEST


# -- a database that was put back -------------------------------------------------------------------------------------


def note_restoration(tx: Connection, copied_at: datetime, now: datetime) -> None:
    """This database is a copy of `copied_at` that was put back; what was posted since is not known yet."""
    tx.execute(delete(posted))
    tx.execute(insert(restoration).values(copied_at=copied_at, restored_at=now, looked_at=None))


def restored(tx: Connection) -> Restoration | None:
    """The last time that the database was put back, or None for never."""
    return one(Restoration, tx.execute(select(restoration).order_by(restoration.c.id.desc()).limit(1)).first())


def note_posted(tx: Connection, found: dict[str, str], now: datetime) -> None:
    """What the bot posted after the copy was made, as letter id -> event id: all rooms were looked through."""
    tx.execute(delete(posted))
    if found:
        tx.execute(insert(posted), [{"letter_id": one, "event_id": event} for one, event in found.items()])
    tx.execute(update(restoration).where(restoration.c.looked_at.is_(None)).values(looked_at=now))


def posted_since(tx: Connection) -> dict[str, str]:
    """What was posted after the copy was made, as letter id -> event id."""
    return {row.letter_id: row.event_id for row in tx.execute(select(posted))}
