"""The words in a file, to find those that must not be in it any more."""

import re
import zipfile
from html import unescape
from io import BytesIO

from commands.documents import calendar_file

_ZIPPED = "application/vnd.openxmlformats-officedocument."
"""Word and table files: a zip of XML."""

_FOLD = re.compile(rb"\r?\n[ \t]")
_END = re.compile(r"</(?:w:p|si|row|c)>|<w:br/>")
_TAG = re.compile(r"<[^<>]+>")
_MOST = 20_000_000
"""Bytes of one part; the bot's own files are a hundredth of that."""


def text_of(data: bytes, mimetype: str) -> str | None:
    """All that can be read in a file, properties included; None where that cannot be told.

    A word processor may cut a word into several runs, so that tags within a paragraph count for nothing.
    """
    if mimetype == calendar_file.MIMETYPE:
        return _unfolded(data)
    if mimetype.startswith(_ZIPPED):
        return _unzipped(data)
    return data.decode(errors="replace") if mimetype.startswith("text/") else None


def _unfolded(data: bytes) -> str:
    """The text of a calendar file without its folds and backslashes (RFC 5545, 3.1 and 3.3.11)."""
    text = _FOLD.sub(b"", data).decode(errors="replace")
    return text.replace("\\n", "\n").replace("\\", "")


def _unzipped(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [one for one in archive.infolist() if one.filename.endswith((".xml", ".rels"))]
            if any(one.file_size > _MOST for one in parts):
                return None
            read = [archive.read(one).decode(errors="replace") for one in parts]
    except (zipfile.BadZipFile, OSError):
        return None
    return "\n".join(unescape(_TAG.sub("", _END.sub("\n", part))) for part in read)
