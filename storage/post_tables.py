"""The tables of the post: what came in, what goes out, what is asked, what the clock will order, and the audit."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Instant, identity, metadata

question = Table(
    "question",
    metadata,
    identity(),
    Column("room_id", String, nullable=False, index=True),
    Column("asked_of", String, nullable=True),
    Column("options", JSON, nullable=False),
    Column("slot", String, nullable=True),
    Column("slot_command", Text, nullable=True),
    Column("letter_id", String, nullable=True, index=True),
    Column("asked_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("answered", Boolean, nullable=False),
    sqlite_autoincrement=True,
)


source = Table(
    "source",
    metadata,
    identity(),
    Column("event_id", String, nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("thing_id", BigInteger, nullable=False),
    UniqueConstraint("event_id", "line", "kind", "thing_id"),
)


duty = Table(
    "duty",
    metadata,
    identity(),
    Column("name", String, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("expires_at", Instant, nullable=True),
    Column("state", String, nullable=False, index=True),
    UniqueConstraint("name", "subject_id", "due_at"),
    sqlite_autoincrement=True,
)


audit = Table(
    "audit",
    metadata,
    identity(),
    Column("at", Instant, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("room_id", String, nullable=True),
    Column("event_id", String, nullable=True),
    Column("reference", String, nullable=True),
    Column("acting_as", String, nullable=True),
    Column("salt", String, nullable=True),
    Column("seal", String, nullable=True),
    Column("link", String, nullable=True),
    sqlite_autoincrement=True,
)


sync_position = Table(
    "sync_position",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("device_id", String, nullable=False),
    Column("token", String, nullable=True),
    Column("seen_at", Instant, nullable=True),
)


inbox = Table(
    "inbox",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("event_id", String, nullable=False, unique=True),
    Column("room_id", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("received_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


undecrypted = Table(
    "undecrypted",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("room_id", String, nullable=False),
    Column("source", JSON, nullable=False),
    Column("received_at", Instant, nullable=False),
)


letter = Table(
    "letter",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("reason", String, nullable=False, unique=True),
    Column("room_id", String, nullable=False, index=True),
    Column("event_type", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("target", String, nullable=True),
    Column("about", String, nullable=True, index=True),
    Column("priority", Integer, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("not_before", Instant, nullable=False),
    Column("expires_at", Instant, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("first_attempt_at", Instant, nullable=True),
    Column("device_id", String, nullable=True),
    Column("event_id", String, nullable=True, index=True),
    Column("last_error", Text, nullable=True),
    sqlite_autoincrement=True,
)


attachment = Table(
    "attachment",
    metadata,
    Column("letter_id", ForeignKey("letter.id"), primary_key=True),
    Column("name", String, nullable=False),
    Column("mimetype", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)


change = Table(
    "change",
    metadata,
    identity(),
    Column("event_id", String, nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("room_id", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("command", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("table_name", String, nullable=False),
    Column("key", JSON, nullable=False),
    Column("before", JSON, nullable=True),
    Column("after", JSON, nullable=True),
    sqlite_autoincrement=True,
)


former = Table(
    "former",
    metadata,
    identity(),
    Column("table_name", String, nullable=False),
    Column("thing_id", BigInteger, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


draft = Table(
    "draft",
    metadata,
    identity(),
    Column("body_id", ForeignKey("body.id"), nullable=False, index=True),
    Column("from_user", String, nullable=False),
    Column("order", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("open", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
