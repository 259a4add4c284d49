"""A body moves from a room into its successor: what has to come along."""

from sqlalchemy import Connection, update

from storage.post_records import LetterState
from storage.post_tables import change, letter, question


def move(tx: Connection, old: str, new: str) -> None:
    """Let messages that no attempt was made to send, open questions and what may still be taken back go to `new`.

    What edits, marks or removes something in the old room stays there.
    """
    waits = letter.c.room_id == old, letter.c.state == LetterState.PENDING, letter.c.attempts == 0
    message = letter.c.event_type == "m.room.message", letter.c.target.is_(None)
    tx.execute(update(letter).where(*waits, *message).values(room_id=new))
    tx.execute(update(question).where(question.c.room_id == old, question.c.answered.is_(False)).values(room_id=new))
    tx.execute(update(change).where(change.c.room_id == old).values(room_id=new))
