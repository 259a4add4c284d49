"""Where people stand in the tables: for who asks what is stored of them, and for forgetting them.

Every column that holds text is named here, so that a new one cannot be overlooked (a test compares with the metadata).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.columns import metadata
from storage.post_records import Letter
from storage.post_tables import audit, letter
from storage.rows import many
from storage.tables import body_role, room_member


@dataclass(frozen=True, slots=True)
class Place:
    """`column` of `table` holds user ids. `name` is the key of the words that say what the row means; `shown` are the
    columns of the row that speak of nobody else."""

    name: str
    table: str
    column: str
    shown: tuple[str, ...]


PLACES = (
    Place("member", "room_member", "user_id", ("room_id", "name", "power")),
    Place("role", "body_role", "user_id", ("body_id", "role", "name", "from_on", "until_on")),
    Place("absence", "absence", "user_id", ("body_id", "first_on", "last_on", "confirmed")),
    Place("deputy", "absence", "deputy_id", ("body_id", "first_on", "last_on", "confirmed")),
    Place("topic", "item", "proposed_by", ("body_id", "title", "created_at")),
    Place("draft", "draft", "from_user", ("body_id", "order", "made_at")),
    Place("vote", "vote", "user_id", ("finding_id", "at", "chosen")),
    Place("release", "body", "first_release_by", ("name", "first_release_at")),
    Place("question", "question", "asked_of", ("room_id", "asked_at", "expires_at")),
    Place("change", "change", "actor", ("room_id", "command", "at")),
    Place("audit", "audit", "actor", ("at", "action", "outcome", "room_id", "acting_as")),
)

WITHIN = {
    "room_member.name": "the display name, beside the user id",
    "body_role.name": "the display name, beside the user id",
    "expected_person.name": "the name of somebody who is to have a role",
    "expected_person.here": "user ids of those who were in the room under another name",
    "room.name": "a direct chat without a name is called after who is in it",
    "letter.reason": "a note to somebody names them in its reason",
    "letter.content": "what the bot wrote may name people",
    "inbox.payload": "the sender of a message that waits; emptied once it was dealt with",
    "undecrypted.source": "the sender of a message that could not be read yet",
    "question.options": "a command that waits for a yes may name somebody",
    "question.slot_command": "a command that waits for a value may name somebody",
    "change.key": "rows as they were, for ten minutes",
    "change.before": "rows as they were, for ten minutes",
    "change.after": "rows as they were, for ten minutes",
    "draft.order": "a proposed command may name somebody",
    "incident.subject": "what an incident is about may be a user",
    "attachment.data": "a file that waits to be sent may name people",
}
"""Columns in which somebody may stand among other things; forgetting looks into them."""

_NOBODY: Mapping[str, str] = {
    "the bot itself": "sync_position.user_id sync_position.device_id sync_position.token letter.device_id",
    "what somebody typed is not searched for names": "item.title outcome.text assignment.title assignment.expected "
    "assignment.reference assignment.receiver_unit entry.text decision.text decision.dissent decision.vote "
    "correction.before correction.after goal.title next_step.title standing_item.title inquiry.text addressee.answer "
    "addressee.unit involvement.unit transfer.to_unit finding.title attendance.excused attendance.established "
    "committee_date.committee committee_date.committee_key closing_day.name recess.name plan_date.reason "
    "plan_date.because body.name body.sign body.sign_key kept_file.name calendar_draft.events former.text",
    "ids of events, rooms and files": "audit.event_id audit.room_id audit.reference body.room_id change.event_id "
    "change.room_id draft.id inbox.event_id inbox.room_id incident.id kept_file.event_id kept_file.room_id "
    "kept_file.place kept_file.sha256 letter.id letter.room_id letter.target letter.about letter.event_id "
    "question.room_id question.letter_id room.id room.successor_id room_member.room_id source.event_id "
    "undecrypted.event_id undecrypted.room_id attachment.letter_id attachment.name attachment.mimetype "
    "finding.post_id finding.poll_id meeting.uid series.uid meeting.origin calendar_feed.secret_hash posted.letter_id "
    "posted.event_id installation.letter_key",
    "what keeps the audit from being changed": "audit.salt audit.seal audit.link",
    "names nobody by its making": "erased.kind erased.subject erased.pseudonym deletion.kind deletion.rule",
    "a word of the bot's own": "former.table_name "
    "audit.action audit.outcome audit.acting_as assignment.number assignment.state "
    "assignment.use assignment.part assignment.source assignment.priority assignment.rested_from body.kind "
    "body.mandate body.state body.language body_lead_time.lead body_role.role change.command change.table_name "
    "choice.rule choice.skips counter.kind decision.number decision.kind duty.name duty.state entry.kind "
    "expected_person.role finding.state goal.priority inbox.state incident.kind item.treatment item.state "
    "item.priority kept_file.kind kept_file.mimetype letter.event_type letter.state letter.last_error meeting.state "
    "next_step.priority question.slot series.rule series.skips source.kind town_lead_time.lead vote.chosen",
}
EXCUSED = {column: why for why, columns in _NOBODY.items() for column in columns.split()}
"""Columns of text in which nobody's user id can stand, each with the reason."""


def rows_of(tx: Connection, place: Place, user_id: str) -> list[dict[str, Any]]:
    """What stands at a place about somebody: the columns that speak of nobody else."""
    table = metadata.tables[place.table]
    found = select(*(table.c[name] for name in place.shown)).where(table.c[place.column] == user_id)
    return [dict(row) for row in tx.execute(found.order_by(*table.primary_key.columns)).mappings()]


def everybody(tx: Connection) -> set[str]:
    """All user ids that stand anywhere."""
    found: set[str] = set()
    for place in PLACES:
        column = metadata.tables[place.table].c[place.column]
        found |= set(tx.execute(select(column).where(column.startswith("@")).distinct()).scalars())
    return found


def names_of(tx: Connection, user_id: str) -> set[str]:
    """The display names under which somebody is known."""
    named = (select(table.c.name).where(table.c.user_id == user_id) for table in (room_member, body_role))
    return {str(name) for one in named for name in tx.execute(one).scalars()}


def letters_holding(tx: Connection, words: Collection[str]) -> Iterator[Letter]:
    """The bot's own messages in whose content or reason one of these words stands, oldest first."""
    for one in many(Letter, tx.execute(select(letter).order_by(letter.c.seq))):
        if any(_holds(one.content, word) or word in one.reason for word in words):
            yield one


def _holds(value: Any, word: str) -> bool:
    match value:
        case str():
            return word in value
        case dict():
            return any(_holds(one, word) for one in value.values())
        case list():
            return any(_holds(one, word) for one in value)
    return False


def carried_out_since(tx: Connection, user_id: str, action: str, since: datetime) -> bool:
    """Whether somebody has carried out an action since an instant."""
    mine = select(audit.c.id).where(audit.c.actor == user_id, audit.c.action == action, audit.c.outcome == "done")
    return tx.execute(mine.where(audit.c.at >= since).limit(1)).first() is not None
