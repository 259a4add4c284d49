"""The entrance: every message and every tick of the clock comes in here, and leaves as rows and letters.

One stimulus is one transaction's work and has exactly one recorded outcome. A refusal or a bug undoes what the order
had changed (its savepoint), never what others did, and is answered.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from commands import answering, clockwork, dropped_files, edited_messages, unread
from commands.addressing import Addressing, picked, pressed
from commands.catalogue import registry
from commands.context import Context, paragraph
from commands.erasing import erase, erase_again
from commands.finding import voting
from commands.handwriting import orders, tidy
from commands.house import House
from commands.limits import Limits
from commands.orders import Orders, log_failure
from commands.privacy.erasure import know_again, reapply
from commands.spoken import Spoken
from commands.stimuli import (
    Arrived,
    Declined,
    Edited,
    Exposed,
    Filed,
    Guest,
    Lost,
    Missed,
    Reacted,
    Redacted,
    Replaced,
    Said,
    Stimulus,
    Undecryptable,
    Unsealed,
    Voted,
    from_payload,
)
from commands.watch import invitations
from commands.watch import rooms as room_watch
from storage import audit, inbox, outbox, questions, sources
from storage.post_records import Received


class Dispatch:
    """All that the bot does, as plain calls in the transaction of the caller (the one worker thread)."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._registry = registry()
        self._addressing = Addressing(house, self._registry)
        self._orders = Orders(house, self._registry)
        self._limits = Limits(house.commands_a_minute, house.room_commands_a_minute)

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        """Whether a stimulus is meant for the bot. What is not must be dropped at once and never be written down."""
        return self._addressing.wants(tx, stimulus)

    def welcomes(self, tx: Connection, inviter: str, direct: bool, now: datetime) -> bool:
        """Whether the bot comes where somebody invites it."""
        return invitations.is_welcome(Context(tx, now, self._house), inviter, direct=direct)

    def handle(self, tx: Connection, received: Received, now: datetime) -> None:
        """Do what one row of the inbox asks for, and record its outcome there."""
        try:
            with tx.begin_nested():
                outcome = self._react(tx, from_payload(received.payload), now)
        except OperationalError:
            raise  # the database is locked or full: nobody's order is to blame, and it will be tried again
        except Exception:
            kind = str(received.payload.get("kind", "unknown"))
            reference = log_failure("stimulus %s", kind)
            audit.note(tx, at=now, actor="bot", action=kind, outcome="failed", reference=reference)
            outcome = "failed"
        inbox.mark_done(tx, received.seq, outcome)

    def tick(self, tx: Connection, now: datetime) -> bool:
        """Run the oldest duty that is due. Whether there was one."""
        return clockwork.run_one(tx, now, self._house, self._registry)

    def begin(self, tx: Connection, now: datetime) -> None:
        """What comes before all work: a database that was put back knows again what had been erased."""
        reapply(tx, self._house, now)
        erase_again(tx, self._house, self._registry, now)

    def came_back(self, tx: Connection, rooms: Collection[str], copied_at: datetime, now: datetime) -> None:
        """Tell the rooms in which the bot has posted since that it has come back from a copy of `copied_at`."""
        for room_id in rooms:
            answering.come_back(tx, self._house, room_id, copied_at, now)

    def next_due(self, tx: Connection) -> datetime | None:
        """When the clock has to be asked again."""
        return clockwork.next_due(tx)

    # -- what happened ------------------------------------------------------------------------------------------------

    def _react(self, tx: Connection, stimulus: Stimulus, now: datetime) -> str:
        if isinstance(stimulus, Said | Edited | Reacted | Voted | Filed) and self._is_too_much(tx, stimulus, now):
            return "limited"
        match stimulus:
            case Said() if not self._house.is_ours(stimulus.sender):
                return self._stranger(tx, stimulus, now)
            case Said(late=True) if unread.was_sent_again(tx, stimulus):
                return "superseded"
            case Said():
                know_again(tx, self._house, stimulus.room_id, stimulus.sender)
                return self._said(tx, stimulus, now)
            case Edited() if self._house.is_ours(stimulus.sender):
                return edited_messages.take_in(self._orders, self._registry, tx, stimulus, now)
            case Reacted() if self._house.is_ours(stimulus.sender):
                return self._reacted(tx, stimulus, now)
            case Voted() if self._house.is_ours(stimulus.sender):
                return self._voted(tx, stimulus, now)
            case Filed() if self._house.is_ours(stimulus.sender):
                return dropped_files.take_in(self._orders, tx, stimulus, now)
            case Redacted():
                return "erased" if erase(tx, self._house, self._registry, stimulus, now) else "ignored"
            case Arrived():
                room_watch.arrive(Context(tx, now, self._house), stimulus)
                return "done"
            case Declined():
                invitations.tell(Context(tx, now, self._house), stimulus)
                return "done"
            case Lost() | Missed() | Exposed() | Replaced() | Guest():
                return room_watch.react(Context(tx, now, self._house), stimulus)
            case Undecryptable():
                unread.regret(tx, self._house, stimulus, now)
                return "unreadable"
            case Unsealed() if self._house.is_ours(stimulus.sender):
                unread.refuse_unsealed(tx, self._house, stimulus, now)
                return "unsealed"
        return "ignored"

    def _is_too_much(self, tx: Connection, one: Said | Edited | Reacted | Voted | Filed, now: datetime) -> bool:
        """Whether somebody or a room has ordered too much within a minute; that is said once, and noted each time."""
        over = self._limits.over(one.event_id, one.sender, one.room_id, one.at)
        if over is None:
            return False
        key, most, tell = over
        pressed_on = one.target if isinstance(one, Reacted) else None
        spoken = Spoken(one.room_id, one.sender, one.event_id, None, None, (), pressed_on)
        if tell:
            words = paragraph(self._orders.context(tx, now, spoken).voice, key, most=most)
            answering.send(tx, spoken, (words,), now)
        audit.note(
            tx,
            at=now,
            actor=one.sender,
            action=one.kind,
            outcome="limited",
            room_id=one.room_id,
            event_id=one.event_id,
        )
        return True

    def _said(self, tx: Connection, said: Said, now: datetime) -> str:
        if said.late:
            unread.tell_late(tx, self._house, said, now)
        if said.voice:
            spoken = _spoken(said, None, (said.event_id,))
            voice = self._orders.context(tx, now, spoken).voice
            answering.send(tx, spoken, (paragraph(voice, "voice_message"),), now)
            return "refused"
        text = tidy(said.text)
        if not text.startswith("!") or self._registry.find(text.removeprefix("!")) is None:
            answer = self._addressing.answer_meant(tx, said, now)
            if answer is not None:
                return self._answered(tx, said, now, *answer)
        about = answering.about_of(tx, said.reply_to, said.room_id)
        origins = (said.event_id,)
        spoken = Spoken(
            said.room_id, said.sender, said.event_id, said.thread, about, origins, None, said.at, said.away_since
        )
        if self._addressing.votes(tx, said, now):
            return self._orders.carry_out(tx, spoken, [f"passt {text}"], now)
        if self._addressing.answers_inquiry(tx, said):
            return self._orders.carry_out(tx, spoken, [f"antwort {text}"], now)
        return self._orders.carry_out(tx, spoken, orders(text), now)

    def _answered(
        self, tx: Connection, said: Said, now: datetime, question_id: int, command: str, led_to: tuple[str, ...]
    ) -> str:
        pressed_on = said.reply_to if not said.text else None
        origins = (said.event_id, *led_to)
        spoken = Spoken(
            said.room_id, said.sender, said.event_id, said.thread, None, origins, pressed_on, said.at, said.away_since
        )
        question = questions.by_id(tx, question_id)
        asked = question.asked_of == said.sender
        if not command:
            refused = None if asked else self._orders.refusal(tx, spoken, question.first_command, now)
            if refused is not None:
                voice = self._orders.context(tx, now, spoken).voice
                answering.send(tx, spoken, (paragraph(voice, refused.key, **refused.data),), now)
                return refused.key
            questions.close(tx, question_id)
            answering.send(
                tx, spoken, (paragraph(self._orders.context(tx, now, spoken).voice, "question.dropped"),), now
            )
            return "done"
        outcome = self._orders.carry_out(tx, spoken, [command], now)
        # Who may not decide does not end the question for those who may.
        if outcome in ("done", "asked") or (asked and not outcome.startswith("access.")):
            questions.close(tx, question_id)
        return outcome

    def _reacted(self, tx: Connection, reacted: Reacted, now: datetime) -> str:
        letter = outbox.letter_by_event(tx, reacted.target, reacted.room_id)
        question = questions.of_letter(tx, letter.id, now) if letter else None
        if letter is None or question is None or question.asked_of not in (None, reacted.sender):
            return "ignored"
        word = pressed(reacted.key)
        command = picked(question, word) if word else None
        if command is None:
            return "ignored"
        said = Said(reacted.event_id, reacted.room_id, reacted.sender, "", reacted.at, reply_to=reacted.target)
        return self._answered(tx, said, now, question.id, command, sources.makers(tx, "question", question.id))

    def _voted(self, tx: Connection, voted: Voted, now: datetime) -> str:
        ctx = Context(tx, now, self._house, room_id=voted.room_id, sender=voted.sender, event_ids=(voted.event_id,))
        return "done" if voting.take_from_poll(ctx, voted) else "ignored"

    def _stranger(self, tx: Connection, said: Said, now: datetime) -> str:
        spoken = Spoken(said.room_id, said.sender, said.event_id, said.thread, None, ())
        answering.send(tx, spoken, (paragraph(self._orders.context(tx, now, spoken).voice, "access.stranger"),), now)
        return "refused"


def _spoken(
    said: Said, about: tuple[str, int] | None, origins: tuple[str, ...], pressed_on: str | None = None
) -> Spoken:
    where = said.room_id, said.sender, said.event_id, said.thread
    return Spoken(*where, about, origins, pressed_on, said.at, said.away_since)
