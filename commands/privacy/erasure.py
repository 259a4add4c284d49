"""Forgetting somebody (Art. 17 GDPR): a pseudonym in all tables, and the list that outlives a restored database.

What is a record stays: assignments, decisions and their texts name bodies and functions. Names that somebody typed
into a text are not searched for; a removed message takes them along.
"""

import re
import secrets
from collections.abc import Collection
from datetime import date, datetime
from html import escape
from typing import Any

from sqlalchemy import Connection

from commands.context import Context
from commands.house import House
from commands.texts.voice import Voice, phrase
from storage import audit, bodies, erased, forgetting, incidents, personal, rooms
from storage.erasure_list import KEY
from storage.records import Role, RoleHolder, RoomMember
from storage.watch_records import Erased

_SHORTEST = 3
"""A display name shorter than this is part of too many other words."""


def new_pseudonym() -> str:
    """Random: nothing leads from it to the person, and nobody else has it."""
    return f"former-{secrets.token_hex(8)}"


def forget(ctx: Context, user_id: str) -> tuple[str, list[RoleHolder], list[str]]:
    """Forget somebody and note it in the list. Returns the pseudonym, the roles that have ended, and the direct chats
    that are to be left."""
    chats = forgetting.direct_rooms(ctx.tx, user_id, ctx.house.bot_user)
    pseudonym = new_pseudonym()
    ended = _take_out(ctx, user_id, pseudonym, chats)
    erased.note(ctx.tx, erased.PERSON, ctx.house.erasures.subject_of(user_id), pseudonym, ctx.now)
    return pseudonym, ended, chats


def reapply(tx: Connection, house: House, now: datetime) -> list[Erased]:
    """Forget once more whom a database that was put back does not know to be forgotten. Returns what came new into its
    table, of every kind; people are dealt with, all other kinds are for the caller.

    Whoever came back after being forgotten is left alone: their entry stands in the table already.
    """
    if house.erasures.has_lost_its_key:
        incidents.report(tx, "erasure_key", KEY, now)
    known = {(one.kind, one.subject): one.at for one in erased.every(tx)}
    fresh = [one for one in house.erasures.entries() if known.get((one.kind, one.subject)) != one.at]
    people = {one.subject: one for one in fresh if one.kind == erased.PERSON}
    ctx = Context(tx, now, house)
    for user_id in sorted(personal.everybody(tx)) if people else ():
        one = people.get(house.erasures.subject_of(user_id))
        if one is not None:
            chats = forgetting.direct_rooms(tx, user_id, house.bot_user)
            _take_out(ctx, user_id, one.pseudonym or new_pseudonym(), chats)
    for one in fresh:
        erased.note(tx, one.kind, one.subject, one.pseudonym, one.at)
    return fresh


def reduce_members(ctx: Context, before: date) -> int:
    """Put a label in the place of who had a role that ended before a day. Returns how many roles."""
    found = forgetting.former_members(ctx.tx, before)
    for one in found:
        forgetting.put_label(ctx.tx, one, new_pseudonym(), _label(ctx.tx, one.body_id, one.role))
    return len(found)


def _take_out(ctx: Context, user_id: str, pseudonym: str, chats: Collection[str]) -> list[RoleHolder]:
    tx = ctx.tx
    names = {one for name in personal.names_of(tx, user_id) for one in _spelled(name)}
    ended = forgetting.end_roles(tx, user_id, pseudonym, ctx.today, lambda body, role: _label(tx, body, role))
    forgetting.put_pseudonym(tx, user_id, pseudonym)
    audit.pseudonymise(tx, user_id, pseudonym)
    forgetting.close_questions(tx, user_id, names)
    forgetting.drop(tx, user_id, names)
    somebody = Voice("de").plain(phrase("privacy.somebody"))
    written = {*names, *map(escape, names)}
    forgetting.rewrite_letters(tx, (user_id, *written), _cleaner(user_id, pseudonym, written, somebody), chats)
    return ended


def _spelled(name: str) -> list[str]:
    """A display name as it may stand in a text of the bot: whole, and without what follows in brackets."""
    return [one for one in (name, name.partition("(")[0].strip()) if len(one) >= _SHORTEST and not one.startswith("@")]


def _label(tx: Connection, body_id: int, role: Role) -> str:
    """„ehemaliges Mitglied (Leitung)“."""
    words = phrase("privacy.somebody") if role is Role.MEMBER else phrase("privacy.former", function=role)
    return Voice(bodies.by_id(tx, body_id).language).plain(words)


def _cleaner(user_id: str, pseudonym: str, names: Collection[str], somebody: str) -> Any:
    known = re.compile(rf"{re.escape(user_id)}(?![\w:-]|\.\w)")  # and nobody whose user id only begins like it
    longest_first = sorted(names, key=len, reverse=True)
    named = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first)) if names else None

    def clean(value: Any) -> Any:
        match value:
            case str():
                text = known.sub(pseudonym, value)
                return named.sub(somebody, text) if named else text
            case dict():
                return {key: clean(one) for key, one in value.items()}
            case list():
                return [clean(one) for one in value if one != user_id]
        return value

    return clean


def know_again(tx: Connection, house: House, room_id: str, sender: str) -> None:
    """See somebody in a room anew who was forgotten and has just written there: the homeserver took it, so they are in.

    Its next word about the room brings their name and power.
    """
    room = rooms.get(tx, room_id)
    if room is None or not room.joined or rooms.member(tx, room_id, sender) is not None:
        return
    if erased.is_listed(tx, erased.PERSON, house.erasures.subject_of(sender)):
        rooms.add_member(tx, RoomMember(room_id, sender, sender, 0))
