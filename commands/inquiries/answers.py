"""Answers to inquiries: given by the lead of who was asked, offered by members, shown in one list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from commands import posts
from commands.assignments import attached
from commands.assignments.handing import carries
from commands.context import Asked, Context, Option, paragraph
from commands.handwriting import tidy
from commands.inquiries import inquiry_posts as post
from commands.inquiries.kinds import ANSWER_TEXT, ANSWERED_INQUIRY, INQUIRY_SHOWN, answer_to, in_sight, unit_named
from commands.kinds import Absent
from commands.registry import Part
from commands.rules import inquiries as rules
from commands.rules.access import LEADING
from commands.rules.refusal import Refused
from commands.stimuli import Filed
from commands.texts.voice import Voice, phrase
from storage import bodies, inquiries, kept_files, outbox, units
from storage.assignment_records import Addressee, Inquiry
from storage.post_records import Letter

part = Part()

_SHOWN = 12


# -- answering --------------------------------------------------------------------------------------------------------


def _reworded(ctx: Context, kind: str, thing_id: int, text: str) -> bool:
    """Carry an edit of the message over to the answer that it gave, while the inquiry is open."""
    one = inquiries.addressee_by_id(ctx.tx, thing_id) if kind == "addressee" else None
    inquiry = inquiries.by_id(ctx.tx, one.inquiry_id) if one else None
    said = answer_to(ctx, inquiry, text) if inquiry else ""
    if one is None or inquiry is None or not inquiry.open or not rules.has_answered(one) or not said:
        return False
    inquiries.change_addressee(ctx.tx, one.id, answer=said, answered_at=ctx.now)
    ctx.say("inquiry.reworded", serial=inquiry.serial)
    post.refresh(ctx, inquiry.id)
    return True


@part.command("inquiries.answer", de=("antwort", "antworten"), en=("answer",), corrected=_reworded)
def answer(ctx: Context, inquiry: Annotated[Inquiry, ANSWERED_INQUIRY], text: Annotated[str, ANSWER_TEXT]) -> None:
    """Answer an inquiry for this body, or for a unit where it is asked. A member's answer is offered to the lead."""
    rules.check_open(inquiry)
    one, said = _addressee(ctx, inquiry, text)
    if LEADING.isdisjoint(ctx.roles):
        _offer(ctx, inquiry, text)
        return
    if not said:
        raise Refused("inquiry.empty", serial=inquiry.serial)
    _take(ctx, inquiry, one, said)


def _addressee(ctx: Context, inquiry: Inquiry, text: str) -> tuple[Addressee, str]:
    """For whom an answer is given here, and what it says. Raises Refused where that is not clear."""
    every = inquiries.addressees(ctx.tx, inquiry.id)
    own = [one for one in every if one.body_id == ctx.body.id]
    if own:
        return own[0], text
    named = unit_named(every, text)
    if named:
        return named
    units = tuple(one.unit for one in every if one.unit)
    if not units:
        raise Refused("inquiry.no_units", serial=inquiry.serial)
    raise Refused("inquiry.which_unit", serial=inquiry.serial, units=units, unit=units[0])


def _take(ctx: Context, inquiry: Inquiry, one: Addressee, said: str) -> None:
    by_office = one.body_id is None
    before = rules.has_answered(one)
    inquiries.change_addressee(ctx.tx, one.id, answer=said, answered_at=ctx.now, by_office=by_office)
    ctx.made("addressee", one.id)
    ctx.answer.about = post.about(inquiry)
    tally = rules.tally(inquiries.addressees(ctx.tx, inquiry.id))
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    key = "inquiry.replaced" if before else "inquiry.entered" if by_office else "inquiry.taken"
    words = {"serial": inquiry.serial, "body": asking.name, "unit": one.unit or ""}
    ctx.say(key, answered=tally.answered, count=tally.asked, **words)
    if tally.complete and not before:
        blocks = (paragraph(Voice(asking.language), "inquiry.complete", serial=inquiry.serial, count=tally.asked),)
        posts.write(ctx, asking, blocks, f"inquiry/{inquiry.id}/complete/{post.cause(ctx)}", about=post.about(inquiry))
    post.refresh(ctx, inquiry.id)


def _offer(ctx: Context, inquiry: Inquiry, text: str) -> None:
    """A member's answer waits for a word of the lead."""
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    word = "antwort" if ctx.language == "de" else "answer"
    ctx.say("inquiry.offered", serial=inquiry.serial)
    ctx.ask([Option(phrase("yes"), f"{word} {asking.sign} {inquiry.serial}: {text}")], back=True)
    question = ctx.answer.question
    assert isinstance(question, Asked)
    ctx.answer.question = replace(question, of_sender=False)


_ORDER = re.compile(r"!?\s{0,9}(?:antworte?n?|answer)\b[\s:]*", re.I)


