"""What the tables are made of: instants, identities, references, and the names of constraints."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. Refuses naive values; SQLite has no zones, so UTC is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> Column[int]:
    # SQLite counts up by itself only in a column of its own INTEGER type; numbers are never given out twice.
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def reference(name: str, table: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def pointer(name: str) -> Column[int]:
    """The id of another row, without a foreign key: SQLite could only add one to a table that others refer to by
    making that table anew."""
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), nullable=True, index=True)


def calendar_entry() -> tuple[Column[Any], ...]:
    """By what a calendar knows an entry again, and which of two versions is the newer one.

    The defaults are for the migration, which then fills them: SQLite adds no column without one to a table with rows,
    and a table that others refer to cannot be made anew.
    """
    return (
        Column("uid", String, nullable=False, index=True, unique=True, server_default=""),
        Column("sequence", Integer, nullable=False, server_default="0"),
        Column("changed_at", Instant, nullable=False, server_default="1970-01-01 00:00:00.000000"),
    )
