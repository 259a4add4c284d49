"""The backlog (Themenspeicher): parking items, taking them out again, and showing them again on a day."""

from datetime import date, time, timedelta
from typing import Annotated

from commands import answering, planning, posts, returning
from commands.agenda_lines import origins_of
from commands.assignments.kinds import NAMED_OR_ASSIGNMENT
from commands.context import Context, Option, listing, paragraph
from commands.dates.readings import Moment
from commands.goals.ranks import RANK, RANK_AT_END
from commands.handwriting import LONGEST_TITLE
from commands.kinds import TITLE
from commands.lookups import BACKLOG_ITEM, ITEM_NAMED, current_meeting
from commands.registry import Part
from commands.rules import agenda as rules
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Voice, phrase
from commands.timing import MOMENT_AT_END
from storage import agenda, bodies, meetings
from storage.assignment_records import Assignment
from storage.assignments import ENDED
from storage.records import Body, BodyState, Item, ItemState, Priority

part = Part()


@part.command(
    "backlog.park", de=("parken", "top # parken", "top # speichern"), en=("park", "item # park"), right=Right.LEAD
)
def park(ctx: Context, item: Annotated[Item, ITEM_NAMED]) -> None:
    """Put an item into the backlog."""
    rules.check_movable(item)
    _park(ctx, item)
    ctx.say("backlog.parked", title=item.title)


def _park(ctx: Context, item: Item, **values: object) -> None:
    meeting = meetings.by_id(ctx.tx, item.meeting_id or 0)
    agenda.change_item(ctx.tx, item.id, meeting_id=None, state=ItemState.PARKED, **values)
    returning.came_back(ctx, item, "parked")
    if meeting:
        posts.refresh_agenda(ctx, meeting)


@part.command("backlog.resubmit", de=("wv", "wiedervorlage"), en=("resubmit",), right=Right.MEMBER)
def resubmit(
    ctx: Context,
    thing: Annotated[Item | Assignment, NAMED_OR_ASSIGNMENT],
    moment: Annotated[Moment, MOMENT_AT_END],
) -> None:
    """Put an item away and show it again on a day: it comes back onto the agenda of that week. An assignment is put
    onto that agenda; its deadline stays as it is (domain 1.2)."""
    if isinstance(thing, Assignment):
        _resubmit_assignment(ctx, thing, moment.day)
    else:
        rules.check_own(thing, ctx.sender, ctx.roles)
        rules.check_movable(thing)
        _park(ctx, thing, resubmit_on=moment.day)
        ctx.say("backlog.resubmit.done", number=thing.position, title=thing.title, day=moment.day)
    _say_closed(ctx, moment.day)


def _resubmit_assignment(ctx: Context, one: Assignment, day: date) -> None:
    """One item an assignment: a second resubmission moves the first."""
    if one.state in ENDED:
        raise Refused("backlog.ended", number=one.number)
    told = one.confidential and ctx.body.id not in (one.giver_id, one.receiver_id)
    title = one.number if told else f"{one.number} {one.title}"[:LONGEST_TITLE]
    waiting = [item for item in agenda.parked(ctx.tx, ctx.body.id) if item.assignment_id == one.id]
    if waiting:
        agenda.change_item(ctx.tx, waiting[0].id, title=title, resubmit_on=day)
        ctx.made("item", waiting[0].id)
    else:
        ctx.made("item", _add(ctx, title, resubmit_on=day, assignment_id=one.id))
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("backlog.resubmit.assignment", number=one.number, title=one.title, day=day, due_on=one.due_on)


