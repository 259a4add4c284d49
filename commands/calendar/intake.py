"""A calendar file that somebody drops in the room of a body: what is in it, and whether to take it over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Annotated

from commands import direct, planning
from commands.context import Context, Option, Which
from commands.dates.readings import Moment
from commands.documents.calendar_reading import Contents, Found, Unreadable, contents
from commands.kinds import NUMBER
from commands.registry import Part
from commands.rules import times
from commands.rules.access import Right, may
from commands.rules.refusal import Refused
from commands.stimuli import Filed
from commands.texts.voice import Phrase, phrase
from storage import calendars, meetings, outbox
from storage.records import Meeting, MeetingState

part = Part()

_SHOWN = 8
_AHEAD = timedelta(days=366)
_KEPT = timedelta(days=1)


def take_in(ctx: Context, filed: Filed) -> bool:
    """Say what is in a dropped file and ask whether to take it over; nothing is changed before the answer.

    Whoever may not plan dates here is answered only if the file was meant for the bot. Whether there was an answer.
    """
    if ctx.direct and not _settled(ctx):
        return True
    if ctx.room_body is None or not _may_plan(ctx):
        meant = filed.mentions_bot or (filed.reply_to and outbox.letter_by_event(ctx.tx, filed.reply_to, filed.room_id))
        if meant:
            ctx.say("calendar.intake.not_yours" if ctx.room_body else "room.no_body")
        return bool(meant)
    if filed.text is None:
        ctx.say("calendar.intake.not_fetched")
        return True
    try:
        found = contents(filed.text, ctx.house.zone, ctx.now, ctx.today + _AHEAD)
    except Unreadable as unreadable:
        ctx.say(unreadable.key)
        return True
    _offer(ctx, found)
    direct.mark(ctx)
    return True


def _settled(ctx: Context) -> bool:
    """Whether a file in a direct chat can be for one body only; if not, that is said."""
    try:
        direct.settle(ctx, Right.LEAD)
    except Refused as refused:
        ctx.say(refused.key, **refused.data)
    except Which as which:
        ctx.say("direct.file", bodies=tuple(one.sign for one in which.bodies))
    else:
        return True
    return False


def _may_plan(ctx: Context) -> bool:
    assert ctx.sender is not None
    return may(Right.LEAD, ctx.roles, in_room=direct.in_room(ctx), operator=ctx.house.is_operator(ctx.sender))


@dataclass
class _Sorted:
    """The dates of a file: new ones, those that are known, those at another time, and days that are taken."""

    new: list[Found] = field(default_factory=list)
    known: int = 0
    elsewhere: list[tuple[Meeting, Found]] = field(default_factory=list)
    taken: list[date] = field(default_factory=list)


def _sorted(ctx: Context, found: Sequence[Found]) -> _Sorted:
    marks = meetings.origins(ctx.tx, ctx.body.id)
    planned = {one.held_on: one for one in meetings.planned(ctx.tx, [ctx.body.id], ctx.today)}
    ours, server = meetings.uids(ctx.tx, ctx.body.id), ctx.house.bot_user.partition(":")[2]
    result = _Sorted()
    for one in found:
        same_day = planned.get(one.day)
        own = one.uid.removesuffix(f"@{server}") in ours and one.uid.endswith(f"@{server}")
        if own or (same_day and same_day.begins == one.begins):
            result.known += 1
        elif (before := marks.get(one.mark)) and before.state is MeetingState.PLANNED:
            result.elsewhere.append((before, one))
        elif same_day or any(one.day == other.day for other in result.new):
            result.taken.append(one.day)
        else:
            result.new.append(one)
    return result


def _offer(ctx: Context, found: Contents) -> None:
    dates = _sorted(ctx, found.dates)
    if dates.new:
        ctx.say("calendar.intake.found", count=len(dates.new))
        ctx.list([_line(one) for one in dates.new[:_SHOWN]])
        if len(dates.new) > _SHOWN:
            ctx.say("and_more", count=len(dates.new) - _SHOWN)
    else:
        ctx.say("calendar.intake.nothing_new")
    remarks = _remarks(dates, found)
    if remarks:
        ctx.say("calendar.intake.besides", remarks=tuple(remarks))
    for meeting, one in dates.elsewhere[:_SHOWN]:
        to = f"{_short(one.day)} {one.begins:%H:%M}"
        words = {"before": planning.moment(meeting), "moment": Moment(one.day, one.begins)}
        ctx.say("calendar.intake.elsewhere", **words, day=_short(meeting.held_on), to=to)
    if dates.new:
        _ask(ctx, dates.new)


def _short(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _line(one: Found) -> Phrase:
    moment = Moment(one.day, one.begins)
    key = "calendar.intake.line" if one.summary else "calendar.intake.line.bare"
    return phrase(key, moment=moment, minutes=one.minutes, title=one.summary[:60])


def _remarks(dates: _Sorted, found: Contents) -> list[Phrase]:
    """What is in the file besides, as numbers."""
    counts = {"passed": found.passed, "known": dates.known, "taken": len(dates.taken)} | found.left_out
    remarks = [phrase(f"calendar.intake.{name}", count=count) for name, count in counts.items() if count]
    return [*remarks, *([phrase("calendar.intake.more")] if found.more else [])]


def _ask(ctx: Context, new: Sequence[Found]) -> None:
    events = [[one.mark, f"{one.day}", f"{one.begins:%H:%M}", one.minutes] for one in new]
    draft = calendars.add_draft(ctx.tx, ctx.body.id, events, ctx.now)
    word = "termine übernehmen" if ctx.language == "de" else "dates take over"
    options = [Option(phrase("yes"), f"{word} {draft}"), Option(phrase("no"), "")]
    ctx.say("calendar.intake.ask", body=ctx.body.name, count=len(new))
    ctx.ask(options, hours=_KEPT.total_seconds() / 3600)


@part.duty("calendar.forget_drafts", daily=time(9))
def forget_drafts(ctx: Context, _: int) -> None:
    """Forget the files that nobody has decided on within a day."""
    calendars.drop_drafts_before(ctx.tx, ctx.now - _KEPT)


@part.command("calendar.take_over", de=("termine übernehmen",), en=("dates take over",), right=Right.LEAD)
def take_over(ctx: Context, number: Annotated[int, NUMBER]) -> None:
    """Plan the dates of a dropped calendar file that the bot has asked about."""
    events = calendars.draft(ctx.tx, number, ctx.body.id)
    if events is None:
        raise Refused("calendar.intake.gone")
    calendars.drop_draft(ctx.tx, number)
    added = 0
    for mark, day_said, begins_said, minutes in events:
        day, begins = date.fromisoformat(day_said), time.fromisoformat(begins_said)
        past = times.instant(day, begins, ctx.house.zone) <= ctx.now
        if past or meetings.planned(ctx.tx, [ctx.body.id], day, day):
            continue
        meetings.add(ctx.tx, ctx.body.id, day, begins, minutes, now=ctx.now, origin=mark)
        (meeting,) = meetings.planned(ctx.tx, [ctx.body.id], day, day)
        planning.plan_meeting(ctx, meeting)
        added += 1
    ctx.say("calendar.intake.done", count=added, body=ctx.body.name)
