"""Deleting by period, day by day; asking the office before work leaves; showing periods and what was deleted."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Annotated

from commands import notes
from commands.context import Context, Option
from commands.kinds import Absent, Kind
from commands.privacy import erasure
from commands.registry import Part
from commands.rules import retention as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.rules.retention import PERIODS
from commands.texts.voice import Phrase, phrase
from storage import agenda, audit, bodies, cleaning, deletions, finished_work, retention
from storage.finished_work import Finished
from storage.records import Body, Role

part = Part()

_MOST_NAMED = 8
_MOST_LINES = 40
_LOG_DAYS = 183
_DAY = timedelta(days=1)
_DATE = re.compile(r"(?:bis\s+|until\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$", re.I)

_BY_INSTANT = (
    ("events_days", "events", retention.events_before),
    ("events_days", "duties", retention.duties_before),
    ("letters_months", "letters", retention.letters_before),
    ("unreadable_days", "unreadable", retention.undecrypted_before),
    ("questions_days", "questions", retention.questions_before),
    ("drafts_days", "drafts", retention.drafts_before),
    ("incidents_months", "incidents", retention.incidents_before),
    ("deletions_months", "deletions", retention.deletions_before),
    ("audit_months", "audit", audit.reduce),
)
"""(period, what it is about, what deletes or reduces everything before an instant)."""


@part.duty("privacy.retention", daily=time(13, 30))
def clear(ctx: Context, _id: int) -> None:
    """Delete what is older than its period, note how much of what, and ask about what will be."""
    periods, zone = ctx.house.retention, ctx.house.zone
    cleaning.ask(ctx.tx)
    for period, kind, number in _cleared(ctx):
        deletions.note(ctx.tx, kind, f"{period}={getattr(periods, period)}", number, ctx.now)
    for body in bodies.every(ctx.tx):
        _ask_office(ctx, body, finished_work.of_body(ctx.tx, body.id, zone))
        _ask_about_backlog(ctx, body)


def _cleared(ctx: Context) -> Iterator[tuple[str, str, int]]:
    """(period, kind, how many) of all that is deleted today."""
    periods, zone = ctx.house.retention, ctx.house.zone
    for body in bodies.every(ctx.tx):
        for kind, number in _clear_work(ctx, body).items():
            yield "work_months", kind, number
    kept_from = rules.first_kept("memberships_months", periods, ctx.today)
    yield "memberships_months", "memberships", erasure.reduce_members(ctx, kept_from)
    yield "memberships_months", "expected", retention.expected_before(ctx.tx, kept_from)
    work = rules.cut("work_months", periods, ctx.today, zone)
    yield "work_months", "findings", retention.findings_before(ctx.tx, work)
    for period, kind, clear_before in _BY_INSTANT:
        yield period, kind, clear_before(ctx.tx, rules.cut(period, periods, ctx.today, zone))


def _clear_work(ctx: Context, body: Body) -> dict[str, int]:
    kept_from = rules.first_kept("work_months", ctx.house.retention, ctx.today)
    finished = finished_work.of_body(ctx.tx, body.id, ctx.house.zone)
    return finished_work.remove(
        ctx.tx, [one for one in finished if rules.may_go(one.closed_on, body.filed_until, kept_from)]
    )


# -- asking -----------------------------------------------------------------------------------------------------------


def _ask_office(ctx: Context, body: Body, finished: list[Finished]) -> None:
    """Ask once for each month of work, weeks ahead, whether it is in the file of the administration."""
    soon = rules.first_kept("work_months", ctx.house.retention, ctx.today + rules.ASK_AHEAD)
    until = soon.replace(day=1) - _DAY
    open_ones = [one for one in finished if one.closed_on <= until and not _is_filed(body, one)]
    if not any(one.closed_on >= until.replace(day=1) for one in open_ones):
        return
    goes_on = rules.back(open_ones[0].closed_on, -ctx.house.retention.work_months) + _DAY
    words = phrase("retention.ask", body=body.name, until=until, goes_on=goes_on, work=_named(open_ones))
    command = f"abgelegt bis {until:%d.%m.%Y}" if body.language == "de" else f"filed until {until:%d.%m.%Y}"
    options = [Option(phrase("yes"), command), Option(phrase("no"), "")]
    office = notes.leads(ctx, body, {Role.OFFICE}) or notes.leads(ctx, body)
    notes.send(ctx, body, office, words, f"told/filing/{body.id}/{until}", options=options)


def _is_filed(body: Body, one: Finished) -> bool:
    return body.filed_until is not None and one.closed_on <= body.filed_until


def _named(found: list[Finished]) -> tuple[Phrase, ...]:
    """Numbers and days; no titles, so that nothing confidential stands in a list."""
    named = [
        phrase("plain", text=one.label)
        if one.label
        else phrase("retention.thing", what=phrase(f"retention.one.{one.kind}"), day=one.closed_on)
        for one in found[:_MOST_NAMED]
    ]
    more = len(found) - len(named)
    return (*named, phrase("retention.more", count=more)) if more else tuple(named)


def _ask_about_backlog(ctx: Context, body: Body) -> None:
    """Ask once about parked topics that nobody has touched for the period."""
    old = rules.first_kept("backlog_months", ctx.house.retention, ctx.today)
    parked = agenda.parked(ctx.tx, body.id)
    touched = [(max(one.created_at, one.moved_at or one.created_at), number) for number, one in enumerate(parked, 1)]
    days = [(at.astimezone(ctx.house.zone).date(), number) for at, number in touched]
    stale = tuple(number for day, number in days if day < old)
    if not any(day >= rules.back(old, 1) for day, number in days if number in stale):
        return
    words = phrase("retention.backlog", count=len(stale), numbers=stale, body=body.name)
    notes.send(ctx, body, notes.leads(ctx, body), words, f"told/backlog/{body.id}/{old:%Y-%m}")


# -- commands ---------------------------------------------------------------------------------------------------------


def _day(text: str, ctx: Context) -> tuple[date, str]:
    found = _DATE.match(text.strip())
    if found is None:
        raise Absent("filed_day")
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day), ""
    except ValueError as error:
        raise Refused("date.does_not_exist", day=day, month=month, year=year) from error


FILED_DAY = Kind("filed_day", _day)


@part.command("retention.file", de=("abgelegt",), en=("filed",), right=Right.SETUP)
def file(ctx: Context, day: Annotated[date, FILED_DAY]) -> None:
    """Say that all that was finished up to a day is in the file of the administration."""
    if day > ctx.today:
        raise Refused("retention.future", day=day)
    body = ctx.body
    until = max(day, body.filed_until or day)
    bodies.change(ctx.tx, body.id, filed_until=until)
    ctx.forget()
    ctx.say("retention.file.done", body=body.name, until=until, months=ctx.house.retention.work_months)


@part.command("retention.show", de=("aufbewahrung",), en=("retention",), right=Right.ANYONE, receipt=False)
def show(ctx: Context) -> None:
    """Show how long what is kept."""
    ctx.say("retention.title")
    periods = ctx.house.retention
    ctx.list([phrase(f"retention.period.{name}", count=getattr(periods, name)) for name in PERIODS])
    ctx.say("retention.copies")


@part.command("retention.log", de=("löschprotokoll",), en=("deletion log",), right=Right.SETUP, receipt=False)
def log(ctx: Context) -> None:
    """Show what was deleted by which rule in the last months; never what it was."""
    found = deletions.since(ctx.tx, ctx.now - timedelta(days=_LOG_DAYS))
    if not found:
        ctx.say("retention.log.empty")
        return
    ctx.say("retention.log.title")
    ctx.list(
        [
            phrase(
                "retention.log.line",
                day=one.at.astimezone(ctx.house.zone).date(),
                number=one.number,
                kind=phrase(f"retention.kind.{one.kind}"),
                rule=_rule(one.rule),
            )
            for one in found[:_MOST_LINES]
        ]
    )
    if len(found) > _MOST_LINES:
        ctx.say("retention.more", count=len(found) - _MOST_LINES)


def _rule(rule: str) -> Phrase:
    period, _, length = rule.partition("=")
    unit = "months" if period.endswith("_months") else "days"
    return phrase(f"retention.{unit}", count=int(length or 0))
