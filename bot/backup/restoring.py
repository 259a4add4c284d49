"""`python -m bot restore FILE`: the bot as it was, in an empty folder, from an encrypted file.

The device is not taken up again, because its keys have been used since (reliability A4): they are set aside for
reading, and the next start makes a new device of the same identity. The database is marked as put back, so that the
next start looks through the rooms for what it posted since, and posts nothing twice.
"""

import argparse
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot import config
from bot.backup import databases, parts, sealed
from bot.backup.errors import BackupError
from bot.backup.making import database_of, write_whole
from bot.clock import SystemClock
from bot.lock import FolderInUse, FolderLock
from bot.matrix.renewal import set_old_device_aside
from bot.matrix.vault import Vault
from bot.soundness import RESTORING, broken
from storage import backups
from storage.store import Store, UnknownSchema

_MAY_BE_THERE = {"lock", "erased.jsonl", "erasure.key"}
"""What a folder may hold that counts as empty: the list of what must stay deleted is newer than any backup."""

_CALENDAR, _CONFIGURATION = "restored-calendar.toml", "restored-config.toml"


def main(arguments: Sequence[str]) -> int:
    """Put a backup back and say in German what came of it; 0 if the bot can be started."""
    parser = argparse.ArgumentParser(prog="python -m bot restore", description="Aus einer Sicherung zurückholen.")
    parser.add_argument("file", type=Path, metavar="DATEI", help="die Sicherung")
    parser.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    key = parser.add_mutually_exclusive_group(required=True)
    key.add_argument("--passphrase-file", type=Path, metavar="DATEI", help="Kennwort, Datei mit Rechten 0600")
    key.add_argument("--identity-file", type=Path, metavar="DATEI", help="geheimer Schlüssel (AGE-SECRET-KEY-1…)")
    chosen = parser.parse_args(arguments)
    try:
        settings = config.load(chosen.config)
        if chosen.passphrase_file:
            key_to_it: sealed.Passphrase | sealed.Identity = sealed.passphrase_in(chosen.passphrase_file)
        else:
            key_to_it = sealed.identity_in(chosen.identity_file)
        lines = restore(settings, chosen.file, key_to_it, SystemClock().now())
    except (config.BadConfiguration, BackupError) as error:
        print(error)
        return 1
    except FolderInUse:
        print(f"In {settings.storage.folder} arbeitet gerade ein Bot. Erst ihn beenden.")
        return 1
    print("\n".join(lines))
    return 0


def restore(
    settings: config.Settings, file: Path, key: sealed.Passphrase | sealed.Identity, now: datetime
) -> list[str]:
    """Put a backup back. Returns what to say about it. Raises BackupError and FolderInUse."""
    folder, database = settings.storage.folder, database_of(settings)
    try:
        sealed_data = file.read_bytes()
    except OSError as error:
        raise BackupError(f"{file} ist nicht lesbar ({error.strerror}).") from error
    _refuse_full(folder, database)
    manifest, found = parts.unpack(key.open(sealed_data))
    content = databases.look_into(found.get(parts.DATABASE, b""))
    if (content.schema or "") != manifest.schema:
        raise BackupError("Die Sicherung ist beschädigt: ihr Verzeichnis passt nicht zur Datenbank.")
    vault = Vault(folder)
    vault.prepare()
    with FolderLock(folder):
        _clear(folder, database)
        (folder / RESTORING).touch(mode=0o600)
        _put(found, folder, database)
        wrong = _bring_up(settings, manifest, now)
        set_old_device_aside(vault)
        (folder / RESTORING).unlink()
    return _words(manifest, folder, found, wrong)


def _refuse_full(folder: Path, database: Path) -> None:
    if (folder / RESTORING).exists():
        return  # an earlier try was cut off
    there = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    full = [name for name in there if name not in _MAY_BE_THERE and not (name == "keys" and _is_empty(folder / name))]
    if full or database.exists():
        raise BackupError(f"{folder} ist nicht leer. Den alten Ordner umbenennen; nichts wurde geändert.")


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _clear(folder: Path, database: Path) -> None:
    """Remove what a try that was cut off has left."""
    if not (folder / RESTORING).exists():
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (*_MAY_BE_THERE, RESTORING):
            path.unlink()
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _put(found: Mapping[str, bytes], folder: Path, database: Path) -> None:
    write_whole(database, found[parts.DATABASE])
    for name, data in found.items():
        if not name.startswith(parts.FOLDER):
            continue
        path = folder / name.removeprefix(parts.FOLDER)
        if path.name in _MAY_BE_THERE and path.exists():
            continue
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, data)
    for name, place in ((parts.CALENDAR, _CALENDAR), (parts.CONFIGURATION, _CONFIGURATION)):
        if name in found:
            write_whole(folder / place, found[name])


def _bring_up(settings: config.Settings, manifest: parts.Manifest, now: datetime) -> list[str]:
    """Bring the database up to date and mark it as put back. What does not hold together in it."""
    store = Store(settings.storage.url)
    try:
        store.migrate()
        with store.transaction() as tx:
            wrong = broken(tx)
            backups.note(tx, manifest.at)
            backups.note_restoration(tx, manifest.at, now)
    except UnknownSchema as error:
        raise BackupError(f"Die Sicherung stammt von einer neueren Fassung des Bots (Schema {error}).") from error
    finally:
        store.close()
    return wrong


def _words(manifest: parts.Manifest, folder: Path, found: Mapping[str, bytes], wrong: Sequence[str]) -> list[str]:
    lines = [f"Zurückgeholt in {folder}: Stand {manifest.at:%d.%m.%Y %H:%M} UTC, Prüfsumme {manifest.audit_head}."]
    lines += [f"In der Datenbank stimmt etwas nicht: {sentence}" for sentence in wrong]
    if parts.CALENDAR in found:
        lines.append(
            f"Die Kalenderdatei liegt in {folder / _CALENDAR}, die Konfiguration in {folder / _CONFIGURATION}."
        )
    else:
        lines.append(f"Die Konfiguration liegt in {folder / _CONFIGURATION}.")
    lines.append("Jetzt `python -m bot run` starten: der Bot meldet sich als neues Gerät an, liest nach, was seither")
    lines.append(
        "gesagt wurde, und sagt jedem Raum, in dem er seither geschrieben hat, dass er aus einer Sicherung kommt."
    )
    return lines
