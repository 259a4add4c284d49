"""Secret files are closed to everybody but the bot, or it does not start."""

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.config import BadConfiguration, Settings


def check(settings: Settings, config: Path) -> None:
    """Raises BadConfiguration if others than the owner may read or write a file that holds a secret."""
    wide = [str(path) for path in secret_files(settings, config) if path.exists() and is_open(path)]
    if wide:
        raise BadConfiguration(f"{', '.join(wide)}: others may read or write it. chmod 600 {' '.join(wide)}")


def secret_files(settings: Settings, config: Path) -> Iterator[Path]:
    """The password or token, the configuration if the password stands in it, and the keys in the storage folder."""
    if settings.matrix.password is not None:
        yield config
    yield from (path for path in (settings.matrix.password_file, settings.matrix.access_token_file) if path)
    folder = settings.storage.folder
    yield from (path for pattern in ("*.json", "*.key") for path in sorted(folder.glob(pattern)))
    yield from (path for path in sorted((folder / "keys").glob("*")) if path.is_file() and is_open(folder))


def is_open(path: Path) -> bool:
    """Whether the file's mode lets in its group or everybody."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
