"""Roles in a body. They are set by command; the room's power levels only propose them."""

from typing import Annotated

from commands.context import Context
from commands.kinds import choice
from commands.lookups import PERSON, Known
from commands.people.role_proposal import propose_roles, proposed_roles
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import absences, bodies
from storage.records import Role

part = Part()

ROLE_WORDS = {
    "leitung": Role.CHAIR,
    "vorsitz": Role.CHAIR,
    "chair": Role.CHAIR,
    "geschaeftsfuehrung": Role.OFFICE,
    "gf": Role.OFFICE,
    "geschaeftsstelle": Role.OFFICE,
    "office": Role.OFFICE,
    "mitglied": Role.MEMBER,
    "member": Role.MEMBER,
    "vertretung": Role.DEPUTY,
    "stellvertretung": Role.DEPUTY,
    "deputy": Role.DEPUTY,
}
ROLE_AT_END = choice("role", ROLE_WORDS, at_end=True)


@part.command("roles.give", de=("rolle",), en=("role",), right=Right.SETUP)
def give(ctx: Context, person: Annotated[Known, PERSON], role: Annotated[Role, ROLE_AT_END]) -> None:
    """Give somebody in this room a role in its body."""
    if not ctx.house.is_ours(person.user_id):
        raise Refused("person.stranger", person=person.name)
    bodies.give_role(ctx.tx, ctx.body.id, person.user_id, role, person.name)
    ctx.say("roles.give.done", name=person.name, role=role, body=ctx.body.name)


@part.command("roles.take", de=("rolle entfernen", "rolle löschen"), en=("role remove",), right=Right.SETUP)
def take(ctx: Context, person: Annotated[Known, PERSON]) -> None:
    """Take all roles in this body from somebody."""
    if not bodies.roles_of(ctx.tx, ctx.body.id, person.user_id, ctx.today):
        raise Refused("roles.none", name=person.name, body=ctx.body.name)
    bodies.take_roles(ctx.tx, ctx.body.id, person.user_id)
    absences.drop_deputy(ctx.tx, ctx.body.id, person.user_id)
    ctx.say("roles.take.done", name=person.name, body=ctx.body.name)


@part.command("roles.show", de=("rollen",), en=("roles",), receipt=False)
def show(ctx: Context) -> None:
    """Show who has which role in this body."""
    holders = bodies.role_holders(ctx.tx, ctx.body.id, ctx.today)
    if not holders:
        ctx.say("roles.empty")
        propose_roles(ctx)
        return
    ctx.say("roles.title", body=ctx.body.name)
    ctx.list([phrase("roles.line", name=one.name, role=one.role) for one in holders])


@part.command("roles.adopt", de=("rollen übernehmen",), en=("roles adopt",), right=Right.SETUP)
def adopt(ctx: Context) -> None:
    """Enter the roles that the room's power levels propose."""
    for user_id, name, role in proposed_roles(ctx):
        if ctx.house.is_ours(user_id) and not bodies.roles_of(ctx.tx, ctx.body.id, user_id, ctx.today):
            bodies.give_role(ctx.tx, ctx.body.id, user_id, role, name)
    ctx.say("roles.adopt.done")
    show(ctx)
