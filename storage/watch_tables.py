"""The tables of what keeps watch: incidents, what was deleted when, and what must stay deleted."""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from storage.columns import Instant, identity, metadata

incident = Table(
    "incident",
    metadata,
    identity(),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("times", Integer, nullable=False),
    Column("told_at", Instant, nullable=True),
    Column("over_at", Instant, nullable=True, index=True),
    Column("over_told_at", Instant, nullable=True),
    sqlite_autoincrement=True,
)


deletion = Table(
    "deletion",
    metadata,
    identity(),
    Column("at", Instant, nullable=False),
    Column("kind", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("number", Integer, nullable=False),
    sqlite_autoincrement=True,
)


erased = Table(
    "erased",
    metadata,
    identity(),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("pseudonym", String, nullable=True),
    Column("at", Instant, nullable=False),
    UniqueConstraint("kind", "subject"),
    sqlite_autoincrement=True,
)
