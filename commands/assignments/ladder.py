"""The overdue ladder: what the clock says of a due day, and to whom; and what is let go further up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from commands import posts
from commands.assignments import handing
from commands.assignments.kinds import ASSIGNMENT
from commands.context import Context, listing, paragraph
from commands.document import Block, Document
from commands.registry import Part
from commands.rules import ladder as rules
from commands.rules.access import Right
from commands.rules.assignments import ACCEPT_WITHIN, AT_WORK, Side, is_overdue
from commands.rules.ladder import Step
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Voice, phrase
from storage import assignment_dates, assignments, bodies
from storage.assignment_records import Assignment, EntryKind
from storage.records import Body, BodyState

part = Part()

_SET = (EntryKind.REWORK, EntryKind.EXTENSION_GRANTED, EntryKind.RESUMED)
"""What may have set the present due day."""

_MOST = 12
"""So many stand in one post; the rest is a number."""

_GIVEN = (EntryKind.ANSWER, EntryKind.PASSED_ON, EntryKind.RESUMED)
"""After these a receiver has as long to accept as in the beginning."""


@dataclass(frozen=True)
class _Note:
    step: Step
    one: Assignment


@part.duty("assignments.watch", daily=time(8, 45))
def watch(ctx: Context, _id: int) -> None:
    """Say what of the ladder is due this morning, one post a room; and what has not been accepted for too long."""
    notes: dict[int, list[_Note]] = defaultdict(list)
    for one in assignment_dates.due_until(ctx.tx, AT_WORK, ctx.calendar.working_days_after(ctx.today, 11)):
        step = _step(ctx, one)
        if step <= one.ladder_step:
            continue
        target = handing.side_body(ctx, one, Side.GIVER if step is Step.LONG_PASSED else Side.RECEIVER)
        if _rests(ctx, one, target):
            continue  # it will be said when the body works again
        assignments.change(ctx.tx, one.id, ladder_step=step)
        if step is Step.LONG_PASSED and one.receiver_id is None and one.ladder_step == Step.PASSED:
            continue  # the giver has heard it already, in place of the unit
        notes[target.id].append(_Note(step, one))
    for body_id, of_body in notes.items():
        _post(ctx, bodies.by_id(ctx.tx, body_id), of_body)
    _unconfirmed(ctx)


def _step(ctx: Context, one: Assignment) -> Step:
    since = assignment_dates.last_at(ctx.tx, one.id, _SET)
    set_on = _local_day(ctx, max(one.issued_at, since) if since else one.issued_at)
    calendar = ctx.calendar
    return rules.step_on(one.due_on, set_on, ctx.today, calendar.working_days_before, calendar.working_days_after)


def _rests(ctx: Context, one: Assignment, target: Body) -> bool:
    """Whether who would be told, or who does the work, does not work at present."""
    doing = handing.side_body(ctx, one, Side.RECEIVER)
    return target.state is not BodyState.ACTIVE or doing.state is not BodyState.ACTIVE


def _local_day(ctx: Context, at: datetime) -> date:
    return at.astimezone(ctx.house.zone).date()


# -- one post a room --------------------------------------------------------------------------------------------------


def _post(ctx: Context, body: Body, notes: Sequence[_Note]) -> None:
    voice = Voice(body.language)
    if len(notes) == 1:
        blocks, about = _alone(ctx, voice, body, notes[0]), f"assignment:{notes[0].one.id}"
    else:
        blocks, about = _together(ctx, voice, body, notes), None
    posts.write(ctx, body, blocks, f"ladder/{body.id}/{ctx.today}", about=about)


def _alone(ctx: Context, voice: Voice, body: Body, note: _Note) -> Document:
    words = _words(ctx, body, note.one)
    said = paragraph(voice, f"ladder.{note.step.name.lower()}", **words)
    above = _may_go_up(ctx, note)
    if above is None:
        return (said,)
    return (said, paragraph(voice, "ladder.pass_up.hint", number=note.one.number, body=above.name))


def _together(ctx: Context, voice: Voice, body: Body, notes: Sequence[_Note]) -> Document:
    """What is latest first; how to answer is said once."""
    ordered = sorted(notes, key=lambda one: (-one.step, one.one.due_on, one.one.id))
    shown = ordered[:_MOST]
    lines = [phrase(f"ladder.line.{one.step.name.lower()}", **_words(ctx, body, one.one)) for one in shown]
    blocks: list[Block] = [paragraph(voice, "ladder.several", count=len(notes)), *listing(voice, lines)]
    if len(ordered) > _MOST:
        blocks.append(paragraph(voice, "and_more", count=len(ordered) - _MOST))
    blocks.append(paragraph(voice, "ladder.several.how"))
    if any(_may_go_up(ctx, one) for one in ordered):
        blocks.append(paragraph(voice, "ladder.pass_up.several"))
    return tuple(blocks)


def _words(ctx: Context, body: Body, one: Assignment) -> dict[str, object]:
    """What is said of an assignment in the room of a body; its texts only where they may go."""
    count = ctx.calendar.working_days_between(ctx.today + timedelta(days=1), one.due_on)
    return {
        "what": _label(ctx, body, one),
        "number": one.number,
        "day": one.due_on,
        "left": phrase("ladder.left", count=count) if count else phrase("ladder.left.none"),
    }


def _label(ctx: Context, body: Body, one: Assignment) -> Phrase:
    """An assignment by number, title and, in the giver's room, who does it."""
    if not handing.carries(ctx, handing.giver(ctx, one), body):
        return phrase("plain", text=one.number)
    if body.id == one.receiver_id:
        return phrase("assignment.label", number=one.number, title=one.title)
    return phrase("ladder.label", number=one.number, title=one.title, receiver=handing.receiver_name(ctx, one))


