"""Kinds of values that are looked up in what is remembered: bodies, people and items."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands.context import Context
from commands.handwriting import fold, fold_sign, look_of
from commands.kinds import Absent, Kind, first_word, title_of
from commands.rules import agenda as agenda_rules
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from storage import agenda, audit, bodies, meetings, rooms
from storage.records import Body, BodyState, Item, Meeting

HEAD = 60
"""No sign, number or unit is longer than this."""


class Unclear(Exception):
    """Several things are meant by `piece`; each option is its name and what to type instead of `piece`.

    `question`: what is asked, if it is not just which one is meant.
    """

    def __init__(self, piece: str, options: Sequence[tuple[Phrase, str]], question: Phrase | None = None) -> None:
        super().__init__(piece)
        self.piece = piece
        self.question = question
        self.options = tuple(options)


# -- bodies -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receiver:
    """Who is to do an assignment: a body, or a unit without a room."""

    body: Body | None
    unit: str | None


_UNIT = re.compile(r"(?:FB|FD|SG|Amt|Dez\.?|Dezernat|Fachbereich|Fachdienst|Abt\.?|Abteilung)\s*[\w./-]{1,12}", re.I)
_BODY_LIKE = re.compile(r"(?:ak|ag|uag|stg|jf|lk)\b", re.I)


def _head_body(text: str, ctx: Context) -> tuple[Body, str] | None:
    """The living body whose sign or name the text begins with, and the rest."""
    alive = [body for body in bodies.every(ctx.tx) if body.state is not BodyState.DISSOLVED]
    for body in sorted(alive, key=lambda one: -len(one.name)):
        if fold(text).startswith(fold(body.name)) and not text[len(body.name) :][:1].isalnum():
            return body, text[len(body.name) :].lstrip(" :,")
    words = list(re.finditer(r"[^\s:]+", text[:HEAD]))
    for count in (3, 2, 1):
        if len(words) >= count:
            end = words[count - 1].end()
            found = [body for body in alive if fold_sign(body.sign) == fold_sign(text[:end])]
            if found:
                return found[0], text[end:].lstrip(" :,")
    return None


def _body(text: str, ctx: Context) -> tuple[Body, str]:
    if not text:
        raise Absent("body")
    found = _head_body(text, ctx)
    if found is None:
        raise _unknown_body(text, ctx)
    return found


def _unknown_body(text: str, ctx: Context) -> Exception:
    """The nearest sign as a question, or that there is none. What stands before a colon is the whole name."""
    head, colon, _ = text.partition(":")
    head = head[:HEAD].strip()
    words = head.split()
    alive = {fold_sign(one.sign): one.sign for one in bodies.every(ctx.tx) if one.state is not BodyState.DISSOLVED}
    for piece in [head] if colon else [" ".join(words[:count]) for count in (3, 2, 1)]:
        near = difflib.get_close_matches(fold_sign(piece), list(alive), n=1, cutoff=0.6)
        if near:
            return Unclear(piece, [(phrase("plain", text=alive[near[0]]), alive[near[0]])])
    return Refused("body.unknown", typed=head, known=tuple(alive.values()))


def _receiver(text: str, ctx: Context) -> tuple[Receiver, str]:
    if not text:
        raise Absent("receiver")
    found = _head_body(text, ctx)
    if found:
        return Receiver(found[0], None), found[1]
    head, colon, rest = text.partition(":")
    unit = _UNIT.match(text)
    if colon and len(head) <= HEAD and "\n" not in head and not _BODY_LIKE.match(head):
        return Receiver(None, head.strip()), rest.strip()
    if unit:
        return Receiver(None, unit[0].strip()), text[unit.end() :].lstrip(" :,")
    raise _unknown_body(text, ctx)


def may_name_receiver(text: str) -> bool:
    """Whether a bare text can only be meant as the name of a body or unit."""
    return "\n" not in text and len(text) <= 40 and 1 <= len(text.split()) <= 3 and text[0].isalnum()


BODY = Kind("body", _body)
RECEIVER = Kind("receiver", _receiver)


# -- people -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """Somebody in the room, by full user id."""

    user_id: str
    name: str


def _person(text: str, ctx: Context) -> tuple[Known, str]:
    if not text:
        raise Absent("person")
    room_id = ctx.room_body.room_id if ctx.room_body else ctx.room_id
    people = [Known(one.user_id, one.name) for one in rooms.members(ctx.tx, room_id or "")]
    people = [one for one in people if one.user_id != ctx.house.bot_user]
    if ctx.room_body:  # who has left the room may still hold a role
        here = {one.user_id for one in people}
        holders = {one.user_id: Known(one.user_id, one.name) for one in bodies.role_holders(ctx.tx, ctx.room_body.id)}
        people += [one for user_id, one in holders.items() if user_id not in here]
    word, rest = first_word(text)
    if word.startswith("@") and ":" in word:
        user_id = word.rstrip(",;")
        return next((one for one in people if one.user_id == user_id), Known(user_id, user_id)), rest
    for count in (4, 3, 2, 1):
        words = text.split()[:count]
        if len(words) == count:
            piece = " ".join(words).strip("@,;:")
            found = [one for one in people if fold(one.name) == fold(piece)] or [
                one for one in people if fold(piece) in fold(one.name).split()
            ]
            looks = {look_of(one.name) for one in found}
            found = [one for one in people if look_of(one.name) in looks] or found
            if len(found) > 1:
                raise Unclear(piece, [(phrase("plain", text=told_apart(one, found)), one.user_id) for one in found])
            if found:
                return found[0], " ".join(text.split()[count:])
    raise Refused("person.unknown", typed=text[:HEAD])


def told_apart(one: Known, others: Sequence[Known]) -> str:
    """A name, with the user id where another one looks the same: anybody may call themselves anything."""
    alike = [other for other in others if look_of(other.name) == look_of(one.name)]
    return f"{one.name} ({one.user_id})" if len(alike) > 1 else one.name


PERSON = Kind("person", _person)


# -- items ------------------------------------------------------------------------------------------------------------


def current_meeting(ctx: Context) -> Meeting | None:
    """The meeting that topics are for: the first one that is planned and not closed yet."""
    return meetings.first_from(ctx.tx, ctx.body.id, agenda_rules.oldest_open(ctx.today))


def agenda_items(ctx: Context) -> list[Item]:
    meeting = current_meeting(ctx)
    return agenda.of_meeting(ctx.tx, meeting.id) if meeting else []


ITEM_NUMBER = re.compile(r"(?:(?:zu|for)\s+)?(?:(?:top|item)\s*)?(\d{1,3})(?=$|[\s.,:;)])[.,:;)]?", re.I)
_ITEM_ID = re.compile(r"#(\d{1,9})(?=$|[\s:])[:]?")
"""How the bot's own questions name an item: its number may have changed until the answer comes."""
_QUOTED = re.compile(r"[„\"“»«‚']([^“”\"«»‘’']{1,200})[“”\"«»‘’']")


