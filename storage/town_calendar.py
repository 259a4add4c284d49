"""What the town's calendar was told by command: closing days, exceptions from them, and recesses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from storage.planning_records import Recess
from storage.planning_tables import closing_day, recess
from storage.rows import many

_DAYS = select(closing_day)
_RECESSES = select(recess).order_by(recess.c.first_on, recess.c.id)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """`closed` are days off with their names; `opened` are days of the town's own file that are worked after all."""

    closed: Mapping[date, str]
    opened: frozenset[date]


def exceptions(tx: Connection) -> Exceptions:
    rows = tx.execute(_DAYS).all()
    return Exceptions(
        {row.day: row.name for row in rows if not row.opened}, frozenset(row.day for row in rows if row.opened)
    )


def close_day(tx: Connection, day: date, name: str) -> None:
    forget_day(tx, day)
    tx.execute(insert(closing_day).values(day=day, name=name, opened=False))


def open_day(tx: Connection, day: date) -> None:
    """Make a day of the town's own file a day like any other."""
    forget_day(tx, day)
    tx.execute(insert(closing_day).values(day=day, name="", opened=True))


def forget_day(tx: Connection, day: date) -> bool:
    """Whether anything had been said of the day."""
    return tx.execute(delete(closing_day).where(closing_day.c.day == day)).rowcount > 0


def recesses(tx: Connection) -> list[Recess]:
    """In order of time."""
    return many(Recess, tx.execute(_RECESSES))


def add_recess(tx: Connection, name: str, first_on: date, last_on: date) -> int:
    row = insert(recess).values(name=name, first_on=first_on, last_on=last_on).returning(recess.c.id)
    return int(tx.execute(row).scalar_one())


def rename_recess(tx: Connection, recess_id: int, name: str) -> None:
    tx.execute(recess.update().where(recess.c.id == recess_id).values(name=name))


def drop_recess(tx: Connection, recess_id: int) -> None:
    tx.execute(delete(recess).where(recess.c.id == recess_id))
