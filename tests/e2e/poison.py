"""To-device messages that no honest client sends; five of these shapes end a plain sync of matrix-nio 0.26."""

import base64
from typing import Any

import vodozemac

_OLM = "m.olm.v1.curve25519-aes-sha2"


def shapes(curve25519_key: str) -> list[dict[str, Any]]:
    """Malformed contents of m.room.encrypted to the device with this identity key."""
    stranger = vodozemac.Account()
    sender_key = stranger.curve25519_key.to_base64()

    def olm(kind: object, body: object, sender_key: object = sender_key) -> dict[str, Any]:
        ciphertext = {curve25519_key: {"type": kind, "body": body}}
        return {"algorithm": _OLM, "sender_key": sender_key, "ciphertext": ciphertext}

    opening = _opening_message(stranger, curve25519_key)
    return [
        olm(0, "kein base64 !!"),
        olm(1, "kein base64 !!"),
        olm(0, opening, "kein Schlüssel"),
        olm(0, opening),
        olm(7, opening),
        olm(1, opening),
        {"algorithm": _OLM, "ciphertext": {}},
        {"algorithm": "unbekannt", "ciphertext": "AAAA", "sender_key": 7},
        {},
    ]


def _opening_message(sender: vodozemac.Account, receiver_key: str) -> str:
    """A well-formed first message, for a one-time key that the receiver never had."""
    receiver = vodozemac.Curve25519PublicKey.from_base64(receiver_key)
    session = sender.create_outbound_session(receiver, vodozemac.Account().curve25519_key)
    _, message = session.encrypt(b"{}").to_parts()
    return base64.b64encode(message).decode().rstrip("=")
