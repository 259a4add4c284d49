"""All features, joined into one registry."""

from functools import cache

from commands import (
    agenda,
    assignments,
    backlog,
    backward,
    bodies,
    calendar_feed,
    calendar_intake,
    collisions,
    committees,
    date_finding,
    date_list,
    digest,
    help,  # noqa: A004
    lead_times,
    meetings,
    progress,
    results,
    roles,
    series,
    standing,
    town_calendar,
    weekly,
    year_plan,
)
from commands.registry import Registry


@cache
def registry() -> Registry:
    """The commands and duties of all features. Raises ValueError when declarations clash or a text is missing."""
    parts = (
        agenda.part,
        standing.part,
        backlog.part,
        results.part,
        assignments.part,
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
