"""The town's days off: closing days, the recess, and what is known of holidays and school breaks."""

from datetime import date, timedelta
from typing import Annotated

from commands import planning
from commands.context import Context
from commands.dates.readings import Span
from commands.kinds import TEXT
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.timing import SPAN
from storage import town_calendar

part = Part()

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=120)
_AHEAD = timedelta(days=365)


@part.command("closing_days.add", de=("schließtag", "schließung"), en=("closing day",), right=Right.SETUP)
def add_closing_day(ctx: Context, span: Annotated[Span, SPAN], name: Annotated[str, TEXT] = "") -> None:
    """Close the town hall on a day or from one to another; prompts and deadlines make way for it."""
    first, last = _bounds(ctx, span)
    for day in _days(first, last):
        if first != last and ctx.calendar.closing_reason(day):
            continue  # of several days only those need a word that would have been worked
        town_calendar.close_day(ctx.tx, day, name or ctx.voice.plain(phrase("closing_days.unnamed")))
        ctx.made("closing_day", day.toordinal())
    _plan_anew(ctx)
    ctx.say("closing_days.add.done" if first == last else "closing_days.add.many", day=first, last=last)


@part.command(
    "closing_days.drop",
    de=(
        *("schließtag löschen", "schließtag streichen", "schließtag weg", "schließtag entfernen"),
        *("schließtag aufheben", "schließtage löschen"),
    ),
    en=("closing day drop", "closing day remove"),
    right=Right.SETUP,
)
def drop_closing_day(ctx: Context, span: Annotated[Span, SPAN]) -> None:
    """Open the town hall again, also on a day that the town's own file closes."""
    first, last = _bounds(ctx, span)
    closed = [day for day in _days(first, last) if day in ctx.calendar.closed]
    if not closed:
        raise Refused("closing_days.unknown", day=first)
    for day in closed:
        town_calendar.forget_day(ctx.tx, day)
        if day in ctx.house.calendar.closed:
            town_calendar.open_day(ctx.tx, day)
    _plan_anew(ctx)
    ctx.say("closing_days.drop.done" if len(closed) == 1 else "closing_days.drop.many", day=closed[0], last=closed[-1])


@part.command("closing_days.list", de=("schließtage",), en=("closing days",), receipt=False)
def list_closing_days(ctx: Context) -> None:
    """List the town's own closing days of the coming year."""
    lines = _closing_lines(ctx, ctx.today, ctx.today + _AHEAD)
    ctx.say("closing_days.title" if lines else "closing_days.none")
    ctx.list(lines)


@part.command(
    "recess.show", de=("sitzungspause", "sommerpause"), en=("recess",), right=Right.SETUP, right_bare=Right.MEMBER
)
def recess(ctx: Context, span: Annotated[Span | None, SPAN] = None, name: Annotated[str, TEXT] = "") -> None:
    """Enter the weeks in which formal bodies do not meet; without days, show them."""
    if span is None:
        ctx.answer.asked_back = True
        _show_recess(ctx)
        return
    first, last = _bounds(ctx, span)
    thing = town_calendar.add_recess(ctx.tx, name or ctx.voice.plain(phrase("recess.unnamed")), first, last)
    ctx.made("recess", thing)
    _plan_anew(ctx)
    ctx.say("recess.add.done", first=first, last=last)


@part.command(
    "recess.drop",
    de=("sitzungspause löschen", "sitzungspause streichen", "sitzungspause aufheben", "sitzungspause weg"),
    en=("recess drop", "recess remove"),
    right=Right.SETUP,
)
def drop_recess(ctx: Context, span: Annotated[Span, SPAN]) -> None:
    """Take back a recess that was entered by command."""
    day = _first(ctx, span)
    found = [one for one in town_calendar.recesses(ctx.tx) if one.first_on <= day <= one.last_on]
    if not found:
        raise Refused("recess.unknown", day=day)
    for one in found:
        town_calendar.drop_recess(ctx.tx, one.id)
    _plan_anew(ctx)
    ctx.say("recess.drop.done", first=found[0].first_on, last=found[0].last_on)


@part.command(
    "days_off.list",
    de=("feiertage", "ferien", "feiertag", "schulferien"),
    en=("holidays", "school holidays", "public holidays"),
    receipt=False,
)
def days_off(ctx: Context, span: Annotated[Span | None, SPAN] = None) -> None:
    """List public holidays, school breaks, closing days and the recess of a span, or of the coming year."""
    first = _first(ctx, span) if span else ctx.today
    last = span.last.day if span and span.last else first + _AHEAD
    if last - first > 2 * _AHEAD:
        raise Refused("days_off.too_long")
    ctx.say("days_off.title", first=first, last=last)
    holidays = [(day, ctx.calendar.holiday(day)) for day in _days(first, last)]
    _listed(ctx, "days_off.holidays", [phrase("days_off.day", day=day, name=name) for day, name in holidays if name])
    breaks = [_span_line(one.name, one.first, one.last) for one in ctx.calendar.school_breaks(first, last)]
    _listed(ctx, "days_off.school", breaks)
    _listed(ctx, "closing_days.title", _closing_lines(ctx, first, last))
    known = ctx.calendar.school_data_until()
    if last > known:
        ctx.say("days_off.horizon", day=known)


def _listed(ctx: Context, title: str, lines: list[Phrase]) -> None:
    if lines:
        ctx.say(title)
        ctx.list(lines)


def _show_recess(ctx: Context) -> None:
    own = [one for one in ctx.calendar.recesses if one.last >= ctx.today]
    _listed(ctx, "recess.title", [_span_line(one.name, one.first, one.last) for one in own])
    if not own:
        summer = ctx.calendar.break_span("Sommerferien", ctx.today)
        if summer is None:
            ctx.say("days_off.horizon", day=ctx.calendar.school_data_until())
        else:
            ctx.say("recess.usual", first=summer.first, last=summer.last)


def _closing_lines(ctx: Context, first: date, last: date) -> list[Phrase]:
    """Closing days from `first` to `last`; those of one name with nothing but days off between them are one line."""
    runs: list[tuple[date, date, str]] = []
    for day, name in sorted(ctx.calendar.closed.items()):
        if not first <= day <= last:
            continue
        if runs and runs[-1][2] == name and not ctx.calendar.working_days_between(runs[-1][1] + _DAY, day - _DAY):
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    return [_span_line(name, begin, end) for begin, end, name in runs]


def _span_line(name: str, first: date, last: date) -> Phrase:
    return phrase("days_off.day" if first == last else "days_off.span", day=first, last=last, name=name)


def _bounds(ctx: Context, span: Span) -> tuple[date, date]:
    first, last = _first(ctx, span), span.last.day if span.last else _first(ctx, span)
    if last < ctx.today:
        raise Refused("date.past", day=last)
    if last - first > _LONGEST:
        raise Refused("closing_days.too_long", days=_LONGEST.days)
    return first, last


def _first(ctx: Context, span: Span) -> date:
    """„bis 3.9.“ begins today."""
    return span.first.day if span.first else ctx.today


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _plan_anew(ctx: Context) -> None:
    ctx.forget()
    planning.plan_everything(ctx)
