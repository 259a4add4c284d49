"""Extensions: asked for by the receiver, granted or denied by the giver, who also changes a due day directly."""

from datetime import date, timedelta
from typing import Annotated

from commands import posts
from commands.assignments import handing
from commands.assignments.consequences import consequences, remaining, whole_line
from commands.assignments.due_kinds import NEW_DUE, WHOSE_DUE, NewDue
from commands.assignments.handing import happen, may_act, tell
from commands.assignments.kinds import ASSIGNMENT
from commands.context import SLOT, Context, Option, listing, paragraph
from commands.kinds import TEXT
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from storage.assignment_records import Assignment, EntryKind
from storage.records import Body

part = Part()

_ASKED_FOR = timedelta(days=7)
"""So long a „ja“ to the post grants an extension; afterwards it takes the whole command."""


@part.command(
    "extension.due",
    de=("frist", "fristverlängerung", "verlängern"),
    en=("due", "extension", "extend"),
)
def due(ctx: Context, one: Annotated[Assignment, WHOSE_DUE], wanted: Annotated[NewDue | None, NEW_DUE] = None) -> None:
    """Ask for another due day as the receiver, or set one as the giver; without a day, show the present one."""
    if wanted is None:
        _show(ctx, one)
        return
    if wanted.day is None and wanted.longer is None:
        _ask_day(ctx, one, wanted.reason)
        return
    day = _day(ctx, one, wanted)
    if handing.side_body(ctx, one, Side.GIVER).id == ctx.body.id:
        _set(ctx, one, day, wanted.reason)
    else:
        _ask(ctx, one, day, wanted.reason)
    handing.say_moved(ctx, wanted.note)


def _show(ctx: Context, one: Assignment) -> None:
    ctx.answer.about = f"assignment:{one.id}"
    ctx.answer.asked_back = True  # nothing was recorded
    ctx.say("due.shown", number=one.number, day=one.due_on, state=handing.state_words(ctx, one))
    rows = [row for row in (whole_line(ctx, one),) if row]
    if one.state in rules.AT_WORK and one.due_on >= ctx.today:
        rows.append(remaining(ctx, one.due_on))
    if one.asked_due_on:
        rows.append(phrase("due.asked", day=one.asked_due_on))
    ctx.list(rows)


def _ask_day(ctx: Context, one: Assignment, reason: str) -> None:
    ctx.say("due.until_when", number=one.number, day=one.due_on)
    command = f"{'frist' if ctx.language == 'de' else 'due'} {one.number} {SLOT} {reason}".strip()
    ctx.ask([], hours=0.5, back=True, slot="deadline", slot_command=command)


def _day(ctx: Context, one: Assignment, wanted: NewDue) -> date:
    """The day that is meant. Raises Refused for one that is over or is the due day already."""
    if wanted.longer is not None:
        day = ctx.calendar.next_working_day(max(one.due_on, ctx.today) + wanted.longer)
    else:
        assert wanted.day is not None
        day = wanted.day
    if day < ctx.today:
        raise Refused("date.past", day=day)
    if day == one.due_on:
        raise Refused("due.same", number=one.number, day=day)
    return day


def _set(ctx: Context, one: Assignment, day: date, reason: str) -> None:
    """The giver's own word: the day is changed at once, and the receiver is told."""
    may_act(ctx, one, Event.EXTEND)
    before = one.due_on
    text = ctx.voice.plain(phrase("due.entry.set", day=day, before=before, reason=reason)).strip()
    following = consequences(ctx, one, day)
    one = happen(ctx, one, Event.EXTEND, EntryKind.EXTENSION_GRANTED, text, **_moved_to(day))
    ctx.say("due.set", number=one.number, day=day, before=before)
    ctx.list(following)
    tell(ctx, one, Side.RECEIVER, "due.told.set", text=text, giver=ctx.body.name)


