"""Files posted as a result: kept as references, version by version."""

import re
from dataclasses import replace
from typing import Annotated

from commands.assignments import attached, handing
from commands.assignments.attached import PROPOSED, RESULT
from commands.assignments.handing import may_act, tell
from commands.assignments.kinds import ASSIGNMENT
from commands.context import SLOT, Asked, Context, Option
from commands.handwriting import tidy
from commands.kinds import NUMBER, Absent
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import LEADING, Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.stimuli import Filed
from commands.texts.voice import phrase
from storage import assignments, inbox, kept_files, outbox, sources
from storage.assignment_records import Assignment, AssignmentState

part = Part()

_ORDER = re.compile(r"!?\s{0,9}(?:ergebnis|result)\b[\s:]*", re.I)
_HOURS = 0.5
"""So long the next message of whoever handed in a file may be the two sentences about it."""


def take_in(ctx: Context, filed: Filed) -> bool:
    """Take a file as the result of an assignment, or as part of it. Whether it was meant as such.

    It is if it replies to a post about an assignment or to the message that handed in its result, or carries
    `!ergebnis A3`. Raises Refused, and Unclear for a number that several have.
    """
    caption = tidy(filed.caption)
    order = _ORDER.match(caption)
    if order is None and caption.startswith("!"):
        return False
    ctx.about = ctx.about or _ordered(ctx, filed.reply_to)
    if order is None and (ctx.about is None or ctx.about[0] != "assignment"):
        return False
    try:
        one, text = ASSIGNMENT.take(caption[order.end() :] if order else "", ctx)
    except Absent as absent:
        raise Refused("file.which") from absent
    body = handing.side_body(ctx, one, Side.RECEIVER)
    if body.id != ctx.body.id:
        raise Refused("assignment.other_room", number=one.number, body=body.name)
    text = text if order else caption
    if LEADING.isdisjoint(ctx.roles):
        _propose(ctx, one, filed)
    else:
        attached.keep(ctx, filed, RESULT, one.id, _version(one))
        _put_in(ctx, one, text.strip(" :"))
    ctx.answer.about = f"assignment:{one.id}"
    return True


def _ordered(ctx: Context, event_id: str | None) -> tuple[str, int] | None:
    """The assignment that a person's own message in this room was about."""
    if event_id is None or inbox.room_of(ctx.tx, event_id) != ctx.room_id:
        return None
    for _line, kind, thing_id in sources.made_by(ctx.tx, event_id):
        entry = assignments.entry_by_id(ctx.tx, thing_id) if kind == "entry" else None
        if entry:
            return "assignment", entry.assignment_id
    letter = outbox.letter_by_reason(ctx.tx, f"reply/{event_id}")
    kind, _, about = (letter.about or "").partition(":") if letter else ("", "", "")
    return ("assignment", int(about)) if kind == "assignment" else None


def _version(one: Assignment) -> int:
    """The version to which a new file belongs. Raises Refused where there can be no new one."""
    if one.state is AssignmentState.HANDED_IN:
        return one.version
    rules.step(one, Event.HAND_IN)
    return one.version + 1


def _propose(ctx: Context, one: Assignment, filed: Filed) -> None:
    """A member's file is no result yet; the lead may make it one."""
    _version(one)
    attached.keep(ctx, filed, PROPOSED, one.id, 0)
    order = f"{'datei übernehmen' if ctx.language == 'de' else 'file adopt'} {one.number}"
    ctx.say("file.proposed", number=one.number, name=filed.name)
    ctx.ask([Option(phrase("yes"), order)])
    question = ctx.answer.question
    assert isinstance(question, Asked)
    ctx.answer.question = replace(question, of_sender=False)


def _put_in(ctx: Context, one: Assignment, text: str) -> None:
    """Let the files that were just kept be the result, or join the one that nothing has been decided on yet."""
    if one.state is AssignmentState.HANDED_IN:
        _join(ctx, one, text)
        return
    version = one.version + 1
    words = phrase("file.count", count=len(attached.of_version(ctx, one, version)))
    handing.hand_in(ctx, one, text or ctx.voice.plain(words))
    after = assignments.by_id(ctx.tx, one.id)
    if after is None or after.version != version:
        return  # the bot has asked back; the files wait for the answer
    _say_if_kept_here(ctx, after)
    if not text and ctx.answer.question is None:
        ctx.say("file.handed_in", count=words.data["count"])
        word = "kurzfassung" if ctx.language == "de" else "summary"
        ctx.ask([], hours=_HOURS, slot="sentences", slot_command=f"{word} {one.number} {SLOT}")


def _join(ctx: Context, one: Assignment, text: str) -> None:
    files = attached.of_version(ctx, one, one.version)
    ctx.say("file.joined", number=one.number, version=one.version, count=len(files))
    tell(ctx, one, Side.GIVER, "assignment.told.file", version=one.version, count=len(files))
    attached.pass_on(ctx, files, handing.giver(ctx, one))
    _say_if_kept_here(ctx, one)
    if text:
        handing.summarise(ctx, one, text)


def _say_if_kept_here(ctx: Context, one: Assignment) -> None:
    """Say that the files stay here, where they may not be passed on."""
    giver = handing.giver(ctx, one)
    files = attached.of_version(ctx, one, one.version)
    if giver.room_id and not all(attached.may_show(ctx, each, giver.room_id) for each in files):
        ctx.say("file.stays", body=giver.name)


@part.command("files.adopt", de=("datei übernehmen",), en=("file adopt",), right=Right.LEAD)
def adopt(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Hand in as the result what members have posted for an assignment."""
    may_act(ctx, one, Event.HAND_IN)
    version = _version(one)
    offered = [each for each in kept_files.of(ctx.tx, PROPOSED, one.id) if each.place]
    if not offered:
        raise Refused("file.none_proposed", number=one.number)
    for each in offered:
        kept_files.change(ctx.tx, each.id, kind=RESULT, version=version)
    _put_in(ctx, one, "")


@part.command("files.show", de=("datei", "dateien"), en=("file", "files"), receipt=False)
def show(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], version: Annotated[int | None, NUMBER] = None) -> None:
    """Post the files of a version of the result again, of the last one if none is said."""
    wanted = version or one.version
    files = attached.of_version(ctx, one, wanted)
    room = ctx.room_id or ""
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    reasons = [f"{attached.COPY}{each.id}/{cause}/{ctx.line}" for each in files]
    sent = [attached.post(ctx, each, room, reason) for each, reason in zip(files, reasons, strict=True)]
    ctx.answer.about = f"assignment:{one.id}"
    if not any(sent):
        raise Refused("file.none", number=one.number, version=wanted)
    ctx.say("file.again", number=one.number, version=wanted, count=sum(sent))
