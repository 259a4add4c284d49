"""All features, joined into one registry."""

from functools import cache

from commands import (
    agenda,
    backlog,
    bodies,
    digest,
    help,  # noqa: A004
    meetings,
    results,
    roles,
    series,
    standing,
    weekly,
)
from commands.assignments import giving, progress
from commands.calendar import collisions, committees, date_list, town_calendar
from commands.calendar import feed as calendar_feed
from commands.calendar import intake as calendar_intake
from commands.finding import date_finding
from commands.registry import Registry
from commands.year import backward, lead_times, year_plan


@cache
def registry() -> Registry:
    """The commands and duties of all features. Raises ValueError when declarations clash or a text is missing."""
    parts = (
        agenda.part,
        standing.part,
        backlog.part,
        results.part,
        giving.part,
        progress.part,
        series.part,
        meetings.part,
        date_list.part,
        calendar_feed.part,
        calendar_intake.part,
        town_calendar.part,
        lead_times.part,
        committees.part,
        backward.part,
        year_plan.part,
        weekly.part,
        collisions.part,
        date_finding.part,
        digest.part,
        bodies.part,
        roles.part,
        help.describing(registry),
    )
    return Registry(parts)
