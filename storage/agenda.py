"""Items on agendas and in the backlog, standing items, and the results recorded to items."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.records import Item, ItemState, Outcome, StandingItem
from storage.rows import many, one
from storage.statements import ID, adding, among, by, changing
from storage.tables import item, outcome, standing_item

OFF_THE_LIST = (ItemState.DROPPED, ItemState.POSTPONED, ItemState.PARKED)
"""States in which an item has no place on an agenda any more."""

_ADD, _CHANGE, _BY_ID = adding(item), changing(item), by(item, "id")
_OF_MEETING = by(item, "meeting_id").where(item.c.state.not_in(OFF_THE_LIST)).order_by(item.c.position, item.c.id)
_PARKED = (
    by(item, "body_id")
    .where(item.c.state == ItemState.PARKED)
    .order_by(item.c.priority.is_(None), item.c.priority, item.c.resubmit_on.is_(None), item.c.resubmit_on, item.c.id)
)
_DUE_BACK = _PARKED.where(item.c.resubmit_on <= bindparam("day")).order_by(None).order_by(item.c.resubmit_on, item.c.id)
_RECENT = (
    select(item.c.id, item.c.title)
    .where(item.c.body_id == bindparam("body_id"), item.c.created_at >= bindparam("since"))
    .where(item.c.state.in_((ItemState.OPEN, ItemState.PROPOSED, ItemState.PARKED)))
    .order_by(item.c.id.desc())
    .limit(bindparam("most"))
)
_RAISED_FROM = by(item, "origin_item_id").order_by(item.c.id)
_ABOUT_ASSIGNMENT = by(item, "assignment_id").order_by(item.c.id)
_LAST_POSITION = select(func.max(item.c.position)).where(item.c.meeting_id == bindparam("meeting_id"))
_HAS_STANDING = select(item.c.id).where(item.c.meeting_id == bindparam("meeting_id"), item.c.standing)
_STANDING = by(standing_item, "body_id").order_by(standing_item.c.position)
_ADD_STANDING = adding(standing_item)
_ADD_OUTCOME, _CHANGE_OUTCOME, _OUTCOME = adding(outcome), changing(outcome), by(outcome, "id")
_OUTCOMES = select(outcome).where(among(outcome.c.item_id, "item_ids")).order_by(outcome.c.id)


def add_item(tx: Connection, **values: Any) -> int:
    """Add an item with the fields of `Item` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change_item(tx: Connection, item_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: item_id, **values})


def renumber(tx: Connection, one: Item, position: int, now: datetime) -> None:
    """Give an item another number; which it had until now is remembered."""
    if position != one.position:
        change_item(tx, one.id, position=position, previous_position=one.position, moved_at=now)


def by_id(tx: Connection, item_id: int) -> Item | None:
    return one(Item, tx.execute(_BY_ID, {"id": item_id}).first())


def of_meeting(tx: Connection, meeting_id: int) -> list[Item]:
    """The items of an agenda in their order, those done included; postponed, parked and dropped ones are not on it."""
    return many(Item, tx.execute(_OF_MEETING, {"meeting_id": meeting_id}))


def parked(tx: Connection, body_id: int) -> list[Item]:
    """The backlog of a body, by priority, then by the day on which an item comes back, then oldest first."""
    return many(Item, tx.execute(_PARKED, {"body_id": body_id}))


def due_back(tx: Connection, body_id: int, day: date) -> list[Item]:
    """Parked items that were to be shown again by this day."""
    return many(Item, tx.execute(_DUE_BACK, {"body_id": body_id, "day": day}))


def recent(tx: Connection, body_id: int, since: datetime, most: int) -> list[tuple[int, str]]:
    """(id, title) of what was put in since an instant and is still to be dealt with, the newest first."""
    rows = tx.execute(_RECENT, {"body_id": body_id, "since": since, "most": most})
    return [(row[0], row[1]) for row in rows]


def raised_from(tx: Connection, item_id: int) -> list[Item]:
    """The items that other bodies got from this one, whatever became of them."""
    return many(Item, tx.execute(_RAISED_FROM, {"origin_item_id": item_id}))


def about_assignment(tx: Connection, assignment_id: int) -> list[Item]:
    """The items that put an assignment onto agendas, whatever became of them."""
    return many(Item, tx.execute(_ABOUT_ASSIGNMENT, {"assignment_id": assignment_id}))


def next_position(tx: Connection, meeting_id: int) -> int:
    """The first place behind every item that the agenda has ever had, so that numbers do not come twice."""
    return (tx.execute(_LAST_POSITION, {"meeting_id": meeting_id}).scalar() or 0) + 1


def standing(tx: Connection, body_id: int) -> list[StandingItem]:
    return many(StandingItem, tx.execute(_STANDING, {"body_id": body_id}))


def has_standing(tx: Connection, meeting_id: int) -> bool:
    """Whether the standing items were put onto this agenda already, dropped since or not."""
    return tx.execute(_HAS_STANDING, {"meeting_id": meeting_id}).first() is not None


def add_standing(tx: Connection, body_id: int, title: str) -> int:
    """Add a standing item behind the others and return its id."""
    position = max((one.position for one in standing(tx, body_id)), default=0) + 1
    values = {"body_id": body_id, "position": position, "title": title}
    return int(tx.execute(_ADD_STANDING, values).scalar_one())


def standing_by_id(tx: Connection, standing_id: int) -> StandingItem | None:
    return one(StandingItem, tx.execute(by(standing_item, "id"), {"id": standing_id}).first())


def blank_standing(tx: Connection, known: StandingItem, title: str) -> None:
    """Give a standing item and what it put onto agendas another title."""
    tx.execute(update(standing_item).where(standing_item.c.id == known.id).values(title=title))
    placed = update(item).where(item.c.body_id == known.body_id, item.c.standing, item.c.title == known.title)
    tx.execute(placed.values(title=title))


def drop_standing(tx: Connection, standing_id: int) -> None:
    tx.execute(delete(standing_item).where(standing_item.c.id == standing_id))


# -- results ----------------------------------------------------------------------------------------------------------


def add_outcome(tx: Connection, item_id: int, text: str, now: datetime) -> int:
    return int(tx.execute(_ADD_OUTCOME, {"item_id": item_id, "text": text, "recorded_at": now}).scalar_one())


def change_outcome(tx: Connection, outcome_id: int, text: str) -> None:
    tx.execute(_CHANGE_OUTCOME, {ID: outcome_id, "text": text})


def outcome_by_id(tx: Connection, outcome_id: int) -> Outcome | None:
    return one(Outcome, tx.execute(_OUTCOME, {"id": outcome_id}).first())


def outcomes(tx: Connection, item_ids: Collection[int]) -> list[Outcome]:
    return many(Outcome, tx.execute(_OUTCOMES, {"item_ids": list(item_ids)}))


def outcomes_since(
    tx: Connection, body_ids: Collection[int], since: datetime | None, until: datetime
) -> dict[int, int]:
    """How many results each of these bodies recorded in (since, until]."""
    query = select(item.c.body_id, func.count()).join(outcome, outcome.c.item_id == item.c.id)
    query = query.where(item.c.body_id.in_(body_ids), outcome.c.recorded_at <= until)
    if since is not None:
        query = query.where(outcome.c.recorded_at > since)
    return {row[0]: row[1] for row in tx.execute(query.group_by(item.c.body_id))}
