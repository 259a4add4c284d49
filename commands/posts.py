"""What the bot posts by itself: the living agenda of a meeting, and letters to the room of a body."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commands.agenda_post import agenda_document
from commands.context import Context, Option, listing, paragraph
from commands.document import Block, Document, file_message, message, replacement
from commands.rules import agenda as agenda_rules
from commands.splitting import LIMIT, pages
from commands.texts.voice import Voice, phrase
from storage import bodies, outbox, questions
from storage.post_records import Attachment, LetterState
from storage.records import Body, Item, ItemState, Meeting


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
    document = _in_one(body, agenda_document(ctx, meeting, body, kind))
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
    document = _in_one(body, agenda_document(ctx, meeting, body, living.reason.split("/", 1)[0]))
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
