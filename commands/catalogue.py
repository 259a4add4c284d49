"""All features, joined into one registry."""

from functools import cache

from commands import (
    agenda,
    backlog,
    bodies,
    checksum,
    confidential,
    help,  # noqa: A004
    meetings,
    passing,
    raising,
    results,
    series,
    standing,
    undo,
    weekly,
)
from commands.assignments import attributes, extension, files, giving, ladder, leaving, parts, progress, risk
from commands.assignments import blanking as assignment_blanking
from commands.calendar import blanking as calendar_blanking
from commands.calendar import collisions, committees, date_list, town_calendar
from commands.calendar import feed as calendar_feed
from commands.calendar import intake as calendar_intake
from commands.finding import date_finding
from commands.formal import attendance, decision_list, decisions, invitation, papers
from commands.formal import blanking as formal_blanking
from commands.goals import blanking as goal_blanking
from commands.goals import goals, next_steps
from commands.inquiries import answers as inquiry_answers
from commands.inquiries import inquiries
from commands.people import handover, roles, standing_in
from commands.privacy import being_forgotten, notice, own_data
from commands.privacy import retention as privacy_retention
from commands.registry import Registry
from commands.reports import digest, release
from commands.watch import incidents
from commands.watch import rooms as room_watch
from commands.year import backward, lead_times, year_plan


@cache
def registry() -> Registry:
    """The commands and duties of all features. Raises ValueError when declarations clash or a text is missing."""
    features = (
        agenda.part,
        standing.part,
        backlog.part,
        results.part,
        giving.part,
        progress.part,
        parts.part,
        attributes.part,
        leaving.part,
        extension.part,
        risk.part,
        ladder.part,
        files.part,
        inquiries.part,
        inquiry_answers.part,
        goals.part,
        raising.part,
        next_steps.part,
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
        invitation.part,
        attendance.part,
        decisions.part,
        decision_list.part,
        papers.part,
        digest.part,
        release.part,
        confidential.part,
        bodies.part,
        roles.part,
        standing_in.part,
        handover.part,
        passing.part,
        notice.part,
        own_data.part,
        being_forgotten.part,
        privacy_retention.part,
        checksum.part,
        assignment_blanking.part,
        goal_blanking.part,
        calendar_blanking.part,
        formal_blanking.part,
        undo.taking_back(registry),
        incidents.part,
        room_watch.part,
        help.describing(registry),
    )
    return Registry(features)
