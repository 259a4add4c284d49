"""A person's device without a network: what it says is encrypted, and its key comes when the test hands it over."""

import json

from nio.crypto import InboundGroupSession, OlmAccount, OlmDevice, OutboundGroupSession

from bot.matrix.client import Client
from tests.stub_homeserver import VOGT, StubHomeserver


class Phone:
    """`say` puts an encrypted message into a room of the stub homeserver; `hand_key` gives a client what opens it."""

    def __init__(self, owner: str = VOGT, device_id: str = "TELEFON") -> None:
        self.owner, self.device_id = owner, device_id
        account = OlmAccount()
        self._signing, self._sender = (str(account.identity_keys[kind]) for kind in ("ed25519", "curve25519"))
        self._session = OutboundGroupSession()
        self._session.mark_as_shared()
        self._key = self._session.session_key

    def say(self, server: StubHomeserver, room: str, text: str) -> str:
        plain = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": text}, "room_id": room}
        content = {
            "algorithm": "m.megolm.v1.aes-sha2",
            "ciphertext": self._session.encrypt(json.dumps(plain)),
            "sender_key": self._sender,
            "session_id": self._session.id,
            "device_id": self.device_id,
        }
        return server.put(room, self.owner, "m.room.encrypted", content, None)

    def hand_key(self, client: Client, room: str) -> None:
        client.olm.inbound_group_store.add(InboundGroupSession(self._key, self._signing, self._sender, room))

    def introduce(self, client: Client, owner: str | None = None, *, signing: str | None = None) -> OlmDevice:
        """Let a client know the device as one of `owner`, as an answer to a key query would."""
        keys = {"ed25519": signing or self._signing, "curve25519": self._sender}
        device = OlmDevice(owner or self.owner, self.device_id, keys)
        client.olm.device_store.add(device)
        return device
