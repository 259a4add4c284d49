"""Kinds of values about assignments: which one, who does it, what is expected, and what became of the result."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from commands.assignments.attribute_kinds import LABELS
from commands.assignments.numbers import find, typed_numbers
from commands.assignments.sight import assignments_in_sight as assignments_in_sight
from commands.context import Context
from commands.handwriting import fold, fold_sign
from commands.kinds import TITLE, Absent, Kind, first_word
from commands.lookups import (
    ITEM_NAMED,
    ITEM_NUMBER,
    RECEIVER,
    Receiver,
    Unclear,
    agenda_items,
    check_not_moved,
    numbered_item,
)
from commands.rules.refusal import Refused
from commands.timing import DEADLINE_AT_END, Due
from storage import agenda, bodies, formal
from storage.assignment_records import Use
from storage.records import Item

_LEADS = ("an", "to", "fuer", "for")


def _receiver_if_said(text: str, ctx: Context) -> tuple[Receiver, str]:
    word, rest = first_word(text)
    if fold(word) in _LEADS:
        return RECEIVER.take(rest, ctx)
    head, colon, _ = text.partition(":")  # „!auftrag AK-FM: …“: before a colon the name of a body can mean nothing else
    if colon and any(fold_sign(head) in (fold_sign(one.sign), fold_sign(one.name)) for one in bodies.every(ctx.tx)):
        return RECEIVER.take(text, ctx)
    raise Absent("receiver")


_FROM = ("von", "vom", "from", "durch", "by")


def _from_whom(text: str, ctx: Context) -> tuple[Receiver, str]:
    """Who does a part: behind „an“ or „von“, or a known body or unit before a colon („zuarbeit A3 FB 51: …“)."""
    word, rest = first_word(text)
    if fold(word) in (*_FROM, *_LEADS):
        return RECEIVER.take(rest, ctx)
    head, colon, rest = text.partition(":")
    receiver, left = _known_receiver(head, ctx)
    if not colon or left.strip():
        raise Absent("receiver")
    return receiver, rest.strip()


def _to_whom(text: str, ctx: Context) -> tuple[Receiver, str]:
    """Who takes over: behind „an“, or a known body or unit at once („abgeben A3 AK-SB“)."""
    word, rest = first_word(text)
    return RECEIVER.take(rest, ctx) if fold(word) in _LEADS else _known_receiver(text, ctx)


def _known_receiver(text: str, ctx: Context) -> tuple[Receiver, str]:
    try:
        return RECEIVER.take(text, ctx)
    except (Refused, Unclear) as unknown:
        raise Absent("receiver") from unknown


def _expected(text: str, _ctx: Context) -> tuple[str, str]:
    """What stands behind its label, up to the end; a source that stands behind it is taken before."""
    labels = list(LABELS.finditer(text))
    if not labels or not labels[-1]["expected"]:
        raise Absent("expected")
    found = next(one for place, one in enumerate(labels) if all(later["expected"] for later in labels[place:]))
    words = " ".join(text[found.end() :].split()).strip(" ,;")
    if not words:
        raise Absent("expected")
    return words, text[: found.start()].rstrip(" ,;")


_ITEM_REF = re.compile(r"\s(?:zu|re|for)\s+(?:(?:top|item)\s*(\d{1,3})|#(\d{1,9}))$", re.I)


def _item_ref(text: str, ctx: Context) -> tuple[Item, str]:
    found = _ITEM_REF.search(text)
    if found is None:
        return _decided_item(ctx), text
    items = agenda_items(ctx)
    if found[1]:
        chosen = next((one for one in items if one.position == int(found[1])), None)
        if chosen:
            check_not_moved(ctx, items, chosen, found[0].split(maxsplit=1)[1])
    else:
        chosen = agenda.by_id(ctx.tx, int(found[2]))
        chosen = chosen if chosen and chosen.body_id == ctx.body.id else None
    if chosen is None:
        raise Refused("item.unknown", typed=found[0].strip(), known=tuple(one.position for one in items) or ("–",))
    return chosen, text[: found.start()]


def _decided_item(ctx: Context) -> Item:
    """The item of the decision that the message replies to: what was decided becomes somebody's work."""
    decided = formal.by_id(ctx.tx, ctx.about[1]) if ctx.about and ctx.about[0] == "decision" else None
    item = agenda.by_id(ctx.tx, decided.item_id) if decided and decided.item_id else None
    if item is None or item.body_id != ctx.body.id:
        raise Absent("item_ref")
    return item


@dataclass(frozen=True)
class UseSaid:
    """What became of a result, in a word and a text; `sure`: the word leaves no doubt."""

    use: Use
    text: str
    sure: bool


