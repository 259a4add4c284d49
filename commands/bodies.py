"""Bodies: setting them up, showing them, letting them rest, dissolving them."""

from collections.abc import Iterator
from typing import Annotated

from commands import planning, posts
from commands.assignments.sight import as_seen
from commands.context import Context, Option, paragraph
from commands.handwriting import DASHES, fold_sign
from commands.kinds import TITLE, Absent, Kind, after, choice, first_word
from commands.lookups import BODY
from commands.people.role_proposal import propose_roles
from commands.registry import Part
from commands.rules import bodies as rules
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from storage import assignments, bodies, meetings
from storage.records import Body, BodyKind, BodyState, Mandate

part = Part()

KIND_WORDS = {
    "strategisch": BodyKind.STRATEGIC,
    "strategic": BodyKind.STRATEGIC,
    "operativ": BodyKind.OPERATIVE,
    "operative": BodyKind.OPERATIVE,
    "operational": BodyKind.OPERATIVE,
    "austausch": BodyKind.EXCHANGE,
    "exchange": BodyKind.EXCHANGE,
}
MANDATE_WORDS = {
    "beratend": Mandate.ADVISING,
    "advising": Mandate.ADVISING,
    "advisory": Mandate.ADVISING,
    "beschliessend": Mandate.DECIDING,
    "entscheidend": Mandate.DECIDING,
    "deciding": Mandate.DECIDING,
}
LANGUAGE_WORDS = {"deutsch": "de", "german": "de", "de": "de", "englisch": "en", "english": "en", "en": "en"}
SWITCH_WORDS = {"an": True, "ein": True, "ja": True, "on": True, "yes": True}
SWITCH_WORDS |= {"aus": False, "nein": False, "off": False, "no": False}
_UNDER = ("unter", "under", "below")


def _sign(text: str, _ctx: Context) -> tuple[str, str]:
    word, rest = first_word(text)
    if not word:
        raise Absent("sign")
    return word.rstrip(",:").translate(DASHES), rest


def _parent_at_end(text: str, ctx: Context) -> tuple[Body, str]:
    words = text.split()
    for place in range(len(words) - 1, -1, -1):
        if words[place].lower() in _UNDER:
            if words[place + 1 : place + 2] and words[place + 1].isdecimal():
                continue  # „AK Kinder unter 3“ is a name
            body, rest = BODY.take(" ".join(words[place + 1 :]), ctx)
            return body, " ".join((*words[:place], rest)).strip()
    raise Absent("parent")


SIGN = Kind("sign", _sign)
PARENT_AT_END = Kind("parent", _parent_at_end, at_end=True)
BODY_KIND_AT_END = choice("body_kind", KIND_WORDS, at_end=True)
MANDATE_AT_END = choice("mandate", MANDATE_WORDS, at_end=True)


@part.command(
    "bodies.set_up",
    de=("gremium neu", "gremium einrichten", "gremium anlegen"),
    en=("body new", "body set up"),
    right=Right.OPERATOR,
)
def set_up(
    ctx: Context,
    sign: Annotated[str, SIGN],
    name: Annotated[str, TITLE],
    kind: Annotated[BodyKind, BODY_KIND_AT_END],
    mandate: Annotated[Mandate | None, MANDATE_AT_END] = None,
    parent: Annotated[Body | None, PARENT_AT_END] = None,
) -> None:
    """Bind this room to a new body and propose its roles from the room's power levels."""
    assert ctx.room_id is not None
    taken = bodies.by_room(ctx.tx, ctx.room_id)
    if taken is not None:
        raise Refused("body.room_taken", body=taken.name)
    rules.check_sign(sign)
    known = bodies.by_sign_key(ctx.tx, fold_sign(sign))
    if known is not None:
        raise Refused("body.sign_taken", sign=known.sign, body=known.name)
    mandate = rules.mandate_of(kind, mandate)
    if parent is not None:
        rules.check_parent(None, parent, bodies.every(ctx.tx))
    body_id = bodies.add(
        ctx.tx,
        sign=sign,
        sign_key=fold_sign(sign),
        name=name,
        kind=kind,
        mandate=mandate,
        parent_id=parent.id if parent else None,
        room_id=ctx.room_id,
        language="de",
    )
    ctx.made("body", body_id)
    ctx.act_for(bodies.by_id(ctx.tx, body_id))
    ctx.say("bodies.set_up.done", name=name, sign=sign)
    _describe(ctx, ctx.body)
    propose_roles(ctx)


@part.command("bodies.show", de=("gremium",), en=("body",), receipt=False)
def show(ctx: Context) -> None:
    """Show the body of this room: what it is, its place, its roles and its next date."""
    _describe(ctx, ctx.body)


def _describe(ctx: Context, body: Body) -> None:
    parent = bodies.by_id(ctx.tx, body.parent_id) if body.parent_id else None
    ctx.say("bodies.is", sign=body.sign, name=body.name, kind=body.kind, mandate=body.mandate, state=body.state)
    if parent:
        ctx.say("bodies.parent", parent=parent.name, sign=parent.sign)
    below = rules.descendants(body, bodies.every(ctx.tx))
    if below:
        ctx.say("bodies.below", below=tuple(one.sign for one in below))
    holders = [one for one in bodies.role_holders(ctx.tx, body.id, ctx.today) if one.role in LEADING]
    if holders:
        ctx.list([phrase("roles.line", name=one.name, role=one.role) for one in holders])
    planned = meetings.planned(ctx.tx, [body.id], since=ctx.today)
    if planned:
        ctx.say("bodies.next", moment=planning.moment(planned[0]))
    if body.release_required:
        ctx.say("bodies.release_on")


