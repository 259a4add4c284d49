"""What stands between bot and homeserver and spoils things: HTTP on loopback, with rules.

It knows nothing of Matrix. Requests that no rule meets pass through unchanged.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from time import monotonic
from typing import Literal

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, web

Act = Literal["delay", "drop", "drop_after", "cut", "answer", "twice", "freeze", "drip"]

_API = re.compile(r"/_matrix/(client|media)/(v\d+|r0)")
_HOPS = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "host", "content-length"}
_DRIP_SECONDS = 0.05


@dataclass
class Rule:
    """What becomes of requests whose "METHOD path" (behind the version of the API) matches `pattern`.

    It meets the first `times` of them (None: all) after the first `after`, each with probability `chance`.
    `act`: "delay" passes on after `seconds`; "drop" closes the connection before upstream hears of it, "drop_after"
    once upstream has answered; "cut" passes `at` bytes of the answer's body and closes; "answer" gives `status` and
    `body` at once and upstream hears nothing; "twice" asks upstream twice and passes on the second answer; "freeze"
    holds the request until `Proxy.thaw`; "drip" gives the answer byte by byte for `seconds` and then closes.
    """

    pattern: str
    act: Act
    chance: float = 1.0
    times: int | None = None
    after: int = 0
    seconds: float = 0.0
    at: int = 0
    status: int = 500
    body: str = "{}"
    content_type: str = "application/json"
    met: int = 0
    """How often it has struck."""

    def strikes(self, line: str, random: Random) -> bool:
        """Whether it strikes this request; counts it if so."""
        if self.times is not None and self.met >= self.times:
            return False
        if not re.search(self.pattern, line):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.chance < 1.0 and random.random() >= self.chance:
            return False
        self.met += 1
        return True


class Proxy:
    """Use as `async with proxy.before(upstream)`; the first of the `rules` that strikes a request decides.

    `asked` counts all requests by "METHOD path", `times` has their moments (monotonic), `struck` counts by act.
    """

    def __init__(self, random: Random) -> None:
        self.rules: list[Rule] = []
        self.asked: Counter[str] = Counter()
        self.times: list[float] = []
        self.struck: Counter[str] = Counter()
        self.url = ""
        self._random = random
        self._upstream = ""
        self._thawed = asyncio.Event()
        self._client: ClientSession | None = None

    @asynccontextmanager
    async def before(self, upstream: str) -> AsyncIterator["Proxy"]:
        """Listen at `url`, in front of `upstream`."""
        self._upstream = upstream
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/{path:.*}", self._meet)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        timeout = ClientTimeout(total=None)
        async with ClientSession(timeout=timeout, auto_decompress=False, cookie_jar=DummyCookieJar()) as self._client:
            try:
                yield self
            finally:
                self.thaw()
                await runner.cleanup()

    def thaw(self) -> None:
        """Let go on what was frozen, and freeze nothing more."""
        self.rules = [rule for rule in self.rules if rule.act != "freeze"]
        self._thawed.set()
        self._thawed = asyncio.Event()

    async def _meet(self, request: web.Request) -> web.StreamResponse:
        line = f"{request.method} {_API.sub('', request.raw_path, count=1)}"
        self.asked[line.partition("?")[0]] += 1
        self.times.append(monotonic())
        body = await request.read()
        rule = next((each for each in self.rules if each.strikes(line, self._random)), None)
        if rule is None:
            return await self._pass_on(request, body)
        self.struck[rule.act] += 1
        if rule.act == "answer":
            return web.Response(status=rule.status, text=rule.body, content_type=rule.content_type)
        if rule.act == "drop":
            return _hang_up(request)
        if rule.act == "delay":
            await asyncio.sleep(rule.seconds)
        elif rule.act == "freeze":
            await self._thawed.wait()
        elif rule.act == "twice":
            await self._pass_on(request, body)
        answer = await self._pass_on(request, body)
        if rule.act == "drop_after":
            return _hang_up(request)
        if rule.act in ("cut", "drip"):
            return await _break_off(request, answer, rule)
        return answer

    async def _pass_on(self, request: web.Request, body: bytes) -> web.Response:
        assert self._client is not None
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOPS}
        try:
            async with self._client.request(
                request.method, self._upstream + request.raw_path, data=body or None, headers=headers
            ) as answer:
                data = await answer.read()
                kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOPS}
                return web.Response(status=answer.status, body=data, headers=kept)
        except OSError:
            return _hang_up(request)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _break_off(request: web.Request, answer: web.Response, rule: Rule) -> web.StreamResponse:
    """Announce the whole body, give the beginning of it, and hang up."""
    data = answer.body if isinstance(answer.body, bytes) else b""
    broken = web.StreamResponse(status=answer.status, headers={**answer.headers, "Content-Length": str(len(data))})
    await broken.prepare(request)
    if rule.act == "cut":
        await broken.write(data[: min(rule.at, len(data) - 1)])
    else:
        until = monotonic() + rule.seconds
        for place in range(len(data) - 1):
            if monotonic() > until:
                break
            await broken.write(data[place : place + 1])
            await asyncio.sleep(_DRIP_SECONDS)
    _hang_up(request)
    return broken
