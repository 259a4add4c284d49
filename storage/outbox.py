"""What is to go out: letters, from the decision that wrote them to the event that they became.

A letter's `id` is its transaction id (Client-Server API, "Transaction identifiers"), so a repeated PUT is the same
event. Its `reason` is unique, so that the same cause writes it once, and the id is made of it: a database that was put
back gives a letter that it writes once more the id that it had before, by which its event is known again.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from storage import attachments
from storage.closed_words import as_read_in
from storage.columns import Instant
from storage.post_records import Attachment, Letter, LetterState
from storage.post_tables import letter
from storage.statements import ID, by, changing, if_new
from storage.watch_tables import installation

_OPEN = (LetterState.PENDING, LetterState.SENDING)

LOST = "the bot is not in this room"
"""Why a letter was set aside for a room that the bot is not in."""

_FELL_AWAY = "fell away while the bot was not in this room"

PROMPT, ANSWER, LIVING, DIGEST = 10, 20, 30, 40
"""Priorities of letters, most urgent first; within a room the order of writing always holds."""

_KEPT = "letter_key"
"""Under this name the connection keeps the database's own key."""

LEAVE = "leave"
"""In place of an event's type: the bot leaves the room, behind all that it had to say there."""

_CHANGE_LETTER = changing(letter)
_BY_ID, _BY_EVENT, _BY_REASON = by(letter, "id"), by(letter, "event_id", "room_id"), by(letter, "reason")
_ABOUT = (
    by(letter, "room_id", "about")
    .where(letter.c.target.is_(None), letter.c.state != LetterState.PARKED)
    .order_by(letter.c.seq.desc())
    .limit(1)
)
_UNSENT_TO_TARGET = (
    select(letter.c.id)
    .where(letter.c.target == bindparam("target"), letter.c.event_type == bindparam("event_type"))
    .where(letter.c.state == LetterState.PENDING, letter.c.attempts == 0)
    .order_by(letter.c.seq.desc())
    .limit(1)
)
_LAST = (
    select(letter.c.event_type).where(letter.c.room_id == bindparam("room_id")).order_by(letter.c.seq.desc()).limit(1)
)
_HEADS = select(func.min(letter.c.seq)).where(letter.c.state.in_(_OPEN)).group_by(letter.c.room_id)
_DUE_HEADS = (
    select(letter)
    .where(letter.c.seq.in_(_HEADS), letter.c.not_before <= bindparam("now"))
    .order_by(letter.c.priority, letter.c.seq)
)
_PLACE = func.row_number().over(partition_by=letter.c.room_id, order_by=letter.c.seq).label("place")
_QUEUED = select(letter, _PLACE).where(letter.c.state.in_(_OPEN)).subquery()
_QUEUES = select(_QUEUED).where(_QUEUED.c.place <= bindparam("most")).order_by(_QUEUED.c.seq)
_NEXT_POST_AT = select(func.min(letter.c.not_before)).where(letter.c.state.in_(_OPEN))
_UNDER_WAY = (
    select(letter.c.id).where(letter.c.room_id == bindparam("room_id"), letter.c.state == LetterState.SENDING).limit(1)
)
_KEY = select(installation.c.letter_key).order_by(installation.c.id).limit(1)
_BEGIN = (
    update(letter)
    .where(letter.c.id == bindparam(ID))
    .values(
        state=LetterState.SENDING,
        attempts=letter.c.attempts + 1,
        device_id=bindparam("device"),
        first_attempt_at=func.coalesce(letter.c.first_attempt_at, bindparam("now", type_=Instant())),
    )
)


