"""Goals in words: which hold in a room, and what was given, done and used for each."""

from collections.abc import Sequence

from commands.assignments import handing
from commands.context import Context
from commands.rules import bodies as body_rules
from commands.rules import goals as rules
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from storage import bodies, goals
from storage.assignment_records import Assignment, Goal
from storage.records import Body

_SHOWN = 12
"""So many assignments of one goal are named; the rest is a number."""


def steering_of(ctx: Context) -> Body:
    """The strategic body whose goals may be read in this room. Raises Refused where there is none.

    Its texts do not go from an encrypted room into an unencrypted one.
    """
    found = rules.steering(ctx.body, bodies.every(ctx.tx))
    if found is None:
        raise Refused("goal.no_steering", body=ctx.body.name)
    if found.id != ctx.body.id and not handing.carries(ctx, found, ctx.body):
        raise Refused("goal.elsewhere", body=found.name)
    return found


def number_of(ctx: Context, goal: Goal) -> str:
    return rules.number(goal, goals.of_body(ctx.tx, goal.body_id))


def show_all(ctx: Context) -> None:
    """List the goals that hold here, in the order of their priorities."""
    body = steering_of(ctx)
    every = goals.of_body(ctx.tx, body.id)
    shown = rules.ordered(every)
    ctx.say("goals.title" if shown else "goals.none", body=body.name)
    ctx.list([_line(one, every) for one in shown])


def _line(goal: Goal, every: Sequence[Goal]) -> Phrase:
    words = {"number": rules.number(goal, every), "title": goal.title}
    if not goal.active:
        return phrase("goal.line.struck", **words)
    return (
        phrase("goal.line.ranked", **words, priority=goal.priority) if goal.priority else phrase("goal.line", **words)
    )


def show(ctx: Context, goal: Goal) -> None:
    """What is assigned, done and used for a goal; for a field that of all its goals."""
    every = goals.of_body(ctx.tx, goal.body_id)
    below = [goal.id, *(one.id for one in every if one.parent_id == goal.id)]
    ones = list({one.id: one for carried in goals.tagged(ctx.tx, below).values() for one in carried}.values())
    named = _nameable(ctx, ones)
    ctx.answer.about = f"goal:{goal.id}"
    ctx.say("goal.shown", line=_line(goal, every))
    ctx.list([_line(one, every) for one in rules.ordered(every) if one.parent_id == goal.id])
    ctx.say("plain", text=_counts(ones))
    ctx.list([_assignment_line(ctx, one) for one in named[:_SHOWN]])
    if len(named) > _SHOWN:
        ctx.say("and_more", count=len(named) - _SHOWN)
    if len(ones) > len(named):
        ctx.say("goal.only_counted", count=len(ones) - len(named))


def _assignment_line(ctx: Context, one: Assignment) -> Phrase:
    return phrase(
        "assignments.line",
        number=one.number,
        title=one.title,
        receiver=handing.receiver_name(ctx, one),
        day=one.due_on,
        state=handing.state_words(ctx, one),
    )


def _counts(ones: Sequence[Assignment]) -> Phrase:
    """„3 erteilt, 2 vorgelegt, 1 erledigt (übernommen: 1)“."""
    if not ones:
        return phrase("goal.counts.none")
    tally = rules.tally(ones)
    words = {"given": tally.given, "handed_in": tally.handed_in, "closed": tally.closed}
    if not tally.uses:
        return phrase("goal.counts", **words)
    uses = tuple(phrase("goal.use", use=use, count=count) for use, count in tally.uses.items())
    return phrase("goal.counts.used", **words, uses=uses)


def _nameable(ctx: Context, ones: Sequence[Assignment]) -> list[Assignment]:
    """Those that may be named in this room; the others are only counted."""
    every = bodies.every(ctx.tx)
    in_sight = {*body_rules.in_sight(ctx.body, every), *(one.id for one in body_rules.descendants(ctx.body, every))}
    carried = {one.id for one in every if one.id == ctx.body.id or handing.carries(ctx, one, ctx.body)}
    return [one for one in ones if rules.nameable(one, ctx.body.id, in_sight, carried)]


# -- the year ---------------------------------------------------------------------------------------------------------


def show_year(ctx: Context, year: int) -> None:
    """Of each goal, struck ones too: the counts and the numbers of the assignments that were given in a year."""
    body = steering_of(ctx)
    every = goals.of_body(ctx.tx, body.id)
    carried = {
        goal_id: [one for one in ones if one.year == year]
        for goal_id, ones in goals.tagged(ctx.tx, [one.id for one in every]).items()
    }
    tree = [body.id, *(one.id for one in body_rules.descendants(body, bodies.every(ctx.tx)))]
    without = [one for one in goals.untagged(ctx.tx, tree) if one.year == year]
    if not without and not any(carried.values()):
        ctx.say("goals.year.none", body=body.name, year=year)
        return
    struck = [one for one in every if not one.active and carried[one.id]]
    ctx.say("goals.year.title", body=body.name, year=year)
    ctx.list([_year_line(ctx, _line(one, every), carried[one.id]) for one in (*rules.ordered(every), *struck)])
    if without:
        ctx.say("goals.year.without", counts=_counts(without))


def _year_line(ctx: Context, line: Phrase, ones: Sequence[Assignment]) -> Phrase:
    if not ones:
        return phrase("goals.year.line.bare", goal=line)
    named = _nameable(ctx, ones)
    numbers: list[object] = [one.number for one in named]
    if len(named) < len(ones):
        numbers.append(phrase("goal.not_named", count=len(ones) - len(named)))
    return phrase("goals.year.line", goal=line, counts=_counts(ones), numbers=tuple(numbers))
