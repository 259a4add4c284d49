"""Dates of a series that fall on a day off: the bot asks in time; unanswered, they are called off (domain 2.6)."""

from datetime import timedelta

from commands import planning, posts
from commands.calling_off import call_off
from commands.context import Context, Option, listing, paragraph
from commands.dates.readings import Moment
from commands.document import Block
from commands.registry import Part
from commands.texts.voice import Voice, phrase
from storage import bodies, meetings
from storage.records import Body, Meeting, MeetingState

part = Part()

_DAY = timedelta(days=1)


def _colliding(ctx: Context, meeting_id: int) -> tuple[Meeting, Body, str] | None:
    """The meeting, its body and why the day is off, if that still is so."""
    meeting = meetings.by_id(ctx.tx, meeting_id)
    if meeting is None or meeting.state is not MeetingState.PLANNED:
        return None
    body = bodies.by_id(ctx.tx, meeting.body_id)
    why = planning.collision(ctx, meeting, body)
    return (meeting, body, why) if why else None


@part.duty(planning.COLLISION)
def ask(ctx: Context, meeting_id: int) -> None:
    """Ask what is to become of a date on a day off."""
    found = _colliding(ctx, meeting_id)
    if found is None:
        return
    meeting, body, why = found
    voice = Voice(body.language)
    options = _options(ctx, meeting, body)
    until = planning.prompts(ctx, meeting, body).deadline_at
    local = until.astimezone(ctx.house.zone)
    words = {"body": body.name, "moment": planning.moment(meeting), "why": why}
    blocks: tuple[Block, ...] = (
        paragraph(voice, "collision.asked", **words, until=Moment(local.date(), local.time())),
        *listing(voice, [option.label for option in options], start=1),
    )
    reason = f"collision/{meeting.id}/{meeting.held_on}"
    posts.write(ctx, body, blocks, reason, about=f"meeting:{meeting.id}", expires_at=until, options=options)


def _options(ctx: Context, meeting: Meeting, body: Body) -> list[Option]:
    """Called off, or on a free working day beside it."""
    german = body.language == "de"
    off = Option(phrase("collision.off"), f"{'absagen' if german else 'cancel'} {meeting.held_on}")
    beside = (
        ctx.calendar.previous_working_day(meeting.held_on - _DAY),
        ctx.calendar.next_working_day(meeting.held_on + _DAY),
    )
    others = {one.held_on for one in meetings.planned(ctx.tx, [body.id], beside[0], beside[1]) if one.id != meeting.id}
    move, to = ("verschieben", "auf") if german else ("move", "to")
    return [
        off,
        *(
            Option(
                phrase("collision.moved", moment=Moment(day, meeting.begins)),
                f"{move} {meeting.held_on} {to} {day} {meeting.begins:%H:%M}",
            )
            for day in beside
            if day not in others and day > ctx.today
        ),
    ]


@part.duty(planning.FALL_AWAY)
def fall_away(ctx: Context, meeting_id: int) -> None:
    """Nobody has decided: the date is called off, its items go to the next one."""
    found = _colliding(ctx, meeting_id)
    if found is None:
        return
    meeting, body, why = found
    target, moved = call_off(ctx, meeting)
    voice = Voice(body.language)
    blocks = [paragraph(voice, "collision.done", body=body.name, moment=planning.moment(meeting), why=why)]
    if moved and target:
        blocks.append(paragraph(voice, "meetings.cancel.items", count=len(moved), moment=planning.moment(target)))
    elif moved:
        blocks.append(paragraph(voice, "meetings.cancel.parked", count=len(moved)))
    posts.write(ctx, body, blocks, f"fell away/{meeting.id}/{meeting.held_on}", about=f"meeting:{meeting.id}")
