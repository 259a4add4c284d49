"""The bot's identity under a recovery key, in the secret storage of its account (Client-Server API, "Secret storage").

The homeserver holds the sealed seeds, the key lies in an envelope: neither is of use without the other.
"""

import secrets
from typing import Any

from unpaddedbase64 import decode_base64, encode_base64

from bot.matrix.client import Client
from bot.matrix.secret_storage import WrongKey, description, fits, seal, unseal
from bot.matrix.vault import Seeds

_DEFAULT = "m.secret_storage.default_key"
_KEY = "m.secret_storage.key."
_PARTS = ("master", "self_signing", "user_signing")


async def key_id(client: Client) -> str | None:
    """The id of the recovery key under which the identity lies, or None if there is none. Raises Unavailable."""
    known = _text(await client.account_data(_DEFAULT), "key")
    sealed = await client.account_data(_secret("master")) if known else None
    return known if _under(sealed, known) else None


async def deposit(client: Client, seeds: Seeds, key: bytes) -> None:
    """Seal the identity under `key`, and in the end under no other.

    Being cut off leaves the former key or this one valid, whichever is the default key then. Raises as `Client.ask`.
    """
    name, before = secrets.token_hex(16), _text(await client.account_data(_DEFAULT), "key")
    await client.set_account_data(_KEY + name, {"name": "Notfallumschlag", **description(key)})
    sealed: dict[str, dict[str, Any]] = {}
    for part in _PARTS:
        seed = encode_base64(bytes.fromhex(getattr(seeds, part))).encode()
        sealed[part] = {name: seal(key, _secret(part), seed)}
        known = (await client.account_data(_secret(part)) or {}).get("encrypted")
        former = known if isinstance(known, dict) else {}
        await client.set_account_data(_secret(part), {"encrypted": former | sealed[part]})
    await client.set_account_data(_DEFAULT, {"key": name})
    for part in _PARTS:
        await client.set_account_data(_secret(part), {"encrypted": sealed[part]})
    if before is not None:
        await client.set_account_data(_KEY + before, {})


async def withdraw(client: Client, key: bytes) -> Seeds:
    """The identity that was sealed under `key`. Raises WrongKey, also where nothing was sealed."""
    name = await key_id(client)
    if name is None or not fits(key, await client.account_data(_KEY + name) or {}):
        raise WrongKey
    seeds: list[str] = []
    for part in _PARTS:
        sealed = await client.account_data(_secret(part))
        if not _under(sealed, name):
            raise WrongKey
        assert sealed is not None
        try:
            seed = decode_base64(unseal(key, _secret(part), sealed["encrypted"][name]).decode())
        except ValueError as error:
            raise WrongKey from error
        if len(seed) != 32:
            raise WrongKey
        seeds.append(seed.hex())
    master, self_signing, user_signing = seeds
    return Seeds(master, self_signing, user_signing, "published")


def _secret(part: str) -> str:
    return f"m.cross_signing.{part}"


def _under(sealed: dict[str, Any] | None, name: str | None) -> bool:
    """Whether a secret is sealed under that key."""
    encrypted = (sealed or {}).get("encrypted")
    return isinstance(encrypted, dict) and isinstance(encrypted.get(name), dict)


def _text(content: dict[str, Any] | None, field: str) -> str | None:
    value = (content or {}).get(field)
    return value if isinstance(value, str) else None
