"""Removing text from decisions and attendance, and naming the documents that may hold the words."""

from collections.abc import Iterator

from commands.context import Context
from commands.registry import Part
from storage import agenda, assignments, formal

part = Part()


@part.blanking("decision")
def blank_decision(ctx: Context, decision_id: int, gone: str) -> Iterator[str]:
    """The whole decision, whatever was corrected since. That a text stands once it is established does not keep what
    may not be kept."""
    one = formal.by_id(ctx.tx, decision_id)
    if one is None:
        return
    yield from (one.text, one.dissent or "")
    formal.change(ctx.tx, one.id, text=gone, dissent=None)
    for each in formal.corrections(ctx.tx, [one.id]):
        yield from (each.before, each.after)
        formal.change_correction(ctx.tx, each.id, before=gone, after=gone)


@part.blanking("correction")
def blank_correction(ctx: Context, correction_id: int, gone: str) -> Iterator[str]:
    """The new words, wherever they hold now."""
    made = formal.correction_by_id(ctx.tx, correction_id)
    one = formal.by_id(ctx.tx, made.decision_id) if made else None
    if made is None or one is None:
        return
    yield made.after
    formal.change_correction(ctx.tx, made.id, after=gone)
    for other in formal.corrections(ctx.tx, [one.id]):
        if other.id > made.id and other.before == made.after:
            formal.change_correction(ctx.tx, other.id, before=gone)
    if one.text == made.after:
        formal.change(ctx.tx, one.id, text=gone)


@part.blanking("attendance")
def blank_attendance(ctx: Context, meeting_id: int, gone: str) -> Iterator[str]:
    came = formal.attendance_of(ctx.tx, meeting_id)
    if came:
        yield from (came.excused, came.established)
        formal.put_attendance(ctx.tx, meeting_id, excused=gone if came.excused else "", established="")


def documents_of(ctx: Context, kind: str, thing_id: int) -> Iterator[str]:
    """What the documents are about that may hold the words of a thing. Once they are in their room they cannot be
    looked into any more, so they all go."""
    match kind:
        case "item" | "outcome":
            outcome = agenda.outcome_by_id(ctx.tx, thing_id) if kind == "outcome" else None
            item = agenda.by_id(ctx.tx, outcome.item_id if outcome else thing_id)
            if item and kind == "item":
                yield f"agenda_paper:{item.body_id}"
                yield from (f"paper:{one}" for one in _papers_about(ctx, item.id))
        case "assignment" | "entry":
            entry = assignments.entry_by_id(ctx.tx, thing_id) if kind == "entry" else None
            one = assignments.by_id(ctx.tx, entry.assignment_id if entry else thing_id)
            if one:
                yield f"paper:{one.id}"
                yield from (f"agenda_paper:{body}" for body in (one.giver_id, one.receiver_id) if body and not entry)
        case "decision" | "correction":
            made = formal.correction_by_id(ctx.tx, thing_id) if kind == "correction" else None
            decided = formal.by_id(ctx.tx, made.decision_id if made else thing_id)
            if decided:
                yield from (f"paper:{one.id}" for one in assignments.concerning(ctx.tx, [decided.body_id], ended=True))


def _papers_about(ctx: Context, item_id: int) -> Iterator[int]:
    item = agenda.by_id(ctx.tx, item_id)
    if item:
        found = assignments.concerning(ctx.tx, [item.body_id], ended=True)
        yield from (one.id for one in found if item.id == one.item_id or item.assignment_id == one.id)
