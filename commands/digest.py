"""The digest: one post in the room of a body about all bodies below it."""

from datetime import datetime, time, timedelta

from commands import planning, posts
from commands.assignments.handing import carries
from commands.calendar.committee_words import next_committee
from commands.context import Context, listing, paragraph
from commands.document import Block, Document, plain
from commands.registry import Part
from commands.rules import bodies as body_rules
from commands.rules import digest as rules
from commands.rules import times
from commands.rules.access import Right
from commands.rules.digest import Summary
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Voice, phrase
from storage import agenda, assignments, bodies, meetings, outbox, rooms
from storage.assignment_records import Assignment, AssignmentState
from storage.records import Body, BodyState, MeetingState

part = Part()

ONE_SCREEN = 1200
"""No digest is longer than this many characters; it has to fit on a telephone."""

_MOST_LINES = 6
_TITLE = 70


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
    every = bodies.every(ctx.tx)
    below = body_rules.descendants(body, every)
    room = rooms.get(ctx.tx, body.room_id) if body.room_id else None
    if not below or room is None or room.public:
        return
    _ask_for_release(ctx, body, below)
    summary = _summary(ctx, body, below, body.reported_at)
    if not summary.is_news:
        return
    document = compose(ctx, body, summary, below)
    reason = f"digest/{body.id}/{ctx.today}"
    posts.write(ctx, body, document, reason, about=f"digest:{body.id}", priority=outbox.DIGEST)
    bodies.change(ctx.tx, body.id, reported_at=ctx.now)


@part.command("digest.show", de=("bericht",), en=("digest",), receipt=False)
def show(ctx: Context) -> None:
    """Show the digest as it stands now; the next one by itself is not changed by that."""
    below = body_rules.descendants(ctx.body, bodies.every(ctx.tx))
    if not below:
        raise Refused("digest.nobody_below", body=ctx.body.name)
    room = rooms.get(ctx.tx, ctx.body.room_id or "")
    if room is None or room.public:
        raise Refused("digest.public")
    summary = _summary(ctx, ctx.body, below, ctx.body.reported_at)
    ctx.answer.blocks += compose(ctx, ctx.body, summary, below)


@part.command("digest.release", de=("freigeben", "freigabe"), en=("release",), right=Right.LEAD, final=True)
def release(ctx: Context) -> None:
    """Release what this body has recorded so far for the digests above."""
    if not ctx.body.release_required:
        raise Refused("digest.no_release_needed", body=ctx.body.name)
    bodies.change(ctx.tx, ctx.body.id, released_at=ctx.now)
    ctx.say("digest.released")


# -- gathering --------------------------------------------------------------------------------------------------------


def _shown(ctx: Context, reader: Body, below: list[Body]) -> list[Body]:
    """The bodies below whose texts may go into the reader's room."""
    return [body for body in below if carries(ctx, body, reader)]


def _summary(ctx: Context, reader: Body, below: list[Body], since: datetime | None) -> Summary:
    shown = _shown(ctx, reader, below)
    gates = {body.id: body.released_at for body in shown if body.release_required}
    every = assignments.concerning(ctx.tx, [reader.id, *(body.id for body in shown)], ended=True)
    visible = [one for one in every if rules.visible(one, reader, shown, gates)]
    hidden = {body.sign for body in below if body not in shown}
    hidden |= {body.sign for body in shown if body.id in gates and _held_back(ctx, body, since)}
    return rules.summarise(
        reader,
        visible,
        _outcomes(ctx, shown, gates, since),
        sorted(hidden),
        since,
        since.astimezone(ctx.house.zone).date() if since else None,
        ctx.today,
    )


def _outcomes(
    ctx: Context, shown: list[Body], gates: dict[int, datetime | None], since: datetime | None
) -> list[tuple[str, int]]:
    """How many results each body recorded since the last digest, as far as they are released."""
    counts = []
    for body in shown:
        until = gates.get(body.id, ctx.now)
        if until is not None:
            found = agenda.outcomes_since(ctx.tx, [body.id], since, until)
            counts += [(body.sign, found[body.id])] if found.get(body.id) else []
    return counts


def _held_back(ctx: Context, body: Body, since: datetime | None) -> bool:
    """Whether a body has recorded something that it has not released yet."""
    mark = max((at for at in (since, body.released_at) if at is not None), default=None)
    if agenda.outcomes_since(ctx.tx, [body.id], mark, ctx.now):
        return True
    own = assignments.concerning(ctx.tx, [body.id], ended=True)
    return any(one.giver_id == body.id and (mark is None or one.changed_at > mark) for one in own)


