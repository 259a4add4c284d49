"""Kinds of values about assignments: which one, who does it, what is expected, and what became of the result."""

import re
from dataclasses import dataclass
from typing import Any

from commands.assignments.handing import carries
from commands.context import Context
from commands.handwriting import DASHES, fold, fold_sign
from commands.kinds import Absent, Kind, first_word
from commands.lookups import HEAD, ITEM_NUMBER, RECEIVER, Receiver, Unclear, agenda_items, numbered_item
from commands.rules import bodies as body_rules
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import agenda, assignments, bodies, formal
from storage.assignment_records import Assignment, Use
from storage.records import Item

_LEADS = ("an", "to", "fuer", "for")


def _receiver_if_said(text: str, ctx: Context) -> tuple[Receiver, str]:
    word, rest = first_word(text)
    if fold(word) not in _LEADS:
        raise Absent("receiver")
    return RECEIVER.take(rest, ctx)


_EXPECTED = re.compile(r"[,;.]?\s*(?:erwartetes ergebnis|ergebnis|expected|result)\s*:\s*(\S.*)$", re.I | re.S)


def _expected(text: str, _ctx: Context) -> tuple[str, str]:
    found = _EXPECTED.search(text)
    if found is None:
        raise Absent("expected")
    return " ".join(found[1].split()).strip(" ,;"), text[: found.start()].rstrip(" ,;")


_ITEM_REF = re.compile(r"\s(?:zu|re|for)\s+(?:(?:top|item)\s*(\d{1,3})|#(\d{1,9}))$", re.I)


def _item_ref(text: str, ctx: Context) -> tuple[Item, str]:
    found = _ITEM_REF.search(text)
    if found is None:
        return _decided_item(ctx), text
    items = agenda_items(ctx)
    if found[1]:
        chosen = next((one for one in items if one.position == int(found[1])), None)
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


RECEIVER_IF_SAID = Kind("receiver", _receiver_if_said, asked=True)
EXPECTED_AT_END = Kind("expected", _expected, at_end=True)
ITEM_REF_AT_END = Kind("item_ref", _item_ref, at_end=True)
USE = Kind("use", _use, asked=True)


# -- assignments ------------------------------------------------------------------------------------------------------

_ASSIGNMENT = re.compile(
    r"(?:(?P<sign>[^\W_][\w-]{0,20}?(?: [^\W\d_][\w-]{0,10}?)?)[ -]+)??"
    r"a[ -]?(?:(?P<year>\d{4}|\d{2})[ /-])?(?P<serial>\d{1,4})(?![\w/-])",
    re.I,
)


def assignments_in_sight(ctx: Context) -> list[Assignment]:
    """The assignments that may be spoken of in this room, ended ones too.

    Those of other bodies only as far as their texts may come here: never from an encrypted room into another one.
    """
    every = bodies.every(ctx.tx)
    sources = {one.id for one in every if one.id == ctx.body.id or carries(ctx, one, ctx.body)}
    found = assignments.concerning(ctx.tx, body_rules.in_sight(ctx.body, every), ended=True)
    own = [one for one in found if ctx.body.id in (one.giver_id, one.receiver_id)]
    return [one for one in found if one in own or {one.giver_id, one.receiver_id} <= sources | {None}]


def _assignment(text: str, ctx: Context) -> tuple[Assignment, str]:
    match = _ASSIGNMENT.match(text[:HEAD].translate(DASHES))
    if match is None:
        if ctx.about and ctx.about[0] == "assignment":
            about = ctx.about[1]
            found = [one for one in assignments_in_sight(ctx) if one.id == about]
            if found:
                return found[0], text
        raise Absent("assignment")
    found = [one for one in assignments_in_sight(ctx) if _is_meant(one, match, ctx)]
    still_open = [one for one in found if one.state not in assignments.ENDED]
    found = still_open or found
    if not found:
        raise Refused("assignment.unknown", typed=match[0].strip())
    if len(found) > 1:
        labels = [phrase("assignment.label", number=one.number, title=one.title) for one in found[:9]]
        raise Unclear(match[0], [(label, one.number) for label, one in zip(labels, found[:9], strict=True)])
    return found[0], text[match.end() :].lstrip(" :,.")


def _is_meant(one: Assignment, typed: re.Match[str], ctx: Context) -> bool:
    year, serial = one.number.rsplit("-", 2)[-2:]
    if int(serial) != int(typed["serial"]):
        return False
    if typed["year"] and year[-2:] != typed["year"][-2:]:
        return False
    return not typed["sign"] or fold_sign(bodies.by_id(ctx.tx, one.giver_id).sign) == fold_sign(typed["sign"])


ASSIGNMENT = Kind("assignment", _assignment)


def _thing(text: str, ctx: Context) -> tuple[Any, str]:
    if ITEM_NUMBER.match(text) and not (ctx.about and ctx.about[0] == "assignment"):
        return numbered_item(text, ctx)
    try:
        return _assignment(text, ctx)
    except Absent:
        return numbered_item(text, ctx)


ITEM_OR_ASSIGNMENT = Kind("thing", _thing)
"""„A3“ is an assignment, „3“ is an item."""
