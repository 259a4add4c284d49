"""Secrets in the storage folder: each in a file of mode 0600, written whole or not at all."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.matrix.errors import MatrixError

_Kind = TypeVar("_Kind")


MEND = (
    "Stop here, nothing was changed. If the file is at hand, put it back; else `python -m bot recover --config FILE` "
    "makes a new device for the same identity."
)


class SpoiltSecret(MatrixError):
    """A secret file cannot be read. It is never made anew: that would throw away the bot's identity."""


@dataclass(frozen=True, slots=True)
class Login:
    """The bot's session: its device and the token that speaks for it."""

    user_id: str
    device_id: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Seeds:
    """The private halves of the three cross-signing keys, 32 bytes each, as hex; `state` is "new" or "published"."""

    master: str
    self_signing: str
    user_signing: str
    state: str = "new"

    @property
    def published(self) -> bool:
        return self.state == "published"


class Vault:
    """The secrets under one storage folder, which is made with mode 0700 and narrowed to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self.keys.mkdir(mode=0o700, exist_ok=True)

    @property
    def keys(self) -> Path:
        """Folder of the encryption store."""
        return self.folder / "keys"

    @property
    def lock(self) -> Path:
        """File of what the encryption store is locked with."""
        return self.folder / "pickle.key"

    @property
    def old_keys(self) -> Path:
        """Folder of the encryption stores of devices that were given up, a numbered folder each."""
        return self.folder / "old-keys"

    @property
    def of_the_device(self) -> tuple[Path, ...]:
        """The files that belong to the device and go with it, in the order in which to part with them."""
        return self._starts, self._login, self.lock

    @property
    def pickle_key(self) -> str:
        """What the encryption store is locked with; made at the first start."""
        path = self.lock
        if not path.exists() and self.has_keys:
            raise SpoiltSecret(f"{path} is missing. {MEND}")
        if not path.exists():
            _write(path, secrets.token_urlsafe(32))
        key = path.read_text(encoding="ascii", errors="replace").strip()
        if len(key) < 32:
            raise SpoiltSecret(f"{path} is damaged. {MEND}")
        return key

    @property
    def has_keys(self) -> bool:
        """Whether there is an encryption store of any device."""
        return any(self.keys.glob("*.db"))

    def login(self) -> Login | None:
        data = _read(self._login)
        return None if data is None else _made(Login, data, self._login)

    def keep_login(self, login: Login) -> None:
        _write(self._login, json.dumps(asdict(login)))

    def forget_login(self) -> None:
        self._login.unlink(missing_ok=True)

    def seeds(self) -> Seeds | None:
        """Raises SpoiltSecret for anything but three times 32 bytes."""
        data = _read(self._seeds)
        if data is None:
            return None
        seeds = _made(Seeds, data, self._seeds)
        try:
            whole = all(
                len(bytes.fromhex(seed)) == 32 for seed in (seeds.master, seeds.self_signing, seeds.user_signing)
            )
        except ValueError:
            whole = False
        if not whole:
            raise SpoiltSecret(f"{self._seeds} is damaged. {MEND}")
        return seeds

    def make_seeds(self) -> Seeds:
        return self.keep_seeds(Seeds(*(secrets.token_bytes(32).hex() for _ in range(3))))

    def seeds_are_published(self, seeds: Seeds) -> Seeds:
        return seeds if seeds.published else self.keep_seeds(replace(seeds, state="published"))

    def refusals(self) -> list[float]:
        """When the homeserver last turned the bot away for good, in seconds since the epoch; the newest last."""
        try:
            data = json.loads(self._refusals.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return []
        return [at for at in data if isinstance(at, float)] if isinstance(data, list) else []

    def note_refusal(self, at: float) -> None:
        _write(self._refusals, json.dumps([*self.refusals()[-2:], at]))

    def keep_seeds(self, seeds: Seeds) -> Seeds:
        _write(self._seeds, json.dumps(asdict(seeds)))
        return seeds

    def starts(self, device_id: str) -> int:
        """How often work with the device's keys was begun, as far as this folder knows; 0 before the first time."""
        data = _read(self._starts)
        if data is None or data.get("device_id") != device_id:
            return 0
        number = data.get("number", "")
        if not number.isdecimal():
            raise SpoiltSecret(f"{self._starts} is damaged. {MEND}")
        return int(number)

    def keep_starts(self, device_id: str, number: int) -> None:
        _write(self._starts, json.dumps({"device_id": device_id, "number": str(number)}))

    @property
    def _starts(self) -> Path:
        return self.folder / "starts.json"

    @property
    def _login(self) -> Path:
        return self.folder / "session.json"

    @property
    def _refusals(self) -> Path:
        return self.folder / "refusals.json"

    @property
    def _seeds(self) -> Path:
        return self.folder / "cross-signing.json"


def _made(kind: type[_Kind], data: dict[str, Any], path: Path) -> _Kind:
    try:
        return kind(**data)
    except TypeError as error:
        raise SpoiltSecret(f"{path} is damaged. {MEND}") from error


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        data = None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise SpoiltSecret(f"{path} is damaged. {MEND}")
    return data


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    keep_folder(path.parent)


def keep_folder(path: Path) -> None:
    """Have the names in a folder reach the disk."""
    folder = os.open(path, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
