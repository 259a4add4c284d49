"""What the bot posts about inquiries: the question where it is asked, and the living list of the answers."""

from commands import posts
from commands.assignments import attached
from commands.assignments.handing import carries
from commands.context import Context, listing, paragraph
from commands.document import Document, message, replacement
from commands.rules import inquiries as rules
from commands.texts.voice import Phrase, Voice, phrase
from storage import bodies, inquiries, kept_files, outbox
from storage.assignment_records import Addressee, Inquiry
from storage.post_records import LetterState
from storage.records import Body

POST = "inquiry/"
"""What is posted about an inquiry where it was put has a reason that begins so; a plain reply to it is an answer."""

LIVING = "living-inquiry/"
"""The list in the asking room has this reason, followed by the inquiry's id; it is edited as answers come."""


def name_of(ctx: Context, one: Addressee) -> str:
    return bodies.by_id(ctx.tx, one.body_id).sign if one.body_id else one.unit or ""


def about(inquiry: Inquiry) -> str:
    return f"inquiry:{inquiry.id}"


def cause(ctx: Context) -> str:
    return f"{ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()}/{ctx.line}"


# -- where it is asked ------------------------------------------------------------------------------------------------


def put(ctx: Context, inquiry: Inquiry, key: str, among: list[Addressee], reason: str) -> None:
    """Post about an inquiry in the rooms of those among the asked who have one."""
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    for one in among:
        if one.body_id is None:
            continue
        body = bodies.by_id(ctx.tx, one.body_id)
        words = {"serial": inquiry.serial, "body": asking.name, "sign": asking.sign, "day": inquiry.due_on}
        blocks = (paragraph(Voice(body.language), key, text=_text(ctx, inquiry, asking, body), **words),)
        posts.write(ctx, body, blocks, f"{POST}{inquiry.id}/{one.id}/{reason}", about=about(inquiry))


def _text(ctx: Context, inquiry: Inquiry, asking: Body, body: Body) -> object:
    """The question; where the room is not encrypted any more, only that there is one."""
    return inquiry.text if carries(ctx, asking, body) else phrase("inquiry.text_elsewhere")


# -- the list ---------------------------------------------------------------------------------------------------------


def answers(ctx: Context, inquiry: Inquiry, voice: Voice) -> Document:
    """Who has answered what, and who has not; by body and unit."""
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    every = inquiries.addressees(ctx.tx, inquiry.id)
    tally = rules.tally(every)
    key = "inquiry.list" if inquiry.open else "inquiry.list.closed"
    words = {"serial": inquiry.serial, "text": inquiry.text, "day": inquiry.due_on}
    lines = [_line(ctx, one, asking) for one in every]
    return (
        paragraph(voice, key, answered=tally.answered, count=tally.asked, **words),
        *listing(voice, lines),
    )


def _line(ctx: Context, one: Addressee, asking: Body) -> Phrase:
    name = name_of(ctx, one)
    if not rules.has_answered(one):
        return phrase("inquiry.line.missing", name=name)
    if one.body_id and not carries(ctx, bodies.by_id(ctx.tx, one.body_id), asking):
        return phrase("inquiry.line.elsewhere", name=name)
    files = [attached.file_words(each) for each in kept_files.of(ctx.tx, attached.ANSWER, one.id) if each.place]
    said = tuple(part for part in (one.answer, *files) if part)
    return phrase("inquiry.line.by_office" if one.by_office else "inquiry.line", name=name, answer=said)


def post_list(ctx: Context, inquiry: Inquiry) -> None:
    """Post the living list in the asking room."""
    body = bodies.by_id(ctx.tx, inquiry.body_id)
    document = answers(ctx, inquiry, Voice(body.language))
    posts.write(ctx, body, document, f"{LIVING}{inquiry.id}", about=about(inquiry), notice=True)


def refresh(ctx: Context, inquiry_id: int) -> None:
    """Bring the living list up to date."""
    inquiry = inquiries.by_id(ctx.tx, inquiry_id)
    living = outbox.letter_by_reason(ctx.tx, f"{LIVING}{inquiry_id}")
    if inquiry is None or living is None or living.state is LetterState.PARKED:
        return
    document = answers(ctx, inquiry, Voice(bodies.by_id(ctx.tx, inquiry.body_id).language))
    if living.state is LetterState.PENDING and living.attempts == 0:
        outbox.rewrite(ctx.tx, living.id, message(document))
        return
    content = replacement(document)
    if not outbox.replace_unsent(ctx.tx, living.id, "m.room.message", content):
        outbox.write_letter(
            ctx.tx,
            reason=f"living/{living.id}/{cause(ctx)}",
            room_id=living.room_id,
            event_type="m.room.message",
            content=content,
            target=living.id,
            not_before=ctx.now,
            priority=outbox.LIVING,
        )
