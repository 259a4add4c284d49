"""The way back: what becomes of an item that another body raised or referred is told where it comes from."""

from datetime import date

from commands import posts
from commands.assignments import handing
from commands.context import Context, paragraph
from commands.texts.voice import Voice, phrase
from storage import agenda, bodies, sources
from storage.records import Body, Item

ENDINGS = frozenset({"result", "done", "dropped"})
"""After these nothing more will come of an item; they are kept with the item that it came from."""

ELSEWHERE = 1 << 20
"""Added to the line under which a message's things are remembered: an edit carries over only what it made itself."""


def came_back(ctx: Context, item: Item, what: str, *, text: str = "", day: date | None = None, to: str = "") -> None:
    """Tell the body that an item comes from what became of it there: one post in its room, and for an ending an outcome
    of its own item. Nothing for an item of the body itself.

    `what` is "result" (with its text), "done", "dropped", "postponed" (to a day), "parked" or "referred" (to a body).
    """
    if item.origin_body_id is None:
        return
    here, home = bodies.by_id(ctx.tx, item.body_id), bodies.by_id(ctx.tx, item.origin_body_id)
    plain = handing.carries(ctx, here, home) and not item.confidential
    words: dict[str, object] = {"title": item.title, "body": here.name, "text": text, "day": day or "", "to": to}
    if item.origin_item_id is not None and what in ENDINGS:
        _keep(ctx, home, item.origin_item_id, what, here.sign, text if plain else "")
    _post(ctx, home, item, f"returned.{what}" if plain else "returned.elsewhere", words)


def _keep(ctx: Context, home: Body, origin_item_id: int, what: str, sign: str, text: str) -> None:
    """Record at the item that it came from what became of it."""
    key = f"returned.outcome.{what}" if text or what != "result" else "returned.outcome.untold"
    words = Voice(home.language).plain(phrase(key, body=sign, text=text))
    outcome_id = agenda.add_outcome(ctx.tx, origin_item_id, words, ctx.now)
    for event_id in ctx.event_ids:  # a redaction of the message has to find it
        sources.note(ctx.tx, event_id, ELSEWHERE + ctx.line, "outcome", outcome_id)


def reworded(ctx: Context, item: Item, before: str, text: str) -> None:
    """Tell of a result that was changed by an edit, and change it where it was kept."""
    if item.origin_body_id is None:
        return
    here, home = bodies.by_id(ctx.tx, item.body_id), bodies.by_id(ctx.tx, item.origin_body_id)
    voice = Voice(home.language)
    kept = agenda.outcomes(ctx.tx, [item.origin_item_id]) if item.origin_item_id else []
    old = voice.plain(phrase("returned.outcome.result", body=here.sign, text=before))
    for one in (one for one in kept if one.text == old):
        new = voice.plain(phrase("returned.outcome.result", body=here.sign, text=text))
        agenda.change_outcome(ctx.tx, one.id, new)
    if handing.carries(ctx, here, home) and not item.confidential:
        _post(ctx, home, item, "returned.reworded", {"title": item.title, "body": here.name, "text": text})


def _post(ctx: Context, home: Body, item: Item, key: str, words: dict[str, object]) -> None:
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    reason = f"told/item/{item.id}/{cause}/{ctx.line}/{key}"
    about = f"item:{item.origin_item_id}" if item.origin_item_id else None
    posts.write(ctx, home, (paragraph(Voice(home.language), key, **words),), reason, about=about)
