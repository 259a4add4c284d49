"""Items that go to another body: raised to the upper one, referred to another, taken up there."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from commands import placing, planning, posts, returning
from commands.assignments import handing
from commands.context import Context, Option, paragraph
from commands.handwriting import LONGEST_TITLE, fold
from commands.kinds import TEXT, Absent, Kind, after, first_word
from commands.lookups import BODY, ITEM, ITEM_NAMED, numbered_item
from commands.registry import Part
from commands.rules import agenda as rules
from commands.rules import bodies as body_rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from commands.topics import ANYWAY_AT_END, TOPICS, bare_treatment
from storage import agenda, bodies, meetings
from storage.records import Body, BodyState, Item, ItemState, Meeting, Treatment

part = Part()

_LETTERS = {Treatment.INFORMATION: "I", Treatment.CONSULTATION: "B", Treatment.DECISION: "E"}


@dataclass(frozen=True)
class Raised:
    """What is to be raised: an item of this body's agenda or a mere title, and the treatment that is wanted."""

    item: Item | None
    title: str
    treatment: Treatment | None


def _raised(text: str, ctx: Context) -> tuple[Raised, str]:
    with suppress(Absent):
        item, rest = numbered_item(text, ctx)
        wanted = bare_treatment(rest)
        if not rest or wanted:
            return Raised(item, item.title, wanted or item.treatment), ""
        if fold(text).startswith(("top", "#")):
            return Raised(item, item.title, item.treatment), rest  # what is left over is said to be so
    if bare_treatment(text):
        raise Absent("raised")
    (topic, *more), rest = TOPICS.take(text, ctx)
    return Raised(None, topic.title, topic.treatment), rest or "\n".join(one.typed for one in more)


_ARTICLES = ("den", "die", "das", "dem", "the")


def _target(text: str, ctx: Context) -> tuple[Body, str]:
    """„an AK-FM“, „an den Jour fixe“."""
    word, rest = first_word(text)
    return BODY.take(rest if fold(word) in _ARTICLES and rest else text, ctx)


RAISED = Kind("raised", _raised)
TARGET = after("an", "to", kind=Kind("body", _target))


# -- raising ----------------------------------------------------------------------------------------------------------


@part.command("raising.raise", de=("einbringen", "top # einbringen"), en=("raise", "item # raise"), right=Right.LEAD)
def bring_up(ctx: Context, raised: Annotated[Raised, RAISED], anyway: Annotated[bool, ANYWAY_AT_END] = False) -> None:
    """Put a topic onto the next agenda of the upper body; what becomes of it there is told here."""
    if ctx.body.parent_id is None:
        raise Refused("raise.no_parent", body=ctx.body.name)
    parent = bodies.by_id(ctx.tx, ctx.body.parent_id)
    _check_way(ctx, parent)
    if raised.item:
        _check_item(ctx, raised.item)
        if raised.item.confidential and not anyway:
            letter = f" {_LETTERS[raised.treatment]}" if raised.treatment else ""
            word = "einbringen" if ctx.language == "de" else "raise"
            _ask_sure(ctx, raised.item, parent, f"{word} #{raised.item.id}{letter}")
            return
    source = raised.item.id if raised.item else None
    placed, meeting = _hand_over(ctx, parent, raised.title, raised.treatment, source)
    if source is not None:
        ctx.answer.about = f"item:{source}"
    ctx.say(_where("raise.done", placed), title=placed.title, body=parent.name, **_place(placed, meeting))
    key = "raise.told.wanted" if placed.treatment else "raise.told"
    _tell(ctx, parent, placed, meeting, key, title=placed.title, treatment=placed.treatment or "")


def _check_way(ctx: Context, target: Body) -> None:
    """Refuse a body that does not work or has no room, and never let a text out of encryption."""
    if target.state is not BodyState.ACTIVE:
        raise Refused("body.not_active", body=target.name, state=target.state)
    if target.room_id is None:
        raise Refused("raise.no_room", body=target.name)
    if not handing.carries(ctx, ctx.body, target):
        raise Refused("raise.not_encrypted", body=target.name)


def _check_item(ctx: Context, item: Item) -> None:
    rules.check_open(item)
    waiting = (ItemState.OPEN, ItemState.PROPOSED, ItemState.PARKED)
    for copy in agenda.raised_from(ctx.tx, item.id):
        if copy.state in waiting:
            body = bodies.by_id(ctx.tx, copy.body_id)
            raise Refused("raise.already", number=item.position, title=item.title, body=body.name)


