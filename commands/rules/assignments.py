"""The life of an assignment (domain 1.3 E): which event is allowed in which state, on whose word, and what follows.

A receiver never refuses; it reports that something has to be clarified, and the giver decides. That a result was
accepted (approved) and what became of it (closed) are two acts.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commands.rules.access import LEADING
from commands.rules.lead_times import LeadTimes, result_by
from commands.rules.numbers import NUMBER_PATTERN as NUMBER_PATTERN
from commands.rules.numbers import number as number
from commands.rules.numbers import part_number as part_number
from commands.rules.refusal import Refused
from storage.assignment_records import Assignment
from storage.assignment_records import AssignmentState as S
from storage.records import Meeting, Role

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
    MOOT = "moot"
    REST = "rest"
    RESUME = "resume"
    PASS_ON = "pass_on"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    DENY_EXTENSION = "deny_extension"
    ENDANGER = "endanger"
    RECOVER = "recover"


@dataclass(frozen=True)
class Step:
    """Whose lead may cause it, from which states, and the state that follows (None: it stays)."""

    sides: frozenset[Side]
    before: frozenset[S]
    after: S | None = None


ENDED = frozenset({S.CLOSED, S.WITHDRAWN, S.MOOT})
_OPEN = frozenset(S) - ENDED
AT_WORK = frozenset({S.ISSUED, S.CLARIFYING, S.ACCEPTED, S.IN_PROGRESS, S.REWORK})
_GIVER, _RECEIVER = frozenset({Side.GIVER}), frozenset({Side.RECEIVER})

STEPS = {
    Event.ACCEPT: Step(_RECEIVER, frozenset({S.ISSUED}), S.ACCEPTED),
    Event.ASK: Step(_RECEIVER, AT_WORK - {S.CLARIFYING}, S.CLARIFYING),
    Event.CLARIFY: Step(_GIVER, frozenset({S.CLARIFYING}), S.ISSUED),
    Event.REPORT: Step(_RECEIVER, AT_WORK, S.IN_PROGRESS),
    Event.HAND_IN: Step(_RECEIVER, AT_WORK, S.HANDED_IN),
    Event.SEND_BACK: Step(_GIVER, frozenset({S.HANDED_IN}), S.REWORK),
    Event.APPROVE: Step(_GIVER, frozenset({S.HANDED_IN}), S.APPROVED),
    Event.CLOSE: Step(_GIVER, frozenset({S.APPROVED}), S.CLOSED),
    Event.WITHDRAW: Step(_GIVER, _OPEN, S.WITHDRAWN),
    Event.MOOT: Step(_GIVER, _OPEN, S.MOOT),
    Event.REST: Step(_GIVER, _OPEN - {S.RESTING}, S.RESTING),
    Event.RESUME: Step(_GIVER, frozenset({S.RESTING})),
    Event.PASS_ON: Step(_GIVER | _RECEIVER, AT_WORK),
    Event.ASK_EXTENSION: Step(_RECEIVER, AT_WORK),
    Event.EXTEND: Step(_GIVER, AT_WORK),
    Event.DENY_EXTENSION: Step(_GIVER, AT_WORK),
    Event.ENDANGER: Step(_RECEIVER, AT_WORK),
    Event.RECOVER: Step(_RECEIVER, AT_WORK),
}


def step(one: Assignment, event: Event, *, accepted_before: bool = False) -> S:
    """The state after an event. Raises Refused where the state does not allow it.

    Once accepted, an assignment goes back to work when a question is answered; a report does not hide that something
    is to be clarified or improved. A resting one goes on where it stopped.
    """
    rule = STEPS[event]
    if one.state not in rule.before:
        raise Refused(f"assignment.not_now.{event}", number=one.number, state=one.state)
    if event is Event.CLARIFY and accepted_before:
        return S.IN_PROGRESS
    if event is Event.REPORT and one.state in (S.CLARIFYING, S.REWORK):
        return one.state
    if event is Event.RESUME:
        return one.rested_from or S.ISSUED
    return rule.after or one.state


def may_cause(event: Event, side: Side, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles in the body of that side may cause an event (domain 1.4).

    Whoever leads it may; any member of the receiver may report, which then waits for a word of the lead.
    """
    if side not in STEPS[event].sides:
        return False
    return event is Event.REPORT or not LEADING.isdisjoint(roles)


def is_overdue(one: Assignment, today: date) -> bool:
    """Overdue is computed, never a state: the day has passed and no result is there."""
    return one.due_on < today and one.state in AT_WORK


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
