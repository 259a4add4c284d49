"""What must stay deleted: who was forgotten and which messages were removed, for a database that is put back later.

The list is kept twice: in its table, and in a file outside the database (`storage.erasure_list`).
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.rows import many
from storage.statements import ID, by
from storage.watch_records import Erased
from storage.watch_tables import erased

PERSON = "person"
"""The kind of somebody who was forgotten; the subject is `ErasureList.subject_of` the user id."""

NOTED = "erased"
"""Stands in the connection's `info` when the list has grown and the file has to follow."""

_OF = by(erased, "kind", "subject")
_ADD = insert(erased)
_AGAIN = update(erased).where(erased.c.id == bindparam(ID))


def note(tx: Connection, kind: str, subject: str, pseudonym: str | None, now: datetime) -> None:
    """Enter what was erased; the file outside the database follows before the commit.

    `subject` must name nobody: an event id, or a person's keyed hash. Once more for the same subject moves it on.
    """
    known = tx.execute(_OF, {"kind": kind, "subject": subject}).first()
    if known is not None:
        tx.execute(_AGAIN, {ID: known.id, "pseudonym": pseudonym, "at": now})
    else:
        tx.execute(_ADD, {"kind": kind, "subject": subject, "pseudonym": pseudonym, "at": now})
    tx.info[NOTED] = True


def every(tx: Connection) -> list[Erased]:
    """The whole list, oldest first."""
    return many(Erased, tx.execute(select(erased).order_by(erased.c.at, erased.c.id)))
