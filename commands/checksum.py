"""What is looked after each day: the checksum of the audit, posted where the operators see it and nobody can change it;
and the age of the last backup."""

from datetime import time

from commands.context import Context, paragraph
from commands.dates.readings import Moment
from commands.document import Paragraph, message
from commands.registry import Part
from commands.rules.access import Right
from commands.texts.voice import Typed, Voice
from storage import audit, backups, incidents, outbox

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


@part.duty("backup.look", daily=time(8, 35))
def look_at_backups(ctx: Context, _none: int) -> None:
    """Tell the operators, once, when the last backup is too old; an office could not mend it."""
    if ctx.house.operators_room is None:
        return
    if backups.overdue(ctx.tx, ctx.now):
        incidents.report(ctx.tx, "backup", "age", ctx.now)
    else:
        incidents.over(ctx.tx, "backup", "age", ctx.now)


def _words(ctx: Context, voice: Voice) -> Paragraph:
    until = Moment(ctx.today, ctx.local.time())
    return paragraph(voice, "checksum", until=until, head=Typed(audit.head(ctx.tx)))
