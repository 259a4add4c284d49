"""What the commands about assignments share: who may act, what is said where, and handing in."""

from commands import answering, posts
from commands.assignments import attached
from commands.context import Context, paragraph
from commands.dates.readings import Note
from commands.document import Block
from commands.rules import assignments as rules
from commands.rules.access import Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from storage import assignments, bodies, rooms
from storage.assignment_records import Assignment, AssignmentState, Entry, EntryKind
from storage.records import Body


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
    """Let an event happen: check the state, write the history, and change the assignment."""
    accepted = assignments.last_entry(ctx.tx, one.id, EntryKind.ACCEPTED) is not None
    state = rules.step(one, event, accepted_before=accepted)
    entry_id = assignments.add_entry(ctx.tx, one.id, kind, text, ctx.now)
    ctx.made("entry", entry_id)
    ctx.answer.about = f"assignment:{one.id}"
    assignments.change(ctx.tx, one.id, state=state, changed_at=ctx.now, **values)
    changed = assignments.by_id(ctx.tx, one.id)
    assert changed is not None
    return changed


def tell(ctx: Context, one: Assignment, side: Side, key: str, **data: object) -> None:
    """Tell the other side's room what has happened; nothing when it is the room in which it was said.

    What came from an encrypted room goes into an unencrypted one only as a number.
    """
    body = side_body(ctx, one, side)
    if body.id == ctx.body.id:
        return
    voice = Voice(body.language)
    if not carries(ctx, ctx.body, body):
        key, data = "assignment.told.elsewhere", {"body": ctx.body.name}
    blocks: tuple[Block, ...] = (paragraph(voice, key, number=one.number, title=one.title, **data),)
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    reason = f"told/{one.id}/{cause}/{ctx.line}/{key}"
    posts.write(ctx, body, blocks, reason, about=f"assignment:{one.id}")


def carries(ctx: Context, source: Body, target: Body) -> bool:
    """Whether texts of one body may be posted in the room of another: never from encrypted to unencrypted."""
    origin = rooms.get(ctx.tx, source.room_id) if source.room_id else None
    goal = rooms.get(ctx.tx, target.room_id) if target.room_id else None
    return goal is not None and (goal.encrypted or origin is None or not origin.encrypted)


def hand_in(ctx: Context, one: Assignment, text: str) -> None:
    """Hand in the result of an assignment; a later version leaves the earlier one in the history."""
    may_act(ctx, one, Event.HAND_IN)
    if not text:
        raise Refused("assignment.result_empty", number=one.number)
    version = one.version + 1
    one = happen(ctx, one, Event.HAND_IN, EntryKind.RESULT, text, version=version)
    ctx.say(
        "assignment.handed_in" if version == 1 else "assignment.handed_in.again", number=one.number, version=version
    )
    tell(
        ctx,
        one,
        Side.GIVER,
        "assignment.told.result",
        version=version,
        text=attached.told(ctx, one, text, giver(ctx, one)),
        receiver=receiver_name(ctx, one),
        expected=one.expected or phrase("assignment.expected_unsaid"),
    )
    attached.pass_on(ctx, attached.of_version(ctx, one, version), giver(ctx, one))


def say_moved(ctx: Context, note: Note | None) -> None:
    """Say that a deadline was read as another day than the one that was said, and why."""
    if note is not None and note.key == "deadline.moved":
        ctx.say(f"deadline.moved.{note.reason}", day=note.from_, name=note.name)


def state_words(ctx: Context, one: Assignment) -> object:
    """The state in words, with the flag that is only computed."""
    if rules.is_overdue(one, ctx.today):
        return phrase("assignment.overdue_since", day=one.due_on)
    if one.state is AssignmentState.CLOSED and one.use:
        return phrase("assignment.closed_with", use=one.use)
    return one.state


def show(ctx: Context, one: Assignment) -> None:
    """Show an assignment with its history."""
    ctx.answer.about = f"assignment:{one.id}"
    ctx.say("assignment.details", number=one.number, title=one.title)
    rows = [
        phrase("assignment.from_to", giver=giver(ctx, one).sign, receiver=receiver_name(ctx, one)),
        phrase("assignment.due_and_state", day=one.due_on, state=state_words(ctx, one)),
    ]
    if one.expected:
        rows.append(phrase("assignment.expects", expected=one.expected))
    ctx.list(rows)
    ctx.list([_entry(ctx, entry) for entry in assignments.history(ctx.tx, one.id)])
    ctx.list(attached.rows(ctx, one))


def _entry(ctx: Context, entry: Entry) -> object:
    day = entry.at.astimezone(ctx.house.zone).date()
    key = "entry.line" if entry.text else "entry.line.bare"
    return phrase(key, day=day, kind=entry.kind, text=entry.text)
