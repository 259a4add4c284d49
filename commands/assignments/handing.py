"""What the commands about assignments share: who may act, what is said where, and handing in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from commands import answering, posts
from commands.assignments import attached, presenting
from commands.context import SLOT, Context, Option, paragraph
from commands.dates.readings import Note
from commands.document import Block
from commands.rules import assignments as rules
from commands.rules import traffic_light
from commands.rules.access import Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.rules.traffic_light import Light
from commands.texts.voice import Voice, phrase
from storage import assignment_parts, assignments, bodies, rooms
from storage.assignment_records import Assignment, AssignmentState, EntryKind
from storage.records import Body, ItemState

ANSWER_WITHIN = timedelta(days=21)
"""So long a question in another body's room waits for an answer."""
_LONG = 400
"""A result of more characters is asked for in two sentences as well."""

SETTLED: Mapping[str, object] = {"at_risk": False, "asked_due_on": None}
"""What a result settles: nothing is at risk any more, and no other due day is wanted."""


def giver(ctx: Context, one: Assignment) -> Body:
    return bodies.by_id(ctx.tx, one.giver_id)


def receiver(ctx: Context, one: Assignment) -> Body | None:
    return bodies.by_id(ctx.tx, one.receiver_id) if one.receiver_id else None


def receiver_name(ctx: Context, one: Assignment) -> str:
    body = receiver(ctx, one)
    return body.sign if body else one.receiver_unit or ""


def side_body(ctx: Context, one: Assignment, side: Side) -> Body:
    """The body that acts for a side; for a unit without a room the giver does."""
    return giver(ctx, one) if side is Side.GIVER or one.receiver_id is None else bodies.by_id(ctx.tx, one.receiver_id)


def may_act(ctx: Context, one: Assignment, event: Event) -> None:
    """Refuse the event in a room other than that of the body that leads the side it belongs to.

    Of the roles in it `rules.may_cause` has the last word, whatever the command declares.
    """
    bodies_of = {side: side_body(ctx, one, side) for side in Side if side in rules.STEPS[event].sides}
    here = [side for side, body in bodies_of.items() if body.id == ctx.body.id]
    if not here:
        raise Refused("assignment.other_room", number=one.number, body=next(iter(bodies_of.values())).name)
    if not any(rules.may_cause(event, side, ctx.roles) for side in here):
        answering.refuse(ctx, Right.LEAD)


def happen(ctx: Context, one: Assignment, event: Event, kind: EntryKind, text: str, **values: object) -> Assignment:
    """Let an event happen: check the state, write the history, and change the assignment and what hangs on it."""
    state = rules.step(one, event, accepted_before=_accepted_before(ctx, one))
    entry_id = assignments.add_entry(ctx.tx, one.id, kind, text, ctx.now)
    ctx.made("entry", entry_id)
    ctx.answer.about = f"assignment:{one.id}"
    assignments.change(ctx.tx, one.id, **{"state": state, "changed_at": ctx.now, **values})
    if event in _OFF_THE_AGENDA:
        presenting.take_off_agenda(ctx, one, _OFF_THE_AGENDA[event])
    if state in rules.ENDED:
        assignment_parts.drop_transfer(ctx.tx, one.id)
    changed = assignments.by_id(ctx.tx, one.id)
    assert changed is not None
    return changed


_OFF_THE_AGENDA = {
    Event.APPROVE: ItemState.DONE,
    Event.WITHDRAW: ItemState.DROPPED,
    Event.MOOT: ItemState.DROPPED,
}


def _accepted_before(ctx: Context, one: Assignment) -> bool:
    """Whether the present lead has accepted; an earlier one does not count."""
    accepted = assignments.last_entry(ctx.tx, one.id, EntryKind.ACCEPTED)
    passed_on = assignments.last_entry(ctx.tx, one.id, EntryKind.PASSED_ON)
    return accepted is not None and (passed_on is None or passed_on.id < accepted.id)


def tell(ctx: Context, one: Assignment, side: Side, key: str, **data: Any) -> None:
    """Tell the other side's room what has happened; nothing when it is the room in which it was said."""
    tell_body(ctx, one, side_body(ctx, one, side), key, **data)


