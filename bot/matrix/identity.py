"""The bot's own keys: is this device what the homeserver says it is, and is it cross-signed (reliability A4)?

Cross-signing after Client-Server API, "Cross-signing": the master key signs the self-signing key, which signs the
device; the device signs the master key. Clients warn of devices that are not signed, and will exclude them.
"""

import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from nio import Api
from nio.crypto import OlmAccount
from unpaddedbase64 import decode_base64, encode_base64

from bot.matrix import recovery
from bot.matrix.client import Client, Reply
from bot.matrix.errors import Denied, WrongIdentity
from bot.matrix.vault import Login, Seeds, Vault

log = logging.getLogger(__name__)

_Json = dict[str, Any]

_REPLACED = (
    "Somebody has replaced the cross-signing identity of the bot's account. If that was you: remove cross-signing.json "
    "from the storage folder and start again. If not: change the account's password first."
)
_IN_THE_ENVELOPE = (
    "The bot's identity is not in the storage folder, but it was sealed under a recovery key: `python -m bot recover "
    "--config FILE --recovery-key-file FILE` brings it back. If the key is lost, `--new-identity` makes a new one, and "
    "everybody is warned of it."
)
_USAGES = ("master", "self_signing", "user_signing")


@dataclass(frozen=True, slots=True)
class PublishedKeys:
    """What /keys/query says about the bot itself. `device` is {} where this device has no keys yet."""

    device: Mapping[str, Any]
    master: Mapping[str, Any]
    self_signing: Mapping[str, Any]

    def ed25519(self, device_id: str) -> str | None:
        key = _dict(self.device.get("keys")).get(f"ed25519:{device_id}")
        return key if isinstance(key, str) else None

    @property
    def master_key(self) -> str | None:
        return next(iter(_dict(self.master.get("keys")).values()), None)

    def is_signed(self, user_id: str, device_id: str) -> bool:
        """Whether the chain holds: master key, self-signing key, this device."""
        owner = next(iter(_dict(self.self_signing.get("keys")).values()), None)
        return (
            self.master_key is not None
            and owner is not None
            and _is_signed_by(self.self_signing, user_id, self.master_key)
            and _is_signed_by(self.device, user_id, owner)
        )

    def vouches_for_master(self, user_id: str, device_id: str) -> bool:
        """Whether this device has signed the master key."""
        own = self.ed25519(device_id)
        return own is not None and _is_signed_by(self.master, user_id, own, key_id=device_id)

    def is_complete(self, user_id: str, device_id: str) -> bool:
        return self.is_signed(user_id, device_id) and self.vouches_for_master(user_id, device_id)


class _Key:
    """One cross-signing key from its seed."""

    def __init__(self, seed: str) -> None:
        self._key = ECC.construct(curve="Ed25519", seed=bytes.fromhex(seed))
        self.public: str = encode_base64(self._key.public_key().export_key(format="raw"))

    def sign(self, value: Mapping[str, Any]) -> str:
        bare = {k: v for k, v in value.items() if k not in ("signatures", "unsigned")}
        signer = eddsa.new(self._key, "rfc8032")
        signature: str = encode_base64(signer.sign(Api.to_canonical_json(bare).encode()))
        return signature


async def published_keys(client: Client, login: Login) -> PublishedKeys:
    """Ask the homeserver about the bot's own keys. Raises Unavailable."""
    user = login.user_id
    answer = await client.ask("POST", "v3/keys/query", {"device_keys": {user: []}})
    devices = _dict(_dict(answer.get("device_keys")).get(user))
    return PublishedKeys(
        _dict(devices.get(login.device_id)),
        _dict(_dict(answer.get("master_keys")).get(user)),
        _dict(_dict(answer.get("self_signing_keys")).get(user)),
    )


def check_device(client: Client, login: Login, published: PublishedKeys) -> None:
    """Raise WrongIdentity if the homeserver has other keys for this device than the store does.

    Happens when the folder was lost or restored from an old backup; new messages would stay unreadable without a sign.
    """
    there = published.ed25519(login.device_id)
    here: str = client.olm.account.identity_keys["ed25519"]
    if there is not None and there != here:
        raise WrongIdentity(
            f"The keys of device {login.device_id} in the storage folder are not those on the homeserver: the folder "
            "was lost or is not this device's. Put the right one back, or make a new device for the same identity: "
            "`python -m bot recover --config FILE`."
        )
    if there is None and client.olm.account.shared:
        client.olm.account.shared = False  # the homeserver lost them: upload them again


