"""The rooms as the homeserver describes them, written down; what changed there that people should know of."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.matrix.heard import Left
from commands.stimuli import Exposed, Guest, Lost, Stimulus
from storage import outbox, rooms
from storage.records import Room, RoomMember

log = logging.getLogger(__name__)

_GUESTS_NAMED = 3
"""So many guests who come at once are named."""


def put(
    tx: Connection,
    room: Room,
    members: tuple[RoomMember, ...],
    is_ours: Callable[[str], bool],
    token: str,
    now: datetime,
) -> Iterator[Stimulus]:
    """Remember a room and who is in it. Gives what has changed there that people should know of."""
    known = rooms.get(tx, room.id)
    if known is None or known != room:
        rooms.put(tx, room)
    before = rooms.members(tx, room.id)
    if tuple(before) != members:
        rooms.set_members(tx, room.id, members)
    if known is None or not known.joined:
        return
    if known.public != room.public:
        yield Exposed(f"exposed/{room.id}/{token}", room.id, room.public, now)
    if known.encrypted or room.encrypted:
        new = {one.user_id for one in members} - {one.user_id for one in before}
        for user_id in sorted(one for one in new if not is_ours(one))[:_GUESTS_NAMED]:
            yield Guest(f"guest/{room.id}/{user_id}/{token}", room.id, user_id, now)


def lose(tx: Connection, left: Left, token: str, now: datetime) -> Iterator[Stimulus]:
    """Note that the bot is out of a room, and set aside what waits for it there. Where a letter of its own told it to
    go, nothing is lost."""
    known = rooms.get(tx, left.room_id)
    if known is not None and known.joined:
        rooms.put(tx, replace(known, joined=False))
        rooms.set_members(tx, left.room_id, ())
        meant = left.how in ("left", "gone") and outbox.is_to_leave(tx, left.room_id)
        outbox.park_room(tx, left.room_id, outbox.LOST)
        if meant:
            log.info("the bot has left room %s", left.room_id)
            return
        log.error("the bot is no longer in room %s (%s); what waited for it is set aside", left.room_id, left.how)
        yield Lost(f"lost/{left.room_id}/{token}", left.room_id, left.how, now)
