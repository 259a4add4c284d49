"""Single dates: planning, listing, moving, cancelling."""

from datetime import time
from typing import Annotated

from commands import concurrency, planning, posts
from commands.calling_off import call_off
from commands.concurrency import IN_SPITE_AT_END, MEETING_TO_MOVE
from commands.context import Context, Option
from commands.dates.readings import Moment, Span
from commands.kinds import REASON, after
from commands.registry import Part
from commands.rules import meetings as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import LENGTH_AT_END, MEETING, MOMENT_OR_HOURS, MOMENT_OR_TIME, said_back
from storage import agenda, meetings
from storage.records import Meeting

part = Part()

_USUAL_MINUTES = 30


# -- single dates -----------------------------------------------------------------------------------------------------


@part.command("meetings.add", de=("termin", "termin neu", "sitzung"), en=("meeting", "meeting new"), right=Right.LEAD)
def add(
    ctx: Context,
    hours: Annotated[Span, MOMENT_OR_HOURS],
    minutes: Annotated[int | None, LENGTH_AT_END] = None,
) -> None:
    """Plan a single date of the body."""
    moment = hours.first
    assert moment is not None
    begins = _time_of(moment)
    minutes = minutes or _minutes_of(hours) or _USUAL_MINUTES
    rules.check_minutes(minutes)
    planned = meetings.planned(ctx.tx, [ctx.body.id], moment.day, moment.day)
    rules.check_new_date(moment.day, begins, ctx.now, ctx.house.zone, planned)
    meetings.add(ctx.tx, ctx.body.id, moment.day, begins, minutes, now=ctx.now)
    (meeting,) = meetings.planned(ctx.tx, [ctx.body.id], moment.day, moment.day)
    planning.plan_meeting(ctx, meeting)
    ctx.say("meetings.add.done", body=ctx.body.name, moment=planning.moment(meeting), minutes=minutes)
    _warn_closed(ctx, meeting)


def _minutes_of(hours: Span) -> int:
    """From the first to the last clock time of a day; 0 where the end is open."""
    first, last = ((one.time if one else None) for one in (hours.first, hours.last))
    return (last.hour - first.hour) * 60 + last.minute - first.minute if first and last else 0


def _time_of(moment: Moment) -> time:
    if moment.time is None:
        raise Refused("meeting.no_time", day=moment.day)
    return moment.time


def _warn_closed(ctx: Context, meeting: Meeting) -> None:
    reason = ctx.calendar.closing_reason(meeting.held_on)
    if reason:
        ctx.say("meeting.on_closed_day", day=meeting.held_on, why=reason[1])


# -- moving and cancelling --------------------------------------------------------------------------------------------


@part.command(
    "meetings.move",
    de=("verschieben", "termin verschieben", "verlegen", "termin verlegen", "sitzung verschieben", "sitzung verlegen"),
    en=("move", "meeting move", "move meeting", "reschedule"),
    right=Right.LEAD,
)
def move(
    ctx: Context,
    meeting: Annotated[Meeting, MEETING_TO_MOVE],
    moment: Annotated[Moment | time, after("auf", "to", "nach", "zu", kind=MOMENT_OR_TIME)],
    in_spite: Annotated[str, IN_SPITE_AT_END] = "",
) -> None:
    """Move one date; its items move along, the other dates of the series stay."""
    if isinstance(moment, time):
        moment = Moment(meeting.held_on, moment)
    begins = _time_of(moment) if moment.part else moment.time or meeting.begins
    before = planning.moment(meeting)
    if (moment.day, begins) == (meeting.held_on, meeting.begins):
        raise Refused("meeting.there_already", moment=before)
    if not in_spite and _moved_at_once(ctx, meeting, Moment(moment.day, begins)):
        return
    planned = meetings.planned(ctx.tx, [ctx.body.id], moment.day, moment.day)
    others = [one for one in planned if one.id != meeting.id]
    rules.check_new_date(moment.day, begins, ctx.now, ctx.house.zone, others)
    meetings.change(ctx.tx, meeting.id, now=ctx.now, held_on=moment.day, begins=begins)
    moved = meetings.by_id(ctx.tx, meeting.id)
    assert moved is not None
    planning.plan_meeting(ctx, moved)
    posts.refresh_agenda(ctx, moved)
    items = agenda.of_meeting(ctx.tx, meeting.id)
    ctx.say("meetings.move.done", body=ctx.body.name, before=before, moment=planning.moment(moved))
    if items:
        ctx.say("meetings.move.items", count=len(items))
    _warn_closed(ctx, moved)


