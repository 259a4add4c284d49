"""Walking a room backwards: to what was missed while away, and to the bot's own earlier posts."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import nio
from aiohttp import ClientError

from bot.matrix.client import Client
from bot.matrix.errors import Unavailable
from bot.matrix.events import POLL_RESPONSES

log = logging.getLogger(__name__)

HEARD_TYPES = ("m.room.message", "m.room.encrypted", "m.reaction", "m.room.redaction", *POLL_RESPONSES)

_PAGE = 100
_FILL_SECONDS = 300
_PAGES = 200
"""Twenty thousand events in one room; a walk without an end must not hang the bot (CVE-2026-45076)."""


class TooFar(Exception):
    """The walk was given up."""


async def fill(client: Client, room_id: str, start: str, until: str) -> tuple[list[Any], bool]:
    """The events between two sync tokens, oldest first, for a timeline that the homeserver cut off (reliability A1.6),
    and whether these are all.

    Raises Unavailable if the walk was interrupted: then nothing of this sync may be kept.
    """
    wanted = {"types": list(HEARD_TYPES), "not_senders": [client.user_id]}
    events: list[Any] = []
    whole = False
    try:
        async with asyncio.timeout(_FILL_SECONDS):
            async for event in walk_back(client, room_id, start, until, wanted):
                events.append(event)
        whole = True
    except TooFar:
        log.error("a gap of more than %d messages in room %s could not be filled", len(events), room_id)
    except PermissionError:
        log.error("a gap in room %s may not be read", room_id)
    except TimeoutError:
        log.error("a gap in room %s takes too long to fill; %d messages were found", room_id, len(events))
    events.reverse()
    return events, whole


async def walk_back(
    client: Client, room_id: str, start: str | None, until: str | None, wanted: dict[str, Any]
) -> AsyncIterator[Any]:
    """The events of a room, newest first. Raises Unavailable, TooFar, or PermissionError if we may not look."""
    for _ in range(_PAGES):
        try:
            page = await client.room_messages(
                room_id, start, until, nio.MessageDirection.back, limit=_PAGE, message_filter=wanted
            )
        except (ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"messages: {type(error).__name__}") from error
        if isinstance(page, nio.ErrorResponse):
            if page.status_code in ("M_FORBIDDEN", "M_NOT_FOUND"):
                raise PermissionError(page.status_code)
            raise Unavailable(f"messages: {page.status_code}")
        for event in page.chunk:
            yield event
        if not page.end or page.end == start:
            return
        start = page.end
    raise TooFar
