"""Edits and redactions of messages that were commands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from commands.context import Context
from commands.house import House
from commands.posts import refresh_agenda
from commands.registry import Registry
from commands.stimuli import Redacted
from commands.texts.voice import phrase
from storage import agenda, assignments, meetings, post, questions, sources


def carry_over(ctx: Context, registry: Registry, original: str, lines: Sequence[str]) -> bool:
    """Change the things that a message made as its new text says; never run it again. Whether anything was changed.

    A correction of one item may stand where the message was first misread: the thing is what counts, not the word.
    """
    made = [thing for thing in sources.made_by(ctx.tx, original) if thing[1] != "question"]
    carried = False
    for line, order in enumerate(lines):
        found = registry.find(order)
        if found is None or found[0].corrected is None:
            continue
        command, text = found
        things = [(kind, thing_id) for at, kind, thing_id in made if at == line]
        pieces = text.split("\n") if len(things) > 1 else [text]
        for (kind, thing_id), piece in zip(things, pieces, strict=False):
            assert command.corrected is not None
            carried = command.corrected(ctx, kind, thing_id, piece) or carried
    return carried


def erase(tx: Connection, house: House, redacted: Redacted, now: datetime) -> bool:
    """Remove the text of a redacted message from everything it made; the skeleton stays. Whether there was any."""
    ctx = Context(tx, now, house, room_id=redacted.room_id, event_ids=(redacted.event_id,))
    gone = ctx.voice.plain(phrase("erased", day=ctx.today))
    made = sources.made_by(tx, redacted.target)
    for _line, kind, thing_id in made:
        _blank(ctx, kind, thing_id, gone)
    post.forget_text(tx, redacted.target)
    question = post.letter_by_reason(tx, f"reply/{redacted.target}")
    if question:
        questions.forget_of_letter(tx, question.id)
    return bool(made)


def _blank(ctx: Context, kind: str, thing_id: int, gone: str) -> None:
    if kind == "item":
        agenda.change_item(ctx.tx, thing_id, title=gone)
        item = agenda.by_id(ctx.tx, thing_id)
        meeting = meetings.by_id(ctx.tx, item.meeting_id) if item and item.meeting_id else None
        if meeting:
            refresh_agenda(ctx, meeting)
    elif kind == "outcome":
        agenda.change_outcome(ctx.tx, thing_id, gone)
    elif kind == "entry":
        assignments.change_entry(ctx.tx, thing_id, text=gone)
    elif kind == "assignment":
        assignments.change(ctx.tx, thing_id, title=gone, expected=None)
