"""Series and their meetings.

Whatever changes what a calendar shows of them goes through here: it raises the entry's sequence number (RFC 5545,
3.8.7.4) and leaves a line of news in the same transaction. A date of a series is part of the series' entry.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Time, bindparam, delete, insert, or_, select, union

from storage.columns import Instant
from storage.planning_records import CalendarNews
from storage.planning_tables import calendar_news
from storage.records import Meeting, MeetingState, Series
from storage.rows import many, one
from storage.statements import ID, adding, among, by, changing, if_new
from storage.tables import meeting, series

_ADD_SERIES = adding(series)
_CHANGE_SERIES = changing(series)
_ADD = adding(meeting)
_CHANGE = changing(meeting)
_CHANGED_AT = bindparam("changed_at", type_=Instant())
_RAISE = changing(meeting).values(sequence=meeting.c.sequence + 1, changed_at=_CHANGED_AT)
_RAISE_SERIES = changing(series).values(sequence=series.c.sequence + 1, changed_at=_CHANGED_AT)
_SHOWN_IN_CALENDARS = frozenset({"held_on", "begins", "minutes"})
_ADD_NEWS = insert(calendar_news)
_NEWS = select(calendar_news).order_by(calendar_news.c.id)
_BY_ID = by(meeting, "id")
_SERIES_BY_ID = by(series, "id")
_SERIES_OF = by(series, "body_id").where(series.c.active).order_by(series.c.id)
_RUNNING = select(series).where(series.c.active).order_by(series.c.id)
_IN_ORDER = (meeting.c.held_on, meeting.c.begins, meeting.c.id)
_EVERY = (
    select(meeting)
    .where(among(meeting.c.body_id, "body_ids"))
    .where(meeting.c.held_on >= bindparam("since"), meeting.c.held_on <= bindparam("until"))
    .order_by(*_IN_ORDER)
)
_PLANNED = _EVERY.where(meeting.c.state == MeetingState.PLANNED)
_UIDS = union(*(select(one.c.uid).where(one.c.body_id == bindparam("body_id")) for one in (series, meeting)))
_EVERY_DATE = by(meeting, "series_id").order_by(meeting.c.planned_on)
_WITH_ORIGIN = by(meeting, "body_id").where(meeting.c.origin.is_not(None)).order_by(meeting.c.id)
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
    tx: Connection,
    body_id: int,
    rule: str,
    starts_on: date,
    begins: time,
    minutes: int,
    ends_on: date | None,
    *,
    skips: str = "",
    now: datetime,
) -> int:
    values: dict[str, Any] = {"rule": rule, "starts_on": starts_on, "begins": begins, "minutes": minutes}
    values |= {"active": True, "ends_on": ends_on, "skips": skips, "body_id": body_id}
    series_id = int(tx.execute(_ADD_SERIES, values | _new_entry(now)).scalar_one())
    _tell(tx, body_id, series_id=series_id)
    return series_id


def change_series(tx: Connection, series_id: int, *, now: datetime, **values: Any) -> None:
    tx.execute(_CHANGE_SERIES, {ID: series_id, **values})
    _raise_series(tx, series_id, now)


def end_series(tx: Connection, series_id: int, *, now: datetime) -> None:
    change_series(tx, series_id, now=now, active=False)


def series_by_id(tx: Connection, series_id: int) -> Series:
    """Raises LookupError for an unknown id."""
    found = one(Series, tx.execute(_SERIES_BY_ID, {"id": series_id}).first())
    if found is None:
        raise LookupError(f"no series {series_id}")
    return found


def series_of(tx: Connection, body_id: int) -> list[Series]:
    """The running series of a body."""
    return many(Series, tx.execute(_SERIES_OF, {"body_id": body_id}))


def running_series(tx: Connection) -> list[Series]:
    return many(Series, tx.execute(_RUNNING))


def add(
    tx: Connection,
    body_id: int,
    held_on: date,
    begins: time,
    minutes: int,
    series_id: int | None = None,
    *,
    now: datetime,
    origin: str | None = None,
) -> None:
    """Plan a meeting; the date of a series that was planned before is left as it has become.

    `origin`: the mark of the entry in somebody's calendar file that it was taken over from.
    """
    row: dict[str, Any] = {"body_id": body_id, "series_id": series_id, "planned_on": held_on, "held_on": held_on}
    row |= {"begins": begins, "minutes": minutes, "state": MeetingState.PLANNED, "origin": origin}
    if series_id is not None:  # the rule of the series stands in calendars already
        tx.execute(if_new(tx.dialect.name, meeting), row | _new_entry(now))
    else:
        _tell(tx, body_id, meeting_id=int(tx.execute(_ADD, row | _new_entry(now)).scalar_one()))


def change(tx: Connection, meeting_id: int, *, now: datetime, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: meeting_id, **values})
    cancelled = values.get("state") == MeetingState.CANCELLED
    if not (cancelled or _SHOWN_IN_CALENDARS & values.keys()):
        return
    tx.execute(_RAISE, {ID: meeting_id, "changed_at": now})
    changed = tx.execute(_BY_ID, {"id": meeting_id}).one()
    if changed.series_id is None:
        _tell(tx, changed.body_id, meeting_id=meeting_id)
    else:
        _raise_series(tx, changed.series_id, now)


def take_news(tx: Connection) -> list[CalendarNews]:
    """What changed in the calendars since this was last asked, each thing once, in order of its first change."""
    news = list(dict.fromkeys(many(CalendarNews, tx.execute(_NEWS))))
    if news:
        tx.execute(delete(calendar_news))
    return news


def _new_entry(now: datetime) -> dict[str, Any]:
    return {"uid": uuid4().hex, "sequence": 0, "changed_at": now}


def _raise_series(tx: Connection, series_id: int, now: datetime) -> None:
    tx.execute(_RAISE_SERIES, {ID: series_id, "changed_at": now})
    _tell(tx, series_by_id(tx, series_id).body_id, series_id=series_id)


def _tell(tx: Connection, body_id: int, *, series_id: int | None = None, meeting_id: int | None = None) -> None:
    tx.execute(_ADD_NEWS, {"body_id": body_id, "series_id": series_id, "meeting_id": meeting_id})


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


def every_date(tx: Connection, series_id: int) -> list[Meeting]:
    """All meetings of a series, whatever became of them, in the order in which the series planned them."""
    return many(Meeting, tx.execute(_EVERY_DATE, {"series_id": series_id}))


def every(tx: Connection, body_ids: Collection[int], since: date, until: date | None = None) -> list[Meeting]:
    """All meetings of these bodies from `since` to `until`, whatever became of them, in order of time."""
    span = {"body_ids": list(body_ids), "since": since, "until": until or date.max}
    return many(Meeting, tx.execute(_EVERY, span))


def origins(tx: Connection, body_id: int) -> dict[str, Meeting]:
    """The meetings of a body that were taken over from somebody's calendar file, by the mark of their entry."""
    rows = tx.execute(_WITH_ORIGIN, {"body_id": body_id}).all()
    return dict(zip((row.origin for row in rows), many(Meeting, rows), strict=True))


def uids(tx: Connection, body_id: int) -> set[str]:
    """By what calendars know the series and meetings of a body."""
    return set(tx.execute(_UIDS, {"body_id": body_id}).scalars())
