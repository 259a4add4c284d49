"""The log of what was deleted: how many of a kind, by which rule, when. Never what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.rows import many
from storage.watch_tables import deletion

_ADD = insert(deletion)


@dataclass(frozen=True, slots=True)
class Deletion:
    at: datetime
    kind: str
    rule: str
    number: int


def note(tx: Connection, kind: str, rule: str, number: int, now: datetime) -> None:
    """Enter that so many of a kind went by a rule; nothing for none."""
    if number:
        tx.execute(_ADD, {"at": now, "kind": kind, "rule": rule, "number": number})


def since(tx: Connection, start: datetime) -> list[Deletion]:
    """What was deleted since an instant, the newest first."""
    found = select(deletion).where(deletion.c.at >= start).order_by(deletion.c.at.desc(), deletion.c.id)
    return many(Deletion, tx.execute(found))
