"""Which assignments may be spoken of in a room, and the chain from a part up to the assignment that it is a part of."""

from dataclasses import replace

from commands.assignments.handing import carries
from commands.context import Context
from commands.rules import bodies as body_rules
from commands.rules import confidentiality
from commands.texts.voice import phrase
from storage import assignment_parts, assignments, bodies
from storage.assignment_records import Assignment


def assignments_in_sight(ctx: Context) -> list[Assignment]:
    """The assignments that may be spoken of in this room, ended ones too, by due date.

    What the bodies in sight gave or got, are involved in or are asked to take over, with the parts below. Those of
    other bodies only as far as their texts may come here: never from an encrypted room into another one, and nothing
    that giver and receiver keep to themselves, unless this body is asked to do something about it.
    """
    every = bodies.every(ctx.tx)
    sources = {one.id for one in every if one.id == ctx.body.id or carries(ctx, one, ctx.body)}
    seeing = body_rules.in_sight(ctx.body, every)
    found = {one.id: one for one in assignments.concerning(ctx.tx, seeing, ended=True)}
    level = list(found.values())
    while level := [one for one in assignment_parts.children(ctx.tx, [one.id for one in level]) if one.id not in found]:
        found |= {one.id: one for one in level}
    asked = (*assignment_parts.involving(ctx.tx, [ctx.body.id]), *assignment_parts.coming_to(ctx.tx, [ctx.body.id]))
    for one in (*assignment_parts.involving(ctx.tx, seeing), *asked):
        found.setdefault(one.id, one)
    told = {one.id for one in asked}
    own = {one.id for one in found.values() if ctx.body.id in (one.giver_id, one.receiver_id)}
    ordered = sorted(found.values(), key=lambda one: (one.due_on, one.id))
    carried = [one for one in ordered if one.id in own or {one.giver_id, one.receiver_id} <= sources | {None}]
    shown = [one for one in carried if one.id in told or confidentiality.is_shown(one, ctx.body.id)]
    return [as_seen(ctx, one) for one in shown]


def as_seen(ctx: Context, one: Assignment) -> Assignment:
    """An assignment as it may stand in this room: in an unencrypted one without what was typed in the encrypted room of
    another side."""
    sides = [bodies.by_id(ctx.tx, side) for side in (one.giver_id, one.receiver_id) if side is not None]
    if all(side.id == ctx.body.id or carries(ctx, side, ctx.body) for side in sides):
        return one
    title = ctx.voice.plain(phrase("assignment.closed_title"))
    return replace(one, title=title, expected=None, reference=None)


def hidden_in_sight(ctx: Context) -> list[Assignment]:
    """The open assignments that other bodies keep to themselves; in this room they are only counted."""
    found = assignments.concerning(ctx.tx, body_rules.in_sight(ctx.body, bodies.every(ctx.tx)))
    return [one for one in found if not confidentiality.is_shown(one, ctx.body.id)]


def chain(ctx: Context, one: Assignment) -> list[Assignment]:
    """The assignment with all those above it, the topmost first."""
    found = [one]
    while found[0].parent_id is not None:
        above = assignments.by_id(ctx.tx, found[0].parent_id)
        if above is None:
            break
        found.insert(0, above)
    return found
