"""Questions that wait for an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from storage.records import Question
from storage.tables import question


def ask(
    tx: Connection,
    *,
    room_id: str,
    asked_of: str | None,
    options: Sequence[tuple[str, str]],
    slot: str | None,
    slot_command: str | None,
    letter_id: str,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Store a question. Each option is (what to show, the complete command); an empty command only ends it."""
    row: dict[str, Any] = {"room_id": room_id, "asked_of": asked_of, "options": [list(option) for option in options]}
    row |= {"slot": slot, "slot_command": slot_command, "letter_id": letter_id}
    row |= {"asked_at": now, "expires_at": expires_at, "answered": False}
    return int(tx.execute(insert(question).values(**row).returning(question.c.id)).scalar_one())


def open_in(tx: Connection, room_id: str, user_id: str, now: datetime) -> Question | None:
    """The newest question in a room that this user may answer without pointing at it."""
    query = select(question).where(question.c.room_id == room_id, ~question.c.answered, question.c.expires_at > now)
    query = query.where(or_(question.c.asked_of.is_(None), question.c.asked_of == user_id))
    return _question(tx.execute(query.order_by(question.c.id.desc()).limit(1)).first())


def of_letter(tx: Connection, letter_id: str, now: datetime) -> Question | None:
    """The newest open question that a letter asks."""
    query = select(question).where(question.c.letter_id == letter_id, ~question.c.answered)
    query = query.where(question.c.expires_at > now)
    return _question(tx.execute(query.order_by(question.c.id.desc()).limit(1)).first())


def close(tx: Connection, question_id: int) -> None:
    """End a question and forget the commands that it held."""
    tx.execute(
        update(question)
        .where(question.c.id == question_id)
        .values(answered=True, options=[], slot=None, slot_command=None)
    )


def forget_expired(tx: Connection, now: datetime) -> None:
    """Forget the commands in questions that nobody answered in time."""
    late = (~question.c.answered) & (question.c.expires_at <= now)
    tx.execute(update(question).where(late).values(answered=True, options=[], slot=None, slot_command=None))


def _question(row: Row[Any] | None) -> Question | None:
    if row is None:
        return None
    values = {name: getattr(row, name) for name in Question.__slots__}
    return Question(**values | {"options": tuple((label, command) for label, command in row.options)})


def forget_of_letter(tx: Connection, letter_id: str) -> None:
    """Forget the commands in what a letter asks, because the message that led to it was removed."""
    values = {"answered": True, "options": [], "slot": None, "slot_command": None}
    tx.execute(update(question).where(question.c.letter_id == letter_id).values(values))
