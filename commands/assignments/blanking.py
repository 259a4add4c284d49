"""Removing text from assignments: titles, what is expected, histories, units, files."""

from collections.abc import Iterator

from commands.blanking import Thing
from commands.context import Context
from commands.registry import Part
from commands.rules import traffic_light
from storage import agenda, assignment_parts, assignments, kept_files, units
from storage.assignment_records import EntryKind

part = Part()


@part.blanking("assignment")
def blank_assignment(ctx: Context, assignment_id: int, gone: str) -> Iterator[str | Thing]:
    """What it is called, was called before, and is called on agendas. It stays in force: number, sides, day, state."""
    one = assignments.by_id(ctx.tx, assignment_id)
    if one is None:
        return
    yield from (one.title, one.expected or "", one.reference or "")
    assignments.change(ctx.tx, one.id, title=gone, expected=None, reference=None)
    if one.receiver_unit and units.is_named_once(ctx.tx, one.receiver_unit):
        yield one.receiver_unit
        assignments.change(ctx.tx, one.id, receiver_unit=gone)
    for entry in assignments.history(ctx.tx, one.id):
        if entry.kind is EntryKind.CHANGED:
            yield entry.text
            assignments.change_entry(ctx.tx, entry.id, text=gone)
    yield from (Thing("item", item.id) for item in agenda.about_assignment(ctx.tx, one.id))


@part.blanking("entry")
def blank_entry(ctx: Context, entry_id: int, gone: str) -> Iterator[str]:
    """One line of the history, and the unit that it names as the new lead."""
    entry = assignments.entry_by_id(ctx.tx, entry_id)
    if entry is None:
        return
    yield entry.text
    yield from (words for words in traffic_light.reason_and_need(entry.text) if words)  # also shown apart
    assignments.change_entry(ctx.tx, entry_id, text=gone if entry.text else "")
    transfer = assignment_parts.transfer_of(ctx.tx, entry.assignment_id)
    unit = transfer.to_unit if transfer else None
    if unit and unit in entry.text and units.is_named_once(ctx.tx, unit):
        yield unit
        assignment_parts.drop_transfer(ctx.tx, entry.assignment_id)


@part.blanking("expectation")
def blank_expectation(ctx: Context, assignment_id: int, _gone: str) -> Iterator[str]:
    one = assignments.by_id(ctx.tx, assignment_id)
    if one:
        yield one.expected or ""
        assignments.change(ctx.tx, assignment_id, expected=None)


@part.blanking("reference")
def blank_reference(ctx: Context, assignment_id: int, _gone: str) -> Iterator[str]:
    one = assignments.by_id(ctx.tx, assignment_id)
    if one:
        yield one.reference or ""
        assignments.change(ctx.tx, assignment_id, reference=None)


@part.blanking("involvement")
def blank_involvement(ctx: Context, involvement_id: int, _gone: str) -> Iterator[str]:
    who = assignment_parts.involvement_by_id(ctx.tx, involvement_id)
    if who:
        yield (who.unit or "") if who.unit and units.is_named_once(ctx.tx, who.unit) else ""
        assignment_parts.drop_involvement(ctx.tx, involvement_id)


@part.blanking("kept_file")
def blank_file(ctx: Context, kept_id: int, gone: str) -> Iterator[str]:
    """Its name, where it lies and what opens it."""
    kept = kept_files.by_id(ctx.tx, kept_id)
    if kept:
        yield kept.name
        kept_files.forget(ctx.tx, kept_id, gone)
