"""The homeserver's content repository: laying down a file before its letter is sent, and fetching one.

nio's own ways are not used: they write the access token into the address, have no limit of time or size, and ask for
a file to read. An upload whose event is never put is an orphan that nobody can find; doing it twice does no harm.
"""

import io
from base64 import b64decode, urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError
from Crypto.Cipher import AES
from nio import EncryptionError
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment

from bot.matrix.client import SESSION_GONE, Client, Reply, wait_of
from bot.matrix.dropped import Keys, Place
from bot.matrix.errors import Unavailable
from bot.matrix.sending import Outcome, Refused, Unclear
from storage.post_records import Attachment, Letter

_LARGEST = 10_000_000
"""More is not offered to the homeserver at all; what it really takes it says itself (413)."""

LARGEST_FETCHED = 256 * 1024
"""No calendar that people hand round is larger."""

LARGEST_HASHED = 25_000_000
"""So much of any other file is read through, and kept nowhere."""

_UPLOAD_SECONDS, _FETCH_SECONDS, _HASH_SECONDS = 120, 20, 120
_FOR_GOOD = (403, 413)


class Uploads:
    """What was laid down for letters that are not sent yet, so that a repeated attempt need not do it again.

    Only in memory: the keys of a file belong into the room, not onto the disk.
    """

    def __init__(self) -> None:
        self._places: dict[str, dict[str, Any]] = {}

    async def place(
        self, client: Client, letter: Letter, file: Attachment, *, encrypted: bool
    ) -> dict[str, Any] | Outcome:
        """Where the letter's file lies, as it stands in an m.file; or why there is no such place (yet)."""
        known = self._places.get(letter.id)
        if known is not None and ("file" in known) == encrypted:
            return known
        place = await _upload(client, file, encrypted)
        if isinstance(place, dict):
            self._places[letter.id] = place
        return place

    def forget(self, letter_id: str) -> None:
        self._places.pop(letter_id, None)


async def _upload(client: Client, file: Attachment, encrypted: bool) -> dict[str, Any] | Outcome:
    if len(file.data) > _LARGEST:
        return _refused(f"it has {len(file.data)} bytes")
    data, keys, mimetype = file.data, None, file.mimetype
    if encrypted:
        data, keys = encrypt_attachment(file.data)
        mimetype = "application/octet-stream"
    headers = {"Content-Type": mimetype, "Authorization": f"Bearer {client.access_token}"}
    try:
        response = await client.send(
            "POST", "/_matrix/media/v3/upload", io.BytesIO(data), headers, timeout=_UPLOAD_SECONDS
        )
        body = await client.parse_body(response)
        reply = Reply(response.status, body, wait_of(body, response.headers))
    except (ClientError, TimeoutError, OSError, ValueError) as error:
        return Unclear(f"upload: {type(error).__name__}", refused=True)
    uri = reply.body.get("content_uri") if isinstance(reply.body, dict) else None
    if reply.status != 200 or not isinstance(uri, str) or not uri.startswith("mxc://"):
        return _no_place(reply)
    return {"url": uri} if keys is None else {"file": {**keys, "url": uri}}


async def fetch(client: Client, place: Place) -> bytes | None:
    """What lies there, opened; None if it is too large, is not there, or is not what its sender laid down.

    Raises Unavailable where trying later may help.
    """
    where = f"{quote(place.server, safe='')}/{place.media_id}"
    data = await _download(client, f"/_matrix/client/v1/media/download/{where}")
    if data is None:  # homeservers before Matrix 1.11
        data = await _download(client, f"/_matrix/media/v3/download/{where}")
    if data is None or place.keys is None:
        return data
    try:
        opened: bytes = decrypt_attachment(data, place.keys.key, place.keys.sha256, place.keys.iv)
    except (EncryptionError, ValueError):
        return None
    return opened


class _Fingerprint:
    """The SHA-256 of a file that comes in pieces, opened on the way. None of it is kept."""

    def __init__(self, keys: Keys | None) -> None:
        """Raises ValueError for keys that open nothing."""
        self._sealed, self._opened, self.size = sha256(), sha256(), 0
        self._wanted, self._cipher = b"", None
        if keys is not None:
            key, start = urlsafe_b64decode(_padded(keys.key)), b64decode(_padded(keys.iv))
            # The second half of the initialisation vector counts blocks, as nio and the specification have it.
            self._cipher = AES.new(key, AES.MODE_CTR, nonce=start[:8], initial_value=start[8:])
            self._wanted = b64decode(_padded(keys.sha256))

    def take(self, piece: bytes) -> None:
        self.size += len(piece)
        self._sealed.update(piece)
        self._opened.update(self._cipher.decrypt(piece) if self._cipher else piece)

    def result(self) -> tuple[str, int] | None:
        """Hash and size of the opened file; None if what lies there is not what its sender laid down."""
        if self._cipher is not None and self._sealed.digest() != self._wanted:
            return None
        return self._opened.hexdigest(), self.size


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 4)


async def fingerprint(client: Client, place: Place) -> tuple[str, int] | None:
    """SHA-256 (in hex) and size of the opened file that lies there; None where `fetch` would give None.

    Raises Unavailable where trying later may help.
    """
    where = f"{quote(place.server, safe='')}/{place.media_id}"
    for path in (f"/_matrix/client/v1/media/download/{where}", f"/_matrix/media/v3/download/{where}"):
        try:
            mark = _Fingerprint(place.keys)
        except (NotBase64, ValueError):
            return None
        if await _stream(client, path, mark.take, LARGEST_HASHED, _HASH_SECONDS):
            return mark.result()
    return None


async def _download(client: Client, path: str) -> bytes | None:
    data = bytearray()
    return bytes(data) if await _stream(client, path, data.extend, LARGEST_FETCHED, _FETCH_SECONDS) else None


async def _stream(client: Client, path: str, take: Callable[[bytes], None], largest: int, seconds: int) -> bool:
    """Hand over what lies there piece by piece; False if it is not there or too large."""
    headers = {"Authorization": f"Bearer {client.access_token}"}
    try:
        response = await client.send("GET", path, None, headers, timeout=seconds)
        try:
            if response.status in (401, 408, 429) or response.status >= 500:
                raise Unavailable(f"download: HTTP {response.status}")
            if response.status != 200:
                return False
            size = 0
            async for piece in response.content.iter_any():
                size += len(piece)
                if size > largest:
                    return False
                take(piece)
            return True
        finally:
            response.close()
    except (ClientError, TimeoutError, OSError) as error:
        raise Unavailable(f"download: {type(error).__name__}") from error


def _no_place(reply: Reply) -> Outcome:
    if reply.status == 429:
        return Unclear(reply.code, reply.retry_after, limited=True)
    if reply.code in SESSION_GONE:
        return Unclear(reply.code, logged_out=True)
    if reply.status in _FOR_GOOD:
        return _refused(reply.code)
    # Nothing of the letter is in its room, so it may be given up without harm.
    return Unclear(f"upload: {reply.code}", refused=True)


def _refused(why: str) -> Refused:
    return Refused(f"the homeserver takes no such file: {why}")
