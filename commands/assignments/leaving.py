"""Ways out of the usual course: resting, no longer needed, and passing the lead on."""

from datetime import time
from typing import Annotated, Any

from commands import answering
from commands.assignments import handing, issuing, passing_lead
from commands.assignments.attribute_kinds import END_OF_TRANSFER
from commands.assignments.handing import carries, happen, may_act, side_body, tell, tell_body
from commands.assignments.kinds import ASSIGNMENT, TO_WHOM, UNTIL
from commands.assignments.sight import chain
from commands.context import Context, Option
from commands.kinds import TEXT
from commands.lookups import Receiver
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import LEADING, Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import Due
from storage import assignment_parts
from storage.assignment_records import Assignment, EntryKind
from storage.records import BodyState

part = Part()


# -- resting ----------------------------------------------------------------------------------------------------------


@part.command("assignments.rest", de=("ruhen",), en=("rest",), right=Right.LEAD)
def rest(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    due: Annotated[Due, UNTIL],
    text: Annotated[str, TEXT] = "",
) -> None:
    """Let an assignment rest until a day; on that day it goes on by itself."""
    may_act(ctx, one, Event.REST)
    values = {"resting_until": due.day, "rested_from": one.state}
    one = happen(ctx, one, Event.REST, EntryKind.RESTING, text, **values)
    ctx.say("assignment.rests", number=one.number, day=due.day)
    handing.say_moved(ctx, due.note)
    if one.due_on <= due.day and one.rested_from in rules.AT_WORK:
        ctx.say("assignment.rests.beyond", number=one.number, day=one.due_on)
    key = "assignment.told.rests" if text else "assignment.told.rests.bare"
    tell(ctx, one, Side.RECEIVER, key, giver=ctx.body.name, day=due.day, text=text)


