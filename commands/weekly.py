"""The loop around each meeting, without anyone asking: topic call, agenda on the morning, list of results."""

from datetime import time

from commands import planning, posts, returning
from commands.context import Context, Option, listing, paragraph
from commands.document import Block
from commands.formal import wording
from commands.lookups import current_meeting
from commands.registry import Part
from commands.rules import agenda as agenda_rules
from commands.rules import meetings as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Voice, phrase
from storage import agenda, assignments, bodies, duties, meetings, questions
from storage.records import Body, ItemState, Meeting, MeetingState

part = Part()


def _planned(ctx: Context, meeting_id: int) -> tuple[Meeting, Body] | None:
    """The meeting and its body, if it still is to take place."""
    meeting = meetings.by_id(ctx.tx, meeting_id)
    if meeting is None or meeting.state is not MeetingState.PLANNED:
        return None
    return meeting, bodies.by_id(ctx.tx, meeting.body_id)


@part.duty(planning.CALL)
def call(ctx: Context, meeting_id: int) -> None:
    """Ask for topics: what is on the agenda already, what is due, and how to add one."""
    found = _planned(ctx, meeting_id)
    if found:
        meeting, body = found
        planning.open_agenda(ctx, meeting)
        _bring_back(ctx, meeting)
        posts.post_agenda(ctx, meeting, body, "call", rules.starts_at(meeting, ctx.house.zone))


def _bring_back(ctx: Context, meeting: Meeting) -> None:
    """Put parked items that were to be shown again by this meeting onto its agenda."""
    for item in agenda.due_back(ctx.tx, meeting.body_id, meeting.held_on):
        one = assignments.by_id(ctx.tx, item.assignment_id) if item.assignment_id else None
        if one is not None and one.state in assignments.ENDED:  # there is nothing left to look at
            agenda.change_item(ctx.tx, item.id, state=ItemState.DROPPED)
            continue
        planning.put_onto(ctx, item.id, meeting, postponed=item.postponed)


@part.duty(planning.MORNING)
def morning(ctx: Context, meeting_id: int) -> None:
    """Post the agenda on the day."""
    found = _planned(ctx, meeting_id)
    if found:
        meeting, body = found
        planning.open_agenda(ctx, meeting)
        _bring_back(ctx, meeting)
        posts.post_agenda(ctx, meeting, body, "morning", rules.starts_at(meeting, ctx.house.zone))


@part.duty(planning.ASK)
def ask_whether(ctx: Context, meeting_id: int) -> None:
    """Nobody sent in anything new: ask whether the meeting takes place."""
    found = _planned(ctx, meeting_id)
    if found is None:
        return
    meeting, body = found
    items = [item for item in agenda.of_meeting(ctx.tx, meeting.id) if not item.standing]
    if any(not agenda_rules.is_leftover(item) for item in items):
        return
    voice = Voice(body.language)
    german = body.language == "de"
    options = [
        Option(phrase("ask_whether.yes"), ""),
        Option(phrase("ask_whether.no"), f"{'absagen' if german else 'cancel'} {meeting.held_on}"),
        Option(phrase("ask_whether.short"), f"{'dauer' if german else 'length'} {meeting.held_on} 15 min"),
    ]
    key = "ask_whether.some" if items else "ask_whether.none"
    words = paragraph(voice, key, body=body.name, day=meeting.held_on, items=tuple(f"TOP {i.position}" for i in items))
    blocks: tuple[Block, ...] = (words, *listing(voice, [option.label for option in options], start=1))
    expires = rules.starts_at(meeting, ctx.house.zone)
    reason = f"ask/{meeting.id}/{meeting.held_on}"
    posts.write(ctx, body, blocks, reason, expires_at=expires, options=options)


@part.command("weekly.close", de=("schluss", "sitzung schließen", "ende"), en=("close",), right=Right.LEAD, final=True)
def close(ctx: Context) -> None:
    """Close the meeting: results are listed, what was not dealt with goes to the next one."""
    meeting = current_meeting(ctx)
    if meeting is None:
        raise Refused("meetings.list.none")
    if rules.starts_at(meeting, ctx.house.zone) > ctx.now:
        raise Refused("meeting.not_begun", moment=planning.moment(meeting))
    _close(ctx, meeting, ctx.body, by_itself=False)


@part.duty(planning.CLOSE)
def close_forgotten(ctx: Context, meeting_id: int) -> None:
    """On the next working day, close a meeting that nobody closed."""
    found = _planned(ctx, meeting_id)
    if found:
        _close(ctx, *found, by_itself=True)