async def ensure_signed(client: Client, login: Login, vault: Vault, password: str | None) -> bool:
    """Make and publish the bot's cross-signing identity at first start, complete it later; True if it stands.

    Raises WrongIdentity if somebody replaced the identity, or if it is not here but sealed under a recovery key. False,
    with an error in the log, where the homeserver wants a password that the configuration does not give.
    """
    published = await published_keys(client, login)
    seeds = vault.seeds()
    if seeds is None and published.master_key is not None and await recovery.key_id(client) is not None:
        raise WrongIdentity(_IN_THE_ENVELOPE)
    seeds = seeds or vault.make_seeds()
    ours = public_key(seeds)
    if published.master_key not in (None, ours):
        if seeds.published:
            raise WrongIdentity(_REPLACED)
        log.warning("the account has a cross-signing identity that is not this bot's; replacing it")
    if published.master_key != ours:
        if not await _upload(client, login, seeds, password):
            return False
        published = await published_keys(client, login)
    seeds = vault.seeds_are_published(seeds)
    if not published.is_complete(*_who(login)):
        await _sign(client, login, seeds, published)
        published = await published_keys(client, login)
    return published.is_complete(*_who(login))


def public_key(seeds: Seeds) -> str:
    """The public half of the master key: the bot's identity."""
    return _Key(seeds.master).public


def in_groups(key: str) -> str:
    """A public key as people compare it: in groups of four."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def stored_ed25519(vault: Vault, login: Login) -> str | None:
    """The device's public key in the encryption store, read beside a running bot; None if there is no store."""
    path = vault.keys / f"{login.device_id}.db"
    if not path.exists():
        return None
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        row = store.execute(
            "SELECT account, shared FROM accounts WHERE user_id = ? AND device_id = ?",
            (login.user_id, login.device_id),
        ).fetchone()
    finally:
        store.close()
    if row is None:
        return None
    key: str = OlmAccount.from_pickle(row[0], vault.pickle_key, row[1]).identity_keys["ed25519"]
    return key


async def with_password(client: Client, login: Login, path: str, body: _Json, password: str | None) -> Reply:
    """POST what the homeserver wants to be confirmed by the account's password. Raises Unavailable."""
    reply = await client.call("POST", path, body)
    if reply.status == 401 and password is not None:
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": login.user_id},
            "password": password,
            "session": reply.body.get("session"),
        }
        reply = await client.call("POST", path, {**body, "auth": auth})
    return reply


async def _upload(client: Client, login: Login, seeds: Seeds, password: str | None) -> bool:
    path = "v3/keys/device_signing/upload"
    reply = await with_password(client, login, path, _public_parts(login.user_id, seeds), password)
    if reply.status == 401:
        log.error("cross-signing: the homeserver wants the account's password; set it once in the configuration")
        return False
    if reply.status != 200:
        raise Denied(reply.code, path)
    log.info("published the bot's cross-signing identity")
    return True


def _public_parts(user_id: str, seeds: Seeds) -> _Json:
    master = _Key(seeds.master)
    parts: _Json = {}
    for usage in _USAGES:
        public = _Key(getattr(seeds, usage)).public
        part: _Json = {"user_id": user_id, "usage": [usage], "keys": {f"ed25519:{public}": public}}
        if usage != "master":
            part["signatures"] = {user_id: {f"ed25519:{master.public}": master.sign(part)}}
        parts[f"{usage}_key"] = part
    return parts


async def _sign(client: Client, login: Login, seeds: Seeds, published: PublishedKeys) -> None:
    """Sign device and master key both ways, where a signature is missing."""
    user, device = _who(login)
    owner = _Key(seeds.self_signing)
    wanted: _Json = {}
    if not published.is_signed(user, device):
        signed = {k: v for k, v in published.device.items() if k not in ("unsigned", "signatures")}
        wanted[device] = {**signed, "signatures": {user: {f"ed25519:{owner.public}": owner.sign(signed)}}}
    if not published.vouches_for_master(user, device):
        master = {k: v for k, v in published.master.items() if k not in ("unsigned", "signatures")}
        signature = client.olm.sign_json(master)
        wanted[str(published.master_key)] = {**master, "signatures": {user: {f"ed25519:{device}": signature}}}
    if wanted:
        answer = await client.ask("POST", "v3/keys/signatures/upload", {user: wanted})
        if answer.get("failures"):
            log.error("cross-signing: the homeserver did not take the signatures")


def _is_signed_by(value: Mapping[str, Any], user_id: str, public: str, key_id: str | None = None) -> bool:
    signature = _dict(_dict(value.get("signatures")).get(user_id)).get(f"ed25519:{key_id or public}")
    bare = {k: v for k, v in value.items() if k not in ("signatures", "unsigned")}
    try:
        key = eddsa.import_public_key(decode_base64(public))
        eddsa.new(key, "rfc8032").verify(Api.to_canonical_json(bare).encode(), decode_base64(str(signature)))
    except ValueError:
        return False
    return True


def _who(login: Login) -> tuple[str, str]:
    return login.user_id, login.device_id


def _dict(value: object) -> Mapping[str, Any] | Any:
    return value if isinstance(value, dict) else {}
