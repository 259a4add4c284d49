"""Work that is finished: assignments with their parts, meetings with their items and decisions, inquiries, steps.

What leaves takes along all that hangs on it; what stays no longer points to it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, delete, select, update

from storage.assignment_tables import (
    addressee,
    assignment,
    assignment_goal,
    entry,
    inquiry,
    involvement,
    kept_file,
    next_step,
    transfer,
)
from storage.assignments import ENDED
from storage.formal_tables import attendance, correction, decision
from storage.planning_tables import calendar_news
from storage.post_tables import letter, source
from storage.records import MeetingState
from storage.tables import item, meeting, outcome

ASSIGNMENT, MEETING, DECISION, INQUIRY, STEP = "assignment", "meeting", "decision", "inquiry", "step"


@dataclass(frozen=True, slots=True)
class Finished:
    """A piece of work and the day in the town on which it came to its end. `label` is its number, or None."""

    kind: str
    id: int
    closed_on: date
    label: str | None


def of_body(tx: Connection, body_id: int, zone: ZoneInfo) -> list[Finished]:
    """All finished work of a body, the oldest first: what it has given, held, decided, asked and ticked off."""
    found = [
        *_assignments(tx, body_id, zone),
        *_meetings(tx, body_id, zone),
        *_decisions(tx, body_id, zone),
        *_inquiries(tx, body_id, zone),
        *_steps(tx, body_id, zone),
    ]
    return sorted(found, key=lambda one: (one.closed_on, one.kind, one.id))


def _assignments(tx: Connection, body_id: int, zone: ZoneInfo) -> Iterator[Finished]:
    """Assignments that are no part of another, if they and all their parts have ended."""
    parts: dict[int | None, list[Any]] = defaultdict(list)
    for row in tx.execute(select(assignment)):
        parts[row.parent_id].append(row)
    for root in parts[None]:
        tree = list(_tree(root, parts))
        if root.giver_id == body_id and all(one.state in ENDED for one in tree):
            last = max(one.changed_at for one in tree)
            yield Finished(ASSIGNMENT, root.id, last.astimezone(zone).date(), root.number)


def _tree(root: Any, parts: dict[int | None, list[Any]]) -> Iterator[Any]:
    yield root
    for one in parts.get(root.id, ()):
        yield from _tree(one, parts)


def _meetings(tx: Connection, body_id: int, zone: ZoneInfo) -> Iterator[Finished]:
    """Meetings that were held or called off; what was recorded later counts."""
    over = meeting.c.state.in_((MeetingState.HELD, MeetingState.CANCELLED))
    for row in tx.execute(select(meeting).where(meeting.c.body_id == body_id, over)).all():
        late = (
            select(outcome.c.recorded_at).join(item).where(item.c.meeting_id == row.id),
            select(decision.c.recorded_at).where(decision.c.meeting_id == row.id),
        )
        recorded = [at.astimezone(zone).date() for one in late for at in tx.execute(one).scalars()]
        yield Finished(MEETING, row.id, max((row.held_on, *recorded)), None)


def _decisions(tx: Connection, body_id: int, zone: ZoneInfo) -> Iterator[Finished]:
    """Decisions without a meeting that the bot knows; the others go with theirs."""
    for row in tx.execute(select(decision).where(decision.c.body_id == body_id, decision.c.meeting_id.is_(None))):
        at = row.established_at or row.recorded_at
        yield Finished(DECISION, row.id, at.astimezone(zone).date(), row.number)


def _inquiries(tx: Connection, body_id: int, zone: ZoneInfo) -> Iterator[Finished]:
    for row in tx.execute(select(inquiry).where(inquiry.c.body_id == body_id, ~inquiry.c.open)).all():
        answered = select(addressee.c.answered_at).where(addressee.c.inquiry_id == row.id)
        days = [at.astimezone(zone).date() for at in tx.execute(answered).scalars() if at]
        yield Finished(INQUIRY, row.id, max((row.due_on, *days)), None)


def _steps(tx: Connection, body_id: int, zone: ZoneInfo) -> Iterator[Finished]:
    for row in tx.execute(select(next_step).where(next_step.c.body_id == body_id, next_step.c.done)):
        yield Finished(STEP, row.id, max(row.created_at.astimezone(zone).date(), row.due_on or date.min), None)


# -- leaving ----------------------------------------------------------------------------------------------------------


def remove(tx: Connection, every: Iterable[Finished]) -> dict[str, int]:
    """Delete finished work. Returns how many pieces of each kind."""
    ids: dict[str, list[int]] = defaultdict(list)
    for one in every:
        ids[one.kind].append(one.id)
    removers = {
        INQUIRY: _remove_inquiries,
        ASSIGNMENT: _remove_assignments,
        DECISION: _remove_decisions,
        MEETING: _remove_meetings,
        STEP: _remove_steps,
    }
    for kind, remover in removers.items():
        if ids[kind]:
            remover(tx, ids[kind])
    return {kind: len(found) for kind, found in ids.items() if found}


def _remove_assignments(tx: Connection, roots: Collection[int]) -> None:
    ids = level = list(roots)
    while level:
        level = list(tx.execute(select(assignment.c.id).where(assignment.c.parent_id.in_(level))).scalars())
        ids = ids + level
    entries = list(tx.execute(select(entry.c.id).where(entry.c.assignment_id.in_(ids))).scalars())
    involved = list(tx.execute(select(involvement.c.id).where(involvement.c.assignment_id.in_(ids))).scalars())
    _remove_files(tx, ("result", "proposed"), ids)
    for child in (entry, involvement, transfer, assignment_goal):
        tx.execute(delete(child).where(child.c.assignment_id.in_(ids)))
    _let_go(tx, (item.c.assignment_id, inquiry.c.assignment_id), ids)
    tx.execute(delete(assignment).where(assignment.c.id.in_(ids)))
    for kinds, gone in (((ASSIGNMENT, "reference", "expectation"), ids), (("entry",), entries)):
        _forget(tx, kinds, gone)
    _forget(tx, ("involvement",), involved)


def _remove_meetings(tx: Connection, ids: Collection[int]) -> None:
    items = list(tx.execute(select(item.c.id).where(item.c.meeting_id.in_(ids))).scalars())
    outcomes = list(tx.execute(select(outcome.c.id).where(outcome.c.item_id.in_(items))).scalars())
    decided = select(decision.c.id).where(decision.c.meeting_id.in_(ids))
    _remove_decisions(tx, list(tx.execute(decided).scalars()))
    tx.execute(delete(outcome).where(outcome.c.id.in_(outcomes)))
    _let_go(tx, (assignment.c.item_id, decision.c.item_id, item.c.origin_item_id), items)
    tx.execute(delete(item).where(item.c.id.in_(items)))
    tx.execute(delete(attendance).where(attendance.c.meeting_id.in_(ids)))
    tx.execute(delete(calendar_news).where(calendar_news.c.meeting_id.in_(ids)))
    tx.execute(delete(meeting).where(meeting.c.id.in_(ids)))
    _forget(tx, (MEETING, "agenda", "agenda_paper"), ids)
    _forget(tx, ("item",), items)
    _forget(tx, ("outcome",), outcomes)


def _remove_decisions(tx: Connection, ids: Collection[int]) -> None:
    corrections = list(tx.execute(select(correction.c.id).where(correction.c.decision_id.in_(ids))).scalars())
    tx.execute(delete(correction).where(correction.c.decision_id.in_(ids)))
    tx.execute(delete(decision).where(decision.c.id.in_(ids)))
    _forget(tx, (DECISION, "paper"), ids)
    _forget(tx, ("correction",), corrections)


def _remove_inquiries(tx: Connection, ids: Collection[int]) -> None:
    asked = list(tx.execute(select(addressee.c.id).where(addressee.c.inquiry_id.in_(ids))).scalars())
    _remove_files(tx, ("answer",), asked)
    tx.execute(delete(addressee).where(addressee.c.inquiry_id.in_(ids)))
    tx.execute(delete(inquiry).where(inquiry.c.id.in_(ids)))
    _forget(tx, (INQUIRY,), ids)
    _forget(tx, ("addressee",), asked)


def _remove_steps(tx: Connection, ids: Collection[int]) -> None:
    tx.execute(delete(next_step).where(next_step.c.id.in_(ids)))
    _forget(tx, (STEP,), ids)


def _remove_files(tx: Connection, kinds: Collection[str], ids: Collection[int]) -> None:
    which = kept_file.c.kind.in_(kinds), kept_file.c.thing_id.in_(ids)
    kept = list(tx.execute(select(kept_file.c.id).where(*which)).scalars())
    tx.execute(delete(kept_file).where(*which))
    _forget(tx, ("kept_file",), kept)


def _let_go(tx: Connection, columns: Iterable[Column[int]], ids: Collection[int]) -> None:
    """What stays points to what is gone no longer."""
    for column in columns:
        tx.execute(update(column.table).where(column.in_(ids)).values({column.name: None}))


def _forget(tx: Connection, kinds: Collection[str], ids: Collection[int]) -> None:
    """No message has made it any more, and no letter speaks of it."""
    tx.execute(delete(source).where(source.c.kind.in_(kinds), source.c.thing_id.in_(ids)))
    about = [f"{kind}:{one}" for kind in kinds for one in ids]
    tx.execute(update(letter).where(letter.c.about.in_(about)).values(about=None))
