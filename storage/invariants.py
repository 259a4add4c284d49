"""What always holds, after every commit: checked on copies by the fault bench, and wherever a database is taken over.

Each is a query for the rows that offend against it. What a constraint of the schema refuses anyway is not repeated
here, nor what follows from a rule that may change, as that a meeting has at most one chair.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    String,
    Table,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from storage.assignment_records import AssignmentState, EntryKind, PartKind, Source, Use
from storage.assignment_tables import (
    addressee,
    assignment,
    counter,
    entry,
    goal,
    inquiry,
    involvement,
    kept_file,
    next_step,
    transfer,
)
from storage.assignments import ENDED
from storage.duties import PENDING
from storage.formal_records import DecisionKind, Vote
from storage.formal_tables import absence, correction, decision
from storage.planning_records import FindingState
from storage.planning_tables import choice, finding, recess
from storage.post_records import LetterState
from storage.post_tables import attachment, draft, duty, inbox, letter, question, source
from storage.records import BodyKind, BodyState, ItemState, Mandate, MeetingState, Priority, Role, Treatment
from storage.tables import body, body_role, item, meeting, outcome, room, room_member, series
from storage.watch_tables import incident

_WORDS: Sequence[tuple[Column[Any], Iterable[str]]] = (
    (body.c.kind, BodyKind),
    (body.c.mandate, Mandate),
    (body.c.state, BodyState),
    (body_role.c.role, Role),
    (meeting.c.state, MeetingState),
    (item.c.state, ItemState),
    (item.c.treatment, Treatment),
    (item.c.priority, Priority),
    (assignment.c.state, AssignmentState),
    (assignment.c.rested_from, AssignmentState),
    (assignment.c.use, Use),
    (assignment.c.source, Source),
    (assignment.c.part, PartKind),
    (assignment.c.priority, Priority),
    (entry.c.kind, EntryKind),
    (goal.c.priority, Priority),
    (next_step.c.priority, Priority),
    (decision.c.kind, DecisionKind),
    (decision.c.vote, Vote),
    (finding.c.state, FindingState),
    (letter.c.state, LetterState),
    (duty.c.state, (PENDING, "done", "expired", "failed")),
)
"""Columns that hold one of a few words, or nothing. Any other word breaks everything that reads the row."""

_WAITING = (LetterState.PENDING, LetterState.SENDING)
_ON_AGENDA = item.c.state.in_((ItemState.OPEN, ItemState.PROPOSED))
_PIN = "pin"
"""What a letter of this type becomes is a state, and may have been there already."""

_QUESTIONS: dict[str, str] = {}
"""What is asked, by the name of the dialect."""

_MADE: Mapping[str, Table] = {
    "assignment": assignment,
    "entry": entry,
    "item": item,
    "outcome": outcome,
    "decision": decision,
    "correction": correction,
    "inquiry": inquiry,
    "addressee": addressee,
    "finding": finding,
    "goal": goal,
    "step": next_step,
    "draft": draft,
    "question": question,
}
"""By the kind that a source names: tables in which a thing stays for good."""


def broken(tx: Connection) -> list[str]:
    """The names of what does not hold, in the order of `INVARIANTS`; empty when all is well. Reads only."""
    found = {name for (name,) in tx.exec_driver_sql(_question(tx.dialect))}
    return [name for name in INVARIANTS if name in found]


def _question(dialect: Dialect) -> str:
    """One question for the names of all that does not hold. To make it takes far longer than to ask it."""
    if dialect.name not in _QUESTIONS:
        each = [select(literal(name)).where(offending.exists()) for name, offending in INVARIANTS.items()]
        made = union_all(*each).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        _QUESTIONS[dialect.name] = str(made)
    return _QUESTIONS[dialect.name]


def offenders(tx: Connection, name: str) -> int:
    """How many rows (or groups of rows) offend against one of them."""
    return int(tx.execute(select(func.count()).select_from(INVARIANTS[name].subquery())).scalar_one())


def _rows(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The rows of a table that fulfil all conditions."""
    return select(literal(1).label("found")).select_from(table).where(*conditions)


