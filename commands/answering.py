"""Letters that answer: replies, receipts, refusals, and the first words in a room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import Connection

from commands.context import Asked, Context
from commands.dates.readings import Moment
from commands.document import Block, Paragraph, file_message, message
from commands.house import House
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.splitting import pages
from commands.spoken import Spoken
from commands.stimuli import Arrived
from commands.texts.voice import Voice, phrase
from storage import bodies, outbox, questions, rooms, sources
from storage.post_records import Attachment
from storage.records import Role

DONE = "✅"
FILE = "file/"
_REPLY, _MARK = "reply/", "mark/"


def send(
    tx: Connection,
    spoken: Spoken,
    blocks: Sequence[Block],
    now: datetime,
    *,
    question: Asked | None = None,
    about: str | None = None,
    receipt: bool = False,
) -> None:
    """Answer a message once: a reply for what there is to say, a reaction as receipt.

    What does not fit one event comes in several, in order; the last one speaks of `about` and asks the question.
    """
    if receipt and spoken.pressed_on is None:  # clients show no reaction to a reaction
        relation = {"rel_type": "m.annotation", "event_id": spoken.event_id, "key": DONE}
        _letter(tx, spoken, _MARK, "m.reaction", {"m.relates_to": relation}, now)
    if not blocks:
        return
    *earlier, last = [message(page) | {"m.relates_to": _relation(spoken)} for page in pages(tuple(blocks))]
    for place, content in enumerate(earlier, 1):
        _letter(tx, spoken, _REPLY, "m.room.message", content, now, page=place)
    letter_id = _letter(tx, spoken, _REPLY, "m.room.message", last, now, about)
    if question and letter_id:
        _store(tx, spoken, question, letter_id, now)


def send_files(tx: Connection, spoken: Spoken, files: Sequence[Attachment], now: datetime) -> None:
    """Send files behind the answer to a message, where it was asked."""
    for place, file in enumerate(files):
        outbox.write_letter(
            tx,
            reason=f"{FILE}{spoken.event_id}/{place}",
            room_id=spoken.room_id,
            event_type="m.room.message",
            content=file_message(file) | {"m.relates_to": _relation(spoken)},
            not_before=now,
            attachment=file,
        )


def _letter(
    tx: Connection,
    spoken: Spoken,
    prefix: str,
    event_type: str,
    content: dict[str, Any],
    now: datetime,
    about: str | None = None,
    page: int = 0,
) -> str:
    return outbox.write_letter(
        tx,
        reason=f"{prefix}{spoken.event_id}/page{page}" if page else prefix + spoken.event_id,
        room_id=spoken.room_id,
        event_type=event_type,
        content=content,
        not_before=now,
        about=about,
    )


def _store(tx: Connection, spoken: Spoken, question: Asked, letter_id: str, now: datetime) -> None:
    voice = voice_of(tx, spoken.room_id)
    question_id = questions.ask(
        tx,
        room_id=spoken.room_id,
        asked_of=spoken.sender if question.of_sender else None,
        options=[(voice.plain(option.label), option.command) for option in question.options],
        slot=question.slot,
        slot_command=question.slot_command,
        letter_id=letter_id,
        now=now,
        expires_at=question.expires_at,
    )
    for event_id in spoken.origins:
        sources.note(tx, event_id, 0, "question", question_id)


def _relation(spoken: Spoken) -> dict[str, Any]:
    reply = {"m.in_reply_to": {"event_id": spoken.pressed_on or spoken.event_id}}
    if spoken.thread is None:
        return reply
    return {"rel_type": "m.thread", "event_id": spoken.thread, "is_falling_back": True} | reply


def about_of(tx: Connection, event_id: str | None, room_id: str) -> tuple[str, int] | None:
    """What the bot's message with this event id in this room speaks of."""
    letter = outbox.letter_by_event(tx, event_id, room_id) if event_id else None
    if letter is None or letter.about is None:
        return None
    kind, _, thing_id = letter.about.partition(":")
    return kind, int(thing_id)


def refuse(ctx: Context, right: Right) -> NoReturn:
    """Say that the sender may not do here what needs this right, and who may."""
    if right is Right.OPERATOR or (right is Right.SETUP and ctx.room_body is None):
        raise Refused("access.operator")
    body = ctx.body
    if right is Right.MEMBER:
        raise Refused("access.member", body=body.name)
    wanted = LEADING if right is Right.LEAD else {Role.OFFICE}
    names = tuple(
        dict.fromkeys(one.name for one in bodies.role_holders(ctx.tx, body.id, ctx.today) if one.role in wanted)
    )
    if right is Right.SETUP:
        raise Refused("access.setup" if names else "access.operator", body=body.name, office=names)
    raise Refused("access.lead" if names else "access.nobody", body=body.name, leads=names)


def introduce(tx: Connection, house: House, arrived: Arrived, now: datetime) -> None:
    """The first words in a room: what this is for, what is stored, and what to type."""
    voice = voice_of(tx, arrived.room_id)
    room = rooms.get(tx, arrived.room_id)
    blocks = [Paragraph(voice.inline(phrase("arrived", town=house.town)))]
    if room and room.public:
        blocks.append(Paragraph(voice.inline(phrase("arrived.public"))))
    elif room and not room.encrypted:
        blocks.append(Paragraph(voice.inline(phrase("arrived.unencrypted"))))
    if {one.user_id for one in rooms.members(tx, arrived.room_id)} == {arrived.invited_by, house.bot_user}:
        blocks.append(Paragraph(voice.inline(phrase("privacy.first"))))
    say_in(tx, arrived.room_id, f"arrived/{arrived.event_id}", blocks, now)


def come_back(tx: Connection, house: House, room_id: str, copied_at: datetime, now: datetime) -> None:
    """One line in a room: the bot knows only what it knew then, and what it could read again since."""
    local = copied_at.astimezone(house.zone)
    words = phrase("restored", at=Moment(local.date(), local.time().replace(second=0, microsecond=0)))
    say_in(tx, room_id, f"restored/{now.isoformat()}/{room_id}", [Paragraph(voice_of(tx, room_id).inline(words))], now)


def say_in(tx: Connection, room_id: str, reason: str, blocks: Sequence[Block], now: datetime) -> None:
    content = message(tuple(blocks))
    outbox.write_letter(
        tx, reason=reason, room_id=room_id, event_type="m.room.message", content=content, not_before=now
    )


def voice_of(tx: Connection, room_id: str) -> Voice:
    body = bodies.by_room(tx, room_id)
    return Voice(body.language if body else "de")