def write_letter(
    tx: Connection,
    *,
    reason: str,
    room_id: str,
    event_type: str,
    content: dict[str, Any],
    not_before: datetime,
    priority: int = ANSWER,
    target: str | None = None,
    about: str | None = None,
    expires_at: datetime | None = None,
    attachment: Attachment | None = None,
) -> str:
    """Put a letter into the outbox and return its id. A reason that exists already writes nothing and returns "".

    With an attachment it is an m.file; where the file lies is put into its content when it is sent.
    """
    letter_id = id_for(tx, reason)
    row: dict[str, Any] = {
        "id": letter_id,
        "reason": reason,
        "room_id": room_id,
        "event_type": event_type,
        "content": as_read_in(tx, room_id, content),
    }
    row |= {"target": target, "about": about, "priority": priority, "state": LetterState.PENDING, "attempts": 0}
    row |= {"not_before": not_before, "expires_at": expires_at}
    added = tx.execute(if_new(tx.dialect.name, letter), row)
    if added.rowcount and attachment is not None:
        attachments.add(tx, letter_id, attachment)
    return letter_id if added.rowcount else ""


def id_for(tx: Connection, reason: str) -> str:
    """The id of the letter with this reason, written or not. No two databases give the same one."""
    key = tx.info.get(_KEPT)
    if key is None:  # it never changes, so it may be kept as long as the connection
        key = tx.info[_KEPT] = str(tx.execute(_KEY).scalar_one())
    return sha256(f"{key}/{reason}".encode()).hexdigest()[:32]


def rewrite(tx: Connection, letter_id: str, content: dict[str, Any]) -> None:
    """Give a letter that no attempt was made to send a new content."""
    known = letter_by_id(tx, letter_id)
    if known is not None:
        content = as_read_in(tx, known.room_id, content)
    tx.execute(update(letter).where(letter.c.id == letter_id, letter.c.attempts == 0).values(content=content))


def replace_unsent(tx: Connection, target: str, event_type: str, content: dict[str, Any]) -> bool:
    """Give the newest letter of that type to `target` a new content, if no attempt to send it was made yet."""
    unsent = tx.execute(_UNSENT_TO_TARGET, {"target": target, "event_type": event_type}).scalar()
    if unsent is None:
        return False
    rewrite(tx, unsent, content)
    return True


def rooms_with_post(tx: Connection, now: datetime) -> list[Letter]:
    """For each room the one letter whose turn it is, the most urgent first; those not due yet are left out.

    The head of a room's queue is its oldest open letter; a later one never overtakes it.
    """
    rows = tx.execute(_DUE_HEADS, {"now": now})
    return [_letter(row) for row in rows]


def due_queues(tx: Connection, now: datetime, most: int) -> tuple[list[list[Letter]], datetime | None]:
    """For each room with due post its next letters in their order, at most `most`; the most urgent room first.

    A letter that is not due yet holds back those behind it. Also gives when the first of these becomes due.
    """
    queues: dict[str, list[Letter]] = {}
    held: dict[str, datetime] = {}
    for row in tx.execute(_QUEUES, {"most": most}):
        if row.room_id in held:
            continue
        if row.not_before > now:
            held[row.room_id] = row.not_before
        else:
            queues.setdefault(row.room_id, []).append(_letter(row))
    # What is urgent behind something that is not makes its room urgent: the order within a room holds.
    urgent = sorted(queues.values(), key=lambda queue: (min(one.priority for one in queue), queue[0].seq))
    return urgent, min(held.values(), default=None)


def next_post_at(tx: Connection) -> datetime | None:
    """When the next letter that waits becomes due."""
    return tx.execute(_NEXT_POST_AT).scalar()


def begin_attempt(tx: Connection, letter_id: str, device_id: str, now: datetime) -> None:
    """Commit this before the PUT: a crash in between is then known to have an unknown outcome."""
    tx.execute(_BEGIN, {ID: letter_id, "device": device_id, "now": now})


def take_back_attempt(tx: Connection, before: Letter) -> None:
    """An attempt that was begun was not made after all; the letter is again as it was `before`, unless an earlier
    attempt turned out to have reached its room."""
    values = {"state": before.state, "attempts": before.attempts, "device_id": before.device_id}
    tx.execute(
        update(letter)
        .where(letter.c.id == before.id, letter.c.state == LetterState.SENDING)
        .values(**values, first_attempt_at=before.first_attempt_at)
    )


