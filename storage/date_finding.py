"""Findings of a date, their choices, and the votes that live no longer than the finding is open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert

from storage.planning_records import Choice, Finding, FindingState, Vote
from storage.planning_tables import choice, finding, vote
from storage.rows import many, one
from storage.statements import ID, adding, by, changing

_ADD, _ADD_VOTE = adding(finding), adding(vote)
_CHANGE, _CHANGE_CHOICE = changing(finding), changing(choice)
_BY_ID = by(finding, "id")
_NEWEST_OF = by(finding, "body_id").order_by(finding.c.id.desc()).limit(1)
_OPEN_OF = by(finding, "body_id").where(finding.c.state == FindingState.OPEN)
_CHOICES = by(choice, "finding_id").order_by(choice.c.number)
_VOTES = by(vote, "finding_id").order_by(vote.c.at, vote.c.id)
_VOTE_OF = by(vote, "finding_id", "user_id")
_DROP_CHOICES = delete(choice).where(choice.c.finding_id == bindparam("finding_id"))
_DROP_VOTES = delete(vote).where(vote.c.finding_id == bindparam("finding_id"))
_DROP_VOTE_OF = _DROP_VOTES.where(vote.c.user_id == bindparam("user_id"))


class Proposal(NamedTuple):
    """What becomes a choice; `rule` and what follows only for a rhythm."""

    starts_on: date
    begins: time
    minutes: int
    rule: str | None = None
    ends_on: date | None = None
    skips: str = ""


def add(tx: Connection, body_id: int, title: str | None, closes_at: datetime, choices: Sequence[Proposal]) -> Finding:
    """Open a finding with these choices, numbered from 1."""
    row = {"body_id": body_id, "title": title, "closes_at": closes_at, "state": FindingState.OPEN}
    finding_id = int(tx.execute(_ADD, row).scalar_one())
    set_choices(tx, finding_id, choices)
    found = by_id(tx, finding_id)
    assert found is not None
    return found


def change(tx: Connection, finding_id: int, **values: Any) -> None:
    tx.execute(_CHANGE, {ID: finding_id, **values})


def by_id(tx: Connection, finding_id: int) -> Finding | None:
    return one(Finding, tx.execute(_BY_ID, {"id": finding_id}).first())


def open_of(tx: Connection, body_id: int) -> Finding | None:
    """The open finding of a body; there is never more than one."""
    return one(Finding, tx.execute(_OPEN_OF, {"body_id": body_id}).first())


def newest_of(tx: Connection, body_id: int) -> Finding | None:
    return one(Finding, tx.execute(_NEWEST_OF, {"body_id": body_id}).first())


# -- choices ----------------------------------------------------------------------------------------------------------


def choices(tx: Connection, finding_id: int) -> list[Choice]:
    """In the order of their numbers."""
    return many(Choice, tx.execute(_CHOICES, {"finding_id": finding_id}))


def set_choices(tx: Connection, finding_id: int, proposals: Sequence[Proposal]) -> None:
    """Replace the choices; ids are never given out twice, so a vote for an old one counts for nothing."""
    tx.execute(_DROP_CHOICES, {"finding_id": finding_id})
    rows = [
        {"finding_id": finding_id, "number": number, **proposal._asdict()}
        for number, proposal in enumerate(proposals, 1)
    ]
    tx.execute(insert(choice), rows)


def set_counts(tx: Connection, counts: Mapping[int, int]) -> None:
    """Keep how many each choice suits, by id of the choice."""
    for choice_id, count in counts.items():
        tx.execute(_CHANGE_CHOICE, {ID: choice_id, "count": count})


# -- votes ------------------------------------------------------------------------------------------------------------


def votes(tx: Connection, finding_id: int) -> list[Vote]:
    found = tx.execute(_VOTES, {"finding_id": finding_id})
    return [Vote(row.id, row.finding_id, row.user_id, row.at, row.typed, tuple(row.chosen)) for row in found]


def put_vote(
    tx: Connection, finding_id: int, user_id: str, at: datetime, chosen: Sequence[int], *, typed: bool
) -> int | None:
    """Keep somebody's vote in place of their earlier one. Returns its id, or None where a later one is there."""
    known = tx.execute(_VOTE_OF, {"finding_id": finding_id, "user_id": user_id}).first()
    if known is not None and known.at > at:
        return None
    tx.execute(_DROP_VOTE_OF, {"finding_id": finding_id, "user_id": user_id})
    row = {"finding_id": finding_id, "user_id": user_id, "at": at, "typed": typed, "chosen": list(chosen)}
    return int(tx.execute(_ADD_VOTE, row).scalar_one())


def drop_vote_of(tx: Connection, finding_id: int, user_id: str) -> None:
    tx.execute(_DROP_VOTE_OF, {"finding_id": finding_id, "user_id": user_id})


def drop_vote(tx: Connection, vote_id: int) -> None:
    """Take a vote back, if it was not replaced or deleted before."""
    tx.execute(delete(vote).where(vote.c.id == vote_id))


def drop_votes(tx: Connection, finding_id: int) -> None:
    tx.execute(_DROP_VOTES, {"finding_id": finding_id})
