"""Next steps: their order, and which of them are due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from storage.assignment_records import NextStep

SOON = timedelta(days=7)


def ordered(steps: Sequence[NextStep]) -> list[NextStep]:
    """By priority, those without one last; within it by position."""
    return sorted(steps, key=_rank)


def _rank(step: NextStep) -> tuple[str, int, int]:
    return _letter(step), step.position, step.id


def _letter(step: NextStep) -> str:
    return step.priority or "D"


def moved(steps: Sequence[NextStep], step: NextStep, place: int) -> list[NextStep]:
    """The steps in their order with one at a place (counted from 1), positions counted anew.

    The order goes by priority, so the step takes that of its new neighbour where its own would carry it elsewhere.
    """
    rest = [one for one in ordered(steps) if one.id != step.id]
    at = max(0, min(place, len(rest) + 1) - 1)
    if at > 0 and _letter(rest[at - 1]) > _letter(step):
        step = replace(step, priority=rest[at - 1].priority)
    elif at < len(rest) and _letter(step) > _letter(rest[at]):
        step = replace(step, priority=rest[at].priority)
    rest.insert(at, step)
    return [replace(one, position=position) for position, one in enumerate(rest, 1)]


def is_soon(step: NextStep, today: date) -> bool:
    """Whether a step is due within a week from today, or was due before."""
    return step.due_on is not None and step.due_on <= today + SOON
