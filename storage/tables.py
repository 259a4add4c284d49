"""The tables, in the subset of SQL that SQLite and PostgreSQL share. Every constraint has a name, for migrations."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from storage.columns import Instant, calendar_entry, identity, metadata, reference

room = Table(
    "room",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("encrypted", Boolean, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("joined", Boolean, nullable=False),
)


room_member = Table(
    "room_member",
    metadata,
    Column("room_id", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("power", BigInteger, nullable=False),
)


body = Table(
    "body",
    metadata,
    identity(),
    Column("sign", String, nullable=False),
    Column("sign_key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("mandate", String, nullable=False),
    reference("parent_id", "body", nullable=True),
    Column("room_id", String, nullable=True, unique=True),
    Column("state", String, nullable=False),
    Column("language", String, nullable=False),
    Column("release_required", Boolean, nullable=False),
    Column("released_at", Instant, nullable=True),
    Column("reported_at", Instant, nullable=True),
    sqlite_autoincrement=True,
)


body_role = Table(
    "body_role",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("user_id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    UniqueConstraint("body_id", "user_id", "role"),
)


series = Table(
    "series",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("rule", String, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("ends_on", Date, nullable=True),
    Column("skips", String, nullable=False, server_default=""),
    *calendar_entry(),
    sqlite_autoincrement=True,
)


meeting = Table(
    "meeting",
    metadata,
    identity(),
    reference("body_id", "body"),
    reference("series_id", "series", nullable=True),
    Column("planned_on", Date, nullable=False),
    Column("held_on", Date, nullable=False, index=True),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String, nullable=False),
    *calendar_entry(),
    Column("origin", String, nullable=True),
    UniqueConstraint("series_id", "planned_on"),
    sqlite_autoincrement=True,
)


item = Table(
    "item",
    metadata,
    identity(),
    reference("body_id", "body"),
    reference("meeting_id", "meeting", nullable=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("treatment", String, nullable=True),
    Column("minutes", Integer, nullable=True),
    Column("state", String, nullable=False),
    Column("postponed", Integer, nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("first_on", Date, nullable=True),
    Column("resubmit_on", Date, nullable=True),
    Column("proposed_by", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


standing_item = Table(
    "standing_item",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    sqlite_autoincrement=True,
)


outcome = Table(
    "outcome",
    metadata,
    identity(),
    reference("item_id", "item"),
    Column("text", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


assignment = Table(
    "assignment",
    metadata,
    identity(),
    Column("number", String, nullable=False, unique=True),
    reference("giver_id", "body"),
    reference("receiver_id", "body", nullable=True),
    Column("receiver_unit", String, nullable=True),
    Column("title", Text, nullable=False),
    Column("expected", Text, nullable=True),
    Column("due_on", Date, nullable=False),
    Column("state", String, nullable=False),
    reference("item_id", "item", nullable=True),
    Column("issued_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("overdue_said", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("use", String, nullable=True),
    sqlite_autoincrement=True,
)


entry = Table(
    "entry",
    metadata,
    identity(),
    reference("assignment_id", "assignment"),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


counter = Table(
    "counter",
    metadata,
    Column("body_id", ForeignKey("body.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
