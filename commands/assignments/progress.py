"""What becomes of an assignment once it is given: accepted, asked about, reported on, sent back, approved, closed."""

from typing import Annotated

from commands.assignments import handing, offering, showing
from commands.assignments.handing import happen, may_act, tell
from commands.assignments.kinds import ASSIGNMENT, USE, UseSaid, partly_likely
from commands.context import Context, Option
from commands.kinds import TEXT
from commands.registry import Part
from commands.rules import assignments as rules
from commands.rules.access import LEADING, Right
from commands.rules.assignments import Event, Side
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import DEADLINE_AT_END, Due
from storage import assignments
from storage.assignment_records import Assignment, EntryKind, Use

part = Part()


# -- the receiver's side ----------------------------------------------------------------------------------------------


@part.command("assignments.accept", de=("annehmen",), en=("accept",), right=Right.LEAD)
def accept(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Accept an assignment: seen, ours to do, and possible in time."""
    may_act(ctx, one, Event.ACCEPT)
    one = happen(ctx, one, Event.ACCEPT, EntryKind.ACCEPTED, "")
    ctx.say("assignment.accepted", number=one.number, day=one.due_on)
    tell(ctx, one, Side.GIVER, "assignment.told.accepted", receiver=handing.receiver_name(ctx, one))


@part.command("assignments.ask", de=("klärung", "klären", "rückfrage"), en=("query",), right=Right.LEAD)
def ask(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT]) -> None:
    """Report that something has to be clarified before the work can go on."""
    may_act(ctx, one, Event.ASK)
    one = happen(ctx, one, Event.ASK, EntryKind.QUESTION, text)
    ctx.say("assignment.asked", number=one.number, body=handing.giver(ctx, one).name)
    tell(ctx, one, Side.GIVER, "assignment.told.question", receiver=handing.receiver_name(ctx, one), text=text)


@part.command("assignments.report", de=("stand", "sachstand"), en=("report",))
def report(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT] = "") -> None:
    """Report how an assignment stands. What a member reports goes upward once the lead says „ok“."""
    if not text:
        showing.show(ctx, one)
        return
    may_act(ctx, one, Event.REPORT)
    rules.step(one, Event.REPORT)
    if LEADING.isdisjoint(ctx.roles):
        entry_id = assignments.add_entry(ctx.tx, one.id, EntryKind.PROPOSED_REPORT, text, ctx.now)
        ctx.made("entry", entry_id)
        ctx.say("assignment.report.proposed", number=one.number)
        return
    if text.strip(" .!").lower() in ("ok", "okay", "ja", "yes"):
        _release_report(ctx, one)
        return
    one = happen(ctx, one, Event.REPORT, EntryKind.REPORT, text)
    ctx.say("assignment.report.saved", number=one.number)


def _release_report(ctx: Context, one: Assignment) -> None:
    proposed = assignments.last_entry(ctx.tx, one.id, EntryKind.PROPOSED_REPORT)
    if proposed is None:
        raise Refused("assignment.report.none", number=one.number)
    state = rules.step(one, Event.REPORT)
    assignments.change_entry(ctx.tx, proposed.id, kind=EntryKind.REPORT)
    assignments.change(ctx.tx, one.id, state=state, changed_at=ctx.now)
    ctx.say("assignment.report.released", number=one.number)


# -- the giver's side -------------------------------------------------------------------------------------------------


@part.command("assignments.clarify", de=("geklärt",), en=("clarified",), right=Right.LEAD)
def clarify(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT]) -> None:
    """Answer the receiver's question."""
    may_act(ctx, one, Event.CLARIFY)
    one = happen(ctx, one, Event.CLARIFY, EntryKind.ANSWER, text)
    ctx.say("assignment.clarified", number=one.number, receiver=handing.receiver_name(ctx, one))
    tell(ctx, one, Side.RECEIVER, "assignment.told.answer", text=text)
    offering.offer_contribution(ctx, one, text)


@part.command("assignments.send_back", de=("nachbessern", "nachbesserung"), en=("rework",), right=Right.LEAD)
def send_back(
    ctx: Context,
    one: Annotated[Assignment, ASSIGNMENT],
    text: Annotated[str, TEXT],
    due: Annotated[Due | None, DEADLINE_AT_END] = None,
) -> None:
    """Send a result back: say what is missing, and by when."""
    may_act(ctx, one, Event.SEND_BACK)
    values: dict[str, object] = {"due_on": due.day, "ladder_step": 0} if due else {}
    one = happen(ctx, one, Event.SEND_BACK, EntryKind.REWORK, text, **values)
    ctx.say("assignment.sent_back", number=one.number, receiver=handing.receiver_name(ctx, one), day=one.due_on)
    handing.say_moved(ctx, due.note if due else None)
    tell(ctx, one, Side.RECEIVER, "assignment.told.rework", text=text, day=one.due_on)


@part.command("assignments.approve", de=("abnehmen",), en=("approve",), right=Right.LEAD)
def approve(ctx: Context, one: Annotated[Assignment, ASSIGNMENT]) -> None:
    """Accept a result. What becomes of it is said later, with `!erledigt`."""
    may_act(ctx, one, Event.APPROVE)
    one = happen(ctx, one, Event.APPROVE, EntryKind.APPROVED, "", **handing.SETTLED)
    ctx.say("assignment.approved", number=one.number)
    tell(ctx, one, Side.RECEIVER, "assignment.told.approved", giver=ctx.body.name)


@part.command("assignments.close", de=("erledigt",), en=("closed",), right=Right.LEAD)
def close(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], use: Annotated[UseSaid | None, USE] = None) -> None:
    """Close an assignment by saying what became of its result; the receiver is told."""
    may_act(ctx, one, Event.CLOSE)
    rules.step(one, Event.CLOSE)
    if use is None:
        _ask_use(ctx, one, "")
        return
    if use.use is Use.ADOPTED and not use.sure and partly_likely(use.text):
        _ask_use(ctx, one, use.text, (Use.PARTLY_ADOPTED, Use.ADOPTED))
        return
    one = happen(ctx, one, Event.CLOSE, EntryKind.USE, use.text, use=use.use)
    ctx.say("assignment.closed", number=one.number, use=use.use)
    key = "assignment.told.use" if use.text else "assignment.told.use.bare"
    tell(ctx, one, Side.RECEIVER, key, use=use.use, text=use.text)


def _ask_use(ctx: Context, one: Assignment, text: str, among: tuple[Use, ...] = tuple(Use)) -> None:
    """Ask what became of a result; it is never guessed."""
    word = "erledigt" if ctx.language == "de" else "closed"
    options = []
    for use in among:
        typed = ctx.voice.plain(phrase(f"use.typed.{use}"))
        options.append(Option(phrase(f"use.{use}"), f"{word} {one.number} {typed}, {text}".rstrip(", ")))
    ctx.say("assignment.which_use", number=one.number)
    ctx.list([option.label for option in options], start=1)
    ctx.ask(options, back=True)


@part.command("assignments.withdraw", de=("zurückziehen",), en=("withdraw",), right=Right.LEAD)
def withdraw(ctx: Context, one: Annotated[Assignment, ASSIGNMENT], text: Annotated[str, TEXT]) -> None:
    """Take an assignment back, with the reason."""
    may_act(ctx, one, Event.WITHDRAW)
    one = happen(ctx, one, Event.WITHDRAW, EntryKind.WITHDRAWN, text)
    ctx.say("assignment.withdrawn", number=one.number)
    tell(ctx, one, Side.RECEIVER, "assignment.told.withdrawn", text=text, giver=ctx.body.name)
    handing.ask_about_parts(ctx, one)
