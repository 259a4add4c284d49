"""Formal meetings after the model of §§ 90, 91 VwVfG (domain 2.4): notice, quorum, votes, and who may decide.

These rules propose; the chair establishes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from commands.rules.lead_times import LeadTimes
from commands.rules.refusal import Refused
from storage.formal_records import Attendance, DecisionKind, Vote
from storage.records import Body, BodyKind, Mandate

LEAST_PRESENT = 3
"""So many voting members must be there, however small the body (§ 90 (1) VwVfG)."""

MOST_MEMBERS = 200

_DAY = timedelta(days=1)


# -- notice -----------------------------------------------------------------------------------------------------------


def check_formal(body: Body) -> None:
    """Refuse invitations and attendance to a jour fixe: it meets without either."""
    if body.kind is BodyKind.EXCHANGE:
        raise Refused("formal.exchange", body=body.name)


def days_short(sent_on: date, held_on: date, leads: LeadTimes) -> int:
    """By how many days an invitation comes too late; 0: the period is kept.

    Calendar days; the day of sending does not count (§ 187 BGB). With full days the day of the meeting does not count
    either: 14 full days before Tue 08.06. are kept by Mon 24.05., 14 plain ones by Tue 25.05.
    """
    return max(0, leads.invitation + leads.full_days - (held_on - sent_on).days)


# -- quorum -----------------------------------------------------------------------------------------------------------


def is_quorate(present: int, total: int) -> bool:
    """More than half of the voting members, and at least three."""
    return present >= LEAST_PRESENT and 2 * present > total


def check_attendance(present: int, total: int) -> None:
    if not 1 <= total <= MOST_MEMBERS or not 0 <= present <= total:
        raise Refused("attendance.impossible", present=present, total=total, most=MOST_MEMBERS)


def can_decide(attendance: Attendance | None) -> bool:
    """Whether decisions can be taken: as the chair established, before that as the numbers say.

    Where nobody entered who came, nothing stands in the way; the chair establishes each decision anyway.
    """
    if attendance is None:
        return True
    if attendance.quorate is not None:
        return attendance.quorate
    return is_quorate(attendance.present, attendance.total)


# -- votes ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ballot:
    """Counted votes, None for what nobody counted. Abstentions and those who are biased count for neither side."""

    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    biased: int | None = None

    @property
    def counted(self) -> bool:
        """Whether yes or no was counted; abstentions alone settle nothing."""
        return self.yes is not None or self.no is not None

    @property
    def cast(self) -> int:
        return sum(one or 0 for one in (self.yes, self.no, self.abstained, self.biased))

    @property
    def tied(self) -> bool:
        return bool(self.yes) and self.yes == self.no


def outcome(ballot: Ballot) -> Vote:
    """Simple majority of yes and no; a tie is a rejection (§ 91 VwVfG, where the chair has no casting vote)."""
    if (ballot.yes or 0) <= (ballot.no or 0):
        return Vote.REJECTED
    return Vote.MAJORITY if ballot.no else Vote.UNANIMOUS


def vote_of(ballot: Ballot, said: Vote | None) -> Vote:
    """How it was settled, by counts, by word, or both. Raises Refused where the word contradicts the counts."""
    if not ballot.counted:
        return said or Vote.UNRECORDED
    counted = outcome(ballot)
    if said in (None, counted):
        return counted
    if said is Vote.CONSENSUAL and counted is Vote.UNANIMOUS:
        return Vote.CONSENSUAL
    raise Refused("decision.contradiction", said=said, counted=counted)


def check_ballot(ballot: Ballot, attendance: Attendance | None) -> None:
    """Refuse more votes than there are members present."""
    if ballot.counted and ballot.cast == 0:
        raise Refused("decision.no_votes")
    if attendance is not None and ballot.cast > attendance.present:
        raise Refused("decision.too_many", cast=ballot.cast, present=attendance.present)


def passed(vote: Vote) -> bool:
    """Whether something is to be done about it."""
    return vote not in (Vote.REJECTED, Vote.CANCELLED)


# -- who decides ------------------------------------------------------------------------------------------------------


def may_take(kind: DecisionKind, body: Body) -> bool:
    """Whether the mandate covers it. An advising body only recommends; a deciding one may recommend as well, to those
    above it (domain story 2: the steering group to the committee)."""
    return kind is DecisionKind.RECOMMENDATION or body.mandate is Mandate.DECIDING


def letter(kind: DecisionKind) -> str:
    """What stands for the kind in a number (domain 1.5)."""
    return "B" if kind is DecisionKind.DECISION else "E"


def number_pattern(pattern: str, usual: str) -> str:
    """The town's pattern, if it tells decisions from recommendations; both are counted from 1 each year."""
    return pattern if "{kind" in pattern else usual


# -- papers -----------------------------------------------------------------------------------------------------------


def signing_by(paper_on: date, works: Callable[[date], bool]) -> date:
    """Until when a paper is to be signed by all: the working day before it is due."""
    day = paper_on - _DAY
    while not works(day):
        day -= _DAY
    return day


def working_days_left(today: date, until: date, works: Callable[[date], bool]) -> int:
    """The working days after today up to a day, that one included."""
    return sum(works(today + n * _DAY) for n in range(1, (until - today).days + 1))
