"""What a removed message made: its text goes from every thing, the skeleton stays."""

from collections.abc import Iterator
from datetime import date

from commands.context import Context
from commands.formal.blanking import blank_decision
from commands.inquiries import inquiry_posts
from commands.posts import refresh_agenda
from commands.rules import traffic_light
from storage import (
    agenda,
    assignment_parts,
    assignments,
    committees,
    date_finding,
    drafts,
    expected_people,
    formal,
    goals,
    inquiries,
    kept_files,
    meetings,
    next_steps,
    questions,
    town_calendar,
    year_plan,
)
from storage.assignment_records import EntryKind


def blank(ctx: Context, kind: str, thing_id: int, gone: str) -> Iterator[str]:
    """Put `gone` in place of the text of a thing; yields the words that stood there."""
    match kind:
        case "item":
            yield from _blank_item(ctx, thing_id, gone)
        case "outcome" if outcome := agenda.outcome_by_id(ctx.tx, thing_id):
            yield outcome.text
            agenda.change_outcome(ctx.tx, thing_id, gone)
        case "entry" if entry := assignments.entry_by_id(ctx.tx, thing_id):
            yield entry.text
            yield from (words for words in traffic_light.reason_and_need(entry.text) if words)  # also shown apart
            assignments.change_entry(ctx.tx, thing_id, text=gone if entry.text else "")
        case "assignment" if one := assignments.by_id(ctx.tx, thing_id):
            yield from (one.title, one.expected or "", one.reference or "")
            assignments.change(ctx.tx, thing_id, title=gone, expected=None, reference=None)
            yield from _blank_traces(ctx, thing_id, gone)
        case "expectation" if one := assignments.by_id(ctx.tx, thing_id):
            yield one.expected or ""
            assignments.change(ctx.tx, thing_id, expected=None)
        case "reference" if one := assignments.by_id(ctx.tx, thing_id):
            yield one.reference or ""
            assignments.change(ctx.tx, thing_id, reference=None)
        case "involvement" if who := assignment_parts.involvement_by_id(ctx.tx, thing_id):
            yield who.unit or ""
            assignment_parts.drop_involvement(ctx.tx, thing_id)
        case "goal" if goal := goals.by_id(ctx.tx, thing_id):
            yield goal.title
            goals.change(ctx.tx, thing_id, title=gone)
        case "step" if step := next_steps.by_id(ctx.tx, thing_id):
            yield step.title
            next_steps.change(ctx.tx, thing_id, title=gone)
            for meeting in meetings.planned(ctx.tx, [step.body_id], ctx.today)[:2]:
                refresh_agenda(ctx, meeting)
        case "standing":
            yield from agenda.blank_standing(ctx.tx, thing_id, gone)
        case "closing_day":
            yield from _blank_closing_day(ctx, date.fromordinal(thing_id), gone)
        case "recess":
            for recess in (known for known in town_calendar.recesses(ctx.tx) if known.id == thing_id):
                yield recess.name
                town_calendar.rename_recess(ctx.tx, thing_id, gone)
                year_plan.forget_name(ctx.tx, recess.name, gone)
        case "committee_date" if committee := committees.by_id(ctx.tx, thing_id):
            yield committee.committee
            committees.rename(ctx.tx, thing_id, gone)
            year_plan.forget_name(ctx.tx, committee.committee, gone)
        case "finding" if finding := date_finding.by_id(ctx.tx, thing_id):
            yield finding.title or ""
            date_finding.change(ctx.tx, thing_id, title=gone if finding.title else None)
        case "draft" if draft := drafts.by_id(ctx.tx, thing_id):
            yield draft.order
            drafts.close(ctx.tx, thing_id)
        case "expected":
            for person in (one for one in expected_people.every(ctx.tx) if one.id == thing_id):
                yield person.name
                expected_people.remove(ctx.tx, thing_id)
        case "vote":
            date_finding.drop_vote(ctx.tx, thing_id)
        case "attendance" if came := formal.attendance_of(ctx.tx, thing_id):
            yield from (came.excused, came.established)
            formal.put_attendance(ctx.tx, thing_id, excused=gone if came.excused else "", established="")
        case "decision" | "correction":
            yield from blank_decision(ctx, kind, thing_id, gone)
        case "inquiry" if inquiry := inquiries.by_id(ctx.tx, thing_id):
            yield inquiry.text
            inquiries.change(ctx.tx, thing_id, text=gone)
            inquiry_posts.refresh(ctx, thing_id)
        case "addressee" if addressee := inquiries.addressee_by_id(ctx.tx, thing_id):
            yield addressee.answer or ""
            inquiries.change_addressee(ctx.tx, thing_id, answer=None, answered_at=None)
            inquiry_posts.refresh(ctx, addressee.inquiry_id)
        case "kept_file" if kept := kept_files.by_id(ctx.tx, thing_id):
            yield kept.name
            kept_files.forget(ctx.tx, thing_id, gone)
        case "question":
            questions.close(ctx.tx, thing_id)


def _blank_item(ctx: Context, item_id: int, gone: str) -> Iterator[str]:
    item = agenda.by_id(ctx.tx, item_id)
    assert item is not None
    yield item.title
    agenda.change_item(ctx.tx, item_id, title=gone)
    meeting = meetings.by_id(ctx.tx, item.meeting_id) if item.meeting_id else None
    if meeting:
        refresh_agenda(ctx, meeting)
    for copy in agenda.raised_from(ctx.tx, item_id):
        yield from _blank_item(ctx, copy.id, gone)


def _blank_traces(ctx: Context, assignment_id: int, gone: str) -> Iterator[str]:
    """What an assignment was called before, and the items that its result became."""
    for entry in assignments.history(ctx.tx, assignment_id):
        if entry.kind is EntryKind.CHANGED:
            yield entry.text
            assignments.change_entry(ctx.tx, entry.id, text=gone)
    for item in agenda.about_assignment(ctx.tx, assignment_id):
        yield from _blank_item(ctx, item.id, gone)


def _blank_closing_day(ctx: Context, day: date, gone: str) -> Iterator[str]:
    """A day that has been opened again since stays open."""
    name = town_calendar.exceptions(ctx.tx).closed.get(day)
    if name is not None:
        yield name
        town_calendar.close_day(ctx.tx, day, gone)
        year_plan.forget_name(ctx.tx, name, gone)
