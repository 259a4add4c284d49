"""The ladder of reminders of a due day (domain 1.3 E), counted in working days of the town.

Ten days before and two days before the receiver is told, one day after it is offered three answers, five days after
the giver's office has it; the giver's next digest comes of itself. Each step is said once for each due day.
"""

from collections.abc import Callable
from datetime import date
from enum import IntEnum

BEFORE_LONG, BEFORE_SHORT, AFTER, TO_GIVER = 10, 2, 1, 5

TELL_GIVER_AFTER = 3
"""Working days between the reminder to accept and the word to the giver."""

Count = Callable[[date, int], date]
"""The n-th working day before or after a day."""


class Step(IntEnum):
    """How far the reminders have gone; a later one makes up for all before it."""

    NONE = 0
    IN_TEN_DAYS = 1
    IN_TWO_DAYS = 2
    PASSED = 3
    LONG_PASSED = 4


def step_on(due_on: date, set_on: date, today: date, before: Count, after: Count) -> Step:
    """The last step whose day has come. `set_on`: when this due day was set; what lay before is not said any more."""
    if today >= after(due_on, TO_GIVER):
        return Step.LONG_PASSED
    if today >= after(due_on, AFTER):
        return Step.PASSED
    for step, days in ((Step.IN_TWO_DAYS, BEFORE_SHORT), (Step.IN_TEN_DAYS, BEFORE_LONG)):
        day = before(due_on, days)
        if set_on < day <= today <= due_on:
            return step
    return Step.NONE
