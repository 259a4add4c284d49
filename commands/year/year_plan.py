"""The year's dates of a body: proposed, edited as a draft, published."""

from datetime import date, time
from typing import Annotated

from commands import planning, posts
from commands.context import SLOT, Context
from commands.dates.readings import Moment
from commands.kinds import after
from commands.registry import Part
from commands.rules import meetings as meeting_rules
from commands.rules import times
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.rules.year_grid import check_wish
from commands.timing import LENGTH_AT_END
from commands.year.plan_kinds import PLAN, PLAN_DATE, PLAN_MOMENT, PLAN_MOMENT_OR_TIME, PlanSaid, draft_of
from commands.year.plan_proposal import completed, refuse_empty, search, standing_days, store, wish_of
from commands.year.plan_words import published, show_draft, warn
from storage import meetings, year_plan
from storage.planning_records import PlanDate, PlanDraft
from storage.records import Meeting

part = Part()

_AHEAD = 3
"""So many years ahead are planned at most."""

_AUTUMN = 9
"""From this month on, a plan without a year is for the next one: dates are fixed in November (domain 2.1)."""


# -- proposing --------------------------------------------------------------------------------------------------------


@part.command(
    "year_plan.propose",
    de=("jahresplan", "jahresplan neu", "jahresplanung"),
    en=("yearplan", "year plan"),
    right=Right.LEAD,
)
def propose(ctx: Context, said: Annotated[PlanSaid, PLAN] = PlanSaid()) -> None:  # noqa: B008  (a frozen value)
    """Propose a year's dates for this body as a draft; without a wish, show the draft that there is."""
    draft = year_plan.of_body(ctx.tx, ctx.body.id)
    if draft and not said.text:
        show_draft(ctx, draft)
        return
    if planning.running(ctx):
        raise Refused("plan.series_runs", body=ctx.body.name)
    year = said.year or ctx.today.year + (ctx.today.month >= _AUTUMN)
    if not ctx.today.year <= year <= ctx.today.year + _AHEAD:
        raise Refused("plan.year", year=str(year), first=str(ctx.today.year), last=str(ctx.today.year + _AHEAD))
    full = completed(ctx, said)
    if full.begins is None or not (full.weekdays or full.rhythm):
        _ask(ctx, full, year)
        return
    wish = wish_of(ctx, full, year)
    check_wish(wish)
    minutes = full.minutes or 60
    meeting_rules.check_minutes(minutes)
    replaced = year_plan.discard(ctx.tx, ctx.body.id)
    proposal = search(ctx, wish, full.begins, minutes)
    if not proposal.dates:
        refuse_empty(ctx, year)
    draft = store(ctx, proposal, year, full.begins, minutes)
    show_draft(ctx, draft, proposal.dropped)
    if replaced:
        ctx.say("plan.replaced")


def _ask(ctx: Context, said: PlanSaid, year: int) -> None:
    """Ask for the weekday, the time or both; the answer completes the order."""
    missing = "both" if said.begins is None and not said.weekdays else "time" if said.begins is None else "weekday"
    ctx.say(f"plan.ask.{missing}")
    named = [] if said.year else [str(year)]
    order = " ".join(["jahresplan" if ctx.language == "de" else "yearplan", *named, said.text, SLOT])
    ctx.ask([], hours=0.5, back=True, slot="plan", slot_command=order)


# -- editing ----------------------------------------------------------------------------------------------------------


@part.command(
    "year_plan.show",
    de=("jahresplan zeigen", "jahresplan entwurf"),
    en=("yearplan show", "year plan show"),
    receipt=False,
)
def show(ctx: Context) -> None:
    """Show the draft."""
    show_draft(ctx, draft_of(ctx))


@part.command(
    "year_plan.move",
    de=(
        "jahresplan verschieben",
        "jahresplan # auf",
        "jahresplan # verschieben",
        "jahresplan # am",
        "jahresplan # zum",
    ),
    en=("yearplan move", "yearplan # to", "year plan move"),
    right=Right.LEAD,
)
def move(
    ctx: Context,
    one: Annotated[PlanDate, PLAN_DATE],
    moment: Annotated[Moment | time, after("auf", "to", "am", "on", kind=PLAN_MOMENT_OR_TIME)],
) -> None:
    """Move one date of the draft."""
    draft = draft_of(ctx)
    if isinstance(moment, time):
        moment = Moment(one.held_on, moment)
    begins = moment.time or one.begins
    if (moment.day, begins) == (one.held_on, one.begins):
        raise Refused("plan.same", number=one.number, moment=Moment(one.held_on, one.begins))
    _check(ctx, draft, moment.day, begins, other_than=one)
    year_plan.change(ctx.tx, one.id, held_on=moment.day, begins=begins, instead_of=None, reason=None, because=None)
    before, now = Moment(one.held_on, one.begins), Moment(moment.day, begins)
    ctx.say("plan.moved", number=one.number, before=before, moment=now)
    warn(ctx, moment.day, begins, one.minutes)


