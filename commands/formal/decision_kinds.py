"""Reading decisions: what was decided with which votes, and which decision is meant."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from commands.context import Context
from commands.formal.votes import Voted, votes_at_end
from commands.handwriting import DASHES, fold_sign
from commands.kinds import Absent, Kind
from commands.lookups import HEAD, Unclear, numbered_item
from commands.rules import formal as rules
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.year.chains import steering_of
from storage import formal
from storage.formal_records import Decision, Vote
from storage.records import BodyKind, Item


@dataclass(frozen=True)
class Resolved:
    """What was decided, to which item, and how; `typed` as it was written."""

    item: Item | None
    voted: Voted
    typed: str


_SUB_ITEM = re.compile(r"((?:(?:top|item)\s*)?\d{1,3})\.\d{1,2}(?=[\s:,;)]|$)", re.I)


def _resolved(name: str, text: str, ctx: Context) -> tuple[Resolved, str]:
    _check_body(ctx)
    if not text.strip(" :"):
        raise Absent(name)
    item: Item | None = None
    rest = text
    with suppress(Absent):
        item, rest = numbered_item(_SUB_ITEM.sub(r"\1", text, count=1), ctx)  # „TOP 4.1“: agendas have whole numbers
    voted = votes_at_end(rest.strip(" :"))
    if not voted.text:
        raise Absent(name)
    return Resolved(item, voted, text), ""


def _check_body(ctx: Context) -> None:
    """A jour fixe decides nothing; say where it could be meant, before anything else is read."""
    if ctx.body.kind is not BodyKind.EXCHANGE:
        return
    steering = steering_of(ctx, ctx.body)
    if steering is None:
        raise Refused("decision.exchange.alone", exchange=ctx.body.name)
    raise Refused("decision.exchange", exchange=ctx.body.name, meant=steering.name)


RESOLVED = Kind("decision", partial(_resolved, "decision"))
RECOMMENDED = Kind("recommendation", partial(_resolved, "recommendation"))


# -- which one --------------------------------------------------------------------------------------------------------

_ITEM = re.compile(r"(?:top|item)\s*\d", re.I)
_NUMBER = re.compile(
    r"(?:(?P<sign>[^\W_][\w-]{0,20}?(?: [^\W\d_][\w-]{0,10}?)?)[ -]+)??"
    r"(?P<kind>[be])[ -]?(?:(?P<year>\d{4}|\d{2})[ /-])?(?P<serial>\d{1,4})(?![\w/-])",
    re.I,
)


def _decision(text: str, ctx: Context) -> tuple[Decision, str]:
    """One of this body: by its number as it is written, by „B2“, by its item, or because the message replies to it."""
    known = formal.of_body(ctx.tx, ctx.body.id)
    head = text[:HEAD].translate(DASHES)
    for one in known:  # numbers may follow a pattern of the town's own
        if head.casefold().startswith(one.number.casefold()) and not head[len(one.number) :][:1].isalnum():
            return one, text[len(one.number) :].lstrip(" :,.")
    if _ITEM.match(head):
        item, rest = numbered_item(text, ctx)
        about_it = [one for one in known if one.item_id == item.id and one.vote is not Vote.CANCELLED]
        if not about_it:
            raise Refused("decision.unknown", typed=text[: len(text) - len(rest)].strip() or text[:HEAD])
        return about_it[-1], rest.lstrip(" :,.")
    match = _NUMBER.match(head)
    if match is None:
        about = ctx.about if ctx.about and ctx.about[0] == "decision" else None
        meant = [one for one in known if about and one.id == about[1]]
        if meant:
            return meant[0], text
        if text and not text[0].isalpha():
            raise Refused("decision.unknown", typed=text[:HEAD])
        raise Absent("decision_number")
    return _chosen(ctx, known, match), text[match.end() :].lstrip(" :,.")


def _chosen(ctx: Context, known: Sequence[Decision], match: re.Match[str]) -> Decision:
    sign = match["sign"]
    found = [
        one
        for one in known
        if rules.letter(one.kind) == match["kind"].upper()
        and one.serial == int(match["serial"])
        and (not match["year"] or str(one.year)[-2:] == match["year"][-2:])
        and (not sign or fold_sign(sign) == fold_sign(ctx.body.sign))
    ]
    if not found:
        raise Refused("decision.unknown", typed=match[0].strip())
    found = [one for one in found if one.year == ctx.today.year] or found
    if len(found) > 1:
        raise Unclear(match[0], [(phrase("plain", text=one.number), one.number) for one in found[:9]])
    return found[0]


DECISION = Kind("decision_number", _decision)