def tell_body(
    ctx: Context, one: Assignment, body: Body, key: str, *, options: Sequence[Option] = (), **data: Any
) -> None:
    """Tell a body's room what has happened to an assignment; nothing when it is the room in which it was said.

    What came from an encrypted room goes into an unencrypted one only as a number.
    """
    if ctx.room_body is not None and body.id == ctx.room_body.id:
        return
    voice, source = Voice(body.language), ctx.room_body or giver(ctx, one)
    if not carries(ctx, source, body):
        key, data = "assignment.told.elsewhere", {"body": source.name}
    blocks: tuple[Block, ...] = (paragraph(voice, key, **{"number": one.number, "title": one.title, **data}),)
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    reason = f"told/{one.id}/{cause}/{ctx.line}/{key}"
    expires = ctx.now + ANSWER_WITHIN if options else None
    about = f"assignment:{one.id}"
    posts.write(ctx, body, blocks, f"{reason}/{body.id}", about=about, options=options, expires_at=expires)


def carries(ctx: Context, source: Body, target: Body) -> bool:
    """Whether texts of one body may be posted in the room of another: never from encrypted to unencrypted."""
    origin = rooms.get(ctx.tx, source.room_id) if source.room_id else None
    goal = rooms.get(ctx.tx, target.room_id) if target.room_id else None
    return goal is not None and (goal.encrypted or origin is None or not origin.encrypted)


def hand_in(ctx: Context, one: Assignment, text: str, *, anyway: str = "", summary: str = "") -> None:
    """Hand in the result of an assignment; a later version leaves the earlier one in the history.

    `anyway` is the word that answers the question about open parts; where none are open it belongs to the text.
    `summary`: the two sentences for the level above, kept beside the result. Without any words they are asked for.
    """
    may_act(ctx, one, Event.HAND_IN)
    rules.step(one, Event.HAND_IN)
    waiting = open_parts(ctx, one)
    if anyway and not waiting:
        text, anyway = f"{anyway} {text}".strip(), ""
    if waiting and not anyway:
        _ask_in_spite_of(ctx, one, text, summary, waiting)
        return
    if not text and not summary:
        ask_sentences(ctx, one, anyway=anyway)
        return
    version = one.version + 1
    one = happen(ctx, one, Event.HAND_IN, EntryKind.RESULT, text, version=version, **SETTLED)
    if summary:
        ctx.made("entry", assignments.add_entry(ctx.tx, one.id, EntryKind.SUMMARY, summary, ctx.now))
    if waiting:
        numbers = ", ".join(part.number for part in waiting)
        assignments.add_entry(ctx.tx, one.id, EntryKind.OPEN_PARTS, numbers, ctx.now)
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say(
        "assignment.handed_in" if version == 1 else "assignment.handed_in.again", number=one.number, version=version
    )
    _tell_result(ctx, one, summary or text)
    attached.pass_on(ctx, attached.of_version(ctx, one, version), giver(ctx, one))
    if len(text) > _LONG and not summary:
        ask_sentences(ctx, one)


def _tell_result(ctx: Context, one: Assignment, text: str) -> None:
    """Put the result onto the giver's next agenda, and tell the giver of it."""
    put = presenting.put_on_agenda(ctx, one)
    words: dict[str, object] = {
        "version": one.version,
        "text": attached.told(ctx, one, text, giver(ctx, one)),
        "receiver": receiver_name(ctx, one),
        "expected": one.expected or phrase("assignment.expected_unsaid"),
    }
    if put is None:
        tell(ctx, one, Side.GIVER, "assignment.told.result", **words)
        return
    item, meeting = put
    if side_body(ctx, one, Side.GIVER).id == ctx.body.id:
        ctx.say("assignment.on_agenda", top=item.position, day=meeting.held_on)
    tell(ctx, one, Side.GIVER, "assignment.told.result.top", top=item.position, day=meeting.held_on, **words)


def open_parts(ctx: Context, one: Assignment) -> list[Assignment]:
    """The parts below an assignment whose result is not accepted yet."""
    below = assignment_parts.open_descendants(ctx.tx, one.id)
    return [part for part in below if part.state is not AssignmentState.APPROVED]