@part.command("bodies.every", de=("gremien",), en=("bodies",), receipt=False)
def every(ctx: Context) -> None:
    """List the bodies that have to do with this one."""
    known = bodies.every(ctx.tx)
    ctx.say("bodies.every.title")
    ctx.list(
        [
            phrase("bodies.line", sign=one.sign, name=one.name, kind=one.kind, state=one.state)
            for one in rules.family(ctx.body, known)
        ]
    )


@part.command("bodies.rename", de=("gremium umbenennen", "gremium name"), en=("body rename",), right=Right.SETUP)
def rename(ctx: Context, name: Annotated[str, after("in", "to", kind=TITLE)]) -> None:
    """Give the body of this room another name; its short sign and its numbers stay."""
    bodies.change(ctx.tx, ctx.body.id, name=name)
    ctx.made("body", ctx.body.id)
    ctx.say("bodies.rename.done", name=name)


@part.command("bodies.language", de=("gremium sprache",), en=("body language",), right=Right.SETUP)
def language(ctx: Context, language: Annotated[str, choice("language", LANGUAGE_WORDS)]) -> None:
    """Choose the language in which the bot speaks in this room."""
    bodies.change(ctx.tx, ctx.body.id, language=language)
    ctx.forget()
    ctx.say("bodies.language.done")


@part.command("bodies.release", de=("gremium freigabe",), en=("body release",), right=Right.SETUP)
def release(ctx: Context, switch: Annotated[bool, choice("switch", SWITCH_WORDS)]) -> None:
    """Require that the office releases what goes upward about this body."""
    bodies.change(
        ctx.tx, ctx.body.id, release_required=switch, released_at=None, **({} if switch else {"four_eyes": False})
    )
    ctx.say("bodies.release.on" if switch else "bodies.release.off")


@part.command("bodies.rest", de=("gremium ruhen", "gremium ruht"), en=("body rest",), right=Right.SETUP)
def rest(ctx: Context) -> None:
    """Put the body to rest: its prompts stop, everything stays."""
    if ctx.body.state is not BodyState.ACTIVE:
        raise Refused("body.not_active", body=ctx.body.name, state=ctx.body.state)
    bodies.change(ctx.tx, ctx.body.id, state=BodyState.RESTING)
    planning.silence(ctx, ctx.body)
    ctx.say("bodies.rest.done", name=ctx.body.name)


@part.command("bodies.wake", de=("gremium aktiv", "gremium aktivieren"), en=("body wake",), right=Right.SETUP)
def wake(ctx: Context) -> None:
    """Let a resting body work again."""
    if ctx.body.state is not BodyState.RESTING:
        raise Refused("body.not_resting", body=ctx.body.name, state=ctx.body.state)
    bodies.change(ctx.tx, ctx.body.id, state=BodyState.ACTIVE)
    ctx.forget()
    planning.plan_body(ctx, ctx.body)
    ctx.say("bodies.wake.done", name=ctx.body.name)


@part.command(
    "bodies.dissolve", de=("gremium auflösen",), en=("body dissolve",), right=Right.SETUP, receipt=False, final=True
)
def dissolve(
    ctx: Context,
    confirmed: Annotated[bool, choice("confirmed", {"bestaetigt": True, "confirmed": True}, hidden=True)] = False,
) -> None:
    """Dissolve the body of this room, if nothing of it is still open."""
    body = ctx.body
    still_open = [as_seen(ctx, one) for one in assignments.concerning(ctx.tx, [body.id])]
    rules.check_dissolve(body, still_open, rules.descendants(body, bodies.every(ctx.tx)))
    if not confirmed:
        ctx.say("bodies.dissolve.sure", name=body.name)
        word = "gremium auflösen bestätigt" if ctx.language == "de" else "body dissolve confirmed"
        ctx.ask([Option(phrase("yes"), word)], hours=1)
        return
    planning.silence(ctx, body)
    for series in meetings.series_of(ctx.tx, body.id):
        meetings.end_series(ctx.tx, series.id, now=ctx.now)
    # The room is free again; the sign stays taken, so that no number comes twice.
    bodies.change(ctx.tx, body.id, state=BodyState.DISSOLVED, room_id=None)
    ctx.say("bodies.dissolve.done", name=body.name)


@part.blanking("body")
def blank(ctx: Context, body_id: int, gone: str) -> Iterator[str]:
    """A body has to be called something: by its number, until it is renamed; the office is told. Its sign is a short
    mark that stands in numbers and stays."""
    body = next((one for one in bodies.every(ctx.tx) if one.id == body_id), None)
    if body is None:
        return
    yield body.name
    name = Voice(body.language).plain(phrase("bodies.nameless", number=body.id))
    bodies.change(ctx.tx, body.id, name=name)
    if body.name != name:
        words = paragraph(Voice(body.language), "bodies.nameless.told", name=name)
        posts.write(ctx, body, (words,), f"told/nameless/{body.id}/{ctx.event_ids[0]}")
