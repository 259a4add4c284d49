"""People who are to have a role in a body and were not in its room when it was said."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, delete, select

from storage.formal_records import ExpectedPerson
from storage.formal_tables import expected_person
from storage.records import Role
from storage.rows import many
from storage.statements import ID, adding, by, changing

_ADD, _CHANGE = adding(expected_person), changing(expected_person)
_OF_BODY = by(expected_person, "body_id").order_by(expected_person.c.id)
_EVERY = select(expected_person).order_by(expected_person.c.id)


def add(tx: Connection, body_id: int, name: str, role: Role, from_on: date, here: Collection[str]) -> int:
    """Somebody of this name is expected; `here` are the user ids of those in the room who are not called so."""
    values = {"body_id": body_id, "name": name, "role": role, "from_on": from_on, "handover": False}
    values["here"] = sorted(here)
    return int(tx.execute(_ADD, values).scalar_one())


def want_handover(tx: Connection, expected_id: int) -> None:
    """The handover is to be sent as soon as the person is there."""
    tx.execute(_CHANGE, {ID: expected_id, "handover": True})


def see(tx: Connection, expected_id: int, here: Collection[str]) -> None:
    """Keep who has been seen in the room under another name."""
    tx.execute(_CHANGE, {ID: expected_id, "here": sorted(here)})


def of_body(tx: Connection, body_id: int) -> list[ExpectedPerson]:
    return many(ExpectedPerson, tx.execute(_OF_BODY, {"body_id": body_id}))


def every(tx: Connection) -> list[ExpectedPerson]:
    return many(ExpectedPerson, tx.execute(_EVERY))


def remove(tx: Connection, expected_id: int) -> None:
    tx.execute(delete(expected_person).where(expected_person.c.id == expected_id))
