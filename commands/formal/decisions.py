"""Decisions and recommendations: recorded, established by the chair, corrected, cancelled (domain 1.3 F)."""

from collections.abc import Callable
from typing import Annotated, Any

from commands import posts
from commands.context import Context, Option
from commands.formal import wording
from commands.formal.decision_kinds import DECISION, RECOMMENDED, RESOLVED, Resolved
from commands.formal.sitting import item_to_decide, sitting
from commands.handwriting import fold
from commands.kinds import TEXT, Kind
from commands.registry import Part
from commands.rules import assignments as assignment_rules
from commands.rules import bodies as body_rules
from commands.rules import formal as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import agenda, assignments, bodies, formal, meetings
from storage.formal_records import Decision, DecisionKind, Vote
from storage.records import BodyState, ItemState, Meeting, MeetingState, Role

part = Part()


# -- recording --------------------------------------------------------------------------------------------------------


def _reworded(kind: DecisionKind, reader: Kind) -> Callable[[Context, str, int, str], bool]:
    """Carry an edit of the message over to what it recorded, until the chair has established it."""

    def carry(ctx: Context, thing: str, decision_id: int, text: str) -> bool:
        one = formal.by_id(ctx.tx, decision_id) if thing == "decision" else None
        if one is None or one.kind is not kind:
            return False
        if one.established_at is not None or one.vote is Vote.CANCELLED:
            ctx.say("decision.fixed" if one.established_at else "decision.is_cancelled", number=one.number)
            return True
        said, _ = reader.take(text.strip(), ctx)
        values = _votes(ctx, said, one.meeting_id)
        formal.change(ctx.tx, one.id, item_id=said.item.id if said.item else one.item_id, **values)
        changed = _known(ctx, one.id)
        ctx.say("decision.changed", number=one.number, votes=wording.votes(changed))
        return True

    return carry


@part.command(
    "decisions.decide",
    de=("beschluss", "beschließen", "beschluß"),
    en=("decide", "decision"),
    right=Right.LEAD,
    corrected=_reworded(DecisionKind.DECISION, RESOLVED),
)
def decide(ctx: Context, said: Annotated[Resolved, RESOLVED]) -> None:
    """Record what a deciding body decided. An advising one is offered to recommend it."""
    if not rules.may_take(DecisionKind.DECISION, ctx.body):
        word = "empfehlung" if ctx.language == "de" else "recommend"
        ctx.say("decision.advises", body=ctx.body.name)
        ctx.ask([Option(phrase("yes"), f"{word} {said.typed}"), Option(phrase("no"), "")], hours=1, back=True)
        return
    _record(ctx, DecisionKind.DECISION, said)


@part.command(
    "decisions.recommend",
    de=("empfehlung", "empfehlen"),
    en=("recommend", "recommendation"),
    right=Right.LEAD,
    corrected=_reworded(DecisionKind.RECOMMENDATION, RECOMMENDED),
)
def recommend(ctx: Context, said: Annotated[Resolved, RECOMMENDED]) -> None:
    """Record what a body recommends to those above it."""
    _record(ctx, DecisionKind.RECOMMENDATION, said)


def _record(ctx: Context, kind: DecisionKind, said: Resolved) -> None:
    meeting = sitting(ctx)
    _check_quorum(ctx, meeting)
    year = ctx.today.year
    letter = rules.letter(kind)
    pattern = rules.number_pattern(ctx.house.number_pattern, assignment_rules.NUMBER_PATTERN)
    serial = assignments.next_number(ctx.tx, ctx.body.id, letter, year)
    decision_id = formal.add(
        ctx.tx,
        number=assignment_rules.number(pattern, ctx.body.sign, letter, year, serial),
        body_id=ctx.body.id,
        year=year,
        serial=serial,
        meeting_id=meeting.id,
        item_id=said.item.id if said.item else None,
        kind=kind,
        confidential=said.item.confidential if said.item else False,
        recorded_at=ctx.now,
        established_at=None,
        **_votes(ctx, said, meeting.id),
    )
    ctx.made("decision", decision_id)
    if said.item and said.item.state is ItemState.OPEN:
        agenda.change_item(ctx.tx, said.item.id, state=ItemState.DONE)
        posts.refresh_agenda(ctx, meeting)
    _say_recorded(ctx, _known(ctx, decision_id), said, meeting)


def _check_quorum(ctx: Context, meeting: Meeting) -> None:
    attendance = formal.attendance_of(ctx.tx, meeting.id)
    if attendance is not None and not rules.can_decide(attendance):
        raise Refused(
            "decision.not_quorate",
            body=ctx.body.name,
            present=attendance.present,
            total=attendance.total,
            number=item_to_decide(ctx, meeting),
        )


def _votes(ctx: Context, said: Resolved, meeting_id: int | None) -> dict[str, Any]:
    """Text and votes as they are kept, held against who is there."""
    voted = said.voted
    rules.check_ballot(voted.ballot, formal.attendance_of(ctx.tx, meeting_id) if meeting_id else None)
    vote = rules.vote_of(voted.ballot, voted.said)
    values: dict[str, Any] = {"text": voted.text, "vote": vote, "dissent": voted.dissent}
    counts = {"yes": voted.ballot.yes, "no": voted.ballot.no, "abstained": voted.ballot.abstained}
    return values | counts | {"biased": voted.ballot.biased}


