"""Taking somebody out of the tables: a pseudonym where the row is a record, nothing where it is not."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage import attachments, changes, personal
from storage.formal_tables import absence, expected_person
from storage.planning_tables import vote
from storage.post_records import LetterState
from storage.post_tables import draft, letter, question, undecrypted
from storage.records import Role, RoleHolder
from storage.rows import many
from storage.tables import body, body_role, item, room, room_member
from storage.watch_tables import incident

_DAY = timedelta(days=1)
_ANSWERED = {"answered": True, "options": [], "slot": None, "slot_command": None}


def put_pseudonym(tx: Connection, user_id: str, pseudonym: str) -> None:
    """Where it stays known that somebody did it, but not who."""
    tx.execute(update(item).where(item.c.proposed_by == user_id).values(proposed_by=pseudonym))
    tx.execute(update(body).where(body.c.first_release_by == user_id).values(first_release_by=pseudonym))


def drop(tx: Connection, user_id: str, names: Collection[str]) -> None:
    """What ends with the person: votes, absences, proposals, being expected, being in rooms, what can be taken back."""
    tx.execute(delete(vote).where(vote.c.user_id == user_id))
    tx.execute(delete(absence).where(absence.c.user_id == user_id))
    tx.execute(update(absence).where(absence.c.deputy_id == user_id).values(deputy_id=None, confirmed=False))
    tx.execute(delete(draft).where(draft.c.from_user == user_id))
    tx.execute(delete(expected_person).where(expected_person.c.name.in_(list(names))))
    for one in tx.execute(select(expected_person)).all():
        if user_id in (one.here or ()):
            rest = [other for other in one.here if other != user_id]
            tx.execute(update(expected_person).where(expected_person.c.id == one.id).values(here=rest))
    tx.execute(delete(room_member).where(room_member.c.user_id == user_id))
    tx.execute(update(room).where(room.c.name.in_(list(names))).values(name=room.c.id))
    tx.execute(delete(incident).where(incident.c.subject.contains(user_id, autoescape=True)))
    changes.forget_all(tx)
    for row in tx.execute(select(undecrypted)).all():
        if user_id in repr(row.source):
            tx.execute(delete(undecrypted).where(undecrypted.c.event_id == row.event_id))


def close_questions(tx: Connection, user_id: str, names: Collection[str]) -> None:
    """End the questions that were put to somebody or whose commands name them."""
    for row in tx.execute(select(question)).all():
        held = repr((row.options, row.slot_command))
        if row.asked_of == user_id or any(word in held for word in (user_id, *names)):
            asked_of = None if row.asked_of == user_id else row.asked_of
            tx.execute(update(question).where(question.c.id == row.id).values(asked_of=asked_of, **_ANSWERED))


def end_roles(
    tx: Connection, user_id: str, pseudonym: str, today: date, label: Callable[[int, Role], str]
) -> list[RoleHolder]:
    """End all roles of somebody with yesterday and put a pseudonym and a label in their place; one that has not begun
    is removed. Returns those that were in force."""
    held = many(RoleHolder, tx.execute(select(body_role).where(body_role.c.user_id == user_id)))
    for one in held:
        which = [body_role.c[name] == getattr(one, name) for name in ("body_id", "user_id", "role")]
        if one.from_on is not None and one.from_on >= today:
            tx.execute(delete(body_role).where(*which))
            continue
        until = min(one.until_on or today - _DAY, today - _DAY)
        values = {"user_id": pseudonym, "name": label(one.body_id, one.role), "until_on": until}
        tx.execute(update(body_role).where(*which).values(values))
    begun = [one for one in held if one.from_on is None or one.from_on <= today]
    return [one for one in begun if one.until_on is None or one.until_on >= today]


def former_members(tx: Connection, before: date) -> list[RoleHolder]:
    """The roles that ended before a day and still name somebody."""
    ended = body_role.c.until_on < before, body_role.c.user_id.startswith("@")
    return many(RoleHolder, tx.execute(select(body_role).where(*ended).order_by(body_role.c.id)))


def put_label(tx: Connection, holder: RoleHolder, pseudonym: str, label: str) -> None:
    """Put a pseudonym and a label in the place of who had a role."""
    which = [body_role.c[name] == getattr(holder, name) for name in ("body_id", "user_id", "role")]
    tx.execute(update(body_role).where(*which).values(user_id=pseudonym, name=label))


# -- what the bot wrote -----------------------------------------------------------------------------------------------


def rewrite_letters(
    tx: Connection, words: Collection[str], clean: Callable[[Any], Any], own_rooms: Collection[str]
) -> None:
    """Take words out of all letters that hold one. In `own_rooms` nothing of a letter is kept, and none is sent any
    more."""
    for one in list(personal.letters_holding(tx, words)):
        values = {"content": clean(one.content), "reason": clean(one.reason)}
        tx.execute(update(letter).where(letter.c.id == one.id).values(values))
    mine = letter.c.room_id.in_(list(own_rooms))
    for row in tx.execute(select(letter.c.id, letter.c.state).where(mine)).all():
        waits = row.state in (LetterState.PENDING, LetterState.SENDING)
        state = LetterState.PARKED if waits else row.state
        tx.execute(update(letter).where(letter.c.id == row.id).values(content={}, state=state))
        attachments.forget(tx, row.id)


def direct_rooms(tx: Connection, user_id: str, bot_user: str) -> list[str]:
    """All direct chats of somebody with the bot."""
    rooms = tx.execute(select(room_member.c.room_id).where(room_member.c.user_id == user_id)).scalars().all()
    bodies = set(tx.execute(select(body.c.room_id)).scalars())
    both = {user_id, bot_user}
    found = []
    for room_id in sorted(set(rooms) - bodies):
        here = tx.execute(select(room_member.c.user_id).where(room_member.c.room_id == room_id)).scalars()
        found += [room_id] if set(here) == both else []
    return found