def _ask_for_release(ctx: Context, reader: Body, below: list[Body]) -> None:
    for body in below:
        if body.release_required and body.state is BodyState.ACTIVE and _held_back(ctx, body, reader.reported_at):
            words = paragraph(Voice(body.language), "digest.please_release", body=reader.name)
            posts.write(ctx, body, (words,), f"release/{body.id}/{reader.id}/{ctx.today}", about=f"release:{body.id}")


# -- writing ----------------------------------------------------------------------------------------------------------


def compose(ctx: Context, reader: Body, summary: Summary, below: list[Body]) -> Document:
    """The digest as a document of at most one screen: what to decide, what is late, the rest as numbers, next dates."""
    for lines in range(_MOST_LINES, 0, -1):
        document = _compose(ctx, reader, summary, below, lines)
        if len(plain(document)) <= ONE_SCREEN:
            break
    return document


def _compose(ctx: Context, reader: Body, summary: Summary, below: list[Body], most: int) -> Document:
    voice = Voice(reader.language)
    blocks: list[Block] = [paragraph(voice, "digest.title", body=reader.name, day=ctx.today)]
    if summary.decide:
        blocks.append(paragraph(voice, "digest.decide", count=len(summary.decide)))
        blocks += _lines(ctx, voice, summary.decide, most, 1)
    if summary.overdue:
        blocks.append(paragraph(voice, "digest.overdue", count=len(summary.overdue)))
        blocks += _lines(ctx, voice, summary.overdue, most, min(len(summary.decide), most) + 1)
    states = (("digest.on_track", summary.on_track), ("digest.closed", len(summary.closed)))
    numbers = tuple(phrase(key, count=count) for key, count in states if count)
    if numbers:
        blocks.append(paragraph(voice, "digest.numbers", numbers=numbers))
    if summary.closed:
        closed = [
            phrase("digest.closed.line", number=one.number, use=one.use) for one in summary.closed[:most] if one.use
        ]
        blocks.append(paragraph(voice, "digest.closed.list", closed=tuple(closed)))
    if summary.outcomes:
        counts = tuple(
            phrase("digest.outcomes.line", sign=sign, count=count) for sign, count in summary.outcomes[:most]
        )
        blocks.append(paragraph(voice, "digest.outcomes", counts=counts))
    blocks += _dates(ctx, voice, reader, below)
    if summary.held_back:
        blocks.append(paragraph(voice, "digest.held_back", signs=tuple(summary.held_back)))
    blocks.append(paragraph(voice, "digest.more"))
    return tuple(blocks)


def _lines(ctx: Context, voice: Voice, ones: tuple[Assignment, ...], most: int, start: int) -> Document:
    rows = [_line(ctx, one) for one in ones[:most]]
    more = (paragraph(voice, "and_more", count=len(ones) - most),) if len(ones) > most else ()
    return (*listing(voice, rows, start=start), *more)


def _line(ctx: Context, one: Assignment) -> Phrase:
    title = one.title if len(one.title) <= _TITLE else one.title[: _TITLE - 1] + "…"
    receiver = bodies.by_id(ctx.tx, one.receiver_id).sign if one.receiver_id else one.receiver_unit
    key = f"digest.line.{one.state}" if one.state in _WAITING else "digest.line.overdue"
    return phrase(key, number=one.number, title=title, receiver=receiver, day=one.due_on)


_WAITING = (AssignmentState.HANDED_IN, AssignmentState.CLARIFYING, AssignmentState.APPROVED)


def _dates(ctx: Context, voice: Voice, reader: Body, below: list[Body]) -> Document:
    signs = {body.id: body.sign for body in (reader, *below) if body.state is BodyState.ACTIVE}
    soonest: dict[int, Phrase] = {}
    for meeting in meetings.planned(ctx.tx, list(signs), since=ctx.today):
        words = phrase("call.date", sign=signs[meeting.body_id], moment=planning.moment(meeting))
        soonest.setdefault(meeting.body_id, words)
    dates = (*tuple(soonest.values())[:4], *next_committee(ctx))
    return (paragraph(voice, "digest.dates", dates=dates),) if dates else ()
