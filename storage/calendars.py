"""Secret addresses of calendar feeds, and entries of dropped calendar files that nobody has decided on yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.columns import Instant
from storage.planning_tables import calendar_draft, calendar_feed
from storage.statements import adding, by

_ADD_FEED = insert(calendar_feed)
_FEEDS = select(calendar_feed)
_FEED_OF = by(calendar_feed, "body_id")
_DROP_FEED = delete(calendar_feed).where(calendar_feed.c.body_id == bindparam("body_id"))
_ADD_DRAFT = adding(calendar_draft)
_DRAFT = by(calendar_draft, "id", "body_id")
_DROP_DRAFT = delete(calendar_draft).where(calendar_draft.c.id == bindparam("id"))
_DROP_OLD_DRAFTS = delete(calendar_draft).where(calendar_draft.c.made_at < bindparam("before", type_=Instant()))


def set_feed(tx: Connection, body_id: int, secret_hash: str, now: datetime) -> None:
    """Give a body a feed with this secret; an earlier one no longer opens anything."""
    drop_feed(tx, body_id)
    tx.execute(_ADD_FEED, {"body_id": body_id, "secret_hash": secret_hash, "made_at": now})


def feed_made_at(tx: Connection, body_id: int) -> datetime | None:
    """Since when the body has had its present address; None for none."""
    row = tx.execute(_FEED_OF, {"body_id": body_id}).first()
    return None if row is None else row.made_at


def drop_feed(tx: Connection, body_id: int) -> bool:
    """Whether there was one."""
    return bool(tx.execute(_DROP_FEED, {"body_id": body_id}).rowcount)


def feeds(tx: Connection) -> list[tuple[str, int]]:
    """The hash of each secret, with the body that it opens."""
    return [(row.secret_hash, row.body_id) for row in tx.execute(_FEEDS)]


def add_draft(tx: Connection, body_id: int, events: list[list[Any]], now: datetime) -> int:
    """Keep entries until somebody decides on them; returns their number."""
    return int(tx.execute(_ADD_DRAFT, {"body_id": body_id, "events": events, "made_at": now}).scalar_one())


def draft(tx: Connection, draft_id: int, body_id: int) -> list[list[Any]] | None:
    row = tx.execute(_DRAFT, {"id": draft_id, "body_id": body_id}).first()
    return None if row is None else row.events


def drop_draft(tx: Connection, draft_id: int) -> None:
    tx.execute(_DROP_DRAFT, {"id": draft_id})


def drop_drafts_before(tx: Connection, before: datetime) -> None:
    tx.execute(_DROP_OLD_DRAFTS, {"before": before})
