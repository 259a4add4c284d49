"""Rooms and who is in them, as the homeserver last said."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, bindparam, case, delete, func, insert, select, update

from storage.records import Room, RoomMember
from storage.statements import by
from storage.tables import body, room, room_member

_BY_ID = by(room, "id")
_REPLACED_BY = by(room, "successor_id").order_by(room.c.id)
_MEMBER = by(room_member, "room_id", "user_id")
_MEMBERS = by(room_member, "room_id").order_by(room_member.c.user_id)
_THE_TWO = func.sum(case((room_member.c.user_id.in_((bindparam("user_id"), bindparam("bot_user"))), 1), else_=0))
_DIRECT = (
    select(room.c.id)
    .join(room_member, room_member.c.room_id == room.c.id)
    .outerjoin(body, body.c.room_id == room.c.id)
    .where(and_(room.c.joined, body.c.id.is_(None)))
    .group_by(room.c.id, room.c.encrypted)
    .having(and_(func.count() == 2, _THE_TWO == 2))
    .order_by(room.c.encrypted.desc(), room.c.id)
    .limit(1)
)


def get(tx: Connection, room_id: str) -> Room | None:
    row = tx.execute(_BY_ID, {"id": room_id}).first()
    return None if row is None else Room(**row._mapping)


def every(tx: Connection) -> list[Room]:
    return [Room(**row._mapping) for row in tx.execute(select(room).order_by(room.c.name, room.c.id))]


def put(tx: Connection, value: Room) -> None:
    """Remember a room. Encryption is never forgotten: a room that was encrypted once stays so."""
    known = get(tx, value.id)
    values = {"name": value.name, "public": value.public, "joined": value.joined, "successor_id": value.successor_id}
    if known is None:
        tx.execute(insert(room).values(id=value.id, encrypted=value.encrypted, **values))
    else:
        encrypted = known.encrypted or value.encrypted
        tx.execute(update(room).where(room.c.id == value.id).values(encrypted=encrypted, **values))


def replaced_by(tx: Connection, room_id: str) -> list[Room]:
    """The rooms whose place this one is said to take."""
    return [Room(**row._mapping) for row in tx.execute(_REPLACED_BY, {"successor_id": room_id})]


def set_members(tx: Connection, room_id: str, members: Iterable[RoomMember]) -> None:
    """Replace the list of joined members of a room."""
    tx.execute(delete(room_member).where(room_member.c.room_id == room_id))
    rows = [{"room_id": m.room_id, "user_id": m.user_id, "name": m.name, "power": m.power} for m in members]
    if rows:
        tx.execute(insert(room_member), rows)


def member(tx: Connection, room_id: str, user_id: str) -> RoomMember | None:
    row = tx.execute(_MEMBER, {"room_id": room_id, "user_id": user_id}).first()
    return None if row is None else RoomMember(**row._mapping)


def members(tx: Connection, room_id: str) -> list[RoomMember]:
    rows = tx.execute(_MEMBERS, {"room_id": room_id})
    return [RoomMember(**row._mapping) for row in rows]


def direct_room(tx: Connection, user_id: str, bot_user: str) -> str | None:
    """The direct chat of somebody with the bot: a joined room of exactly these two that is no body's room.

    Of several an encrypted one.
    """
    row = tx.execute(_DIRECT, {"user_id": user_id, "bot_user": bot_user}).first()
    return None if row is None else str(row.id)


def add_member(tx: Connection, value: RoomMember) -> None:
    """Add one member to those who are known to be in a room."""
    row = {"room_id": value.room_id, "user_id": value.user_id, "name": value.name, "power": value.power}
    tx.execute(insert(room_member), row)
