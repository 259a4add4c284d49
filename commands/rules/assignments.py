"""The life of an assignment (domain 1.3 E): which event is allowed in which state, on whose word, and what follows.

A receiver never refuses; it reports that something has to be clarified, and the giver decides. That a result was
accepted (approved) and what became of it (closed) are two acts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commands.rules.lead_times import LeadTimes, result_by
from commands.rules.refusal import Refused
from storage.records import Assignment, Meeting
from storage.records import AssignmentState as S

ACCEPT_WITHIN = 10
"""Working days in which a receiver is to accept or ask."""


class Side(StrEnum):
    GIVER = "giver"
    RECEIVER = "receiver"


class Event(StrEnum):
    ACCEPT = "accept"
    ASK = "ask"
    CLARIFY = "clarify"
    REPORT = "report"
    HAND_IN = "hand_in"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    CLOSE = "close"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Step:
    """Who may cause it, from which states, and the state that follows (None: it stays)."""

    side: Side
    before: frozenset[S]
    after: S | None


_OPEN = frozenset(S) - {S.CLOSED, S.WITHDRAWN}
_AT_WORK = frozenset({S.ISSUED, S.CLARIFYING, S.ACCEPTED, S.IN_PROGRESS, S.REWORK})

STEPS = {
    Event.ACCEPT: Step(Side.RECEIVER, frozenset({S.ISSUED}), S.ACCEPTED),
    Event.ASK: Step(Side.RECEIVER, _AT_WORK - {S.CLARIFYING}, S.CLARIFYING),
    Event.CLARIFY: Step(Side.GIVER, frozenset({S.CLARIFYING}), S.ISSUED),
    Event.REPORT: Step(Side.RECEIVER, _AT_WORK, S.IN_PROGRESS),
    Event.HAND_IN: Step(Side.RECEIVER, _AT_WORK, S.HANDED_IN),
    Event.SEND_BACK: Step(Side.GIVER, frozenset({S.HANDED_IN}), S.REWORK),
    Event.APPROVE: Step(Side.GIVER, frozenset({S.HANDED_IN}), S.APPROVED),
    Event.CLOSE: Step(Side.GIVER, frozenset({S.APPROVED}), S.CLOSED),
    Event.WITHDRAW: Step(Side.GIVER, _OPEN, S.WITHDRAWN),
}


def step(one: Assignment, event: Event, *, accepted_before: bool = False) -> S:
    """The state after an event. Raises Refused where the state does not allow it.

    Once accepted, an assignment goes back to work when a question is answered; a report does not hide that something
    is to be clarified or improved.
    """
    rule = STEPS[event]
    if one.state not in rule.before:
        raise Refused(f"assignment.not_now.{event}", number=one.number, state=one.state)
    if event is Event.CLARIFY and accepted_before:
        return S.IN_PROGRESS
    if event is Event.REPORT and one.state in (S.CLARIFYING, S.REWORK):
        return one.state
    return rule.after or one.state


def is_overdue(one: Assignment, today: date) -> bool:
    """Overdue is computed, never a state: the day has passed and no result is there."""
    return one.due_on < today and one.state in _AT_WORK


def number(sign: str, year: int, serial: int) -> str:
    """The number after the default pattern (domain 1.5): `STG-A-2027-003`."""
    return f"{sign}-A-{year}-{serial:03d}"


def suggested_due(
    meetings: Sequence[Meeting], today: date, leads: LeadTimes, working: Callable[[date], date]
) -> tuple[date, Meeting | None]:
    """A day by which a result would reach the giver's next meetings in time for their invitation.

    That is the last working day of the week before the invitation goes out; four weeks from today where no meeting is
    far enough ahead. The meeting that is reached is returned as well. `working` gives the working day on or before a
    day.
    """
    for meeting in meetings:
        day = result_by(meeting.held_on, leads, working)
        if day >= today + timedelta(days=7):
            return day, meeting
    return working(today + timedelta(days=28)), None
