"""The tables, in the subset of SQL that SQLite and PostgreSQL share. Every constraint has a name, for migrations."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from storage.columns import Instant, calendar_entry, identity, metadata, pointer, reference

room = Table(
    "room",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("encrypted", Boolean, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("joined", Boolean, nullable=False),
    Column("successor_id", String, nullable=True),
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
    Column("held", Boolean, nullable=False, server_default="0"),
    Column("four_eyes", Boolean, nullable=False, server_default="0"),
    Column("first_release_by", String, nullable=True),
    Column("first_release_at", Instant, nullable=True),
    Column("voting_members", Integer, nullable=True),
    Column("filed_until", Date, nullable=True),
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
    Column("from_on", Date, nullable=True),
    Column("until_on", Date, nullable=True),
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
    Column("invited_at", Instant, nullable=True),
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
    Column("priority", String, nullable=True),
    Column("confidential", Boolean, nullable=False, server_default="0"),
    pointer("origin_body_id"),
    pointer("origin_item_id"),
    pointer("assignment_id"),
    Column("previous_position", Integer, nullable=True),
    Column("moved_at", Instant, nullable=True),
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
