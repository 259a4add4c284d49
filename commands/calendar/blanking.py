"""Removing text from the town's calendar: names of closing days, recesses and committees."""

from collections.abc import Iterator
from datetime import date

from commands.context import Context
from commands.registry import Part
from storage import committees, town_calendar, year_plan

part = Part()


@part.blanking("closing_day")
def blank_closing_day(ctx: Context, ordinal: int, gone: str) -> Iterator[str]:
    """A day that has been opened again since stays open."""
    day = date.fromordinal(ordinal)
    name = town_calendar.exceptions(ctx.tx).closed.get(day)
    if name is not None:
        yield name
        town_calendar.close_day(ctx.tx, day, gone)
        year_plan.forget_name(ctx.tx, name, gone)


@part.blanking("recess")
def blank_recess(ctx: Context, recess_id: int, gone: str) -> Iterator[str]:
    for recess in (known for known in town_calendar.recesses(ctx.tx) if known.id == recess_id):
        yield recess.name
        town_calendar.rename_recess(ctx.tx, recess_id, gone)
        year_plan.forget_name(ctx.tx, recess.name, gone)


@part.blanking("committee_date")
def blank_committee(ctx: Context, date_id: int, gone: str) -> Iterator[str]:
    committee = committees.by_id(ctx.tx, date_id)
    if committee:
        yield committee.committee
        committees.rename(ctx.tx, date_id, gone)
        year_plan.forget_name(ctx.tx, committee.committee, gone)
