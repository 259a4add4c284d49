"""The tables of the work between bodies: assignments, goals, inquiries, next steps."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from storage.columns import Instant, identity, metadata, pointer, reference

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
    Column("version", Integer, nullable=False),
    Column("use", String, nullable=True),
    # The defaults are for the migration of what was there before.
    Column("year", Integer, nullable=False, server_default="0"),
    Column("serial", Integer, nullable=False, server_default="0"),
    pointer("parent_id"),
    Column("part", String, nullable=True),
    Column("source", String, nullable=False, server_default="body"),
    Column("reference", Text, nullable=True),
    Column("priority", String, nullable=True),
    Column("confidential", Boolean, nullable=False, server_default="0"),
    Column("resting_until", Date, nullable=True),
    Column("rested_from", String, nullable=True),
    Column("asked_due_on", Date, nullable=True),
    Column("ladder_step", Integer, nullable=False, server_default="0"),
    Column("endangered", Integer, nullable=False, server_default="0"),
    Column("at_risk", Boolean, nullable=False, server_default="0"),
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


involvement = Table(
    "involvement",
    metadata,
    identity(),
    reference("assignment_id", "assignment"),
    reference("body_id", "body", nullable=True),
    Column("unit", String, nullable=True),
    UniqueConstraint("assignment_id", "body_id"),
    sqlite_autoincrement=True,
)


transfer = Table(
    "transfer",
    metadata,
    identity(),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False, unique=True),
    reference("to_body_id", "body", nullable=True),
    Column("to_unit", String, nullable=True),
    Column("giver_agreed", Boolean, nullable=False),
    Column("receiver_agreed", Boolean, nullable=False),
    Column("target_agreed", Boolean, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


kept_file = Table(
    "kept_file",
    metadata,
    identity(),
    Column("kind", String, nullable=False),
    Column("thing_id", Integer, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("mimetype", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("place", JSON, nullable=False),
    Column("room_id", String, nullable=False),
    Column("event_id", String, nullable=False, unique=True),
    Column("kept_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


goal = Table(
    "goal",
    metadata,
    identity(),
    reference("body_id", "body"),
    reference("parent_id", "goal", nullable=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("priority", String, nullable=True),
    Column("active", Boolean, nullable=False),
    sqlite_autoincrement=True,
)


assignment_goal = Table(
    "assignment_goal",
    metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("goal_id", ForeignKey("goal.id"), primary_key=True, index=True),
)


inquiry = Table(
    "inquiry",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("serial", Integer, nullable=False),
    reference("assignment_id", "assignment", nullable=True),
    Column("text", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("reminded", Boolean, nullable=False),
    UniqueConstraint("body_id", "serial"),
    sqlite_autoincrement=True,
)


addressee = Table(
    "addressee",
    metadata,
    identity(),
    reference("inquiry_id", "inquiry"),
    reference("body_id", "body", nullable=True),
    Column("unit", String, nullable=True),
    Column("answer", Text, nullable=True),
    Column("answered_at", Instant, nullable=True),
    Column("by_office", Boolean, nullable=False),
    sqlite_autoincrement=True,
)


next_step = Table(
    "next_step",
    metadata,
    identity(),
    reference("body_id", "body"),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("priority", String, nullable=True),
    Column("due_on", Date, nullable=True),
    Column("done", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