def _twice(*columns: Column[Any], where: ColumnElement[bool] | None = None) -> Select[Any]:
    """The combinations of values that come more than once; with a NULL there is no combination."""
    criteria = [column.is_not(None) for column in columns] + ([] if where is None else [where])
    return select(func.count().label("found")).where(*criteria).group_by(*columns).having(func.count() > 1)


def _is(key: Column[Any], pointer: Column[Any], *columns: str) -> ColumnElement[bool]:
    """The row to which a pointer points is there, and has the same values in these columns."""
    target = key.table.alias("target")
    same = [target.c[name] == pointer.table.c[name] for name in columns]
    return select(target.c[key.name]).where(target.c[key.name] == pointer, *same).correlate(pointer.table).exists()


def _dangling(pointer: Column[Any], key: Column[Any], *columns: str) -> Select[Any]:
    """The pointers to a row that is not there, or that differs in these columns."""
    return _rows(pointer.table, pointer.is_not(None), ~_is(key, pointer, *columns))


def _in_circle(table: Table) -> Select[Any]:
    """The rows that are above themselves."""
    up = table.alias("up")
    above = select(table.c.id.label("start"), table.c.parent_id.label("at")).cte(f"above_{table.name}", recursive=True)
    above = above.union(select(above.c.start, up.c.parent_id).join(up, up.c.id == above.c.at))
    return select(above.c.start).where(above.c.start == above.c.at)


def _not_one_of(one: Column[Any], other: Column[Any]) -> Select[Any]:
    """The rows that have both or neither of two values."""
    return _rows(one.table, one.is_(None) == other.is_(None))


def _of(kind: str) -> Select[Any]:
    """The files of results or answers that nobody has."""
    table = {"result": assignment, "answer": addressee}[kind]
    return _rows(kept_file, kept_file.c.kind == kind, ~_is(table.c.id, kept_file.c.thing_id))


_COUNTED = select(assignment.c.id).where(
    assignment.c.giver_id == counter.c.body_id,
    assignment.c.year == counter.c.year,
    assignment.c.serial > counter.c.last,
    assignment.c.parent_id.is_(None),
)

