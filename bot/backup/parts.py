"""What a backup consists of: named parts in one archive, with a manifest that says what each must be."""

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from bot.backup.errors import BackupError

FORMAT = 1
DATABASE, CALENDAR, CONFIGURATION, FOLDER = "database.db", "calendar.toml", "config.toml", "folder/"
"""Names of parts; below FOLDER stands what lies in the storage folder beside the database."""

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`at` is when the database was copied (UTC); `hashes` are SHA-256 of the parts, in hex."""

    format: int
    bot: str
    schema: str
    at: datetime
    audit_head: str
    hashes: Mapping[str, str]


def pack(parts: Mapping[str, bytes], *, bot: str, schema: str, at: datetime, audit_head: str) -> bytes:
    """One archive of all parts and their manifest."""
    hashes = {name: sha256(data).hexdigest() for name, data in parts.items()}
    manifest = Manifest(FORMAT, bot, schema, at.astimezone(UTC), audit_head, hashes)
    head = json.dumps(asdict(manifest) | {"at": manifest.at.isoformat()}, indent=1).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in {_MANIFEST: head, **parts}.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(data), 0o600, int(at.timestamp())
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def unpack(data: bytes) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the parts, each of them checked against it. Raises BackupError for whatever is not whole."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            entries = [(one.name, archive.extractfile(one)) for one in archive if one.isreg()]
            parts = {name: file.read() for name, file in entries if file is not None}
        raw = json.loads(parts.pop(_MANIFEST))
        if raw.get("format") != FORMAT:
            raise BackupError("Die Sicherung stammt von einer neueren Fassung des Bots.")
        manifest = Manifest(**raw | {"at": datetime.fromisoformat(raw["at"])})
    except (tarfile.TarError, KeyError, ValueError, TypeError, EOFError) as error:
        raise BackupError("Die Datei ist keine Sicherung des Bots, oder sie ist beschädigt.") from error
    if {name: sha256(part).hexdigest() for name, part in parts.items()} != dict(manifest.hashes):
        raise BackupError("Die Sicherung ist beschädigt: ein Teil hat nicht die Prüfsumme, die im Verzeichnis steht.")
    if any(name.startswith("/") or ".." in name.split("/") for name in parts):
        raise BackupError("Die Sicherung ist beschädigt: ein Teil will an eine fremde Stelle.")
    return manifest, parts
