"""Kinds of values about inquiries: who is asked, which inquiry is meant, until when."""

import re
from dataclasses import replace
from datetime import date

from commands.assignments.kinds import ASSIGNMENT
from commands.context import Context
from commands.dates import read
from commands.handwriting import fold, fold_sign
from commands.kinds import TEXT, Absent, Kind
from commands.lookups import RECEIVER, Receiver, Unclear
from commands.rules import bodies as body_rules
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import settled
from storage import bodies, inquiries
from storage.assignment_records import Addressee, Assignment, Inquiry
from storage.records import Body, BodyKind, BodyState

_COMMA = re.compile(r"\s{0,9}[,;]\s*")
_AND = re.compile(r"\s{1,9}(?:und|sowie|u\.|and|&)\s+|\s{0,9}/\s+", re.I)
_ALL = ("alle", "alle gremien", "all", "all bodies")
_LEAD = re.compile(r"(?:und|sowie|and|an|to)\s+", re.I)


def _asked(text: str, ctx: Context) -> tuple[list[Receiver], str]:
    """Everybody before the first colon; without one the one body or unit with which the text begins."""
    head, colon, rest = text.partition(":")
    if not text.strip(" :"):
        raise Absent("asked")
    if not colon:
        receiver, rest = RECEIVER.take(text, ctx)
        return [receiver], rest
    if fold(head).strip() in _ALL:
        return [Receiver(one, None) for one in _kin(ctx)], rest.strip()
    found: list[Receiver] = []
    for piece in (each for each in _COMMA.split(head) if each.strip()):
        for name in [piece] if _names_one(piece, ctx) else _AND.split(piece):
            receiver, left = RECEIVER.take(f"{_LEAD.sub('', name, count=1).strip()}:", ctx)
            if left:
                raise Refused("body.unknown", typed=name.strip(), known=tuple(one.sign for one in bodies.every(ctx.tx)))
            if receiver not in found:
                found.append(receiver)
    if not found:
        raise Absent("asked")
    return found, rest.strip()


def _kin(ctx: Context) -> list[Body]:
    """All working bodies of the tree but this one and those that only exchange news."""
    every = body_rules.family(ctx.body, bodies.every(ctx.tx))
    others = [one for one in every if one.id != ctx.body.id and one.kind is not BodyKind.EXCHANGE]
    return [one for one in others if one.state is BodyState.ACTIVE]


def _names_one(piece: str, ctx: Context) -> bool:
    """Whether a body is called so as a whole; „AK Flucht und Migration“ is one."""
    return any(fold(one.name) == fold(piece.strip()) for one in bodies.every(ctx.tx))


_REF = re.compile(r"[\s,;(]{1,9}(?:zu|re)\s+((?:[^\W_][\w-]{0,20}[ -])??a[ -]?[\d/-]{1,16})\)?$", re.I)


def _assignment_ref(text: str, ctx: Context) -> tuple[Assignment, str]:
    found = _REF.search(text)
    if found is None:
        raise Absent("assignment_ref")
    one, rest = ASSIGNMENT.take(found[1], ctx)
    if rest:
        raise Absent("assignment_ref")
    return one, text[: found.start()].rstrip(" ,;")


# -- which inquiry ----------------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?:nr\.?\s*)?(?:(?P<sign>[^\W\d_][\w -]{0,20}?)[ -]+)?(?P<serial>\d{1,4})(?![\w/%]|[.,-]\d)\.?", re.I
)
_GOES_ON = re.compile(r"\s{0,9}(?:von|of|bis|oder|or|prozent|percent|kitas?|personen|stück)\b|\s{0,9}[%/]", re.I)
"""What follows a number that is the answer itself: „11 von 14“."""


def in_sight(ctx: Context) -> list[Inquiry]:
    """The inquiries of this body and those put to it, in the order of asking."""
    both = [*inquiries.of_body(ctx.tx, ctx.body.id), *inquiries.put_to(ctx.tx, ctx.body.id)]
    return sorted({one.id: one for one in both}.values(), key=lambda one: one.id)


