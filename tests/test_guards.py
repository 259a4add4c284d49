"""What strangers send must not stop the client (reliability A3), nor what is wrong with somebody's keys."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nio
import pytest
import pytest_asyncio
from aiohttp import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nio.crypto import Olm, OlmAccount, OutboundSession
from nio.store import SqliteStore
from unpaddedbase64 import encode_base64

from bot.matrix.client import Client
from bot.matrix.guards import KeysNotShared
from bot.matrix.sieve import sift
from bot.matrix.vault import Vault
from tests.stub_homeserver import BOT, VOGT, Fault, StubHomeserver

STRANGER = "@fremd:anderswo.example"
KEY = "A" * 43
Json = dict[str, Any]


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    client = make(tmp_path, "http://127.0.0.1:9")
    yield client
    await client.close()


def make(folder: Path, url: str) -> Client:
    vault = Vault(folder)
    vault.prepare()
    client = Client.make(url, BOT, vault, "GERAET")
    client.restore_login(BOT, "GERAET", "syt_zugang")
    return client


def own_key(client: Client) -> str:
    key: str = client.olm.account.identity_keys["curve25519"]
    return key


def olm(client: Client, kind: object, body: object, sender_key: object = KEY) -> Json:
    ciphertext = {own_key(client): {"type": kind, "body": body}}
    return {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": sender_key, "ciphertext": ciphertext}


def unknown_one_time_key(client: Client) -> Json:
    """A well-formed prekey message for a one-time key that the bot never had."""
    stranger, spare = OlmAccount(), OlmAccount()
    spare.generate_one_time_keys(1)
    one_time_key = next(iter(spare.one_time_keys["curve25519"].values()))
    session = OutboundSession(stranger, own_key(client), one_time_key)
    kind, body = session.encrypt("{}").to_parts()
    return olm(client, kind, encode_base64(body), stranger.identity_keys["curve25519"])


def shapes(client: Client) -> list[Json]:
    return [
        olm(client, 0, "kein base64 !!"),
        olm(client, 1, "kein base64 !!"),
        olm(client, 0, "AwogAAAA", "kein Schlüssel"),
        olm(client, 1, "AwogAAAA", "kein Schlüssel"),
        olm(client, 0, "A" * 400),
        unknown_one_time_key(client),
        olm(client, 7, "AAAA"),
        olm(client, 0, ""),
        {"algorithm": "m.olm.v1.curve25519-aes-sha2", "ciphertext": {own_key(client): {"type": 0, "body": "AAAA"}}},
        {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": KEY, "ciphertext": {}},
        {"algorithm": "unbekannt", "sender_key": 7, "ciphertext": "AAAA"},
        {},
    ]


def sync(number: int, **parts: Any) -> Json:
    return {"next_batch": f"s{number}", "device_one_time_keys_count": {"signed_curve25519": 50}, **parts}


def message(body: str) -> Json:
    content = {"msgtype": "m.text", "body": body}
    return {"type": "m.room.message", "event_id": "$1", "sender": VOGT, "origin_server_ts": 1, "content": content}


def joined(*events: Json, state: tuple[Json, ...] = ()) -> Json:
    timeline = {"events": list(events), "limited": False, "prev_batch": "s0"}
    return {"join": {"!raum:brakenfeld.example": {"timeline": timeline, "state": {"events": list(state)}}}}


async def test_every_poisonous_to_device_message_is_survived_and_the_command_beside_it_heard(client: Client) -> None:
    for number, content in enumerate(shapes(client)):
        poison = {"type": "m.room.encrypted", "sender": STRANGER, "content": content}
        body = sync(number, to_device={"events": [poison]}, rooms=joined(message("!top Trotzdem")))
        response = nio.SyncResponse.from_dict(body)
        await client.receive_response(response)
        assert client.next_batch == f"s{number}"
        assert response.rooms.join["!raum:brakenfeld.example"].timeline.events[0].body == "!top Trotzdem"
    assert client.dropped["to-device message"] >= 5


async def test_vanilla_nio_does_not_survive_them(tmp_path: Path, client: Client) -> None:
    """If this fails, nio has learnt to, and the guard may go."""
    plain = nio.AsyncClient("http://127.0.0.1:9", BOT, "PLAIN", store_path=str(tmp_path))
    plain.restore_login(BOT, "PLAIN", "syt_zugang")
    deadly = 0
    for number, content in enumerate(shapes(plain)):
        poison = {"type": "m.room.encrypted", "sender": STRANGER, "content": content}
        try:
            await plain.receive_response(nio.SyncResponse.from_dict(sync(number, to_device={"events": [poison]})))
        except Exception:
            deadly += 1
    plain.store.database.close()
    assert deadly >= 4


async def test_questions_of_strangers_get_no_hearing(client: Client) -> None:
    start = {"from_device": "X", "transaction_id": "t", "method": "m.sas.v1", "key_agreement_protocols": []}
    events = [
        {"type": "m.key.verification.start", "sender": STRANGER, "content": start},
        {"type": "m.room_key_request", "sender": BOT, "content": {"action": "request", "request_id": "1"}},
        {"type": "m.room_key", "sender": STRANGER, "content": {"room_id": "!raum", "session_key": "x"}},
    ]
    await client.receive_response(nio.SyncResponse.from_dict(sync(1, to_device={"events": events})))
    assert not client.outgoing_to_device_messages
    assert not client.key_verifications


_wild = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
_types = st.sampled_from(
    ("m.room.encrypted", "m.room.message", "m.room.member", "m.room.power_levels", "m.room.create", "m.room.name")
    + ("m.room.encryption", "m.reaction", "m.call.invite", "m.sticker", "m.room.redaction", "org.example")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.dictionaries(st.text(max_size=12), _wild, max_size=4) | _wild, kind=_types, key=st.none() | _wild)
async def test_any_content_of_any_event_is_survived(client: Client, content: Any, kind: str, key: Any) -> None:
    event = {"type": kind, "event_id": "$1", "sender": VOGT, "origin_server_ts": 1, "content": content}
    if key is not None:
        event["state_key"] = key
    to_device = {"type": kind, "sender": STRANGER, "content": content}
    body = sync(client.dropped.total(), rooms=joined(event, state=(event,)), to_device={"events": [to_device]})
    client.next_batch = ""
    sift(nio.SyncResponse, body)
    await client.receive_response(nio.SyncResponse.from_dict(json.loads(json.dumps(body))))


async def test_what_nio_cannot_parse_is_taken_out_of_the_response(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        client = make(tmp_path, server.url)
        unparsable: Json = {"type": "m.room.message", "content": 7, "unsigned": 3}
        body = sync(1, rooms=joined(unparsable, message("!top Trotzdem"), {"ohne": "alles"}))
        body["to_device"] = {"events": [7, {"type": 3}]}
        server.faults = [Fault("GET /sync", 200, body)]
        response = await client.sync()
        assert isinstance(response, nio.SyncResponse)
        events = response.rooms.join["!raum:brakenfeld.example"].timeline.events
        assert [event.body for event in events if isinstance(event, nio.RoomMessageText)] == ["!top Trotzdem"]
        await client.close()


async def test_one_time_keys_are_refilled_at_exactly_zero(client: Client) -> None:
    client.olm.account.shared = True
    assert not client.should_upload_keys
    body = sync(1) | {"device_one_time_keys_count": {"signed_curve25519": 0}}
    await client.receive_response(nio.SyncResponse.from_dict(body))
    assert client.should_upload_keys
    assert len(client.olm.share_keys()["one_time_keys"]) == client.olm.account.max_one_time_keys


async def test_a_broken_device_spoils_no_other(tmp_path: Path) -> None:
    """Key queries and claims are answered by devices of strangers, too."""
    vogts = Olm(VOGT, "VOGT1", SqliteStore(VOGT, "VOGT1", str(tmp_path), "x"))
    good = vogts.share_keys()
    bad: Json = {"user_id": "@x:y.example", "device_id": "SCHLECHT", "algorithms": [], "keys": {}, "signatures": {}}
    answer = {"device_keys": {VOGT: {"VOGT1": good["device_keys"], "SCHLECHT": 7}, STRANGER: {"SCHLECHT": bad}}}
    async with StubHomeserver() as server:
        client = make(tmp_path / "bot", server.url)
        client.olm.users_for_key_query = {VOGT, STRANGER}
        server.faults = [Fault("POST /keys/query", 200, {**answer, "failures": {}})]
        await client.keys_query()
        assert not client.should_query_keys
        assert [device.id for device in client.device_store.active_user_devices(VOGT)] == ["VOGT1"]
        key_id, key = next(iter(good["one_time_keys"].items()))
        claimed = {VOGT: {"VOGT1": {key_id: key}, "SCHLECHT": {key_id: {"key": "?", "signatures": {}}}}}
        server.faults = [Fault("POST /keys/claim", 200, {"one_time_keys": {STRANGER: 7, **claimed}, "failures": {}})]
        await client.keys_claim({VOGT: ["VOGT1"]})
        assert client.olm.session_store.get(good["device_keys"]["keys"]["curve25519:VOGT1"])
        await client.close()
    vogts.store.database.close()


async def test_a_room_key_that_reached_not_everybody_is_not_used(tmp_path: Path) -> None:
    vogts = Olm(VOGT, "VOGT1", SqliteStore(VOGT, "VOGT1", str(tmp_path), "x"))
    good = vogts.share_keys()
    async with StubHomeserver() as server:
        room = server.room(encrypted=True)
        client = make(tmp_path / "bot", server.url)
        await client.sync(full_state=True)
        devices = {"device_keys": {VOGT: {"VOGT1": good["device_keys"]}}, "failures": {}}
        server.faults = [Fault("POST /keys/query", 200, devices), Fault("POST /keys/claim", times=1)]
        for _ in range(2):  # the first fails in the claim, outside nio's own clean-up
            client.sharing_session.pop(room, None)
            key_id, key = next(iter(good["one_time_keys"].items()))
            with pytest.raises((KeysNotShared, ClientError)):
                await client.room_send(room, "m.room.message", {"body": "x"}, "t", ignore_unverified_devices=True)
            claimed = {"one_time_keys": {VOGT: {"VOGT1": {key_id: key}}}, "failures": {}}
            server.faults = [Fault("POST /keys/claim", 200, claimed), Fault("PUT /sendToDevice", 502, "Bad Gateway")]
        assert not server.sent
        server.faults = []
        await client.room_send(room, "m.room.message", {"body": "x"}, "t", ignore_unverified_devices=True)
        assert [event["type"] for event in server.sent] == ["m.room.encrypted"]
        assert sum("sendToDevice" in line for line in server.requests.elements()) == 2
        await client.close()
    vogts.store.database.close()
