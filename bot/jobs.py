"""What is to be sent next, taken out of the outbox, and what became of it, noted there. Runs on the worker's thread."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.matrix.sending import PIN, REDACTION, Absent, Outcome, Refused, Sent, Unclear
from storage import attachments, cleaning, erasure, incidents, outbox, rooms
from storage.post_records import Attachment, Letter, LetterState
from storage.records import Room

log = logging.getLogger(__name__)

_QUIET = (incidents.POST, "moved/")
"""Posts of which nobody need know that they could not be sent: those that tell of such things, and farewells."""

NEVER_SENT = "what it refers to was never sent"

SAME_ID_IS_KNOWN = timedelta(hours=20)
"""Homeservers forget transaction ids; Synapse after 24 hours (reliability D)."""
_ODD_REFUSALS = 12
"""After so many attempts, about an hour, an answer that is neither yes nor a definitive no is given up."""

_FILE_TRIES = 9
"""A file is given up after some minutes: it holds up what is to be said in its room, and can be asked for again."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One letter on its way. `target` is the event it speaks of, or None where an earlier letter becomes that event."""

    letter: Letter
    target: str | None
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """The next letters of one room, in their order. `look`: first see whether the only one is there already."""

    room_id: str
    errands: tuple[Errand, ...]
    encrypted: bool
    look: bool


@dataclass(frozen=True, slots=True)
class Untouched:
    """The letter was not tried, because one before it in its room got no clear outcome."""


Done = tuple[Letter, Outcome | Untouched]


class Ledger:
    """The outbox as the sender keeps it. `wake` is called where setting a letter aside may give another its turn.

    `posted` are letters that are in their rooms though the database, which was put back, does not know: id -> event id.
    `known_for`: so long after the first attempt the homeserver knows a transaction id for sure.
    """

    def __init__(
        self, device_id: Callable[[], str], wake: Callable[[], None], known_for: timedelta = SAME_ID_IS_KNOWN
    ) -> None:
        self._device_id = device_id
        self._wake = wake
        self._known_for = known_for
        self._looked_for: set[str] = set()
        self.posted: dict[str, str] = {}

    def begin(self, tx: Connection, queue: list[Letter], now: datetime) -> Job | None:
        """Note that attempts begin for the letters of one room as far as they can be sent now."""
        room = rooms.get(tx, queue[0].room_id)
        encrypted = room is not None and room.encrypted
        errands: list[Errand] = []
        for letter in queue:
            if letter.id in self.posted and letter.event_type != PIN:
                self._was_posted(tx, letter)
                continue
            if errands and PIN in (letter.event_type, errands[0].letter.event_type):
                break  # what is pinned is compared with what has been noted as sent
            first, target = None, None
            if letter.target is not None and all(errand.letter.id != letter.target for errand in errands):
                first = outbox.letter_by_id(tx, letter.target)
                target = first.event_id if first is not None else None
                if target is None and first is not None and first.state in (LetterState.PENDING, LetterState.SENDING):
                    break
                if target is None:
                    self._set_aside(tx, letter, NEVER_SENT, now)
                    continue
            reason = _hopeless(letter, room, now)
            if reason is not None:
                self._set_aside(tx, letter, reason, now)
            elif self._must_look(letter, now):
                if not errands:
                    return Job(letter.room_id, (Errand(letter, target),), encrypted, look=True)
                break
            else:
                outbox.begin_attempt(tx, letter.id, self._device_id(), now)
                file = attachments.of_letter(tx, letter.id) if letter.is_file else None
                errands.append(Errand(letter, target, file))
        return Job(queue[0].room_id, tuple(errands), encrypted, look=False) if errands else None

    def _was_posted(self, tx: Connection, letter: Letter) -> None:
        log.info("letter %s is in its room already", letter.id)
        note_sent(tx, letter, self.posted[letter.id])
        self._wake()

    def _must_look(self, letter: Letter, now: datetime) -> bool:
        """Whether the homeserver may no longer know the letter's transaction id from an attempt before."""
        if letter.attempts == 0 or letter.first_attempt_at is None or letter.id in self._looked_for:
            return False
        stale = now - letter.first_attempt_at > self._known_for
        return stale or letter.device_id != self._device_id()

    def note(self, tx: Connection, done: Iterable[Done], now: datetime) -> None:
        """Write down what became of letters."""
        for letter, outcome in done:
            match outcome:
                case Sent(event_id):
                    note_sent(tx, letter, event_id)
                    self._looked_for.discard(letter.id)
                case Refused(code):
                    self._set_aside(tx, letter, code, now)
                    _forget_removed(tx, letter)
                case Absent():
                    self._looked_for.add(letter.id)
                case Untouched():
                    outbox.take_back_attempt(tx, letter)
                case Unclear(why, refused=True) if letter.attempts >= (
                    _FILE_TRIES if letter.is_file else _ODD_REFUSALS
                ):
                    self._set_aside(tx, letter, why, now)
                case _:
                    outbox.try_again(tx, letter.id, letter.not_before, outcome.why)

    def _set_aside(self, tx: Connection, letter: Letter, why: str, now: datetime) -> None:
        """Give a letter up; people are told, unless they know already that the bot is not in the room."""
        log.log(
            logging.INFO if why == outbox.LOST else logging.ERROR,
            "letter %s to %s is set aside: %s",
            letter.id,
            letter.room_id,
            why,
        )
        outbox.park(tx, letter.id, why)
        if why not in (outbox.LOST, NEVER_SENT) and not letter.reason.startswith(_QUIET):
            incidents.report(tx, "letter_aside", f"{letter.room_id} {_code(why)}", now)
        self._wake()


def note_sent(tx: Connection, letter: Letter, event_id: str | None) -> None:
    """A letter is in its room."""
    outbox.mark_sent(tx, letter.id, event_id)
    if letter.is_file:
        attachments.forget(tx, letter.id)
    _forget_removed(tx, letter)


def _forget_removed(tx: Connection, letter: Letter) -> None:
    """What was taken out of its room is not kept here either; while it was being sent, it had to be."""
    if letter.event_type == REDACTION and letter.target is not None:
        erasure.empty(tx, letter.target)
        cleaning.ask(tx)


def _code(why: str) -> str:
    """A reason in one word, for people; an errcode is one."""
    if why.startswith("cannot"):
        return "unreadable"
    return "file" if why.startswith(("upload", "the homeserver takes no such file")) else why.partition(" ")[0][:60]


def _hopeless(letter: Letter, room: Room | None, now: datetime) -> str | None:
    """Why a letter can or need not be sent any more, if that is so."""
    if letter.expires_at is not None and letter.expires_at <= now and letter.attempts == 0:
        return "expired"
    if room is not None and not room.joined:
        return outbox.LOST
    return None
