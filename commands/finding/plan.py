"""From the text of an order to the choices and the end of a finding."""

from datetime import date, datetime, time, timedelta

from commands import planning
from commands.context import Context
from commands.finding import post as finding_post
from commands.finding import proposals
from commands.rules import date_finding as rules
from commands.rules import meetings as meeting_rules
from commands.rules import times
from commands.rules.refusal import Refused
from storage import meetings
from storage.date_finding import Proposal
from storage.records import BodyKind

_USUAL_MINUTES = {BodyKind.EXCHANGE: 30}
_OTHERWISE = 60


def planned(ctx: Context, text: str) -> tuple[str | None, datetime, list[Proposal]]:
    """Title, end and choices of what was ordered. Raises Refused for what cannot be proposed, Unclear for what may be
    two dates."""
    wanted = proposals.wanted(text, ctx)
    minutes = wanted.minutes or _USUAL_MINUTES.get(ctx.body.kind, _OTHERWISE)
    meeting_rules.check_minutes(minutes)
    if wanted.rhythms:
        choices = _rhythms(ctx, wanted, minutes)
    elif wanted.period:
        choices = _own_proposals(ctx, wanted, minutes)
    else:
        choices = _dates(ctx, wanted, minutes)
    if len(choices) < rules.FEWEST:
        raise Refused("finding.too_few")
    if len(choices) > rules.MOST:
        raise Refused("finding.too_many", count=len(choices), most=rules.MOST)
    first = None if wanted.rhythms else min(_instant(ctx, one) for one in choices)
    return wanted.title, _closing(ctx, wanted, first), choices


def _closing(ctx: Context, wanted: proposals.Wanted, first: datetime | None) -> datetime:
    hours, zone, works = ctx.house.office_hours, ctx.house.zone, ctx.calendar.is_working_day
    if wanted.closes is None:
        return rules.usual_closing(ctx.now, first, hours, zone, works)
    day, at = wanted.closes.day, wanted.closes.time
    if at is None:
        day = times.last_open_day(day, hours, works)
        at = rules.closing_time(day, hours)
    closes_at = times.instant(day, at, zone)
    rules.check_closing(closes_at, ctx.now, first, zone)
    return closes_at


def _dates(ctx: Context, wanted: proposals.Wanted, minutes: int) -> list[Proposal]:
    found = {(one.day, one.begins): Proposal(one.day, one.begins, one.minutes or minutes) for one in wanted.slots}
    for day, begins in found:
        planned = meetings.planned(ctx.tx, [ctx.body.id], day, day)
        meeting_rules.check_new_date(day, begins, ctx.now, ctx.house.zone, planned)
    return sorted(found.values())


def _rhythms(ctx: Context, wanted: proposals.Wanted, minutes: int) -> list[Proposal]:
    if planning.running(ctx):
        raise Refused("finding.series_running")
    choices = []
    for one in wanted.rhythms:
        assert one.time is not None
        choices.append(
            Proposal(one.starts_on, one.time, one.minutes or minutes, one.rrule, one.ends_on, ",".join(one.skips))
        )
    return choices


def _own_proposals(ctx: Context, wanted: proposals.Wanted, minutes: int) -> list[Proposal]:
    """Slots in a period, from the day after tomorrow's working day on, so that there is time to answer."""
    assert wanted.period is not None
    first, last = wanted.period
    first = max(first, ctx.calendar.working_days_after(ctx.today, 2))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    own = {one.held_on for one in meetings.planned(ctx.tx, [ctx.body.id], first, last)}
    days = [day for day in days if ctx.calendar.is_working_day(day) and day not in own]
    taken: dict[date, list[tuple[time, time]]] = {}
    others = [one.id for one in finding_post.sharing(ctx, ctx.body)]
    for one in meetings.planned(ctx.tx, others, first, last):
        ends = meeting_rules.ends_at(one, ctx.house.zone).astimezone(ctx.house.zone).time()
        taken.setdefault(one.held_on, []).append((one.begins, ends))
    found = rules.slots(days, minutes, ctx.house.office_hours, taken)
    if len(found) < rules.FEWEST:
        raise Refused("finding.no_slots", first=wanted.period[0], last=last)
    return [Proposal(day, begins, minutes) for day, begins in found]


def _instant(ctx: Context, one: Proposal) -> datetime:
    return times.instant(one.starts_on, one.begins, ctx.house.zone)
