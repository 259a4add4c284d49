"""Bodies and their roles."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, literal, or_, select, union, update

from storage.formal_tables import absence
from storage.records import Body, BodyKind, BodyState, Mandate, Role, RoleHolder
from storage.rows import many, one
from storage.statements import ID, adding, by, changing, if_new
from storage.tables import body, body_role, room_member

_ADD = adding(body)
_CHANGE = changing(body)
_BY_ID, _BY_ROOM, _BY_SIGN = by(body, "id"), by(body, "room_id"), by(body, "sign_key")
_EVERY = select(body).order_by(body.c.id)
_IN_FORCE = (
    or_(body_role.c.from_on.is_(None), body_role.c.from_on <= bindparam("today")),
    or_(body_role.c.until_on.is_(None), body_role.c.until_on >= bindparam("today")),
)
_ROLES_OF = union(
    select(body_role.c.role)
    .where(body_role.c.body_id == bindparam("body_id"), body_role.c.user_id == bindparam("user_id"))
    .where(*_IN_FORCE),
    select(literal(Role.DEPUTY.value))
    .where(absence.c.body_id == bindparam("body_id"), absence.c.deputy_id == bindparam("user_id"), absence.c.confirmed)
    .where(absence.c.first_on <= bindparam("today"), absence.c.last_on >= bindparam("today"))
    # Who has lost the lead lends it to nobody any more.
    .where(
        exists()
        .where(body_role.c.body_id == absence.c.body_id, body_role.c.user_id == absence.c.user_id)
        .where(body_role.c.role.in_((Role.CHAIR, Role.OFFICE, Role.DEPUTY)), *_IN_FORCE)
    ),
)
_HOLDERS = by(body_role, "body_id").order_by(body_role.c.role, body_role.c.name)
_HOLDERS_NOW = _HOLDERS.where(*_IN_FORCE)
_ROLES_HELD = select(body_role.c.body_id).where(body_role.c.user_id == bindparam("user_id"), *_IN_FORCE).distinct()
_IN_ROOMS_OF = (
    select(body)
    .join(room_member, room_member.c.room_id == body.c.room_id)
    .where(room_member.c.user_id == bindparam("user_id"))
    .order_by(body.c.id)
)
_KEY = ("body_id", "user_id", "role")
_SET_SPAN = (
    update(body_role)
    .where(*(body_role.c[name] == bindparam(f"_{name}") for name in _KEY))
    .values(from_on=bindparam("begins"), until_on=bindparam("ends"))
)


def add(
    tx: Connection,
    *,
    sign: str,
    sign_key: str,
    name: str,
    kind: BodyKind,
    mandate: Mandate,
    parent_id: int | None,
    room_id: str,
    language: str,
) -> int:
    """Add an active body and return its id. `sign_key` is the folded sign, by which it is found."""
    values: dict[str, Any] = {"sign": sign, "sign_key": sign_key, "name": name, "kind": kind, "mandate": mandate}
    values |= {"parent_id": parent_id, "room_id": room_id, "language": language, "state": BodyState.ACTIVE}
    return int(tx.execute(_ADD, values | {"release_required": False}).scalar_one())


def change(tx: Connection, body_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: body_id, **values})


def by_id(tx: Connection, body_id: int) -> Body:
    """The body with this id, which must exist."""
    found = one(Body, tx.execute(_BY_ID, {"id": body_id}).first())
    assert found is not None
    return found


def by_room(tx: Connection, room_id: str) -> Body | None:
    return one(Body, tx.execute(_BY_ROOM, {"room_id": room_id}).first())


def by_sign_key(tx: Connection, sign_key: str) -> Body | None:
    return one(Body, tx.execute(_BY_SIGN, {"sign_key": sign_key}).first())


def every(tx: Connection) -> list[Body]:
    """All bodies, dissolved ones too, in the order in which they were set up."""
    return many(Body, tx.execute(_EVERY))


# -- roles ------------------------------------------------------------------------------------------------------------


def roles_of(tx: Connection, body_id: int, user_id: str, today: date) -> frozenset[Role]:
    """The roles that somebody has in a body on a day in the town; who stands in for its lead that day is a deputy."""
    rows = tx.execute(_ROLES_OF, {"body_id": body_id, "user_id": user_id, "today": today})
    return frozenset(Role(row.role) for row in rows)


def role_holders(tx: Connection, body_id: int, on: date | None = None) -> list[RoleHolder]:
    """Who has or had a role in a body; only the roles that are in force on a day where one is named."""
    if on is None:
        return many(RoleHolder, tx.execute(_HOLDERS, {"body_id": body_id}))
    return many(RoleHolder, tx.execute(_HOLDERS_NOW, {"body_id": body_id, "today": on}))


def with_roles_of(tx: Connection, user_id: str, today: date) -> set[int]:
    """The ids of the bodies in which somebody has a role of their own on a day."""
    return {int(row.body_id) for row in tx.execute(_ROLES_HELD, {"user_id": user_id, "today": today})}


def in_rooms_of(tx: Connection, user_id: str) -> list[Body]:
    """The bodies in whose rooms somebody is now."""
    return many(Body, tx.execute(_IN_ROOMS_OF, {"user_id": user_id}))


def give_role(tx: Connection, body_id: int, user_id: str, role: Role, name: str, from_on: date | None = None) -> None:
    """Give a role, from a day on or at once; who has it already has it from then on without an end."""
    key = {"body_id": body_id, "user_id": user_id, "role": role}
    tx.execute(if_new(tx.dialect.name, body_role), key | {"name": name})
    _set_span(tx, key, from_on, None)


def end_role(tx: Connection, holder: RoleHolder, until_on: date) -> None:
    """Let a role end with a day: that day still counts."""
    key = {"body_id": holder.body_id, "user_id": holder.user_id, "role": holder.role}
    _set_span(tx, key, holder.from_on, until_on)


def _set_span(tx: Connection, key: dict[str, Any], begins: date | None, ends: date | None) -> None:
    tx.execute(_SET_SPAN, {f"_{name}": value for name, value in key.items()} | {"begins": begins, "ends": ends})


def take_roles(tx: Connection, body_id: int, user_id: str) -> None:
    tx.execute(delete(body_role).where(body_role.c.body_id == body_id, body_role.c.user_id == user_id))
