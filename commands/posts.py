"""What the bot posts by itself: the living agenda of a meeting, and letters to the room of a body."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from commands import planning
from commands.agenda_lines import agenda_list as agenda_list
from commands.agenda_lines import origins_of
from commands.calendar.committee_words import committees_until
from commands.context import Context, Option, listing, paragraph
from commands.dates.readings import Moment
from commands.document import Block, Document, file_message, message, replacement
from commands.rules import agenda as agenda_rules
from commands.rules import bodies as body_rules
from commands.rules import meetings as meeting_rules
from commands.rules.assignments import is_overdue
from commands.splitting import LIMIT, pages
from commands.step_lines import steps_for_post
from commands.texts.voice import Phrase, Voice, phrase
from storage import agenda, assignments, bodies, erasure, meetings, outbox, questions
from storage.assignment_records import Assignment, AssignmentState
from storage.post_records import Attachment, LetterState
from storage.records import Body, BodyKind, BodyState, Item, ItemState, Meeting

_COMING = timedelta(days=14)
_MOST = 8
"""So many dates or assignments stand in one post; the rest is a number."""


def write(
    ctx: Context,
    body: Body,
    blocks: Sequence[Block],
    reason: str,
    *,
    about: str | None = None,
    notice: bool = False,
    priority: int = outbox.PROMPT,
    expires_at: datetime | None = None,
    options: Sequence[Option] = (),
) -> str:
    """Put a post for the room of a body into the outbox; a body without a room gets none. Returns the letter's id.

    What does not fit one event comes in several, in order; the last one speaks of `about` and asks.
    `options`: the post asks a question that anybody with the right may answer until it expires.
    """
    if body.room_id is None:
        return ""
    *earlier, last = pages(tuple(blocks))
    if earlier and outbox.letter_by_reason(ctx.tx, reason) is None:
        for place, page in enumerate(earlier, 1):
            _put(ctx, body.room_id, f"{reason}/page{place}", page, notice, priority, expires_at)
    letter_id = _put(ctx, body.room_id, reason, last, notice, priority, expires_at, about)
    if options and letter_id:
        voice = Voice(body.language)
        questions.ask(
            ctx.tx,
            room_id=body.room_id,
            asked_of=None,
            options=[(voice.plain(option.label), option.command) for option in options],
            slot=None,
            slot_command=None,
            letter_id=letter_id,
            now=ctx.now,
            expires_at=expires_at or ctx.now + timedelta(days=3),
        )
    return letter_id


def _put(
    ctx: Context,
    room_id: str,
    reason: str,
    document: Document,
    notice: bool,
    priority: int,
    expires_at: datetime | None,
    about: str | None = None,
) -> str:
    return outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=room_id,
        event_type="m.room.message",
        content=message(document, notice=notice),
        not_before=ctx.now,
        priority=priority,
        about=about,
        expires_at=expires_at,
    )


def edit(ctx: Context, reason: str, blocks: Sequence[Block]) -> None:
    """Give the post that was written for a reason other words: unsent it goes out with these, sent it is edited."""
    letter = outbox.letter_by_reason(ctx.tx, reason)
    if letter is None or letter.state is LetterState.PARKED:
        return
    document, notice = tuple(blocks), letter.content.get("msgtype") == "m.notice"
    if letter.state is LetterState.PENDING and letter.attempts == 0:
        outbox.rewrite(ctx.tx, letter.id, message(document, notice=notice))
        return
    if letter.state is not LetterState.SENDING:  # what was said before is nowhere needed any more
        erasure.rewrite(ctx.tx, letter.id, message(document, notice=notice))
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    outbox.write_letter(
        ctx.tx,
        reason=f"{reason}/edit/{cause}",
        room_id=letter.room_id,
        event_type="m.room.message",
        content=replacement(document, notice=notice),
        target=letter.id,
        not_before=ctx.now,
        priority=outbox.LIVING,
    )


def write_file(ctx: Context, body: Body, file: Attachment, reason: str, *, about: str | None = None) -> str:
    """Put a file for the room of a body into the outbox, behind what was written before; no room, no file.

    For a file that is an answer there is `Context.attach`, which sends it to where it was asked for.
    """
    if body.room_id is None:
        return ""
    return outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=body.room_id,
        event_type="m.room.message",
        content=file_message(file),
        not_before=ctx.now,
        priority=outbox.PROMPT,
        about=about,
        attachment=file,
    )


# -- the living agenda ------------------------------------------------------------------------------------------------


def post_agenda(ctx: Context, meeting: Meeting, body: Body, kind: str, expires_at: datetime) -> None:
    """Post the agenda of a meeting ("call" or "morning") as its living post, and pin it where the room allows."""
    assert body.room_id is not None
    document = _in_one(body, _agenda_document(ctx, meeting, body, kind))
    reason = f"{kind}/{meeting.id}/{meeting.held_on}"
    about = f"agenda:{meeting.id}"
    letter_id = write(ctx, body, document, reason, about=about, expires_at=expires_at)
    if letter_id:
        outbox.write_letter(
            ctx.tx,
            reason=f"pin/{letter_id}",
            room_id=body.room_id,
            event_type="pin",
            content={},
            target=letter_id,
            not_before=ctx.now,
            priority=outbox.LIVING,
        )


def refresh_agenda(ctx: Context, meeting: Meeting) -> None:
    """Bring the living post of a meeting up to date, if there is one."""
    body = bodies.by_id(ctx.tx, meeting.body_id)
    living = outbox.letter_about(ctx.tx, body.room_id, f"agenda:{meeting.id}") if body.room_id else None
    if living is None:
        return
    document = _in_one(body, _agenda_document(ctx, meeting, body, living.reason.split("/", 1)[0]))
    if living.state is LetterState.PENDING and living.attempts == 0:
        outbox.rewrite(ctx.tx, living.id, message(document, notice=False))
        return
    content = replacement(document, notice=False)
    if not outbox.replace_unsent(ctx.tx, living.id, "m.room.message", content):
        cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
        outbox.write_letter(
            ctx.tx,
            reason=f"living/{living.id}/{cause}/{ctx.line}",
            room_id=living.room_id,
            event_type="m.room.message",
            content=content,
            target=living.id,
            not_before=ctx.now,
            priority=outbox.LIVING,
        )


def _in_one(body: Body, document: Document) -> Document:
    """What is edited later has to stay one event: of a longer one its beginning, and how to see the rest."""
    first, *more = pages(document, LIMIT - 1000)
    return (*first, paragraph(Voice(body.language), "agenda.cut")) if more else document


def _agenda_document(ctx: Context, meeting: Meeting, body: Body, kind: str) -> Document:
    voice = Voice(body.language)
    at = planning.prompts(ctx, meeting, body)
    items = agenda.of_meeting(ctx.tx, meeting.id)
    manner = "exchange" if body.kind is BodyKind.EXCHANGE else "formal"
    head = paragraph(
        voice,
        f"{kind}.{manner}",
        body=body.name,
        moment=planning.moment(meeting),
        time=meeting.begins,
        deadline=_local(ctx, at.deadline_at),
        deadline_on=at.deadline_at.astimezone(ctx.house.zone).date(),
    )
    if kind == "morning":
        begun = meeting_rules.starts_at(meeting, ctx.house.zone) <= ctx.now
        rows = agenda_list(voice, items, origins_of(ctx, items)) or (
            paragraph(voice, "agenda.nothing_left" if begun else "agenda.empty"),
        )
        steps = steps_for_post(ctx, body, voice)
        return (head, *rows, *steps, paragraph(voice, "morning.clarify", **_clarify(ctx, body)))
    known = (paragraph(voice, "call.known"), *agenda_list(voice, items, origins_of(ctx, items))) if items else ()
    how = (paragraph(voice, "call.how", deadline=_local(ctx, at.deadline_at)),) if manner == "exchange" else ()
    remarks = (*_school(ctx, voice, meeting), *_moved(ctx, voice, at.moved_for))
    return (head, *known, *steps_for_post(ctx, body, voice), *_coming(ctx, body, voice), *remarks, *how)


def _coming(ctx: Context, body: Body, voice: Voice) -> Document:
    """The dates and the due assignments of the coming two weeks that concern a body."""
    until = ctx.today + _COMING
    every = {one.id: one for one in bodies.every(ctx.tx)}
    near = body_rules.neighbours(body, list(every.values()))
    working = [one for one in near if one != body.id and every[one].state is BodyState.ACTIVE]
    planned = meetings.planned(ctx.tx, working, ctx.today, until)
    due = [
        one
        for one in assignments.concerning(ctx.tx, body_rules.in_sight(body, list(every.values())))
        if one.due_on <= until and one.state not in (AssignmentState.HANDED_IN, AssignmentState.APPROVED)
    ]
    blocks: list[Block] = []
    if planned:
        dates = [phrase("call.date", sign=every[one.body_id].sign, moment=planning.moment(one)) for one in planned]
        blocks.append(paragraph(voice, "call.dates", until=until, dates=_some(dates)))
    blocks += committees_until(ctx, voice, until)
    if due:
        lines = [_due_line(one, every[one.receiver_id].sign if one.receiver_id else None, ctx.today) for one in due]
        blocks.append(paragraph(voice, "call.due", until=until, due=_some(lines)))
    return tuple(blocks)


def _due_line(one: Assignment, receiver_sign: str | None, today: date) -> Phrase:
    key = "call.due.line.overdue" if is_overdue(one, today) else "call.due.line"
    return phrase(key, number=one.number, day=one.due_on, receiver=receiver_sign or one.receiver_unit)


def _some(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    if len(phrases) <= _MOST:
        return tuple(phrases)
    return (*phrases[:_MOST], phrase("and_more", count=len(phrases) - _MOST))


def _clarify(ctx: Context, body: Body) -> dict[str, object]:
    """What the morning says about open questions to assignments."""
    sight = body_rules.in_sight(body, bodies.every(ctx.tx))
    asked = [one for one in assignments.concerning(ctx.tx, sight) if one.state is AssignmentState.CLARIFYING]
    return {"numbers": tuple(one.number for one in asked) or phrase("none_reported")}


def _local(ctx: Context, at: datetime) -> object:
    local = at.astimezone(ctx.house.zone)
    return Moment(local.date(), local.time())


def _school(ctx: Context, voice: Voice, meeting: Meeting) -> Document:
    """That the meeting lies in a school break, when many are away."""
    name = ctx.calendar.school_break(meeting.held_on)
    return (paragraph(voice, "call.school", name=name),) if name else ()


def _moved(ctx: Context, voice: Voice, day: date | None) -> Document:
    """For which day off the schedule made way; that nothing is due on a weekend needs no words."""
    reason = ctx.calendar.closing_reason(day) if day else None
    if reason is None or reason[0] == "weekend":
        return ()
    return (paragraph(voice, "call.moved", day=day, why=reason[1]),)


def ask_about_postponed(ctx: Context, item: Item, body: Body, meeting: Meeting) -> None:
    """After the third time, ask what is to become of an item."""
    if item.postponed < agenda_rules.ASK_AFTER or item.state is not ItemState.OPEN:
        return
    voice = Voice(body.language)
    words = {"number": item.position, "title": item.title, "count": item.postponed, "day": meeting.held_on}
    options = [
        Option(phrase("item.keep"), ""),
        Option(phrase("item.park"), f"{'parken' if body.language == 'de' else 'park'} #{item.id}"),
        Option(phrase("item.drop"), f"{'streichen' if body.language == 'de' else 'drop'} #{item.id}"),
    ]
    blocks = (
        paragraph(voice, "item.postponed_often", **words),
        *listing(voice, [option.label for option in options], start=1),
        paragraph(voice, "question.how"),
    )
    write(
        ctx,
        body,
        blocks,
        f"postponed/{item.id}/{item.postponed}",
        about=f"item:{item.id}",
        options=options,
    )
