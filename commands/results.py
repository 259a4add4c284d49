"""Results: recorded to an item of the agenda, or handed in to an assignment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from commands import posts, returning
from commands.assignments import handing
from commands.assignments.kinds import ANYWAY_FIRST, ITEM_OR_ASSIGNMENT
from commands.concurrency import AT_ONCE, BOTH, IN_SPITE_AT_END, INSTEAD, offer
from commands.concurrency import in_spite as in_spite_word
from commands.context import Context, Option
from commands.dates.read import find_deadline
from commands.dates.readings import Found
from commands.kinds import TEXT
from commands.registry import Part
from commands.rules import agenda as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import agenda, changes, meetings
from storage.assignment_records import Assignment
from storage.records import Item, ItemState

part = Part()

RESULT_TEXT = replace(TEXT, asked=True)


def _reworded(ctx: Context, kind: str, thing_id: int, text: str) -> bool:
    """Carry an edit of the message over to the result that it recorded."""
    outcome = agenda.outcome_by_id(ctx.tx, thing_id) if kind == "outcome" else None
    if outcome is None:
        return False
    thing, rest = ITEM_OR_ASSIGNMENT.take(text.strip(), ctx)
    if not isinstance(thing, Item) or thing.id != outcome.item_id or not rest.strip(" :"):
        return False
    agenda.change_outcome(ctx.tx, outcome.id, rest.strip(" :"))
    returning.reworded(ctx, thing, outcome, rest.strip(" :"))
    ctx.say("outcome.reworded")
    return True


@part.command("results.record", de=("ergebnis",), en=("result",), right=Right.LEAD, corrected=_reworded)
def record(
    ctx: Context,
    thing: Annotated[Item | Assignment, ITEM_OR_ASSIGNMENT],
    anyway: Annotated[str, ANYWAY_FIRST] = "",
    text: Annotated[str, RESULT_TEXT] = "",
    in_spite: Annotated[str, IN_SPITE_AT_END] = "",
) -> None:
    """Record the result of an item, or hand in the result of an assignment."""
    if isinstance(thing, Assignment):
        handing.hand_in(ctx, thing, text, anyway=anyway)
        return
    text = f"{anyway} {text}".strip()
    if not text:
        raise Refused("outcome.empty", number=thing.position)
    if thing.state is ItemState.REFERRED:
        rules.check_open(thing)
    other = None if in_spite else _recorded_at_once(ctx, thing)
    if other:
        _ask_which_holds(ctx, thing, text, *other)
        return
    known = agenda.outcomes(ctx.tx, [thing.id]) if in_spite == INSTEAD else []
    if known:
        outcome_id = known[-1].id
        agenda.change_outcome(ctx.tx, outcome_id, text)
    else:
        outcome_id = agenda.add_outcome(ctx.tx, thing.id, text, ctx.now)
    agenda.change_item(ctx.tx, thing.id, state=ItemState.DONE)
    ctx.made("outcome", outcome_id)
    returning.came_back(ctx, thing, "result", outcome=agenda.outcome_by_id(ctx.tx, outcome_id))
    ctx.answer.about = f"item:{thing.id}"
    ctx.say("outcome.recorded", number=thing.position)
    meeting = meetings.by_id(ctx.tx, thing.meeting_id or 0)
    if meeting:
        posts.refresh_agenda(ctx, meeting)
    _offer_assignment(ctx, thing, text)


def _recorded_at_once(ctx: Context, item: Item) -> tuple[datetime, str] | None:
    """When somebody else has recorded a result for the item within the last minute, and what it says."""
    for actor, at, image in changes.added_since(ctx.tx, "outcome", ctx.now - AT_ONCE):
        if image["item_id"] == item.id:
            outcome = agenda.outcome_by_id(ctx.tx, image["id"])
            return (at, outcome.text) if outcome and actor != ctx.sender else None
    return None


def _ask_which_holds(ctx: Context, item: Item, text: str, at: datetime, known: str) -> None:
    seconds = max(1, round((ctx.now - at).total_seconds()))
    ctx.say("at_once.result", number=item.position, seconds=seconds, text=known)
    order = f"{'ergebnis' if ctx.language == 'de' else 'result'} #{item.id} {text} "
    options = [
        Option(phrase("at_once.both"), order + in_spite_word(ctx, BOTH)),
        Option(phrase("at_once.only_this"), order + in_spite_word(ctx, INSTEAD)),
        Option(phrase("at_once.only_that"), ""),
    ]
    offer(ctx, options)


def _offer_assignment(ctx: Context, item: Item, text: str) -> None:
    """A result with a date sounds like work for somebody: offer to make an assignment of it."""
    reading = find_deadline(text, ctx.local, ctx.calendar)
    if not isinstance(reading, Found):
        return
    said = text[reading.start : reading.end]
    title = " ".join((text[: reading.start] + text[reading.end :]).split()).strip(" .,;:")
    ctx.say("outcome.deadline_read", said=said, day=reading.value)
    handing.say_moved(ctx, reading.note)
    ctx.say("outcome.offer")
    lead, by, to = ("auftrag", "bis", "zu") if ctx.language == "de" else ("assignment", "by", "re")
    ctx.ask(
        [
            Option(phrase("yes"), f"{lead} {title} {by} {reading.value:%Y-%m-%d} {to} #{item.id}"),
            Option(phrase("no"), ""),
        ]
    )


@part.blanking("outcome")
def blank(ctx: Context, outcome_id: int, gone: str) -> Iterator[str]:
    """What was recorded to an item."""
    outcome = agenda.outcome_by_id(ctx.tx, outcome_id)
    if outcome:
        yield outcome.text
        agenda.change_outcome(ctx.tx, outcome_id, gone)
