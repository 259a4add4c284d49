"""After a database was put back: what did the bot post since, of which the database knows nothing?

Orders that were said since the copy are carried out again, because their effects are gone. What the bot answered then
is in the rooms still. Each post carries the id of its letter, and a letter that is written once more gets the same id
(`storage.outbox`), so a look through the rooms tells which letters need not be sent.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.matrix.client import Client
from bot.matrix.gap import TooFar, walk_back
from bot.matrix.sending import mark_of
from bot.worker import Dispatch, Worker
from storage import backups

log = logging.getLogger(__name__)

_MARGIN = timedelta(hours=1)
"""The clocks of bot and homeserver may differ."""


async def look_back(client: Client, worker: Worker, dispatch: Dispatch, clock: Clock) -> dict[str, str]:
    """What is in the rooms of which a database that was put back does not know: letter id -> event id.

    Nothing may be sent before. Raises Unavailable.
    """
    known = await worker.run(backups.restored)
    if known is None:
        return {}
    if known.looked_at is None:
        found, rooms = await posted_since(client, known.copied_at)
        log.warning("the database was put back; %d posts since in %d rooms", len(found), len(rooms))

        def note(tx: Connection) -> None:
            now = clock.now()
            backups.note_posted(tx, found, now)
            dispatch.came_back(tx, sorted(rooms), known.copied_at, now)

        await worker.run(note)
    return await worker.run(backups.posted_since)


async def posted_since(client: Client, copied_at: datetime) -> tuple[dict[str, str], set[str]]:
    """The bot's own posts since then as letter id -> event id, and the rooms in which they are.

    Raises Unavailable if the homeserver cannot be asked now: then nothing may be sent yet. A room that may not be read
    any more is left out; nothing can be posted there either.
    """
    answer = await client.ask("GET", "v3/joined_rooms")
    joined = answer.get("joined_rooms")
    found: dict[str, str] = {}
    rooms: set[str] = set()
    for room_id in [one for one in joined if isinstance(one, str)] if isinstance(joined, list) else []:
        try:
            posts = await _posts(client, room_id, copied_at)
        except PermissionError:
            log.warning("room %s may not be looked through", room_id)
            continue
        except TooFar:
            log.error("room %s holds too much to be looked through; posts may be doubled there", room_id)
            continue
        found |= {mark: event_id for mark, (event_id, _) in posts.items()}
        if any(at >= copied_at.timestamp() * 1000 for _, at in posts.values()):
            rooms.add(room_id)
    return found, rooms


async def _posts(client: Client, room_id: str, since: datetime) -> dict[str, tuple[str, int]]:
    """Letter id -> (event id, when in milliseconds), of the bot's own posts since then and a little before."""
    oldest = (since - _MARGIN).timestamp() * 1000
    found: dict[str, tuple[str, int]] = {}
    async for event in walk_back(client, room_id, None, None, {"senders": [client.user_id]}):
        source = event.source
        at = source.get("origin_server_ts")
        if not isinstance(at, int) or at < oldest:
            break
        mark = mark_of(source)
        if mark is not None:
            found.setdefault(mark, (str(source["event_id"]), at))
    return found
