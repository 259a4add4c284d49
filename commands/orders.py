"""Carrying out the commands of one message: each under its own savepoint, all answered in one letter.

A refusal or a bug undoes what the order had changed, never what others did, and is answered.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from commands import answering, direct, offers, outage
from commands.addressing import is_bare_answer
from commands.allowing import allow
from commands.calendar import news as calendar_news
from commands.command import Command
from commands.context import Answer, Asked, Context, Option, Which
from commands.document import Block
from commands.handwriting import check
from commands.house import House
from commands.lookups import Unclear
from commands.people import arrivals
from commands.registry import Registry
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.spoken import Spoken
from commands.texts.voice import Typed, phrase
from commands.undoing import keep
from storage import audit, meetings, outbox
from storage.post_records import Attachment
from storage.recording import recorded
from storage.records import Body

_log = logging.getLogger(__name__)

MOST_LINES = 3
"""So many lines of the answer to one command stand in the post after an outage."""


class Orders:
    """Carries out orders in the transaction of the caller."""

    def __init__(self, house: House, registry: Registry) -> None:
        self._house = house
        self._registry = registry

    def context(
        self, tx: Connection, now: datetime, spoken: Spoken, line: int = 0, named: Body | None = None
    ) -> Context:
        return Context(
            tx,
            now,
            self._house,
            room_id=spoken.room_id,
            sender=spoken.sender,
            about=spoken.about,
            event_ids=spoken.origins,
            line=line,
            said_at=spoken.at,
            named=named,
        )

    def carry_out(self, tx: Connection, spoken: Spoken, lines: Sequence[str], now: datetime) -> str:
        """Carry out the commands of one message, each under its own savepoint, and answer them in one letter."""
        blocks: list[Block] = []
        heads: list[Block] = []
        files: list[Attachment] = []
        question: Asked | None = None
        receipt, about, last, outcomes = False, None, False, []
        for number, line in enumerate(lines):
            ctx, outcome = self._order(tx, spoken, line, number, now)
            blocks += ctx.answer.blocks
            heads += ctx.answer.blocks[:MOST_LINES]
            files += ctx.answer.files
            question = ctx.answer.question or question
            about = ctx.answer.about or about
            receipt = receipt or ctx.answer.receipt
            last = last or ctx.answer.last
            outcomes.append(outcome)
        news = self._calendar_news(tx, spoken, now)
        blocks += news.blocks
        files += news.files
        done = receipt and question is None and set(outcomes) == {"done"}
        if done and outage.was_late(spoken, now):
            outage.tell(tx, self._house, spoken, heads, now)
            blocks = []
        answering.send(tx, spoken, tuple(blocks), now, question=question, about=about, receipt=receipt)
        answering.send_files(tx, spoken, files, now)
        if last:
            outbox.leave(tx, spoken.room_id, f"leave/{spoken.event_id}", now)
        return next((outcome for outcome in outcomes if outcome == "done"), outcomes[0])

    def _calendar_news(self, tx: Connection, spoken: Spoken, now: datetime) -> Answer:
        """The calendar file of what the message changed; one for all its commands."""
        ctx = self.context(tx, now, spoken)
        news = meetings.take_news(tx)
        reference = _spared(tx, lambda: calendar_news.tell(ctx, news), "calendar file after %s", "an order")
        if reference:
            failed = self.context(tx, now, spoken)
            failed.say("calendar.failed", reference=reference)
            return failed.answer
        return ctx.answer

    def _order(self, tx: Connection, spoken: Spoken, line: str, number: int, now: datetime) -> tuple[Context, str]:
        """Carry out one command. Returns the context that holds the answer, and the outcome."""
        name, arguments, reference = "", "", None
        command: Command | None = None
        ctx = self.context(tx, now, spoken, number)
        named, line = self._named(ctx, line)
        if named is not None:
            ctx = self.context(tx, now, spoken, number, named)
        _receive(ctx)
        try:
            with tx.begin_nested():
                command, arguments = self._understood(line)
                name = command.name
                offers.ask_guest(ctx, command, line)
                self._execute_noted(ctx, spoken, command, arguments)
                ctx.answer.receipt = command.receipt and (ctx.answer.recorded or not ctx.answer.asked_back)
                proposed = name == "passing.take"
                while behind := ctx.answer.follow:
                    ctx.answer.follow = None
                    line, (command, arguments) = behind, self._understood(behind)
                    # However many rooms it is passed on through, what somebody else typed never sets anything up.
                    if proposed and command.right in (Right.SETUP, Right.OPERATOR):
                        raise Refused("draft.not_this")
                    name = command.name
                    self._execute_noted(ctx, spoken, command, arguments)
                direct.say_in_room(ctx)
            outcome = "done"
        except Refused as refused:
            ctx = self._anew(ctx, spoken)
            offers.say_refused(ctx, command, line, arguments, refused)
            outcome = refused.key
        except Unclear as unclear:
            ctx = self._anew(ctx, spoken)
            _ask_which(ctx, line, arguments, unclear)
            outcome = "asked"
        except Which as which:
            ctx = self.context(tx, now, spoken, number)
            direct.ask_body(ctx, line, which)
            outcome = "asked"
        except OperationalError:
            raise
        except Exception:
            ctx = self.context(tx, now, spoken, number)
            reference = log_failure("command %s", name)
            ctx.say("bug", reference=reference)
            outcome = "failed"
        direct.mark(ctx)
        audit.note(
            tx,
            at=now,
            actor=ctx.answer.known_as or spoken.sender,
            action=name or "unknown",
            outcome=outcome,
            room_id=ctx.room_body.room_id if ctx.away and ctx.room_body else spoken.room_id,
            event_id=spoken.event_id,
            reference=reference,
            acting_as=direct.function_of(ctx),
        )
        return ctx, outcome

    def refusal(self, tx: Connection, spoken: Spoken, line: str, now: datetime) -> Refused | None:
        """Why the sender may not give this order here, and so not turn it down either; None if they may."""
        ctx = self.context(tx, now, spoken)
        named, line = self._named(ctx, line)
        if named is not None:
            ctx = self.context(tx, now, spoken, 0, named)
        found = self._registry.find(line)
        try:
            if found:
                allow(ctx, found[0].right if found[1] else found[0].right_bare)
        except Refused as refused:
            return refused
        except Which:
            return None  # in a direct chat, where nobody else can have been asked
        return None

    def _named(self, ctx: Context, line: str) -> tuple[Body | None, str]:
        """The body that an order in a direct chat names, and the order without its sign."""
        return direct.split(ctx.tx, self._registry, line) if ctx.direct else (None, line)

    def _anew(self, ctx: Context, spoken: Spoken) -> Context:
        """The same order with an empty answer, of the same body."""
        acted_for = ctx.room_body if ctx.away else None
        return self.context(ctx.tx, ctx.now, spoken, ctx.line, acted_for)

    def _understood(self, line: str) -> tuple[Command, str]:
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
        allow(ctx, command.right if text else command.right_bare)
        arguments = command.read(text, ctx)
        command.handler(ctx, **arguments)

    def _execute_noted(self, ctx: Context, spoken: Spoken, command: Command, text: str) -> None:
        """Carry out a command; what it changes stays known for a while, so that it can be taken back."""
        if not (command.receipt or command.final):
            self._execute(ctx, command, text)
            return
        with recorded(ctx.tx) as recording:
            self._execute(ctx, command, text)
        made = recording.changes()
        keep(ctx, spoken, command.name, made, final=command.final)


def _receive(ctx: Context) -> None:
    """Who is expected here has come, whatever becomes of the order itself."""
    if arrivals.expected(ctx):
        _spared(ctx.tx, lambda: arrivals.bind(ctx), "an arrival in %s", ctx.room_id or "")


def _spared(tx: Connection, act: Callable[[], None], what: str, detail: str) -> str:
    """Do what goes along with an order: a mistake in it costs nothing else. Returns its reference, or ""."""
    try:
        with tx.begin_nested():
            act()
    except OperationalError:
        raise
    except Exception:
        return log_failure(what, detail)
    return ""


def _ask_which(ctx: Context, line: str, arguments: str, unclear: Unclear) -> None:
    """Ask which of several things is meant; each answer is the same line with the piece replaced."""
    if not unclear.piece:
        ((label, order),) = unclear.options
        ctx.say(label.key, **label.data)
        ctx.ask([Option(label, order)])
        return
    if len(unclear.options) == 1 and unclear.question is None:
        ctx.say("question.meant", piece=unclear.piece, meant=unclear.options[0][0])
    else:
        question = unclear.question or phrase("question.which", piece=unclear.piece)
        ctx.say(question.key, **question.data)
        ctx.list([label for label, _ in unclear.options], start=1)
        ctx.say("question.how")
    # The piece may stand in the command's word too („!streichen en“), so only what follows is looked through.
    start = len(line) - len(arguments) if line.endswith(arguments) else 0
    head, tail = line[:start], line[start:]
    ctx.ask([Option(label, head + tail.replace(unclear.piece, typed, 1)) for label, typed in unclear.options])


def log_failure(what: str, detail: str) -> str:
    """Log the exception being handled, without any text of a user, under a reference that the room is told."""
    reference = secrets.token_hex(2).upper()
    _log.exception("reference %s: " + what, reference, detail)
    return reference
