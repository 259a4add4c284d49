"""The tables of planning: the town's calendar, calendar files, the year's dates, finding one together."""

from sqlalchemy import (
    JSON,
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
    false,
)

from storage.columns import Instant, identity, metadata, reference

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
    identity(),
    Column("name", String, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    sqlite_autoincrement=True,
)


calendar_news = Table(
    "calendar_news",
    metadata,
    identity(),
    reference("body_id", "body", index=False),
    reference("series_id", "series", nullable=True, index=False),
    reference("meeting_id", "meeting", nullable=True, index=False),
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
    identity(),
    reference("body_id", "body", index=False),
    Column("events", JSON, nullable=False),
    Column("made_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


committee_date = Table(
    "committee_date",
    metadata,
    identity(),
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
    identity(),
    Column("body_id", ForeignKey("body.id"), nullable=False, unique=True),
    Column("year", Integer, nullable=False),
    Column("begins", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    sqlite_autoincrement=True,
)


plan_date = Table(
    "plan_date",
    metadata,
    identity(),
    reference("draft_id", "plan_draft"),
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


finding = Table(
    "finding",
    metadata,
    identity(),
    reference("body_id", "body"),
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
    identity(),
    reference("finding_id", "finding"),
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
    identity(),
    reference("finding_id", "finding"),
    Column("user_id", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("typed", Boolean, nullable=False),
    Column("chosen", JSON, nullable=False),
    UniqueConstraint("finding_id", "user_id"),
    sqlite_autoincrement=True,
)
