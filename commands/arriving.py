"""What comes in goes into the inbox, but for what was removed before anybody dealt with it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from commands.stimuli import AWAY, Edited, Redacted, Said, Stimulus, to_payload
from storage import inbox


def still_there(heard: Sequence[Stimulus]) -> list[Stimulus]:
    """What was not removed again by something else that was heard with it; an edit goes with its message. Nothing is
    removed from another room."""
    removed = {(one.room_id, one.target) for one in heard if isinstance(one, Redacted)}
    return [one for one in heard if not {(one.room_id, one.event_id), (one.room_id, _replaced(one))} & removed]


def marked(
    heard: Sequence[Stimulus], seen_at: datetime | None, now: datetime, answered: Collection[str]
) -> list[Stimulus]:
    """After a gap in listening, what was said in it is marked as such, unless it was answered all the same."""
    if seen_at is None or now - seen_at <= AWAY:
        return list(heard)
    return [
        replace(one, away_since=seen_at)
        if isinstance(one, Said) and now - one.at > AWAY and one.event_id not in answered
        else one
        for one in heard
    ]


def receive(tx: Connection, stimuli: Sequence[Stimulus], now: datetime) -> None:
    """Put stimuli into the inbox, in this order; what is read late beside the outcome that its event has already. A
    waiting message that one of them removes is never carried out."""
    inbox.receive(tx, [(_key(one), one.room_id, to_payload(one)) for one in stimuli], now)
    for one in stimuli:
        if isinstance(one, Redacted):
            inbox.forget_unread(tx, one.room_id, one.target)


def _key(stimulus: Stimulus) -> str:
    return f"late/{stimulus.event_id}" if isinstance(stimulus, Said) and stimulus.late else stimulus.event_id


def _replaced(stimulus: Stimulus) -> str | None:
    return stimulus.replaces if isinstance(stimulus, Edited) else None
