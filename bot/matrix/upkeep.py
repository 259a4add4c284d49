"""The keys that listening calls for: sending and fetching them, and telling whose they are."""

import contextlib
from collections.abc import Awaitable
from typing import Any

import nio
from aiohttp import ClientError

from bot.matrix.client import Client

NETWORK = (ClientError, TimeoutError, OSError)


def authentic(client: Client, event: Any, room_id: str) -> bool | None:
    """Whether a decrypted event comes from a device of its sender (reliability A4); None while that is not known.

    nio skips this for devices that nobody has verified, so a homeserver could put words into anybody's mouth.
    """
    session = client.olm.inbound_group_store.get(room_id, event.sender_key, event.session_id)
    device = client.device_store.device_from_sender_key(event.sender, event.sender_key)
    if session is None or session.forwarding_chain:
        return False
    if device is None:
        someone_elses = any(known.curve25519 == event.sender_key for known in client.device_store)
        return False if someone_elses else None
    return bool(device.ed25519 == session.ed25519)


async def keep_house(client: Client) -> None:
    """Send and fetch the keys that the last response called for. What fails is tried again after the next."""
    if client.outgoing_to_device_messages:
        await attempt(client.send_to_device_messages())
    if client.should_upload_keys:
        await attempt(client.keys_upload())
    if client.should_query_keys:
        await attempt(client.keys_query())
    if client.should_claim_keys:
        await attempt(client.keys_claim(client.get_users_for_key_claiming()))


async def attempt(request: Awaitable[Any]) -> None:
    """Await a request that may fail: the next response will call for it again."""
    with contextlib.suppress(*NETWORK, nio.ProtocolError):
        await request
