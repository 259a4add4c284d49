"""Lead times of a body and of the town, and what they come to for the next meetings."""

from typing import Annotated

from commands import answering, planning
from commands.context import Context
from commands.registry import Part
from commands.rules import lead_times as rules
from commands.rules.access import Right, may
from commands.rules.lead_times import OF_TOWN
from commands.schedules import schedule_line
from commands.texts.voice import phrase
from commands.year.lead_kinds import LEADS, LeadsSaid
from storage import lead_times, meetings

part = Part()

_SHOWN = 3


@part.command("lead_times.show", de=("fristen", "vorläufe"), en=("lead times", "deadlines"), receipt=False)
def show(ctx: Context, said: Annotated[LeadsSaid | None, LEADS] = None) -> None:
    """Show by when topics are called for, sent in and invited to for the next meetings; or change how long before."""
    if said is not None:
        _change(ctx, said)
    leads = planning.leads_of(ctx, ctx.body)
    planned = meetings.planned(ctx.tx, [ctx.body.id], since=ctx.today)[:_SHOWN]
    ctx.say("lead_times.title" if planned else "lead_times.no_meeting", body=ctx.body.name)
    ctx.list([schedule_line(ctx, one, leads) for one in planned])
    key = "lead_times.usual.weekdays" if leads.weekdays else "lead_times.usual"
    invitation = phrase(_invitation_key(leads), days=leads.invitation)
    ctx.say(key, call=leads.call, deadline=leads.deadline, invitation=invitation)
    town = planning.town_times(ctx)
    ctx.say("lead_times.town", paper=town.paper, cosigning=town.cosigning)


def _invitation_key(leads: rules.LeadTimes) -> str:
    if not leads.invitation:
        return "lead_times.no_invitation"
    return "lead_times.full_days" if leads.full_days else "lead_times.invitation"


def _change(ctx: Context, said: LeadsSaid) -> None:
    _allow(ctx)
    own = {} if said.usual else dict(lead_times.of_body(ctx.tx, ctx.body.id))
    town = dict(lead_times.of_town(ctx.tx))
    for lead, days in said.days.items():
        (town if lead in OF_TOWN else own)[lead] = days
    rules.check(rules.of_body(ctx.body.kind, own))
    rules.check_town(rules.of_town(town))
    lead_times.set_body(ctx.tx, ctx.body.id, own)
    lead_times.set_town(ctx.tx, town)
    planning.plan_body(ctx, ctx.body)
    ctx.say("lead_times.changed" if not OF_TOWN.issuperset(said.days) or said.usual else "lead_times.changed.town")


def _allow(ctx: Context) -> None:
    """Looking is everybody's, changing is the office's."""
    operator = ctx.sender is not None and ctx.house.is_operator(ctx.sender)
    if not may(Right.SETUP, ctx.roles, in_room=True, operator=operator):
        answering.refuse(ctx, Right.SETUP)
