"""The tables, in the subset of SQL that SQLite and PostgreSQL share. Every constraint has a name, for migrations."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
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


def _id() -> Column[int]:
    # SQLite counts up by itself only in a column of its own INTEGER type; numbers are never given out twice.
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def _ref(name: str, table: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def _calendar_entry() -> tuple[Column[Any], ...]:
    """By what a calendar knows an entry again, and which of two versions is the newer one.

    The defaults are for the migration, which then fills them: SQLite adds no column without one to a table with rows,
    and a table that others refer to cannot be made anew.
    """
    return (
        Column("uid", String, nullable=False, index=True, unique=True, server_default=""),
        Column("sequence", Integer, nullable=False, server_default="0"),
        Column("changed_at", Instant, nullable=False, server_default="1970-01-01 00:00:00.000000"),
    )


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
    _id(),
    Column("sign", String, nullable=False),
    Column("sign_key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("mandate", String, nullable=False),
    _ref("parent_id", "body", nullable=True),
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
    _id(),
    _ref("body_id", "body"),
    Column("user_id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    UniqueConstraint("body_id", "user_id", "role"),
)

closing_day = Table(
    "closing_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", String, nullable=False),
    Column("opened", Boolean, nullable=False, server_default=false()),
)

recess = Table(
    "recess",
    metadata,
    _id(),
    Column("name", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    sqlite_autoincrement=True,
)

series = Table(
    "series",
    metadata,
    _id(),
    _ref("body_id", "body"),
    Column("rule", String, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("ends_on", Date, nullable=True),
    Column("skips", String, nullable=False, server_default=""),
    *_calendar_entry(),
    sqlite_autoincrement=True,
)

meeting = Table(
    "meeting",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _ref("series_id", "series", nullable=True),
    Column("planned_on", Date, nullable=False),
    Column("held_on", Date, nullable=False, index=True),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String, nullable=False),
    *_calendar_entry(),
    Column("origin", String, nullable=True),
    UniqueConstraint("series_id", "planned_on"),
    sqlite_autoincrement=True,
)

calendar_news = Table(
    "calendar_news",
    metadata,
    _id(),
    _ref("body_id", "body", index=False),
    _ref("series_id", "series", nullable=True, index=False),
    _ref("meeting_id", "meeting", nullable=True, index=False),
    sqlite_autoincrement=True,
)

calendar_feed = Table(
    "calendar_feed",
    metadata,
    Column("body_id", ForeignKey("body.id"), primary_key=True),
    Column("secret_hash", String, nullable=False),
    Column("made_at", Instant, nullable=False),
)

calendar_draft = Table(
    "calendar_draft",
    metadata,
    _id(),
    _ref("body_id", "body", index=False),
    Column("events", JSON, nullable=False),
    Column("made_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

committee_date = Table(
    "committee_date",
    metadata,
    _id(),
    Column("committee", String, nullable=False),
    Column("committee_key", String, nullable=False),
    Column("held_on", Date, nullable=False, index=True),
    Column("paper_due_on", Date, nullable=True),
    UniqueConstraint("committee_key", "held_on"),
    sqlite_autoincrement=True,
)

body_lead_time = Table(
    "body_lead_time",
    metadata,
    Column("body_id", ForeignKey("body.id"), primary_key=True),
    Column("lead", String, primary_key=True),
    Column("days", Integer, nullable=False),
)

town_lead_time = Table(
    "town_lead_time",
    metadata,
    Column("lead", String, primary_key=True),
    Column("days", Integer, nullable=False),
)

plan_draft = Table(
    "plan_draft",
    metadata,
    _id(),
    Column("body_id", ForeignKey("body.id"), nullable=False, unique=True),
    Column("year", Integer, nullable=False),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    sqlite_autoincrement=True,
)

plan_date = Table(
    "plan_date",
    metadata,
    _id(),
    _ref("draft_id", "plan_draft"),
    Column("number", Integer, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("instead_of", Date, nullable=True),
    Column("reason", String, nullable=True),
    Column("because", String, nullable=True),
    UniqueConstraint("draft_id", "number"),
    sqlite_autoincrement=True,
)

item = Table(
    "item",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _ref("meeting_id", "meeting", nullable=True),
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
    _id(),
    _ref("body_id", "body"),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    sqlite_autoincrement=True,
)

outcome = Table(
    "outcome",
    metadata,
    _id(),
    _ref("item_id", "item"),
    Column("text", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

assignment = Table(
    "assignment",
    metadata,
    _id(),
    Column("number", String, nullable=False, unique=True),
    _ref("giver_id", "body"),
    _ref("receiver_id", "body", nullable=True),
    Column("receiver_unit", String, nullable=True),
    Column("title", Text, nullable=False),
    Column("expected", Text, nullable=True),
    Column("due_on", Date, nullable=False),
    Column("state", String, nullable=False),
    _ref("item_id", "item", nullable=True),
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
    _id(),
    _ref("assignment_id", "assignment"),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

finding = Table(
    "finding",
    metadata,
    _id(),
    _ref("body_id", "body"),
    Column("title", Text, nullable=True),
    Column("closes_at", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("answered", Integer, nullable=True),
    Column("post_id", String, nullable=True),
    Column("poll_id", String, nullable=True),
    sqlite_autoincrement=True,
)

choice = Table(
    "choice",
    metadata,
    _id(),
    _ref("finding_id", "finding"),
    Column("number", Integer, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("rule", String, nullable=True),
    Column("ends_on", Date, nullable=True),
    Column("skips", String, nullable=False),
    Column("count", Integer, nullable=True),
    sqlite_autoincrement=True,
)

vote = Table(
    "vote",
    metadata,
    _id(),
    _ref("finding_id", "finding"),
    Column("user_id", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("typed", Boolean, nullable=False),
    Column("chosen", JSON, nullable=False),
    UniqueConstraint("finding_id", "user_id"),
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

question = Table(
    "question",
    metadata,
    _id(),
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
    _id(),
    Column("event_id", String, nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("thing_id", BigInteger, nullable=False),
    UniqueConstraint("event_id", "line", "kind", "thing_id"),
)

duty = Table(
    "duty",
    metadata,
    _id(),
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
    _id(),
    Column("at", Instant, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("room_id", String, nullable=True),
    Column("event_id", String, nullable=True),
    Column("reference", String, nullable=True),
    sqlite_autoincrement=True,
)

sync_position = Table(
    "sync_position",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("device_id", String, nullable=False),
    Column("token", String, nullable=True),
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
