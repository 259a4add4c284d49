"""Parts of an assignment: partial assignments and contributions, to any depth, and who else is involved."""

from datetime import timedelta
from typing import Annotated, Any

from commands.assignments import changing, handing, issuing, numbers
from commands.assignments.attribute_kinds import REMOVED_AT_END
from commands.assignments.handing import happen, side_body, tell_body
from commands.assignments.issuing import Wanted
from commands.assignments.kinds import (
    ANYWAY_FIRST,
    ASSIGNMENT,
    DUE,
    EXPECTED_AT_END,
    FROM_WHOM,
    INVOLVED,
    PART_TO,
    WHAT,
)
from commands.assignments.sight import chain
from commands.context import Context
from commands.kinds import TEXT
from commands.lookups import Receiver
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.timing import Due
from storage import assignment_parts, assignments, bodies
from storage.assignment_records import Assignment, EntryKind, PartKind
from storage.records import Body

part = Part()

_EARLIER = timedelta(days=7)
"""So long before its assignment a part is due, where nobody said when."""


# -- parts ------------------------------------------------------------------------------------------------------------


def _split_edited(ctx: Context, kind: str, thing_id: int, text: str) -> bool:
    return changing.by_edit(ctx, part.named("assignments.split"), kind, thing_id, text)


def _contribution_edited(ctx: Context, kind: str, thing_id: int, text: str) -> bool:
    return changing.by_edit(ctx, part.named("assignments.contribute"), kind, thing_id, text)


@part.command(
    "assignments.split", de=("teilauftrag",), en=("partial assignment",), right=Right.LEAD, corrected=_split_edited
)
def split(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    receiver: Annotated[Receiver | None, PART_TO] = None,
    title: Annotated[str, WHAT] = "",
    expected: Annotated[str | None, EXPECTED_AT_END] = None,
    due: Annotated[Due | None, DUE] = None,
) -> None:
    """Give a part of an assignment to another body or unit; who has the lead answers for the whole."""
    head = f"teilauftrag {one.number} an" if ctx.language == "de" else f"partial assignment {one.number} to"
    _order(ctx, one, PartKind.PART, receiver, Wanted(title, expected, due), head)


@part.command(
    "assignments.contribute", de=("zuarbeit",), en=("contribution",), right=Right.LEAD, corrected=_contribution_edited
)
def contribute(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    receiver: Annotated[Receiver | None, FROM_WHOM] = None,
    title: Annotated[str, WHAT] = "",
    expected: Annotated[str | None, EXPECTED_AT_END] = None,
    due: Annotated[Due | None, DUE] = None,
) -> None:
    """Order a contribution to an assignment from another body or unit."""
    head = f"zuarbeit {one.number} von" if ctx.language == "de" else f"contribution {one.number} from"
    _order(ctx, one, PartKind.CONTRIBUTION, receiver, Wanted(title, expected, due), head)


def _order(
    ctx: Context, parent: Assignment, kind: PartKind, receiver: Receiver | None, wanted: Wanted, head: str
) -> None:
    _check_parent(ctx, parent, kind)
    if not wanted.title:
        raise Refused(f"part.no_title.{kind}", number=parent.number)
    if receiver is None:
        issuing.ask_receiver(ctx, wanted, head)
        return
    _check_receiver(ctx, parent, kind, receiver)
    if wanted.due is None:
        day = ctx.calendar.previous_working_day(max(parent.due_on - _EARLIER, ctx.today + timedelta(days=1)))
        ctx.say("part.when", day=day, number=parent.number, parent_day=parent.due_on)
        name = receiver.body.sign if receiver.body else receiver.unit or ""
        issuing.ask_due(ctx, wanted, f"{head} {name}", day)
        return
    number, serial = numbers.next_part(ctx, parent)
    values = {"number": number, "serial": serial, "year": parent.year, "parent_id": parent.id, "part": kind}
    # Whoever orders it, what comes in is for the body that has the lead.
    values["giver_id"] = side_body(ctx, parent, Side.RECEIVER).id
    made = issuing.issue(ctx, receiver, wanted, **values, confidential=parent.confidential)
    assignments.add_entry(ctx.tx, parent.id, EntryKind.PART, number, ctx.now)
    _say_given(ctx, parent, made, wanted.due)
    _tell_given(ctx, parent, made)


def _check_parent(ctx: Context, parent: Assignment, kind: PartKind) -> None:
    """A part is given by who has the lead; a contribution may be ordered by the giver as well. Both while work is
    going on."""
    lead = side_body(ctx, parent, Side.RECEIVER)
    ordering = {lead.id} if kind is PartKind.PART else {lead.id, parent.giver_id}
    if ctx.body.id not in ordering:
        raise Refused("assignment.other_room", number=parent.number, body=lead.name)
    if parent.state not in rules.AT_WORK:
        raise Refused("part.not_now", number=parent.number, state=parent.state)


def _check_receiver(ctx: Context, parent: Assignment, kind: PartKind, receiver: Receiver) -> None:
    """Work never goes round in a circle: not to a body that gave or leads what this is a part of."""
    above = {body_id for one in chain(ctx, parent) for body_id in (one.giver_id, one.receiver_id)}
    if receiver.body and receiver.body.id != ctx.body.id and receiver.body.id in above:
        raise Refused("part.circle", number=parent.number, body=receiver.body.name)
    issuing.check_receiver(ctx, receiver, upward=kind is PartKind.CONTRIBUTION)


