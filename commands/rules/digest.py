"""What goes upward: by exception, in the order in which the reader must act, never a person's name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from commands.rules.assignments import AT_WORK, ENDED
from commands.rules.confidentiality import is_shown
from commands.rules.traffic_light import Light, light
from storage.assignment_records import Assignment, AssignmentState, Entry, Transfer
from storage.records import Body

Gates = Mapping[int, datetime | None]
"""The bodies whose news wait for a release, with the instant up to which they gave it (None: nothing goes up)."""


SECOND_WITHIN = timedelta(days=7)
"""So long the word of the first of two waits for that of the second."""


class Wanted(StrEnum):
    """What the reader has to decide about an assignment, in the order in which it is told."""

    HANDED_IN = "handed_in"
    EXTENSION = "extension"
    CLARIFYING = "clarifying"
    TRANSFER = "transfer"
    APPROVED = "approved"


@dataclass(frozen=True)
class Summary:
    """`decide`: waits for the reading body itself. `overdue`, `at_risk`: anywhere below. The rest are numbers.

    `confidential` counts what only other bodies may read: (their signs, count).
    """

    decide: tuple[tuple[Wanted, Assignment], ...]
    overdue: tuple[Assignment, ...]
    at_risk: tuple[Assignment, ...]
    on_track: int
    resting: int
    closed: tuple[Assignment, ...]
    confidential: tuple[tuple[tuple[str, ...], int], ...]
    outcomes: tuple[tuple[str, int], ...]
    held_back: tuple[str, ...]
    is_news: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell at all."""
        lists = (self.decide, self.overdue, self.at_risk, self.closed, self.confidential, self.outcomes)
        return not any(lists) and not self.on_track and not self.resting


@dataclass(frozen=True)
class Beside:
    """What a digest says beside the assignments: numbers of results, who holds something back, what is confidential."""

    outcomes: Sequence[tuple[str, int]]
    held_back: Sequence[str]
    confidential: Sequence[tuple[tuple[str, ...], int]]


def gates_of(bodies: Iterable[Body]) -> dict[int, datetime | None]:
    """The gates of these bodies: of one that holds everything, and of those that release what goes up."""
    return {body.id: None if body.held else body.released_at for body in bodies if body.held or body.release_required}


def is_released(body_id: int | None, at: datetime, gates: Gates) -> bool:
    """Whether what a body had recorded at an instant may go up. A unit without a room holds nothing back."""
    if body_id is None or body_id not in gates:
        return True
    released = gates[body_id]
    return released is not None and at <= released


def first_release(body: Body, now: datetime) -> datetime | None:
    """When the first of two released, if the second may still agree."""
    at = body.first_release_at
    return at if at is not None and now < at + SECOND_WITHIN else None


def visible(one: Assignment, reader: Body, shown: Sequence[Body], gates: Gates) -> bool:
    """Whether an assignment may stand in the reader's digest.

    What the reader gave is its own business. What a body below gave shows once that body lets it, and its parts only
    as a number in what they are parts of. What is confidential is counted (`counted`).
    """
    if one.giver_id == reader.id:
        return True
    return one.parent_id is None and is_shown(one, reader.id) and _let_up(one, shown, gates)


def counted(one: Assignment, reader: Body, shown: Sequence[Body], gates: Gates) -> bool:
    """Whether an open assignment is told as a number only, because it is meant for others."""
    hidden = one.parent_id is None and not is_shown(one, reader.id)
    return hidden and one.state not in ENDED and _let_up(one, shown, gates)


def open_parts(ones: Sequence[Assignment], shown: Sequence[Body], gates: Gates) -> dict[int, int]:
    """How many parts of an assignment are still open, by its id."""
    counts: dict[int, int] = {}
    for one in ones:
        if one.parent_id is not None and one.state not in ENDED and is_released(one.giver_id, one.changed_at, gates):
            counts[one.parent_id] = counts.get(one.parent_id, 0) + 1
    return counts


def _let_up(one: Assignment, shown: Sequence[Body], gates: Gates) -> bool:
    given_below = one.giver_id in {body.id for body in shown}
    return given_below and is_released(one.giver_id, one.changed_at, gates)


def may_tell_reason(one: Assignment, entry: Entry, carried: bool, gates: Gates) -> bool:
    """Whether the receiver's words may go up: its room lets them out, and they are released where that is needed."""
    return carried and is_released(one.receiver_id, entry.at, gates)


def wanted(one: Assignment, reader: Body, transfer: Transfer | None) -> list[Wanted]:
    """What the reader has to decide about an assignment."""
    found = []
    if one.giver_id == reader.id and one.state is AssignmentState.HANDED_IN:
        found.append(Wanted.HANDED_IN)
    if one.giver_id == reader.id and one.asked_due_on is not None and one.state in AT_WORK:
        found.append(Wanted.EXTENSION)
    if one.giver_id == reader.id and one.state is AssignmentState.CLARIFYING:
        found.append(Wanted.CLARIFYING)
    if transfer is not None and one.state not in ENDED and _has_to_agree(one, reader, transfer):
        found.append(Wanted.TRANSFER)
    if one.giver_id == reader.id and one.state is AssignmentState.APPROVED:
        found.append(Wanted.APPROVED)
    return found


def _has_to_agree(one: Assignment, reader: Body, transfer: Transfer) -> bool:
    words = (
        (one.giver_id, transfer.giver_agreed),
        (one.receiver_id, transfer.receiver_agreed),
        (transfer.to_body_id, transfer.target_agreed),
    )
    return any(body_id == reader.id and not agreed for body_id, agreed in words)


def summarise(
    reader: Body,
    ones: Sequence[Assignment],
    transfers: Mapping[int, Transfer],
    beside: Beside,
    since: datetime | None,
    since_day: date | None,
    today: date,
) -> Summary:
    """Sort what is visible; `is_news` says whether anything happened after `since`, which is on `since_day`."""
    decide = [(what, one) for one in ones for what in wanted(one, reader, transfers.get(one.id))]
    order = list(Wanted)
    decide.sort(key=lambda row: order.index(row[0]))
    rest = [one for one in ones if one.state not in ENDED and one.id not in {row[1].id for row in decide}]
    lights = {one.id: light(one, today) for one in rest}
    overdue = [one for one in rest if lights[one.id] is Light.OVERDUE]
    at_risk = [one for one in rest if lights[one.id] is Light.AT_RISK]
    changed = [one for one in ones if since is None or one.changed_at > since]
    newly_late = [one for one in overdue if since_day is None or one.due_on >= since_day]
    return Summary(
        decide=tuple(decide),
        overdue=tuple(overdue),
        at_risk=tuple(at_risk),
        on_track=sum(one is Light.ON_TRACK for one in lights.values()),
        resting=sum(one is Light.RESTING for one in lights.values()),
        closed=tuple(one for one in changed if one.state is AssignmentState.CLOSED),
        confidential=tuple(beside.confidential),
        outcomes=tuple(beside.outcomes),
        held_back=tuple(beside.held_back),
        is_news=bool(changed or newly_late or beside.outcomes),
    )
