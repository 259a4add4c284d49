"""Taking in votes, however they come: ticked in the poll, or typed."""

from sqlalchemy import Connection

from commands.context import Context
from commands.finding import polls
from commands.finding import post as finding_post
from commands.handwriting import fold
from commands.rules import ballots
from commands.rules import date_finding as rules
from commands.rules.refusal import Refused
from commands.stimuli import Voted
from storage import bodies, date_finding, duties, outbox, rooms, sources
from storage.planning_records import Finding, FindingState

CLOSE, REMIND = "finding.close", "finding.remind"


def finding_voted_on(tx: Connection, voted: Voted) -> Finding | None:
    """The open finding that a poll response belongs to.

    After a crash the poll may be in the room before its event id is known here; then its answers tell whose it is.
    """
    body = bodies.by_room(tx, voted.room_id)
    finding = date_finding.open_of(tx, body.id) if body else None
    poll = outbox.letter_by_id(tx, finding.poll_id) if finding and finding.poll_id else None
    if finding is None or poll is None:
        return None
    if poll.event_id is not None:
        return finding if poll.event_id == voted.poll else None
    known = _known_answers(tx, finding)
    return finding if voted.answers and all(answer in known for answer in voted.answers) else None


def _known_answers(tx: Connection, finding: Finding) -> dict[str, int | None]:
    return dict(polls.answer_ids(finding.id, [one.id for one in date_finding.choices(tx, finding.id)]))


def take_from_poll(ctx: Context, voted: Voted) -> bool:
    """Take in what somebody ticked. Whether it counted; nothing is ever said about it."""
    finding = finding_voted_on(ctx.tx, voted)
    if finding is None or voted.at > finding.closes_at or rooms.member(ctx.tx, voted.room_id, voted.sender) is None:
        return False
    known = _known_answers(ctx.tx, finding)
    chosen = rules.chosen_in_poll(voted.answers, known, len(known))
    if chosen is None:
        date_finding.drop_vote_of(ctx.tx, finding.id, voted.sender)
        return False
    vote_id = date_finding.put_vote(ctx.tx, finding.id, voted.sender, voted.at, chosen, typed=False)
    if vote_id is not None:
        sources.note(ctx.tx, voted.event_id, 0, "vote", vote_id)
        close_when_complete(ctx, finding)
    return vote_id is not None


def take_typed(ctx: Context, finding: Finding, numbers: frozenset[int]) -> None:
    """Take in what the sender typed, as of the moment they did. Raises Refused after the end."""
    assert ctx.sender is not None
    if finding.state is not FindingState.OPEN or ctx.said_at > finding.closes_at:
        raise Refused("finding.over")
    choices = date_finding.choices(ctx.tx, finding.id)
    unknown = sorted(numbers - {one.number for one in choices})
    if unknown:
        raise Refused("finding.unknown_number", number=unknown[0], most=len(choices))
    chosen = [one.id for one in choices if one.number in numbers]
    vote_id = date_finding.put_vote(ctx.tx, finding.id, ctx.sender, ctx.said_at, chosen, typed=True)
    if vote_id is not None:
        ctx.made("vote", vote_id)
        close_when_complete(ctx, finding)
    ctx.answer.about = finding_post.about(finding)


def close_when_complete(ctx: Context, finding: Finding) -> None:
    """Let the clock close the finding at once when everybody in the room has answered; it keeps office hours."""
    if is_complete(ctx, finding):
        duties.cancel(ctx.tx, (CLOSE, REMIND), finding.id)
        duties.plan(ctx.tx, CLOSE, finding.id, ctx.now)


def is_complete(ctx: Context, finding: Finding) -> bool:
    """Whether everybody who may answer has done so."""
    people = finding_post.electors(ctx, finding_post.body_of(ctx, finding))
    return bool(people) and people <= {one.user_id for one in date_finding.votes(ctx.tx, finding.id)}


def numbers_in(ctx: Context, finding: Finding, text: str) -> frozenset[int] | None:
    """Which proposals a text names; None if it hardly is an answer."""
    choices = date_finding.choices(ctx.tx, finding.id)
    return ballots.read(fold(text), {one.number: one.starts_on for one in choices})


def answers_bare(ctx: Context, text: str, about: str | None) -> bool:
    """Whether a text without „!“ answers the finding that the replied-to post is about, or the open one for None."""
    if ctx.room_body is None:
        return False
    if about is None:
        finding = date_finding.open_of(ctx.tx, ctx.room_body.id)
    else:
        kind, _, finding_id = about.partition(":")
        finding = date_finding.by_id(ctx.tx, int(finding_id)) if kind == "finding" else None
    return finding is not None and numbers_in(ctx, finding, text) is not None
