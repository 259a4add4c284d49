"""What stands against a day of a body's plan: days off, committees, other bodies, the steering group's invitation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from commands import planning
from commands.context import Context
from commands.dates.expansion import expansion
from commands.dates.wording import day_words
from commands.rules import lead_times as lead_rules
from commands.rules.year_plan import Hindrance, Reason
from commands.year import chains
from storage import bodies, committees, meetings, rooms, year_plan
from storage.records import Body, BodyKind, BodyState, MeetingState


@dataclass(frozen=True)
class Taken:
    """A stretch of a day at which another body meets, in minutes of the day."""

    begins: int
    ends: int
    sign: str


class PlanCalendar:
    """The checks for the dates of one body between two days, gathered once."""

    def __init__(self, ctx: Context, body: Body, first: date, last: date) -> None:
        self._calendar, self._language = ctx.calendar, ctx.language
        self._formal = body.kind is not BodyKind.EXCHANGE
        self._committees = {one.held_on: one.committee for one in reversed(committees.coming(ctx.tx, first))}
        self._taken = _taken(ctx, body, first, last)
        self._late = _too_late(ctx, body, first, last)

    def hard(self, day: date, begins: time, minutes: int) -> Reason | None:
        """Why a body cannot meet then. A jour fixe meets in school breaks and in the recess too."""
        reason = self._calendar.closing_reason(day)
        if reason:
            return Reason(Hindrance(reason[0]), reason[1])
        if self._formal:
            if name := self._calendar.school_break(day):
                return Reason(Hindrance.SCHOOL, name)
            if name := self._calendar.recess(day):
                return Reason(Hindrance.RECESS, name)
            if day in self._committees:
                return Reason(Hindrance.COMMITTEE, self._committees[day])
        start = begins.hour * 60 + begins.minute
        for one in self._taken.get(day, ()):
            if start < one.ends and one.begins < start + minutes:
                return Reason(Hindrance.MEETING, one.sign)
        return None

    def soft(self, day: date) -> Reason | None:
        """Whether a working group's result of that day would miss the invitation of the next steering group."""
        for result_by, held_on, sign in self._late:
            if result_by < day <= held_on:
                return Reason(Hindrance.LATE, f"{sign} {day_words(held_on, self._language)}")
        return None

    def against(self, day: date, begins: time, minutes: int) -> Reason | None:
        return self.hard(day, begins, minutes) or self.soft(day)


def _taken(ctx: Context, body: Body, first: date, last: date) -> dict[date, list[Taken]]:
    """When the bodies meet that share members with this one: planned, in a running series, or drafted."""
    found: dict[date, list[Taken]] = defaultdict(list)
    people = _people(ctx, body)
    others = [one for one in bodies.every(ctx.tx) if one.id != body.id and one.state is BodyState.ACTIVE]
    for other in others:
        if people.isdisjoint(_people(ctx, other)):
            continue
        for day, begins, minutes in _times(ctx, other, first, last):
            start = begins.hour * 60 + begins.minute
            found[day].append(Taken(start, start + minutes, other.sign))
    return found


def _times(ctx: Context, body: Body, first: date, last: date) -> Iterable[tuple[date, time, int]]:
    """The days and times of a body, called-off ones left out."""
    known = set()
    for one in meetings.every(ctx.tx, [body.id], first, last):
        known.add((one.series_id, one.planned_on))
        if one.state is not MeetingState.CANCELLED:
            yield one.held_on, one.begins, one.minutes
    for series in meetings.series_of(ctx.tx, body.id):
        for day in expansion(planning.rhythm_of(series), max(first, ctx.today), last, ctx.calendar).held:
            if (series.id, day) not in known:
                yield day, series.begins, series.minutes
    yield from drafted(ctx, body)


def drafted(ctx: Context, body: Body) -> Iterable[tuple[date, time, int]]:
    """The days and times of a body's own draft."""
    draft = year_plan.of_body(ctx.tx, body.id)
    for one in year_plan.dates(ctx.tx, draft.id) if draft else ():
        yield one.held_on, one.begins, one.minutes


def _people(ctx: Context, body: Body) -> set[str]:
    """Who belongs to a body: those in its room and those with a role."""
    found = {one.user_id for one in bodies.role_holders(ctx.tx, body.id)}
    if body.room_id:
        found |= {one.user_id for one in rooms.members(ctx.tx, body.room_id)}
    return found - {ctx.house.bot_user}


def _too_late(ctx: Context, body: Body, first: date, last: date) -> list[tuple[date, date, str]]:
    """For a working group: (by when results are due, meeting, sign) of its steering group's meetings."""
    steering = chains.steering_of(ctx, body) if body.kind is BodyKind.OPERATIVE else None
    if steering is None:
        return []
    leads = planning.leads_of(ctx, steering)
    days = {day for day, _, _ in _times(ctx, steering, first, last)}
    working = ctx.calendar.previous_working_day
    return [(lead_rules.result_by(day, leads, working), day, steering.sign) for day in sorted(days)]