def parts_list(ctx: Context, parts: Sequence[Assignment]) -> tuple[object, ...]:
    """Parts in short: number and state; the first ones of many."""
    shown = [phrase("assignment.part.short", number=one.number, state=state_words(ctx, one)) for one in parts[:8]]
    return (*shown, phrase("and_more", count=len(parts) - 8)) if len(parts) > 8 else tuple(shown)


def _ask_in_spite_of(ctx: Context, one: Assignment, text: str, summary: str, waiting: Sequence[Assignment]) -> None:
    german = ctx.language == "de"
    ctx.say("assignment.open_parts", count=len(waiting), parts=parts_list(ctx, waiting))
    word = ("kurzfassung" if german else "summary") if summary else ("ergebnis" if german else "result")
    command = f"{word} {one.number} {'trotzdem' if german else 'anyway'} {summary or text}".rstrip()
    ctx.ask([Option(phrase("yes"), command), Option(phrase("no"), "")], back=True)


def ask_sentences(ctx: Context, one: Assignment, *, anyway: str = "") -> None:
    """Ask for the two sentences that the level above reads; the next message of the same person is taken for them."""
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.sentences", number=one.number, body=giver(ctx, one).name)
    word = "kurzfassung" if ctx.language == "de" else "summary"
    head = f"{word} {one.number} {anyway}".rstrip()
    ctx.ask([], hours=0.5, back=True, slot="sentences", slot_command=f"{head} {SLOT}")


def summarise(ctx: Context, one: Assignment, text: str, *, anyway: str = "") -> None:
    """Keep two sentences for the level above: beside a result that was handed in, or as what is handed in now."""
    if one.state is not AssignmentState.HANDED_IN:
        hand_in(ctx, one, "", anyway=anyway, summary=text)
        return
    may_act(ctx, one, Event.HAND_IN)
    ctx.made("entry", assignments.add_entry(ctx.tx, one.id, EntryKind.SUMMARY, text, ctx.now))
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.summarised", number=one.number)
    tell(ctx, one, Side.GIVER, "assignment.told.summary", text=text, receiver=receiver_name(ctx, one))


def ask_about_parts(ctx: Context, one: Assignment) -> None:
    """After the end of an assignment, name its open parts and ask whether they are to be withdrawn as well."""
    left = assignment_parts.open_descendants(ctx.tx, one.id)
    if not left:
        return
    ctx.say("parts.still_open", count=len(left), parts=parts_list(ctx, left))
    word = "teile zurückziehen" if ctx.language == "de" else "withdraw parts"
    ctx.ask([Option(phrase("yes"), f"{word} {one.number}"), Option(phrase("no"), "")])


def say_moved(ctx: Context, note: Note | None) -> None:
    """Say that a deadline was read as another day than the one that was said, and why."""
    if note is not None and note.key == "deadline.moved":
        ctx.say(f"deadline.moved.{note.reason}", day=note.from_, name=note.name)


def state_words(ctx: Context, one: Assignment) -> object:
    """The state in words, with the traffic light where it is not „im Plan“: late, or at risk and why."""
    light = traffic_light.light(one, ctx.today)
    if light is Light.OVERDUE:
        return phrase("assignment.overdue_since", day=one.due_on)
    if light is Light.AT_RISK:
        said = assignments.last_entry(ctx.tx, one.id, EntryKind.AT_RISK)
        reason, _need = traffic_light.reason_and_need(said.text if said else "")
        return phrase("light.at_risk.why", state=one.state, reason=reason)
    if one.state is AssignmentState.RESTING and one.resting_until:
        return phrase("assignment.rests_until", day=one.resting_until)
    if one.state is AssignmentState.CLOSED and one.use:
        return phrase("assignment.closed_with", use=one.use)
    return one.state


def state_and_light(ctx: Context, one: Assignment) -> object:
    """The state in words and always the traffic light, „im Plan“ too, while there is work to do."""
    state = state_words(ctx, one)
    if one.state in rules.AT_WORK and traffic_light.light(one, ctx.today) is Light.ON_TRACK:
        return phrase("light.with_state", state=state, light=Light.ON_TRACK)
    return state
