"""What a refusal offers beside its words: to pass the order on to those who may give it, or to the right room."""

from commands import direct
from commands.command import Command
from commands.context import Context, Option
from commands.kinds import Absent
from commands.lookups import Unclear
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.rules.times import instant
from commands.texts.voice import phrase
from storage import audit, bodies, rooms
from storage.records import Body, BodyState

GUEST = "passing.guest"
_OWN = ("passing.", "standing_in.", "handover.")
"""Commands that are about who may do what; they are never proposed to somebody else."""


def say_refused(ctx: Context, command: Command | None, line: str, text: str, refused: Refused) -> None:
    """Say why an order was not carried out, and offer the way on where there is one. `text`: what follows its words."""
    yes_no = None
    if command and refused.key == "access.lead" and not ctx.away:
        refused = _led_elsewhere(ctx, command, text) or refused
    if command and refused.key == "access.lead" and command.right is Right.LEAD and direct.in_room(ctx):
        if not command.name.startswith(_OWN):
            yes_no = f"{'vorschlag' if ctx.language == 'de' else 'proposal'} {line}"
            key = "passing.offer.give" if command.name == "assignments.give" else "passing.offer"
            ctx.say(key, **refused.data)
    elif refused.key == "assignment.other_room" and (body := _right_body(ctx, str(refused.data["body"]))):
        yes_no = f"{direct.there(ctx.language)} {body.sign}: {line}"
        ctx.say("passing.other_room", **refused.data)
    elif refused.key == GUEST:
        ctx.say(refused.key, **refused.data)
        sign = str(refused.data["sign"])
        there = f"{direct.there(ctx.language)} {sign}: {line}"
        ctx.ask([Option(phrase("passing.here"), line), Option(phrase("plain", text=sign), there)], back=True)
        return
    if yes_no is None:
        ctx.say(refused.key, **refused.data)
        return
    ctx.ask([Option(phrase("yes"), yes_no), Option(phrase("no"), "")], back=True)


def _right_body(ctx: Context, name: str) -> Body | None:
    """The body that decides, if the sender is in its room and texts may go there."""
    found = [one for one in bodies.in_rooms_of(ctx.tx, ctx.sender or "") if one.name == name]
    return found[0] if len(found) == 1 and not ctx.away and _alike(ctx, found[0]) else None


def _led_elsewhere(ctx: Context, command: Command, text: str) -> Refused | None:
    """An order about an assignment from who leads its other side, not this body: it belongs into that room."""
    kind = command.parameters[0].kind if command.parameters else None
    if kind is None or kind.name != "assignment" or ctx.room_body is None or ctx.sender is None:
        return None
    try:
        one, _ = kind.take(text, ctx)
    except (Absent, Unclear, Refused):
        return None
    sides = {one.giver_id, one.receiver_id} - {None, ctx.room_body.id}
    led = [side for side in sides if not LEADING.isdisjoint(bodies.roles_of(ctx.tx, side, ctx.sender, ctx.today))]
    if len(led) != 1:
        return None
    return Refused("assignment.other_room", number=one.number, body=bodies.by_id(ctx.tx, led[0]).name)


def _alike(ctx: Context, body: Body) -> bool:
    """Whether both rooms are encrypted or neither is, so that nothing leaks either way."""
    here = rooms.get(ctx.tx, ctx.room_id) if ctx.room_id else None
    there = rooms.get(ctx.tx, body.room_id) if body.room_id else None
    return here is not None and there is not None and here.encrypted == there.encrypted


def ask_guest(ctx: Context, command: Command, line: str) -> None:
    """Ask somebody who has no role here but in one other body where a topic is to go; once a day and room.

    Raises Refused, which `say_refused` turns into the question.
    """
    if command.name != "agenda.add" or ctx.room_body is None or ctx.away or ctx.roles or ctx.sender is None:
        return
    homes = bodies.with_roles_of(ctx.tx, ctx.sender, ctx.today)
    if len(homes) != 1:
        return
    home = bodies.by_id(ctx.tx, homes.pop())
    there = home.room_id and rooms.member(ctx.tx, home.room_id, ctx.sender)
    midnight = instant(ctx.today, ctx.local.time().min, ctx.house.zone)
    if home.state is not BodyState.ACTIVE or not there or not _alike(ctx, home):
        return
    if not audit.happened(ctx.tx, ctx.sender, ctx.room_id or "", GUEST, midnight):
        raise Refused(GUEST, body=ctx.room_body.name, home=home.name, sign=home.sign)