def mark_sent(tx: Connection, letter_id: str, event_id: str | None) -> None:
    tx.execute(_CHANGE_LETTER, {ID: letter_id, "state": LetterState.SENT, "event_id": event_id, "last_error": None})


def try_again(tx: Connection, letter_id: str, not_before: datetime, error: str) -> None:
    tx.execute(update(letter).where(letter.c.id == letter_id).values(not_before=not_before, last_error=error))


def park(tx: Connection, letter_id: str, error: str) -> None:
    """Set a letter aside that can never be delivered as things are; the rest of its room goes on."""
    waits = letter.c.id == letter_id, letter.c.state.in_(_OPEN)
    tx.execute(update(letter).where(*waits).values(state=LetterState.PARKED, last_error=error))
    attachments.forget(tx, letter_id)


def park_room(tx: Connection, room_id: str, error: str) -> None:
    """Set aside all that waits for a room that the bot has lost."""
    tx.execute(
        update(letter)
        .where(letter.c.room_id == room_id, letter.c.state.in_(_OPEN))
        .values(state=LetterState.PARKED, last_error=error)
    )
    attachments.forget_closed(tx)


def fell_away(tx: Connection, room_id: str) -> int:
    """How many messages were set aside while the bot was not in a room; each is counted once."""
    fell = letter.c.room_id == room_id, letter.c.state == LetterState.PARKED, letter.c.last_error == LOST
    posts = letter.c.event_type == "m.room.message", letter.c.target.is_(None)
    count = tx.execute(select(func.count()).select_from(letter).where(*fell, *posts)).scalar_one()
    tx.execute(update(letter).where(*fell).values(last_error=_FELL_AWAY))
    return int(count)


def park_digests(tx: Connection, room_id: str, error: str) -> int:
    """Set aside the digests for a room that no attempt was made to send. Returns how many."""
    waits = letter.c.room_id == room_id, letter.c.state == LetterState.PENDING, letter.c.attempts == 0
    values = {"state": LetterState.PARKED, "last_error": error}
    return tx.execute(update(letter).where(*waits, letter.c.priority == DIGEST).values(**values)).rowcount


def letter_by_id(tx: Connection, letter_id: str) -> Letter | None:
    row = tx.execute(_BY_ID, {"id": letter_id}).first()
    return None if row is None else _letter(row)


def letter_by_event(tx: Connection, event_id: str, room_id: str) -> Letter | None:
    """The letter that became this event of this room; a reference from another room is to nothing."""
    row = tx.execute(_BY_EVENT, {"event_id": event_id, "room_id": room_id}).first()
    return None if row is None else _letter(row)


def is_under_way(tx: Connection, room_id: str) -> bool:
    """Whether something may be in the room already of which no event is known yet."""
    return tx.execute(_UNDER_WAY, {"room_id": room_id}).first() is not None


def letter_by_reason(tx: Connection, reason: str) -> Letter | None:
    row = tx.execute(_BY_REASON, {"reason": reason}).first()
    return None if row is None else _letter(row)


def letter_about(tx: Connection, room_id: str, about: str) -> Letter | None:
    """The newest message to this room that speaks of `about` and is neither an edit nor set aside."""
    row = tx.execute(_ABOUT, {"room_id": room_id, "about": about}).first()
    return None if row is None else _letter(row)


def _letter(row: Row[Any]) -> Letter:
    values = {name: getattr(row, name) for name in Letter.__slots__}
    values["state"] = LetterState(row.state)
    return Letter(**values)


def leave(tx: Connection, room_id: str, reason: str, now: datetime) -> None:
    """Leave a room once all that was written to it before is sent."""
    write_letter(tx, reason=reason, room_id=room_id, event_type=LEAVE, content={}, not_before=now)


def is_to_leave(tx: Connection, room_id: str) -> bool:
    """Whether leaving is the last that the bot did in a room or has yet to do there; once it is back it says more."""
    last = tx.execute(_LAST, {"room_id": room_id}).first()
    return last is not None and last.event_type == LEAVE
