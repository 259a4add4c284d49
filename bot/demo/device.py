"""A person's device: connection, keys and sync. The only place in the demo that knows nio."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import ClientError
from nio import (
    AsyncClient,
    AsyncClientConfig,
    EncryptionError,
    Event,
    LoginResponse,
    MegolmEvent,
    RoomSendResponse,
    SyncResponse,
    ToDeviceEvent,
)
from nio.store import SqliteStore

Json = dict[str, Any]

_NOTHING: Json = {"types": []}
_FILTER: Json = {
    "presence": _NOTHING,
    "account_data": _NOTHING,
    "room": {"timeline": {"limit": 100}, "ephemeral": _NOTHING, "account_data": _NOTHING},
}


class ServerRefused(Exception):
    """The homeserver answered a request with an error."""

    def __init__(self, status: int, answer: object) -> None:
        super().__init__(f"{status} {answer}")
        self.status = status
        self.answer = answer


class _Client(AsyncClient):  # type: ignore[misc]  # nio has no types
    """nio, except that a malformed to-device message does not end the sync, and used-up one-time keys are replaced."""

    def _handle_decrypt_to_device(self, to_device_event: ToDeviceEvent) -> ToDeviceEvent | None:
        try:
            return super()._handle_decrypt_to_device(to_device_event)
        except Exception:
            return None

    def _handle_olm_events(self, response: SyncResponse) -> None:
        super()._handle_olm_events(response)
        if self.olm is not None and response.device_key_count.signed_curve25519 is not None:
            self.olm.uploaded_key_count = response.device_key_count.signed_curve25519


class Device:
    """One device of one user. `hear(room, wire, plain)` gets each timeline event once it can be read, and before that
    once with `plain` None if it cannot; `plain` is the decrypted event, or `wire` itself where nothing was encrypted.
    """

    def __init__(
        self, homeserver: str, user_id: str, folder: Path, hear: Callable[[str, Json, Json | None], None]
    ) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        config = AsyncClientConfig(store=SqliteStore, encryption_enabled=True, max_timeout_retry_wait_time=1)
        self._client = _Client(homeserver, user_id, store_path=str(folder), config=config)
        self._hear = hear
        self._unreadable: dict[str, tuple[str, Json]] = {}
        self._sending = asyncio.Lock()
        self._token: str | None = None

    @property
    def id(self) -> str:
        return str(self._client.device_id)

    async def login(self, password: str) -> None:
        answer = await self._client.login(password, device_name="person")
        if not isinstance(answer, LoginResponse):
            raise ServerRefused(getattr(answer.transport_response, "status", 0), answer)

    async def close(self) -> None:
        await self._client.close()
        if self._client.store is not None:
            self._client.store.database.close()

    async def request(self, method: str, path: str, body: Json | None = None) -> Json:
        """A request of the Client-Server API, `path` from behind its version. Raises `ServerRefused`."""
        headers = {"Authorization": f"Bearer {self._client.access_token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        answer = await self._client.send(method, f"/_matrix/client/v3{path}", data, headers)
        parsed: Json = await answer.json()
        if answer.status != 200:
            raise ServerRefused(answer.status, parsed)
        return parsed

    def knows(self, room_id: str, user_id: str) -> bool:
        """Whether the user has joined, and has a device to encrypt for if the room is encrypted."""
        room = self._client.rooms.get(room_id)
        if room is None or user_id not in room.users or room.users[user_id].invited:
            return False
        if not room.encrypted or user_id == self._client.user_id:
            return True
        return any(True for _ in self._client.device_store.active_user_devices(user_id))

    async def send(self, room: str, event_type: str, content: Json, txn: str) -> str:
        """Send an event, encrypted where the room is, and return its event id.

        nio repeats a request that got no answer, with the same transaction id: one event at most.
        """
        async with self._sending:
            # nio leaves this behind when sharing keys was cut short, and would then wait for it for ever.
            self._client.sharing_session.pop(room, None)
            await self._tend_keys()
            answer = await self._client.room_send(room, event_type, content, txn, ignore_unverified_devices=True)
        if not isinstance(answer, RoomSendResponse):
            raise ServerRefused(getattr(answer.transport_response, "status", 0), answer)
        return str(answer.event_id)

    async def sync(self, long_poll_ms: int) -> bool:
        """Take in what is new and join every room that one is invited to. Whether keys came; then more may be waiting.

        Raises OSError if the homeserver cannot be reached; the next call begins where the last good one ended.
        """
        since = self._token
        self._client.next_batch = since or ""
        try:
            answer = await self._client.sync(long_poll_ms, _FILTER, since)
            if not isinstance(answer, SyncResponse):
                raise ServerRefused(getattr(answer.transport_response, "status", 0), answer)
            news: Json = await answer.transport_response.json()
            async with self._sending:
                await self._tend_keys()
        except ClientError as error:
            raise OSError(str(error)) from error
        await self._take_in(news, since)
        self._token = str(answer.next_batch)
        return bool(news.get("to_device", {}).get("events"))

    async def walk(self, room: str, start: str | None = None, stop: str | None = None) -> AsyncIterator[Json]:
        """Raw events backwards from `start` (or the newest) to `stop` (or the first)."""
        query = {"dir": "b", "limit": "100"} | ({"from": start} if start else {}) | ({"to": stop} if stop else {})
        while True:
            page = await self.request("GET", f"/rooms/{quote(room)}/messages?{urlencode(query)}")
            for event in page["chunk"]:
                yield event
            if "end" not in page:
                return
            query["from"] = page["end"]

    def read(self, room: str, wire: Json) -> Json | None:
        """The event as it is meant: itself, or decrypted; None if it cannot be read."""
        if wire["type"] != "m.room.encrypted" or not wire["content"]:
            return wire
        sealed = Event.parse_encrypted_event(wire)
        if not isinstance(sealed, MegolmEvent):
            return None
        sealed.room_id = room
        try:
            opened = self._client.decrypt_event(sealed)
        except EncryptionError:
            return None
        plain: Json | None = getattr(opened, "source", None)
        return plain

    async def _take_in(self, news: Json, since: str | None) -> None:
        rooms = news.get("rooms", {})
        for room in rooms.get("invite", {}):
            await self.request("POST", f"/join/{quote(room)}", {})
        for room, joined in rooms.get("join", {}).items():
            timeline = joined.get("timeline", {})
            if timeline.get("limited") and since is not None:
                missed = [event async for event in self.walk(room, timeline["prev_batch"], since)]
                self._hand_over(room, list(reversed(missed)))
            self._hand_over(room, timeline.get("events", []))
        if news.get("to_device", {}).get("events"):
            for room, wire in list(self._unreadable.values()):
                self._hand_over(room, [wire])

    def _hand_over(self, room: str, events: list[Json]) -> None:
        for wire in events:
            plain = self.read(room, wire)
            self._unreadable.pop(wire["event_id"], None)
            if plain is None:
                self._unreadable[wire["event_id"]] = (room, wire)
            self._hear(room, wire, plain)

    async def _tend_keys(self) -> None:
        """Publish own keys and fetch others' where nio says that it is time."""
        if self._client.should_upload_keys:
            await self._client.keys_upload()
        if self._client.should_query_keys:
            await self._client.keys_query()
        if self._client.should_claim_keys:
            await self._client.keys_claim(self._client.get_users_for_key_claiming())
        await self._client.send_to_device_messages()
