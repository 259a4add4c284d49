"""Notes to single people: in their direct chat with the bot, or, where there is none, by name in the body's room."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from commands.context import Context, Option
from commands.document import Block, Paragraph, Person, file_message, message
from commands.rules.access import LEADING
from commands.texts.voice import Phrase, Voice, phrase
from storage import absences, bodies, outbox, questions, rooms
from storage.post_records import Attachment
from storage.records import Body, Role

_WAITS = timedelta(days=14)


def leads(ctx: Context, body: Body, roles: Collection[Role] = LEADING) -> list[str]:
    """The user ids of those who have one of these roles in a body today, each once."""
    held = [one.user_id for one in bodies.role_holders(ctx.tx, body.id, ctx.today) if one.role in roles]
    return list(dict.fromkeys(held))


def name_of(ctx: Context, body: Body, user_id: str) -> str:
    """How somebody is called in a body's room, or was when a role was given."""
    member = rooms.member(ctx.tx, body.room_id, user_id) if body.room_id else None
    if member:
        return member.name
    holders = bodies.role_holders(ctx.tx, body.id)
    return next((one.name for one in holders if one.user_id == user_id), user_id)


def chat_of(ctx: Context, body: Body, user_id: str) -> str | None:
    """The direct chat in which texts of a body may be written to somebody; none that is less safe than its room."""
    room_id = rooms.direct_room(ctx.tx, user_id, ctx.house.bot_user)
    chat = rooms.get(ctx.tx, room_id) if room_id else None
    room = rooms.get(ctx.tx, body.room_id) if body.room_id else None
    return None if chat is None or (room and room.encrypted and not chat.encrypted) else chat.id


def send(
    ctx: Context,
    body: Body,
    to: Sequence[str],
    words: Phrase,
    reason: str,
    *,
    options: Sequence[Option] = (),
    about: str | None = None,
) -> None:
    """Tell people something: each in the direct chat, the others together in one post that mentions them.

    Who is away has the deputy told instead. `options`: the note asks, and whoever has the right may answer there.
    """
    voice = Voice(body.language)
    text = voice.inline(words)
    left: list[str] = []
    known = [one for one in to if one.startswith("@")]  # who was forgotten is told nothing
    for user_id in dict.fromkeys(_deputy_of(ctx, body, one) for one in known):
        room_id = chat_of(ctx, body, user_id)
        if room_id is None:
            left.append(user_id)
            continue
        letter = _write(ctx, room_id, (Paragraph(text),), f"{reason}/{user_id}", about)
        # An option that drops the question is no order, and needs no sign.
        signed = [Option(one.label, one.command and f"{body.sign}: {one.command}") for one in options]
        _ask(ctx, voice, room_id, letter, signed)
    if left and body.room_id:
        people = tuple(Person(one, name_of(ctx, body, one)) for one in left)
        blocks = (Paragraph((*voice.inline(phrase("notes.to", people=people)), *text)),)
        letter = _write(ctx, body.room_id, blocks, f"{reason}/room", about)
        _ask(ctx, voice, body.room_id, letter, options)


def send_file(ctx: Context, room_id: str, file: Attachment, reason: str) -> None:
    """Put a file for a direct chat into the outbox."""
    outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=room_id,
        event_type="m.room.message",
        content=file_message(file),
        not_before=ctx.now,
        attachment=file,
    )


def _deputy_of(ctx: Context, body: Body, user_id: str) -> str:
    """Who reads for somebody today: the deputy who agreed to, while they are away."""
    away = [one for one in absences.on(ctx.tx, body.id, ctx.today) if one.user_id == user_id and one.confirmed]
    return away[0].deputy_id or user_id if away else user_id


def _write(ctx: Context, room_id: str, blocks: tuple[Block, ...], reason: str, about: str | None) -> str:
    return outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=room_id,
        event_type="m.room.message",
        content=message(blocks, notice=False),
        not_before=ctx.now,
        about=about,
    )


def _ask(ctx: Context, voice: Voice, room_id: str, letter_id: str, options: Sequence[Option]) -> None:
    if not options or not letter_id:
        return
    questions.ask(
        ctx.tx,
        room_id=room_id,
        asked_of=None,
        options=[(voice.plain(one.label), one.command) for one in options],
        slot=None,
        slot_command=None,
        letter_id=letter_id,
        now=ctx.now,
        expires_at=ctx.now + _WAITS,
    )
