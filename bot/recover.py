"""`python -m bot recover`: a new device for the bot's identity, where the old one's keys are lost or too old.

It speaks German, to the people who run the bot, while the bot does not run.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import config, logs
from bot.config import Settings
from bot.lock import FolderInUse, FolderLock
from bot.matrix import identity, recovery, renewal
from bot.matrix.client import Client
from bot.matrix.errors import MatrixError
from bot.matrix.secret_storage import NotAKey, WrongKey, from_words
from bot.matrix.session import Session
from bot.matrix.vault import Login, Seeds, SpoiltSecret, Vault

_RUNNING = "Der Bot läuft noch. Bitte zuerst beenden."
_NO_KEY = "In der Datei steht kein Wiederherstellungsschlüssel: ein Zeichen fehlt oder ist falsch."
_WRONG_KEY = "Dieser Schlüssel öffnet nichts: Er ist durch einen neueren ersetzt oder gehört zu einem anderen Konto."
_OTHER_IDENTITY = (
    "Der Schlüssel gehört zu einer früheren Identität des Bots; inzwischen hat das Konto eine andere. "
    "Entweder die Identität aus der Sicherung zurückholen oder mit --new-identity eine neue anlegen."
)
_IDENTITY_IS_HERE = "Die Identität liegt im Ordner; der Wiederherstellungsschlüssel wird nicht gebraucht."


@dataclass(frozen=True)
class _Wanted:
    key: bytes | None
    new_identity: bool
    delete_old: bool


class _Stop(Exception):
    """The message says why, in German."""


def main(arguments: Sequence[str]) -> int:
    """0 if the bot can be started now."""
    parser = argparse.ArgumentParser(
        prog="python -m bot recover",
        description="Legt ein neues Gerät mit derselben Identität an, wenn Schlüssel verloren oder veraltet sind.",
    )
    parser.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    parser.add_argument(
        "--recovery-key-file", type=Path, metavar="DATEI", help="der Notfallumschlag, falls auch die Identität fehlt"
    )
    parser.add_argument("--new-identity", action="store_true", help="ohne Umschlag: eine neue Identität")
    parser.add_argument("--delete-old", action="store_true", help="das alte Gerät vom Konto löschen")
    chosen = parser.parse_args(arguments)
    logs.set_up()
    try:
        key = None if chosen.recovery_key_file is None else read_key(chosen.recovery_key_file)
        wanted = _Wanted(key, chosen.new_identity, chosen.delete_old)
        asyncio.run(_recover(config.load(chosen.config), wanted))
    except FolderInUse:
        print(_RUNNING, file=sys.stderr)
    except (_Stop, config.BadConfiguration, MatrixError, OSError) as error:
        print(error, file=sys.stderr)
    else:
        return 0
    return 1


def read_key(path: Path) -> bytes:
    """The first key in a text, so that the whole envelope may be given."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            return from_words(line)
        except NotAKey:
            continue
    raise _Stop(_NO_KEY)


async def _recover(settings: Settings, wanted: _Wanted) -> None:
    vault = Vault(settings.storage.folder)
    vault.prepare()
    with FolderLock(vault.folder):
        old = _devices(vault)
        renewal.set_old_device_aside(vault)
        session = Session(settings.matrix, vault)
        try:
            await _bring_identity(session, vault, wanted)
            await session.open()
            await _tell(session, vault, old - {session.login.device_id}, wanted)
        finally:
            await session.close()


def _devices(vault: Vault) -> set[str]:
    """The devices that the folder knows of, however damaged it is."""
    stores = {path.stem for place in (vault.keys, *vault.old_keys.glob("*/keys")) for path in place.glob("*.db")}
    try:
        login = vault.login()
    except SpoiltSecret:
        return stores
    return stores if login is None else stores | {login.device_id}


async def _bring_identity(session: Session, vault: Vault, wanted: _Wanted) -> None:
    """Have the identity in the folder before the device is signed with it."""
    if vault.seeds() is not None:
        if wanted.key is not None:
            print(_IDENTITY_IS_HERE)
        return
    if wanted.new_identity:
        vault.make_seeds()
        return
    if wanted.key is None:
        return
    async with session.without_keys() as client:
        try:
            vault.keep_seeds(await _unsealed(client, session.login, wanted.key))
        except _Stop:
            # Not even one message was sent with the new device: leave no trace of it.
            await client.call("POST", "v3/logout", {})
            vault.forget_login()
            raise


async def _unsealed(client: Client, login: Login, key: bytes) -> Seeds:
    published = await identity.published_keys(client, login)
    try:
        seeds = await recovery.withdraw(client, key)
    except WrongKey as error:
        raise _Stop(_WRONG_KEY) from error
    if published.master_key != identity.public_key(seeds):
        raise _Stop(_OTHER_IDENTITY)
    return seeds


async def _tell(session: Session, vault: Vault, old: set[str], wanted: _Wanted) -> None:
    published = await identity.published_keys(session.client, session.login)
    print(f"Neues Gerät: {session.login.device_id}")
    seeds = vault.seeds()
    assert seeds is not None
    print(f"Identität:   {identity.in_groups(identity.public_key(seeds))}")
    if not published.is_complete(session.login.user_id, session.login.device_id):
        print("Das Gerät ist noch nicht beglaubigt: Kennwort in der Konfiguration setzen und den Bot starten.")
    for device in sorted(old):
        if wanted.delete_old:
            body = {"devices": [device]}
            reply = await identity.with_password(
                session.client, session.login, "v3/delete_devices", body, session.password()
            )
            done = reply.status == 200
            print(f"Altes Gerät {device} {'ist gelöscht.' if done else f'wurde nicht gelöscht ({reply.code}).'}")
        else:
            print(f"Altes Gerät {device}: bitte vom Konto löschen (Sitzungen im Client, oder recover --delete-old).")
    print("Der Bot kann gestartet werden.")
