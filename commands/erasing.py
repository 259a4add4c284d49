"""Redactions: the text of a removed message goes from everything that was made of it; the skeleton stays."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from html import escape
from typing import Any

from sqlalchemy import Connection

from commands import notes
from commands.answering import FILE
from commands.assignments.attached import is_copy
from commands.blanking import blank
from commands.context import Context
from commands.documents.assignment_table import SUFFIX
from commands.documents.searching import text_of
from commands.formal.blanking import documents_of
from commands.house import House
from commands.inquiries import inquiry_posts
from commands.people import handover_sheet
from commands.rules.access import LEADING
from commands.stimuli import Redacted
from commands.texts.voice import phrase
from storage import (
    attachments,
    audit,
    bodies,
    changes,
    erasure,
    inbox,
    outbox,
    sources,
)
from storage.post_records import Letter, LetterState

_SHORTEST = 3
"""Words shorter than this occur by themselves everywhere and name nobody."""

_QUOTED = re.compile("[„“]([^„“”]+)[“”]")

_CUT = 69
"""A digest shows so much of a long title at least."""


def erase(tx: Connection, house: House, redacted: Redacted, now: datetime) -> bool:
    """Remove the text of a redacted message from everything it made. Whether there was any."""
    if inbox.room_of(tx, redacted.target) not in (None, redacted.room_id):
        return False  # a homeserver judges who may remove something by the room that the removal is said in
    ctx = Context(tx, now, house, room_id=redacted.room_id, event_ids=(redacted.event_id,))
    gone = ctx.voice.plain(phrase("erased", day=ctx.today))
    made = sources.made_by(tx, redacted.target)
    told = {(kind, thing_id) for _line, kind, thing_id in made}
    things = {f"{kind}:{thing_id}" for _line, kind, thing_id in made}
    things |= {about for _line, kind, thing_id in made for about in documents_of(ctx, kind, thing_id)}
    words = {text for _line, kind, thing_id in made for text in blank(ctx, kind, thing_id, gone) if text}
    # A table that is in its room can no longer be looked into, and it may show only a part of a text.
    listed = any(kind in ("assignment", "entry") for _line, kind, _thing_id in made)
    words |= _words_of_undone(tx, redacted.target, made)
    changes.forget_all(tx)
    inbox.forget_text(tx, redacted.target)
    answer = outbox.letter_by_reason(tx, f"reply/{redacted.target}")
    if answer and answer.state is LetterState.PENDING:
        outbox.park(tx, answer.id, "erased")
    for letter in erasure.letters_since(tx, redacted.target):
        if letter.is_file:
            answered = letter.reason.startswith(f"{FILE}{redacted.target}/")
            own = letter.about in things or answered or is_copy(letter.reason, things)
            own |= listed and letter.content.get("body", "").endswith(SUFFIX)
            own |= bool(words) and letter.content["body"].startswith(handover_sheet.PREFIX)
            _clean_file(ctx, letter, words, own=own)
        else:
            replies = (f"reply/{redacted.target}", f"reply/{redacted.target}/page")
            own = letter.reason == replies[0] or letter.reason.startswith(replies[1]) or ("late", letter.seq) in told
            _clean(ctx, letter, words, gone, own=own)
    if any(kind == "item" for _line, kind, _id in made):
        _tell_author(ctx, redacted)
    return bool(made)


def _words_of_undone(tx: Connection, target: str, made: Collection[tuple[int, str, int]]) -> set[str]:
    """The words of what was taken back are in no row any more; what the bot quoted of them is in its answers."""
    undone = [inbox.event_at(tx, seq) for _line, kind, seq in made if kind == "undone"]
    answers = [outbox.letter_by_reason(tx, f"reply/{event_id}") for event_id in (target, *undone) if undone]
    return {word for one in answers if one for word in _QUOTED.findall(str(one.content.get("body", "")))}


def _tell_author(ctx: Context, redacted: Redacted) -> None:
    """Tell who wrote it that an item was removed by those who lead the body. Nothing of the text is looked at."""
    author, body = audit.actor_of(ctx.tx, redacted.target), bodies.by_room(ctx.tx, redacted.room_id)
    if author is None or body is None or author == redacted.sender:
        return
    if not LEADING.isdisjoint(bodies.roles_of(ctx.tx, body.id, redacted.sender, ctx.today)):
        notes.send(ctx, body, [author], phrase("erased.note"), f"told/erased/{redacted.target}")


# -- what the bot wrote -----------------------------------------------------------------------------------------------


def _clean(ctx: Context, letter: Letter, words: Collection[str], gone: str, *, own: bool) -> None:
    """Take the words out of a letter. An answer is removed from its room as well; a post is edited there."""
    content = _without(letter.content, _spellings(words), gone)
    if not content or (content == letter.content and not own):
        return
    personal = letter.reason.startswith(("reply/", "told/")) or (own and letter.reason.startswith("late/"))
    if letter.state is LetterState.PENDING and personal:
        erasure.set_aside(ctx.tx, letter.id)
        return
    if letter.state is not LetterState.SENDING:
        erasure.rewrite(ctx.tx, letter.id, {} if personal else content)
    seen = letter.state in (LetterState.SENT, LetterState.SENDING)
    if not seen or letter.event_type != "m.room.message":
        return
    if personal:
        _write(ctx, letter, "m.room.redaction", {})
    elif letter.target is None and not _is_living(letter):  # that one was brought up to date
        edit = content | {"body": "* " + content["body"], "m.new_content": content}
        _write(ctx, letter, "m.room.message", edit)


def _is_living(letter: Letter) -> bool:
    return (letter.about or "").startswith("agenda:") or letter.reason.startswith(inquiry_posts.LIVING)


def _clean_file(ctx: Context, letter: Letter, words: Collection[str], *, own: bool) -> None:
    """Keep back or remove a file that holds the words, or that speaks of what the message made (`own`). A handover
    holds so much that it always counts as one; its reader gets a new one by asking.

    A file that is in its room can no longer be looked into here; then only its name and `own` tell.
    """
    file = attachments.of_letter(ctx.tx, letter.id)
    text = text_of(file.data, file.mimetype) if file else ""
    held = letter.content["body"] + (text or "")
    # A file that cannot be looked into may hold the words.
    if not own and text is not None and not any(word in held for word in (*_pieces(words), *_spellings(words))):
        return
    if letter.state is LetterState.PENDING:
        erasure.set_aside(ctx.tx, letter.id)
        return
    if letter.state is not LetterState.SENDING:
        erasure.rewrite(ctx.tx, letter.id, {})
    if letter.state is not LetterState.PARKED:
        _write(ctx, letter, "m.room.redaction", {})


def _pieces(words: Collection[str]) -> Iterator[str]:
    """The words, and their lines: a document makes a paragraph of each."""
    for word in words:
        yield from (piece for piece in (word, *map(str.strip, word.split("\n"))) if len(piece) >= _SHORTEST)


def _write(ctx: Context, letter: Letter, event_type: str, content: dict[str, Any]) -> None:
    outbox.write_letter(
        ctx.tx,
        reason=f"erased/{letter.id}/{ctx.event_ids[0]}",
        room_id=letter.room_id,
        event_type=event_type,
        content=content,
        target=letter.id,
        not_before=ctx.now,
        priority=outbox.PROMPT,
    )


def _spellings(words: Collection[str]) -> list[str]:
    """The words as they may stand in a letter, the longest first: plain, in HTML, and cut short."""
    known = {word for word in words if len(word) >= _SHORTEST}
    known |= {" ".join(word.split()) for word in known}
    known |= {word[:_CUT] for word in known}
    known |= {escape(word).replace("\n", "<br>") for word in known}
    return sorted(known, key=len, reverse=True)


def _without(value: Any, words: Collection[str], gone: str) -> Any:
    match value:
        case str():
            for word in words:
                value = value.replace(word, gone)
            return value
        case dict():
            return {key: _without(one, words, gone) for key, one in value.items()}
        case list():
            return [_without(one, words, gone) for one in value]
    return value