def take_in(ctx: Context, filed: Filed) -> bool:
    """Take a file as an answer: one that replies to the question, or carries `!antwort 2`. Whether it was one."""
    caption = tidy(filed.caption)
    order = _ORDER.match(caption)
    replies = ctx.about is not None and ctx.about[0] == "inquiry"
    if order is None and (caption.startswith("!") or not replies):
        return False
    try:
        inquiry, text = ANSWERED_INQUIRY.take(caption[order.end() :] if order else caption, ctx)
    except Absent as absent:
        raise Refused("inquiry.which") from absent
    rules.check_open(inquiry)
    one, said = _addressee(ctx, inquiry, text)
    if LEADING.isdisjoint(ctx.roles):
        raise Refused("inquiry.file_by_lead", serial=inquiry.serial)
    attached.keep(ctx, filed, attached.ANSWER, one.id, 1)
    _take(ctx, inquiry, one, said)
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    attached.pass_on(ctx, kept_files.of(ctx.tx, attached.ANSWER, one.id), asking)
    return True


# -- looking ----------------------------------------------------------------------------------------------------------


@part.command("inquiries.show", de=("abfrage",), en=("inquiry",), receipt=False)
def show(ctx: Context, inquiry: Annotated[Inquiry, INQUIRY_SHOWN]) -> None:
    """Show who has answered an inquiry and who has not; a body that was asked sees the question and its own answer."""
    ctx.answer.about = post.about(inquiry)
    if inquiry.body_id == ctx.body.id:
        ctx.answer.blocks += post.answers(ctx, inquiry, ctx.voice)
        return
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    one = next(each for each in inquiries.addressees(ctx.tx, inquiry.id) if each.body_id == ctx.body.id)
    words = {"serial": inquiry.serial, "body": asking.name, "day": inquiry.due_on}
    text = inquiry.text if carries(ctx, asking, ctx.body) else phrase("inquiry.text_elsewhere")
    key = "inquiry.ours.answered" if rules.has_answered(one) else "inquiry.ours"
    ctx.say(key, text=text, answer=one.answer or phrase("inquiry.by_file"), **words)


@part.command("inquiries.list", de=("abfragen",), en=("inquiries",), receipt=False)
def list_open(ctx: Context) -> None:
    """List the open inquiries of this body, and those that it is to answer."""
    every = [one for one in in_sight(ctx) if one.open]
    if not every:
        ctx.say("inquiries.none")
        return
    ctx.say("inquiries.title")
    ctx.list([_list_line(ctx, one) for one in every[:_SHOWN]])
    if len(every) > _SHOWN:
        ctx.say("and_more", count=len(every) - _SHOWN)


def _list_line(ctx: Context, inquiry: Inquiry) -> object:
    asked = inquiries.addressees(ctx.tx, inquiry.id)
    tally = rules.tally(asked)
    words = {"serial": inquiry.serial, "day": inquiry.due_on}
    if inquiry.body_id == ctx.body.id:
        return phrase("inquiries.line", text=inquiry.text, answered=tally.answered, count=tally.asked, **words)
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    own = next(each for each in asked if each.body_id == ctx.body.id)
    text = inquiry.text if carries(ctx, asking, ctx.body) else phrase("inquiry.text_elsewhere")
    key = "inquiries.line.ours.answered" if rules.has_answered(own) else "inquiries.line.ours"
    return phrase(key, text=text, sign=asking.sign, **words)


# -- a message was removed --------------------------------------------------------------------------------------------


@part.blanking("inquiry")
def blank(ctx: Context, inquiry_id: int, gone: str) -> Iterator[str]:
    """The question, and units that nobody else named."""
    inquiry = inquiries.by_id(ctx.tx, inquiry_id)
    if inquiry is None:
        return
    yield inquiry.text
    inquiries.change(ctx.tx, inquiry_id, text=gone)
    for one in inquiries.addressees(ctx.tx, inquiry_id):
        if one.unit and units.is_named_once(ctx.tx, one.unit):
            yield one.unit
            inquiries.change_addressee(ctx.tx, one.id, unit=gone)
    post.refresh(ctx, inquiry_id)


@part.blanking("addressee")
def blank_answer(ctx: Context, addressee_id: int, _gone: str) -> Iterator[str]:
    addressee = inquiries.addressee_by_id(ctx.tx, addressee_id)
    if addressee:
        yield addressee.answer or ""
        inquiries.change_addressee(ctx.tx, addressee_id, answer=None, answered_at=None)
        post.refresh(ctx, addressee.inquiry_id)


@part.posts_about("inquiry")
def is_needed(ctx: Context, inquiry_id: int, letter: Letter) -> bool:
    """The list and the question itself, as long as answers are awaited."""
    inquiry = inquiries.by_id(ctx.tx, inquiry_id)
    newest = outbox.letter_about(ctx.tx, letter.room_id, letter.about or "")
    is_list = letter.reason == f"{post.LIVING}{inquiry_id}"
    return inquiry is not None and inquiry.open and (is_list or (newest is not None and newest.id == letter.id))
