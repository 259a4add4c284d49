"""Files: laying one down with the homeserver before its letter is sent (Client-Server API, "Content repository").

nio's own upload is not used: it writes the access token into the address, has no time limit, and asks for a file to
read. An upload whose event is never put is an orphan that nobody can find; doing it twice does no harm.
"""

import io
import logging
from typing import Any

from aiohttp import ClientError
from nio.crypto.attachments import encrypt_attachment

from bot.matrix.client import SESSION_GONE, Client, Reply
from bot.matrix.sending import Outcome, Refused, Unclear
from storage.records import Attachment, Letter

log = logging.getLogger(__name__)

_LARGEST = 10_000_000
"""More is not offered to the homeserver at all; what it really takes it says itself (413)."""

_UPLOAD_SECONDS = 120
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
        reply = Reply(response.status, await client.parse_body(response))
    except (ClientError, TimeoutError, OSError, ValueError) as error:
        return Unclear(f"upload: {type(error).__name__}", refused=True)
    uri = reply.body.get("content_uri") if isinstance(reply.body, dict) else None
    if reply.status != 200 or not isinstance(uri, str) or not uri.startswith("mxc://"):
        return _no_place(reply)
    return {"url": uri} if keys is None else {"file": {**keys, "url": uri}}


def _no_place(reply: Reply) -> Outcome:
    if reply.status == 429:
        wait = reply.body.get("retry_after_ms") if isinstance(reply.body, dict) else None
        return Unclear(reply.code, wait / 1000 if isinstance(wait, int) else 0.0, limited=True)
    if reply.code in SESSION_GONE:
        return Unclear(reply.code, logged_out=True)
    if reply.status in _FOR_GOOD:
        return _refused(reply.code)
    # Nothing of the letter is in its room, so it may be given up without harm.
    return Unclear(f"upload: {reply.code}", refused=True)


def _refused(why: str) -> Refused:
    return Refused(f"the homeserver takes no such file: {why}")
