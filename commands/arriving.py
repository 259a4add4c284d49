"""What comes in goes into the inbox, but for what was removed before anybody dealt with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from commands.stimuli import Edited, Redacted, Stimulus, to_payload
from storage import inbox


def still_there(heard: Sequence[Stimulus]) -> list[Stimulus]:
    """What was not removed again by something else that was heard with it; an edit goes with its message. Nothing is
    removed from another room."""
    removed = {(one.room_id, one.target) for one in heard if isinstance(one, Redacted)}
    return [one for one in heard if not {(one.room_id, one.event_id), (one.room_id, _replaced(one))} & removed]


def receive(tx: Connection, stimuli: Sequence[Stimulus], now: datetime) -> None:
    """Put stimuli into the inbox, in this order. A waiting message that one of them removes is never carried out."""
    inbox.receive(tx, [(one.event_id, one.room_id, to_payload(one)) for one in stimuli], now)
    for one in stimuli:
        if isinstance(one, Redacted):
            inbox.forget_unread(tx, one.room_id, one.target)


def _replaced(stimulus: Stimulus) -> str | None:
    return stimulus.replaces if isinstance(stimulus, Edited) else None
