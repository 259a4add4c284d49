"""Goals: whose they are, how they are numbered and ordered, and what was done for each."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from storage.assignment_records import Assignment, AssignmentState, Goal, Use
from storage.records import Body, BodyKind

NUMBER = re.compile(r"(\d{1,3})(?:\.(\d{1,3}))?[.:]?(?=$|\s)")
"""„1“ is a field of action, „1.2“ a goal in it."""


def steering(body: Body, every: Sequence[Body]) -> Body | None:
    """The body whose goals hold for `body`: itself if it is strategic, or the nearest strategic one above it."""
    known = {one.id: one for one in every}
    found: Body | None = body
    while found is not None and found.kind is not BodyKind.STRATEGIC:
        found = known[found.parent_id] if found.parent_id is not None else None
    return found


def number(goal: Goal, goals: Collection[Goal]) -> str:
    """How a goal of a body is called: „1“ for a field, „1.2“ for the second goal in it."""
    above = next((one for one in goals if one.id == goal.parent_id), None)
    return f"{above.position}.{goal.position}" if above else str(goal.position)


def numbered(typed: str, goals: Collection[Goal]) -> Goal | None:
    """The goal that a number means, struck ones too; None where there is none."""
    match = NUMBER.fullmatch(typed)
    if match is None:
        return None
    wanted = f"{int(match[1])}.{int(match[2])}" if match[2] else str(int(match[1]))
    return next((one for one in goals if number(one, goals) == wanted), None)


def next_position(parent: Goal | None, goals: Collection[Goal]) -> int:
    """The place behind all that were ever in the same field; numbers do not come twice."""
    parent_id = parent.id if parent else None
    return max((one.position for one in goals if one.parent_id == parent_id), default=0) + 1


def ordered(goals: Sequence[Goal]) -> list[Goal]:
    """The active fields by priority, then by number, each followed by its active goals in the same order."""
    active = [one for one in goals if one.active]
    result: list[Goal] = []
    for field in sorted((one for one in active if one.parent_id is None), key=_rank):
        result.append(field)
        result += sorted((one for one in active if one.parent_id == field.id), key=_rank)
    return result


def _rank(goal: Goal) -> tuple[str, int]:
    return goal.priority or "D", goal.position


@dataclass(frozen=True)
class Tally:
    """How many assignments a goal has, of how many a result came in, how many are closed, and the uses of those."""

    given: int
    handed_in: int
    closed: int
    uses: Mapping[Use, int]


def tally(ones: Collection[Assignment]) -> Tally:
    """Count assignments, confidential ones too: a number tells nothing of what they say."""
    closed = [one for one in ones if one.state is AssignmentState.CLOSED]
    uses = {use: sum(one.use is use for one in closed) for use in Use}
    handed_in = sum(one.version > 0 for one in ones)
    return Tally(len(ones), handed_in, len(closed), {use: count for use, count in uses.items() if count})


def nameable(one: Assignment, body_id: int, in_sight: Collection[int], carried: Collection[int]) -> bool:
    """Whether an assignment may be named in the room of a body, or only be counted.

    Its own always; of others only what lies in sight, whose texts may come here, and what is not confidential.
    """
    sides = {one.giver_id, one.receiver_id} - {None}
    if body_id in sides:
        return True
    return not one.confidential and sides <= set(in_sight) and sides <= set(carried)
