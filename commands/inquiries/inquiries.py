"""One question to several bodies and units at once, with a date. The answers have a module of their own."""

from dataclasses import replace
from datetime import date, time
from typing import Annotated

from commands import posts
from commands.assignments import attached
from commands.assignments.handing import carries
from commands.assignments.kinds import ASSIGNMENT
from commands.context import SLOT, Context, paragraph
from commands.inquiries import inquiry_posts as post
from commands.inquiries.kinds import ASKED, ASSIGNMENT_REF, INQUIRY, NEW_DAY
from commands.kinds import TEXT
from commands.lookups import Receiver
from commands.registry import Part
from commands.rules import bodies as body_rules
from commands.rules import inquiries as rules
from commands.rules import times
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Voice
from commands.timing import DEADLINE_AT_END, Due
from storage import assignments, bodies, duties, inquiries
from storage.assignment_records import Assignment, Inquiry
from storage.records import BodyState

part = Part()

REMIND, END = "inquiries.remind", "inquiries.end"
_REMIND_AT, _END_AT = time(9), time(16)
QUESTION, DUE = replace(TEXT, name="question"), replace(DEADLINE_AT_END, asked=True)


# -- asking -----------------------------------------------------------------------------------------------------------


@part.command("inquiries.ask", de=("abfrage an", "abfrage neu"), en=("inquiry to",), right=Right.LEAD)
def ask(
    ctx: Context,
    to: Annotated[list[Receiver], ASKED],
    text: Annotated[str, QUESTION],
    due: Annotated[Due | None, DUE] = None,
    one: Annotated[Assignment | None, ASSIGNMENT_REF] = None,
) -> None:
    """Put one question to several bodies and units at once, with a date."""
    for receiver in to:
        _check_asked(ctx, receiver)
    if due is None:
        _ask_due(ctx, to, text, one)
        return
    rules.check_due(due.day, ctx.today)
    inquiry = _open(ctx, to, text, due.day)
    if one:
        attached.refer(ctx, inquiry, one)
    ctx.answer.about = post.about(inquiry)
    asked = inquiries.addressees(ctx.tx, inquiry.id)
    names = tuple(post.name_of(ctx, each) for each in asked)
    ctx.say("inquiry.asked", serial=inquiry.serial, names=names, day=due.day)
    units = tuple(each.unit for each in asked if each.unit)
    if units:
        ctx.say("inquiry.asked.units", units=units, serial=inquiry.serial, unit=units[0])
    post.put(ctx, inquiry, "inquiry.put", asked, "new")
    post.post_list(ctx, inquiry)


def _check_asked(ctx: Context, receiver: Receiver) -> None:
    """Only bodies of the same tree are asked, and nothing leaves an encrypted room for one that is not."""
    body = receiver.body
    if body is None:
        return
    if body.id == ctx.body.id:
        raise Refused("inquiry.to_self", body=body.name)
    if body.state is not BodyState.ACTIVE:
        raise Refused("body.not_active", body=body.name, state=body.state)
    if body not in body_rules.family(ctx.body, bodies.every(ctx.tx)):
        raise Refused("inquiry.not_kin", body=body.name)
    if not carries(ctx, ctx.body, body):
        raise Refused("inquiry.unencrypted", body=body.name)


def _ask_due(ctx: Context, to: list[Receiver], text: str, one: Assignment | None) -> None:
    german = ctx.language == "de"
    names = ", ".join(each.body.sign if each.body else each.unit or "" for each in to)
    order = f"{'abfrage an' if german else 'inquiry to'} {names}: {text}"
    tail = f" {'zu' if german else 're'} {one.number}" if one else ""
    ctx.say("inquiry.when")
    ctx.ask([], hours=0.5, back=True, slot="deadline", slot_command=f"{order} {SLOT}{tail}")


def _open(ctx: Context, to: list[Receiver], text: str, due_on: date) -> Inquiry:
    serial = assignments.next_number(ctx.tx, ctx.body.id, "inquiry", 0)
    inquiry_id = inquiries.add(
        ctx.tx,
        body_id=ctx.body.id,
        serial=serial,
        assignment_id=None,
        text=text,
        due_on=due_on,
        open=True,
        asked_at=ctx.now,
        reminded=False,
    )
    for each in to:
        inquiries.add_addressee(ctx.tx, inquiry_id, each.body.id if each.body else None, each.unit)
    ctx.made("inquiry", inquiry_id)
    _plan(ctx, inquiry_id, due_on)
    return _again(ctx, inquiry_id)


def _again(ctx: Context, inquiry_id: int) -> Inquiry:
    inquiry = inquiries.by_id(ctx.tx, inquiry_id)
    assert inquiry is not None
    return inquiry


def _plan(ctx: Context, inquiry_id: int, due_on: date) -> None:
    """Let the clock remind once, and post the list at the date."""
    duties.cancel(ctx.tx, (REMIND, END), inquiry_id)
    remind = rules.remind_on(due_on, ctx.today, ctx.calendar.working_days_before)
    for name, day, wish in ((REMIND, remind, _REMIND_AT), (END, due_on, _END_AT)):
        if day is not None:
            day = times.last_open_day(day, ctx.house.office_hours, ctx.calendar.is_working_day)
            at = times.instant(day, times.within(day, wish, ctx.house.office_hours), ctx.house.zone)
            duties.plan(ctx.tx, name, inquiry_id, max(at, ctx.now))


# -- changing ---------------------------------------------------------------------------------------------------------


def _own(ctx: Context, inquiry: Inquiry) -> None:
    if inquiry.body_id != ctx.body.id:
        raise Refused("inquiry.not_ours", serial=inquiry.serial, body=bodies.by_id(ctx.tx, inquiry.body_id).name)


