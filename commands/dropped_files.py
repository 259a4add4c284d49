"""Files that somebody drops: results of assignments, answers to inquiries, calendars."""

from datetime import datetime

from sqlalchemy import Connection

from commands import answering
from commands.assignments import files as result_files
from commands.calendar import intake as calendar_intake
from commands.context import Context
from commands.handwriting import check, tidy
from commands.inquiries import answers as inquiry_answers
from commands.lookups import Unclear
from commands.orders import Orders
from commands.rules.refusal import Refused
from commands.spoken import Spoken
from commands.stimuli import Filed
from storage import audit


def take_in(orders: Orders, tx: Connection, filed: Filed, now: datetime) -> str:
    """Give a file to the feature that it is for, and answer. Returns the outcome."""
    about = answering.about_of(tx, filed.reply_to, filed.room_id)
    spoken = Spoken(filed.room_id, filed.sender, filed.event_id, filed.thread, about, (filed.event_id,))
    ctx, outcome = _give(orders, tx, filed, spoken, now)
    answer = ctx.answer
    answering.send(
        tx,
        spoken,
        tuple(answer.blocks),
        now,
        question=answer.question,
        about=answer.about,
        receipt=outcome == "done" and answer.recorded,
    )
    audit.note(
        tx,
        at=now,
        actor=filed.sender,
        action="file",
        outcome=outcome,
        room_id=filed.room_id,
        event_id=filed.event_id,
    )
    return outcome


def _give(orders: Orders, tx: Connection, filed: Filed, spoken: Spoken, now: datetime) -> tuple[Context, str]:
    """The context that holds the answer, and the outcome."""
    ctx = orders.context(tx, now, spoken)
    try:
        check(tidy(filed.caption))
        with tx.begin_nested():
            taken = (
                result_files.take_in(ctx, filed)
                or inquiry_answers.take_in(ctx, filed)
                or (filed.is_calendar and calendar_intake.take_in(ctx, filed))
            )
    except Refused as refused:
        ctx = orders.context(tx, now, spoken)
        ctx.say(refused.key, **refused.data)
        return ctx, refused.key
    except Unclear as unclear:
        ctx = orders.context(tx, now, spoken)
        ctx.say("file.unclear", piece=unclear.piece, meant=tuple(label for label, _ in unclear.options))
        return ctx, "asked"
    if not taken and not filed.is_calendar:
        ctx.say("file.which")
    return ctx, "done" if taken else "ignored"
