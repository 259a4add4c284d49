"""Which message made which thing, so that an edit or a redaction of the message finds it."""

from sqlalchemy import Connection

from storage.post_tables import source
from storage.statements import by, if_new

_OF_EVENT = by(source, "event_id").order_by(source.c.line, source.c.id)
_OF_THING = by(source, "kind", "thing_id").order_by(source.c.id)


def note(tx: Connection, event_id: str, line: int, kind: str, thing_id: int) -> None:
    row = {"event_id": event_id, "line": line, "kind": kind, "thing_id": thing_id}
    tx.execute(if_new(tx.dialect.name, source), row)


def makers(tx: Connection, kind: str, thing_id: int) -> tuple[str, ...]:
    """The messages that made a thing, in order."""
    rows = tx.execute(_OF_THING, {"kind": kind, "thing_id": thing_id})
    return tuple(dict.fromkeys(row.event_id for row in rows))


def made_by(tx: Connection, event_id: str) -> list[tuple[int, str, int]]:
    """(line, kind, id) of each thing that a message made, in order."""
    return [(row.line, row.kind, row.thing_id) for row in tx.execute(_OF_EVENT, {"event_id": event_id})]
