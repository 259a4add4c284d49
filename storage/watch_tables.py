"""The tables of what keeps watch: incidents, deletions, what must stay deleted, backups and what follows from them."""

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


backup = Table(
    "backup",
    metadata,
    identity(),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


restoration = Table(
    "restoration",
    metadata,
    identity(),
    Column("copied_at", Instant, nullable=False),
    Column("restored_at", Instant, nullable=False),
    Column("looked_at", Instant, nullable=True),
    sqlite_autoincrement=True,
)


posted = Table(
    "posted",
    metadata,
    Column("letter_id", String, primary_key=True),
    Column("event_id", String, nullable=False),
)


installation = Table("installation", metadata, identity(), Column("letter_key", String, nullable=False))
