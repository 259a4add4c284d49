"""An assignment as it is shown: what was said of it, its tree of parts, who else is involved, and its history."""

from commands.assignments import attached, passing_lead
from commands.assignments.attribute_kinds import goal_labels
from commands.assignments.handing import carries, giver, receiver_name, state_and_light, state_words
from commands.assignments.sight import chain
from commands.context import Context
from commands.document import Inline, Listing, Text
from commands.rules import confidentiality
from commands.texts.voice import phrase
from storage import assignment_goals, assignment_parts, assignments, bodies
from storage.assignment_records import Assignment, Entry, Involvement, Source
from storage.records import Body

_INDENT = "\N{EM SPACE}\N{EM SPACE}"
_MOST_PARTS = 40


def show(ctx: Context, one: Assignment) -> None:
    """Show an assignment with its parts and its history; in an unencrypted room without what was typed in another one
    that is encrypted."""
    ctx.answer.about = f"assignment:{one.id}"
    if not all(body.id == ctx.body.id or carries(ctx, body, ctx.body) for body in _sides(ctx, one)):
        ctx.say("assignment.details.closed", number=one.number, day=one.due_on, state=one.state)
        return
    ctx.say("assignment.details", number=one.number, title=one.title)
    rows: list[object] = [
        phrase("assignment.from_to", giver=giver(ctx, one).sign, receiver=receiver_name(ctx, one)),
        phrase("assignment.due_and_state", day=one.due_on, state=state_and_light(ctx, one)),
    ]
    ctx.list([*rows, *_attributes(ctx, one)])
    _tree(ctx, one)
    ctx.list([_entry(ctx, entry) for entry in assignments.history(ctx.tx, one.id)])
    ctx.list(attached.rows(ctx, one))


def _sides(ctx: Context, one: Assignment) -> list[Body]:
    receiver = bodies.by_id(ctx.tx, one.receiver_id) if one.receiver_id else None
    return [giver(ctx, one), *([receiver] if receiver else [])]


def _attributes(ctx: Context, one: Assignment) -> list[object]:
    rows: list[object] = []
    if one.expected:
        rows.append(phrase("assignment.expects", expected=one.expected))
    if one.parent_id is not None and one.part is not None:
        rows.append(phrase("assignment.part_of", part=one.part, number=chain(ctx, one)[-2].number))
    if one.source is not Source.BODY or one.reference:
        key = "assignment.said.source" if one.reference else "assignment.said.source.bare"
        rows.append(phrase(key, source=one.source, reference=one.reference or ""))
    if one.priority:
        rows.append(phrase("assignment.said.priority", priority=one.priority))
    if goals := assignment_goals.tags_of(ctx.tx, one.id):
        rows.append(phrase("assignment.said.goals", goals=goal_labels(ctx, goals)))
    if involved := assignment_parts.involved(ctx.tx, one.id):
        rows.append(phrase("assignment.involved", names=tuple(involved_name(ctx, who) for who in involved)))
    if target := passing_lead.target_name(ctx, one):
        waiting = tuple(body.sign for body in passing_lead.waiting_for(ctx, one))
        rows.append(phrase("transfer.row", target=target, bodies=waiting))
    return rows


def involved_name(ctx: Context, who: Involvement) -> str:
    return bodies.by_id(ctx.tx, who.body_id).sign if who.body_id else who.unit or ""


def _tree(ctx: Context, one: Assignment) -> None:
    """The parts below, each indented under what it is a part of, by number, with its state.

    The words of a part come from the room of its giver; where they may not come here, the number stands alone.
    """
    rows: list[tuple[Inline, ...]] = []
    waiting = [(child, 0) for child in reversed(assignment_parts.children(ctx.tx, [one.id]))]
    total = len(waiting)
    while waiting:
        part, depth = waiting.pop()
        below = assignment_parts.children(ctx.tx, [part.id])
        total += len(below)
        waiting += [(child, depth + 1) for child in reversed(below)]
        if len(rows) < _MOST_PARTS:
            rows.append((Text(_INDENT * depth), *ctx.voice.inline(_part_line(ctx, part))))
    if rows:
        ctx.say("assignment.parts", count=total)
        ctx.answer.blocks.append(Listing(tuple(rows)))
        if total > len(rows):
            ctx.say("and_more", count=total - len(rows))


def _part_line(ctx: Context, part: Assignment) -> object:
    source = giver(ctx, part)
    seen = source.id == ctx.body.id or part.receiver_id == ctx.body.id or carries(ctx, source, ctx.body)
    seen = seen and confidentiality.is_shown(part, ctx.body.id)
    words = {"number": part.number, "receiver": receiver_name(ctx, part), "day": part.due_on}
    if not seen:
        return phrase("assignment.part.line.bare", **words, state=state_words(ctx, part))
    key = f"assignment.part.line.{part.part or 'part'}"
    return phrase(key, **words, title=part.title, state=state_words(ctx, part))


def _entry(ctx: Context, entry: Entry) -> object:
    day = entry.at.astimezone(ctx.house.zone).date()
    key = "entry.line" if entry.text else "entry.line.bare"
    return phrase(key, day=day, kind=entry.kind, text=entry.text)
