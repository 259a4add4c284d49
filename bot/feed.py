"""The feed: calendars under secret addresses over HTTP, for a reverse proxy in front that speaks TLS.

It answers nothing but GET and HEAD of a known address, tells nobody why not, and logs no address.
"""

import asyncio
import hashlib
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from aiohttp import web
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.config import BadConfiguration
from bot.config import Feed as Settings
from bot.worker import Worker, new_reference

log = logging.getLogger(__name__)

Open = Callable[[Connection, datetime, str], tuple[str, bytes] | None]
"""What a secret opens now: file name and iCalendar bytes, or None."""

_ADDRESS = re.compile(r"/kalender/([A-Za-z0-9_-]{16,128})\.ics")
_SECONDS = 10.0
_A_SECOND, _AT_ONCE = 5.0, 40.0
"""So many requests are answered in the long run, and so many in one go. Calendars ask again by themselves."""


class Feed:
    """Between `open` and `close` it answers. `port` is where, of use if the configuration says 0."""

    def __init__(self, settings: Settings, worker: Worker, clock: Clock, calendar: Open) -> None:
        self._settings = settings
        self._worker = worker
        self._clock = clock
        self._calendar = calendar
        self._runner: web.AppRunner | None = None
        self._left, self._since = _AT_ONCE, time.monotonic()
        self._changed: dict[str, tuple[str, datetime]] = {}
        self.port = 0

    async def open(self) -> None:
        """Raises BadConfiguration if the address cannot be had."""
        app = web.Application(client_max_size=1024)
        app.router.add_route("*", "/{rest:.*}", self._answer)
        app.on_response_prepare.append(_say_little)
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, keepalive_timeout=10, shutdown_timeout=2, max_line_size=2048
        )
        await self._runner.setup()
        host, port = self._settings.address
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            raise BadConfiguration(f"feed.listen: {self._settings.listen} cannot be used: {error.strerror}") from error
        self.port = self._runner.addresses[0][1]
        log.info("calendars are served at port %d", self.port)

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.Request) -> web.Response:
        """One answer; whatever is wrong is 404, except that somebody may come too often or too early."""
        match = _ADDRESS.fullmatch(request.path)
        if match is None or request.method not in ("GET", "HEAD"):
            return web.Response(status=404)
        if not self._may_ask():
            return web.Response(status=429, headers={"Retry-After": "60"})
        secret = match[1]
        try:
            async with asyncio.timeout(_SECONDS):
                found = await self._worker.run(lambda tx: self._calendar(tx, self._clock.now(), secret))
        except (TimeoutError, OperationalError):
            return web.Response(status=503, headers={"Retry-After": "60"})
        except Exception:
            log.exception("reference %s: a calendar could not be made", new_reference())
            return web.Response(status=500)
        return web.Response(status=404) if found is None else self._calendar_as(request, secret, *found)

    def _calendar_as(self, request: web.Request, secret: str, name: str, data: bytes) -> web.Response:
        tag, changed = self._version(secret, data)
        headers = {
            "ETag": f'"{tag}"',
            "Last-Modified": f"{changed:%a, %d %b %Y %H:%M:%S} GMT",
            "Cache-Control": "private, max-age=300",
            "X-Robots-Tag": "noindex",
        }
        known = request.if_none_match
        since = request.if_modified_since
        if any(each.value in (tag, "*") for each in known) if known else since is not None and since >= changed:
            return web.Response(status=304, headers=headers)
        headers["Content-Disposition"] = f'inline; filename="{re.sub(r"[^A-Za-z0-9._-]", "_", name)}"'
        return web.Response(body=data, headers=headers, content_type="text/calendar", charset="utf-8")

    def _version(self, secret: str, data: bytes) -> tuple[str, datetime]:
        """The content's tag, and since when it was seen here: never earlier than it really changed."""
        tag = hashlib.sha256(data).hexdigest()[:32]
        place = hashlib.sha256(secret.encode()).hexdigest()
        known = self._changed.get(place)
        if known is None or known[0] != tag:
            # Rounded up: HTTP knows whole seconds only.
            known = (tag, datetime.fromtimestamp(int(self._clock.now().timestamp()) + 1, UTC))
            self._changed[place] = known
        return known

    def _may_ask(self) -> bool:
        now = time.monotonic()
        self._left = min(_AT_ONCE, self._left + (now - self._since) * _A_SECOND)
        self._since = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


async def _say_little(_: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "-"
    response.headers["X-Content-Type-Options"] = "nosniff"
