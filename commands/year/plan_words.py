"""A draft of a year's dates in words, what stands against a date, and the published plan."""

from collections.abc import Sequence
from datetime import date, time

from commands import planning
from commands.context import Context, listing, paragraph
from commands.dates.readings import Moment
from commands.document import Document
from commands.rules.year_plan import Hindrance, Proposed, Reason
from commands.schedules import schedule_line
from commands.texts.voice import Phrase, Voice, phrase
from commands.year.plan_calendar import PlanCalendar
from commands.year.plan_proposal import standing_days
from storage import year_plan
from storage.planning_records import PlanDate, PlanDraft
from storage.records import Meeting

_STANDING = 12


def show_draft(ctx: Context, draft: PlanDraft, dropped: Sequence[Proposed] = ()) -> None:
    """The draft in order of time, each date under its number, with what stands already and what was left out."""
    dates = year_plan.dates(ctx.tx, draft.id)
    ctx.say("plan.title", body=ctx.body.name, year=str(draft.year), count=len(dates), minutes=draft.minutes)
    for run in _runs(dates):
        ctx.list([_line(one) for one in run], start=run[0].number)
    standing = standing_days(ctx, date(draft.year, 1, 1), date(draft.year, 12, 31))
    if standing:
        ctx.say("plan.standing", dates=tuple(one.held_on for one in standing[:_STANDING]))
    if dropped:
        gone = tuple(phrase("plan.gone", day=one.ideal, why=_because(one.reason)) for one in dropped)
        ctx.say("plan.left_out", days=gone)
    _say_horizon(ctx, draft.year)
    ctx.say("plan.how", number=dates[0].number if dates else 1)


def _runs(dates: Sequence[PlanDate]) -> list[list[PlanDate]]:
    """The dates in order of time; where the numbers do not follow each other, a new list begins."""
    runs: list[list[PlanDate]] = []
    for one in dates:
        if runs and one.number == runs[-1][-1].number + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _line(one: PlanDate) -> Phrase:
    moment = Moment(one.held_on, one.begins)
    if one.instead_of is None or one.reason is None:
        return phrase("plan.line", moment=moment)
    why = _because(Reason(Hindrance(one.reason), one.because or ""))
    return phrase("plan.line.instead", moment=moment, day=one.instead_of, why=why)


def _because(reason: Reason | None) -> Phrase:
    reason = reason or Reason(Hindrance.SPACING)
    return phrase(f"plan.because.{reason.hindrance}", name=reason.name)


def _say_horizon(ctx: Context, year: int) -> None:
    """Beyond the end of the school data the bot does not pretend that there are no breaks."""
    until = ctx.calendar.school_data_until()
    if until < date(year, 12, 31):
        ctx.say("plan.horizon", until=until)


def warn(ctx: Context, day: date, begins: time, minutes: int) -> None:
    """Say what stands against a date that the office has chosen."""
    reason = PlanCalendar(ctx, ctx.body, day, date(day.year, 12, 31)).against(day, begins, minutes)
    if reason:
        ctx.say("plan.warning", day=day, why=_because(reason))
    elif day > ctx.calendar.school_data_until():
        ctx.say("plan.horizon", until=ctx.calendar.school_data_until())


def published(ctx: Context, draft: PlanDraft, entered: Sequence[Meeting]) -> Document:
    """The plan as it is posted: each date with topic call, deadline for items and invitation."""
    voice = Voice(ctx.body.language)
    leads = planning.leads_of(ctx, ctx.body)
    lines = [schedule_line(ctx, one, leads) for one in entered]
    head = paragraph(voice, "plan.post", body=ctx.body.name, year=str(draft.year))
    return (head, *listing(voice, lines, start=1), paragraph(voice, "plan.post.how"))
