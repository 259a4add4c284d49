"""Edited messages: what the first version ordered is changed, as long as that can be; else the new one is an order."""

from datetime import datetime

from sqlalchemy import Connection

from commands import answering, direct
from commands.context import Which, paragraph
from commands.corrections import carry_over, may_change, note_run, was_run
from commands.handwriting import check, tidy
from commands.handwriting import orders as lines_of
from commands.orders import Orders
from commands.registry import Registry
from commands.rules.refusal import Refused
from commands.spoken import Spoken
from commands.stimuli import Edited
from commands.undoing import EDIT, keep
from storage import audit, inbox, sources
from storage.recording import recorded


def take_in(orders: Orders, registry: Registry, tx: Connection, edited: Edited, now: datetime) -> str:
    """Change what the first version ordered, or carry out the new one. Returns the outcome."""
    if inbox.outcome_of(tx, edited.replaces) == inbox.ERASED:
        return "ignored"
    if not may_change(tx, edited.replaces, edited.sender, edited.room_id):
        return "ignored"  # nobody changes somebody else's message
    origins = (edited.event_id, edited.replaces)
    spoken = Spoken(edited.room_id, edited.sender, edited.event_id, None, None, origins, at=edited.at)
    ctx = orders.context(tx, now, spoken)
    text = tidy(edited.text)
    if not text.startswith("!") and any(kind == "addressee" for _, kind, _ in sources.made_by(tx, edited.replaces)):
        text = f"!antwort {text}"  # it was the bare reply to an inquiry
    try:
        check(text)
        lines = direct.without_signs(ctx, registry, lines_of(text))
        with tx.begin_nested(), recorded(tx) as recording:
            carried = carry_over(ctx, registry, edited.replaces, lines)
    except Refused as refused:
        answering.send(tx, spoken, (paragraph(ctx.voice, refused.key, **refused.data),), now)
        return refused.key
    except Which as which:
        direct.ask_body(ctx, lines[0], which)
        answering.send(tx, spoken, tuple(ctx.answer.blocks), now)
        return "asked"
    if carried:
        direct.say_change(ctx)
        keep(ctx, spoken, EDIT, recording.changes())
        audit.note(
            tx,
            at=now,
            actor=edited.sender,
            action="edit",
            outcome="done",
            room_id=ctx.room_body.room_id if ctx.away and ctx.room_body else edited.room_id,
            event_id=edited.event_id,
            acting_as=direct.function_of(ctx),
        )
        answering.send(tx, spoken, tuple(ctx.answer.blocks), now, question=ctx.answer.question)
        return "done"
    if inbox.outcome_of(tx, edited.replaces) == "done" or was_run(tx, edited.replaces):
        answering.send(tx, spoken, (paragraph(ctx.voice, "edit.too_late"),), now)
        return "ignored"
    if not text.startswith("!"):
        return "ignored"
    outcome = orders.carry_out(tx, spoken, lines_of(text), now)
    if outcome == "done":
        note_run(tx, edited.replaces)
    return outcome
