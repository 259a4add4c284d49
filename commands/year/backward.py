"""Planning backwards from a committee's date: the chain of latest days, and what no longer fits."""

from typing import Annotated

from commands import planning
from commands.calendar.committee_kinds import COMMITTEE_OR_DAY
from commands.context import Context
from commands.handwriting import fold_sign
from commands.registry import Part
from commands.rules import backward as rules
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.year import chains
from storage import committees
from storage.planning_records import CommitteeDate
from storage.records import Body

part = Part()


@part.command(
    "backward.show",
    de=("rückwärts", "rückwärtsplan", "ruckwarts", "rückwarts", "ruckwärts"),
    en=("backwards", "backward"),
    receipt=False,
)
def show(ctx: Context, committee: Annotated[CommitteeDate, COMMITTEE_OR_DAY]) -> None:
    """Count back from a committee's date to the working groups."""
    steering = chains.steering_of(ctx, ctx.body)
    if steering is None:
        raise Refused("backward.no_steering", body=ctx.body.name)
    chain = chains.chain_to(ctx, steering, committee)
    ctx.say("backward.title", committee=committee.committee, day=committee.held_on)
    ctx.list(_links(ctx, steering, chain, committee), start=1)
    _say_short(ctx, steering, chain)
    _say_missed(ctx, steering, chain, committee)


def _links(ctx: Context, steering: Body, chain: rules.Chain, committee: CommitteeDate) -> list[Phrase]:
    """From the committee back to the working groups."""
    usual = planning.town_times(ctx).cosigning
    links = [
        phrase("backward.committee", committee=committee.committee, day=chain.committee_on),
        phrase("backward.paper" if committee.paper_due_on else "backward.paper.usual", day=chain.paper_on),
    ]
    if usual:
        days = min(usual, chain.signing_days)
        since = ctx.calendar.working_days_before(ctx.calendar.next_working_day(chain.paper_on), max(days - 1, 0))
        links.append(phrase("backward.signing", count=days, day=since, until=chain.paper_on))
    met = {one.held_on: one for one in chains.days_of(ctx, steering, chain.paper_on)}
    if chain.steering_on:
        moment = planning.moment(met[chain.steering_on])
        links.append(phrase("backward.steering", body=steering.name, moment=moment))
    else:
        links.append(phrase("backward.steering.none", body=steering.name, day=chain.steering_by))
    if chain.invitation:
        links.append(phrase("backward.invitation", day=chain.invitation.day))
    links.append(phrase("backward.result", day=chain.result_on))
    return links + [_group(ctx, one, chain) for one in chains.working_groups(ctx, ctx.body, steering)]


def _group(ctx: Context, body: Body, chain: rules.Chain) -> Phrase:
    """The last meeting of a working group whose result still gets there."""
    planned = {one.held_on: one for one in chains.days_of(ctx, body, chain.result_on)}
    last = rules.last_before(list(planned), chain.result_on)
    if last is None:
        return phrase("backward.group.none", body=body.sign)
    key = "backward.group.over" if last < ctx.today else "backward.group"
    return phrase(key, body=body.sign, moment=planning.moment(planned[last]))


def _say_short(ctx: Context, steering: Body, chain: rules.Chain) -> None:
    usual = planning.town_times(ctx).cosigning
    if chain.steering_on and chain.signing_days < usual:
        ctx.say("backward.short", count=chain.signing_days, usual=usual, sign=steering.sign, day=chain.steering_by)


def _say_missed(ctx: Context, steering: Body, chain: rules.Chain, committee: CommitteeDate) -> None:
    """What has passed, and with which later date of the committee it would work out."""
    missed = rules.missed(chain, ctx.today)
    if missed is None:
        return
    day = {
        rules.Missed.PAPER: chain.paper_on,
        rules.Missed.STEERING: chain.steering_by,
        rules.Missed.INVITATION: chain.invitation.day if chain.invitation else chain.result_on,
        rules.Missed.RESULT: chain.result_on,
    }[missed]
    meeting_on = chain.steering_on or chain.steering_by
    ctx.say(f"backward.missed.{missed}", body=steering.name, day=day, meeting_on=meeting_on)
    later = committees.of_committee(ctx.tx, fold_sign(committee.committee), committee.held_on)
    for one in later:
        if one.held_on > committee.held_on:
            other = chains.chain_to(ctx, steering, one)
            if rules.missed(other, ctx.today) is None:
                ctx.say("backward.instead", committee=one.committee, day=one.held_on, result=other.result_on)
                return
    ctx.say("backward.no_other", committee=committee.committee)
