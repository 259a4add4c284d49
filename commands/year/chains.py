"""The chain from a committee's date back to the working groups, with the dates that are planned in this town."""

from collections.abc import Sequence
from datetime import date, timedelta

from commands import planning
from commands.context import Context
from commands.rules import backward as rules
from commands.rules import bodies as body_rules
from commands.rules import lead_times as lead_rules
from storage import bodies, meetings
from storage.planning_records import CommitteeDate
from storage.records import Body, BodyKind, BodyState, Meeting, MeetingState

_BACK = timedelta(days=60)
"""So far back meetings are looked at, to say that a link has passed."""


def steering_of(ctx: Context, body: Body) -> Body | None:
    """The steering group that a body reports to: itself, the next one above, or the one of the jour fixe's tree."""
    every = bodies.every(ctx.tx)
    known = {one.id: one for one in every}
    one: Body | None = body
    while one is not None and one.kind is not BodyKind.STRATEGIC:
        one = known[one.parent_id] if one.parent_id else None
    if one is None and body.kind is BodyKind.EXCHANGE:
        one = next((other for other in body_rules.family(body, every) if other.kind is BodyKind.STRATEGIC), None)
    return one if one and one.state is BodyState.ACTIVE else None


def working_groups(ctx: Context, body: Body, steering: Body) -> list[Body]:
    """Whose results are on the way: a working group's own in its room, elsewhere all those below the steering group."""
    if body.kind is BodyKind.OPERATIVE:
        return [body]
    below = body_rules.descendants(steering, bodies.every(ctx.tx))
    return [one for one in below if one.kind is BodyKind.OPERATIVE and one.state is BodyState.ACTIVE]


def paper_due(ctx: Context, committee: CommitteeDate) -> date:
    """By when a committee's papers are to be with the council's office."""
    town = planning.town_times(ctx)
    return lead_rules.paper_due(committee.held_on, committee.paper_due_on, town, ctx.calendar.previous_working_day)


def days_of(ctx: Context, body: Body, until: date) -> list[Meeting]:
    """The meetings of a body up to a day, those of the last weeks included; called-off ones are none."""
    found = meetings.every(ctx.tx, [body.id], ctx.today - _BACK, until)
    return [one for one in found if one.state is not MeetingState.CANCELLED]


def chain_to(ctx: Context, steering: Body, committee: CommitteeDate) -> rules.Chain:
    """The latest days before a committee's date."""
    due = paper_due(ctx, committee)
    return rules.chain(
        committee.held_on,
        due,
        planning.town_times(ctx),
        [one.held_on for one in days_of(ctx, steering, due)],
        planning.leads_of(ctx, steering),
        ctx.house.office_hours,
        ctx.calendar.is_working_day,
    )


def reached_from(
    ctx: Context, steering: Body, meeting_on: date, coming: Sequence[CommitteeDate]
) -> CommitteeDate | None:
    """The first committee's date for which this meeting of the steering group is the last one early enough."""
    return next((one for one in coming if chain_to(ctx, steering, one).steering_on == meeting_on), None)
