"""Next steps as a list, in the answer to a command and in the posts of a meeting."""

from collections.abc import Sequence
from datetime import date

from commands.context import Context, listing, paragraph
from commands.document import Document
from commands.rules import next_steps as rules
from commands.texts.voice import Phrase, Voice, phrase
from storage import next_steps
from storage.assignment_records import NextStep
from storage.records import Body

_MOST = 8
"""So many steps stand in a post; the rest is a number."""


def in_order(ctx: Context, body: Body) -> list[NextStep]:
    """The open steps of a body as they are numbered: the first is step 1."""
    return rules.ordered(next_steps.open_of(ctx.tx, body.id))


def step_list(voice: Voice, steps: Sequence[NextStep], today: date) -> Document:
    return listing(voice, [step_line(one, today) for one in steps], start=1)


def step_line(step: NextStep, today: date) -> Phrase:
    """„Einladung versenden (A, fällig am Fr 05.02.2027)“; what is due within a week says so."""
    details: list[object] = [step.priority] if step.priority else []
    if step.due_on is not None:
        soon = "steps.overdue" if step.due_on < today else "steps.soon"
        details.append(phrase(soon if rules.is_soon(step, today) else "steps.by", day=step.due_on))
    return phrase("item.line.detailed" if details else "item.line", title=step.title, details=tuple(details))


def steps_for_post(ctx: Context, body: Body, voice: Voice) -> Document:
    """What a topic call and the agenda of the morning say of the next steps: the first of them, in their order."""
    steps = in_order(ctx, body)
    if not steps:
        return ()
    rest = (paragraph(voice, "and_more", count=len(steps) - _MOST),) if len(steps) > _MOST else ()
    return (paragraph(voice, "steps.title"), *step_list(voice, steps[:_MOST], ctx.today), *rest)