def _close(ctx: Context, meeting: Meeting, body: Body, *, by_itself: bool) -> None:
    items = agenda.of_meeting(ctx.tx, meeting.id)
    done = [item for item in items if item.state in (ItemState.DONE, ItemState.REFERRED)]
    meetings.change(ctx.tx, meeting.id, now=ctx.now, state=MeetingState.HELD)
    duties.cancel(ctx.tx, planning.OF_A_MEETING, meeting.id)
    moved = planning.roll_over(ctx, meeting)
    target = planning.next_meeting(ctx, body.id, after=meeting)
    returning.left_over(ctx, moved, target)
    if done or moved or not by_itself:
        _post_results(ctx, meeting, body, moved, target)
    if target:
        posts.refresh_agenda(ctx, target)
        for item_id in moved:
            item = agenda.by_id(ctx.tx, item_id)
            assert item is not None
            posts.ask_about_postponed(ctx, item, body, target)


def _post_results(ctx: Context, meeting: Meeting, body: Body, moved: list[int], target: Meeting | None) -> None:
    """The list of results: what came out, who does what by when, what goes to the next date."""
    voice = Voice(body.language)
    lines = _results(ctx, meeting)
    blocks: list[Block] = [paragraph(voice, "results.title", body=body.name, day=meeting.held_on)]
    blocks += listing(voice, lines, start=1) or (paragraph(voice, "results.none"),)
    given = _given(ctx, meeting)
    if given:
        blocks.append(paragraph(voice, "results.assignments"))
        blocks += listing(voice, given)
    if moved:
        titles = tuple(
            phrase("quoted", text=item.title) for item in (agenda.by_id(ctx.tx, one) for one in moved) if item
        )
        key = "results.moved" if target else "results.parked"
        moment = planning.moment(target) if target else ""
        blocks.append(paragraph(voice, key, titles=titles, moment=moment))
    elif target:
        blocks.append(paragraph(voice, "results.next", moment=planning.moment(target)))
    posts.write(ctx, body, blocks, f"results/{meeting.id}", about=f"meeting:{meeting.id}", notice=True)


def _results(ctx: Context, meeting: Meeting) -> list[Phrase]:
    decided = wording.of_meeting(ctx, meeting.id)
    done = [
        item
        for item in agenda.of_meeting(ctx.tx, meeting.id)
        if item.state in (ItemState.DONE, ItemState.REFERRED)
        and (not item.standing or item.id in decided or agenda.outcomes(ctx.tx, [item.id]))
    ]
    texts: dict[int, list[str]] = {}
    for outcome in agenda.outcomes(ctx.tx, [item.id for item in done]):
        texts.setdefault(outcome.item_id, []).append(outcome.text)
    listed = {item.id for item in done}
    return [
        phrase("results.line", title=item.title, text=words)
        if (words := _came_out(texts.get(item.id, []), decided.get(item.id, [])))
        else phrase("results.line.bare", title=item.title)
        for item in done
    ] + [words for item_id, several in decided.items() if item_id not in listed for words in several]


def _came_out(texts: list[str], decided: list[Phrase]) -> object:
    """What was recorded to an item, and what was decided about it; empty where neither was."""
    said: list[object] = ["; ".join(texts)] if texts else []
    return said[0] if said and not decided else (*said, *decided)


def _given(ctx: Context, meeting: Meeting) -> list[Phrase]:
    ids = {item.id for item in agenda.of_meeting(ctx.tx, meeting.id)}
    every = {one.id: one for one in bodies.every(ctx.tx)}
    given = [
        one
        for one in assignments.concerning(ctx.tx, [meeting.body_id], ended=True)
        if one.giver_id == meeting.body_id
        and (one.item_id in ids or one.issued_at.astimezone(ctx.house.zone).date() == meeting.held_on)
    ]
    return [
        phrase(
            "results.assignment",
            number=one.number,
            title=one.title,
            receiver=every[one.receiver_id].sign if one.receiver_id else one.receiver_unit,
            day=one.due_on,
        )
        for one in given
    ]


@part.duty("weekly.horizon", daily=time(8, 0))
def look_ahead(ctx: Context, _id: int) -> None:
    """Plan the dates of running series further, and forget questions that nobody answered."""
    for series in meetings.running_series(ctx.tx):
        planning.extend(ctx, series)
    questions.forget_expired(ctx.tx, ctx.now)
