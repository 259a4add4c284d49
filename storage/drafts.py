"""Orders that were proposed to those who may give them."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from storage.post_records import Draft
from storage.post_tables import draft
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _CHANGE, _BY_ID = adding(draft), changing(draft), by(draft, "id")
_OPEN = by(draft, "body_id").where(draft.c.open, draft.c.made_at > bindparam("since")).order_by(draft.c.id)
_EXPIRE = update(draft).where(draft.c.open, draft.c.made_at <= bindparam("since")).values(open=False, order="")


def add(tx: Connection, body_id: int, from_user: str, order: str, now: datetime) -> int:
    values = {"body_id": body_id, "from_user": from_user, "order": order, "made_at": now, "open": True}
    return int(tx.execute(_ADD, values).scalar_one())


def by_id(tx: Connection, draft_id: int) -> Draft | None:
    return one(Draft, tx.execute(_BY_ID, {"id": draft_id}).first())


def open_in(tx: Connection, body_id: int, since: datetime) -> list[Draft]:
    """The drafts that wait in a body and were made after an instant, oldest first."""
    return many(Draft, tx.execute(_OPEN, {"body_id": body_id, "since": since}))


def close(tx: Connection, draft_id: int) -> None:
    """End a draft and forget its text."""
    tx.execute(_CHANGE, {ID: draft_id, "open": False, "order": ""})


def expire(tx: Connection, since: datetime) -> None:
    """End the drafts that were made before an instant and that nobody decided on; their texts are forgotten."""
    tx.execute(_EXPIRE, {"since": since})
