"""Edits of messages that were commands."""

from collections.abc import Sequence

from sqlalchemy import Connection

from commands.context import Context
from commands.kinds import Absent
from commands.lookups import Unclear
from commands.registry import Registry
from storage import sources

_RUN = "run"
"""Noted for a message that was refused and carried out after an edit; a further edit comes too late."""


def was_run(tx: Connection, original: str) -> bool:
    """Whether an edit of a message has been carried out."""
    return any(kind == _RUN for _line, kind, _id in sources.made_by(tx, original))


def note_run(tx: Connection, original: str) -> None:
    sources.note(tx, original, 0, _RUN, 0)


def carry_over(ctx: Context, registry: Registry, original: str, lines: Sequence[str]) -> bool:
    """Change the things that a message made as its new text says; never run it again. Whether anything was changed.

    A correction of one item may stand where the message was first misread: the thing is what counts, not the word.
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
                carried = command.corrected(ctx, kind, thing_id, piece) or carried
            except (Absent, Unclear):
                continue
        if carried and len(pieces) > len(things):
            ctx.say("edit.rest_new")
    return carried
