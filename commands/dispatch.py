"""The entrance: every message and every tick of the clock comes in here, and leaves as rows and letters.

One stimulus is one transaction's work and has exactly one recorded outcome. A refusal or a bug undoes what the order
had changed (its savepoint), never what others did, and is answered.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from commands import answering, clockwork
from commands.addressing import Addressing, is_bare_answer, picked
from commands.catalogue import registry
from commands.context import Asked, Context, Option, paragraph
from commands.corrections import carry_over, note_run, was_run
from commands.document import Block
from commands.erasing import erase
from commands.handwriting import check, orders, tidy
from commands.house import House
from commands.lookups import Unclear
from commands.registry import Command
from commands.rules.access import may
from commands.rules.refusal import Refused
from commands.stimuli import Arrived, Edited, Reacted, Redacted, Said, Stimulus, Undecryptable, from_payload
from commands.texts.voice import Typed, phrase
from storage import audit, inbox, outbox, questions, rooms, sources
from storage.records import Received

_log = logging.getLogger(__name__)

YES = ("✅", "👍", "✔", "☑")
NO = ("❌", "👎", "❎")
_SHADES = dict.fromkeys((0xFE0F, *range(0x1F3FB, 0x1F400)))
"""What clients add to an emoji: that it is to be coloured, and the tone of a skin."""


@dataclass(frozen=True)
class Spoken:
    """Where an order comes from: the message, what it replies to, and the messages that it stands for.

    `pressed_on`: the order was a reaction to this event, so the answer replies to the event.
    """

    room_id: str
    sender: str
    event_id: str
    thread: str | None
    about: tuple[str, int] | None
    origins: tuple[str, ...]
    pressed_on: str | None = None


class Dispatch:
    """All that the bot does, as plain calls in the transaction of the caller (the one worker thread)."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._registry = registry()
        self._addressing = Addressing(house, self._registry)

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        """Whether a stimulus is meant for the bot. What is not must be dropped at once and never be written down."""
        return self._addressing.wants(tx, stimulus)

    def handle(self, tx: Connection, received: Received, now: datetime) -> None:
        """Do what one row of the inbox asks for, and record its outcome there."""
        try:
            with tx.begin_nested():
                outcome = self._react(tx, from_payload(received.payload), now)
        except OperationalError:
            raise  # the database is locked or full: nobody's order is to blame, and it will be tried again
        except Exception:
            kind = str(received.payload.get("kind", "unknown"))
            reference = _reference("stimulus %s", kind)
            audit.note(tx, at=now, actor="bot", action=kind, outcome="failed", reference=reference)
            outcome = "failed"
        inbox.mark_done(tx, received.seq, outcome)

    def tick(self, tx: Connection, now: datetime) -> bool:
        """Run the oldest duty that is due. Whether there was one."""
        return clockwork.run_one(tx, now, self._house, self._registry)

    def next_due(self, tx: Connection) -> datetime | None:
        """When the clock has to be asked again."""
        return clockwork.next_due(tx)

    # -- what happened ------------------------------------------------------------------------------------------------

    def _react(self, tx: Connection, stimulus: Stimulus, now: datetime) -> str:
        match stimulus:
            case Said() if not self._house.is_ours(stimulus.sender):
                return self._stranger(tx, stimulus, now)
            case Said():
                return self._said(tx, stimulus, now)
            case Edited() if self._house.is_ours(stimulus.sender):
                return self._edited(tx, stimulus, now)
            case Reacted() if self._house.is_ours(stimulus.sender):
                return self._reacted(tx, stimulus, now)
            case Redacted():
                return "erased" if erase(tx, self._house, stimulus, now) else "ignored"
            case Arrived():
                answering.introduce(tx, self._house, stimulus, now)
                return "done"
            case Undecryptable():
                answering.regret_undecryptable(tx, self._house, stimulus, now)
                return "done"
        return "ignored"

    def _said(self, tx: Connection, said: Said, now: datetime) -> str:
        text = tidy(said.text)
        if not text.startswith("!") or self._registry.find(text.removeprefix("!")) is None:
            answer = self._addressing.answer_meant(tx, said, now)
            if answer is not None:
                return self._answered(tx, said, now, *answer)
        about = answering.about_of(tx, said.reply_to)
        spoken = Spoken(said.room_id, said.sender, said.event_id, said.thread, about, (said.event_id,))
        return self._carry_out(tx, spoken, orders(text), now)

    def _answered(
        self, tx: Connection, said: Said, now: datetime, question_id: int, command: str, led_to: tuple[str, ...]
    ) -> str:
        pressed_on = said.reply_to if not said.text else None
        origins = (said.event_id, *led_to)
        spoken = Spoken(said.room_id, said.sender, said.event_id, said.thread, None, origins, pressed_on)
        if not command:
            questions.close(tx, question_id)
            answering.send(tx, spoken, (paragraph(self._context(tx, now, spoken).voice, "question.dropped"),), now)
            return "done"
        outcome = self._carry_out(tx, spoken, [command], now)
        if not outcome.startswith("access."):  # who may not decide does not end the question for those who may
            questions.close(tx, question_id)
        return outcome

    def _reacted(self, tx: Connection, reacted: Reacted, now: datetime) -> str:
        letter = outbox.letter_by_event(tx, reacted.target)
        question = questions.of_letter(tx, letter.id, now) if letter else None
        if letter is None or question is None or question.asked_of not in (None, reacted.sender):
            return "ignored"
        key = reacted.key.translate(_SHADES)
        word = "ja" if key in YES else "nein" if key in NO else ""
        command = picked(question, word) if word else None
        if command is None:
            return "ignored"
        said = Said(reacted.event_id, reacted.room_id, reacted.sender, "", reacted.at, reply_to=reacted.target)
        return self._answered(tx, said, now, question.id, command, sources.makers(tx, "question", question.id))

    def _edited(self, tx: Connection, edited: Edited, now: datetime) -> str:
        if audit.actor_of(tx, edited.replaces) not in (None, edited.sender):
            return "ignored"  # nobody changes somebody else's message
        origins = (edited.event_id, edited.replaces)
        spoken = Spoken(edited.room_id, edited.sender, edited.event_id, None, None, origins)
        ctx = self._context(tx, now, spoken)
        text = tidy(edited.text)
        try:
            check(text)
            carried = carry_over(ctx, self._registry, edited.replaces, orders(text))
        except Refused as refused:
            answering.send(tx, spoken, (paragraph(ctx.voice, refused.key, **refused.data),), now)
            return refused.key
        if carried:
            answering.send(tx, spoken, tuple(ctx.answer.blocks), now)
            return "done"
        if inbox.outcome_of(tx, edited.replaces) == "done" or was_run(tx, edited.replaces):
            answering.send(tx, spoken, (paragraph(ctx.voice, "edit.too_late"),), now)
            return "ignored"
        if not text.startswith("!"):
            return "ignored"
        outcome = self._carry_out(tx, spoken, orders(text), now)
        if outcome == "done":
            note_run(tx, edited.replaces)
        return outcome

    def _stranger(self, tx: Connection, said: Said, now: datetime) -> str:
        spoken = Spoken(said.room_id, said.sender, said.event_id, said.thread, None, ())
        answering.send(tx, spoken, (paragraph(self._context(tx, now, spoken).voice, "access.stranger"),), now)
        return "refused"

    # -- carrying out -------------------------------------------------------------------------------------------------

    def _context(self, tx: Connection, now: datetime, spoken: Spoken, line: int = 0) -> Context:
        return Context(
            tx,
            now,
            self._house,
            room_id=spoken.room_id,
            sender=spoken.sender,
            about=spoken.about,
            event_ids=spoken.origins,
            line=line,
        )

    def _carry_out(self, tx: Connection, spoken: Spoken, lines: Sequence[str], now: datetime) -> str:
        """Carry out the commands of one message, each under its own savepoint, and answer them in one letter."""
        blocks: list[Block] = []
        question: Asked | None = None
        receipt, about, outcomes = False, None, []
        for number, line in enumerate(lines):
            ctx, outcome = self._order(tx, spoken, line, number, now)
            blocks += ctx.answer.blocks
            question = ctx.answer.question or question
            about = ctx.answer.about or about
            receipt = receipt or ctx.answer.receipt
            outcomes.append(outcome)
        answering.send(tx, spoken, tuple(blocks), now, question=question, about=about, receipt=receipt)
        return next((outcome for outcome in outcomes if outcome == "done"), outcomes[0])

    def _order(self, tx: Connection, spoken: Spoken, line: str, number: int, now: datetime) -> tuple[Context, str]:
        """Carry out one command. Returns the context that holds the answer, and the outcome."""
        name, arguments, reference = "", "", None
        ctx = self._context(tx, now, spoken, number)
        try:
            with tx.begin_nested():
                command, arguments = self._understood(ctx, line)
                name = command.name
                self._execute(ctx, command, arguments)
            ctx.answer.receipt = command.receipt and (ctx.answer.recorded or not ctx.answer.asked_back)
            outcome = "done"
        except Refused as refused:
            ctx = self._context(tx, now, spoken, number)
            ctx.say(refused.key, **refused.data)
            outcome = refused.key
        except Unclear as unclear:
            ctx = self._context(tx, now, spoken, number)
            _ask_which(ctx, line, arguments, unclear)
            outcome = "asked"
        except OperationalError:
            raise
        except Exception:
            ctx = self._context(tx, now, spoken, number)
            reference = _reference("command %s", name)
            ctx.say("bug", reference=reference)
            outcome = "failed"
        audit.note(
            tx,
            at=now,
            actor=spoken.sender,
            action=name or "unknown",
            outcome=outcome,
            room_id=spoken.room_id,
            event_id=spoken.event_id,
            reference=reference,
        )
        return ctx, outcome

    def _understood(self, ctx: Context, line: str) -> tuple[Command, str]:
        found = self._registry.find(line or "hilfe")  # who only names the bot wants to know what it can
        if found:
            return found
        check(line)
        if is_bare_answer(line):
            raise Refused("question.none")
        nearest = self._registry.nearest(line)
        word = line.split(maxsplit=1)[0] if line else ""
        if nearest is None:
            raise Refused("command.unknown", word=Typed(f"!{word}"[:40]))
        raise Unclear("", [(phrase("command.nearest", word=Typed(f"!{word}"), order=Typed(f"!{nearest}")), nearest)])

    def _execute(self, ctx: Context, command: Command, text: str) -> None:
        check(text)
        self._allow(ctx, command)
        arguments = command.read(text, ctx)
        command.handler(ctx, **arguments)

    def _allow(self, ctx: Context, command: Command) -> None:
        assert ctx.sender is not None
        in_room = ctx.room_id is not None and rooms.member(ctx.tx, ctx.room_id, ctx.sender) is not None
        operator = self._house.is_operator(ctx.sender)
        if not may(command.right, ctx.roles, in_room=in_room, operator=operator):
            answering.refuse(ctx, command)


def _ask_which(ctx: Context, line: str, arguments: str, unclear: Unclear) -> None:
    """Ask which of several things is meant; each answer is the same line with the piece replaced."""
    if not unclear.piece:
        ((label, order),) = unclear.options
        ctx.say(label.key, **label.data)
        ctx.ask([Option(label, order)])
        return
    ctx.say("question.which", piece=unclear.piece)
    ctx.list([label for label, _ in unclear.options], start=1)
    ctx.say("question.how")
    # The piece may stand in the command's word too („!streichen en“), so only what follows is looked through.
    start = len(line) - len(arguments) if line.endswith(arguments) else 0
    head, tail = line[:start], line[start:]
    ctx.ask([Option(label, head + tail.replace(unclear.piece, typed, 1)) for label, typed in unclear.options])


def _reference(what: str, detail: str) -> str:
    """Log the exception being handled, without any text of a user, under a reference that the room is told."""
    reference = secrets.token_hex(2).upper()
    _log.exception("reference %s: " + what, reference, detail)
    return reference
