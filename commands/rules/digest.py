"""What goes upward: by exception, in the order in which the reader must act, never a person's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.rules.assignments import is_overdue
from storage.assignment_records import Assignment, AssignmentState
from storage.records import Body

_FOR_THE_GIVER = (AssignmentState.HANDED_IN, AssignmentState.CLARIFYING, AssignmentState.APPROVED)


@dataclass(frozen=True)
class Summary:
    """`decide`: waits for the reading body itself. `overdue`: late anywhere below. The rest are numbers."""

    decide: tuple[Assignment, ...]
    overdue: tuple[Assignment, ...]
    on_track: int
    closed: tuple[Assignment, ...]
    outcomes: tuple[tuple[str, int], ...]
    held_back: tuple[str, ...]
    is_news: bool


def visible(one: Assignment, reader: Body, shown: Sequence[Body], since_release: dict[int, datetime | None]) -> bool:
    """Whether an assignment may stand in the reader's digest.

    What the reader gave is its own business. What a body below gave shows once that body lets it: `since_release` has
    those that require a release, with the instant up to which they gave it.
    """
    if one.giver_id == reader.id:
        return True
    if one.giver_id not in {body.id for body in shown}:
        return False
    if one.giver_id not in since_release:
        return True
    released = since_release[one.giver_id]
    return released is not None and one.changed_at <= released


def summarise(
    reader: Body,
    ones: Sequence[Assignment],
    outcomes: Sequence[tuple[str, int]],
    held_back: Sequence[str],
    since: datetime | None,
    since_day: date | None,
    today: date,
) -> Summary:
    """Sort what is visible; `is_news` says whether anything happened after `since`."""
    decide = [one for one in ones if one.giver_id == reader.id and one.state in _FOR_THE_GIVER]
    overdue = [one for one in ones if is_overdue(one, today) and one not in decide]
    ended = (AssignmentState.CLOSED, AssignmentState.WITHDRAWN)
    open_ones = [one for one in ones if one.state not in ended and one not in decide and one not in overdue]
    changed = [one for one in ones if since is None or one.changed_at > since]
    closed = [one for one in changed if one.state is AssignmentState.CLOSED]
    newly_late = [one for one in overdue if since_day is None or one.due_on >= since_day]
    return Summary(
        decide=tuple(decide),
        overdue=tuple(overdue),
        on_track=len(open_ones),
        closed=tuple(closed),
        outcomes=tuple(outcomes),
        held_back=tuple(held_back),
        is_news=bool(changed or newly_late or outcomes),
    )
