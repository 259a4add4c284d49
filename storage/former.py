"""What things said before their words were changed: older posts of the bot still say it, and it has to be found in
them when the message is removed that brought it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert

from storage.free_text import FREE_TEXT, TABLE_OF
from storage.post_tables import former
from storage.recording import Change
from storage.statements import by

_ADD, _OF = insert(former), by(former, "table_name", "thing_id")


def keep(tx: Connection, changes: Iterable[Change], now: datetime) -> None:
    """Keep the words that these changes put others in the place of."""
    rows = [
        {"table_name": one.table, "thing_id": one.key["id"], "text": one.before[column], "at": now}
        for one in changes
        for column in FREE_TEXT.get(one.table, ())
        if one.before and one.after and "id" in one.key
        if isinstance(one.before[column], str) and one.before[column] not in ("", one.after[column])
    ]
    if rows:
        tx.execute(_ADD, rows)


def take(tx: Connection, kind: str, thing_id: int) -> list[str]:
    """What a thing of a kind (`storage.sources.KINDS`) said before; it is forgotten with that."""
    key = {"table_name": TABLE_OF.get(kind, kind), "thing_id": thing_id}
    words = [row.text for row in tx.execute(_OF, key)]
    if words:
        tx.execute(delete(former).where(former.c.table_name == key["table_name"], former.c.thing_id == thing_id))
    return words
