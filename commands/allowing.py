"""Whether somebody may give an order: judged when it is carried out, by their roles then, never by the bot's."""

from commands import answering, direct
from commands.context import Context
from commands.rules.access import LEADING, Right, may
from storage import audit, bodies


def allow(ctx: Context, right: Right) -> None:
    """Settle for which body an order is, and make sure that its sender has this right there now.

    Everything that changes something by somebody's word comes past here: orders, edits of them, taking them back.
    Raises Refused, and Which for an order in a direct chat that may be for several bodies.
    """
    assert ctx.sender is not None
    if ctx.direct or ctx.away:
        direct.settle(ctx, right)
    operator = ctx.house.is_operator(ctx.sender)
    if not may(right, ctx.roles, in_room=direct.in_room(ctx), operator=operator):
        answering.refuse(ctx, right)


def allow_again(ctx: Context, right: Right, event_id: str) -> None:
    """Make sure that the sender may still do what their message `event_id` did: with this right, and leading the body
    if they did it in such a function, as some orders do more for who leads. Raises Refused."""
    room_id, function = audit.acted(ctx.tx, event_id)
    body = bodies.by_room(ctx.tx, room_id) if room_id else None
    if body is not None and room_id != ctx.room_id:
        ctx.act_for(body)
    allow(ctx, right)
    if function is not None and LEADING.isdisjoint(ctx.roles):
        answering.refuse(ctx, Right.LEAD)
