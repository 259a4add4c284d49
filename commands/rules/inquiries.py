"""Inquiries: who has answered and who has not, and when to remind. By body and unit, never by person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from commands.rules.refusal import Refused
from storage.assignment_records import Addressee, Inquiry

REMIND_BEFORE = 2
"""Working days before the date; once."""


@dataclass(frozen=True)
class Tally:
    """How many were asked and how many of them have answered."""

    asked: int
    answered: int

    @property
    def complete(self) -> bool:
        return self.answered == self.asked


def tally(addressees: Sequence[Addressee]) -> Tally:
    return Tally(len(addressees), sum(has_answered(one) for one in addressees))


def has_answered(one: Addressee) -> bool:
    return one.answered_at is not None


def missing(addressees: Sequence[Addressee]) -> list[Addressee]:
    return [one for one in addressees if not has_answered(one)]


def check_open(inquiry: Inquiry) -> None:
    """Refuse whatever would change an inquiry that is closed."""
    if not inquiry.open:
        raise Refused("inquiry.closed", serial=inquiry.serial)


def check_due(day: date, today: date) -> None:
    """Refuse a date that has passed."""
    if day < today:
        raise Refused("date.past", day=day)


def remind_on(due_on: date, today: date, working_days_before: Callable[[date, int], date]) -> date | None:
    """The day on which those who have not answered are reminded; None if it is too late for that."""
    day = working_days_before(due_on, REMIND_BEFORE)
    return day if day > today else None
