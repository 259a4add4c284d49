"""The lead of an assignment changes hands once its giver, its present lead and the new one have agreed."""

from typing import Any

from commands.assignments import handing
from commands.assignments.handing import side_body, tell_body
from commands.context import Context
from commands.rules import assignments as rules
from commands.rules.assignments import Side
from storage import assignment_parts, assignments, bodies
from storage.assignment_records import Assignment, AssignmentState, EntryKind, Transfer
from storage.records import Body


def _target(ctx: Context, transfer: Transfer) -> Body | None:
    return bodies.by_id(ctx.tx, transfer.to_body_id) if transfer.to_body_id else None


def target_name(ctx: Context, one: Assignment) -> str:
    """The new lead, by sign or as the unit was named; "" where no change waits."""
    transfer = assignment_parts.transfer_of(ctx.tx, one.id)
    body = _target(ctx, transfer) if transfer else None
    return body.sign if body else (transfer.to_unit if transfer else None) or ""


def concerned(ctx: Context, one: Assignment, transfer: Transfer) -> list[Body]:
    """The bodies whose word counts: giver, present lead, new lead. For a unit without a room the giver speaks."""
    everybody = [side_body(ctx, one, Side.GIVER), side_body(ctx, one, Side.RECEIVER)]
    target = _target(ctx, transfer)
    return list({body.id: body for body in (*everybody, *([target] if target else []))}.values())


def agreeing(ctx: Context, one: Assignment, transfer: Transfer) -> list[str]:
    """For which sides the word of this room counts: the names of the flags."""
    here = ctx.body.id
    giver, lead = (side_body(ctx, one, side).id for side in (Side.GIVER, Side.RECEIVER))
    flags = [("giver_agreed", giver), ("receiver_agreed", lead), ("target_agreed", transfer.to_body_id or giver)]
    return [name for name, body_id in flags if body_id == here]


def waiting_for(ctx: Context, one: Assignment) -> list[Body]:
    """The bodies that have not agreed yet."""
    transfer = assignment_parts.transfer_of(ctx.tx, one.id)
    if transfer is None:
        return []
    giver, lead = (side_body(ctx, one, side) for side in (Side.GIVER, Side.RECEIVER))
    target = _target(ctx, transfer) or giver
    sides = ((transfer.giver_agreed, giver), (transfer.receiver_agreed, lead), (transfer.target_agreed, target))
    return list({body.id: body for agreed, body in sides if not agreed}.values())


def complete(ctx: Context, one: Assignment) -> bool:
    """Change the lead if all have agreed, and tell everybody concerned. Whether it was changed.

    The new lead has accepted nothing yet, so the assignment begins anew for it. The open parts that the old lead gave
    are the new one's; a unit without a room gives none, the giver of the whole does.
    """
    transfer = assignment_parts.transfer_of(ctx.tx, one.id)
    if transfer is None or waiting_for(ctx, one):
        return False
    everybody = concerned(ctx, one, transfer)
    old, new = handing.receiver_name(ctx, one), target_name(ctx, one)
    assignments.add_entry(ctx.tx, one.id, EntryKind.PASSED_ON, f"{old} → {new}", ctx.now)
    assignments.change(
        ctx.tx,
        one.id,
        receiver_id=transfer.to_body_id,
        receiver_unit=transfer.to_unit,
        state=AssignmentState.ISSUED,
        asked_due_on=None,
        at_risk=False,
        changed_at=ctx.now,
    )
    _hand_over_parts(ctx, one, transfer.to_body_id or one.giver_id)
    assignment_parts.drop_transfer(ctx.tx, one.id)
    changed = assignments.by_id(ctx.tx, one.id)
    assert changed is not None
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("transfer.done", number=one.number, receiver=new, day=one.due_on)
    for body in everybody:
        if body.id == transfer.to_body_id:
            accept_by = min(ctx.calendar.working_days_after(ctx.today, rules.ACCEPT_WITHIN), one.due_on)
            words: dict[str, Any] = {"old": old, "day": one.due_on, "accept_by": accept_by}
            tell_body(ctx, changed, body, "transfer.told.new_lead", **words)
        else:
            tell_body(ctx, changed, body, "transfer.told.done", old=old, receiver=new)
    return True


def _hand_over_parts(ctx: Context, one: Assignment, giver_id: int) -> None:
    """The open parts right below get their new giver; one that the new lead works on itself stays with the old one."""
    lead = side_body(ctx, one, Side.RECEIVER)
    for made in assignment_parts.children(ctx.tx, [one.id]):
        if made.giver_id == lead.id and made.state not in rules.ENDED and made.receiver_id != giver_id:
            assignments.change(ctx.tx, made.id, giver_id=giver_id)
