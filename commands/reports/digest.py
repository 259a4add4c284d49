"""The digest: one post in the room of a body about all bodies below it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated

from commands import planning, posts
from commands.context import Context, paragraph
from commands.dates import read
from commands.handwriting import fold
from commands.kinds import Absent, Kind, last_word
from commands.registry import Part
from commands.reports import reporting
from commands.reports.digest_words import compose
from commands.reports.report_file import report_file
from commands.rules import bodies as body_rules
from commands.rules import times
from commands.rules.refusal import Refused
from commands.texts.voice import Voice
from commands.timing import settled
from storage import bodies, meetings, outbox, rooms
from storage.post_records import Letter
from storage.records import Body, BodyState, MeetingState

part = Part()

_SINCE = re.compile(r"(?:^|\s)(?:seit|ab|since)\s+(\S.*)$", re.I)
_BACK = (timedelta(days=7), timedelta(days=365))
"""Behind „seit“ the last „Montag“ is meant, and the last „1.3.“, not the next one."""
_AHEAD = re.compile(
    r"\d{4}|\d\.\s?\d{1,2}\.\s?\d{2}(?!\d)|\b(?:ueber)?morgen\b|\btomorrow\b|\bin\b|naechst|kommend|next"
)
"""What says by itself when it is: a year, or that it lies ahead."""
_FILE = ("datei", "tabelle", "liste", "excel", "xlsx", "file", "table", "list")


def _since(text: str, ctx: Context) -> tuple[date, str]:
    found = _SINCE.search(text)
    if found is None:
        raise Absent("since")
    day = _begin(found[1], ctx, timedelta())
    for back in () if _AHEAD.search(fold(found[1])) else _BACK:
        if day <= ctx.today:
            break
        day = _begin(found[1], ctx, back)
    return day, text[: found.start()].rstrip(" ,")


def _begin(typed: str, ctx: Context, back: timedelta) -> date:
    """The day with which a day or a period begins, as it was meant some time ago."""
    said = settled(read.read_span(typed, ctx.local - back, ctx.calendar, past=True), typed)
    if said is None or said.value.first is None:
        raise Refused("date.unreadable", typed=typed[:60])
    return said.value.first.day


def _as_file(text: str, _ctx: Context) -> tuple[bool, str]:
    word, rest = last_word(text)
    if fold(word).strip(".,:()") not in _FILE:
        raise Absent("as_file")
    lead, head = last_word(rest)
    return True, head if fold(lead) in ("als", "as") else rest


SINCE_AT_END = Kind("since", _since, at_end=True)
AS_FILE_AT_END = Kind("as_file", _as_file, at_end=True)


@part.duty("digest.weekly", daily=time(9, 0))
def weekly(ctx: Context, _id: int) -> None:
    """On the first working day of the week, tell every body that has bodies below it."""
    monday = ctx.today - timedelta(days=ctx.today.weekday())
    if times.first_open_day(monday, ctx.house.office_hours, ctx.calendar.is_working_day) != ctx.today:
        return
    for body in bodies.every(ctx.tx):
        if body.state is BodyState.ACTIVE:
            _report(ctx, body)


@part.duty(planning.REPORT)
def before_meeting(ctx: Context, meeting_id: int) -> None:
    """Tell a body before its meeting what has come up from below since the last digest."""
    meeting = meetings.by_id(ctx.tx, meeting_id)
    if meeting is not None and meeting.state is MeetingState.PLANNED:
        _report(ctx, bodies.by_id(ctx.tx, meeting.body_id))


def _report(ctx: Context, body: Body) -> None:
    """Post the digest and move the mark in the same transaction; nothing if nothing happened."""
    below = body_rules.descendants(body, bodies.every(ctx.tx))
    room = rooms.get(ctx.tx, body.room_id) if body.room_id else None
    if not below or room is None or room.public or not room.joined:
        return
    _ask_for_release(ctx, body, below)
    facts = reporting.gather(ctx, body, below, body.reported_at)
    if not facts.summary.is_news:
        return
    reason = f"digest/{body.id}/{ctx.today}"
    words = compose(ctx, body, facts)
    posts.write(ctx, body, words, reason, about=f"digest:{body.id}", priority=outbox.DIGEST)
    bodies.change(ctx.tx, body.id, reported_at=ctx.now)


def _ask_for_release(ctx: Context, reader: Body, below: list[Body]) -> None:
    """Ask those who release what goes up, where something waits. Who holds it back knows that it does."""
    for body in below:
        asked = body.release_required and not body.held and body.state is BodyState.ACTIVE
        if asked and reporting.holds_back(ctx, body, reader.reported_at):
            words = paragraph(Voice(body.language), "digest.please_release", body=reader.name)
            posts.write(ctx, body, (words,), f"release/{body.id}/{reader.id}/{ctx.today}", about=f"release:{body.id}")


@part.command("digest.show", de=("bericht",), en=("digest",), receipt=False)
def show(
    ctx: Context,
    since: Annotated[date | None, SINCE_AT_END] = None,
    as_file: Annotated[bool, AS_FILE_AT_END] = False,
) -> None:
    """Show the digest as it stands now, or as a file; the next one by itself is not changed by that."""
    below = body_rules.descendants(ctx.body, bodies.every(ctx.tx))
    if not below and not as_file:
        raise Refused("digest.nobody_below", body=ctx.body.name)
    reporting.check_reader(ctx, ctx.body)
    if since is not None and since > ctx.today:
        raise Refused("digest.since_future", day=since)
    if as_file:
        file, count = report_file(ctx, ctx.body, below, since or ctx.today.replace(month=1, day=1))
        ctx.say("digest.file", count=count, since=since or ctx.today.replace(month=1, day=1))
        ctx.attach(file)
        return
    at = datetime.combine(since, time.min, ctx.house.zone) if since else ctx.body.reported_at
    facts = reporting.gather(ctx, ctx.body, below, at)
    ctx.answer.blocks += compose(ctx, ctx.body, facts, since)


@part.posts_about("digest")
def is_needed(ctx: Context, _body_id: int, letter: Letter) -> bool:
    """The last one, until the next comes."""
    newest = outbox.letter_about(ctx.tx, letter.room_id, letter.about or "")
    return newest is not None and newest.id == letter.id
