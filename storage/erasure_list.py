"""The list of what must stay deleted, outside the database: a backup that is put back knows nothing of what came later.

Two files in the storage folder, both with mode 0600. `erased.jsonl` is only ever appended to. `erasure.key` is the key
under which people stand in it: without it nobody can try user ids against the list, and with another one the list is
useless, so that a restore has to leave both alone where they are, and to bring both where they are not.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from storage.watch_records import Erased

LIST, KEY = "erased.jsonl", "erasure.key"


class ErasureList:
    """The list in a folder; without one only in memory, for a bot that is only tried out."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._memory: list[Erased] = []
        self._key: bytes | None = None if folder else secrets.token_bytes(32)

    def subject_of(self, user_id: str) -> str:
        """How somebody stands in the list: HMAC-SHA256 of the user id under the key, made when it is first wanted."""
        if self._key is None:
            self._key = self._read_key()
        return hmac.new(self._key, user_id.encode(), sha256).hexdigest()

    def entries(self) -> list[Erased]:
        """All that stands in it, oldest first; for what was erased twice only the last time.

        A last line that a crash has cut off is left out: its transaction was not committed either.
        """
        found: dict[tuple[str, str], Erased] = {}
        for line in self._lines():
            try:
                row = json.loads(line)
                one = Erased(row["kind"], row["subject"], row["pseudonym"], datetime.fromisoformat(row["at"]))
            except (ValueError, KeyError):
                continue
            found.pop((one.kind, one.subject), None)
            found[one.kind, one.subject] = one
        return list(found.values()) if self._folder else list(self._memory)

    def add(self, every: Iterable[Erased]) -> None:
        """Append what does not stand in it yet, on the disk when this returns. Called before the commit: a line too
        many is harmless, one too few is not."""
        known = set(self.entries())
        fresh = [one for one in every if one not in known]
        if self._folder is None:
            subjects = {(one.kind, one.subject) for one in fresh}
            self._memory = [one for one in self._memory if (one.kind, one.subject) not in subjects] + fresh
        elif fresh:
            lines = "".join(f"{_line(one)}\n" for one in fresh)
            _append(self._folder / LIST, ("\n" if self._is_cut_off() else "") + lines)

    def _lines(self) -> list[str]:
        path = self._folder / LIST if self._folder else None
        return path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []

    def _is_cut_off(self) -> bool:
        assert self._folder is not None
        path = self._folder / LIST
        return path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0

    def _read_key(self) -> bytes:
        assert self._folder is not None
        path = self._folder / KEY
        if not path.exists():
            _append(path, secrets.token_hex(32))
        return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _line(one: Erased) -> str:
    row = {"kind": one.kind, "subject": one.subject, "pseudonym": one.pseudonym, "at": one.at.isoformat()}
    return json.dumps(row, sort_keys=True)


def _append(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
