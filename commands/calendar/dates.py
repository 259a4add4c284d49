"""The dates of bodies in a stretch of days: those that are planned, and those that a running series will still give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from commands import planning
from commands.context import Context
from commands.dates.expansion import expansion
from storage import meetings
from storage.records import Body, BodyState, Meeting, MeetingState, Series


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of a body. `planned_on` is the day that its series gave it; `meeting` is None where a series will give
    it but nothing has been planned yet."""

    body: Body
    series: Series | None
    planned_on: date
    day: date
    begins: time
    minutes: int
    meeting: Meeting | None


def in_span(ctx: Context, bodies: Sequence[Body], first: date, last: date) -> list[Dated]:
    """The dates of these bodies from `first` to `last`, both included, in order of time; cancelled ones left out."""
    known = {one.id: one for one in bodies}
    found: list[Dated] = []
    for one in meetings.every(ctx.tx, list(known), first, last):
        if one.state is not MeetingState.CANCELLED:
            found.append(dated(ctx, one, known[one.body_id]))
    for body in bodies:
        if body.state is BodyState.ACTIVE:
            for series in meetings.series_of(ctx.tx, body.id):
                found += _to_come(ctx, body, series, first, last)
    return sorted(found, key=lambda one: (one.day, one.begins, one.body.id))


def dated(ctx: Context, one: Meeting, body: Body) -> Dated:
    """A meeting with the series that it belongs to."""
    series = meetings.series_by_id(ctx.tx, one.series_id) if one.series_id is not None else None
    return Dated(body, series, one.planned_on, one.held_on, one.begins, one.minutes, one)


def _to_come(ctx: Context, body: Body, series: Series, first: date, last: date) -> list[Dated]:
    begin = max(first, planned_until(ctx, series) + timedelta(days=1))
    if begin > last:
        return []
    days = expansion(planning.rhythm_of(series), begin, last, ctx.calendar).held
    return [Dated(body, series, day, day, series.begins, series.minutes, None) for day in days]


def planned_until(ctx: Context, series: Series) -> date:
    """The last day up to which the dates of a series stand as meetings; the day before its first if there is none."""
    dates = meetings.every_date(ctx.tx, series.id)
    return max((one.planned_on for one in dates), default=series.starts_on - timedelta(days=1))
