"""Files that were posted as results or answers: references to where they lie, never the files themselves."""

from typing import Any

from sqlalchemy import Connection

from storage.assignment_records import KeptFile
from storage.assignment_tables import kept_file
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _CHANGE, _BY_ID = adding(kept_file), changing(kept_file), by(kept_file, "id")
_OF = by(kept_file, "kind", "thing_id").order_by(kept_file.c.version, kept_file.c.id)


def add(tx: Connection, **values: Any) -> int:
    """Keep a reference with the fields of `KeptFile` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change(tx: Connection, kept_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: kept_id, **values})


def by_id(tx: Connection, kept_id: int) -> KeptFile | None:
    return one(KeptFile, tx.execute(_BY_ID, {"id": kept_id}).first())


def of(tx: Connection, kind: str, thing_id: int) -> list[KeptFile]:
    """The files of a thing, version by version. One whose message was removed has no `place` any more."""
    return many(KeptFile, tx.execute(_OF, {"kind": kind, "thing_id": thing_id}))


def forget(tx: Connection, kept_id: int, name: str) -> None:
    """Forget where a file lies and what opens it, and call it `name`; that there was one stays."""
    change(tx, kept_id, name=name, place={}, sha256="", size=0)
