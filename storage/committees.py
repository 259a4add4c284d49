"""Dates of committees outside the bot; they belong to the whole town."""

from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.planning_records import CommitteeDate
from storage.planning_tables import committee_date
from storage.rows import many, one
from storage.statements import by

_IN_ORDER = (committee_date.c.held_on, committee_date.c.committee)
_COMING = select(committee_date).where(committee_date.c.held_on >= bindparam("since")).order_by(*_IN_ORDER)
_ONE = by(committee_date, "committee_key", "held_on")


def put(tx: Connection, committee: str, key: str, held_on: date, paper_due_on: date | None) -> int:
    """Enter a date of a committee, or what is new about one that is known; returns its id. `key` is the folded name."""
    known = tx.execute(_ONE, {"committee_key": key, "held_on": held_on}).first()
    if known is not None:
        values = {"committee": committee, "paper_due_on": paper_due_on}
        tx.execute(update(committee_date).where(committee_date.c.id == known.id).values(values))
        return int(known.id)
    values = {"committee": committee, "committee_key": key, "held_on": held_on, "paper_due_on": paper_due_on}
    return int(tx.execute(insert(committee_date).returning(committee_date.c.id), values).scalar_one())


def coming(tx: Connection, since: date) -> list[CommitteeDate]:
    """All dates from a day on, in order."""
    return many(CommitteeDate, tx.execute(_COMING, {"since": since}))


def of_committee(tx: Connection, key: str, since: date) -> list[CommitteeDate]:
    """The dates of one committee from a day on, in order."""
    return many(CommitteeDate, tx.execute(_COMING.where(committee_date.c.committee_key == key), {"since": since}))


def by_id(tx: Connection, date_id: int) -> CommitteeDate | None:
    return one(CommitteeDate, tx.execute(by(committee_date, "id"), {"id": date_id}).first())


def rename(tx: Connection, date_id: int, name: str) -> None:
    """Show a date under another name; two of them may share a day, so the key is its own."""
    values = {"committee": name, "committee_key": f"#{date_id}"}
    tx.execute(update(committee_date).where(committee_date.c.id == date_id).values(values))


def drop(tx: Connection, date_id: int) -> None:
    tx.execute(delete(committee_date).where(committee_date.c.id == date_id))
