"""Items of the agenda: adding, showing, naming, ordering, putting off, dropping; and standing items."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Annotated

from commands import concurrency, placing, planning, posts, returning
from commands.agenda_lines import agenda_list, origins_of
from commands.blanking import Thing
from commands.concurrency import IN_SPITE_AT_END
from commands.context import Context, Option
from commands.dates.readings import Moment
from commands.handwriting import fold
from commands.kinds import NUMBER, TITLE, after
from commands.lookups import ITEM, ITEM_NAMED, current_meeting
from commands.registry import Part
from commands.rules import agenda as rules
from commands.rules import meetings as meeting_rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import MOMENT_AT_END
from commands.topics import ANYWAY_AT_END, TOPICS, Topic
from storage import agenda, meetings, outbox
from storage.post_records import Letter
from storage.records import Item, ItemState, Meeting, MeetingState

part = Part()

_PLACE = replace(after("platz", "place", kind=NUMBER), name="number")


# -- adding -----------------------------------------------------------------------------------------------------------


def _renamed(ctx: Context, kind: str, item_id: int, text: str) -> bool:
    """Carry an edit of the message over to the item that it made."""
    item = agenda.by_id(ctx.tx, item_id) if kind == "item" else None
    if item is None or item.meeting_id is None or item.body_id != ctx.body.id:
        return False
    if item.state not in (ItemState.OPEN, ItemState.PROPOSED):
        return False
    meeting = meetings.by_id(ctx.tx, item.meeting_id)
    assert meeting is not None
    starts = meeting_rules.starts_at(meeting, ctx.house.zone)
    if ctx.now >= rules.edit_until(starts, item.created_at):
        return False
    (topic, *more), _rest = TOPICS.take(text, ctx)
    if _renamed_at_once(ctx, item, topic.title):
        return True
    agenda.change_item(
        ctx.tx,
        item.id,
        title=topic.title,
        treatment=topic.treatment or item.treatment,
        minutes=topic.minutes or item.minutes,
        confidential=topic.confidential or item.confidential,
    )
    posts.refresh_agenda(ctx, meeting)
    ctx.say("item.renamed", number=item.position, title=topic.title)
    if more:
        ctx.say("edit.rest_new")
    return True


@part.command(
    "agenda.add",
    de=("top", "thema", "tagesordnungspunkt"),
    en=("item", "topic"),
    corrected=_renamed,
)
def add(
    ctx: Context, topics: Annotated[tuple[Topic, ...], TOPICS], anyway: Annotated[bool, ANYWAY_AT_END] = False
) -> None:
    """Put topics onto the next agenda, or into the backlog while no date is planned."""
    meeting = placing.next_open(ctx, ctx.body)
    late = meeting is not None and placing.is_late(ctx, meeting, ctx.body)
    state = rules.state_of_new(ctx.body.kind, ctx.roles, late=late)
    known = agenda.recent(ctx.tx, ctx.body.id, ctx.now - rules.SIMILAR_WITHIN, rules.SIMILAR_AMONG)
    folded = [(item_id, _words(title)) for item_id, title in known]
    for topic in topics:
        twin_id = None if anyway else rules.similar(_words(topic.title), folded)
        twin = agenda.by_id(ctx.tx, twin_id) if twin_id is not None else None
        if twin is not None:
            _ask_anyway(ctx, topic, twin)
        else:
            _add_one(ctx, topic, meeting, state)
    if meeting:
        _say_where(ctx, meeting, state)
        posts.refresh_agenda(ctx, meeting)


@lru_cache(maxsize=1024)
def _words(title: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:!?()„“\"'") for word in fold(title).split()) - {""}


def _ask_anyway(ctx: Context, topic: Topic, twin: Item) -> None:
    key = "item.similar.parked" if twin.state is ItemState.PARKED else "item.similar"
    ctx.say(key, number=twin.position, title=twin.title)
    word, anyway = ("top", "trotzdem") if ctx.language == "de" else ("item", "anyway")
    ctx.ask([Option(phrase("yes"), f"{word} {topic.typed} {anyway}"), Option(phrase("no"), "")], back=True)


def _add_one(ctx: Context, topic: Topic, meeting: Meeting | None, state: ItemState) -> None:
    item = placing.place(
        ctx,
        ctx.body,
        meeting,
        title=topic.title,
        treatment=topic.treatment,
        minutes=topic.minutes,
        state=state,
        confidential=topic.confidential,
    )
    details = tuple(
        [*([topic.treatment] if topic.treatment else [])]
        + ([phrase("item.minutes", minutes=topic.minutes)] if topic.minutes else [])
        + ([phrase("item.confidential")] if topic.confidential else [])
    )
    if meeting is None:
        ctx.say("item.parked_for_now", title=topic.title)
    else:
        key = "item.added.detailed" if details else "item.added"
        ctx.say(key, number=item.position, title=topic.title, details=details, day=meeting.held_on)


def _say_where(ctx: Context, meeting: Meeting, state: ItemState) -> None:
    """Say that the deadline has passed, where it has, and who takes up what came later."""
    at = planning.prompts(ctx, meeting, ctx.body)
    local = at.deadline_at.astimezone(ctx.house.zone)
    if state is ItemState.PROPOSED:
        ctx.say("item.proposed", deadline=Moment(local.date(), local.time()))
    elif at.deadline_at < ctx.now < meeting_rules.starts_at(meeting, ctx.house.zone):
        ctx.say("item.late", deadline=Moment(local.date(), local.time()))


# -- showing ----------------------------------------------------------------------------------------------------------


@part.command("agenda.show", de=("to", "tagesordnung", "tops"), en=("agenda",), receipt=False)
def show(ctx: Context) -> None:
    """Show the agenda of the next meeting."""
    meeting = current_meeting(ctx)
    if meeting is None:
        raise Refused("meetings.list.none")
    planning.open_agenda(ctx, meeting)
    items = agenda.of_meeting(ctx.tx, meeting.id)
    ctx.say("agenda.title", body=ctx.body.name, moment=planning.moment(meeting))
    ctx.answer.blocks += agenda_list(ctx.voice, items, origins_of(ctx, items))
    if not items:
        ctx.say("agenda.empty")


# -- changing ---------------------------------------------------------------------------------------------------------


def _meeting_of(ctx: Context, item: Item) -> Meeting:
    meeting = meetings.by_id(ctx.tx, item.meeting_id or 0)
    assert meeting is not None
    return meeting


@part.command("agenda.rename", de=("umbenennen", "top # umbenennen"), en=("rename", "item # rename"))
def rename(
    ctx: Context,
    item: Annotated[Item, ITEM],
    title: Annotated[str, after("in", "to", "zu", kind=TITLE)],
    in_spite: Annotated[str, IN_SPITE_AT_END] = "",
) -> None:
    """Give an item another title."""
    rules.check_own(item, ctx.sender, ctx.roles)
    if not in_spite and _renamed_at_once(ctx, item, title):
        return
    agenda.change_item(ctx.tx, item.id, title=title)
    ctx.made("item", item.id)
    ctx.say("item.renamed", number=item.position, title=title)
    posts.refresh_agenda(ctx, _meeting_of(ctx, item))


def _renamed_at_once(ctx: Context, item: Item, title: str) -> bool:
    """Whether somebody else has just given the item another title; then both are offered."""
    at = concurrency.changed_at(ctx, "item", item.id, ("title",))
    if at is None or item.title == title:
        return False
    word, to = ("umbenennen", "in") if ctx.language == "de" else ("rename", "to")
    mine = Option(phrase("quoted", text=title), f"{word} #{item.id} {to} {title} {concurrency.in_spite(ctx)}")
    now = phrase("at_once.item", number=item.position, title=item.title)
    concurrency.ask_which_holds(ctx, at, now, phrase("quoted", text=item.title), mine)
    return True


@part.command(
    "agenda.reorder", de=("reihenfolge", "top # nach", "top # auf"), en=("reorder", "item # to"), right=Right.LEAD
)
def reorder(
    ctx: Context,
    item: Annotated[Item, ITEM],
    place: Annotated[int, after("auf", "to", "an", "nach", kind=_PLACE)],
) -> None:
    """Move an item to another place; the numbers follow."""
    meeting = _meeting_of(ctx, item)
    items = agenda.of_meeting(ctx.tx, meeting.id)
    if not 1 <= place <= len(items):
        raise Refused("item.bad_place", place=place, count=len(items))
    for position, one in enumerate(rules.reordered(items, item, place), 1):
        agenda.renumber(ctx.tx, one, position, ctx.now)
    ctx.say("item.reordered")
    items = agenda.of_meeting(ctx.tx, meeting.id)
    ctx.answer.blocks += agenda_list(ctx.voice, items, origins_of(ctx, items))
    posts.refresh_agenda(ctx, meeting)


@part.command(
    "agenda.drop",
    de=("streichen", "top # streichen", "top # zurückziehen", "top # absetzen"),
    en=("drop", "item # drop"),
)
def drop(ctx: Context, item: Annotated[Item, ITEM_NAMED]) -> None:
    """Take an item off the agenda."""
    rules.check_own(item, ctx.sender, ctx.roles)
    rules.check_open(item)
    meeting = _meeting_of(ctx, item)
    agenda.change_item(ctx.tx, item.id, state=ItemState.DROPPED)
    returning.came_back(ctx, item, "dropped")
    ctx.say("item.dropped", number=item.position, title=item.title)
    posts.refresh_agenda(ctx, meeting)


@part.command(
    "agenda.postpone",
    de=("vertagen", "top # vertagen"),
    en=("postpone", "item # postpone"),
    right=Right.LEAD,
)
def postpone(
    ctx: Context, item: Annotated[Item, ITEM_NAMED], moment: Annotated[Moment | None, MOMENT_AT_END] = None
) -> None:
    """Put an item off to the next meeting, or to that of a day."""
    rules.check_movable(item)
    meeting = _meeting_of(ctx, item)
    target = _target(ctx, meeting, moment.day if moment else None)
    planning.open_agenda(ctx, target)
    planning.put_onto(ctx, item.id, target, postponed=item.postponed + 1)
    returning.came_back(ctx, item, "postponed", day=target.held_on)
    times = item.postponed + 1
    key = "item.postponed" if times == 1 else "item.postponed.again"
    ctx.say(key, number=item.position, title=item.title, day=target.held_on, count=times)
    for one in (meeting, target):
        posts.refresh_agenda(ctx, one)
    moved = agenda.by_id(ctx.tx, item.id)
    assert moved is not None
    posts.ask_about_postponed(ctx, moved, ctx.body, target)


def _target(ctx: Context, meeting: Meeting, day: date | None) -> Meeting:
    if day is None:
        target = planning.next_meeting(ctx, meeting.body_id, after=meeting)
        if target is None:
            raise Refused("item.no_next_meeting")
        return target
    planned = [one for one in meetings.planned(ctx.tx, [meeting.body_id], day, day) if one.id != meeting.id]
    if not planned:
        raise Refused("meeting.none_on", day=day)
    return planned[0]


@part.command("agenda.done", de=("abhaken", "top # erledigt"), en=("tick", "item # done"), right=Right.LEAD)
def done(ctx: Context, item: Annotated[Item, ITEM_NAMED]) -> None:
    """Mark an item as dealt with, without a result."""
    rules.check_open(item)
    agenda.change_item(ctx.tx, item.id, state=ItemState.DONE)
    returning.came_back(ctx, item, "done")
    ctx.say("item.is_done_now", number=item.position, title=item.title)
    posts.refresh_agenda(ctx, _meeting_of(ctx, item))


# -- a message was removed --------------------------------------------------------------------------------------------


@part.blanking("item")
def blank(ctx: Context, item_id: int, gone: str) -> Iterator[str | Thing]:
    """The title goes from the item, from its agenda, and from what other bodies got of it."""
    item = agenda.by_id(ctx.tx, item_id)
    if item is None:
        return
    yield item.title
    agenda.change_item(ctx.tx, item_id, title=gone)
    meeting = meetings.by_id(ctx.tx, item.meeting_id) if item.meeting_id else None
    if meeting:
        posts.refresh_agenda(ctx, meeting)
    yield from (Thing("item", copy.id) for copy in agenda.raised_from(ctx.tx, item_id))


@part.posts_about("agenda")
def is_needed(ctx: Context, meeting_id: int, letter: Letter) -> bool:
    """The newest agenda of a meeting that is not over."""
    meeting = meetings.by_id(ctx.tx, meeting_id)
    newest = outbox.letter_about(ctx.tx, letter.room_id, f"agenda:{meeting_id}")
    coming = meeting is not None and meeting.state is MeetingState.PLANNED and meeting.held_on >= ctx.today
    return coming and newest is not None and newest.id == letter.id
