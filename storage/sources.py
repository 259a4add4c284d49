"""Which message made which thing, so that an edit or a redaction of the message finds it."""

from sqlalchemy import Connection, select

from storage.post import insert_if_new
from storage.tables import source


def note(tx: Connection, event_id: str, line: int, kind: str, thing_id: int) -> None:
    insert_if_new(tx, source, [{"event_id": event_id, "line": line, "kind": kind, "thing_id": thing_id}])


def made_by(tx: Connection, event_id: str) -> list[tuple[int, str, int]]:
    """(line, kind, id) of each thing that a message made, in order."""
    query = select(source.c.line, source.c.kind, source.c.thing_id).where(source.c.event_id == event_id)
    return [(row.line, row.kind, row.thing_id) for row in tx.execute(query.order_by(source.c.line, source.c.id))]