_USES = (
    ("teilweise uebernommen", Use.PARTLY_ADOPTED, True),
    ("teilweise", Use.PARTLY_ADOPTED, True),
    ("partly adopted", Use.PARTLY_ADOPTED, True),
    ("vollstaendig uebernommen", Use.ADOPTED, True),
    ("fully adopted", Use.ADOPTED, True),
    ("uebernommen", Use.ADOPTED, False),
    ("adopted", Use.ADOPTED, False),
    ("vorlage", Use.PAPER, True),
    ("paper", Use.PAPER, True),
    ("zur kenntnis genommen", Use.NOTED, True),
    ("zur kenntnis", Use.NOTED, True),
    ("noted", Use.NOTED, True),
    ("nicht weiterverfolgt", Use.NOT_PURSUED, True),
    ("not pursued", Use.NOT_PURSUED, True),
)


def _use(text: str, _ctx: Context) -> tuple[UseSaid, str]:
    if not text:
        raise Absent("use")
    words = text.split()
    for spelling, use, sure in _USES:
        count = len(spelling.split())
        if fold(" ".join(words[:count])).rstrip(".,;:") == spelling:
            return UseSaid(use, " ".join(words[count:]).strip(" ,;:"), sure), ""
    raise Refused("assignment.unknown_use", typed=text[:60])


_PARTLY = ("geaendert", "teilweise", "statt", "gekuerzt", "in teilen", "partly", "amended", "instead")


def partly_likely(text: str) -> bool:
    """Whether the words beside „übernommen“ sound as if not everything was; then the bot asks."""
    return any(word in fold(text) for word in _PARTLY)


def _anyway_first(text: str, _ctx: Context) -> tuple[str, str]:
    """„trotzdem“ as the first word, as it was typed: it may belong to the text that follows."""
    word, rest = first_word(text)
    if fold(word).rstrip(":,") not in ("trotzdem", "anyway"):
        raise Absent("anyway")
    return word, rest


_BETWEEN = re.compile(r"\s{0,9}(?:[,;]|\bund\b|\band\b)\s*", re.I)


def _involved(text: str, ctx: Context) -> tuple[tuple[Receiver, ...], str]:
    """Bodies and units, one behind the other: „FB 51, AK-SB und Schulamt“."""
    names = [piece for piece in _BETWEEN.split(text.strip(" :.")) if piece]
    if not names:
        raise Absent("involved")
    return tuple(RECEIVER.take(f"{name}:", ctx)[0] for name in names), ""


_MOST_WORDS = 8
"""A day at the head of an order has no more words."""


def _until(text: str, ctx: Context) -> tuple[Due, str]:
    """The day until which something is, before or behind its reason: „bis 1.9. Förderbescheid abwarten“."""
    with suppress(Absent):
        return DEADLINE_AT_END.take(text, ctx)
    words = text.split(" ")
    for size in range(min(len(words), _MOST_WORDS), 1, -1):
        with suppress(Absent):
            due, rest = DEADLINE_AT_END.take(" ".join(words[:size]), ctx)
            if not rest.strip():
                return due, " ".join(words[size:])
    if first_word(text)[0][:1].isdigit():  # „ruhen A3 1.9.“
        return _until(f"{'bis' if ctx.language == 'de' else 'by'} {text}", ctx)
    raise Absent("deadline")


UNTIL = Kind("deadline", _until)
WHAT, DUE = replace(TITLE, asked=True), replace(DEADLINE_AT_END, asked=True)
INVOLVED = Kind("involved", _involved)
ANYWAY_FIRST = Kind("anyway", _anyway_first, hidden=True)
RECEIVER_IF_SAID = Kind("receiver", _receiver_if_said, asked=True)
PART_TO = Kind("receiver", _from_whom, asked=True)
FROM_WHOM = Kind("receiver.von", _from_whom, asked=True)
TO_WHOM = Kind("receiver.an", _to_whom, asked=True)
EXPECTED_AT_END = Kind("expected", _expected, at_end=True)
ITEM_REF_AT_END = Kind("item_ref", _item_ref, at_end=True)
USE = Kind("use", _use, asked=True)


# -- assignments ------------------------------------------------------------------------------------------------------

ASSIGNMENT = Kind("assignment", find)


def _thing(text: str, ctx: Context) -> tuple[Any, str]:
    if ITEM_NUMBER.match(text) and not (ctx.about and ctx.about[0] == "assignment"):
        return numbered_item(text, ctx)
    try:
        return find(text, ctx)
    except Absent:
        return numbered_item(text, ctx)


def _named_or_assignment(text: str, ctx: Context) -> tuple[Any, str]:
    """An assignment by number or because the message replies to one about it; else an item by number or title."""
    whole = any(typed.end == len(text) for typed in typed_numbers(text, bodies.every(ctx.tx)))
    if whole or (not text and ctx.about and ctx.about[0] == "assignment"):
        return find(text, ctx)
    return ITEM_NAMED.take(text, ctx)


NAMED_OR_ASSIGNMENT = Kind("item_named", _named_or_assignment)
"""„A3“ is an assignment; everything else names an item."""
ITEM_OR_ASSIGNMENT = Kind("thing", _thing)
"""„A3“ is an assignment, „3“ is an item."""
