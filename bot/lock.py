"""One process per storage folder. Two on the same device keys would destroy its encryption (reliability A4, C6)."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class FolderInUse(Exception):
    """Another process works in this folder."""


class FolderLock:
    """Holds the folder until it is closed or the process ends, however it ends. Raises `FolderInUse`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._file = -1

    def __enter__(self) -> Self:
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            sentence = f"Another process already works with {self._path.parent}; stop it first."
            raise FolderInUse(sentence) from error
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)


def is_held(folder: Path) -> bool:
    """Whether some process holds the folder now."""
    if not (folder / "lock").exists():
        return False
    try:
        with FolderLock(folder):
            return False
    except FolderInUse:
        return True
