"""Looking at decisions: those of a year with what came of them („Beschlusskontrolle“), and one with its corrections."""

import re
from typing import Annotated

from commands.context import Context
from commands.formal import wording
from commands.formal.decision_kinds import DECISION
from commands.kinds import Absent, Kind, first_word
from commands.registry import Part
from commands.texts.voice import Phrase, phrase
from storage import assignments, formal
from storage.assignment_records import Assignment
from storage.formal_records import Decision, Vote
from storage.records import Body

part = Part()

_SHOWN = 20


def _year(text: str, _ctx: Context) -> tuple[int, str]:
    word, rest = first_word(text)
    if not re.fullmatch(r"20\d\d", word.rstrip(".:")):
        raise Absent("year")
    return int(word.rstrip(".:")), rest


YEAR = Kind("year", _year)


@part.command(
    "decisions.list",
    de=("beschlüsse", "beschlusskontrolle", "empfehlungen", "beschlussliste"),
    en=("decisions", "recommendations"),
    receipt=False,
)
def listed(ctx: Context, year: Annotated[int | None, YEAR] = None) -> None:
    """List what the body decided and recommended in a year, and what came of it."""
    year = year or ctx.today.year
    found = formal.of_year(ctx.tx, ctx.body.id, year)
    if not found:
        ctx.say("decisions.none", year=year)
        return
    ctx.say("decisions.title", body=ctx.body.name, year=year)
    work = _work(ctx, ctx.body)
    corrected = wording.corrected(ctx, found)
    ctx.list([_line(ctx, one, work.get(one.item_id or 0, ()), one.id in corrected) for one in found[-_SHOWN:]])
    if len(found) > _SHOWN:
        ctx.say("and_more", count=len(found) - _SHOWN)


def _work(ctx: Context, body: Body) -> dict[int, list[Assignment]]:
    """The assignments that a body gave, by the item that they came from."""
    given: dict[int, list[Assignment]] = {}
    for one in assignments.concerning(ctx.tx, [body.id], ended=True):
        if one.giver_id == body.id and one.item_id:
            given.setdefault(one.item_id, []).append(one)
    return given


def _line(ctx: Context, one: Decision, work: list[Assignment] | tuple[()], corrected: bool) -> Phrase:
    nothing = phrase("decision.votes.none")
    given = tuple(phrase("decisions.work.line", number=each.number, state=each.state) for each in work)
    return phrase(
        "decisions.line",
        number=one.number,
        day=one.recorded_at.astimezone(ctx.house.zone).date(),
        wording=wording.decided(ctx, one, text=wording.cut(one.text)),
        state=_state(one, corrected=corrected),
        work=phrase("decisions.work", work=given) if given else nothing,
    )


def _state(one: Decision, *, corrected: bool) -> Phrase:
    if one.established_at is None:
        return phrase("decision.votes.none" if one.vote is Vote.CANCELLED else "decisions.waiting")
    return phrase("decisions.was_corrected" if corrected else "decision.votes.none")


@part.command("decisions.show", de=("beschluss zeigen", "empfehlung zeigen"), en=("decision show",), receipt=False)
def show(ctx: Context, one: Annotated[Decision, DECISION]) -> None:
    """Show one decision with its votes and all that it said before."""
    before = formal.corrections(ctx.tx, [one.id])
    day = one.recorded_at.astimezone(ctx.house.zone).date()
    ctx.answer.about = f"decision:{one.id}"
    state = _state(one, corrected=bool(before))
    ctx.say("decisions.details", number=one.number, day=day, state=state, wording=wording.decided(ctx, one))
    days = [(each.corrected_at.astimezone(ctx.house.zone).date(), each.before) for each in before]
    ctx.list([phrase("decisions.before", day=until, text=text) for until, text in days])
