"""Bodies and their roles."""

from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage.records import Body, BodyKind, BodyState, Mandate, Role, RoleHolder
from storage.rows import many, one
from storage.statements import ID, adding, by, changing, if_new
from storage.tables import body, body_role

_ADD = adding(body)
_CHANGE = changing(body)
_BY_ID, _BY_ROOM, _BY_SIGN = by(body, "id"), by(body, "room_id"), by(body, "sign_key")
_EVERY = select(body).order_by(body.c.id)
_ROLES_OF = select(body_role.c.role).where(
    body_role.c.body_id == bindparam("body_id"), body_role.c.user_id == bindparam("user_id")
)
_HOLDERS = by(body_role, "body_id").order_by(body_role.c.role, body_role.c.name)


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


def roles_of(tx: Connection, body_id: int, user_id: str) -> frozenset[Role]:
    rows = tx.execute(_ROLES_OF, {"body_id": body_id, "user_id": user_id})
    return frozenset(Role(row.role) for row in rows)


def role_holders(tx: Connection, body_id: int) -> list[RoleHolder]:
    return many(RoleHolder, tx.execute(_HOLDERS, {"body_id": body_id}))


def give_role(tx: Connection, body_id: int, user_id: str, role: Role, name: str) -> None:
    """Give a role; who has it already keeps it."""
    tx.execute(if_new(tx.dialect.name, body_role), {"body_id": body_id, "user_id": user_id, "role": role, "name": name})


def take_roles(tx: Connection, body_id: int, user_id: str) -> None:
    tx.execute(delete(body_role).where(body_role.c.body_id == body_id, body_role.c.user_id == user_id))
