"""Passing on: an order for those who may give it, or for the room of the body that it belongs to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from typing import Annotated

from commands import notes
from commands.context import Context, Option
from commands.handwriting import check
from commands.kinds import NUMBER, TEXT, Absent, Kind
from commands.lookups import BODY
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Typed, phrase
from storage import drafts, rooms, sources
from storage.post_records import Draft
from storage.records import Body

part = Part()

KEPT = timedelta(days=14)
"""So long a proposed order waits for those who may give it."""


def _draft(text: str, ctx: Context) -> tuple[Draft, str]:
    waiting = drafts.open_in(ctx.tx, ctx.body.id, ctx.now - KEPT)
    rest = ""
    try:
        number, rest = NUMBER.take(text.strip().removeprefix("#"), ctx)
    except Absent:
        number = ctx.about[1] if ctx.about and ctx.about[0] == "draft" else 0
        if not number and len(waiting) == 1:
            number = waiting[0].id
    found = [one for one in waiting if one.id == number]
    if not found and not number and waiting:
        raise Refused("draft.which", known=tuple(one.id for one in waiting))
    if not found:
        raise Refused("draft.none")
    return found[0], rest


DRAFT = Kind("draft", _draft)
ELSEWHERE = replace(BODY, name="there")


@part.command("passing.propose", de=("vorschlag",), en=("proposal",))
def propose(ctx: Context, order: Annotated[str, TEXT]) -> None:
    """Propose an order to those who may give it."""
    order = order.removeprefix("!").strip()
    check(order)
    assert ctx.sender is not None
    to = notes.leads(ctx, ctx.body)
    if not to:
        raise Refused("access.nobody", body=ctx.body.name)
    draft_id = drafts.add(ctx.tx, ctx.body.id, ctx.sender, order, ctx.now)
    ctx.made("draft", draft_id)
    ctx.answer.private = True
    ctx.say("draft.proposed", leads=tuple(notes.name_of(ctx, ctx.body, one) for one in to))
    german = ctx.language == "de"
    options = [
        Option(phrase("yes"), f"{'übernehmen' if german else 'take on'} {draft_id}"),
        Option(phrase("no"), f"{'verwerfen' if german else 'discard'} {draft_id}"),
    ]
    name = notes.name_of(ctx, ctx.body, ctx.sender)
    words = phrase("draft.note", name=name, order=Typed(f"!{order}"), body=ctx.body.sign, number=draft_id)
    about = f"draft:{draft_id}"
    notes.send(ctx, ctx.body, to, words, f"told/draft/{draft_id}/new", options=options, about=about)


@part.command("passing.take", de=("übernehmen",), en=("take on",), right=Right.LEAD)
def take(ctx: Context, draft: Annotated[Draft, DRAFT]) -> None:
    """Carry out a proposed order, as one's own."""
    # A redaction of the message that proposed it then also finds what the order makes.
    ctx.event_ids = (*ctx.event_ids, *sources.makers(ctx.tx, "draft", draft.id))
    ctx.answer.follow = draft.order
    _end(ctx, draft, phrase("draft.taken", order=Typed(f"!{draft.order}"), body=ctx.body.name))


@part.command("passing.drop", de=("verwerfen",), en=("discard",), right=Right.LEAD)
def drop(ctx: Context, draft: Annotated[Draft, DRAFT]) -> None:
    """Drop a proposed order."""
    ctx.answer.private = True
    ctx.say("draft.dropped")
    _end(ctx, draft, phrase("draft.not_taken", order=Typed(f"!{draft.order}"), body=ctx.body.name))


def _end(ctx: Context, draft: Draft, words: Phrase) -> None:
    drafts.close(ctx.tx, draft.id)
    notes.send(ctx, ctx.body, [draft.from_user], words, f"told/draft/{draft.id}/end")


@part.command("passing.there", de=("im raum",), en=("in room",))
def there(ctx: Context, body: Annotated[Body, ELSEWHERE], order: Annotated[str, TEXT]) -> None:
    """Give an order of another body in whose room one is, visibly there."""
    assert ctx.sender is not None
    if body.room_id is None or rooms.member(ctx.tx, body.room_id, ctx.sender) is None:
        raise Refused("direct.not_in_room", body=body.name)
    here, goal = rooms.get(ctx.tx, ctx.room_id or ""), rooms.get(ctx.tx, body.room_id)
    if here and goal and here.encrypted != goal.encrypted:
        raise Refused("passing.unlike", body=body.name)
    ctx.act_for(body)
    ctx.answer.follow = order.removeprefix("!").strip()


@part.duty("passing.forget", daily=time(8, 10))
def forget(ctx: Context, _id: int) -> None:
    """Forget proposed orders that nobody took up."""
    drafts.expire(ctx.tx, ctx.now - KEPT)


@part.blanking("draft")
def blank(ctx: Context, draft_id: int, _gone: str) -> Iterator[str]:
    """What was proposed is not to be taken up any more."""
    draft = drafts.by_id(ctx.tx, draft_id)
    if draft:
        yield draft.order
        drafts.close(ctx.tx, draft_id)
