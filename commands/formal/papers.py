"""Rough drafts of papers for political committees, made of a result, with the way back from the committee's date."""

import re
from datetime import datetime
from typing import Annotated

from commands import posts
from commands.assignments import handing
from commands.assignments.kinds import ASSIGNMENT
from commands.calendar.committee_kinds import COMMITTEE_DATE
from commands.context import Context
from commands.documents import paper_draft, word
from commands.handwriting import fold, fold_sign
from commands.kinds import Absent, Kind, after
from commands.lookups import Unclear
from commands.registry import Part
from commands.rules import formal as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.year import chains
from storage import agenda, assignments, bodies, formal
from storage.assignment_records import Assignment, AssignmentState, EntryKind
from storage.closed_words import is_public
from storage.formal_records import Decision
from storage.planning_records import CommitteeDate
from storage.post_records import Attachment
from storage.records import Body

part = Part()

_READY = (AssignmentState.HANDED_IN, AssignmentState.APPROVED, AssignmentState.CLOSED)
_NOT_DONE = (AssignmentState.WITHDRAWN, AssignmentState.MOOT)
_UNSAFE = re.compile(r"[^\w-]+")
_LEADS = r"(?:den|dem|der|die|das|am|vom|im|the|on)\s+"
_NAME = re.compile(rf"(?:{_LEADS})*(?!{_LEADS})([^\W\d]\D*?)(?=\s+(?:{_LEADS})?\d|\s*$)", re.I)


def _committee(text: str, ctx: Context) -> tuple[CommitteeDate, str]:
    """A date that has been entered; for any other, say how to enter it."""
    try:
        found, rest = COMMITTEE_DATE.take(text, ctx)
    except Refused as refused:
        if refused.key not in ("committee.unknown", "committee.nobody_then"):
            raise
        raise Refused("paper.committee_unknown", typed=text[:60]) from refused
    said = _NAME.match(text)
    if said and fold_sign(said[1]) not in fold_sign(found.committee):  # „Kulturausschuss“ is near „Schulausschuss“
        raise Unclear(said[1], [(phrase("plain", text=found.committee), found.committee)])
    return found, rest


_NOTING = re.compile(r"[\s,;(]{1,9}(?:(?:nur\s+)?zur\s+kenntnis(?:nahme)?|z\.\s?k\.|for information)[\s).]*$", re.I)


def _noting(text: str, _ctx: Context) -> tuple[bool, str]:
    found = _NOTING.search(text)
    if found is None:
        raise Absent("noting")
    return True, text[: found.start()]


FOR_COMMITTEE = after("für", "for", "fuer", "an", "to", "in", kind=Kind("committee_date", _committee))
NOTING_AT_END = Kind("noting", _noting, at_end=True)


@part.command("papers.draft", de=("vorlage", "beschlussvorlage"), en=("paper",), right=Right.LEAD)
def draft(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    committee: Annotated[CommitteeDate, FOR_COMMITTEE],
    noting: Annotated[bool, NOTING_AT_END] = False,
) -> None:
    """Make the rough draft of a paper out of a result that was handed in, and show what has to happen until when."""
    _check(ctx, one)
    text = ctx.voice.plain(phrase("paper.entry", committee=committee.committee, day=committee.held_on))
    ctx.made("entry", assignments.add_entry(ctx.tx, one.id, EntryKind.PAPER, text, ctx.now))
    ctx.answer.about = f"assignment:{one.id}"
    _say_way(ctx, one, committee)
    file = _file(ctx, one, committee, noting=noting)
    # What is erased of the assignment must not stay in the document: `commands.erasing` finds it by this.
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    posts.write_file(ctx, ctx.body, file, f"paper/{one.id}/{cause}/{ctx.line}", about=f"paper:{one.id}")


def _check(ctx: Context, one: Assignment) -> None:
    giver = handing.giver(ctx, one)
    if giver.id != ctx.body.id:
        raise Refused("paper.not_giver", number=one.number, body=giver.name)
    if one.state not in _READY:
        raise Refused("paper.no_result", number=one.number, state=handing.state_words(ctx, one))
    receiver = handing.receiver(ctx, one)
    if receiver and not handing.carries(ctx, receiver, giver):
        raise Refused("paper.unencrypted", number=one.number)
    confidential = one.confidential or any(each.confidential for each in _decisions(ctx, one))
    if confidential and is_public(ctx.tx, ctx.body.room_id or ""):
        raise Refused("paper.public", number=one.number)


# -- the way to the committee -----------------------------------------------------------------------------------------


def _say_way(ctx: Context, one: Assignment, committee: CommitteeDate) -> None:
    """Signing, the deadline for papers, the committee; and how many working days that leaves."""
    due = chains.paper_due(ctx, committee)
    works = ctx.calendar.is_working_day
    units = _units(ctx, one)
    sign = rules.signing_by(due, works)
    steps: list[Phrase] = []
    if sign > ctx.today:
        steps.append(phrase("paper.sign.units" if units else "paper.sign", units=units, day=sign))
    steps.append(phrase("paper.due", day=due))
    steps.append(phrase("paper.committee", committee=committee.committee, day=committee.held_on))
    way = steps[0]
    for step in steps[1:]:
        way = phrase("paper.then", before=way, after=step)
    left = phrase("paper.left", count=rules.working_days_left(ctx.today, due, works))
    over = due < ctx.today
    ctx.say("paper.done", paper=ctx.house.paper_name, steps=way, left=phrase("paper.over") if over else left)