def _moved_at_once(ctx: Context, meeting: Meeting, wished: Moment) -> bool:
    """Whether somebody else has just moved the date; then both moments are offered."""
    at = concurrency.changed_at(ctx, "meeting", meeting.id, ("held_on", "begins"))
    if at is None:
        return False
    moment = planning.moment(meeting)
    word, to = ("verschieben", "auf") if ctx.language == "de" else ("move", "to")
    order = f"{word} {said_back(moment)} {to} {said_back(wished)} {concurrency.in_spite(ctx)}"
    mine = Option(phrase("plain", text=wished), order)
    now = phrase("at_once.meeting", moment=moment)
    concurrency.ask_which_holds(ctx, at, now, phrase("plain", text=moment), mine)
    return True


@part.command(
    "meetings.cancel",
    de=(
        *("absagen", "entfällt", "absage", "ausfall", "fällt aus", "termin absagen", "termin streichen"),
        *("termin löschen", "termin entfällt", "sitzung absagen", "sitzung entfällt"),
    ),
    en=("cancel", "meeting cancel", "cancel meeting"),
    right=Right.LEAD,
)
def cancel(
    ctx: Context, meeting: Annotated[Meeting | None, MEETING] = None, reason: Annotated[str, REASON] = ""
) -> None:
    """Cancel one date; its items go to the next one. Without a date the bot asks which. A reason is not kept: it is
    often somebody's illness."""
    if reason:
        ctx.say("meetings.cancel.no_reason")
    if meeting is None:
        _ask_which(ctx)
        return
    planned = planning.moment(meeting)
    target, moved = call_off(ctx, meeting)
    begun = rules.starts_at(meeting, ctx.house.zone) <= ctx.now
    ctx.say("meetings.cancel.late" if begun else "meetings.cancel.done", body=ctx.body.name, moment=planned)
    if moved and target:
        ctx.say("meetings.cancel.items", count=len(moved), moment=planning.moment(target))
    elif moved:
        ctx.say("meetings.cancel.parked", count=len(moved))


def _ask_which(ctx: Context) -> None:
    planned = meetings.planned(ctx.tx, [ctx.body.id], since=ctx.today)[:3]
    if not planned:
        raise Refused("meetings.list.none")
    word = "absagen" if ctx.language == "de" else "cancel"
    options = [Option(phrase("plain", text=planning.moment(one)), f"{word} {one.held_on}") for one in planned]
    ctx.say("meetings.cancel.which")
    ctx.list([option.label for option in options], start=1)
    ctx.ask(options, hours=1, back=True)


@part.command("meetings.length", de=("dauer",), en=("length",), right=Right.LEAD)
def length(
    ctx: Context,
    meeting: Annotated[Meeting, MEETING],
    minutes: Annotated[int, LENGTH_AT_END],
    in_spite: Annotated[str, IN_SPITE_AT_END] = "",
) -> None:
    """Say how long one date lasts."""
    rules.check_minutes(minutes)
    at = concurrency.changed_at(ctx, "meeting", meeting.id, ("minutes",))
    if at is not None and not in_spite and meeting.minutes != minutes:
        word, unit = ("dauer", "Minuten") if ctx.language == "de" else ("length", "minutes")
        order = f"{word} {said_back(planning.moment(meeting))} {minutes} {unit} {concurrency.in_spite(ctx)}"
        mine = Option(phrase("at_once.minutes", minutes=minutes), order)
        now = phrase("at_once.length", minutes=meeting.minutes)
        concurrency.ask_which_holds(ctx, at, now, phrase("at_once.minutes", minutes=meeting.minutes), mine)
        return
    meetings.change(ctx.tx, meeting.id, now=ctx.now, minutes=minutes)
    ctx.say("meetings.length.done", moment=planning.moment(meeting), minutes=minutes)
