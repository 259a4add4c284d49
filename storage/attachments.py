"""The files that letters carry, kept no longer than their letters wait: what was sent is in the room."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.post_records import Attachment, LetterState
from storage.post_tables import attachment, letter
from storage.rows import one
from storage.statements import by

_ADD = insert(attachment)
_OF_LETTER = by(attachment, "letter_id")
_CLOSED = select(letter.c.id).where(letter.c.state.in_((LetterState.SENT, LetterState.PARKED)))
_FORGET_CLOSED = delete(attachment).where(attachment.c.letter_id.in_(_CLOSED))
_FORGET = delete(attachment).where(attachment.c.letter_id == bindparam("letter"))


def add(tx: Connection, letter_id: str, file: Attachment) -> None:
    row = {"letter_id": letter_id, "name": file.name, "mimetype": file.mimetype, "data": file.data}
    tx.execute(_ADD, row)


def of_letter(tx: Connection, letter_id: str) -> Attachment | None:
    return one(Attachment, tx.execute(_OF_LETTER, {"letter_id": letter_id}).first())


def forget(tx: Connection, letter_id: str) -> None:
    tx.execute(_FORGET, {"letter": letter_id})


def forget_closed(tx: Connection) -> None:
    """Let go of the files of all letters that were sent or set aside; neither is ever sent again."""
    tx.execute(_FORGET_CLOSED)