def _ask_sure(ctx: Context, item: Item, target: Body, command: str) -> None:
    """What is for this body only leaves it on an express word."""
    ctx.say("raise.confidential", number=item.position, title=item.title, body=target.name)
    anyway = "trotzdem" if ctx.language == "de" else "anyway"
    ctx.ask([Option(phrase("yes"), f"{command} {anyway}"), Option(phrase("no"), "")], back=True)


def _hand_over(
    ctx: Context, target: Body, title: str, treatment: Treatment | None, source_id: int | None
) -> tuple[Item, Meeting | None]:
    """Put a topic of this body onto the next agenda of another one; after its deadline it waits to be taken up."""
    meeting = placing.next_open(ctx, target)
    late = meeting is not None and placing.is_late(ctx, meeting, target)
    placed = placing.place(
        ctx,
        target,
        meeting,
        title=title,
        treatment=treatment,
        state=rules.state_of_new(
            target.kind, bodies.roles_of(ctx.tx, target.id, ctx.sender or "", ctx.today), late=late
        ),
        origin_body_id=ctx.body.id,
        origin_item_id=source_id,
    )
    if meeting:
        posts.refresh_agenda(ctx, meeting)
    return placed, meeting


def _where(key: str, placed: Item) -> str:
    return f"{key}.{placed.state}" if placed.state in (ItemState.PARKED, ItemState.PROPOSED) else key


def _place(placed: Item, meeting: Meeting | None) -> dict[str, object]:
    return {"number": placed.position, "moment": planning.moment(meeting) if meeting else ""}


def _tell(ctx: Context, target: Body, placed: Item, meeting: Meeting | None, key: str, **data: object) -> None:
    """Tell the other body what has come onto its agenda, and from whom."""
    voice = Voice(target.language)
    blocks = (
        paragraph(voice, key, body=ctx.body.name, **data),
        paragraph(voice, _where("raise.place", placed), **_place(placed, meeting)),
    )
    posts.write(ctx, target, blocks, f"told/raised/{placed.id}", about=f"item:{placed.id}")


# -- referring --------------------------------------------------------------------------------------------------------


@part.command("raising.refer", de=("verweisen", "top # verweisen"), en=("refer", "item # refer"), right=Right.LEAD)
def refer(
    ctx: Context,
    item: Annotated[Item, ITEM],
    target: Annotated[Body, TARGET],
    question: Annotated[str, TEXT] = "",
    anyway: Annotated[bool, ANYWAY_AT_END] = False,
) -> None:
    """Refer an item to another body of the same tree; it is dealt with there, and the outcome comes back."""
    if target.id == ctx.body.id or target not in body_rules.family(ctx.body, bodies.every(ctx.tx)):
        raise Refused("raise.not_ours", body=target.name)
    _check_way(ctx, target)
    rules.check_movable(item)
    _check_item(ctx, item)
    if item.confidential and not anyway:
        word, to = ("verweisen", "an") if ctx.language == "de" else ("refer", "to")
        _ask_sure(ctx, item, target, f"{word} #{item.id} {to} {target.sign} {question}".rstrip())
        return
    title = f"{item.title}: {question}" if question else item.title
    title = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    agenda.change_item(ctx.tx, item.id, state=ItemState.REFERRED)
    placed, meeting = _hand_over(ctx, target, title, item.treatment, item.id)
    said = phrase("refer.outcome.asked" if question else "refer.outcome", body=target.sign, question=question)
    ctx.made("outcome", agenda.add_outcome(ctx.tx, item.id, ctx.voice.plain(said), ctx.now))
    if item.origin_body_id != target.id:
        returning.came_back(ctx, item, "referred", to=target.name)
    ctx.answer.about = f"item:{item.id}"
    ctx.say("refer.done", number=item.position, title=item.title, body=target.name)
    _tell(ctx, target, placed, meeting, "refer.told", title=placed.title)
    own = meetings.by_id(ctx.tx, item.meeting_id or 0)
    if own:
        posts.refresh_agenda(ctx, own)


# -- taking up --------------------------------------------------------------------------------------------------------


@part.command(
    "raising.take_up", de=("aufnehmen", "top # aufnehmen"), en=("take up", "item # include"), right=Right.LEAD
)
def take_up(ctx: Context, item: Annotated[Item, ITEM_NAMED]) -> None:
    """Take a proposed item onto the agenda."""
    rules.check_proposed(item)
    agenda.change_item(ctx.tx, item.id, state=ItemState.OPEN)
    ctx.made("item", item.id)
    ctx.say("item.taken_up", number=item.position, title=item.title)
    meeting = meetings.by_id(ctx.tx, item.meeting_id or 0)
    if meeting:
        posts.refresh_agenda(ctx, meeting)
