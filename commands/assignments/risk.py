"""The traffic light in words: at risk with reason and need, and on track again."""

from datetime import date
from typing import Annotated

from commands import planning, posts
from commands.assignments import handing
from commands.assignments.handing import happen, may_act, tell
from commands.assignments.kinds import ASSIGNMENT
from commands.context import Context
from commands.kinds import TEXT
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules import traffic_light
from commands.rules.access import Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from storage import agenda, assignment_dates
from storage.assignment_records import Assignment, EntryKind
from storage.records import Body, ItemState, Treatment

part = Part()


@part.command("risk.report", de=("gefährdet",), en=("at risk",), right=Right.LEAD)
def report(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT]) -> None:
    """Report that an assignment is at risk: why, and what is needed. The second time the giver is to talk about it."""
    may_act(ctx, one, Event.ENDANGER)
    text = text.strip(" :,")
    reason, need = traffic_light.reason_and_need(text)
    if not reason:
        raise Refused("risk.no_reason", number=one.number)
    one = happen(ctx, one, Event.ENDANGER, EntryKind.AT_RISK, text, at_risk=True, endangered=one.endangered + 1)
    giver = handing.giver(ctx, one)
    ctx.say("risk.reported" if need else "risk.reported.no_need", number=one.number, body=giver.name)
    told: dict[str, object] = {"receiver": handing.receiver_name(ctx, one), "text": text}
    where = _propose(ctx, one, giver)
    if where:
        key, day = where
        ctx.say(f"risk.{key}", number=one.number, body=giver.name, day=day)
        tell(ctx, one, Side.GIVER, f"risk.told.{key}", day=day, **told)
    else:
        tell(ctx, one, Side.GIVER, "risk.told", **told)


@part.command("risk.recover", de=("im plan", "implan", "wieder im plan"), en=("on track",), right=Right.LEAD)
def recover(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT] = "") -> None:
    """Report that an assignment is on track again."""
    may_act(ctx, one, Event.RECOVER)
    rules.step(one, Event.RECOVER)
    if not one.at_risk:
        raise Refused("risk.none", number=one.number)
    one = happen(ctx, one, Event.RECOVER, EntryKind.ON_TRACK, text, at_risk=False)
    ctx.say("risk.recovered", number=one.number, day=one.due_on)
    key = "risk.told.recovered" if text else "risk.told.recovered.bare"
    tell(ctx, one, Side.GIVER, key, receiver=handing.receiver_name(ctx, one), text=text)


def _propose(ctx: Context, one: Assignment, giver: Body) -> tuple[str, date | None] | None:
    """From the second time on, propose it for the giver's next agenda, or for the backlog where no meeting is planned.

    Nothing while an item about it waits there already. Returns whether it was proposed or parked, and for when.
    """
    if not traffic_light.is_to_be_proposed(one.endangered):
        return None
    if assignment_dates.waits_on_an_agenda(ctx.tx, one.id, giver.id):
        return None
    meeting = planning.next_meeting(ctx, giver.id)
    if meeting:
        planning.open_agenda(ctx, meeting)
    title = Voice(giver.language).plain(phrase("risk.item", number=one.number, title=one.title))
    agenda.add_item(
        ctx.tx,
        body_id=giver.id,
        meeting_id=meeting.id if meeting else None,
        position=agenda.next_position(ctx.tx, meeting.id) if meeting else 0,
        title=title,
        treatment=Treatment.CONSULTATION,
        minutes=None,
        state=ItemState.PROPOSED if meeting else ItemState.PARKED,
        postponed=0,
        standing=False,
        first_on=meeting.held_on if meeting else None,
        resubmit_on=None,
        proposed_by="",
        created_at=ctx.now,
        assignment_id=one.id,
        confidential=one.confidential,
    )
    if meeting is None:
        return "parked", None
    posts.refresh_agenda(ctx, meeting)
    return "proposed", meeting.held_on
