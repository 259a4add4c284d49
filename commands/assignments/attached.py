"""What belongs to an assignment besides its history: the files of its results, and the inquiries made for it."""

import re
from collections.abc import Collection, Sequence

from commands.context import Context
from commands.rules import inquiries as inquiry_rules
from commands.rules.refusal import Refused
from commands.stimuli import Filed
from commands.texts.voice import Phrase, Voice, phrase
from storage import assignments, inquiries, kept_files, outbox, rooms
from storage.assignment_records import Assignment, EntryKind, Inquiry, KeptFile
from storage.records import Body

RESULT, PROPOSED, ANSWER = "result", "proposed", "answer"
"""Kinds of kept files: part of a result, offered to the lead as one, part of an answer to an inquiry."""

COPY = "kept/"
"""Letters that pass on a kept file have a reason that begins so, followed by its id."""

_HEX_SHOWN = 12
_INQUIRY = re.compile(r"\b(?:abfrage|inquiry)\s+(\d{1,4})\b", re.I)


# -- files ------------------------------------------------------------------------------------------------------------


def keep(ctx: Context, filed: Filed, kind: str, thing_id: int, version: int) -> None:
    """Keep a reference to a file that was posted. Raises Refused if it could not be fetched or is there already."""
    if filed.sha256 is None or not filed.place:
        raise Refused("file.not_fetched")
    before = [one for one in kept_files.of(ctx.tx, kind, thing_id) if one.version == version]
    if any(one.sha256 == filed.sha256 for one in before):
        raise Refused("file.known", name=filed.name)
    kept_id = kept_files.add(
        ctx.tx,
        kind=kind,
        thing_id=thing_id,
        version=version,
        name=filed.name,
        mimetype=filed.mimetype or "application/octet-stream",
        size=filed.size,
        sha256=filed.sha256,
        place=filed.place,
        room_id=filed.room_id,
        event_id=filed.event_id,
        kept_at=ctx.now,
    )
    ctx.made("kept_file", kept_id)


def of_version(ctx: Context, one: Assignment, version: int) -> list[KeptFile]:
    return [each for each in kept_files.of(ctx.tx, RESULT, one.id) if each.version == version]


def may_show(ctx: Context, kept: KeptFile, room_id: str) -> bool:
    """Whether a file may be named and opened in a room: what came encrypted never in one that is not."""
    goal, origin = rooms.get(ctx.tx, room_id), rooms.get(ctx.tx, kept.room_id)
    return goal is not None and (goal.encrypted or not ("file" in kept.place or origin is None or origin.encrypted))


def pass_on(ctx: Context, files: Sequence[KeptFile], body: Body) -> None:
    """Pass files on to the room of a body, once each; the room they come from has them already."""
    for kept in files:
        if body.room_id and body.room_id != kept.room_id:
            post(ctx, kept, body.room_id, f"{COPY}{kept.id}/{body.room_id}")


def post(ctx: Context, kept: KeptFile, room_id: str, reason: str) -> bool:
    """Post a file where it lies already; nothing is laid down anew. Whether it may be, and is still to be had."""
    if not kept.place or not may_show(ctx, kept, room_id):
        return False
    info = {"mimetype": kept.mimetype, "size": kept.size}
    content = {"msgtype": "m.file", "body": kept.name, "filename": kept.name, "info": info, "m.mentions": {}}
    about = f"assignment:{kept.thing_id}" if kept.kind == RESULT else None
    outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=room_id,
        event_type="m.room.message",
        content=content | kept.place,
        not_before=ctx.now,
        priority=outbox.PROMPT,
        about=about,
    )
    return True


def is_copy(reason: str, things: Collection[str]) -> bool:
    """Whether a letter passes on one of the things ("kept_file:3")."""
    return reason.startswith(COPY) and f"kept_file:{reason.split('/')[1]}" in things


def file_words(kept: KeptFile) -> Phrase:
    """Name, size and the beginning of the hash; of a file that was removed only that it was."""
    if not kept.place:
        return phrase("plain", text=kept.name)
    return phrase("file.line", name=kept.name, size=max(1, round(kept.size / 1000)), mark=kept.sha256[:_HEX_SHOWN])


# -- inquiries --------------------------------------------------------------------------------------------------------


def named_inquiries(ctx: Context, one: Assignment, text: str) -> None:
    """Let the inquiries of this body that a result names („… Abfrage 2“) belong to the assignment."""
    serials = {int(found[1]) for found in _INQUIRY.finditer(text)}
    for inquiry in inquiries.of_body(ctx.tx, ctx.body.id):
        if inquiry.serial in serials and inquiry.assignment_id in (None, one.id):
            refer(ctx, inquiry, one)


def refer(ctx: Context, inquiry: Inquiry, one: Assignment) -> None:
    """Let an inquiry belong to an assignment; its history says so once."""
    if inquiry.assignment_id == one.id:
        return
    inquiries.change(ctx.tx, inquiry.id, assignment_id=one.id)
    assignments.add_entry(ctx.tx, one.id, EntryKind.INQUIRY, str(inquiry.serial), ctx.now)


def inquiry_words(ctx: Context, inquiry: Inquiry) -> Phrase:
    """How far an inquiry has come, in numbers: „Abfrage 2: 3 von 4 haben geantwortet“."""
    tally = inquiry_rules.tally(inquiries.addressees(ctx.tx, inquiry.id))
    return phrase("inquiry.tally", serial=inquiry.serial, answered=tally.answered, count=tally.asked)


# -- what the others say of it ----------------------------------------------------------------------------------------


def rows(ctx: Context, one: Assignment) -> list[Phrase]:
    """The files of each version and the inquiries, as `!details` shows them in this room."""
    found: list[Phrase] = []
    for version in range(1, one.version + 1):
        files = [each for each in of_version(ctx, one, version) if may_show(ctx, each, ctx.room_id or "")]
        if files:
            words = tuple(file_words(each) for each in files)
            found.append(phrase("file.version", version=version, files=words))
    return found + [inquiry_words(ctx, each) for each in inquiries.of_assignment(ctx.tx, one.id)]


def told(ctx: Context, one: Assignment, text: str, giver: Body) -> str:
    """The text of a result as the giver is told it: with how far the inquiries for it have come."""
    named_inquiries(ctx, one, text)
    voice = Voice(giver.language)
    states = [voice.plain(inquiry_words(ctx, each)) for each in inquiries.of_assignment(ctx.tx, one.id)]
    return "\n".join((text, *states))
