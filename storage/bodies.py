"""Bodies, their roles, and the town's closing days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.post import insert_if_new
from storage.records import Body, BodyKind, BodyState, Mandate, Role, RoleHolder
from storage.rows import many, one
from storage.tables import body, body_role, closing_day


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
    row = tx.execute(insert(body).values(release_required=False, **values).returning(body.c.id))
    return int(row.scalar_one())


def change(tx: Connection, body_id: int, **values: Any) -> None:
    tx.execute(update(body).where(body.c.id == body_id).values(**values))


def by_id(tx: Connection, body_id: int) -> Body:
    """The body with this id, which must exist."""
    found = one(Body, tx.execute(select(body).where(body.c.id == body_id)).first())
    assert found is not None
    return found


def by_room(tx: Connection, room_id: str) -> Body | None:
    return one(Body, tx.execute(select(body).where(body.c.room_id == room_id)).first())


def by_sign_key(tx: Connection, sign_key: str) -> Body | None:
    return one(Body, tx.execute(select(body).where(body.c.sign_key == sign_key)).first())


def every(tx: Connection) -> list[Body]:
    """All bodies, dissolved ones too, in the order in which they were set up."""
    return many(Body, tx.execute(select(body).order_by(body.c.id)))


# -- roles ------------------------------------------------------------------------------------------------------------


def roles_of(tx: Connection, body_id: int, user_id: str) -> frozenset[Role]:
    rows = tx.execute(select(body_role.c.role).where(body_role.c.body_id == body_id, body_role.c.user_id == user_id))
    return frozenset(Role(row.role) for row in rows)


def role_holders(tx: Connection, body_id: int) -> list[RoleHolder]:
    query = select(body_role).where(body_role.c.body_id == body_id).order_by(body_role.c.role, body_role.c.name)
    return many(RoleHolder, tx.execute(query))


def give_role(tx: Connection, body_id: int, user_id: str, role: Role, name: str) -> None:
    """Give a role; who has it already keeps it."""
    insert_if_new(tx, body_role, [{"body_id": body_id, "user_id": user_id, "role": role, "name": name}])


def take_roles(tx: Connection, body_id: int, user_id: str) -> None:
    tx.execute(delete(body_role).where(body_role.c.body_id == body_id, body_role.c.user_id == user_id))


# -- closing days -----------------------------------------------------------------------------------------------------


def closing_days(tx: Connection) -> Mapping[date, str]:
    return {row.day: row.name for row in tx.execute(select(closing_day))}


def set_closing_day(tx: Connection, day: date, name: str) -> None:
    drop_closing_day(tx, day)
    tx.execute(insert(closing_day).values(day=day, name=name))


def drop_closing_day(tx: Connection, day: date) -> bool:
    """Whether the day had been a closing day."""
    return tx.execute(delete(closing_day).where(closing_day.c.day == day)).rowcount > 0
