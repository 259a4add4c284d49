"""Edits of messages that were commands."""

from collections.abc import Sequence

from sqlalchemy import Connection

from commands.allowing import allow_again
from commands.context import Context
from commands.kinds import Absent
from commands.lookups import Unclear
from commands.registry import Registry
from storage import audit, inbox, sources

_RUN = "run"
"""Noted for a message that was refused and carried out after an edit; a further edit comes too late."""


def was_run(tx: Connection, original: str) -> bool:
    """Whether an edit of a message has been carried out."""
    return any(kind == _RUN for _line, kind, _id in sources.made_by(tx, original))


def note_run(tx: Connection, original: str) -> None:
    sources.note(tx, original, 0, _RUN, 0)


def may_change(tx: Connection, original: str, sender: str, room_id: str) -> bool:
    """Whether an edit can be one of its message at all: in the same room, by who gave its orders.

    Neither is checked by all homeservers. What nobody ordered has made nothing, or its maker is not known.
    """
    actor = audit.actor_of(tx, original)
    if inbox.room_of(tx, original) not in (None, room_id):
        return False
    return actor == sender if actor is not None else not sources.made_by(tx, original)


def carry_over(ctx: Context, registry: Registry, original: str, lines: Sequence[str]) -> bool:
    """Change the things that a message made as its new text says; never run it again. Whether anything was changed.

    A correction of one item may stand where the message was first misread: the thing is what counts, not the word.
    Raises Refused for who may not give such an order any more.
    """
    made = [thing for thing in sources.made_by(ctx.tx, original) if thing[1] not in ("question", _RUN)]
    carried = False
    for line, order in enumerate(lines):
        found = registry.find(order)
        if found is None or found[0].corrected is None:
            continue
        command, text = found
        things = [(kind, thing_id) for at, kind, thing_id in made if at == line]
        # A list of topics stays one when it is taken apart, so that its bullets are read as such.
        pieces = [f"\n{piece}" for piece in text.split("\n") if piece.strip()] if len(things) > 1 else [text]
        for (kind, thing_id), piece in zip(things, pieces, strict=False):
            assert command.corrected is not None
            try:
                allow_again(ctx, command.right, original)
                carried = command.corrected(ctx, kind, thing_id, piece) or carried
            except (Absent, Unclear):
                continue
        if carried and len(pieces) > len(things):
            ctx.say("edit.rest_new")
    return carried
