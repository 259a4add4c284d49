"""Series and their meetings."""

from collections.abc import Collection
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.post import insert_if_new
from storage.records import Meeting, MeetingState, Series
from storage.rows import many, one
from storage.tables import meeting, series


def add_series(
    tx: Connection, body_id: int, rule: str, starts_on: date, begins: time, minutes: int, ends_on: date | None
) -> int:
    values: dict[str, Any] = {"rule": rule, "starts_on": starts_on, "begins": begins, "minutes": minutes}
    values |= {"active": True, "ends_on": ends_on}
    return int(tx.execute(insert(series).values(body_id=body_id, **values).returning(series.c.id)).scalar_one())


def end_series(tx: Connection, series_id: int) -> None:
    tx.execute(update(series).where(series.c.id == series_id).values(active=False))


def series_of(tx: Connection, body_id: int) -> list[Series]:
    """The running series of a body."""
    return many(Series, tx.execute(select(series).where(series.c.body_id == body_id, series.c.active)))


def running_series(tx: Connection) -> list[Series]:
    return many(Series, tx.execute(select(series).where(series.c.active).order_by(series.c.id)))


def add(tx: Connection, body_id: int, held_on: date, begins: time, minutes: int, series_id: int | None = None) -> None:
    """Plan a meeting; the date of a series that was planned before is left as it has become."""
    row: dict[str, Any] = {"body_id": body_id, "series_id": series_id, "planned_on": held_on, "held_on": held_on}
    row |= {"begins": begins, "minutes": minutes, "state": MeetingState.PLANNED}
    insert_if_new(tx, meeting, [row])


def change(tx: Connection, meeting_id: int, **values: Any) -> None:
    tx.execute(update(meeting).where(meeting.c.id == meeting_id).values(**values))


def by_id(tx: Connection, meeting_id: int) -> Meeting | None:
    return one(Meeting, tx.execute(select(meeting).where(meeting.c.id == meeting_id)).first())


def planned(tx: Connection, body_ids: Collection[int], since: date, until: date | None = None) -> list[Meeting]:
    """Planned meetings of these bodies from `since` to `until` (both included), in order of time."""
    query = select(meeting).where(meeting.c.body_id.in_(body_ids), meeting.c.state == MeetingState.PLANNED)
    query = query.where(meeting.c.held_on >= since)
    if until is not None:
        query = query.where(meeting.c.held_on <= until)
    return many(Meeting, tx.execute(query.order_by(meeting.c.held_on, meeting.c.begins, meeting.c.id)))


def of_series(tx: Connection, series_id: int, since: date) -> list[Meeting]:
    """The planned meetings of a series from a day on."""
    query = select(meeting).where(meeting.c.series_id == series_id, meeting.c.state == MeetingState.PLANNED)
    return many(Meeting, tx.execute(query.where(meeting.c.held_on >= since).order_by(meeting.c.held_on)))


def on_day(tx: Connection, body_id: int, day: date) -> list[Meeting]:
    """All meetings of a body on a day, whatever became of them."""
    query = select(meeting).where(meeting.c.body_id == body_id, meeting.c.held_on == day)
    return many(Meeting, tx.execute(query.order_by(meeting.c.begins, meeting.c.id)))


def last_held(tx: Connection, body_id: int) -> Meeting | None:
    query = select(meeting).where(meeting.c.body_id == body_id, meeting.c.state == MeetingState.HELD)
    return one(Meeting, tx.execute(query.order_by(meeting.c.held_on.desc(), meeting.c.begins.desc())).first())
