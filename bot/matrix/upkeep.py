"""The keys that listening calls for: sending and fetching them, and telling whose they are."""

import contextlib
from collections.abc import Awaitable
from typing import Any

import nio
from aiohttp import ClientError

from bot.matrix.client import Client
from bot.matrix.guards import KeysNotShared

FEW = 10
"""Fewer one-time keys than this at the homeserver, and strangers can soon shut the bot off from new devices."""

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
        # The sender's own device that was deleted since is unknown, too: told after a while, never obeyed.
        owners = {known.user_id for known in client.device_store if known.curve25519 == event.sender_key}
        return False if owners - {event.sender} else None
    return bool(device.ed25519 == session.ed25519)


async def keep_house(client: Client, keys_left: int | None) -> bool:
    """Send and fetch the keys that the last response called for. What fails is tried again after the next.

    `keys_left`: the one-time keys that the homeserver has left. nio passes over the number where it is 0, and where the
    response came with the same token as the one before, as when nothing happened but that strangers took keys.
    Returns whether devices were asked for, so that somebody may be known now who was not before.
    """
    if keys_left is not None:
        client.olm.uploaded_key_count = keys_left
    if client.outgoing_to_device_messages:
        await attempt(client.send_to_device_messages())
    if client.should_upload_keys:
        await attempt(client.keys_upload())
    asked: bool = client.should_query_keys
    if asked:
        await attempt(client.keys_query())
    if client.should_claim_keys:
        await attempt(client.keys_claim(client.get_users_for_key_claiming()))
    return asked


async def one_time_keys(client: Client) -> int:
    """How many of the device's one-time keys the homeserver has left; nothing is uploaded. Raises as `Client.ask`."""
    counts = (await client.ask("POST", "v3/keys/upload", {})).get("one_time_key_counts")
    number = counts.get("signed_curve25519", 0) if isinstance(counts, dict) else 0
    return number if isinstance(number, int) else 0


async def attempt(request: Awaitable[Any]) -> None:
    """Await a request that may fail: the next response will call for it again."""
    with contextlib.suppress(*NETWORK, nio.ProtocolError, KeysNotShared):
        await request
