"""The words of an agenda's living post: topic call and morning, with what is coming up around the meeting."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from commands import planning
from commands.agenda_lines import agenda_list, origins_of
from commands.calendar.committee_words import committees_until
from commands.context import Context, paragraph
from commands.dates.readings import Moment
from commands.document import Block, Document
from commands.goals.step_lines import steps_for_post
from commands.rules import bodies as body_rules
from commands.rules import meetings as meeting_rules
from commands.rules.assignments import is_overdue
from commands.texts.voice import Phrase, Voice, phrase
from storage import agenda, assignments, bodies, meetings
from storage.assignment_records import Assignment, AssignmentState
from storage.records import Body, BodyKind, BodyState, Meeting

_COMING = timedelta(days=14)
_MOST = 8
"""So many dates or assignments stand in one post; the rest is a number."""


def agenda_document(ctx: Context, meeting: Meeting, body: Body, kind: str) -> Document:
    """The post for a meeting as it has to read now; `kind` is "call" or "morning"."""
    voice = Voice(body.language)
    at = planning.prompts(ctx, meeting, body)
    items = agenda.of_meeting(ctx.tx, meeting.id)
    manner = "exchange" if body.kind is BodyKind.EXCHANGE else "formal"
    head = paragraph(
        voice,
        f"{kind}.{manner}",
        body=body.name,
        moment=planning.moment(meeting),
        time=meeting.begins,
        deadline=_local(ctx, at.deadline_at),
        deadline_on=at.deadline_at.astimezone(ctx.house.zone).date(),
    )
    if kind == "morning":
        begun = meeting_rules.starts_at(meeting, ctx.house.zone) <= ctx.now
        rows = agenda_list(voice, items, origins_of(ctx, items)) or (
            paragraph(voice, "agenda.nothing_left" if begun else "agenda.empty"),
        )
        steps = steps_for_post(ctx, body, voice)
        return (head, *rows, *steps, paragraph(voice, "morning.clarify", **_clarify(ctx, body)))
    known = (paragraph(voice, "call.known"), *agenda_list(voice, items, origins_of(ctx, items))) if items else ()
    how = (paragraph(voice, "call.how", deadline=_local(ctx, at.deadline_at)),) if manner == "exchange" else ()
    remarks = (*_school(ctx, voice, meeting), *_moved(ctx, voice, at.moved_for))
    return (head, *known, *steps_for_post(ctx, body, voice), *_coming(ctx, body, voice), *remarks, *how)


def _coming(ctx: Context, body: Body, voice: Voice) -> Document:
    """The dates and the due assignments of the coming two weeks that concern a body."""
    until = ctx.today + _COMING
    every = {one.id: one for one in bodies.every(ctx.tx)}
    near = body_rules.neighbours(body, list(every.values()))
    working = [one for one in near if one != body.id and every[one].state is BodyState.ACTIVE]
    planned = meetings.planned(ctx.tx, working, ctx.today, until)
    due = [
        one
        for one in assignments.concerning(ctx.tx, body_rules.in_sight(body, list(every.values())))
        if one.due_on <= until and one.state not in (AssignmentState.HANDED_IN, AssignmentState.APPROVED)
    ]
    blocks: list[Block] = []
    if planned:
        dates = [phrase("call.date", sign=every[one.body_id].sign, moment=planning.moment(one)) for one in planned]
        blocks.append(paragraph(voice, "call.dates", until=until, dates=_some(dates)))
    blocks += committees_until(ctx, voice, until)
    if due:
        lines = [_due_line(one, every[one.receiver_id].sign if one.receiver_id else None, ctx.today) for one in due]
        blocks.append(paragraph(voice, "call.due", until=until, due=_some(lines)))
    return tuple(blocks)


def _due_line(one: Assignment, receiver_sign: str | None, today: date) -> Phrase:
    key = "call.due.line.overdue" if is_overdue(one, today) else "call.due.line"
    return phrase(key, number=one.number, day=one.due_on, receiver=receiver_sign or one.receiver_unit)


def _some(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    if len(phrases) <= _MOST:
        return tuple(phrases)
    return (*phrases[:_MOST], phrase("and_more", count=len(phrases) - _MOST))


def _clarify(ctx: Context, body: Body) -> dict[str, object]:
    """What the morning says about open questions to assignments."""
    sight = body_rules.in_sight(body, bodies.every(ctx.tx))
    asked = [one for one in assignments.concerning(ctx.tx, sight) if one.state is AssignmentState.CLARIFYING]
    return {"numbers": tuple(one.number for one in asked) or phrase("none_reported")}


def _local(ctx: Context, at: datetime) -> object:
    local = at.astimezone(ctx.house.zone)
    return Moment(local.date(), local.time())


def _school(ctx: Context, voice: Voice, meeting: Meeting) -> Document:
    """That the meeting lies in a school break, when many are away."""
    name = ctx.calendar.school_break(meeting.held_on)
    return (paragraph(voice, "call.school", name=name),) if name else ()


def _moved(ctx: Context, voice: Voice, day: date | None) -> Document:
    """For which day off the schedule made way; that nothing is due on a weekend needs no words."""
    reason = ctx.calendar.closing_reason(day) if day else None
    if reason is None or reason[0] == "weekend":
        return ()
    return (paragraph(voice, "call.moved", day=day, why=reason[1]),)
