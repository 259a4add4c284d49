"""Removing words from what the bot wrote with them, because the message that brought them was removed."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from storage import attachments
from storage.planning_tables import finding
from storage.post_records import Letter, LetterState
from storage.post_tables import inbox, letter, question
from storage.rows import many
from storage.statements import ID, by, changing

_ERASED = "erased"
"""In place of the error of a letter whose words were removed."""

_RECEIVED = by(inbox, "event_id")
_WITH_WORDS = select(letter).where(letter.c.last_error.is_distinct_from(_ERASED)).order_by(letter.c.seq)
_SINCE = _WITH_WORDS.where(or_(letter.c.not_before >= bindparam("since"), letter.c.state != LetterState.SENT))
_CHANGE = changing(letter)
_ADD = insert(letter)
_PINS = by(letter, "target", "event_type").where(letter.c.state != LetterState.PARKED)


def letters_since(tx: Connection, event_id: str) -> Iterable[Letter]:
    """All letters that were written after a message came in; they alone can hold its words. All there are, where it is
    not known any more when that was."""
    received = tx.execute(_RECEIVED, {"event_id": event_id}).first()
    if received is None:
        return many(Letter, tx.execute(_WITH_WORDS))
    return many(Letter, tx.execute(_SINCE, {"since": received.received_at}))


def rewrite(tx: Connection, letter_id: str, content: dict[str, Any]) -> None:
    """Give a letter another content, whatever became of it."""
    tx.execute(_CHANGE, {ID: letter_id, "content": content})


def empty(tx: Connection, letter_id: str) -> None:
    """Forget what a letter said; its event is, or is about to be, removed from the room."""
    tx.execute(_CHANGE, {ID: letter_id, "content": {}, "last_error": _ERASED})


def set_aside(tx: Connection, letter_id: str) -> None:
    """Keep an unsent letter from being sent, and forget what it says and carries."""
    tx.execute(_CHANGE, {ID: letter_id, "content": {}, "state": LetterState.PARKED, "last_error": _ERASED})
    attachments.forget(tx, letter_id)


def succeed(tx: Connection, old: Letter, content: dict[str, Any], **values: Any) -> str:
    """Write a letter in place of another one: with its reason, by which it is found, what it is about and what it asks.
    Returns its id."""
    # Always the same one, so that a database that was put back does not post it twice.
    new_id = sha256(f"again/{old.id}".encode()).hexdigest()[:32]
    tx.execute(_CHANGE, {ID: old.id, "reason": f"{_ERASED}/{old.id}"})
    row: dict[str, Any] = {name: getattr(old, name) for name in ("reason", "room_id", "event_type", "about")}
    row |= {"id": new_id, "content": content, "state": LetterState.PENDING, "attempts": 0}
    tx.execute(_ADD, row | values)
    tx.execute(update(question).where(question.c.letter_id == old.id).values(letter_id=new_id))
    for column in (finding.c.post_id, finding.c.poll_id):
        tx.execute(update(finding).where(column == old.id).values({column: new_id}))
    return new_id


def is_pinned(tx: Connection, letter_id: str) -> bool:
    """Whether a letter was pinned, or is to be."""
    return tx.execute(_PINS, {"target": letter_id, "event_type": "pin"}).first() is not None
