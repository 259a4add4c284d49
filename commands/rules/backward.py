"""Planning backwards from a committee's date (domain 2.5): the latest days on the way from a working group to it.

Committee, deadline for its papers, signing them, the steering group, its invitation, the result of the working group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commands.rules import times
from commands.rules.lead_times import Counted, LeadTimes, TownTimes, result_by, schedule

NEAR = 42
"""A meeting that leaves all days for signing is taken only if it lies so many days before the papers' deadline at most;
a result that rests for a quarter is worth less than one that is signed in a hurry."""

_DAY = timedelta(days=1)
Works = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Chain:
    """The latest days. `steering_on` None: no meeting of the steering group is planned early enough.

    `steering_by`: the last day on which it could meet and leave all working days for signing; from it the rest is
    counted where no meeting is planned. `signing_days`: the working days after its meeting up to the papers' deadline.
    """

    committee_on: date
    paper_on: date
    signing_days: int
    steering_by: date
    steering_on: date | None
    invitation: Counted | None
    result_on: date


def chain(
    committee_on: date,
    paper_on: date,
    town: TownTimes,
    meetings: Sequence[date],
    leads: LeadTimes,
    hours: times.OfficeHours,
    works: Works,
) -> Chain:
    """Count back from a committee. `meetings`: the days of the steering group; `leads`: its lead times."""
    latest = _before(paper_on, town.cosigning, works)
    steering = _steering(meetings, paper_on, latest, works)
    day = steering or latest
    return Chain(
        committee_on,
        paper_on,
        _between(day, paper_on, works),
        latest,
        steering,
        schedule(day, leads, hours, works).invitation,
        result_by(day, leads, lambda one: _last_worked(one, works)),
    )


def _steering(meetings: Sequence[date], paper_on: date, latest: date, works: Works) -> date | None:
    """The last meeting with all days for signing if it is near, else the last one that leaves any."""
    in_time = [day for day in meetings if day < paper_on and _between(day, paper_on, works) > 0]
    unhurried = [day for day in in_time if day <= latest and (paper_on - day).days <= NEAR]
    return max(unhurried or in_time, default=None)


class Missed(StrEnum):
    """What on the way has passed already; the later in the chain, the graver."""

    PAPER = "paper"
    STEERING = "steering"
    INVITATION = "invitation"
    RESULT = "result"


def missed(one: Chain, today: date) -> Missed | None:
    """The gravest link that has passed, or that the steering group does not meet; None where all is in time."""
    if one.paper_on < today:
        return Missed.PAPER
    if one.steering_on is None or one.steering_on < today:
        return Missed.STEERING
    if one.invitation and one.invitation.day < today:
        return Missed.INVITATION
    return Missed.RESULT if one.result_on < today else None


def last_before(days: Sequence[date], limit: date) -> date | None:
    """The last of these days that is not after the limit."""
    return max((day for day in days if day <= limit), default=None)


def _before(day: date, count: int, works: Works) -> date:
    """The so-many-th working day before a day."""
    while count > 0:
        day -= _DAY
        count -= works(day)
    return day


def _last_worked(day: date, works: Works) -> date:
    return day if works(day) else _before(day, 1, works)


def _between(after: date, until: date, works: Works) -> int:
    """How many working days after the one day up to the other, that one included."""
    return sum(works(after + n * _DAY) for n in range(1, (until - after).days + 1))