INVARIANTS: Mapping[str, Select[Any]] = {
    **{
        f"words:{column.table.name}.{column.name}": _rows(column.table, column.not_in([str(word) for word in words]))
        for column, words in _WORDS
    },
    # -- bodies and their dates
    "body:circle": _in_circle(body),
    "body:room": _dangling(body.c.room_id, room.c.id),
    "member:room": _dangling(room_member.c.room_id, room.c.id),
    "series:two_open": _twice(series.c.body_id, where=series.c.active & series.c.ends_on.is_(None)),
    "series:uid": _rows(series, series.c.uid == ""),
    "meeting:uid": _rows(meeting, meeting.c.uid == ""),
    "meeting:series_of_another": _dangling(meeting.c.series_id, series.c.id, "body_id"),
    "absence:backwards": _rows(absence, absence.c.last_on < absence.c.first_on),
    "recess:backwards": _rows(recess, recess.c.last_on < recess.c.first_on),
    "choice:number_twice": _twice(choice.c.finding_id, choice.c.number),
    # -- agendas and decisions
    "item:meeting_of_another": _dangling(item.c.meeting_id, meeting.c.id, "body_id"),
    "item:place_twice": _twice(item.c.meeting_id, item.c.position, where=_ON_AGENDA),
    "item:origin_body": _dangling(item.c.origin_body_id, body.c.id),
    "item:origin_item": _dangling(item.c.origin_item_id, item.c.id),
    "item:assignment": _dangling(item.c.assignment_id, assignment.c.id),
    "decision:number_twice": _twice(decision.c.body_id, decision.c.kind, decision.c.year, decision.c.serial),
    "decision:meeting_of_another": _dangling(decision.c.meeting_id, meeting.c.id, "body_id"),
    "decision:item_of_another": _dangling(decision.c.item_id, item.c.id, "body_id"),
    # -- assignments, goals, inquiries
    "assignment:number_twice": _twice(
        assignment.c.giver_id, assignment.c.year, assignment.c.serial, where=assignment.c.parent_id.is_(None)
    ),
    "assignment:part_twice": _twice(assignment.c.parent_id, assignment.c.serial),
    "assignment:counter_behind": _rows(counter, counter.c.kind == "A", _COUNTED.correlate(counter).exists()),
    "assignment:parent": _dangling(assignment.c.parent_id, assignment.c.id),
    "assignment:circle": _in_circle(assignment),
    "assignment:part_of_nothing": _rows(assignment, assignment.c.part.is_(None) != assignment.c.parent_id.is_(None)),
    "assignment:lead": _not_one_of(assignment.c.receiver_id, assignment.c.receiver_unit),
    "assignment:resting": _rows(
        assignment, (assignment.c.state == AssignmentState.RESTING) != assignment.c.rested_from.is_not(None)
    ),
    "assignment:use": _rows(
        assignment, (assignment.c.state == AssignmentState.CLOSED) != assignment.c.use.is_not(None)
    ),
    "assignment:no_history": _rows(
        assignment, ~select(entry.c.id).where(entry.c.assignment_id == assignment.c.id).correlate(assignment).exists()
    ),
    "involvement:who": _not_one_of(involvement.c.body_id, involvement.c.unit),
    "transfer:who": _not_one_of(transfer.c.to_body_id, transfer.c.to_unit),
    "transfer:ended": _rows(
        transfer, transfer.c.assignment_id.in_(select(assignment.c.id).where(assignment.c.state.in_(ENDED)))
    ),
    "addressee:who": _not_one_of(addressee.c.body_id, addressee.c.unit),
    "addressee:answered": _rows(addressee, addressee.c.answer.is_(None) != addressee.c.answered_at.is_(None)),
    "goal:circle": _in_circle(goal),
    "goal:parent_of_another": _dangling(goal.c.parent_id, goal.c.id, "body_id"),
    "file:of_no_assignment": _of("result"),
    "file:of_no_addressee": _of("answer"),
    # -- the post, the clock, what keeps watch
    "inbox:text_kept": _rows(inbox, inbox.c.state != "new", cast(inbox.c.payload, String) != "{}"),
    "letter:sent_without_event": _rows(
        letter, letter.c.state == LetterState.SENT, letter.c.event_id.is_(None), letter.c.event_type != _PIN
    ),
    "letter:event_twice": _twice(letter.c.event_id),
    "letter:begun_without_trace": _rows(
        letter,
        letter.c.state == LetterState.SENDING,
        or_(letter.c.attempts < 1, letter.c.first_attempt_at.is_(None), letter.c.device_id.is_(None)),
    ),
    "letter:target": _rows(letter, letter.c.state.in_(_WAITING), letter.c.target.is_not(None)).where(
        ~_is(letter.c.id, letter.c.target)
    ),
    "attachment:letter_closed": _rows(
        attachment, attachment.c.letter_id.not_in(select(letter.c.id).where(letter.c.state.in_(_WAITING)))
    ),
    "question:letter": _rows(
        question, ~question.c.answered, question.c.letter_id.is_not(None), ~_is(letter.c.id, question.c.letter_id)
    ),
    "duty:waits_twice": _twice(duty.c.name, duty.c.subject_id, where=duty.c.state == PENDING),
    "draft:text_kept": _rows(draft, ~draft.c.open, draft.c.order != ""),
    "incident:two_open": _twice(incident.c.kind, incident.c.subject, where=incident.c.over_at.is_(None)),
    **{
        f"source:{kind}": _rows(source, source.c.kind == kind, ~_is(table.c.id, source.c.thing_id))
        for kind, table in _MADE.items()
    },
}
