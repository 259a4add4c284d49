"""Encryption of a backup in the age format (age-encryption.org/v1): the only place that knows pyrage."""

import stat
from dataclasses import dataclass
from pathlib import Path

import pyrage

from bot.backup.errors import BackupError

_SHORTEST = 12


@dataclass(frozen=True, repr=False)
class Passphrase:
    """One word for making and opening."""

    text: str

    def seal(self, data: bytes) -> bytes:
        return bytes(pyrage.passphrase.encrypt(data, self.text))

    def open(self, data: bytes) -> bytes:
        """Raises BackupError for another passphrase, and for a file that is damaged."""
        try:
            return bytes(pyrage.passphrase.decrypt(data, self.text))
        except pyrage.DecryptError as error:
            raise BackupError("Das Kennwort passt nicht, oder die Datei ist beschädigt.") from error


@dataclass(frozen=True)
class Recipient:
    """A public key: who only has it can make backups and open none."""

    public: str

    def seal(self, data: bytes) -> bytes:
        return bytes(pyrage.encrypt(data, [_recipient(self.public)]))


@dataclass(frozen=True, repr=False)
class Identity:
    """The private key to a recipient."""

    private: str

    def open(self, data: bytes) -> bytes:
        """Raises BackupError for another key, and for a file that is damaged."""
        try:
            return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(self.private)]))
        except pyrage.IdentityError as error:
            raise BackupError("Das ist kein geheimer Schlüssel (AGE-SECRET-KEY-1…).") from error
        except pyrage.DecryptError as error:
            raise BackupError("Der Schlüssel passt nicht, oder die Datei ist beschädigt.") from error


def passphrase_in(path: Path) -> Passphrase:
    """The first line of a file that nobody else can read."""
    text = _secret(path)
    if len(text) < _SHORTEST:
        raise BackupError(f"Das Kennwort in {path} ist kürzer als {_SHORTEST} Zeichen.")
    return Passphrase(text)


def identity_in(path: Path) -> Identity:
    """The private key in a file as `age-keygen` writes it."""
    return Identity(_secret(path, "AGE-SECRET-KEY-"))


def _recipient(public: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(public)
    except pyrage.RecipientError as error:
        raise BackupError("[backup] recipient ist kein öffentlicher Schlüssel (age1…).") from error


def _secret(path: Path, begins: str = "") -> str:
    try:
        wide = stat.S_IMODE(path.stat().st_mode) & 0o077
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{path} ist nicht lesbar ({type(error).__name__}).") from error
    if wide:
        raise BackupError(f"Andere können {path} lesen; chmod 600 {path}")
    found = next((line.strip() for line in lines if line.startswith(begins)), "")
    if not found:
        raise BackupError(f"In {path} steht nicht, was erwartet wird.")
    return found