def _say_recorded(ctx: Context, one: Decision, said: Resolved, meeting: Meeting) -> None:
    key = f"decision.saved.{one.kind}" + (".item" if said.item else "")
    item = said.item.position if said.item else ""
    ctx.say(key, number=one.number, item=item, votes=wording.votes(one))
    if said.voted.ballot.tied:
        ctx.say("decision.saved.tied")
    if not said.voted.ballot.counted and said.voted.said is None:
        ctx.say("decision.saved.no_vote")
    attendance = formal.attendance_of(ctx.tx, meeting.id)
    if attendance is not None and attendance.quorate is None:
        ctx.say("decision.saved.no_quorum")
    word = "feststellen" if ctx.language == "de" else "establish"
    ctx.ask([Option(phrase("yes"), f"{word} {one.number}"), Option(phrase("no"), "")], hours=1)


def _known(ctx: Context, decision_id: int) -> Decision:
    one = formal.by_id(ctx.tx, decision_id)
    assert one is not None
    return one


# -- establishing -----------------------------------------------------------------------------------------------------


@part.command(
    "decisions.establish", de=("feststellen", "festgestellt"), en=("establish",), right=Right.LEAD, final=True
)
def establish(ctx: Context, one: Annotated[Decision | None, DECISION] = None) -> None:
    """Establish a decision: from then on its text stands. The office does so on behalf of the chair (domain 1.4)."""
    one = one or _only_waiting(ctx)
    if one is None:
        return
    if one.established_at is not None:
        day = one.established_at.astimezone(ctx.house.zone).date()
        raise Refused("decision.established.already", number=one.number, day=day)
    if one.vote is Vote.CANCELLED:
        raise Refused("decision.is_cancelled", number=one.number)
    meeting_id = one.meeting_id
    attendance = formal.attendance_of(ctx.tx, meeting_id) if meeting_id else None
    if attendance is not None and not rules.can_decide(attendance):
        words = {"present": attendance.present, "total": attendance.total, "number": "…"}
        raise Refused("decision.not_quorate", body=ctx.body.name, **words)
    formal.change(ctx.tx, one.id, established_at=ctx.now)
    ctx.answer.about = f"decision:{one.id}"
    for_chair = not {Role.CHAIR, Role.DEPUTY} & ctx.roles
    ctx.say("decision.established.for_chair" if for_chair else "decision.established", number=one.number)
    _offer_assignment(ctx, one)


def _only_waiting(ctx: Context) -> Decision | None:
    """The one that waits for the chair. None when there are several: then the bot asks which."""
    waiting = formal.waiting(ctx.tx, ctx.body.id)
    if not waiting:
        raise Refused("decision.none_waiting")
    if len(waiting) == 1:
        return waiting[0]
    word = "feststellen" if ctx.language == "de" else "establish"
    labels = [phrase("decision.label", number=one.number, text=wording.cut(one.text)) for one in waiting[:9]]
    ctx.say("decision.which")
    ctx.list(labels, start=1)
    ctx.say("question.how")
    options = [Option(label, f"{word} {one.number}") for label, one in zip(labels, waiting, strict=False)]
    ctx.ask(options, hours=1, back=True)
    return None


def _offer_assignment(ctx: Context, one: Decision) -> None:
    """What was decided is mostly work for somebody; name who is named in the text, else the first body below."""
    below = [
        body
        for body in body_rules.descendants(ctx.body, bodies.every(ctx.tx))
        if body.state is BodyState.ACTIVE and body.id != ctx.body.id
    ]
    if not below or not rules.passed(one.vote):
        return
    text = fold(one.text)
    named = [body for body in below if fold(body.name) in text or fold(body.sign) in text]
    sign = (named or below)[0].sign
    item = agenda.by_id(ctx.tx, one.item_id) if one.item_id else None
    ctx.say("decision.offer.item" if item else "decision.offer", sign=sign, item=item.position if item else "")


# -- correcting -------------------------------------------------------------------------------------------------------


@part.command(
    "decisions.correct", de=("berichtigung", "berichtigen"), en=("correction", "correct"), right=Right.LEAD, final=True
)
def correct(ctx: Context, one: Annotated[Decision, DECISION], text: Annotated[str, TEXT] = "") -> None:
    """Correct an established decision („Berichtigung“); the old text stays beside the new one."""
    if one.established_at is None:
        raise Refused("decision.not_established", number=one.number)
    if not text:
        raise Refused("decision.no_new_text", number=one.number)
    ctx.made("correction", formal.add_correction(ctx.tx, one.id, one.text, text, ctx.now))
    formal.change(ctx.tx, one.id, text=text)
    ctx.say("decision.corrected", number=one.number, before=one.text, after=text)


@part.command(
    "decisions.cancel",
    de=("beschluss stornieren", "beschluss streichen", "empfehlung stornieren", "empfehlung streichen"),
    en=("decision cancel", "recommendation cancel"),
    right=Right.LEAD,
)
def cancel(ctx: Context, one: Annotated[Decision, DECISION]) -> None:
    """Take back what was recorded by mistake; its number is not given again, and its item is open once more."""
    if one.established_at is not None:
        raise Refused("decision.fixed", number=one.number)
    formal.change(ctx.tx, one.id, vote=Vote.CANCELLED)
    item = agenda.by_id(ctx.tx, one.item_id) if one.item_id else None
    others = [each for each in formal.of_items(ctx.tx, [item.id]) if each.vote is not Vote.CANCELLED] if item else []
    if item and item.state is ItemState.DONE and not others and not agenda.outcomes(ctx.tx, [item.id]):
        agenda.change_item(ctx.tx, item.id, state=ItemState.OPEN)
        meeting = meetings.by_id(ctx.tx, item.meeting_id or 0)
        if meeting and meeting.state is MeetingState.PLANNED:
            posts.refresh_agenda(ctx, meeting)
    ctx.say("decision.cancelled", number=one.number)