def _say_given(ctx: Context, parent: Assignment, made: Assignment, due: Due) -> None:
    ctx.answer.about = f"assignment:{made.id}"
    receiver = handing.receiver_name(ctx, made)
    ctx.say(f"part.given.{made.part}", number=made.number, title=made.title, receiver=receiver, day=made.due_on)
    handing.say_moved(ctx, due.note)
    if made.due_on > parent.due_on:
        ctx.say("part.later", number=parent.number, day=parent.due_on)


def _tell_given(ctx: Context, parent: Assignment, made: Assignment) -> None:
    if made.receiver_id:
        ctx.say("assignment.given.announced", body=bodies.by_id(ctx.tx, made.receiver_id).name)
        issuing.announce(ctx, made, f"part.told.{made.part}", parent=parent.number)
    lead = side_body(ctx, parent, Side.RECEIVER)
    words: dict[str, Any] = {"parent": parent.number, "receiver": handing.receiver_name(ctx, made), "day": made.due_on}
    tell_body(ctx, made, lead, "part.told.lead", **words)


@part.command("assignments.withdraw_parts", de=("teile zurückziehen",), en=("withdraw parts",), right=Right.LEAD)
def withdraw_parts(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT] = "") -> None:
    """Withdraw all open parts of an assignment that is itself withdrawn or no longer needed."""
    sides = {side_body(ctx, one, side).id: side_body(ctx, one, side) for side in Side}
    if ctx.body.id not in sides:
        raise Refused("assignment.other_room", number=one.number, body=next(iter(sides.values())).name)
    if one.state not in rules.ENDED:
        raise Refused("parts.parent_open", number=one.number, state=one.state)
    left = assignment_parts.open_descendants(ctx.tx, one.id)
    if not left:
        raise Refused("parts.none_open", number=one.number)
    told: dict[int, list[Assignment]] = {}
    for made in left:
        happen(ctx, made, Event.WITHDRAW, EntryKind.WITHDRAWN, text)
        for body_id in {made.receiver_id, made.giver_id} - {None, ctx.body.id}:
            assert body_id is not None
            told.setdefault(body_id, []).append(made)
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("parts.withdrawn", count=len(left), numbers=tuple(made.number for made in left))
    for body_id, ended in told.items():
        numbers_ended = tuple(made.number for made in ended)
        tell_body(ctx, one, bodies.by_id(ctx.tx, body_id), "parts.told.withdrawn", numbers=numbers_ended)


# -- two sentences for the level above --------------------------------------------------------------------------------


@part.command(
    "assignments.summarise",
    de=("kurzfassung", "zwei sätze"),
    en=("summary", "two sentences"),
    right=Right.LEAD,
)
def summarise(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    anyway: Annotated[str, ANYWAY_FIRST] = "",
    text: Annotated[str, TEXT] = "",
) -> None:
    """Say a result in two sentences for the level above."""
    if not text:
        handing.may_act(ctx, one, Event.HAND_IN)
        handing.ask_sentences(ctx, one, anyway=anyway)
        return
    handing.summarise(ctx, one, text, anyway=anyway)


# -- who else is involved ---------------------------------------------------------------------------------------------


@part.command("assignments.involve", de=("beteiligen", "beteiligung"), en=("involve",), right=Right.LEAD)
def involve(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    who: Annotated[tuple[Receiver, ...], INVOLVED],
    removed: Annotated[bool, REMOVED_AT_END] = False,
) -> None:
    """Note bodies and units that are involved in an assignment without leading it, or are so no longer."""
    if ctx.body.id not in {side_body(ctx, one, side).id for side in Side}:
        raise Refused("assignment.other_room", number=one.number, body=side_body(ctx, one, Side.RECEIVER).name)
    known = assignment_parts.involved(ctx.tx, one.id)
    there = {(row.body_id, row.unit): row.id for row in known}
    fresh = []
    for receiver in who:
        key = (receiver.body.id if receiver.body else None, receiver.unit)
        if removed and key in there:
            assignment_parts.drop_involvement(ctx.tx, there[key])
        elif not removed and key not in there and key[0] not in (one.giver_id, one.receiver_id):
            row_id = assignment_parts.involve(ctx.tx, one.id, body_id=key[0], unit=key[1])
            ctx.made("involvement", row_id)
            fresh.append(receiver)
    ctx.answer.about = f"assignment:{one.id}"
    _say_involved(ctx, one, fresh)


def _say_involved(ctx: Context, one: Assignment, fresh: list[Receiver]) -> None:
    left = assignment_parts.involved(ctx.tx, one.id)
    names = tuple(_name(ctx, row.body_id, row.unit) for row in left)
    ctx.say("assignment.involved_set" if left else "assignment.involved_none", number=one.number, names=names)
    if fresh:
        assignments.add_entry(ctx.tx, one.id, EntryKind.INVOLVED, "", ctx.now)
    for body in (receiver.body for receiver in fresh):
        if body:
            _tell_involved(ctx, one, body)


def _name(ctx: Context, body_id: int | None, unit: str | None) -> str:
    return bodies.by_id(ctx.tx, body_id).sign if body_id else unit or ""


def _tell_involved(ctx: Context, one: Assignment, body: Body) -> None:
    words: dict[str, Any] = {
        "giver": handing.giver(ctx, one).sign,
        "receiver": handing.receiver_name(ctx, one),
        "day": one.due_on,
    }
    tell_body(ctx, one, body, "assignment.told.involved", **words)
