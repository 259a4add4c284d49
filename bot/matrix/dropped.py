"""Files that people drop in a room, read from the event as far as the event tells. Which are fetched is said elsewhere.

The wire formats are those of Client-Server API 1.18, "m.file", "Sending encrypted attachments" and "Media captions".
"""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.matrix.events import Bot, read
from commands.handwriting import printable
from commands.stimuli import Filed, Said

_MXC = re.compile(r"mxc://([A-Za-z0-9.:\[\]-]{1,255})/([A-Za-z0-9_-]{1,255})")


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens an encrypted file: AES-CTR key and counter, and the SHA-256 of what lies there, all in Base64."""

    key: str
    iv: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies; `keys` is None for one that lies there as it is."""

    server: str
    media_id: str
    keys: Keys | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that has to be fetched before it can be a stimulus: `filed` still lacks hash and text.

    `wire` is the event as it came. `place` None: there is nothing to fetch, and it will stay unreadable.
    """

    filed: Filed
    place: Place | None
    wire: dict[str, Any]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _Key(_Lenient):
    alg: Literal["A256CTR"]
    k: Annotated[str, Field(max_length=100)]


class _Hashes(_Lenient):
    sha256: Annotated[str, Field(max_length=100)]


class _Sealed(_Lenient):
    url: Annotated[str, Field(max_length=600)]
    key: _Key
    iv: Annotated[str, Field(max_length=100)]
    hashes: _Hashes
    v: Literal["v2"]


class _Info(_Lenient):
    mimetype: Annotated[str, Field(max_length=255)] = ""
    size: Annotated[int, Field(ge=0, lt=1 << 53)] = 0


class _File(_Lenient):
    body: Annotated[str, Field(max_length=65_536)]
    filename: Annotated[str, Field(max_length=255)] | None = None
    info: _Info = Field(default_factory=_Info)


def read_file(source: dict[str, Any], room_id: str, bot: Bot, wire: dict[str, Any] | None) -> Dropped | None:
    """The file in a raw (decrypted) event; None for anything else, edits included.

    `wire` is the event as it came encrypted, or None. Raises pydantic.ValidationError for a malformed m.file.
    """
    content = source.get("content")
    if source.get("type") != "m.room.message" or not isinstance(content, dict) or content.get("msgtype") != "m.file":
        return None
    file = _File.model_validate(content)
    name = file.filename or file.body
    caption = file.body if file.filename is not None and file.body != file.filename else ""
    said = read(
        source | {"content": content | {"msgtype": "m.text", "body": caption}}, room_id, bot, encrypted=wire is not None
    )
    if not isinstance(said, Said):
        return None
    place = _place(content, encrypted=wire is not None)
    filed = Filed(
        event_id=said.event_id,
        room_id=room_id,
        sender=said.sender,
        at=said.at,
        name=printable(name.rpartition("/")[2])[-120:],
        mimetype=file.info.mimetype,
        size=file.info.size,
        text=None,
        reply_to=said.reply_to,
        mentions_bot=said.mentions_bot,
        encrypted=wire is not None,
        thread=said.thread,
        caption=said.text,
        place=_written(place) if place else {},
    )
    return Dropped(filed, place, wire or source)


def with_text(filed: Filed, data: bytes | None) -> Filed:
    """The file with what it says; None if it was not to be had. UTF-8 as RFC 5545 wants it, or what Outlook writes."""
    if data is None:
        return filed
    filed = with_hash(filed, sha256(data).hexdigest(), len(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return replace(filed, text=text)


def with_hash(filed: Filed, digest: str, size: int) -> Filed:
    """The file with the SHA-256 (in hex) of what it holds, and its true size."""
    return replace(filed, sha256=digest, size=size)


def _written(place: Place) -> dict[str, Any]:
    """The place as an m.file names it; of what the sender wrote there nothing else is kept."""
    url, keys = f"mxc://{place.server}/{place.media_id}", place.keys
    if keys is None:
        return {"url": url}
    key = {"kty": "oct", "key_ops": ["encrypt", "decrypt"], "alg": "A256CTR", "k": keys.key, "ext": True}
    return {"file": {"url": url, "key": key, "iv": keys.iv, "hashes": {"sha256": keys.sha256}, "v": "v2"}}


def _place(content: dict[str, Any], *, encrypted: bool) -> Place | None:
    """Nothing that lies open is fetched for an encrypted message: anybody at the homeserver could have changed it."""
    keys, url = None, content.get("url")
    if encrypted:
        try:
            sealed = _Sealed.model_validate(content.get("file"))
        except ValidationError:
            return None
        keys, url = Keys(sealed.key.k, sealed.iv, sealed.hashes.sha256), sealed.url
    match = _MXC.fullmatch(url) if isinstance(url, str) else None
    return Place(match[1], match[2], keys) if match else None