def numbered_item(text: str, ctx: Context) -> tuple[Item, str]:
    """The item that the text begins with, by number, title in quotes or reply. Raises Absent and Refused."""
    items = agenda_items(ctx)
    number = ITEM_NUMBER.match(text)
    if number:
        for item in items:
            if item.position == int(number[1]):
                check_not_moved(ctx, items, item, text[: number.end(1)])
                return item, text[number.end() :].strip()
        raise Refused("item.unknown", typed=number[1], known=tuple(item.position for item in items) or ("–",))
    chosen = _ITEM_ID.match(text)
    if chosen:
        return _still_there(int(chosen[1]), ctx), text[chosen.end() :].strip()
    quoted = _QUOTED.match(text)
    if quoted:
        return _titled(quoted[1], items, piece=quoted[0]), text[quoted.end() :].strip(" :")
    if ctx.about and ctx.about[0] == "item":
        found = [item for item in items if item.id == ctx.about[1]]
        if found:
            return found[0], text
    raise Absent("item")


def check_not_moved(ctx: Context, items: Sequence[Item], item: Item, piece: str) -> None:
    """Ask which item is meant by a number (typed as `piece`) that was another item's a few minutes ago.

    Who put the agenda into its new order knows the numbers.
    """
    for other in items:
        moved = other.previous_position == item.position and other.moved_at
        if other.id == item.id or not moved or ctx.now - moved > agenda_rules.MOVED_WITHIN:
            continue
        if audit.actor_at(ctx.tx, "agenda.reorder", ctx.room_id or "", moved) == ctx.sender:
            continue
        local = moved.astimezone(ctx.house.zone)
        words = {"number": item.position, "since": local.time(), "now": item.title, "before": other.title}
        options = [(phrase("item.label", number=one.position, title=one.title), f"#{one.id}") for one in (item, other)]
        raise Unclear(piece, options, phrase("item.moved", **words))


def _still_there(item_id: int, ctx: Context) -> Item:
    item = agenda.by_id(ctx.tx, item_id)
    if item is None or item.body_id != ctx.body.id or item.meeting_id is None or item.state in agenda.OFF_THE_LIST:
        raise Refused("item.gone")
    return item


def _titled(typed: str, items: Sequence[Item], *, piece: str = "") -> Item:
    """The one item whose title holds these words. Raises Refused for none and Unclear for several."""
    found = _holding(typed, items)
    if not found:
        raise Refused("item.unknown", typed=typed, known=tuple(item.position for item in items) or ("–",))
    if len(found) > 1:
        labels = [phrase("item.label", number=item.position, title=item.title) for item in found]
        raise Unclear(piece or typed, [(label, f"#{item.id}") for label, item in zip(labels, found, strict=True)])
    return found[0]


def _holding(typed: str, items: Sequence[Item]) -> list[Item]:
    wanted = fold(title_of(typed))
    same = [item for item in items if fold(item.title) == wanted]
    return same or [item for item in items if wanted in fold(item.title)]


def _named_item(text: str, ctx: Context) -> tuple[Item, str]:
    try:
        item, rest = numbered_item(text, ctx)
    except Absent:
        if not text:
            raise
        return _titled(text, agenda_items(ctx)), ""
    return item, rest


def _backlog_item(text: str, ctx: Context) -> tuple[Item, str]:
    parked = agenda.parked(ctx.tx, ctx.body.id)
    number = ITEM_NUMBER.match(text)
    if number:
        if not 1 <= int(number[1]) <= len(parked):
            raise Refused("backlog.unknown", typed=number[1], count=len(parked))
        return parked[int(number[1]) - 1], text[number.end() :].strip()
    if not text:
        raise Absent("backlog")
    chosen = _ITEM_ID.match(text)
    if chosen:
        for item in (one for one in parked if one.id == int(chosen[1])):
            return item, text[chosen.end() :].strip()
        raise Refused("item.gone")
    found = _holding(text, parked)
    if not found:
        raise Refused("backlog.unknown", typed=text, count=len(parked))
    if len(found) > 1:
        raise Unclear(text, [(phrase("quoted", text=one.title), str(parked.index(one) + 1)) for one in found])
    return found[0], ""


ITEM = Kind("item", numbered_item)
"""An item by number („2“, „TOP 2“), by title in quotes, or because the message replies to one about it."""
ITEM_NAMED = Kind("item_named", _named_item)
"""Like ITEM, or by a part of its title that fills the rest of the text."""
BACKLOG_ITEM = Kind("backlog", _backlog_item)
