"""Questions that wait for an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from storage.post_records import Question
from storage.post_tables import question
from storage.statements import adding, by

_ADD = adding(question)
_BY_ID = by(question, "id")
_WAITING = select(question).where(~question.c.answered, question.c.expires_at > bindparam("now"))
_NEWEST = (question.c.id.desc(),)
_LAST_ASKED_OF = (
    select(func.max(question.c.id))
    .where(question.c.room_id == bindparam("room_id"), question.c.asked_of == bindparam("user_id"))
    .scalar_subquery()
)
_OPEN_IN = (
    _WAITING.where(question.c.room_id == bindparam("room_id"))
    .where(or_(question.c.asked_of.is_(None), question.c.id == _LAST_ASKED_OF))
    .order_by(*_NEWEST)
    .limit(1)
)
_OF_LETTER = _WAITING.where(question.c.letter_id == bindparam("letter_id")).order_by(*_NEWEST).limit(1)
_FORGOTTEN = {"answered": True, "options": [], "slot": None, "slot_command": None}


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
    return int(tx.execute(_ADD, row).scalar_one())


def open_in(tx: Connection, room_id: str, user_id: str, now: datetime) -> Question | None:
    """The newest question in a room that this user may answer without pointing at it.

    Of those that were put to the user only the last one: an earlier „ja“ is not on anybody's mind any more.
    """
    return _question(tx.execute(_OPEN_IN, {"room_id": room_id, "user_id": user_id, "now": now}).first())


def by_id(tx: Connection, question_id: int) -> Question:
    found = _question(tx.execute(_BY_ID, {"id": question_id}).first())
    assert found is not None, question_id
    return found


def of_letter(tx: Connection, letter_id: str, now: datetime) -> Question | None:
    """The newest open question that a letter asks."""
    return _question(tx.execute(_OF_LETTER, {"letter_id": letter_id, "now": now}).first())


def waiting(tx: Connection) -> list[Question]:
    """All questions that are not answered, expired ones too."""
    return [one for one in map(_question, tx.execute(select(question).where(~question.c.answered))) if one]


def close(tx: Connection, question_id: int) -> None:
    """End a question and forget the commands that it held."""
    tx.execute(update(question).where(question.c.id == question_id).values(_FORGOTTEN))


def forget_expired(tx: Connection, now: datetime) -> None:
    """Forget the commands in questions that nobody answered in time."""
    late = (~question.c.answered) & (question.c.expires_at <= now)
    tx.execute(update(question).where(late).values(_FORGOTTEN))


def _question(row: Row[Any] | None) -> Question | None:
    if row is None:
        return None
    values = {name: getattr(row, name) for name in Question.__slots__}
    return Question(**values | {"options": tuple((label, command) for label, command in row.options)})
