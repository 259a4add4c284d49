"""Finding a date together: proposals as a post and a poll, answers, the end, and the choice of the office."""

from collections.abc import Iterator
from typing import Annotated

from commands.context import Context
from commands.finding import plan as finding_plan
from commands.finding import post as finding_post
from commands.finding import result as finding_result
from commands.finding import voting
from commands.kinds import Absent, Kind
from commands.registry import Part
from commands.rules import date_finding as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from storage import audit, date_finding, duties
from storage.planning_records import Finding, FindingState
from storage.post_records import Letter
from storage.records import Body, BodyState

part = Part()

_WORDS = (
    *("terminfindung", "terminabstimmung", "terminumfrage", "abstimmen termin", "termin finden", "termine finden"),
    *("terminsuche", "umfrage", "doodle"),
)


def _some_text(text: str, _ctx: Context) -> tuple[str, str]:
    if not text.strip():
        raise Absent("proposals")
    return text, ""


VOTE = "finding.vote"
PROPOSALS = Kind("proposals", _some_text)
CHOICES = Kind("choices", _some_text)


# -- beginning --------------------------------------------------------------------------------------------------------


def _corrected(ctx: Context, kind: str, finding_id: int, text: str) -> bool:
    """Change the proposals while nobody has answered yet."""
    finding = date_finding.by_id(ctx.tx, finding_id) if kind == "finding" else None
    if finding is None:
        return False
    if finding.state is not FindingState.OPEN or date_finding.votes(ctx.tx, finding.id):
        raise Refused("finding.edit_too_late")
    title, closes_at, choices = finding_plan.planned(ctx, text)
    date_finding.change(ctx.tx, finding.id, title=title, closes_at=closes_at)
    date_finding.set_choices(ctx.tx, finding.id, choices)
    ctx.made("finding", finding.id)
    finding = _order(ctx, finding.id)
    finding_post.publish_again(ctx, finding)
    ctx.say("finding.edited")
    return True


@part.command(
    "finding.start",
    de=_WORDS,
    en=("find date", "find a date", "poll"),
    right=Right.LEAD,
    right_bare=Right.MEMBER,
    corrected=_corrected,
)
def start(ctx: Context, text: Annotated[str, PROPOSALS] = "") -> None:
    """Ask the room which of some dates or rhythms suit; without proposals, say how the one that runs stands."""
    if not text:
        _say_standing(ctx)
        return
    running = date_finding.open_of(ctx.tx, ctx.body.id)
    if running:
        raise Refused("finding.running", closes=finding_post.closes(ctx, running))
    title, closes_at, choices = finding_plan.planned(ctx, text)
    finding = date_finding.add(ctx.tx, ctx.body.id, title, closes_at, choices)
    ctx.made("finding", finding.id)
    finding_post.publish(ctx, _order(ctx, finding.id))


def _order(ctx: Context, finding_id: int) -> Finding:
    """Order the reminder and the end from the clock."""
    finding = date_finding.by_id(ctx.tx, finding_id)
    assert finding is not None
    duties.cancel(ctx.tx, (voting.CLOSE, voting.REMIND), finding.id)
    duties.plan(ctx.tx, voting.CLOSE, finding.id, finding.closes_at)
    hours, works = ctx.house.office_hours, ctx.calendar.is_working_day
    remind_at = rules.reminder(ctx.now, finding.closes_at, hours, ctx.house.zone, works)
    if remind_at is not None:
        duties.plan(ctx.tx, voting.REMIND, finding.id, remind_at, finding.closes_at)
    return finding


# -- answers ----------------------------------------------------------------------------------------------------------


def _meant(ctx: Context) -> Finding:
    """The finding that the message replies to, or the newest of the room."""
    if ctx.about and ctx.about[0] == "finding":
        finding = date_finding.by_id(ctx.tx, ctx.about[1])
    else:
        finding = date_finding.newest_of(ctx.tx, ctx.body.id)
    if finding is None or finding.body_id != ctx.body.id or finding.state is FindingState.CANCELLED:
        raise Refused("finding.none_running")
    return finding


def _vote_corrected(ctx: Context, kind: str, _vote_id: int, text: str) -> bool:
    if kind != "vote":
        return False
    vote(ctx, text.strip())
    ctx.say("finding.answer_changed")
    return True


@part.command(VOTE, de=("passt", "passen"), en=("suits", "works for me"), corrected=_vote_corrected)
def vote(ctx: Context, choices: Annotated[str, CHOICES]) -> None:
    """Say which proposals suit; a later answer replaces it."""
    finding = _meant(ctx)
    numbers = voting.numbers_in(ctx, finding, choices)
    if numbers is None:
        raise Refused("finding.unread", typed=choices[:60])
    voting.take_typed(ctx, finding, numbers)
    ctx.answer.private = True  # how somebody voted in the direct chat is nobody's business


@part.command(
    "finding.standing",
    de=("terminfindung stand", "terminumfrage stand", "terminabstimmung stand"),
    en=("find date status",),
    receipt=False,
)
def show_standing(ctx: Context) -> None:
    """Say how many each proposal suits so far, in numbers only."""
    _say_standing(ctx)


