"""Kinds of values about next steps: which one, and what is typed for new ones."""

import re
from contextlib import suppress
from dataclasses import dataclass

from commands.context import Context
from commands.goals.ranks import RANK_AT_END
from commands.goals.step_lines import in_order
from commands.kinds import TITLE, Absent, Kind, first_word
from commands.rules.refusal import Refused
from commands.timing import DEADLINE_AT_END, Due
from storage.assignment_records import NextStep
from storage.records import Priority

_BULLET = re.compile(r"[-–•*·]\s+")
_MOST = 20


def _step(text: str, ctx: Context) -> tuple[NextStep, str]:
    word, rest = first_word(text)
    bare = word.strip(".:,;")
    if not bare.isdecimal():
        said = [one for one in in_order(ctx, ctx.body) if ctx.about == ("step", one.id)]
        if said:
            return said[0], text
        raise Absent("step_number")
    return numbered_step(ctx, int(bare)), rest


def numbered_step(ctx: Context, number: int) -> NextStep:
    """The open step with this number in the list of the room's body. Raises Refused where there is none."""
    steps = in_order(ctx, ctx.body)
    if not 1 <= number <= len(steps):
        raise Refused("steps.unknown", number=number, count=len(steps))
    return steps[number - 1]


STEP = Kind("step_number", _step)


@dataclass(frozen=True)
class Draft:
    """A step as somebody types it."""

    title: str
    priority: Priority | None
    due: Due | None


def draft_of(line: str, ctx: Context) -> Draft:
    """One typed line as a step, with or without a bullet. Raises Absent where no title is left."""
    priority, due, text = None, None, _BULLET.sub("", line.strip(), count=1)
    for _ in range(2):  # „A bis 5.2.“ and „bis 5.2. A“ both occur
        with suppress(Absent):
            priority, text = RANK_AT_END.take(text, ctx)
        with suppress(Absent):
            due, text = DEADLINE_AT_END.take(text, ctx)
    title, _rest = TITLE.take(text, ctx)
    return Draft(title, priority, due)


def _drafts(text: str, ctx: Context) -> tuple[tuple[Draft, ...], str]:
    lines = [line for line in text.split("\n") if line.strip(" :")]
    if not lines:
        raise Absent("steps")
    if len(lines) > _MOST:
        raise Refused("input.too_many_topics", count=len(lines), most=_MOST)
    return tuple(draft_of(line, ctx) for line in lines), ""


STEPS = Kind("steps", _drafts)
