"""The roles that a room's power levels suggest; a person's „ja“ enters them."""

from commands.context import Context, Option
from commands.texts.voice import phrase
from storage import rooms
from storage.records import Role

MODERATOR = 50
"""From this power level on, Matrix clients call a member a moderator."""


def proposed_roles(ctx: Context) -> list[tuple[str, str, Role]]:
    """(user id, name, role): who may moderate the room looks like the office, everybody else like a member."""
    people = [one for one in rooms.members(ctx.tx, ctx.room_id or "") if one.user_id != ctx.house.bot_user]
    return [(one.user_id, one.name, Role.OFFICE if one.power >= MODERATOR else Role.MEMBER) for one in people]


def propose_roles(ctx: Context) -> None:
    """Offer the proposed roles; nothing is entered without a „ja“."""
    proposed = proposed_roles(ctx)
    if proposed:
        ctx.say("roles.proposed")
        ctx.list([phrase("roles.line", name=name, role=role) for _, name, role in proposed])
        ctx.say("roles.proposed.how")
        ctx.ask([Option(phrase("yes"), "rollen übernehmen" if ctx.language == "de" else "roles adopt")], hours=72)