def _say_standing(ctx: Context) -> None:
    finding = _meant(ctx)
    is_open = finding.state is FindingState.OPEN
    answered = len(date_finding.votes(ctx.tx, finding.id)) if is_open else finding.answered or 0
    people = len(finding_post.electors(ctx, ctx.body))
    name, closes = finding_post.name(finding), finding_post.closes(ctx, finding)
    ctx.answer.asked_back = True  # nothing was recorded, so there is nothing to mark as done
    if is_open:
        ctx.say("finding.stands", name=name, answered=answered, people=people, closes=closes)
    else:
        ctx.say("finding.stood", name=name, count=answered)
    ctx.list(finding_post.standing(ctx, finding, ctx.body), start=1)
    ctx.answer.about = finding_post.about(finding)


# -- the end ----------------------------------------------------------------------------------------------------------


def _running(ctx: Context) -> Finding:
    finding = date_finding.open_of(ctx.tx, ctx.body.id)
    if finding is None:
        raise Refused("finding.none_running")
    return finding


@part.command(
    "finding.close",
    de=("terminfindung schließen", "terminfindung beenden", "terminfindung ende", "terminumfrage schließen"),
    en=("find date close",),
    right=Right.LEAD,
    final=True,
)
def close(ctx: Context) -> None:
    """End the answering now and say what came out."""
    _close(ctx, _running(ctx), ctx.body)


@part.command(
    "finding.cancel",
    de=("terminfindung abbrechen", "terminfindung abbruch", "terminfindung löschen", "terminumfrage abbrechen"),
    en=("find date cancel",),
    right=Right.LEAD,
    final=True,
)
def cancel(ctx: Context) -> None:
    """Drop the search for a date; nothing is entered."""
    finding = _running(ctx)
    _stop(ctx, finding, ctx.body, FindingState.CANCELLED)
    ctx.say("finding.cancelled", name=finding_post.name(finding))


@part.duty(voting.CLOSE)
def close_by_itself(ctx: Context, finding_id: int) -> None:
    """The end has come, or everybody has answered; unless somebody has taken their answer back since."""
    finding = date_finding.by_id(ctx.tx, finding_id)
    if finding is None or finding.state is not FindingState.OPEN:
        return
    if ctx.now < finding.closes_at and not voting.is_complete(ctx, finding):
        _order(ctx, finding.id)
        return
    body = finding_post.body_of(ctx, finding)
    if body.state is BodyState.ACTIVE:
        _close(ctx, finding, body)
    else:
        _stop(ctx, finding, body, FindingState.CANCELLED)


@part.duty(voting.REMIND)
def remind(ctx: Context, finding_id: int) -> None:
    """Shortly before the end, if fewer than half have answered."""
    finding = date_finding.by_id(ctx.tx, finding_id)
    if finding is None or finding.state is not FindingState.OPEN:
        return
    body = finding_post.body_of(ctx, finding)
    answered = len(date_finding.votes(ctx.tx, finding.id))
    if body.state is BodyState.ACTIVE and answered * 2 < len(finding_post.electors(ctx, body)):
        finding_post.remind(ctx, finding, body)


def _close(ctx: Context, finding: Finding, body: Body) -> None:
    votes = date_finding.votes(ctx.tx, finding.id)
    _stop(ctx, finding, body, FindingState.CLOSED)
    finding_result.write(ctx, finding, body, answered=len(votes), typed=any(one.typed for one in votes))


def _stop(ctx: Context, finding: Finding, body: Body, state: FindingState) -> None:
    """Keep the counts, delete the votes and every trace of who voted, and close the poll."""
    votes = date_finding.votes(ctx.tx, finding.id)
    date_finding.set_counts(ctx.tx, rules.counts(date_finding.choices(ctx.tx, finding.id), votes))
    date_finding.change(ctx.tx, finding.id, state=state, answered=len(votes))
    date_finding.drop_votes(ctx.tx, finding.id)
    if body.room_id is not None:
        audit.forget(ctx.tx, VOTE, body.room_id)
    duties.cancel(ctx.tx, (voting.CLOSE, voting.REMIND), finding.id)
    finding_post.end_poll(ctx, finding, body)


# -- a message was removed --------------------------------------------------------------------------------------------


@part.blanking("finding")
def blank(ctx: Context, finding_id: int, gone: str) -> Iterator[str]:
    finding = date_finding.by_id(ctx.tx, finding_id)
    if finding and finding.title:
        yield finding.title
        date_finding.change(ctx.tx, finding_id, title=gone)


@part.blanking("vote")
def blank_vote(ctx: Context, vote_id: int, _gone: str) -> Iterator[str]:
    date_finding.drop_vote(ctx.tx, vote_id)
    yield from ()


@part.posts_about("finding")
def is_needed(ctx: Context, finding_id: int, letter: Letter) -> bool:
    """The post and the poll of one that still runs."""
    finding = date_finding.by_id(ctx.tx, finding_id)
    runs = finding is not None and finding.state is FindingState.OPEN
    return finding is not None and runs and letter.id in (finding.post_id, finding.poll_id)
