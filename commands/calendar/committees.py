"""Committees outside the bot (Schulausschuss, Rat): their dates, entered by the office for the whole town."""

from typing import Annotated

from commands.calendar.committee_kinds import COMMITTEE_DATE, COMMITTEE_DAYS, CommitteeDay
from commands.calendar.committee_words import committee_line
from commands.context import Context
from commands.handwriting import fold_sign
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from storage import bodies, committees, meetings
from storage.planning_records import CommitteeDate
from storage.records import BodyState

part = Part()

_SHOWN = 20


def _corrected(ctx: Context, kind: str, date_id: int, text: str) -> bool:
    """Let an edit of the message change the date that it entered."""
    if kind != "committee_date" or committees.by_id(ctx.tx, date_id) is None:
        return False
    (one, *others), _ = COMMITTEE_DAYS.take(text.strip(), ctx)
    if others:
        return False
    committees.drop(ctx.tx, date_id)
    add(ctx, (one,))
    return True


@part.command(
    "committees.add",
    de=("ausschuss", "ausschusstermin"),
    en=("committee",),
    right=Right.SETUP,
    corrected=_corrected,
)
def add(ctx: Context, days: Annotated[tuple[CommitteeDay, ...], COMMITTEE_DAYS]) -> None:
    """Enter dates of committees outside the bot; a date that is known takes the new deadline for papers."""
    for one in days:
        if one.held_on < ctx.today:
            raise Refused("date.past", day=one.held_on)
    ctx.say("committees.add.done")
    entered = []
    for one in days:
        date_id = committees.put(ctx.tx, one.committee, fold_sign(one.committee), one.held_on, one.paper_due_on)
        ctx.made("committee_date", date_id)
        entered.append(CommitteeDate(date_id, one.committee, one.held_on, one.paper_due_on))
    ctx.list([committee_line(ctx, one) for one in entered])
    _warn(ctx, entered)


def _warn(ctx: Context, entered: list[CommitteeDate]) -> None:
    """Say what a committee's day collides with: days off, and meetings of the town's bodies."""
    alive = {one.id: one.sign for one in bodies.every(ctx.tx) if one.state is BodyState.ACTIVE}
    for one in entered:
        reason = ctx.calendar.closing_reason(one.held_on)
        if reason:
            ctx.say("meeting.on_closed_day", day=one.held_on, why=reason[1])
        same_day = meetings.planned(ctx.tx, list(alive), one.held_on, one.held_on)
        if same_day:
            meeting_signs = tuple(dict.fromkeys(alive[meeting.body_id] for meeting in same_day))
            ctx.say("committees.same_day", day=one.held_on, bodies=meeting_signs)


@part.command(
    "committees.drop",
    de=("ausschuss löschen", "ausschuss streichen", "ausschuss entfernen", "ausschusstermin löschen"),
    en=("committee drop",),
    right=Right.SETUP,
)
def drop(ctx: Context, one: Annotated[CommitteeDate, COMMITTEE_DATE]) -> None:
    """Delete a date of a committee."""
    committees.drop(ctx.tx, one.id)
    ctx.say("committees.drop.done", committee=one.committee, day=one.held_on)


@part.command("committees.list", de=("ausschüsse", "ausschusstermine"), en=("committees",), receipt=False)
def listed(ctx: Context) -> None:
    """List the coming dates of the committees with their deadlines for papers."""
    coming = committees.coming(ctx.tx, ctx.today)
    ctx.say("committees.title" if coming else "committees.none")
    ctx.list([committee_line(ctx, one) for one in coming[:_SHOWN]])
    if len(coming) > _SHOWN:
        ctx.say("and_more", count=len(coming) - _SHOWN)
