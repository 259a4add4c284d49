"""How long before a meeting topics are called for, the list is closed and the invitation goes out (domain 2.2).

These are the defaults; a body may have its own. Periods of a formal body are calendar days, those of a jour fixe are
weekdays. What falls on a day off moves to the working day before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from commands.rules import times
from commands.rules.refusal import Refused
from storage.records import BodyKind

LONGEST = 120
"""No period may be longer than so many days."""

_DAY = timedelta(days=1)


class Lead(StrEnum):
    """The periods of a body, and those of the town: until a committee meets, and for signing a paper."""

    CALL = "call"
    DEADLINE = "deadline"
    INVITATION = "invitation"
    FULL_DAYS = "full_days"
    PAPER = "paper"
    COSIGNING = "cosigning"


OF_TOWN = frozenset({Lead.PAPER, Lead.COSIGNING})


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Days before a meeting; `invitation` 0: none goes out. `weekdays`: Monday to Friday are counted.

    `full_days`: neither the day of sending the invitation nor the day of the meeting counts („volle Tage“).
    """

    call: int
    deadline: int
    invitation: int
    weekdays: bool = False
    full_days: bool = False


@dataclass(frozen=True, slots=True)
class TownTimes:
    """`paper`: calendar days before a committee by which its papers are to be in; `cosigning`: working days before."""

    paper: int = 18
    cosigning: int = 5


DEFAULTS: Mapping[BodyKind, LeadTimes] = {
    BodyKind.STRATEGIC: LeadTimes(28, 21, 14),
    BodyKind.OPERATIVE: LeadTimes(14, 10, 7),
    BodyKind.EXCHANGE: LeadTimes(2, 1, 0, weekdays=True),
}


def of_body(kind: BodyKind, own: Mapping[str, int]) -> LeadTimes:
    """The periods of a body: its own where it has some, else those of its kind."""
    usual = DEFAULTS[kind]
    return replace(
        usual,
        call=own.get(Lead.CALL, usual.call),
        deadline=own.get(Lead.DEADLINE, usual.deadline),
        invitation=own.get(Lead.INVITATION, usual.invitation),
        full_days=bool(own.get(Lead.FULL_DAYS, usual.full_days)),
    )


def of_town(own: Mapping[str, int]) -> TownTimes:
    usual = TownTimes()
    return TownTimes(own.get(Lead.PAPER, usual.paper), own.get(Lead.COSIGNING, usual.cosigning))


def check(leads: LeadTimes) -> None:
    """Refuse periods out of order: call, then deadline, then invitation, then the meeting."""
    if not 1 <= leads.deadline < leads.call <= LONGEST or not 0 <= leads.invitation <= leads.deadline:
        raise Refused(
            "lead.out_of_order", call=leads.call, deadline=leads.deadline, invitation=leads.invitation, longest=LONGEST
        )


def check_town(days: TownTimes) -> None:
    if not (1 <= days.paper <= LONGEST and 0 <= days.cosigning <= LONGEST):
        raise Refused("lead.too_long", longest=LONGEST)


# -- counting back ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """A day counted back (`wished`), and the one that it became because the office is closed then."""

    wished: date
    day: date

    @property
    def moved(self) -> bool:
        return self.day != self.wished


@dataclass(frozen=True, slots=True)
class Schedule:
    """What has to happen before a meeting; `invitation` None: there is none."""

    call: Counted
    deadline: Counted
    invitation: Counted | None


def schedule(held_on: date, leads: LeadTimes, hours: times.OfficeHours, works: Callable[[date], bool]) -> Schedule:
    """The days of a meeting's periods, each one on which the office opens.

    With full days the invitation goes out one day earlier: 14 full days before 08.06. end on 24.05., plain 14 days on
    25.05. (§ 187 BGB for the beginning; the day of the meeting does not count either).
    """

    def counted(days: int) -> Counted:
        wished = _weekdays_before(held_on, days) if leads.weekdays else held_on - days * _DAY
        return Counted(wished, times.last_open_day(wished, hours, works))

    invitation = counted(leads.invitation + leads.full_days) if leads.invitation else None
    return Schedule(counted(leads.call), counted(leads.deadline), invitation)


def result_by(held_on: date, leads: LeadTimes, working: Callable[[date], date]) -> date:
    """By when a result has to be there to go out with the invitation: the last working day of the week before it.

    `working` gives the working day on or before a day.
    """
    days = leads.invitation + leads.full_days if leads.invitation else 0
    invitation = _weekdays_before(held_on, days) if leads.weekdays else held_on - days * _DAY
    return working(invitation - (invitation.weekday() + 3) * _DAY)


def paper_due(held_on: date, stated: date | None, town: TownTimes, working: Callable[[date], date]) -> date:
    """By when a paper has to be with the council's office: as stated, else by the town's usual lead time."""
    return stated or working(held_on - town.paper * _DAY)


def _weekdays_before(day: date, count: int) -> date:
    """The day so many days of Monday to Friday before, whether the town works then or not."""
    while count:
        day -= _DAY
        count -= day.weekday() < 5
    return day
