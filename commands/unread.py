"""What could not be read, or must not count: said in the room once, so that nobody waits for nothing."""

from datetime import datetime

from sqlalchemy import Connection

from commands.answering import say_in, voice_of
from commands.dates.readings import Moment
from commands.document import Paragraph
from commands.house import House
from commands.stimuli import Said, Undecryptable, Unsealed
from commands.texts.voice import phrase
from storage import audit


def regret(tx: Connection, house: House, lost: Undecryptable, now: datetime) -> None:
    """Ask to send a message again that could not be decrypted; once an hour for each sender and room.

    Of all who are not from here one is told for all: they might be many, and do it on purpose.
    """
    whose = lost.sender if house.is_ours(lost.sender) else "?"
    _tell(tx, house, "undecryptable", whose, lost, now)


def refuse_unsealed(tx: Connection, house: House, unsealed: Unsealed, now: datetime) -> None:
    """Say why an order in clear was not carried out; once an hour for each room, whoever it was."""
    _tell(tx, house, "unsealed", "", unsealed, now)


def was_sent_again(tx: Connection, said: Said) -> bool:
    """Whether the sender of a message that is readable only now has been heard in the room since then."""
    return audit.happened(tx, said.sender, said.room_id, "done", said.at)


def tell_late(tx: Connection, house: House, said: Said, now: datetime) -> None:
    """Say that a message that could not be read is carried out after all, before it is."""
    _tell(tx, house, "read_late", said.event_id, said, now)


def _tell(
    tx: Connection, house: House, key: str, whose: str, about: Said | Undecryptable | Unsealed, now: datetime
) -> None:
    local = about.at.astimezone(house.zone)
    voice = voice_of(tx, about.room_id)
    words = Paragraph(voice.inline(phrase(key, at=Moment(local.date(), local.time()))))
    said_once = f"{now.astimezone(house.zone):%Y-%m-%dT%H}"
    say_in(tx, about.room_id, f"{key}/{about.room_id}/{whose}/{said_once}", [words], now)
