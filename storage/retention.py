"""Deleting what is older than its period. How old that is, and whether it may go, is decided above.

Each function returns how many it has deleted. Nothing is left that points to what is gone.
"""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Column, Connection, Table, delete, exists, or_, select

from storage.duties import PENDING
from storage.formal_tables import expected_person
from storage.planning_tables import calendar_draft, choice, finding, vote
from storage.post_records import LetterState
from storage.post_tables import attachment, draft, duty, former, inbox, letter, question, source, undecrypted
from storage.watch_tables import deletion, incident, posted, restoration


def undecrypted_before(tx: Connection, before: datetime) -> int:
    return _older(tx, undecrypted, undecrypted.c.received_at, before)


def events_before(tx: Connection, before: datetime) -> int:
    """Ids of messages that were dealt with; those that have made something stay as long as that does."""
    done = inbox.c.state != "new", inbox.c.received_at < before
    gone = delete(inbox).where(*done, inbox.c.event_id.not_in(select(source.c.event_id)))
    return tx.execute(gone).rowcount


def duties_before(tx: Connection, before: datetime) -> int:
    """What the clock has carried out or let fall; nothing looks back so far to see whether it was."""
    return tx.execute(delete(duty).where(duty.c.state != PENDING, duty.c.due_at < before)).rowcount


def letters_before(tx: Connection, before: datetime) -> int:
    """The bot's copies of what it has sent or set aside, and the words of before that only they still say.

    Which posts a database did not know that was put back matters only until all of them would have been sent again.
    """
    tx.execute(delete(former).where(former.c.at < before))
    recent = or_(restoration.c.looked_at.is_(None), restoration.c.looked_at >= before)
    tx.execute(delete(posted).where(~exists().where(recent)))
    closed = letter.c.state.in_((LetterState.SENT, LetterState.PARKED)), letter.c.not_before < before
    tx.execute(delete(attachment).where(attachment.c.letter_id.in_(select(letter.c.id).where(*closed))))
    return tx.execute(delete(letter).where(*closed)).rowcount


def questions_before(tx: Connection, before: datetime) -> int:
    old = select(question.c.id).where(question.c.expires_at < before)
    _forget_sources(tx, "question", list(tx.execute(old).scalars()))
    return tx.execute(delete(question).where(question.c.expires_at < before)).rowcount


def drafts_before(tx: Connection, before: datetime) -> int:
    """Proposed orders and dropped calendar files that nobody took up, or that are decided."""
    old = select(draft.c.id).where(draft.c.made_at < before)
    _forget_sources(tx, "draft", list(tx.execute(old).scalars()))
    gone = tx.execute(delete(draft).where(draft.c.made_at < before)).rowcount
    return gone + _older(tx, calendar_draft, calendar_draft.c.made_at, before)


def findings_before(tx: Connection, before: datetime) -> int:
    """Finished searches for a date, of which only numbers were left."""
    old = list(
        tx.execute(select(finding.c.id).where(finding.c.state != "open", finding.c.closes_at < before)).scalars()
    )
    for table in (vote, choice):
        tx.execute(delete(table).where(table.c.finding_id.in_(old)))
    _forget_sources(tx, "finding", old)
    return tx.execute(delete(finding).where(finding.c.id.in_(old))).rowcount


def incidents_before(tx: Connection, before: datetime) -> int:
    return _older(tx, incident, incident.c.over_at, before)


def deletions_before(tx: Connection, before: datetime) -> int:
    return _older(tx, deletion, deletion.c.at, before)


def expected_before(tx: Connection, before: date) -> int:
    """People who were expected and never came."""
    return tx.execute(delete(expected_person).where(expected_person.c.from_on < before)).rowcount


def _older(tx: Connection, table: Table, column: Column[datetime], before: datetime) -> int:
    return tx.execute(delete(table).where(column < before)).rowcount


def _forget_sources(tx: Connection, kind: str, ids: Collection[int]) -> None:
    tx.execute(delete(source).where(source.c.kind == kind, source.c.thing_id.in_(list(ids))))
