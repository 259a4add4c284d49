"""Putting one letter into its room, once, and saying honestly what became of it (reliability A2, D)."""

import asyncio
import copy
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import nio
from aiohttp import ClientError

from bot.matrix.client import SESSION_GONE, Client, Reply, wait_of
from bot.matrix.errors import Denied, MatrixError, Unavailable
from bot.matrix.gap import TooFar, walk_back
from bot.matrix.rooms import leave
from storage.outbox import LEAVE
from storage.post_records import Letter

log = logging.getLogger(__name__)

MARKER = "de.gremienassistenz.letter"

REDACTION = "m.room.redaction"
POLL_END = "org.matrix.msc3381.poll.end"
PIN = "pin"

_FOR_GOOD = ("M_FORBIDDEN", "M_TOO_LARGE", "M_BAD_JSON", "M_NOT_FOUND")
_PLAIN_SECONDS, _ENCRYPTED_SECONDS = 40, 120
_WALK_MARGIN = timedelta(hours=1)
_NETWORK = (ClientError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Sent:
    """The event is in the room; None where nothing had to be put there."""

    event_id: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The homeserver said no for good."""

    code: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Perhaps it is there, perhaps not: the same transaction id tells.

    `limited`: the account sends too much. `refused`: a plain no, but none that is known to be for good.
    `logged_out`: the session seems to be gone.
    """

    why: str
    retry_after: float = 0.0
    limited: bool = False
    refused: bool = False
    logged_out: bool = False


@dataclass(frozen=True, slots=True)
class Absent:
    """The room was looked through; the letter is not in it."""


Outcome = Sent | Refused | Unclear | Absent


def is_encrypted(client: Client, letter: Letter, recorded: bool) -> bool:
    """Whether the letter's room is encrypted, by our own records or nio's."""
    room = client.rooms.get(letter.room_id)
    return recorded or (room is not None and bool(room.encrypted))


async def put(client: Client, letter: Letter, target: str | None, *, encrypted: bool) -> Outcome:
    """Send a message, reaction, poll, edit or redaction with the letter's id as transaction id.

    `target` is the event that it edits or redacts; `encrypted` says what our own records hold of the room, and a room
    that nio takes for a plain one against that gets nothing.
    """
    room = client.rooms.get(letter.room_id)
    if room is None:
        return Unclear("the room is not synced")
    if encrypted and not room.encrypted:
        return Unclear("the room was encrypted once, but is not known as such now")
    try:
        async with asyncio.timeout(_ENCRYPTED_SECONDS if room.encrypted else _PLAIN_SECONDS):
            return _outcome(await _request(client, letter, target, room.encrypted))
    except Exception as error:
        if room.encrypted and isinstance(error, _NETWORK):
            # Somebody may have missed the room key while nio believes that all have it.
            client.invalidate_outbound_session(letter.room_id)
        return Unclear(type(error).__name__, logged_out=not client.logged_in)
    finally:
        # nio leaves this behind when a key claim fails, and every later send would wait for it for ever.
        client.sharing_session.pop(letter.room_id, None)


async def find(client: Client, letter: Letter) -> Outcome:
    """Look for a letter that may have been sent under another transaction scope, back to its first attempt.

    Unreadable posts of our own (made by an earlier device) leave it open whether it is among them: then Refused,
    so that a human decides.
    """
    if letter.event_type in (REDACTION, PIN, LEAVE) or letter.first_attempt_at is None:
        return Absent()  # doing these twice changes nothing
    oldest = (letter.first_attempt_at - _WALK_MARGIN).timestamp() * 1000
    unreadable = False
    wanted = {"senders": [client.user_id], "types": [letter.event_type, "m.room.encrypted"]}
    try:
        async for event in walk_back(client, letter.room_id, None, None, wanted):
            source = event.source
            if source.get("origin_server_ts", 0) < oldest:
                break
            if letter.id in (mark_of(source), source.get("unsigned", {}).get("transaction_id")):
                return Sent(str(source["event_id"]))
            unreadable |= _is_unreadable(source)
    except Unavailable as error:
        return Unclear(str(error))
    except (PermissionError, TooFar) as error:
        return Refused(f"cannot look for it: {type(error).__name__}")
    return Refused("cannot tell whether it was sent: earlier posts are unreadable") if unreadable else Absent()


def _is_unreadable(source: dict[str, Any]) -> bool:
    return source.get("type") == "m.room.encrypted" and bool(source.get("content")) and mark_of(source) is None


def mark_of(source: dict[str, Any]) -> str | None:
    """The id of the letter that became this event of our own, as far as it can be read."""
    content = source.get("content")
    relation = content.get("m.relates_to") if isinstance(content, dict) else None
    for place in (content, relation):
        mark = place.get(MARKER) if isinstance(place, dict) else None
        if isinstance(mark, str):
            return mark
    return None


async def go(client: Client, room_id: str) -> Outcome:
    """Leave a room. Where the bot is not in it, that is as good."""
    try:
        await leave(client, room_id)
    except Denied as error:
        log.info("cannot leave: %s", error.code)
    except MatrixError as error:
        return Unclear(str(error))
    return Sent(None)


async def pinned(client: Client, room_id: str) -> list[str] | Outcome:
    """The ids of the room's pinned events."""
    try:
        reply = await client.call("GET", _pins(room_id))
    except Unavailable as error:
        return Unclear(str(error))
    if reply.status == 404:
        return []
    if reply.status != 200 or not isinstance(reply.body, dict):
        return _unpinnable(reply)
    ids = reply.body.get("pinned") if isinstance(reply.body, dict) else None
    return [event_id for event_id in ids if isinstance(event_id, str)] if isinstance(ids, list) else []


async def pin(client: Client, room_id: str, event_ids: list[str]) -> Outcome:
    """Set the room's pinned events. That the bot may not is no error: pinning is a courtesy."""
    try:
        reply = await client.call("PUT", _pins(room_id), {"pinned": event_ids})
    except Unavailable as error:
        return Unclear(str(error))
    if reply.status == 200 and isinstance(reply.body, dict):
        return Sent(reply.body.get("event_id"))
    return _unpinnable(reply)


def content_of(letter: Letter, target: str | None) -> dict[str, Any]:
    """What goes into the room: the letter's content with our mark, what it refers to, and whom it mentions."""
    content = copy.deepcopy(letter.content)
    content[MARKER] = letter.id
    if letter.event_type == "m.room.message":
        content.setdefault("m.mentions", {})
    if target is not None and letter.event_type == "m.reaction":
        content["m.relates_to"] = {**content.get("m.relates_to", {}), "rel_type": "m.annotation", "event_id": target}
    elif target is not None:
        kind = "m.reference" if letter.event_type == POLL_END else "m.replace"
        content["m.relates_to"] = {"rel_type": kind, "event_id": target}
    return content


async def _request(client: Client, letter: Letter, target: str | None, encrypted: bool) -> Any:
    if letter.event_type == REDACTION:
        return await client.room_redact(letter.room_id, target, letter.content.get("reason"), tx_id=letter.id)
    content = content_of(letter, target)
    if encrypted:
        client.sharing_session.pop(letter.room_id, None)
        if client.should_query_keys:
            await client.keys_query()
        # What an event refers to stays in clear, and with it our mark: another device of ours can then tell which
        # letter it was, though it cannot read it.
        content["m.relates_to"] = {**content.get("m.relates_to", {}), MARKER: letter.id}
    # Unverified devices get the key too: nobody in a town hall compares symbols with a bot, and leaving somebody's
    # telephone out would only make its owner ask again in the clear.
    return await client.room_send(
        letter.room_id,
        letter.event_type,
        content,
        tx_id=letter.id,
        ignore_unverified_devices=True,
    )


def _outcome(answer: Any) -> Outcome:
    """Only a parsed 200 is a yes, and only a definitive 4xx is a no (reliability A1.11)."""
    if isinstance(answer, nio.RoomSendResponse | nio.RoomRedactResponse):
        return Sent(answer.event_id)
    status, code = answer.transport_response.status, answer.status_code
    if status == 429 or code == "M_LIMIT_EXCEEDED":
        wait = wait_of({"retry_after_ms": answer.retry_after_ms}, answer.transport_response.headers)
        return Unclear("M_LIMIT_EXCEEDED", wait, limited=True)
    if code == "M_DUPLICATE_ANNOTATION":
        return Sent(None)  # the same reaction is there already
    if 400 <= status < 500 and code in _FOR_GOOD:
        return Refused(code)
    if code in SESSION_GONE:
        return Unclear(code, logged_out=True)
    return Unclear(str(code or f"HTTP {status}"), refused=400 <= status < 500 and code is not None)


def _unpinnable(reply: Reply) -> Outcome:
    if reply.status == 429:
        return Unclear(reply.code, reply.retry_after, limited=True)
    if 400 <= reply.status < 500 and reply.status != 401:
        log.info("may not pin: %s", reply.code)
        return Sent(None)
    return Unclear(reply.code)


def _pins(room_id: str) -> str:
    return f"v3/rooms/{quote(room_id, safe='')}/state/m.room.pinned_events"