def _units(ctx: Context, one: Assignment) -> tuple[str, ...]:
    """Who has a part in it and therefore signs: who is involved, and who did a part of it or contributed."""
    known = {body.id: body.sign for body in bodies.every(ctx.tx)}
    who = [(each.body_id, each.unit) for each in formal.involved(ctx.tx, one.id)]
    parts = [each for each in formal.parts_of(ctx.tx, one.id) if each.state not in _NOT_DONE]
    who += [(each.receiver_id, each.receiver_unit) for each in parts]
    return tuple(dict.fromkeys(known[body_id] if body_id else unit or "" for body_id, unit in who))


# -- the document -----------------------------------------------------------------------------------------------------


def _file(ctx: Context, one: Assignment, committee: CommitteeDate, *, noting: bool) -> Attachment:
    receiver = handing.receiver(ctx, one)
    lead = receiver.name if receiver else one.receiver_unit or ""
    sources, decided = _sources(ctx, one)
    paper = paper_draft.Draft(
        paper_name=ctx.house.paper_name,
        town=ctx.house.town,
        lead=lead,
        subject=one.title,
        committee=committee.committee,
        sources=sources,
        facts=_facts(ctx, one, lead),
        resolution=None if noting else _resolution(ctx, one, decided),
        involved=_units(ctx, one),
        consultations=_consultations(ctx, committee, noting=noting),
        made_at=ctx.local,
    )
    words = {"day": str(committee.held_on), "sign": _safe(committee.committee), "paper": _safe(ctx.house.paper_name)}
    name = ctx.voice.plain(phrase("paper.file", number=_safe(one.number), **words))
    return Attachment(name, word.MIMETYPE, paper_draft.write(ctx.voice, paper))


def _safe(text: str) -> str:
    """As part of a file's name."""
    return _UNSAFE.sub("-", text).strip("-")


def _sources(ctx: Context, one: Assignment) -> tuple[list[str], Decision | None]:
    """What gave rise to it, and the latest decision that speaks about the result."""
    words = {"body": handing.giver(ctx, one).name, "number": one.number, "title": one.title}
    lines = [phrase("document.draft.source.assignment", day=_day(ctx, one.issued_at), **words)]
    if one.expected:
        lines.append(phrase("document.draft.source.expected", expected=one.expected))
    if one.reference:
        lines.append(phrase("document.draft.source.reference", reference=one.reference))
    about = _decisions(ctx, one)
    lines += [
        phrase(
            "document.draft.source.decision",
            kind=each.kind,
            number=each.number,
            day=_day(ctx, each.recorded_at),
            text=each.text,
        )
        for each in about
    ]
    # What was decided before the assignment was given asked for the result; what came later speaks about it.
    later = [each for each in about if each.recorded_at > one.issued_at]
    return [ctx.voice.plain(line) for line in lines], later[-1] if later else None


def _decisions(ctx: Context, one: Assignment) -> list[Decision]:
    """What this body decided about the item that the assignment came from, and about those that speak of it."""
    found = []
    for each in formal.of_body(ctx.tx, ctx.body.id):
        item = agenda.by_id(ctx.tx, each.item_id) if each.item_id else None
        if item is None or not rules.passed(each.vote):
            continue
        named = fold(one.number) in fold(f"{item.title} {each.text}")
        if item.id == one.item_id or item.assignment_id == one.id or named:
            found.append(each)
    return found


def _facts(ctx: Context, one: Assignment, lead: str) -> list[str]:
    """The two sentences for the level above, and the result as it was handed in last."""
    found = []
    summary = assignments.last_entry(ctx.tx, one.id, EntryKind.SUMMARY)
    result = assignments.last_entry(ctx.tx, one.id, EntryKind.RESULT)
    if result:
        words = {"receiver": lead, "version": one.version, "day": _day(ctx, result.at)}
        found.append(ctx.voice.plain(phrase("document.draft.facts.from", **words)))
    return found + [entry.text for entry in (summary, result) if entry and entry.text]


def _resolution(ctx: Context, one: Assignment, decided: Decision | None) -> str:
    """What the body decided or recommended about the result, else the result in short."""
    if decided:
        return decided.text
    for kind in (EntryKind.SUMMARY, EntryKind.RESULT):
        entry = assignments.last_entry(ctx.tx, one.id, kind)
        if entry and entry.text:
            return entry.text
    return one.title


def _consultations(ctx: Context, committee: CommitteeDate, *, noting: bool) -> list[paper_draft.Consultation]:
    """The steering group's last meeting before the papers are due, then the committee."""
    steps = []
    steering: Body | None = chains.steering_of(ctx, ctx.body)
    if steering:
        due = chains.paper_due(ctx, committee)
        met = [day.held_on for day in chains.days_of(ctx, steering, due)]
        if met:
            advised = phrase("document.draft.task.advised")
            steps.append(paper_draft.Consultation(steering.name, advised, max(met)))
    task = phrase("document.draft.task.notes" if noting else "document.draft.task.decides")
    return [*steps, paper_draft.Consultation(committee.committee, task, committee.held_on)]


def _day(ctx: Context, at: datetime) -> object:
    return at.astimezone(ctx.house.zone).date()
