"""Agendas as lists: what stands behind each title, and the numbers by which the items are called."""

from collections.abc import Mapping, Sequence

from commands.context import Context, listing
from commands.document import Block, Document
from commands.texts.voice import Phrase, Voice, phrase
from storage import agenda, bodies
from storage.records import Item, ItemState


def agenda_list(voice: Voice, items: Sequence[Item], origins: Mapping[int, Phrase] | None = None) -> Document:
    """The items with the numbers by which they are called; where a number is missing, a new list begins.

    `origins` says of items by id where they come from.
    """
    blocks: list[Block] = []
    run: list[Item] = []
    lines = {item.id: item_line(item, (origins or {}).get(item.id)) for item in items}
    for item in items:
        if run and item.position != run[-1].position + 1:
            blocks += listing(voice, [lines[one.id] for one in run], start=run[0].position)
            run = []
        run.append(item)
    blocks += listing(voice, [lines[one.id] for one in run], start=run[0].position) if run else ()
    return tuple(blocks)


def item_line(item: Item, origin: Phrase | None = None) -> Phrase:
    """One item as it stands in a list: title, whether it waits to be taken up, where it comes from, what it asks for,
    since when it is open, and whether it is done."""
    details: list[object] = []
    if item.state is ItemState.PROPOSED:
        details.append(phrase("item.proposal"))
    if origin:
        details.append(origin)
    if item.treatment:
        details.append(item.treatment)
    if item.minutes:
        details.append(phrase("item.minutes", minutes=item.minutes))
    if item.first_on and item.state is ItemState.OPEN and (item.postponed or item.resubmit_on):
        details.append(phrase("item.open_since", day=item.first_on))
    if item.confidential:
        details.append(phrase("item.confidential"))
    if item.state is ItemState.DONE:
        details.append(phrase("item.done"))
    if item.state is ItemState.REFERRED:
        details.append(phrase("item.referred"))
    return phrase("item.line.detailed" if details else "item.line", title=item.title, details=tuple(details))


def origins_of(ctx: Context, items: Sequence[Item]) -> dict[int, Phrase]:
    """Of the items that come from another body: which one, and whether it raised or referred them."""
    found = {}
    for item in (one for one in items if one.origin_body_id is not None):
        source = agenda.by_id(ctx.tx, item.origin_item_id) if item.origin_item_id else None
        referred = source is not None and source.state is ItemState.REFERRED
        key = "item.referred_by" if referred else "item.raised_by"
        found[item.id] = phrase(key, body=bodies.by_id(ctx.tx, item.origin_body_id or 0).sign)
    return found