@part.command(
    "year_plan.drop",
    de=(
        *("jahresplan streichen", "jahresplan # streichen", "jahresplan löschen", "jahresplan # löschen"),
        *("jahresplan # weg", "jahresplan # raus", "jahresplan # absagen"),
    ),
    en=("yearplan drop", "yearplan # drop", "year plan drop"),
    right=Right.LEAD,
)
def drop(ctx: Context, one: Annotated[PlanDate, PLAN_DATE]) -> None:
    """Take one date out of the draft; the numbers of the others stay."""
    year_plan.drop(ctx.tx, one.id)
    left = len(year_plan.dates(ctx.tx, one.draft_id))
    ctx.say("plan.dropped", number=one.number, moment=Moment(one.held_on, one.begins), count=left)


@part.command(
    "year_plan.add",
    de=("jahresplan dazu", "jahresplan plus", "jahresplan +", "jahresplan hinzufügen"),
    en=("yearplan add", "year plan add"),
    right=Right.LEAD,
)
def add(
    ctx: Context,
    moment: Annotated[Moment, PLAN_MOMENT],
    minutes: Annotated[int | None, LENGTH_AT_END] = None,
) -> None:
    """Add a date to the draft."""
    draft = draft_of(ctx)
    begins, minutes = moment.time or draft.begins, minutes or draft.minutes
    meeting_rules.check_minutes(minutes)
    _check(ctx, draft, moment.day, begins)
    year_plan.add(ctx.tx, draft.id, [{"held_on": moment.day, "begins": begins, "minutes": minutes}])
    added = next(one for one in year_plan.dates(ctx.tx, draft.id) if one.held_on == moment.day)
    ctx.say("plan.added", number=added.number, moment=Moment(moment.day, begins))
    warn(ctx, moment.day, begins, minutes)


def _check(ctx: Context, draft: PlanDraft, day: date, begins: time, other_than: PlanDate | None = None) -> None:
    """Refuse a day that has passed, lies in another year, or has a date already."""
    if day.year != draft.year:
        raise Refused("plan.other_year", day=day, year=str(draft.year))
    standing = standing_days(ctx, day, day)
    meeting_rules.check_new_date(day, begins, ctx.now, ctx.house.zone, standing)
    same = [one for one in year_plan.dates(ctx.tx, draft.id) if one.held_on == day and one != other_than]
    if same:
        raise Refused("plan.same_day", day=day, number=same[0].number)


@part.command(
    "year_plan.discard", de=("jahresplan verwerfen",), en=("yearplan discard", "year plan discard"), right=Right.LEAD
)
def discard(ctx: Context) -> None:
    """Throw the draft away."""
    draft = draft_of(ctx)
    year_plan.discard(ctx.tx, ctx.body.id)
    ctx.say("plan.discarded", year=str(draft.year))


# -- publishing -------------------------------------------------------------------------------------------------------


@part.command(
    "year_plan.publish",
    de=("jahresplan veröffentlichen", "jahresplan fertig", "jahresplan ok", "jahresplan eintragen"),
    en=("yearplan publish", "year plan publish"),
    right=Right.LEAD,
    final=True,
)
def publish(ctx: Context) -> None:
    """Enter the dates of the draft, order their prompts, and post the plan with the days counted back."""
    draft = draft_of(ctx)
    dates = year_plan.dates(ctx.tx, draft.id)
    if not dates:
        raise Refused("plan.empty", year=str(draft.year))
    entered = [meeting for one in dates if (meeting := _enter(ctx, one))]
    skipped = [one.held_on for one in dates if one.held_on not in {meeting.held_on for meeting in entered}]
    year_plan.discard(ctx.tx, ctx.body.id)
    if entered:
        posts.write(ctx, ctx.body, published(ctx, draft, entered), f"plan/{ctx.body.id}/{draft.id}")
    ctx.say("plan.published", count=len(entered), year=str(draft.year))
    if skipped:
        ctx.say("plan.skipped", days=tuple(skipped))


def _enter(ctx: Context, one: PlanDate) -> Meeting | None:
    """The meeting of a date of the draft; None where the day has passed or the body meets already."""
    if standing_days(ctx, one.held_on, one.held_on):
        return None
    if times.instant(one.held_on, one.begins, ctx.house.zone) <= ctx.now:
        return None
    meetings.add(ctx.tx, ctx.body.id, one.held_on, one.begins, one.minutes, now=ctx.now)
    (meeting,) = meetings.planned(ctx.tx, [ctx.body.id], one.held_on, one.held_on)
    planning.plan_meeting(ctx, meeting)
    return meeting
