"""The fault proxy does to requests what its rules say, and nothing else."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientError, ClientSession

from tests.faults.proxy import Proxy, Rule
from tests.stub_homeserver import API, StubHomeserver


@dataclass
class Line:
    """A client that reaches the stub homeserver only through the proxy."""

    server: StubHomeserver
    proxy: Proxy
    client: ClientSession
    room: str

    async def send(self, txn: str = "t1") -> tuple[int, Any]:
        """Put a message into the room, as the bot does."""
        url = f"{self.proxy.url}{API}/rooms/{self.room}/send/m.room.message/{txn}"
        async with self.client.put(url, json={"body": "Moin"}) as answer:
            return answer.status, await answer.json()

    @property
    def events(self) -> int:
        return len(self.server.sent)


@pytest_asyncio.fixture
async def line() -> AsyncIterator[Line]:
    async with StubHomeserver() as server, Proxy(Random(1)).before(server.url) as proxy:
        headers = {"Authorization": f"Bearer {server.token}"}
        async with ClientSession(headers=headers) as client:
            yield Line(server, proxy, client, server.room())


async def test_without_a_rule_everything_passes(line: Line) -> None:
    status, answer = await line.send()
    assert (status, list(answer)) == (200, ["event_id"])
    assert line.proxy.asked == {f"PUT /rooms/{line.room}/send/m.room.message/t1": 1}


@pytest.mark.parametrize(("act", "events"), [("drop", 0), ("drop_after", 1), ("cut", 1)])
async def test_an_answer_is_lost_before_or_after_the_homeserver_heard_of_it(line: Line, act: Any, events: int) -> None:
    line.proxy.rules = [Rule("PUT /rooms", act, at=5)]
    with pytest.raises((ClientError, OSError)):
        await line.send()  # aiohttp tries a PUT twice by itself
    assert line.events == events
    line.proxy.rules = []
    assert (await line.send())[0] == 200
    assert line.events == 1


async def test_an_injected_answer_never_reaches_the_homeserver(line: Line) -> None:
    limited = json.dumps({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 10**9})
    line.proxy.rules = [Rule("PUT /rooms", "answer", times=1, status=429, body=limited)]
    assert await line.send() == (429, json.loads(limited))
    assert line.events == 0


async def test_a_request_that_is_made_twice_is_one_event(line: Line) -> None:
    line.proxy.rules = [Rule("PUT /rooms", "twice")]
    assert (await line.send())[0] == 200
    assert sum(line.server.requests.values()) == 2
    assert line.events == 1


async def test_what_is_frozen_goes_on_after_the_thaw(line: Line) -> None:
    line.proxy.rules = [freeze := Rule("PUT /rooms", "freeze")]
    sending = asyncio.create_task(line.send())
    async with asyncio.timeout(5):
        while not freeze.met:
            await asyncio.sleep(0)
    assert (line.events, sending.done()) == (0, False)
    line.proxy.thaw()
    assert (await sending)[0] == 200


async def test_a_rule_waits_for_its_turn_and_ends(line: Line) -> None:
    line.proxy.rules = [Rule("PUT /rooms", "answer", after=1, times=2, status=500)]
    assert [(await line.send(f"t{number}"))[0] for number in range(4)] == [200, 500, 500, 200]


async def test_chance_is_the_seeds(line: Line) -> None:
    def struck(seed: int) -> list[bool]:
        rule, random = Rule("x", "drop", chance=0.3), Random(seed)
        return [rule.strikes("GET /x", random) for _ in range(200)]

    assert struck(5) == struck(5) != struck(6)
    assert 30 < sum(struck(5)) < 90
