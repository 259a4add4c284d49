"""Redactions: the text of a removed message goes from everything that was made of it; the skeleton stays."""

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from commands import notes, posts
from commands.blanking import Thing, blank_all
from commands.context import Context, paragraph
from commands.erased_posts import Sweep
from commands.erased_words import Words
from commands.formal.blanking import documents_of
from commands.house import House
from commands.registry import Registry
from commands.rules.access import LEADING
from commands.stimuli import Redacted
from commands.texts.voice import Voice, phrase
from storage import assignments, audit, bodies, changes, cleaning, erased, inbox, outbox, questions, sources

_QUOTED = re.compile("[„“]([^„“”]+)[“”]")

MESSAGE = "message"
"""The kind of a removed message in the list of what must stay deleted; its subject is the event id."""

Made = tuple[int, str, int]


def erase(tx: Connection, house: House, registry: Registry, redacted: Redacted, now: datetime) -> bool:
    """Remove the text of a redacted message from everything it made. Whether there was any.

    Nothing is removed from another room: who may remove messages in one may not do so in all.
    """
    if not _is_from_here(tx, redacted):
        return False
    ctx = Context(tx, now, house, room_id=redacted.room_id, event_ids=(redacted.event_id,))
    gone = ctx.voice.plain(phrase("erased", day=ctx.today))
    made = sources.made_by(tx, redacted.target)
    about = {f"{kind}:{thing_id}" for _line, kind, thing_id in made}
    about |= {document for _line, kind, thing_id in made for document in documents_of(ctx, kind, thing_id)}
    found = blank_all(ctx, registry.blanks, [Thing(kind, thing_id) for _line, kind, thing_id in made], gone)
    words = Words(found | _words_of_undone(tx, redacted.target, made), gone)
    changes.forget_all(tx)
    inbox.forget_text(tx, redacted.target)
    _close_questions(ctx, made, words)
    # A table that is in its room can no longer be looked into, and it may show only a part of a text.
    listed = any(kind in ("assignment", "entry") for _line, kind, _thing_id in made)
    late = {seq for _line, kind, seq in made if kind == "late"}
    Sweep(ctx, redacted.target, words, registry.needed, about, late, listed=listed).run()
    if any(kind == "item" for _line, kind, _id in made):
        _tell_author(ctx, redacted)
    _tell_sides(ctx, redacted.target, made)
    erased.note(tx, MESSAGE, redacted.target, None, now)
    cleaning.ask(tx)
    return bool(made)


def _is_from_here(tx: Connection, redacted: Redacted) -> bool:
    """Whether the removed message was one of this room. When its row in the inbox is long gone, the audit still knows
    where it acted; what somebody ordered in a direct chat stands there with the body's room, so its sender counts."""
    room_id = inbox.room_of(tx, redacted.target)
    if room_id is None and audit.actor_of(tx, redacted.target) not in (None, redacted.sender, "bot"):
        room_id, _function = audit.acted(tx, redacted.target)
    return room_id in (None, redacted.room_id)


def erase_again(tx: Connection, house: House, registry: Registry, now: datetime) -> int:
    """Erase once more every message of the list whose text is here again: a backup that was put back is older than the
    list. Returns how many there were."""
    count = 0
    for one in erased.every(tx):
        state = inbox.outcome_of(tx, one.subject) if one.kind == MESSAGE else None
        room_id = inbox.room_of(tx, one.subject) if state not in (None, "erased") else None
        if room_id is not None:
            redacted = Redacted(f"again/{one.subject}", room_id, house.bot_user, one.subject, now)
            erase(tx, house, registry, redacted, now)
            count += 1
    return count


def _words_of_undone(tx: Connection, target: str, made: Collection[Made]) -> set[str]:
    """The words of what was taken back are in no row any more; what the bot quoted of them is in its answers."""
    undone = [inbox.event_at(tx, seq) for _line, kind, seq in made if kind == "undone"]
    answers = [outbox.letter_by_reason(tx, f"reply/{event_id}") for event_id in (target, *undone) if undone]
    return {word for one in answers if one for word in _QUOTED.findall(str(one.content.get("body", "")))}


def _close_questions(ctx: Context, made: Collection[Made], words: Words) -> None:
    """A question that quotes the words, or would carry out the message, is not to be answered any more."""
    for _line, kind, question_id in made:
        if kind == "question":
            questions.close(ctx.tx, question_id)
    for question in questions.waiting(ctx.tx):
        if words.stand_in((*question.options, question.slot_command)):
            questions.close(ctx.tx, question.id)


# -- who is told ------------------------------------------------------------------------------------------------------


def _tell_author(ctx: Context, redacted: Redacted) -> None:
    """Tell who wrote it that an item was removed by those who lead the body. Nothing of the text is looked at."""
    author, body = audit.actor_of(ctx.tx, redacted.target), bodies.by_room(ctx.tx, redacted.room_id)
    if author is None or body is None or author == redacted.sender:
        return
    if not LEADING.isdisjoint(bodies.roles_of(ctx.tx, body.id, redacted.sender, ctx.today)):
        notes.send(ctx, body, [author], phrase("erased.note"), f"told/erased/{redacted.target}")


def _tell_sides(ctx: Context, target: str, made: Collection[Made]) -> None:
    """An assignment on which others rely is not ended by that: both sides are told once that it has no title now."""
    for thing_id in dict.fromkeys(thing_id for _line, kind, thing_id in made if kind == "assignment"):
        one = assignments.by_id(ctx.tx, thing_id)
        if one is None or one.state in assignments.ENDED:
            continue
        for side in dict.fromkeys((one.giver_id, one.receiver_id)):
            if side is None:
                continue
            body = bodies.by_id(ctx.tx, side)
            key = "erased.assignment" if side == one.giver_id else "erased.assignment.received"
            giver = bodies.by_id(ctx.tx, one.giver_id)
            words = paragraph(Voice(body.language), key, number=one.number, day=one.due_on, giver=giver.name)
            posts.write(ctx, body, (words,), f"told/erased/{one.id}/{target}/{side}", about=f"assignment:{one.id}")
