"""The tables of formal meetings, of absences and of people who are expected."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text

from storage.columns import Instant, identity, metadata, reference

attendance = Table(
    "attendance",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id"), primary_key=True),
    Column("present", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("excused", Text, nullable=False),
    Column("quorate", Boolean, nullable=True),
    Column("established", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
)


decision = Table(
    "decision",
    metadata,
    identity(),
    Column("number", String, nullable=False, unique=True),
    reference("body_id", "body"),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    reference("meeting_id", "meeting", nullable=True),
    reference("item_id", "item", nullable=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("yes", Integer, nullable=True),
    Column("no", Integer, nullable=True),
    Column("abstained", Integer, nullable=True),
    Column("biased", Integer, nullable=True),
    Column("vote", String, nullable=False),
    Column("dissent", Text, nullable=True),
    Column("confidential", Boolean, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("established_at", Instant, nullable=True),
    sqlite_autoincrement=True,
)


correction = Table(
    "correction",
    metadata,
    identity(),
    reference("decision_id", "decision"),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("corrected_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


absence = Table(
    "absence",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("user_id", String, nullable=False, index=True),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("deputy_id", String, nullable=True, index=True),
    Column("confirmed", Boolean, nullable=False),
    sqlite_autoincrement=True,
)


expected_person = Table(
    "expected_person",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("handover", Boolean, nullable=False),
    Column("here", JSON(none_as_null=True), nullable=True),
    sqlite_autoincrement=True,
)
