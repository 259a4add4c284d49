"""What is kept of an action so that it can be taken back: for so long, and for these commands."""

from collections.abc import Sequence
from datetime import timedelta

from commands.context import Context
from commands.spoken import Spoken
from storage import changes, former
from storage.recording import Change

KEPT = timedelta(minutes=10)
FINAL = Change("", {}, None, None)
"""In place of the changes of what cannot be taken back."""

EDIT = "edit"
"""In place of a command's name: a message was edited, and what it had made was changed with it."""


def keep(ctx: Context, spoken: Spoken, command: str, made: Sequence[Change], *, final: bool = False) -> None:
    """Write into the journal what a command changed; that it was given is no change. What was reworded is kept for
    longer: the bot's posts still say it."""
    former.keep(ctx.tx, made, ctx.now)
    if all(one.table == "source" for one in made):
        return
    changes.keep(
        ctx.tx,
        [FINAL] if final else made,
        event_id=spoken.event_id,
        line=ctx.line,
        room_id=spoken.room_id,
        actor=spoken.sender,
        command=command,
        now=ctx.now,
        since=ctx.now - KEPT,
    )