def _inquiry(text: str, ctx: Context) -> tuple[Inquiry, str]:
    known = in_sight(ctx)
    about = next((one for one in known if ctx.about == ("inquiry", one.id)), None)
    if about is not None:
        return about, _without_number(text, about, ctx)
    typed = re.sub(r"^(?:abfrage|inquiry)\s+", "", text, flags=re.I)
    match = _NUMBER.match(typed)
    if match is None:
        raise Absent("inquiry")
    found = [one for one in known if _is_meant(one, match, ctx)]
    found = [one for one in found if one.open] or found
    if not found:
        raise Refused("inquiry.unknown", typed=match[0].strip())
    if len(found) > 1:
        names = [f"{bodies.by_id(ctx.tx, one.body_id).sign} {one.serial}" for one in found[:9]]
        labels = [phrase("inquiry.label", name=name, text=one.text) for name, one in zip(names, found, strict=False)]
        raise Unclear(match[0].strip(), list(zip(labels, names, strict=False)))
    return found[0], typed[match.end() :].strip(" :,")


def _answered(text: str, ctx: Context) -> tuple[Inquiry, str]:
    """The inquiry that is answered: the only open one need not be named, unless a number stands first."""
    try:
        return _inquiry(text, ctx)
    except (Absent, Refused):
        waiting = [one for one in in_sight(ctx) if one.open]
        number = re.match(r"\d+", text)
        if len(waiting) != 1 or not text or (number and not _GOES_ON.match(text[number.end() :])):
            raise
        return waiting[0], text


def _shown(text: str, ctx: Context) -> tuple[Inquiry, str]:
    """An inquiry; what reads like a new one is offered as such."""
    try:
        return _inquiry(text, ctx)
    except (Absent, Refused):
        head, colon, rest = text.partition(":")
        if not colon or not rest.strip() or not head.strip():
            raise
        order = f"{'abfrage an' if ctx.language == 'de' else 'inquiry to'} {text}"
        raise Unclear("", [(phrase("inquiry.new_meant", names=head.strip()), order)]) from None


def _is_meant(one: Inquiry, typed: re.Match[str], ctx: Context) -> bool:
    sign = typed["sign"]
    same_body = not sign or fold_sign(bodies.by_id(ctx.tx, one.body_id).sign) == fold_sign(sign)
    return one.serial == int(typed["serial"]) and same_body


def _without_number(text: str, inquiry: Inquiry, ctx: Context) -> str:
    """What is said in a reply to an inquiry, without its number. „2 von 14“ is not number 2."""
    match = _NUMBER.match(text)
    if match is None or not _is_meant(inquiry, match, ctx) or _GOES_ON.match(text[match.end() :]):
        return text
    rest = text[match.end() :].strip(" :,")
    return rest if rest or match["sign"] else text


def answer_to(ctx: Context, inquiry: Inquiry, text: str) -> str:
    """The answer in the changed text of a message that gave one, with or without number and unit before it."""
    text = _without_number(text.strip(), inquiry, ctx)
    named = unit_named(inquiries.addressees(ctx.tx, inquiry.id), text)
    return named[1] if named else text


def unit_named(addressees: list[Addressee], text: str) -> tuple[Addressee, str] | None:
    """The unit with which an answer begins („FB 51: 11 von 14“), and the rest."""
    for one in sorted(addressees, key=lambda each: -len(each.unit or "")):
        words = (one.unit or "").split()
        pattern = r"\s*".join(re.escape(fold(word)) for word in words)
        match = re.match(rf"{pattern}(?!\w)", fold(text)) if words else None
        if match:
            # Folding may lengthen a text („ü“ becomes „ue“), so the end is counted in its own letters.
            end = next(size for size in range(len(text) + 1) if len(fold(text[:size])) >= match.end())
            return one, text[end:].strip(" :,–-")
    return None


def _new_day(text: str, ctx: Context) -> tuple[date, str]:
    if not text:
        raise Absent("deadline")
    lead = text if fold(text).startswith(("bis ", "by ", "spaetestens ")) else f"bis {text}"
    found = settled(read.find_deadline(lead, ctx.local, ctx.calendar), lead, lead="bis ")
    if found is None:
        raise Refused("date.unreadable", typed=text[:60])
    return found.value, ""


ASKED = Kind("asked", _asked)
ASSIGNMENT_REF = Kind("assignment_ref", _assignment_ref, at_end=True)
INQUIRY = Kind("inquiry", _inquiry)
ANSWERED_INQUIRY = Kind("inquiry", _answered)
INQUIRY_SHOWN = Kind("inquiry", _shown)
ANSWER_TEXT = replace(TEXT, name="answer")
NEW_DAY = Kind("deadline", _new_day)