def _ask(ctx: Context, one: Assignment, day: date, reason: str) -> None:
    """The receiver's wish: the giver's room gets it with the reason and what it does to the dates above."""
    may_act(ctx, one, Event.ASK_EXTENSION)
    if day < one.due_on:
        raise Refused("due.sooner", number=one.number, day=one.due_on)
    when = "before" if ctx.today <= one.due_on else "after"
    entry = phrase(f"due.entry.asked.{when}", day=day, due=one.due_on, reason=reason)
    text = ctx.voice.plain(entry).strip()
    one = happen(ctx, one, Event.ASK_EXTENSION, EntryKind.EXTENSION_ASKED, text, asked_due_on=day)
    giver = handing.giver(ctx, one)
    ctx.say("due.asked_for", number=one.number, day=day, body=giver.name, due=one.due_on)
    whole = whole_line(ctx, one)
    ctx.list([whole] if whole else [])
    if handing.carries(ctx, ctx.body, giver):
        _put_to_giver(ctx, one, giver, day, text)
    else:
        tell(ctx, one, Side.GIVER, "assignment.told.elsewhere")


def _put_to_giver(ctx: Context, one: Assignment, giver: Body, day: date, text: str) -> None:
    """Post the request in the giver's room; „ja“ and „nein“ decide it, each for the very day that stands there."""
    voice = Voice(giver.language)
    words = {"number": one.number, "title": one.title, "receiver": handing.receiver_name(ctx, one), "text": text}
    blocks = (
        paragraph(voice, "due.told.asked.for", **words),
        *listing(voice, consequences(ctx, one, day)),
        paragraph(voice, "due.told.asked.how", number=one.number),
    )
    grant, deny = ("bewilligen", "ablehnen") if giver.language == "de" else ("grant", "deny")
    by = "bis" if giver.language == "de" else "by"
    options = [
        Option(phrase("yes"), f"{grant} {one.number} {by} {day:%Y-%m-%d}"),
        Option(phrase("no"), f"{deny} {one.number}"),
    ]
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    posts.write(
        ctx,
        giver,
        blocks,
        f"told/{one.id}/{cause}/{ctx.line}/extension",
        about=f"assignment:{one.id}",
        options=options,
        expires_at=ctx.now + _ASKED_FOR,
    )


@part.command("extension.grant", de=("bewilligen", "verlängerung bewilligen"), en=("grant",), right=Right.LEAD)
def grant(
    ctx: Context, one: Annotated[Assignment, ASSIGNMENT], until: Annotated[NewDue | None, NEW_DUE] = None
) -> None:
    """Grant the extension that was asked for, or one to another day."""
    may_act(ctx, one, Event.EXTEND)
    rules.step(one, Event.EXTEND)
    asked, before = _asked(one), one.due_on
    is_said = until is not None and (until.day or until.longer)
    day = _day(ctx, one, until) if until and is_said else asked
    reason = until.reason if until else ""
    if day < ctx.today:
        raise Refused("due.grant_past", number=one.number, day=day)
    text = ctx.voice.plain(phrase("due.entry.set", day=day, before=before, reason=reason)).strip()
    one = happen(ctx, one, Event.EXTEND, EntryKind.EXTENSION_GRANTED, text, **_moved_to(day))
    ctx.say("due.granted", number=one.number, day=day, receiver=handing.receiver_name(ctx, one))
    handing.say_moved(ctx, until.note if until else None)
    key = "due.told.granted" if day == asked else "due.told.granted.other"
    tell(ctx, one, Side.RECEIVER, key, text=text, asked=asked, giver=ctx.body.name)


@part.command("extension.deny", de=("ablehnen", "verlängerung ablehnen"), en=("deny",), right=Right.LEAD)
def deny(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], reason: Annotated[str, TEXT] = "") -> None:
    """Deny the extension that was asked for; the due day stays."""
    if ctx.body.id == one.receiver_id:
        raise Refused("due.no_denial", number=one.number)  # a receiver never refuses
    may_act(ctx, one, Event.DENY_EXTENSION)
    rules.step(one, Event.DENY_EXTENSION)
    _asked(one)
    one = happen(ctx, one, Event.DENY_EXTENSION, EntryKind.EXTENSION_DENIED, reason, asked_due_on=None)
    ctx.say("due.denied", number=one.number, day=one.due_on, receiver=handing.receiver_name(ctx, one))
    key = "due.told.denied" if reason else "due.told.denied.bare"
    tell(ctx, one, Side.RECEIVER, key, day=one.due_on, reason=reason, giver=ctx.body.name)


def _asked(one: Assignment) -> date:
    if one.asked_due_on is None:
        raise Refused("due.none_asked", number=one.number, day=one.due_on)
    return one.asked_due_on


def _moved_to(day: date) -> dict[str, object]:
    """A due day that changes begins the ladder anew and settles what was asked."""
    return {"due_on": day, "asked_due_on": None, "ladder_step": 0}
