"""The checksum of the audit: posted each day where the operators see it, it cannot be changed with the database."""

from datetime import time

from commands.context import Context, paragraph
from commands.dates.readings import Moment
from commands.document import Paragraph, message
from commands.registry import Part
from commands.rules.access import Right
from commands.texts.voice import Typed, Voice
from storage import audit, outbox

part = Part()


@part.command("checksum.show", de=("prüfsumme",), en=("checksum",), right=Right.SETUP, receipt=False)
def show(ctx: Context) -> None:
    """Show the checksum as it is now."""
    ctx.answer.blocks.append(_words(ctx, ctx.voice))


@part.duty("checksum.post", daily=time(8, 30))
def post(ctx: Context, _none: int) -> None:
    """Post the checksum of the day in the operators' room, if there is one."""
    if ctx.house.operators_room is None:
        return
    outbox.write_letter(
        ctx.tx,
        reason=f"checksum/{ctx.today}",
        room_id=ctx.house.operators_room,
        event_type="m.room.message",
        content=message((_words(ctx, Voice(ctx.language)),), notice=True),
        not_before=ctx.now,
        priority=outbox.DIGEST,
    )


def _words(ctx: Context, voice: Voice) -> Paragraph:
    until = Moment(ctx.today, ctx.local.time())
    return paragraph(voice, "checksum", until=until, head=Typed(audit.head(ctx.tx)))
