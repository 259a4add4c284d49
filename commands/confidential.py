"""What is meant for one body only: it stands in full in its room, and above as a number."""

from typing import Annotated, Any

from commands import posts
from commands.assignments import handing
from commands.assignments.kinds import ITEM_OR_ASSIGNMENT
from commands.context import Context
from commands.kinds import choice
from commands.registry import Part
from commands.rules import confidentiality as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from storage import agenda, assignments, meetings
from storage.assignment_records import Assignment
from storage.records import Item

part = Part()

_WORDS = {"aus": False, "nein": False, "nicht": False, "off": False, "no": False}
_WORDS |= {"an": True, "ein": True, "ja": True, "on": True, "yes": True}
SWITCH = choice("switch", _WORDS)
SWITCH_AT_END = choice("switch", _WORDS, at_end=True, hidden=True)


@part.command("confidential.mark", de=("vertraulich", "intern"), en=("confidential",), right=Right.LEAD)
def mark(
    ctx: Context,
    switch: Annotated[bool | None, SWITCH] = None,
    thing: Annotated[Item | Assignment | None, ITEM_OR_ASSIGNMENT] = None,
    behind: Annotated[bool | None, SWITCH_AT_END] = None,
) -> None:
    """Let an item or an assignment be read by this body only, or by others again."""
    if thing is None:
        raise Refused("confidential.what")
    on = next((said for said in (switch, behind) if said is not None), True)
    if isinstance(thing, Item):
        _mark_item(ctx, thing, on)
    else:
        _mark_assignment(ctx, thing, on)


def _mark_item(ctx: Context, item: Item, on: bool) -> None:
    agenda.change_item(ctx.tx, item.id, confidential=on)
    ctx.answer.about = f"item:{item.id}"
    key = "confidential.item" if on else "confidential.item.off"
    ctx.say(key, number=item.position, title=item.title, body=ctx.body.sign)
    meeting = meetings.by_id(ctx.tx, item.meeting_id) if item.meeting_id else None
    if meeting:
        posts.refresh_agenda(ctx, meeting)


def _mark_assignment(ctx: Context, one: Assignment, on: bool) -> None:
    """Either side may ask for silence; only who gave the assignment may end it."""
    if ctx.body.id not in rules.owners(one) or (not on and ctx.body.id != one.giver_id):
        raise Refused("assignment.other_room", number=one.number, body=handing.giver(ctx, one).name)
    # What is to be read above from now on is news there, and has to be released like any other.
    values: dict[str, Any] = {} if on else {"changed_at": ctx.now}
    assignments.change(ctx.tx, one.id, confidential=on, **values)
    ctx.answer.about = f"assignment:{one.id}"
    sides = tuple(dict.fromkeys((handing.giver(ctx, one).sign, handing.receiver_name(ctx, one))))
    key = "confidential.assignment" if on else "confidential.assignment.off"
    ctx.say(key, number=one.number, title=one.title, sides=sides)
