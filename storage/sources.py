"""Which message made which thing, so that an edit or a redaction of the message finds it."""

from sqlalchemy import Connection

from storage.post_tables import source
from storage.statements import by, if_new

KINDS = frozenset(
    {
        *("item", "standing", "outcome", "assignment", "entry", "expectation", "reference", "involvement", "kept_file"),
        *("goal", "step", "inquiry", "addressee", "finding", "vote", "attendance", "decision", "correction"),
        *("closing_day", "recess", "committee_date", "body", "draft", "expected"),
    }
)
"""What a message can make; for each a feature says how its text is removed with the message."""

MARKS = frozenset({"question", "late", "undone", "run"})
"""What is remembered of a message besides: it has no text, or one that `commands.erasing` itself removes."""

_OF_EVENT = by(source, "event_id").order_by(source.c.line, source.c.id)
_OF_THING = by(source, "kind", "thing_id").order_by(source.c.id)


def note(tx: Connection, event_id: str, line: int, kind: str, thing_id: int) -> None:
    """Remember that a message made a thing. Raises ValueError for a kind that nobody could remove the text of."""
    if kind not in KINDS and kind not in MARKS:
        raise ValueError(f"no kind of thing: {kind}")
    row = {"event_id": event_id, "line": line, "kind": kind, "thing_id": thing_id}
    tx.execute(if_new(tx.dialect.name, source), row)


def makers(tx: Connection, kind: str, thing_id: int) -> tuple[str, ...]:
    """The messages that made a thing, in order."""
    rows = tx.execute(_OF_THING, {"kind": kind, "thing_id": thing_id})
    return tuple(dict.fromkeys(row.event_id for row in rows))


def made_by(tx: Connection, event_id: str) -> list[tuple[int, str, int]]:
    """(line, kind, id) of each thing that a message made, in order."""
    return [(row.line, row.kind, row.thing_id) for row in tx.execute(_OF_EVENT, {"event_id": event_id})]
