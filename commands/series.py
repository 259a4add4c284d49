"""Series: the rhythm in which a body meets, shown, begun, changed from a day on, and ended."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from commands import planning
from commands.calendar.left_out import left_out_phrase
from commands.calling_off import call_off
from commands.context import SLOT, Context, Option
from commands.dates.readings import Rhythm
from commands.dates.rhythm_wording import rhythm_words
from commands.new_rhythm import move_dates
from commands.registry import Part
from commands.rules import meetings as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import ONLY_TIME, SERIES, SERIES_IF_SAID, SaidRhythm
from storage import meetings
from storage.records import MeetingState, Series

part = Part()

_USUAL_MINUTES = 30
_NEXT = 3
"""So many dates are said back, and so many days that fall away."""


@part.command("series.show", de=("reihe zeigen", "rhythmus zeigen"), en=("series show", "rhythm show"), receipt=False)
def show(ctx: Context) -> None:
    """Show the body's series with its next dates and what it leaves out."""
    found = planning.running(ctx)
    if not found:
        raise Refused("series.none_yet")
    for one in found:
        ctx.say("series.shown", rhythm=_words(ctx, one, start=one.starts_on > ctx.today))
        _say_dates(ctx, one)


@part.command(
    "series.start",
    de=("reihe", "rhythmus", "serie", "turnus"),
    en=("series", "rhythm"),
    right=Right.LEAD,
    right_bare=Right.MEMBER,
)
def start(ctx: Context, said: Annotated[SaidRhythm | None, SERIES_IF_SAID] = None) -> None:
    """Let the body meet in a rhythm; 30 minutes unless the rhythm says otherwise. Without one, show the running one."""
    if said is None:
        ctx.answer.asked_back = True  # nothing was recorded, so there is nothing to mark as done
        show(ctx)
        return
    _check_day(said)
    if planning.running(ctx):
        _offer_change(ctx, said)
        return
    if said.rhythm.time is None:
        _ask_time(ctx, said)
        return
    series = _begin(ctx, said.rhythm)
    planning.extend(ctx, series)
    _say_begun(ctx, "series.start.done", series)
    _say_guessed(ctx, said)


@part.command(
    "series.change",
    de=("reihe ändern", "reihe ändern auf", "reihe auf", "reihe verlegen", "rhythmus ändern", "rhythmus ändern auf"),
    en=("series change", "series change to", "series to", "rhythm change"),
    right=Right.LEAD,
)
def change(ctx: Context, said: Annotated[SaidRhythm, SERIES]) -> None:
    """Let the body meet in another rhythm, from now or from the day that is named on; topics go to the nearest date."""
    before = planning.running(ctx)
    if not before:
        raise Refused("series.none_yet")
    old = before[-1]
    if said.note == ONLY_TIME:  # the days stay
        said = replace(said, rhythm=replace(planning.rhythm_of(old), time=said.rhythm.time), start_said=False, note="")
    _check_day(said)
    rhythm = said.rhythm
    since = rhythm.starts_on if said.start_said else _first_open_day(ctx)
    series = _begin(ctx, rhythm, like=old)
    for one in before:
        meetings.change_series(ctx.tx, one.id, now=ctx.now, ends_on=_earlier(one.ends_on, since - timedelta(days=1)))
    moved, parked = move_dates(ctx, before, series, since)
    _say_begun(ctx, "series.change.done", series)
    if moved:
        ctx.say("series.change.moved", count=moved)
    if parked:
        ctx.say("series.change.parked", count=parked)
    if since > ctx.today + timedelta(days=1):
        ctx.say("series.change.until", day=since - timedelta(days=1), rhythm=_words(ctx, old))
    _say_guessed(ctx, said)


@part.command(
    "series.end",
    de=("reihe beenden", "reihe ende", "reihe stoppen", "reihe löschen", "reihe streichen", "reihe absagen"),
    en=("series end", "series stop", "series drop"),
    right=Right.LEAD,
)
def end(ctx: Context) -> None:
    """End the body's series: dates without topics fall away, topics of the others go to the backlog."""
    found = planning.running(ctx)
    if not found:
        raise Refused("series.none")
    for series in found:
        meetings.end_series(ctx.tx, series.id, now=ctx.now)
        coming = meetings.of_series(ctx.tx, series.id, ctx.today)
        coming = [one for one in coming if rules.starts_at(one, ctx.house.zone) > ctx.now]
        for meeting in coming:  # all of them before any topic moves, or it would move from one to the next
            meetings.change(ctx.tx, meeting.id, now=ctx.now, state=MeetingState.CANCELLED)
        for meeting in coming:
            call_off(ctx, meeting)
    ctx.say("series.end.done")


