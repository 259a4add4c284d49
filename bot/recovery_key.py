"""`python -m bot recovery-key`: the identity under a key that is written once, for a sealed envelope.

It speaks German, to the people who run the bot, and may be called while the bot runs.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot import config, logs
from bot.clock import SystemClock
from bot.config import Settings
from bot.matrix import identity, recovery
from bot.matrix.errors import LoggedOut, MatrixError
from bot.matrix.secret_storage import new_key, to_words
from bot.matrix.session import Session
from bot.matrix.vault import Vault, keep_folder

_NOT_YET = "Der Bot hat noch keine beglaubigte Identität. Bitte einmal starten (doctor zeigt, ob sie steht)."
_ALREADY = (
    "Ein Wiederherstellungsschlüssel ist schon geschrieben; es gibt nur einen. "
    "Ist der Umschlag verloren oder geöffnet, macht --again einen neuen und den früheren ungültig."
)
_UNCLEAR = (
    "Der Homeserver hat nicht alles angenommen ({error}); der Schlüssel in {path} gilt nicht sicher. "
    "Bitte die Datei löschen und es mit --again wiederholen."
)

_ENVELOPE = """\
NOTFALLUMSCHLAG der Gremienassistenz
====================================

Konto:          {user_id}
Homeserver:     {homeserver}
Geschrieben am: {day:%d.%m.%Y}
Fingerabdruck der Identität:
    {fingerprint}

Wiederherstellungsschlüssel:

    {words}

Was das ist
    Mit diesem Schlüssel bekommt der Bot seine Identität zurück, wenn sein Ordner verloren ist. Die Menschen in den
    Räumen sehen dann keine Warnung, weil es dieselbe Identität ist. Alte Nachrichten liest der Schlüssel nicht.

Wann er gebraucht wird
    Wenn der Ordner des Bots fehlt und keine Sicherung da ist. Sonst reicht die Sicherung.

Wie er gebraucht wird
    1. Den Schlüssel in eine Datei abschreiben; Groß- und Kleinschreibung zählt, Leerzeichen nicht.
    2. python -m bot recover --config DATEI --recovery-key-file DATEI
    3. Vergleichen: Es muss derselbe Fingerabdruck erscheinen. Danach die Datei löschen und den Bot starten.

Wer ihn hat
    Wer diesen Schlüssel UND das Kennwort des Kontos hat, kann sich als der Bot ausgeben. Deshalb: ausdrucken, Umschlag
    versiegeln, verschlossen aufbewahren, diese Datei vom Rechner löschen. Wurde der Umschlag geöffnet:
    python -m bot recovery-key --config DATEI --write DATEI --again
"""


class _Stop(Exception):
    """The message says why, in German."""


def main(arguments: Sequence[str]) -> int:
    """0 if the key was written."""
    parser = argparse.ArgumentParser(
        prog="python -m bot recovery-key",
        description="Schreibt einmal den Schlüssel, mit dem die Identität des Bots wiederherzustellen ist.",
    )
    parser.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    parser.add_argument("--write", type=Path, required=True, metavar="DATEI", help="hierhin, für den Notfallumschlag")
    parser.add_argument("--again", action="store_true", help="einen neuen Schlüssel; der frühere wird ungültig")
    chosen = parser.parse_args(arguments)
    logs.set_up()
    try:
        asyncio.run(_write_key(config.load(chosen.config), chosen.write, again=chosen.again))
    except LoggedOut:
        print("Die Anmeldung ist abgelaufen. Bitte den Bot einmal starten.", file=sys.stderr)
    except FileExistsError:
        print(f"{chosen.write} gibt es schon; es wird nichts überschrieben.", file=sys.stderr)
    except (_Stop, config.BadConfiguration, MatrixError, OSError) as error:
        print(error, file=sys.stderr)
    else:
        print(f"Geschrieben: {chosen.write}. Ausdrucken, in einen Umschlag, versiegeln, und die Datei löschen.")
        return 0
    return 1


async def _write_key(settings: Settings, path: Path, *, again: bool) -> None:
    vault = Vault(settings.storage.folder)
    seeds = vault.seeds()
    if vault.login() is None or seeds is None or not seeds.published:
        raise _Stop(_NOT_YET)
    session = Session(settings.matrix, vault)
    async with session.without_keys() as client:
        published = await identity.published_keys(client, session.login)
        if published.master_key != identity.public_key(seeds):
            raise _Stop(_NOT_YET)
        if not again and await recovery.key_id(client) is not None:
            raise _Stop(_ALREADY)
        key = new_key()
        text = _ENVELOPE.format(
            user_id=session.login.user_id,
            homeserver=settings.matrix.homeserver,
            day=_today(settings),
            fingerprint=identity.in_groups(identity.public_key(seeds)),
            words=to_words(key),
        )
        # The file comes first: a key that is valid and written nowhere would shut the way for another.
        _put_down(path, text)
        try:
            await recovery.deposit(client, seeds, key)
        except MatrixError as error:
            raise _Stop(_UNCLEAR.format(path=path, error=error)) from error


def _today(settings: Settings) -> date:
    return SystemClock().now().astimezone(settings.town.time_zone).date()


def _put_down(path: Path, text: str) -> None:
    """Write a file that only we can read and that did not exist; on the disk when this returns."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    keep_folder(path.parent)