def _may_go_up(ctx: Context, note: _Note) -> Body | None:
    """For a late part, in the room of who leads the whole: the body above, which hears of it only on its word."""
    told_to_giver = note.step is Step.LONG_PASSED or (note.step is Step.PASSED and note.one.receiver_id is None)
    return _above(ctx, note.one) if told_to_giver else None


# -- not accepted yet -------------------------------------------------------------------------------------------------


def _unconfirmed(ctx: Context) -> None:
    """Remind a receiver once to accept, and tell the giver once a few working days later.

    That it is said once is held by the reasons of the posts: one for all that one body is to accept by the same day.
    """
    groups: dict[tuple[Side, int, date], list[Assignment]] = defaultdict(list)
    for one in assignment_dates.unconfirmed(ctx.tx):
        since = assignment_dates.last_at(ctx.tx, one.id, _GIVEN)
        given_on = _local_day(ctx, max(one.issued_at, since) if since else one.issued_at)
        accept_by = ctx.calendar.working_days_after(given_on, ACCEPT_WITHIN)
        reminded_on = ctx.calendar.working_days_after(accept_by, 1)
        told_on = ctx.calendar.working_days_after(reminded_on, rules.TELL_GIVER_AFTER)
        if ctx.today < reminded_on or is_overdue(one, ctx.today):
            continue
        side = Side.GIVER if ctx.today >= told_on and one.receiver_id else Side.RECEIVER
        target = handing.side_body(ctx, one, side)
        if not _rests(ctx, one, target):
            groups[side, target.id, accept_by].append(one)
    for (side, body_id, accept_by), ones in groups.items():
        body = bodies.by_id(ctx.tx, body_id)
        voice = Voice(body.language)
        blocks: tuple[Block, ...] = (
            paragraph(voice, f"ladder.unconfirmed.{side}", what=tuple(_label(ctx, body, one) for one in ones)),
        )
        about = f"assignment:{ones[0].id}" if len(ones) == 1 else None
        posts.write(ctx, body, blocks, f"unconfirmed/{side}/{body.id}/{accept_by}", about=about)


# -- further up -------------------------------------------------------------------------------------------------------


def _above(ctx: Context, one: Assignment) -> Body | None:
    """For a part of an assignment: the body that gave the whole."""
    whole = assignments.by_id(ctx.tx, one.parent_id) if one.parent_id else None
    return bodies.by_id(ctx.tx, whole.giver_id) if whole else None


@part.command("ladder.pass_up", de=("weitergeben",), en=("pass up",), right=Right.LEAD)
def pass_up(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Tell the body above that a part is late. Only who leads the whole may; it never goes up by itself."""
    above = _above(ctx, one)
    if above is None:
        raise Refused("ladder.no_whole", number=one.number)
    if one.giver_id != ctx.body.id:
        raise Refused("assignment.other_room", number=one.number, body=handing.giver(ctx, one).name)
    if not is_overdue(one, ctx.today):
        raise Refused("ladder.not_overdue", number=one.number, day=one.due_on)
    voice = Voice(above.language)
    words = ctx.voice.plain(phrase("ladder.passed_up.entry", body=above.name, day=one.due_on))
    known = assignments.last_entry(ctx.tx, one.id, EntryKind.PASSED_UP)
    if known and known.text == words:
        raise Refused("ladder.passed_up.before", number=one.number, body=above.name)
    entry_id = assignments.add_entry(ctx.tx, one.id, EntryKind.PASSED_UP, words, ctx.now)
    ctx.made("entry", entry_id)
    ctx.answer.about = f"assignment:{one.id}"
    hidden = one.confidential or not handing.carries(ctx, ctx.body, above)
    whole = assignments.by_id(ctx.tx, one.parent_id or 0)
    assert whole is not None
    said = {"what": phrase("plain", text=one.number) if hidden else _label(ctx, above, one), "day": one.due_on}
    block = paragraph(voice, "ladder.passed_up.told", body=ctx.body.name, whole=whole.number, **said)
    posts.write(ctx, above, (block,), f"passed_up/{one.id}/{one.due_on}", about=f"assignment:{whole.id}")
    ctx.say("ladder.passed_up", number=one.number, body=above.name)