def _check_day(said: SaidRhythm) -> None:
    if said.note in ("rhythm.day_guessed", ONLY_TIME):
        raise Refused("rhythm.open_day")


def _begin(ctx: Context, rhythm: Rhythm, like: Series | None = None) -> Series:
    """Keep a new series; what the rhythm does not say it has from the one that it is `like`."""
    begins = rhythm.time or (like.begins if like else None)
    assert begins is not None
    minutes = rhythm.minutes or (like.minutes if like else _USUAL_MINUTES)
    rules.check_minutes(minutes)
    series_id = meetings.add_series(
        ctx.tx,
        ctx.body.id,
        rhythm.rrule,
        rhythm.starts_on,
        begins,
        minutes,
        rhythm.ends_on,
        skips=",".join(rhythm.skips),
        now=ctx.now,
    )
    return meetings.series_by_id(ctx.tx, series_id)


def _first_open_day(ctx: Context) -> date:
    """Today, or tomorrow if the meeting of today has begun."""
    today = meetings.planned(ctx.tx, [ctx.body.id], ctx.today, ctx.today)
    begun = any(rules.starts_at(one, ctx.house.zone) <= ctx.now for one in today)
    return ctx.today + timedelta(days=begun)


def _earlier(first: date | None, second: date) -> date:
    return second if first is None else min(first, second)


# -- asking back ------------------------------------------------------------------------------------------------------


def _offer_change(ctx: Context, said: SaidRhythm) -> None:
    """A body has one series; who begins another probably wants to change it."""
    words = rhythm_words(said.rhythm, ctx.language, start=said.start_said or _skips_weeks(said))
    order = f"reihe ändern {words}" if ctx.language == "de" else f"series change {words}"
    ctx.say("series.running", rhythm=_words(ctx, planning.running(ctx)[-1]))
    ctx.ask([Option(phrase("series.change.offer"), order)], hours=1, back=True)


def _ask_time(ctx: Context, said: SaidRhythm) -> None:
    words = rhythm_words(said.rhythm, ctx.language, start=True)
    ctx.say("series.which_time", rhythm=words)
    word = "reihe" if ctx.language == "de" else "series"
    ctx.ask([], hours=1, back=True, slot="clock", slot_command=f"{word} {SLOT}, {words}")


# -- saying back ------------------------------------------------------------------------------------------------------


def _words(ctx: Context, series: Series, *, start: bool = False) -> str:
    return rhythm_words(planning.rhythm_of(series), ctx.language, start=start)


def _say_begun(ctx: Context, key: str, series: Series) -> None:
    found = meetings.of_series(ctx.tx, series.id, ctx.today)
    if found:
        ctx.say(key, rhythm=_words(ctx, series), moment=planning.moment(found[0]))
    else:
        ctx.say("series.later", rhythm=_words(ctx, series), day=series.starts_on)
    _say_dates(ctx, series, first=1)


def _say_dates(ctx: Context, series: Series, first: int = 0) -> None:
    """The next dates, the days that fall away meanwhile, and where knowledge ends."""
    days = [one.held_on for one in meetings.of_series(ctx.tx, series.id, ctx.today)]
    if days[first:_NEXT]:
        ctx.say("series.then" if first else "series.next", days=tuple(days[first:_NEXT]))
    expansion = planning.expanded(ctx, series)
    if expansion.left_out:
        some = expansion.left_out[:_NEXT]
        named = tuple(left_out_phrase(one) for one in some)
        more = len(expansion.left_out) - len(some)
        ctx.say("series.left_out", days=named, more=phrase("series.left_out.more", count=more) if more else "")
    if expansion.unknown_from:
        ctx.say("series.unknown", until=ctx.calendar.school_data_until())


def _skips_weeks(said: SaidRhythm) -> bool:
    """Whether the beginning says which weeks or months are meant."""
    return "INTERVAL" in said.rhythm.rrule


def _say_guessed(ctx: Context, said: SaidRhythm) -> None:
    if said.note == "rhythm.weekday_guessed":
        ctx.say("series.guessed.weekday")
    elif said.note == "rhythm.start_open" and _skips_weeks(said):
        ctx.say("series.guessed.start")
