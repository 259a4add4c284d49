"""What a report looks up about many assignments at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, bindparam, select

from storage.assignment_records import Entry, EntryKind, Involvement, Transfer
from storage.assignment_tables import assignment_goal, entry, goal, involvement, transfer
from storage.records import ItemState, MeetingState
from storage.rows import many
from storage.statements import among
from storage.tables import item, meeting

_ENTRIES = (
    select(entry)
    .where(among(entry.c.assignment_id, "ids"), among(entry.c.kind, "kinds"))
    .order_by(entry.c.at, entry.c.id)
)
_TRANSFERS = select(transfer).order_by(transfer.c.id)
_PLACES = (
    select(item.c.assignment_id, item.c.position, meeting.c.held_on)
    .join(meeting, item.c.meeting_id == meeting.c.id)
    .where(meeting.c.body_id == bindparam("body_id"), meeting.c.held_on >= bindparam("today"))
    .where(meeting.c.state == MeetingState.PLANNED, item.c.assignment_id.is_not(None))
    .where(item.c.state.in_((ItemState.OPEN, ItemState.PROPOSED)))
    .order_by(meeting.c.held_on.desc(), item.c.position.desc())
)
_INVOLVED = select(involvement).where(among(involvement.c.assignment_id, "ids")).order_by(involvement.c.id)
_GOALS = (
    select(assignment_goal.c.assignment_id, goal.c.title)
    .join(goal, assignment_goal.c.goal_id == goal.c.id)
    .where(among(assignment_goal.c.assignment_id, "ids"))
    .order_by(goal.c.parent_id, goal.c.position)
)


def last_entries(tx: Connection, assignment_ids: Collection[int], kinds: Collection[EntryKind]) -> dict[int, Entry]:
    """The newest entry of any of these kinds of each assignment that has one."""
    rows = tx.execute(_ENTRIES, {"ids": list(assignment_ids), "kinds": list(kinds)})
    return {one.assignment_id: one for one in many(Entry, rows)}


def transfers(tx: Connection) -> dict[int, Transfer]:
    """The transfers that wait for somebody's word, by assignment."""
    return {one.assignment_id: one for one in many(Transfer, tx.execute(_TRANSFERS))}


def places(tx: Connection, body_id: int, today: date) -> dict[int, tuple[int, date]]:
    """Where assignments stand on the coming agendas of a body: (number of the item, day), the first of several."""
    return {row[0]: (row[1], row[2]) for row in tx.execute(_PLACES, {"body_id": body_id, "today": today})}


def involved(tx: Connection, assignment_ids: Collection[int]) -> dict[int, list[Involvement]]:
    """Who has a part in these assignments without leading them."""
    found: dict[int, list[Involvement]] = defaultdict(list)
    for one in many(Involvement, tx.execute(_INVOLVED, {"ids": list(assignment_ids)})):
        found[one.assignment_id].append(one)
    return found


def goals(tx: Connection, assignment_ids: Collection[int]) -> dict[int, list[str]]:
    """The titles of the goals that these assignments serve."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in tx.execute(_GOALS, {"ids": list(assignment_ids)}):
        found[row[0]].append(row[1])
    return found
