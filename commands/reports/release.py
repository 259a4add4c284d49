"""What goes up about a body: looking at it before, holding it back, and releasing it, where set by two."""

from typing import Annotated, Any

from commands.assignments.handing import carries
from commands.context import Context
from commands.dates.readings import Moment
from commands.kinds import choice
from commands.registry import Part
from commands.reports import reporting
from commands.reports.digest_words import compose
from commands.rules import bodies as body_rules
from commands.rules import digest as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from storage import bodies, rooms
from storage.records import Body, BodyState

part = Part()

_SWITCH_WORDS = {"an": True, "ein": True, "ja": True, "on": True, "yes": True}
_SWITCH_WORDS |= {"aus": False, "nein": False, "off": False, "no": False}
_NO_FIRST: dict[str, Any] = {"first_release_by": None, "first_release_at": None}


def _readers(ctx: Context) -> list[Body]:
    """The bodies above this one that get digests. Raises Refused when there is none."""
    known = {one.id: one for one in bodies.every(ctx.tx)}
    found, parent_id = [], ctx.body.parent_id
    while parent_id is not None:
        found.append(known[parent_id])
        parent_id = known[parent_id].parent_id
    found = [one for one in found if one.state is BodyState.ACTIVE and one.room_id]
    if not found:
        raise Refused("digest.nobody_above", body=ctx.body.name)
    return found


@part.command("digest.preview", de=("bericht vorschau",), en=("digest preview",), right=Right.LEAD, receipt=False)
def preview(ctx: Context) -> None:
    """Show what would go up about this body now."""
    for reader in _readers(ctx):
        room = rooms.get(ctx.tx, reader.room_id or "")
        if room is None or room.public or not carries(ctx, ctx.body, reader):
            ctx.say("digest.preview.closed", body=reader.name)
            continue
        below = body_rules.descendants(reader, bodies.every(ctx.tx))
        facts = reporting.gather(ctx, reader, below, reader.reported_at, only=ctx.body)
        if facts.summary.is_empty:
            ctx.say("digest.preview.nothing", body=reader.name)
            continue
        ctx.say("digest.preview.title", body=reader.name)
        ctx.answer.blocks += compose(ctx, reader, facts)
    _say_gate(ctx)


def _say_gate(ctx: Context) -> None:
    """Whether it goes up by itself, or for what it waits."""
    body = ctx.body
    if body.held:
        ctx.say("digest.preview.held")
    elif not body.release_required:
        ctx.say("digest.preview.goes")
    elif rules.first_release(body, ctx.now):
        ctx.say("digest.preview.second")
    else:
        ctx.say("digest.preview.released" if body.released_at else "digest.preview.unreleased", at=_at(ctx, body))


def _at(ctx: Context, body: Body) -> object:
    if body.released_at is None:
        return ""
    local = body.released_at.astimezone(ctx.house.zone)
    return Moment(local.date(), local.time())


@part.command(
    "digest.hold",
    de=("bericht halten", "bericht zurückhalten", "bericht anhalten"),
    en=("digest hold",),
    right=Right.LEAD,
)
def hold(ctx: Context) -> None:
    """Let nothing of this body go up until it is released."""
    _readers(ctx)
    bodies.change(ctx.tx, ctx.body.id, held=True, **_NO_FIRST)
    ctx.say("digest.held")


@part.command(
    "digest.release",
    de=("freigeben", "freigabe", "bericht freigeben"),
    en=("release", "digest release"),
    right=Right.LEAD,
    final=True,
)
def release(ctx: Context) -> None:
    """Release what this body has recorded so far for the digests above; where set, two have to say so."""
    body = ctx.body
    if not body.release_required and not body.held:
        raise Refused("digest.no_release_needed", body=body.name)
    until = ctx.now
    if body.four_eyes:
        first = rules.first_release(body, ctx.now)
        if first is None:
            bodies.change(ctx.tx, body.id, first_release_by=ctx.sender, first_release_at=ctx.now)
            ctx.say("digest.first_release", until=(ctx.local + rules.SECOND_WITHIN).date())
            return
        if body.first_release_by == ctx.sender:
            raise Refused("digest.second_needed", until=(first.astimezone(ctx.house.zone) + rules.SECOND_WITHIN).date())
        until = first  # the first one has not seen what came later
    bodies.change(ctx.tx, body.id, released_at=until, held=False, **_NO_FIRST)
    ctx.say("digest.released.second" if body.four_eyes else "digest.released")


@part.command(
    "bodies.four_eyes",
    de=("gremium vier-augen", "gremium vieraugen", "gremium vier augen", "gremium vier-augen-prinzip"),
    en=("body four-eyes", "body four eyes"),
    right=Right.SETUP,
)
def four_eyes(ctx: Context, switch: Annotated[bool, choice("switch", _SWITCH_WORDS)]) -> None:
    """Require that two who lead this body release what goes up; that includes that it is released at all."""
    values: dict[str, Any] = {"release_required": True} if switch else {}
    bodies.change(ctx.tx, ctx.body.id, four_eyes=switch, **_NO_FIRST, **values)
    ctx.say("bodies.four_eyes.on" if switch else "bodies.four_eyes.off")
