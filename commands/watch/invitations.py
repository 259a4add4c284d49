"""Who may invite the bot where, and what is said of invitations that it did not follow (reliability E, Invites)."""

from commands import notes
from commands.context import Context
from commands.handwriting import printable
from commands.rules.access import LEADING
from commands.stimuli import Declined
from commands.texts.voice import Typed, phrase
from storage import bodies, rooms
from storage.records import BodyState, Role

_LONGEST = 60


def is_welcome(ctx: Context, inviter: str, *, direct: bool) -> bool:
    """Operators and people who lead a body may invite the bot anywhere, everybody else of ours into a direct chat."""
    if not ctx.house.is_ours(inviter):
        return False
    return direct or ctx.house.is_operator(inviter) or _leads(ctx, inviter)


def _leads(ctx: Context, user_id: str) -> bool:
    alive = (one for one in bodies.every(ctx.tx) if one.state is not BodyState.DISSOLVED)
    return any(not LEADING.isdisjoint(bodies.roles_of(ctx.tx, one.id, user_id, ctx.today)) for one in alive)


def tell(ctx: Context, declined: Declined) -> None:
    """Tell the office of the first body of all, once a day whatever comes: others must not make the bot ring.

    Who is one of ours is told in the direct chat, if there is one, who may invite.
    """
    tops = [one for one in bodies.every(ctx.tx) if one.parent_id is None and one.state is BodyState.ACTIVE]
    if not tops:
        return
    ours = declined.inviter is not None
    if declined.inviter and rooms.direct_room(ctx.tx, declined.inviter, ctx.house.bot_user):
        reason = f"declined/{ctx.today}/{declined.inviter}"
        notes.send(ctx, tops[0], [declined.inviter], phrase("invitation.yours"), reason)
    words = phrase("invitation.declined", server=Typed(printable(declined.server)[:_LONGEST]))
    office = notes.leads(ctx, tops[0], {Role.OFFICE})
    kind = "declined/ours" if ours else "declined"
    notes.send(ctx, tops[0], office, phrase("invitation.declined.ours") if ours else words, f"{kind}/{ctx.today}")
