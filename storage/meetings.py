"""Series and their meetings."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Connection, Time, bindparam, or_, select

from storage.records import Meeting, MeetingState, Series
from storage.rows import many, one
from storage.statements import ID, adding, among, by, changing, if_new
from storage.tables import meeting, series

_ADD_SERIES = adding(series)
_CHANGE_SERIES = changing(series)
_CHANGE = changing(meeting)
_BY_ID = by(meeting, "id")
_SERIES_OF = by(series, "body_id").where(series.c.active).order_by(series.c.id)
_RUNNING = select(series).where(series.c.active).order_by(series.c.id)
_IN_ORDER = (meeting.c.held_on, meeting.c.begins, meeting.c.id)
_PLANNED = (
    select(meeting)
    .where(among(meeting.c.body_id, "body_ids"), meeting.c.state == MeetingState.PLANNED)
    .where(meeting.c.held_on >= bindparam("since"), meeting.c.held_on <= bindparam("until"))
    .order_by(*_IN_ORDER)
)
_FIRST_AFTER = (
    by(meeting, "body_id")
    .where(meeting.c.state == MeetingState.PLANNED, meeting.c.held_on >= bindparam("day"))
    .where(or_(meeting.c.held_on > bindparam("day"), meeting.c.begins > bindparam("at", type_=Time())))
    .order_by(*_IN_ORDER)
    .limit(1)
)
_OF_SERIES = (
    by(meeting, "series_id")
    .where(meeting.c.state == MeetingState.PLANNED, meeting.c.held_on >= bindparam("since"))
    .order_by(*_IN_ORDER)
)


def add_series(
    tx: Connection, body_id: int, rule: str, starts_on: date, begins: time, minutes: int, ends_on: date | None
) -> int:
    values: dict[str, Any] = {"rule": rule, "starts_on": starts_on, "begins": begins, "minutes": minutes}
    values |= {"active": True, "ends_on": ends_on}
    return int(tx.execute(_ADD_SERIES, values | {"body_id": body_id}).scalar_one())


def end_series(tx: Connection, series_id: int) -> None:
    tx.execute(_CHANGE_SERIES, {ID: series_id, "active": False})


def series_of(tx: Connection, body_id: int) -> list[Series]:
    """The running series of a body."""
    return many(Series, tx.execute(_SERIES_OF, {"body_id": body_id}))


def running_series(tx: Connection) -> list[Series]:
    return many(Series, tx.execute(_RUNNING))


def add(tx: Connection, body_id: int, held_on: date, begins: time, minutes: int, series_id: int | None = None) -> None:
    """Plan a meeting; the date of a series that was planned before is left as it has become."""
    row: dict[str, Any] = {"body_id": body_id, "series_id": series_id, "planned_on": held_on, "held_on": held_on}
    row |= {"begins": begins, "minutes": minutes, "state": MeetingState.PLANNED}
    tx.execute(if_new(tx.dialect.name, meeting), row)


def change(tx: Connection, meeting_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: meeting_id, **values})


def by_id(tx: Connection, meeting_id: int) -> Meeting | None:
    return one(Meeting, tx.execute(_BY_ID, {"id": meeting_id}).first())


def planned(tx: Connection, body_ids: Collection[int], since: date, until: date | None = None) -> list[Meeting]:
    """Planned meetings of these bodies from `since` to `until` (both included), in order of time."""
    span = {"body_ids": list(body_ids), "since": since, "until": until or date.max}
    return many(Meeting, tx.execute(_PLANNED, span))


def first_from(tx: Connection, body_id: int, day: date) -> Meeting | None:
    """The first planned meeting of a body on a day or later."""
    return first_after(tx, body_id, day - timedelta(days=1), time.max)


def first_after(tx: Connection, body_id: int, day: date, at: time) -> Meeting | None:
    """The first planned meeting of a body that is later than this day and time."""
    return one(Meeting, tx.execute(_FIRST_AFTER, {"body_id": body_id, "day": day, "at": at}).first())


def of_series(tx: Connection, series_id: int, since: date) -> list[Meeting]:
    """The planned meetings of a series from a day on."""
    return many(Meeting, tx.execute(_OF_SERIES, {"series_id": series_id, "since": since}))
