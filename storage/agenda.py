"""Items on agendas and in the backlog, standing items, and the results recorded to items."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.records import Item, ItemState, Outcome, StandingItem
from storage.rows import many, one
from storage.tables import item, outcome, standing_item

OFF_THE_LIST = (ItemState.DROPPED, ItemState.POSTPONED, ItemState.PARKED)
"""States in which an item has no place on an agenda any more."""


def add_item(tx: Connection, **values: Any) -> int:
    """Add an item with the fields of `Item` (without id) and return its id."""
    return int(tx.execute(insert(item).values(**values).returning(item.c.id)).scalar_one())


def change_item(tx: Connection, item_id: int, **values: Any) -> None:
    tx.execute(update(item).where(item.c.id == item_id).values(**values))


def by_id(tx: Connection, item_id: int) -> Item | None:
    return one(Item, tx.execute(select(item).where(item.c.id == item_id)).first())


def of_meeting(tx: Connection, meeting_id: int) -> list[Item]:
    """The items of an agenda in their order, those done included; postponed, parked and dropped ones are not on it."""
    query = select(item).where(item.c.meeting_id == meeting_id, item.c.state.not_in(OFF_THE_LIST))
    return many(Item, tx.execute(query.order_by(item.c.position, item.c.id)))


def parked(tx: Connection, body_id: int) -> list[Item]:
    """The backlog of a body, oldest first."""
    query = select(item).where(item.c.body_id == body_id, item.c.state == ItemState.PARKED)
    return many(Item, tx.execute(query.order_by(item.c.id)))


def due_back(tx: Connection, body_id: int, day: date) -> list[Item]:
    """Parked items that were to be shown again by this day."""
    query = select(item).where(item.c.body_id == body_id, item.c.state == ItemState.PARKED, item.c.resubmit_on <= day)
    return many(Item, tx.execute(query.order_by(item.c.resubmit_on, item.c.id)))


def recent(tx: Connection, body_id: int, since: datetime) -> list[Item]:
    """What was put in since an instant and is still to be dealt with."""
    states = (ItemState.OPEN, ItemState.PARKED)
    query = select(item).where(item.c.body_id == body_id, item.c.state.in_(states), item.c.created_at >= since)
    return many(Item, tx.execute(query.order_by(item.c.id)))


def next_position(tx: Connection, meeting_id: int) -> int:
    """The first place behind every item that the agenda has ever had, so that numbers do not come twice."""
    last = tx.execute(select(func.max(item.c.position)).where(item.c.meeting_id == meeting_id)).scalar()
    return (last or 0) + 1


def standing(tx: Connection, body_id: int) -> list[StandingItem]:
    query = select(standing_item).where(standing_item.c.body_id == body_id).order_by(standing_item.c.position)
    return many(StandingItem, tx.execute(query))


def has_standing(tx: Connection, meeting_id: int) -> bool:
    """Whether the standing items were put onto this agenda already, dropped since or not."""
    query = select(item.c.id).where(item.c.meeting_id == meeting_id, item.c.standing)
    return tx.execute(query).first() is not None


def add_standing(tx: Connection, body_id: int, title: str) -> None:
    position = len(standing(tx, body_id)) + 1
    tx.execute(insert(standing_item).values(body_id=body_id, position=position, title=title))


def drop_standing(tx: Connection, standing_id: int) -> None:
    tx.execute(delete(standing_item).where(standing_item.c.id == standing_id))


# -- results ----------------------------------------------------------------------------------------------------------


def add_outcome(tx: Connection, item_id: int, text: str, now: datetime) -> int:
    values = {"item_id": item_id, "text": text, "recorded_at": now}
    return int(tx.execute(insert(outcome).values(**values).returning(outcome.c.id)).scalar_one())


def change_outcome(tx: Connection, outcome_id: int, text: str) -> None:
    tx.execute(update(outcome).where(outcome.c.id == outcome_id).values(text=text))


def outcome_by_id(tx: Connection, outcome_id: int) -> Outcome | None:
    return one(Outcome, tx.execute(select(outcome).where(outcome.c.id == outcome_id)).first())


def outcomes(tx: Connection, item_ids: Collection[int]) -> list[Outcome]:
    query = select(outcome).where(outcome.c.item_id.in_(item_ids)).order_by(outcome.c.id)
    return many(Outcome, tx.execute(query))


def outcomes_since(
    tx: Connection, body_ids: Collection[int], since: datetime | None, until: datetime
) -> dict[int, int]:
    """How many results each of these bodies recorded in (since, until]."""
    query = select(item.c.body_id, func.count()).join(outcome, outcome.c.item_id == item.c.id)
    query = query.where(item.c.body_id.in_(body_ids), outcome.c.recorded_at <= until)
    if since is not None:
        query = query.where(outcome.c.recorded_at > since)
    return {row[0]: row[1] for row in tx.execute(query.group_by(item.c.body_id))}
