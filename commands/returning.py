"""The way back: what becomes of an item that another body raised or referred is told where it comes from."""

from collections.abc import Collection
from datetime import date

from commands import posts
from commands.assignments import handing
from commands.context import Context, paragraph
from commands.texts.voice import Voice, phrase
from storage import agenda, bodies, sources
from storage.records import Body, Item, ItemState, Meeting, Outcome

ENDINGS = frozenset({"result", "done", "dropped", "assigned"})
"""After these nothing more will come of an item; they are kept with the item that it came from."""

ELSEWHERE = 1 << 20
"""Added to the line under which a message's things are remembered: an edit carries over only what it made itself."""


def came_back(
    ctx: Context, item: Item, what: str, *, outcome: Outcome | None = None, day: date | None = None, to: str = ""
) -> None:
    """Tell the body that an item comes from what became of it there: one post in its room, and for an ending an outcome
    of its own item. Nothing for an item of the body itself.

    `what` is "result" (with its outcome), "assigned" (`to` is its number), "done", "dropped", "postponed" (to a day),
    "parked" or "referred" (`to` a body). Where that item was only passed on, the ending goes on to where it came from.
    """
    here, plain, known = bodies.by_id(ctx.tx, item.body_id), not item.confidential, {item.body_id}
    text = outcome.text if outcome else ""
    step: Item | None = item
    while step is not None and step.origin_body_id is not None:
        home = bodies.by_id(ctx.tx, step.origin_body_id)
        plain = plain and handing.carries(ctx, here, home)
        source = agenda.by_id(ctx.tx, step.origin_item_id) if step.origin_item_id else None
        if source is not None and what in ENDINGS:
            _keep(ctx, home, source.id, what, here.sign, (text if plain else "") or to)
        if home.id not in known:
            words = {"title": step.title, "body": here.name, "text": text, "day": day or "", "to": to}
            key = f"returned.{what}" if plain else "returned.elsewhere"
            blocks = (paragraph(Voice(home.language), key, **words),)
            about = f"item:{source.id}" if source else None
            posts.write(ctx, home, blocks, _reason(ctx, step, what, outcome), about=about)
        known.add(home.id)
        passed_on = source is not None and source.state is ItemState.REFERRED and what in ENDINGS
        step = source if passed_on else None


def left_over(ctx: Context, item_ids: Collection[int], target: Meeting | None) -> None:
    """Tell of items that a meeting left over where they were put: onto a later agenda, or into the backlog."""
    for item in (agenda.by_id(ctx.tx, item_id) for item_id in item_ids):
        if item is not None:
            what = "postponed" if target else "parked"
            came_back(ctx, item, what, day=target.held_on if target else None)


def _keep(ctx: Context, home: Body, origin_item_id: int, what: str, sign: str, text: str) -> None:
    """Record at the item that it came from what became of it, in no other words than may stand there."""
    key = f"returned.outcome.{what}" if text or what != "result" else "returned.outcome.untold"
    words = Voice(home.language).plain(phrase(key, body=sign, text=text))
    outcome_id = agenda.add_outcome(ctx.tx, origin_item_id, words, ctx.now)
    for event_id in ctx.event_ids:  # a redaction of the message has to find it
        sources.note(ctx.tx, event_id, ELSEWHERE + ctx.line, "outcome", outcome_id)


def reworded(ctx: Context, item: Item, outcome: Outcome, text: str) -> None:
    """Carry an edit of a result over to where it was told and kept; `outcome` is how it was before."""
    here, plain, known = bodies.by_id(ctx.tx, item.body_id), not item.confidential, {item.body_id}
    step: Item | None = item
    while step is not None and step.origin_body_id is not None:
        home = bodies.by_id(ctx.tx, step.origin_body_id)
        plain = plain and handing.carries(ctx, here, home)
        source = agenda.by_id(ctx.tx, step.origin_item_id) if step.origin_item_id else None
        if source is not None:
            _rewrite(ctx, Voice(home.language), source.id, here.sign, outcome.text, text)
        if plain and home.id not in known:
            words = paragraph(Voice(home.language), "returned.result", title=step.title, body=here.name, text=text)
            posts.edit(ctx, _reason(ctx, step, "result", outcome), (words,))
        known.add(home.id)
        step = source if source is not None and source.state is ItemState.REFERRED else None


def _reason(ctx: Context, item: Item, what: str, outcome: Outcome | None) -> str:
    """The cause of a post; that of a result is found again when the result is edited."""
    if outcome is not None:
        return f"told/item/{item.id}/outcome/{outcome.id}"
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    return f"told/item/{item.id}/{cause}/{ctx.line}/{what}"


def _rewrite(ctx: Context, voice: Voice, item_id: int, sign: str, before: str, text: str) -> None:
    old, new = (voice.plain(phrase("returned.outcome.result", body=sign, text=one)) for one in (before, text))
    for outcome in agenda.outcomes(ctx.tx, [item_id]):
        if outcome.text == old:
            agenda.change_outcome(ctx.tx, outcome.id, new)
