"""Secrets under a recovery key, as the Matrix specification lays it down, so that other clients understand them.

The key for people: Appendices, "Cryptographic key representation". The sealing: Client-Server API, "Secret storage",
`m.secret_storage.v1.aes-hmac-sha2`. Nothing here asks the network.
"""

import hmac
import secrets
from collections.abc import Mapping
from functools import reduce
from operator import xor
from typing import Any

from Crypto.Cipher import AES
from Crypto.Hash import HMAC, SHA256
from Crypto.Protocol.KDF import HKDF
from unpaddedbase64 import decode_base64, encode_base64

ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2"

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PREFIX = bytes((0x8B, 0x01))
_KEY_BYTES = 32

Sealed = dict[str, str]


class NotAKey(ValueError):
    """What was typed is no recovery key: a sign is missing or wrong."""


class WrongKey(Exception):
    """The key does not open this; it is another one, or the sealed secret was changed."""


def new_key() -> bytes:
    return secrets.token_bytes(_KEY_BYTES)


def to_words(key: bytes) -> str:
    """The key as people write it down: groups of four signs."""
    whole = _PREFIX + key
    number = int.from_bytes(whole + bytes([reduce(xor, whole)]))
    signs = ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        signs = _ALPHABET[digit] + signs
    return " ".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def from_words(text: str) -> bytes:
    """The key that somebody copied from paper; spaces do not matter. Raises NotAKey."""
    number = 0
    for sign in "".join(text.split()):
        digit = _ALPHABET.find(sign)
        if digit < 0 or number >> 512:
            raise NotAKey
        number = number * len(_ALPHABET) + digit
    length = len(_PREFIX) + _KEY_BYTES + 1
    if number >> (8 * length):
        raise NotAKey
    whole = number.to_bytes(length)
    if not whole.startswith(_PREFIX) or reduce(xor, whole) != 0:
        raise NotAKey
    return whole[len(_PREFIX) : -1]


def description(key: bytes) -> Sealed:
    """What may be known of a key: enough to see whether a given one is the right one."""
    sealed = seal(key, "", bytes(32))
    return {"algorithm": ALGORITHM, "iv": sealed["iv"], "mac": sealed["mac"]}


def fits(key: bytes, described: Mapping[str, Any]) -> bool:
    """Whether a key is the one that was described."""
    try:
        sealed = seal(key, "", bytes(32), decode_base64(described["iv"]))
        return described["algorithm"] == ALGORITHM and _same(sealed["mac"], described["mac"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def seal(key: bytes, name: str, secret: bytes, iv: bytes | None = None) -> Sealed:
    """Encrypt and authenticate a secret. `name` is its type in the account data; "" is for describing the key."""
    if iv is None:
        # Bit 63 is 0 because implementations of the counter differ where it overflows.
        iv = (int.from_bytes(secrets.token_bytes(16)) & ~(1 << 63)).to_bytes(16)
    cipher_key, mac_key = _keys(key, name)
    ciphertext = AES.new(cipher_key, AES.MODE_CTR, nonce=b"", initial_value=iv).encrypt(secret)
    mac = HMAC.new(mac_key, ciphertext, SHA256).digest()
    return {"iv": encode_base64(iv), "ciphertext": encode_base64(ciphertext), "mac": encode_base64(mac)}


def unseal(key: bytes, name: str, sealed: Mapping[str, Any]) -> bytes:
    """The secret, if key, name and all are what they were. Raises WrongKey."""
    cipher_key, mac_key = _keys(key, name)
    try:
        ciphertext, iv = decode_base64(sealed["ciphertext"]), decode_base64(sealed["iv"])
        mac = encode_base64(HMAC.new(mac_key, ciphertext, SHA256).digest())
        if not _same(mac, sealed["mac"]):
            raise WrongKey
        return AES.new(cipher_key, AES.MODE_CTR, nonce=b"", initial_value=iv).decrypt(ciphertext)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongKey from error


def _keys(key: bytes, name: str) -> tuple[bytes, bytes]:
    both = HKDF(key, 64, bytes(32), SHA256, context=name.encode())
    assert isinstance(both, bytes)
    return both[:32], both[32:]


def _same(mac: str, other: str) -> bool:
    return hmac.compare_digest(mac.rstrip("=").encode(), other.rstrip("=").encode())
