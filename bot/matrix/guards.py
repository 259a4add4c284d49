"""nio's client, hardened: what strangers send may be lost, but it must not stop the bot (reliability A3, A4).

Each override takes nio's own step for one event, one room or one device at a time and survives its failure.
Pin nio exactly: these are its inner workings, and `tests/test_guards.py` is what notices when they change.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import nio
from aiohttp import ClientError, ClientResponse
from nio.events import EncryptedToDeviceEvent
from peewee import OperationalError

from bot.matrix.sieve import sift

log = logging.getLogger(__name__)

_SIFTED = (nio.SyncResponse, nio.RoomMessagesResponse, nio.KeysQueryResponse, nio.KeysClaimResponse)


class KeysNotShared(Exception):
    """The room's new key did not reach everybody, or whom it has to reach could not be asked; a message sent now could
    not be read by them."""


class GuardedClient(nio.AsyncClient):  # type: ignore[misc]  # nio has no types
    """`dropped` counts what was thrown away, by kind; no content is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dropped: Counter[str] = Counter()
        self._sharing_failed = False

    @contextmanager
    def _surviving(self, what: str) -> Iterator[None]:
        try:
            yield
        except OperationalError:
            raise  # the store is locked or full: what came in is sound, and comes again with the same token
        except BaseException as error:
            # A panic in the crypto library is no Exception, but it is no reason to stop either.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            self.count(what, type(error).__name__)

    def count(self, what: str, why: str, number: int = 1) -> None:
        """Count something thrown away; the log names the first, the tenth, the hundredth, not each of a flood."""
        self.dropped[what] += number
        total = self.dropped[what]
        if total in (1, 10, 100) or total % 1000 == 0:
            log.warning("dropped %s (%s), %d so far", what, why, total)

    # -- reading responses --------------------------------------------------------------------------------------------

    async def create_matrix_response(
        self, response_class: type, transport_response: ClientResponse, data: Any = None, save_to: Any = None
    ) -> Any:
        """As nio, but what it cannot parse is taken out of the response instead of failing the whole.

        And a page of whoever stands in between is an error, whatever its status says: nio takes it for success
        wherever an empty answer would be one.
        """
        try:
            response = await super().create_matrix_response(response_class, transport_response, data, save_to)
        except (ClientError, TimeoutError, UnicodeError):
            raise
        except Exception:
            response = None
        status = transport_response.status
        if response is None or isinstance(response, nio.ErrorResponse):
            if response_class in _SIFTED and status == 200:
                response = await self._sifted(response_class, transport_response, data) or response
        elif status >= 400 or not await _holds_object(response_class, transport_response):
            response = None
        response = response or nio.ErrorResponse(f"HTTP {status}")
        response.transport_response = transport_response
        return response

    async def _sifted(self, response_class: Any, transport_response: ClientResponse, data: Any) -> Any:
        """What is left of a response once all that cannot be parsed is taken out; None if that is nothing."""
        body = await self.parse_body(transport_response)
        self.count("part of a response", "malformed", sift(response_class, body))
        try:
            return response_class.from_dict(body, *(data or ()))
        except Exception:
            return None

    # -- to-device messages -------------------------------------------------------------------------------------------

    async def _handle_to_device(self, response: Any) -> None:
        """Decrypt each on its own, in one commit: a key and the ratchet step that brought it belong together.

        Only encrypted ones are looked at. Key requests and verifications from strangers have nothing to ask here:
        the bot has no second device to share with and nobody who could compare symbols.
        """
        if self.olm is None or not response.to_device_events:
            return
        with self.store.database.atomic():
            for event in response.to_device_events:
                if isinstance(event, EncryptedToDeviceEvent):
                    with self._surviving("to-device message"):
                        self.olm.handle_to_device_event(event)
                elif event is not None:
                    self.count("to-device message", "not encrypted")

    def _handle_olm_events(self, response: Any) -> None:
        with self._surviving("device list"):
            super()._handle_olm_events(response)
        count = response.device_key_count.signed_curve25519
        if self.olm is not None and count is not None:
            # nio overlooks exactly 0, and with it the end of all new sessions.
            self.olm.uploaded_key_count = count

    # -- rooms --------------------------------------------------------------------------------------------------------

    async def _handle_invited_rooms(self, response: Any) -> None:
        """Nothing: an invitation is answered by the listener, from the raw events."""

    def _handle_joined_state(self, room_id: str, join_info: Any, encrypted_rooms: set[str]) -> None:
        empty = replace(join_info, state=[], summary=None, unread_notifications=None)
        super()._handle_joined_state(room_id, empty, encrypted_rooms)
        for event in join_info.state:
            with self._surviving("state event"):
                super()._handle_joined_state(room_id, replace(empty, state=[event]), encrypted_rooms)

    def _handle_timeline_event(self, event: Any, room_id: str, room: Any, encrypted_rooms: set[str]) -> Any:
        with self._surviving("timeline event"):
            decrypted = super()._handle_timeline_event(event, room_id, room, encrypted_rooms)
            if decrypted is not None:
                decrypted.wire = event.source
            return decrypted
        return None

    def _handle_messages_response(self, response: Any) -> None:
        for index, event in enumerate(response.chunk):
            if isinstance(event, nio.MegolmEvent):
                event.room_id = response.room_id
                response.chunk[index] = self.try_decrypt(event) or event

    def try_decrypt(self, event: nio.MegolmEvent) -> Any:
        """The decrypted event, or None if that is not possible (yet). `wire` keeps how it came."""
        with self._surviving("encrypted event"):
            try:
                decrypted = self.decrypt_event(event)
            except nio.EncryptionError:
                return None
            decrypted.wire = event.source
            return decrypted
        return None

    # -- keys of others -----------------------------------------------------------------------------------------------

    def _handle_olm_response(self, response: Any) -> None:
        for part in _parts(response):
            with self._surviving("key of a device"):
                super()._handle_olm_response(part)
        if isinstance(response, nio.KeysQueryResponse) and self.olm is not None:
            self.olm.users_for_key_query.difference_update(response.device_keys)

    async def _send(self, response_class: type, *args: Any, **kwargs: Any) -> Any:
        sharing = response_class in (nio.ShareGroupSessionResponse, nio.KeysClaimResponse)
        try:
            response = await super()._send(response_class, *args, **kwargs)
        except BaseException:
            self._sharing_failed |= sharing
            raise
        if sharing and isinstance(response, nio.ErrorResponse) and _passing(response):
            self._sharing_failed = True
        return response

    async def keys_query(self) -> Any:
        """As nio, but raises KeysNotShared where nobody could be asked for devices; trying again may help."""
        response = await super().keys_query()
        if isinstance(response, nio.ErrorResponse) and _passing(response):
            raise KeysNotShared(response.message)
        return response

    async def share_group_session(self, room_id: str, ignore_unverified_devices: bool = False) -> Any:
        """As nio, but a room key that could not be handed out is not taken for shared (reliability A2).

        Raises KeysNotShared. Devices that got the key already are not given it again the next time.
        """
        self._sharing_failed = False
        response = await super().share_group_session(room_id, ignore_unverified_devices)
        if self._sharing_failed:
            self.olm.outbound_group_sessions[room_id].shared = False
            raise KeysNotShared(room_id)
        return response


async def _holds_object(response_class: type, transport_response: ClientResponse) -> bool:
    """Whether what is to be taken for success is a JSON object. Where something must be in it, that was looked at."""
    if response_class in _SIFTED:
        return True
    try:
        return isinstance(json.loads(await transport_response.text()), dict)
    except ValueError:
        return False


def _passing(response: nio.ErrorResponse) -> bool:
    """Whether the same request may succeed later."""
    status: int = response.transport_response.status
    return status == 429 or not 400 <= status < 500


def _parts(response: Any) -> Iterator[Any]:
    """The response about many devices as one for each user or device, so that one bad key spoils nothing else."""
    if isinstance(response, nio.KeysQueryResponse):
        for user, devices in response.device_keys.items():
            yield nio.KeysQueryResponse({user: devices}, {})
    elif isinstance(response, nio.KeysClaimResponse):
        for user, devices in response.one_time_keys.items():
            for device, key in devices.items():
                yield nio.KeysClaimResponse({user: {device: key}}, {}, response.room_id)
    else:
        yield response
