"""Taking the words of a removed message out of decisions, and naming the documents that may hold them."""

from collections.abc import Iterator

from commands.context import Context
from storage import agenda, assignments, formal


def blank_decision(ctx: Context, kind: str, thing_id: int, gone: str) -> Iterator[str]:
    """Put `gone` in place of the text of a "decision", whatever was corrected since, or of one "correction"; yields
    the words that stood there. That a text stands once it is established does not keep what may not be kept."""
    if kind == "decision":
        yield from _blank_all(ctx, thing_id, gone)
        return
    made = formal.correction_by_id(ctx.tx, thing_id)
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


def _blank_all(ctx: Context, decision_id: int, gone: str) -> Iterator[str]:
    one = formal.by_id(ctx.tx, decision_id)
    if one is None:
        return
    yield from (one.text, one.dissent or "")
    formal.change(ctx.tx, one.id, text=gone, dissent=None)
    for each in formal.corrections(ctx.tx, [one.id]):
        yield from (each.before, each.after)
        formal.change_correction(ctx.tx, each.id, before=gone, after=gone)


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