def _say_closed(ctx: Context, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    for one in (monday + timedelta(days=offset) for offset in range(5)):
        reason = ctx.calendar.closing_reason(one)
        if reason:
            ctx.say("backlog.closed_nearby", day=one, why=reason[1])


@part.command(
    "backlog.resubmit_parked",
    de=("speicher wv", "speicher # wv", "speicher # wiedervorlage", "themenspeicher # wv"),
    en=("backlog resubmit", "backlog # resubmit"),
    right=Right.LEAD,
)
def resubmit_parked(
    ctx: Context, item: Annotated[Item, BACKLOG_ITEM], moment: Annotated[Moment, MOMENT_AT_END]
) -> None:
    """Say when an item of the backlog is to come back onto an agenda."""
    agenda.change_item(ctx.tx, item.id, resubmit_on=moment.day)
    ctx.made("item", item.id)
    ctx.say("backlog.resubmit.parked", title=item.title, day=moment.day)
    _say_closed(ctx, moment.day)


@part.command("backlog.show", de=("speicher", "themenspeicher"), en=("backlog",), receipt=False)
def show(
    ctx: Context,
    item: Annotated[Item | None, BACKLOG_ITEM] = None,
    priority: Annotated[Priority | None, RANK] = None,
) -> None:
    """Show the backlog of this body, by priority and date; with a number and a letter set a priority."""
    if item is not None and priority is None:
        raise Refused("backlog.what", title=item.title)
    if item is not None:
        if LEADING.isdisjoint(ctx.roles):
            answering.refuse(ctx, Right.LEAD)
        _set_rank(ctx, item, priority)
        return
    parked = agenda.parked(ctx.tx, ctx.body.id)
    ctx.say("backlog.title" if parked else "backlog.none")
    origins = origins_of(ctx, parked)
    ctx.list([_line(one, origins.get(one.id)) for one in parked], start=1)


def _line(item: Item, origin: Phrase | None) -> Phrase:
    details: list[object] = [item.priority] if item.priority else []
    if origin:
        details.append(origin)
    if item.resubmit_on:
        details.append(phrase("backlog.resubmit_on", day=item.resubmit_on))
    return phrase("item.line.detailed" if details else "item.line", title=item.title, details=tuple(details))


@part.command(
    "backlog.rank",
    de=("speicher priorität", "speicher # priorität", "speicher # prio", "themenspeicher # priorität"),
    en=("backlog priority", "backlog # priority"),
    right=Right.LEAD,
)
def rank(ctx: Context, item: Annotated[Item, BACKLOG_ITEM], priority: Annotated[Priority, RANK]) -> None:
    """Give an item of the backlog a priority."""
    _set_rank(ctx, item, priority)


def _set_rank(ctx: Context, item: Item, priority: Priority | None) -> None:
    agenda.change_item(ctx.tx, item.id, priority=priority)
    ctx.made("item", item.id)
    ctx.say("backlog.ranked", title=item.title, priority=priority)


@part.command(
    "backlog.drop",
    de=("speicher streichen", "speicher # streichen", "speicher # löschen", "themenspeicher # streichen"),
    en=("backlog drop", "backlog # drop"),
    right=Right.LEAD,
)
def drop(ctx: Context, item: Annotated[Item, BACKLOG_ITEM]) -> None:
    """Take an item out of the backlog for good."""
    agenda.change_item(ctx.tx, item.id, state=ItemState.DROPPED)
    returning.came_back(ctx, item, "dropped")
    ctx.made("item", item.id)
    ctx.say("backlog.dropped", title=item.title)


@part.command("backlog.add", de=("speichern",), en=("backlog add",))
def add(ctx: Context, title: Annotated[str, TITLE], priority: Annotated[Priority | None, RANK_AT_END] = None) -> None:
    """Put a topic into the backlog without putting it onto an agenda."""
    ctx.made("item", _add(ctx, title, priority=priority))
    ctx.say("backlog.parked", title=title)


def _add(ctx: Context, title: str, **values: object) -> int:
    return agenda.add_item(
        ctx.tx,
        body_id=ctx.body.id,
        meeting_id=None,
        position=0,
        title=title,
        treatment=None,
        minutes=None,
        state=ItemState.PARKED,
        postponed=0,
        standing=False,
        first_on=None,
        proposed_by=ctx.sender or "",
        created_at=ctx.now,
        **({"resubmit_on": None} | values),
    )


@part.command("backlog.take_out", de=("einplanen", "speicher # einplanen"), en=("take out",), right=Right.LEAD)
def take_out(ctx: Context, item: Annotated[Item, BACKLOG_ITEM]) -> None:
    """Put an item of the backlog onto the next agenda."""
    meeting = current_meeting(ctx)
    if meeting is None:
        raise Refused("meetings.list.none")
    planning.open_agenda(ctx, meeting)
    planning.put_onto(ctx, item.id, meeting, postponed=item.postponed)
    if item.first_on is None:
        agenda.change_item(ctx.tx, item.id, first_on=meeting.held_on)
    placed = agenda.by_id(ctx.tx, item.id)
    assert placed is not None
    ctx.say("item.added", number=placed.position, title=placed.title, day=meeting.held_on)
    posts.refresh_agenda(ctx, meeting)


# -- the clock --------------------------------------------------------------------------------------------------------


@part.duty("backlog.ask", daily=time(9, 15))
def ask_whether_still(ctx: Context, _id: int) -> None:
    """Ask once of each item that has lain in the backlog for two years whether it is to stay; one a day and body."""
    for body in bodies.every(ctx.tx):
        if body.state is not BodyState.ACTIVE:
            continue
        for item in agenda.parked(ctx.tx, body.id):
            if rules.is_stale(item, ctx.now, ctx.today) and _ask_whether_still(ctx, body, item):
                break


def _ask_whether_still(ctx: Context, body: Body, item: Item) -> bool:
    """Whether it was asked now; the letter's reason lets it be written once."""
    voice = Voice(body.language)
    word = "speicher streichen" if body.language == "de" else "backlog drop"
    options = [Option(phrase("backlog.stale.keep"), ""), Option(phrase("backlog.stale.drop"), f"{word} #{item.id}")]
    blocks = (
        paragraph(voice, "backlog.stale", title=item.title, day=item.created_at.astimezone(ctx.house.zone).date()),
        *listing(voice, [option.label for option in options], start=1),
        paragraph(voice, "question.how"),
    )
    return bool(posts.write(ctx, body, blocks, f"stale/{item.id}", about=f"item:{item.id}", options=options))
