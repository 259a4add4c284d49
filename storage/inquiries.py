"""Inquiries and what those who were asked have answered."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from storage.assignment_records import Addressee, Inquiry
from storage.assignment_tables import addressee, inquiry
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _CHANGE, _BY_ID = adding(inquiry), changing(inquiry), by(inquiry, "id")
_OF_BODY = by(inquiry, "body_id").order_by(inquiry.c.id)
_OF_ASSIGNMENT = by(inquiry, "assignment_id").order_by(inquiry.c.id)
_PUT_TO = (
    select(inquiry)
    .where(inquiry.c.id.in_(select(addressee.c.inquiry_id).where(addressee.c.body_id == bindparam("body_id"))))
    .order_by(inquiry.c.id)
)
_ADD_ADDRESSEE, _CHANGE_ADDRESSEE = adding(addressee), changing(addressee)
_ADDRESSEE, _ADDRESSEES = by(addressee, "id"), by(addressee, "inquiry_id").order_by(addressee.c.id)


def add(tx: Connection, **values: Any) -> int:
    """Add an inquiry with the fields of `Inquiry` (without id) and return its id."""
    return int(tx.execute(_ADD, values).scalar_one())


def change(tx: Connection, inquiry_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: inquiry_id, **values})


def by_id(tx: Connection, inquiry_id: int) -> Inquiry | None:
    return one(Inquiry, tx.execute(_BY_ID, {"id": inquiry_id}).first())


def of_body(tx: Connection, body_id: int) -> list[Inquiry]:
    """What a body has asked, oldest first, closed ones too."""
    return many(Inquiry, tx.execute(_OF_BODY, {"body_id": body_id}))


def put_to(tx: Connection, body_id: int) -> list[Inquiry]:
    """What a body was asked, oldest first, closed ones too."""
    return many(Inquiry, tx.execute(_PUT_TO, {"body_id": body_id}))


def of_assignment(tx: Connection, assignment_id: int) -> list[Inquiry]:
    return many(Inquiry, tx.execute(_OF_ASSIGNMENT, {"assignment_id": assignment_id}))


def add_addressee(tx: Connection, inquiry_id: int, body_id: int | None, unit: str | None) -> int:
    """Add one of those who are asked, a body or a unit, without an answer yet."""
    values = {"inquiry_id": inquiry_id, "body_id": body_id, "unit": unit, "answer": None, "answered_at": None}
    return int(tx.execute(_ADD_ADDRESSEE, values | {"by_office": False}).scalar_one())


def change_addressee(tx: Connection, addressee_id: int, **values: Any) -> None:
    tx.execute(_CHANGE_ADDRESSEE, {ID: addressee_id, **values})


def addressee_by_id(tx: Connection, addressee_id: int) -> Addressee | None:
    return one(Addressee, tx.execute(_ADDRESSEE, {"id": addressee_id}).first())


def addressees(tx: Connection, inquiry_id: int) -> list[Addressee]:
    """Those who are asked, in the order in which they were named."""
    return many(Addressee, tx.execute(_ADDRESSEES, {"inquiry_id": inquiry_id}))
