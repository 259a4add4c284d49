"""Removing words from what the bot wrote with them, because the message that brought them was removed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from storage import attachments
from storage.post_records import Letter, LetterState
from storage.post_tables import inbox, letter
from storage.rows import many
from storage.statements import ID, by, changing

_RECEIVED = by(inbox, "event_id")
_SINCE = (
    select(letter)
    .where(or_(letter.c.not_before >= bindparam("since"), letter.c.state != LetterState.SENT))
    .order_by(letter.c.seq)
)
_CHANGE = changing(letter)


def letters_since(tx: Connection, event_id: str) -> Iterable[Letter]:
    """All letters that were written after a message came in; they alone can hold its words."""
    received = tx.execute(_RECEIVED, {"event_id": event_id}).first()
    return many(Letter, tx.execute(_SINCE, {"since": received.received_at})) if received else ()


def rewrite(tx: Connection, letter_id: str, content: dict[str, Any]) -> None:
    """Give a letter another content, whatever became of it. One that is being sent must stay as it is."""
    tx.execute(_CHANGE, {ID: letter_id, "content": content})


def set_aside(tx: Connection, letter_id: str) -> None:
    """Keep an unsent letter from being sent, and forget what it says and carries."""
    tx.execute(_CHANGE, {ID: letter_id, "content": {}, "state": LetterState.PARKED, "last_error": "erased"})
    attachments.forget(tx, letter_id)
