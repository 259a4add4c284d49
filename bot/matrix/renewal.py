"""A new device for the same identity, where the old device's keys are lost or must not be used again (reliability A4).

An encryption store that was restored from a copy would use one-time keys and ratchets a second time. So it is never
taken up again: it is set aside, the bot logs in as a new device, and only what lets it read earlier messages, its own
posts among them, is taken over.
"""

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from nio.crypto import InboundGroupSession

from bot.matrix.client import Client
from bot.matrix.vault import Vault, keep_folder

log = logging.getLogger(__name__)

_SESSIONS = """
    SELECT session, fp_key, sender_key, room_id FROM megolminboundsessions
    WHERE session_id NOT IN (SELECT session_id FROM forwardedchains)
"""


def set_old_device_aside(vault: Vault) -> None:
    """Move the device's login, keys and what locks them to `old-keys/`, so that the next start makes a new device.

    The cross-signing identity stays. Pure file work; nobody may be working with the folder. May be cut off anywhere
    and called again, and called where there is no device.
    """
    vault.prepare()
    own = [path for path in vault.of_the_device if path.exists()]
    if not own and not any(vault.keys.iterdir()):
        return
    vault.old_keys.mkdir(mode=0o700, exist_ok=True)
    place = vault.old_keys / str(1 + max((int(path.name) for path in _folders(vault)), default=0))
    place.mkdir(mode=0o700)
    if vault.lock.exists():
        shutil.copy2(vault.lock, place / vault.lock.name)  # first, and never apart from what it locks
        keep_folder(place)
    vault.keys.rename(place / "keys")
    for path in own:
        path.replace(place / path.name)
    keep_folder(place)
    vault.prepare()
    keep_folder(vault.folder)


def take_over(client: Client, vault: Vault) -> int:
    """Take over what old devices could read, and delete their keys for good. Returns how many room keys came.

    A store that cannot be read is skipped: it is gone, and says so in the log.
    """
    taken = 0
    for place in _folders(vault):
        for path in sorted((place / "keys").glob("*.db")):
            try:
                taken += _take_from(client, path, (place / vault.lock.name).read_text(encoding="ascii").strip())
            except (OSError, sqlite3.Error) as error:
                log.error("the keys of old device %s cannot be read (%s)", path.stem, type(error).__name__)
            log.warning("device %s was given up; delete it from the bot's account", path.stem)
        shutil.rmtree(place)
    if taken:
        log.info("took over %d room keys of earlier devices", taken)
    return taken


def _folders(vault: Vault) -> list[Path]:
    """What was set aside, in order."""
    places = [path for path in vault.old_keys.glob("*") if path.is_dir() and path.name.isdecimal()]
    return sorted(places, key=lambda path: int(path.name))


def _take_from(client: Client, path: Path, pickle_key: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(_SESSIONS).fetchall()
    taken = lost = 0
    with client.store.database.atomic():
        for pickled, *owner in rows:
            try:
                session = InboundGroupSession.from_pickle(pickled, *owner, pickle_key)
            except Exception:  # what the crypto library raises has no common name
                lost += 1
                continue
            if client.olm.inbound_group_store.add(session):
                client.store.save_inbound_group_session(session)
                taken += 1
    if lost:
        log.error("%d room keys of old device %s are locked with another key or damaged", lost, path.stem)
    return taken
