"""Posts that people answer before the bot knows which event they became.

The homeserver's answer to a send can be lost, and the bot can die before it has noted one. The post is in its room all
the same, and a quick „ja“ under it comes before the repeat tells its event. Nothing is guessed then: the homeserver
shows the event that is referred to, and the post's mark in it says which letter it was.
"""

from sqlalchemy import Connection

from bot.jobs import note_sent
from bot.matrix.client import Client
from bot.matrix.echoes import letter_behind
from bot.matrix.heard import Step
from bot.worker import Worker
from commands.stimuli import Filed, Reacted, Said, Stimulus, Voted
from storage import inbox, outbox
from storage.post_records import LetterState


async def find_posted(client: Client, worker: Worker, step: Step) -> dict[str, str]:
    """The bot's posts that are referred to in a step and of which no event is known yet: event id -> letter id.

    Raises as `letter_behind`: the step is then not dealt with, and comes again.
    """
    wanted = {place for one in (*step.heard, *(file.filed for file in step.files)) if (place := _refers_to(one))}
    if not wanted:
        return {}
    unknown = await worker.run(lambda tx: [(room, event) for room, event in sorted(wanted) if _may_be(tx, room, event)])
    found = {event: await letter_behind(client, room, event) for room, event in unknown}
    return {event: letter for event, letter in found.items() if letter is not None}


def note_posted(tx: Connection, step: Step) -> None:
    """Write down what was found, before what refers to it is judged."""
    for event_id, letter_id in step.posted.items():
        letter = outbox.letter_by_id(tx, letter_id)
        if letter is not None and letter.state is LetterState.SENDING:
            note_sent(tx, letter, event_id)


def _refers_to(stimulus: Stimulus) -> tuple[str, str] | None:
    match stimulus:
        case Said(room_id=room, reply_to=str(event)) | Filed(room_id=room, reply_to=str(event)):
            return room, event
        case Reacted(room_id=room, target=event) | Voted(room_id=room, poll=event):
            return room, event
    return None


def _may_be(tx: Connection, room_id: str, event_id: str) -> bool:
    """Whether an event may be a post of the bot's that is still on its way by the bot's own books."""
    known = inbox.room_of(tx, event_id) is not None or outbox.letter_by_event(tx, event_id, room_id) is not None
    return not known and outbox.is_under_way(tx, room_id)