@part.command(
    "inquiries.close",
    de=("abfrage schließen", "abfrage # schließen"),
    en=("inquiry close", "inquiry # close"),
    right=Right.LEAD,
)
def close(ctx: Context, inquiry: Annotated[Inquiry, INQUIRY]) -> None:
    """Close an inquiry; what was answered stays."""
    _end(ctx, inquiry, "inquiry.put.closed")
    tally = rules.tally(inquiries.addressees(ctx.tx, inquiry.id))
    ctx.say("inquiry.closed.done", serial=inquiry.serial, answered=tally.answered, count=tally.asked)


@part.command(
    "inquiries.withdraw",
    de=("abfrage zurückziehen", "abfrage # zurückziehen"),
    en=("inquiry withdraw", "inquiry # withdraw"),
    right=Right.LEAD,
)
def withdraw(ctx: Context, inquiry: Annotated[Inquiry, INQUIRY]) -> None:
    """Take an inquiry back; nobody need answer it any more."""
    _end(ctx, inquiry, "inquiry.put.withdrawn")
    ctx.say("inquiry.withdrawn", serial=inquiry.serial)


def _end(ctx: Context, inquiry: Inquiry, key: str) -> None:
    """End an inquiry, and tell those who have not answered."""
    _own(ctx, inquiry)
    rules.check_open(inquiry)
    inquiries.change(ctx.tx, inquiry.id, open=False)
    duties.cancel(ctx.tx, (REMIND, END), inquiry.id)
    ctx.answer.about, ctx.answer.recorded = post.about(inquiry), True
    post.put(ctx, inquiry, key, rules.missing(inquiries.addressees(ctx.tx, inquiry.id)), post.cause(ctx))
    post.refresh(ctx, inquiry.id)


@part.command(
    "inquiries.extend",
    de=("abfrage verlängern", "abfrage # bis"),
    en=("inquiry extend", "inquiry # by"),
    right=Right.LEAD,
)
def extend(ctx: Context, inquiry: Annotated[Inquiry, INQUIRY], day: Annotated[date, NEW_DAY]) -> None:
    """Give an inquiry another date; those who have not answered are told."""
    _own(ctx, inquiry)
    rules.check_open(inquiry)
    rules.check_due(day, ctx.today)
    inquiries.change(ctx.tx, inquiry.id, due_on=day, reminded=False)
    _plan(ctx, inquiry.id, day)
    ctx.answer.about, ctx.answer.recorded = post.about(inquiry), True
    ctx.say("inquiry.extended", serial=inquiry.serial, day=day)
    after = _again(ctx, inquiry.id)
    missing = rules.missing(inquiries.addressees(ctx.tx, inquiry.id))
    post.put(ctx, after, "inquiry.put.extended", missing, post.cause(ctx))
    post.refresh(ctx, inquiry.id)


@part.command(
    "inquiries.refer", de=("abfrage zuordnen", "abfrage # zu"), en=("inquiry refer", "inquiry # re"), right=Right.LEAD
)
def refer(ctx: Context, inquiry: Annotated[Inquiry, INQUIRY], one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Let an inquiry belong to an assignment; its result then says how far it came."""
    _own(ctx, inquiry)
    attached.refer(ctx, inquiry, one)
    ctx.answer.about, ctx.answer.recorded = post.about(inquiry), True
    ctx.say("inquiry.referred", serial=inquiry.serial, number=one.number)


# -- the clock --------------------------------------------------------------------------------------------------------


@part.duty(REMIND)
def remind(ctx: Context, inquiry_id: int) -> None:
    """Remind once, where an answer is missing; of units the asking body is reminded."""
    inquiry = inquiries.by_id(ctx.tx, inquiry_id)
    if inquiry is None or not inquiry.open or inquiry.reminded:
        return
    inquiries.change(ctx.tx, inquiry_id, reminded=True)
    missing = rules.missing(inquiries.addressees(ctx.tx, inquiry_id))
    post.put(ctx, inquiry, "inquiry.remind", missing, f"remind/{inquiry.due_on}")
    units = tuple(one.unit for one in missing if one.unit)
    if units:
        asking = bodies.by_id(ctx.tx, inquiry.body_id)
        words = {"serial": inquiry.serial, "day": inquiry.due_on, "units": units, "unit": units[0]}
        blocks = (paragraph(Voice(asking.language), "inquiry.remind.units", **words),)
        reason = f"inquiry/{inquiry_id}/units/{inquiry.due_on}"
        posts.write(ctx, asking, blocks, reason, about=post.about(inquiry))


@part.duty(END)
def end(ctx: Context, inquiry_id: int) -> None:
    """Post the list at the date. What is complete is closed; otherwise late answers are still welcome."""
    inquiry = inquiries.by_id(ctx.tx, inquiry_id)
    if inquiry is None or not inquiry.open:
        return
    asking = bodies.by_id(ctx.tx, inquiry.body_id)
    voice = Voice(asking.language)
    complete = rules.tally(inquiries.addressees(ctx.tx, inquiry_id)).complete
    if complete:
        inquiries.change(ctx.tx, inquiry_id, open=False)
        post.refresh(ctx, inquiry_id)
    how = () if complete else (paragraph(voice, "inquiry.end.how", serial=inquiry.serial),)
    document = (*post.answers(ctx, _again(ctx, inquiry_id), voice), *how)
    posts.write(ctx, asking, document, f"inquiry/{inquiry_id}/end/{inquiry.due_on}", about=post.about(inquiry))