@part.command("assignments.resume", de=("fortsetzen",), en=("resume",), right=Right.LEAD)
def resume(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Let a resting assignment go on before its day."""
    may_act(ctx, one, Event.RESUME)
    one = _resumed(ctx, one)
    ctx.say("assignment.resumed", number=one.number, state=one.state, day=one.due_on)
    tell(ctx, one, Side.RECEIVER, "assignment.told.resumed", state=one.state, day=one.due_on)


def _resumed(ctx: Context, one: Assignment) -> Assignment:
    values = {"resting_until": None, "rested_from": None}
    return happen(ctx, one, Event.RESUME, EntryKind.RESUMED, "", **values)


@part.duty("assignments.wake", daily=time(8, 40))
def wake(ctx: Context, _id: int) -> None:
    """Let assignments go on whose rest is over, and say so on both sides."""
    for one in assignment_parts.rested(ctx.tx, ctx.today):
        changed = _resumed(ctx, one)
        for body in {body.id: body for body in (side_body(ctx, changed, side) for side in Side)}.values():
            if body.state is BodyState.ACTIVE:
                tell_body(ctx, changed, body, "assignment.told.resumed", state=changed.state, day=changed.due_on)


# -- no longer needed -------------------------------------------------------------------------------------------------


@part.command("assignments.moot", de=("gegenstandslos",), en=("moot",), right=Right.LEAD)
def moot(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT] = "") -> None:
    """End an assignment that events have overtaken; nothing was wrong with it."""
    may_act(ctx, one, Event.MOOT)
    one = happen(ctx, one, Event.MOOT, EntryKind.MOOT, text)
    ctx.say("assignment.is_moot", number=one.number)
    key = "assignment.told.moot" if text else "assignment.told.moot.bare"
    tell(ctx, one, Side.RECEIVER, key, giver=ctx.body.name, text=text)
    handing.ask_about_parts(ctx, one)


# -- the lead changes hands -------------------------------------------------------------------------------------------


@part.command("assignments.pass_on", de=("abgeben",), en=("reassign",), right=Right.LEAD)
def pass_on(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    receiver: Annotated[Receiver | None, TO_WHOM] = None,
    text: Annotated[str, TEXT] = "",
) -> None:
    """Propose that another body or unit takes over the lead; it does once all sides have agreed."""
    may_act(ctx, one, Event.PASS_ON)
    rules.step(one, Event.PASS_ON)
    if receiver is None:
        raise Refused("transfer.to_whom", number=one.number)
    _check_target(ctx, one, receiver)
    if assignment_parts.transfer_of(ctx.tx, one.id):
        raise Refused("transfer.waits", number=one.number)
    one = happen(ctx, one, Event.PASS_ON, EntryKind.PASSING_ON, text)
    by_giver, by_receiver = (side_body(ctx, one, side).id == ctx.body.id for side in (Side.GIVER, Side.RECEIVER))
    assignment_parts.propose_transfer(
        ctx.tx,
        assignment_id=one.id,
        to_body_id=receiver.body.id if receiver.body else None,
        to_unit=receiver.unit,
        giver_agreed=by_giver,
        receiver_agreed=by_receiver,
        target_agreed=receiver.body is None and by_giver,
        proposed_at=ctx.now,
    )
    if not passing_lead.complete(ctx, one):
        _ask_others(ctx, one, text)


def _check_target(ctx: Context, one: Assignment, receiver: Receiver) -> None:
    """The new lead is another one, works, and has not given what this is a part of."""
    now_leads = (one.receiver_id, one.receiver_unit)
    if (receiver.body.id if receiver.body else None, receiver.unit) == now_leads:
        raise Refused("transfer.same", number=one.number, receiver=handing.receiver_name(ctx, one))
    if receiver.body is None:
        return
    above = {link.giver_id for link in chain(ctx, one)} | {link.receiver_id for link in chain(ctx, one)[:-1]}
    if receiver.body.id in above:
        raise Refused("part.circle", number=one.number, body=receiver.body.name)
    if not carries(ctx, handing.giver(ctx, one), receiver.body):
        raise Refused("transfer.unencrypted", number=one.number, body=receiver.body.name)
    if receiver.body.id != ctx.body.id:
        issuing.check_receiver(ctx, receiver)


def _ask_others(ctx: Context, one: Assignment, text: str) -> None:
    waiting = passing_lead.waiting_for(ctx, one)
    target = passing_lead.target_name(ctx, one)
    ctx.say("transfer.proposed", number=one.number, target=target, bodies=tuple(body.sign for body in waiting))
    yes, no = f"einverstanden {one.number}", f"abgabe {one.number} ablehnen"
    options = (Option(phrase("yes"), yes), Option(phrase("no"), no))
    key = "transfer.told.proposed" if text else "transfer.told.proposed.bare"
    for body in waiting:
        words: dict[str, Any] = {
            "by": ctx.body.sign,
            "receiver": handing.receiver_name(ctx, one),
            "target": target,
            "text": text,
        }
        tell_body(ctx, one, body, key, options=options, **words)


@part.command("assignments.agree", de=("einverstanden",), en=("agreed",), right=Right.LEAD)
def agree(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Agree that the lead of an assignment changes hands."""
    transfer = assignment_parts.transfer_of(ctx.tx, one.id)
    if transfer is None:
        raise Refused("transfer.none", number=one.number)
    rules.step(one, Event.PASS_ON)
    flags = passing_lead.agreeing(ctx, one, transfer)
    if not flags:
        raise Refused("transfer.not_yours", number=one.number)
    if LEADING.isdisjoint(ctx.roles):
        answering.refuse(ctx, Right.LEAD)
    assignment_parts.agree(ctx.tx, transfer.id, **dict.fromkeys(flags, True))
    ctx.answer.about = f"assignment:{one.id}"
    if not passing_lead.complete(ctx, one):
        waiting = passing_lead.waiting_for(ctx, one)
        ctx.say("transfer.agreed", number=one.number, bodies=tuple(body.sign for body in waiting))


@part.command("assignments.end_transfer", de=("abgabe",), en=("reassignment",), right=Right.LEAD)
def end_transfer(
    ctx: Context, one: Annotated[Assignment, ASSIGNMENT], taken_back: Annotated[bool, END_OF_TRANSFER]
) -> None:
    """Take back or turn down the proposal that the lead changes hands; it stays where it is."""
    transfer = assignment_parts.transfer_of(ctx.tx, one.id)
    if transfer is None:
        raise Refused("transfer.none", number=one.number)
    concerned = passing_lead.concerned(ctx, one, transfer)
    if ctx.body.id not in {body.id for body in concerned}:
        raise Refused("transfer.not_yours", number=one.number)
    target = passing_lead.target_name(ctx, one)
    assignment_parts.drop_transfer(ctx.tx, one.id)
    ctx.answer.about = f"assignment:{one.id}"
    receiver = handing.receiver_name(ctx, one)
    ctx.say("transfer.ended", number=one.number, receiver=receiver)
    key = "transfer.told.taken_back" if taken_back else "transfer.told.declined"
    for body in concerned:
        tell_body(ctx, one, body, key, by=ctx.body.sign, target=target, receiver=receiver)
