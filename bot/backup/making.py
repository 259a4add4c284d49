"""`python -m bot backup [FILE]`: one encrypted file of all that the bot is, made while it runs.

The database is copied first and the keys after it. The keys are then at least as new as the database, so whatever the
database speaks of, and whatever is read again from its place in the stream on, can be read with them. The other way
round, messages could be in the database's future for which no key was copied.
"""

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tomllib import TOMLDecodeError, loads

from sqlalchemy.exc import OperationalError

from bot import config
from bot.backup import databases, parts, sealed
from bot.backup.errors import BackupError
from bot.clock import SystemClock
from storage import backups
from storage.audit_chain import START
from storage.store import Store

_TRIES = 6
"""So often it is waited for a moment in which nobody else writes, five seconds each."""

_ROOT = Path(__file__).parent.parent.parent
_NAME = "gremienassistenz-%Y-%m-%dT%H%M%SZ.age"
_OURS = re.compile(r"gremienassistenz-\d{4}-\d\d-\d\dT\d{6}Z\.age")
_LEFT_OUT = re.compile(
    r"lock|restoring|.*\.part|.*-wal|.*-shm|.*-journal|.*\.age|.*\.before-\d+\.db|restored-\w+\.toml"
)
"""Files in the storage folder that are nothing by themselves, or copies."""
_UNSAFE = b"# Das Kennwort war aus der Konfiguration nicht sicher herauszunehmen; sie fehlt hier.\n"


def main(arguments: Sequence[str]) -> int:
    """Make a backup and say in German what came of it; 0 if it is there and whole."""
    parser = argparse.ArgumentParser(prog="python -m bot backup", description="Alles sichern, auch im Betrieb.")
    parser.add_argument("file", type=Path, nargs="?", metavar="DATEI", help="sonst mit Datum in [backup] folder")
    parser.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    parser.add_argument("--passphrase-file", type=Path, metavar="DATEI", help="Kennwort, Datei mit Rechten 0600")
    chosen = parser.parse_args(arguments)
    now = SystemClock().now()
    try:
        settings = config.load(chosen.config)
        path = make(settings, chosen.config, chosen.file, chosen.passphrase_file, now)
        noted = note(settings, now)
        gone = [] if chosen.file else forget_old(settings.backup, now)
    except (config.BadConfiguration, BackupError) as error:
        print(error)
        return 1
    print(f"Gesichert in {path} ({path.stat().st_size} Bytes, verschlüsselt).")
    if not noted:
        print("Dass gesichert wurde, ließ sich nicht vermerken: die Datenbank war zu beschäftigt.")
    if gone:
        print(f"{len(gone)} Sicherungen gelöscht, die älter sind als {settings.backup.keep} Tage.")
    print("Nicht darin: Kennwort und Zugangstoken der Konfiguration, und das, womit die Sicherung zu öffnen ist.")
    return 0


def make(
    settings: config.Settings, source: Path, path: Path | None, passphrase_file: Path | None, now: datetime
) -> Path:
    """Write a backup and return where. It is there whole or not at all. Raises BackupError."""
    if path is None and settings.backup.folder is None:
        raise BackupError("Wohin? Eine DATEI nennen oder unter [backup] den Schlüssel folder setzen.")
    path = path or (settings.backup.folder or Path()) / now.strftime(_NAME)
    if path.exists():
        raise BackupError(f"{path} gibt es schon; eine Sicherung wird nie überschrieben.")
    lock = _lock(settings, passphrase_file)
    database = database_of(settings)
    archive = _archive(settings, source, database, now)
    data = lock.seal(archive)
    if isinstance(lock, sealed.Passphrase) and lock.open(data) != archive:
        raise BackupError("Die Sicherung ließ sich nicht wieder öffnen; sie wurde nicht geschrieben.")
    write_whole(path, data)
    if path.read_bytes() != data:
        raise BackupError(f"{path} wurde nicht so geschrieben, wie es sein soll: den Datenträger prüfen.")
    return path


def forget_old(settings: config.Backup, now: datetime) -> list[Path]:
    """Delete backups of ours in the folder that are older than they may be. Which ones."""
    if settings.folder is None:
        return []
    oldest = (now - timedelta(days=settings.keep)).strftime(_NAME)
    gone = [path for path in settings.folder.iterdir() if _OURS.fullmatch(path.name) and path.name < oldest]
    for path in gone:
        path.unlink()
    return gone


def database_of(settings: config.Settings) -> Path:
    """The file of the database. Raises BackupError for one that is none."""
    path = settings.storage.file
    if path is None:
        raise BackupError(
            "Die Datenbank liegt auf einem Server: sie mit dessen Mitteln sichern (PostgreSQL: pg_dump), dazu den"
            " ganzen Ordner [storage] folder, während der Bot steht, und die Konfiguration."
        )
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of mode 0600 that is there with all it holds, or not at all. Raises BackupError."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.link(part, path)  # unlike a rename it never replaces what somebody else has put there meanwhile
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise BackupError(f"{path} kann nicht geschrieben werden ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _lock(settings: config.Settings, passphrase_file: Path | None) -> sealed.Passphrase | sealed.Recipient:
    if passphrase_file is not None:
        return sealed.passphrase_in(passphrase_file)
    if settings.backup.recipient is None:
        raise BackupError("Womit verschlüsseln? --passphrase-file nennen oder unter [backup] recipient setzen.")
    return sealed.Recipient(settings.backup.recipient)


def _archive(settings: config.Settings, source: Path, database: Path, now: datetime) -> bytes:
    if not database.exists():
        raise BackupError(f"{database} fehlt: es gibt noch nichts zu sichern.")
    found = {parts.DATABASE: databases.copy(database, compact=True)}
    content = databases.look_into(found[parts.DATABASE])
    for path in _kept(settings.storage.folder, database):
        name = parts.FOLDER + path.relative_to(settings.storage.folder).as_posix()
        with suppress(FileNotFoundError):  # it was just replaced by a newer one, or is gone for good
            found[name] = databases.copy(path) if path.suffix == ".db" else path.read_bytes()
    if settings.town.calendar_file is not None:
        found[parts.CALENDAR] = settings.town.calendar_file.read_bytes()
    found[parts.CONFIGURATION] = _without_secret(source, settings)
    bot = str(loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    head = content.audit_head or START
    return parts.pack(found, bot=bot, schema=content.schema or "", at=now, audit_head=head)


def _kept(folder: Path, database: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.absolute() != database.absolute() and not _LEFT_OUT.fullmatch(path.name):
            yield path


def _without_secret(source: Path, settings: config.Settings) -> bytes:
    """The configuration without the password that may stand in it."""
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(\s*password\s*=).*$", r'\1 "(nicht gesichert)"', text)
    secret = settings.matrix.password.get_secret_value() if settings.matrix.password else None
    try:
        left = secret is not None and (secret in text or secret in repr(loads(text)))
    except TOMLDecodeError:
        left = True
    return _UNSAFE if left else text.encode()


def note(settings: config.Settings, now: datetime) -> bool:
    """Let the database know that it was saved. Whether it came to that: a busy bot may leave no moment for it."""
    store = Store(settings.storage.url)
    try:
        for _ in range(_TRIES):
            with suppress(OperationalError):
                if store.is_current():
                    with store.transaction() as tx:
                        backups.note(tx, now)
                return True
        return False
    finally:
        store.close()
