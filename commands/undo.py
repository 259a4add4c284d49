"""Taking back the last own action."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time

from sqlalchemy.exc import IntegrityError

from commands import posts
from commands.allowing import allow_again
from commands.assignments.sight import as_seen
from commands.context import Context
from commands.dates.readings import Moment
from commands.registry import Part, Registry
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.undoing import EDIT, FINAL, KEPT
from storage import agenda, assignments, changes, erasure, inbox, meetings, outbox, questions, sources
from storage.changes import Action
from storage.post_records import Letter, LetterState
from storage.recording import LETTER, Change

_MOST = 3
"""So many things are named; of more only what was done with them."""

_DUTY = "duty"


def taking_back(registry: Callable[[], Registry]) -> Part:
    """Taking back the commands of a registry, to be part of it."""
    part = Part()

    @part.command("undo.last", de=("rückgängig", "zurücknehmen"), en=("undo",), right=Right.ANYONE, receipt=False)
    def undo(ctx: Context) -> None:
        """Take back what the last own message in this room changed, if nobody has built on it."""
        _undo(ctx, registry())

    @part.duty("undo.forget", daily=time(8))
    def forget(ctx: Context, _: int) -> None:
        """Nothing of the journal is kept for longer than it can be used."""
        changes.forget(ctx.tx, before=ctx.now - KEPT)

    return part


def _undo(ctx: Context, registry: Registry) -> None:
    assert ctx.sender is not None and ctx.room_id is not None
    action = changes.last(ctx.tx, ctx.sender, ctx.room_id, ctx.now - KEPT)
    if action is None:
        raise Refused("undo.nothing")
    for right in [one.right for one in registry.commands if one.name in action.commands] or [Right.MEMBER]:
        allow_again(ctx, right, action.event_id)
    if FINAL in action.changes:
        raise Refused("undo.final", what=_summary(ctx, action))
    what = _what(ctx, action)
    try:
        _put_back(ctx, action)
    except IntegrityError as error:
        raise Refused("undo.changed", what=what) from error
    for made in sources.made_by(ctx.tx, action.event_id):
        if made[1] == "question":
            questions.close(ctx.tx, made[2])
    _take_back_post(ctx, action)
    _remember(ctx, action)
    changes.forget_of(ctx.tx, ctx.sender, ctx.room_id)
    ctx.forget()
    for meeting_id in _meetings_touched(action):
        meeting = meetings.by_id(ctx.tx, meeting_id)
        if meeting:
            posts.refresh_agenda(ctx, meeting)
    ctx.say("undo.done", what=what)


def _put_back(ctx: Context, action: Action) -> None:
    """Make all rows what they were. Raises Refused if one of them has become something else since."""
    own = [one for one in action.changes if one.table not in (LETTER, _DUTY)]
    for one in own:
        if not changes.stands(ctx.tx, one):
            raise Refused("undo.changed", what=_label(ctx, one) or _what(ctx, action))
    for one in own:
        changes.put_back(ctx.tx, one, ctx.now)
    duties = [one for one in action.changes if one.table == _DUTY]
    for one in sorted(duties, key=lambda duty: duty.before is not None):  # the new ones first: no two are alike
        if changes.stands(ctx.tx, one):  # what the clock has carried out since is not unsaid
            changes.put_back(ctx.tx, one, ctx.now)
    for one in own:
        if one.table == "meeting" and one.before is None and agenda.of_meeting(ctx.tx, one.key["id"]):
            raise Refused("undo.changed", what=_label(ctx, one) or "")


def _take_back_post(ctx: Context, action: Action) -> None:
    """Take back the posts that the action wrote, and the mark that it was carried out; the answer stays."""
    letters = [outbox.letter_by_id(ctx.tx, one.key["id"]) for one in action.changes if one.table == LETTER]
    for letter in (*letters, outbox.letter_by_reason(ctx.tx, f"mark/{action.event_id}")):
        if letter is not None and letter.target is None:
            _take_back(ctx, letter)


def _take_back(ctx: Context, letter: Letter) -> None:
    if letter.state is LetterState.PENDING:
        erasure.set_aside(ctx.tx, letter.id)
        return
    if letter.state is LetterState.PARKED:
        return
    if letter.state is LetterState.SENT:
        erasure.rewrite(ctx.tx, letter.id, {})
    outbox.write_letter(
        ctx.tx,
        reason=f"undone/{letter.id}",
        room_id=letter.room_id,
        event_type="m.room.redaction",
        content={},
        target=letter.id,
        not_before=ctx.now,
        priority=outbox.PROMPT,
    )


def _remember(ctx: Context, action: Action) -> None:
    """Keep that this answer speaks of what those messages had made: should one of them be removed, its words go too."""
    seq = inbox.seq_of(ctx.tx, ctx.event_ids[0])
    for event_id in dict.fromkeys(
        (action.event_id, *(one.after["event_id"] for one in action.changes if one.table == "source" and one.after))
    ):
        if seq is not None:
            sources.note(ctx.tx, event_id, 0, "undone", seq)


def _meetings_touched(action: Action) -> Iterator[int]:
    found = [one.key["id"] for one in action.changes if one.table == "meeting"]
    images = [image for one in action.changes if one.table == "item" for image in (one.before, one.after) if image]
    found += [image["meeting_id"] for image in images if image["meeting_id"] is not None]
    return iter(dict.fromkeys(found))


# -- what it is called ------------------------------------------------------------------------------------------------


def _what(ctx: Context, action: Action) -> object:
    """The things that are taken back, or how they were before and what is no longer done with them."""
    first = list(reversed(action.changes))
    made = _labels(ctx, [one for one in first if one.before is None])
    if made:
        return made
    changed = _labels(ctx, [one for one in first if one.before is not None])
    return phrase("undo.of", things=changed, how=_summary(ctx, action)) if changed else _summary(ctx, action)


def _labels(ctx: Context, some: Sequence[Change]) -> tuple[Phrase, ...]:
    found = {repr(label): label for one in some if (label := _label(ctx, one)) is not None}
    return tuple(found.values()) if len(found) <= _MOST else ()


def _label(ctx: Context, one: Change) -> Phrase | None:
    image = one.before or one.after or {}
    match one.table:
        case "item" if image["meeting_id"] is not None:
            return phrase("item.label", number=image["position"], title=image["title"])
        case "item" | "standing_item" | "goal":
            return phrase("quoted", text=image["title"])
        case "assignment":
            known = assignments.by_id(ctx.tx, image["id"])
            seen = as_seen(ctx, known) if known else None
            title = image["title"] if seen is known or seen is None else seen.title
            return phrase("assignment.label", number=image["number"], title=title)
        case "meeting" if image["series_id"] is None:
            moment = Moment(date.fromisoformat(image["held_on"]), time.fromisoformat(image["begins"]))
            return phrase("plain", text=moment)
    return None


def _summary(ctx: Context, action: Action) -> str:
    """What the commands do, in the words of the help."""
    keys = [f"{name}.summary" if name != EDIT else "undo.edit" for name in action.commands]
    return ", ".join(ctx.voice.plain(phrase(key)).rstrip(".") for key in keys)
