"""Invitations from servers that are not admitted: the bot does not come, and the office gets one line."""

from commands import notes
from commands.context import Context
from commands.handwriting import printable
from commands.stimuli import Declined
from commands.texts.voice import Typed, phrase
from storage import bodies
from storage.records import BodyState, Role

_LONGEST = 60


def tell_office(ctx: Context, declined: Declined) -> None:
    """Tell the office of the first body of all, once a day whatever comes: others must not make the bot ring."""
    tops = [one for one in bodies.every(ctx.tx) if one.parent_id is None and one.state is BodyState.ACTIVE]
    if tops:
        words = phrase("invitation.declined", server=Typed(printable(declined.server)[:_LONGEST]))
        office = notes.leads(ctx, tops[0], {Role.OFFICE})
        notes.send(ctx, tops[0], office, words, f"declined/{ctx.today}")
