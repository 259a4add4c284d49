"""A homeserver of nothing but memory, in a process of its own, so that its work is not counted as the bot's.

`python -m tests.benchmarks.stub` prints its port. `POST /bench/feed` hands commands out in order, `per_sync` to a sync
response, each response once all of the one before are answered, and returns when everything has become quiet.
"""

import asyncio
import itertools
import json
import time
from collections import Counter
from typing import Any

from aiohttp import web

Json = dict[str, Any]

SERVER = "brakenfeld.example"
OPERATOR = f"@katrin.vogt:{SERVER}"
_QUIET_SECONDS = 0.6
_KEYS_LEFT = {"one_time_key_counts": {"signed_curve25519": 50}}


class Stub:
    """Rooms, one bot account, and the stream of what it is told. A sync token is the number of responses before it."""

    def __init__(self, rooms: int) -> None:
        self.bot = ""
        self.rooms = [f"!raum{number}:{SERVER}" for number in range(rooms)]
        self.responses: list[Json] = []
        self.more = asyncio.Condition()
        self.echoes: dict[str, list[Json]] = {}
        self.open: set[str] = set()
        self.listening = False
        self.echoing = True
        self.sent: Counter[str] = Counter()
        self.last_request = 0.0
        self.device_keys: Json = {}
        self.odd: Counter[str] = Counter()
        self._numbers = itertools.count(1)

    # -- events -------------------------------------------------------------------------------------------------------

    def event(self, sender: str, kind: str, content: Json, state_key: str | None = None) -> Json:
        number = next(self._numbers)
        stamp = int(time.time() * 1000)
        made: Json = {"event_id": f"$ereignis{number}", "sender": sender, "type": kind, "content": content}
        made |= {"origin_server_ts": stamp, "unsigned": {"age": 1}}
        return made if state_key is None else made | {"state_key": state_key}

    def state(self, room: str) -> list[Json]:
        joined = {"membership": "join"}
        levels = {"users": {OPERATOR: 100}, "users_default": 0, "events_default": 0, "state_default": 50}
        return [
            self.event(OPERATOR, "m.room.create", {"room_version": "10", "creator": OPERATOR}, ""),
            self.event(OPERATOR, "m.room.member", {**joined, "displayname": "Katrin Vogt"}, OPERATOR),
            self.event(OPERATOR, "m.room.power_levels", levels, ""),
            self.event(OPERATOR, "m.room.join_rules", {"join_rule": "invite"}, ""),
            self.event(OPERATOR, "m.room.history_visibility", {"history_visibility": "shared"}, ""),
            self.event(OPERATOR, "m.room.name", {"name": f"Raum {self.rooms.index(room)}"}, ""),
            self.event(self.bot, "m.room.member", {**joined, "displayname": "Gremienassistenz"}, self.bot),
        ]

    async def feed(self, commands: list[tuple[int, str]], per_sync: int) -> Json:
        """Hand the commands out, wait for all answers and for silence; say how long it took and what was sent."""
        async with self.more:
            await self.more.wait_for(lambda: self.listening)
        self.sent.clear()
        begun = time.monotonic()
        for first in range(0, len(commands), per_sync):
            await self._hand_out(commands[first : first + per_sync])
            async with self.more:
                await self.more.wait_for(lambda: not self.open)
        answered = time.monotonic()
        while time.monotonic() - self.last_request < _QUIET_SECONDS:
            await asyncio.sleep(0.05)
        return {"seconds": answered - begun, "sent": dict(self.sent), "odd": dict(self.odd)}

    async def _hand_out(self, commands: list[tuple[int, str]]) -> None:
        timelines, self.echoes = self.echoes, {}
        for room, text in commands:
            content = {"msgtype": "m.text", "body": text, "m.mentions": {}}
            event = self.event(OPERATOR, "m.room.message", content)
            self.open.add(event["event_id"])
            timelines.setdefault(self.rooms[room], []).append(event)
        joined = {room: {"timeline": _timeline(events)} for room, events in timelines.items()}
        async with self.more:
            self.responses.append({"rooms": {"join": joined}})
            self.more.notify_all()

    # -- what the bot asks for ----------------------------------------------------------------------------------------

    async def sync(self, request: web.Request) -> web.Response:
        since = request.query.get("since")
        if since is None:
            position = len(self.responses)
            return web.json_response(self._everything() | {"next_batch": str(position)})
        position = int(since)
        state = self._everything() if request.query.get("full_state") == "true" else {}
        if not state:
            patience = min(int(request.query.get("timeout", "0")), 5_000) / 1000
            async with self.more:
                self.listening = True
                self.more.notify_all()
                try:
                    await asyncio.wait_for(self.more.wait_for(lambda: len(self.responses) > position), patience)
                except TimeoutError:
                    return web.json_response(_KEYS | {"next_batch": since})
            return web.json_response(_KEYS | self.responses[position] | {"next_batch": str(position + 1)})
        return web.json_response(state | {"next_batch": since})

    def _everything(self) -> Json:
        joined = {room: {"state": {"events": self.state(room)}, "timeline": _timeline([])} for room in self.rooms}
        return _KEYS | {"rooms": {"join": joined}}

    async def send(self, request: web.Request) -> web.Response:
        room, kind = request.match_info["room"], request.match_info["kind"]
        content = await request.json()
        event = self.event(self.bot, kind, content)
        if self.echoing:
            self.echoes.setdefault(room, []).append(event)
        relation = content.get("m.relates_to", {})
        self.sent[relation.get("rel_type", kind)] += 1
        self.last_request = time.monotonic()
        async with self.more:
            self.open.discard(relation.get("m.in_reply_to", {}).get("event_id"))
            self.more.notify_all()
        return web.json_response({"event_id": event["event_id"]})

    async def login(self, request: web.Request) -> web.Response:
        user = (await request.json())["identifier"]["user"]
        self.bot = user if user.startswith("@") else f"@{user}:{SERVER}"
        return web.json_response({"user_id": self.bot, "access_token": "zugang", "device_id": "GERAET"})

    async def filter(self, request: web.Request) -> web.Response:
        """Of a filter only one thing matters here: whether the bot wants to hear itself."""
        timeline = (await request.json()).get("room", {}).get("timeline", {})
        self.echoing = self.bot not in timeline.get("not_senders", [])
        return web.json_response({"filter_id": "1"})

    async def keys_upload(self, request: web.Request) -> web.Response:
        self.device_keys = (await request.json()).get("device_keys") or self.device_keys
        return web.json_response(_KEYS_LEFT)

    async def upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"content_uri": "mxc://brakenfeld.example/file"})

    async def keys_query(self, request: web.Request) -> web.Response:
        return web.json_response({"device_keys": {self.bot: {"GERAET": self.device_keys}}, "failures": {}})

    async def room_state(self, request: web.Request) -> web.Response:
        state = self.state(request.match_info["room"])
        kind, key = request.match_info.get("kind"), request.match_info.get("key", "")
        if kind is None:
            return web.json_response(state)
        for event in state:
            if (event["type"], event["state_key"]) == (kind, key):
                return web.json_response(event["content"])
        return web.json_response({"errcode": "M_NOT_FOUND", "error": "no such state"}, status=404)

    async def joined_members(self, request: web.Request) -> web.Response:
        joined = {OPERATOR: {"display_name": "Katrin Vogt"}, self.bot: {"display_name": "Gremienassistenz"}}
        return web.json_response({"joined": joined})

    async def anything(self, request: web.Request) -> web.Response:
        """What does not matter here is granted."""
        self.odd[f"{request.method} {request.path}"] += 1
        self.last_request = time.monotonic()
        return web.json_response({"event_id": f"$ereignis{next(self._numbers)}"})


_KEYS: Json = {"device_one_time_keys_count": {"signed_curve25519": 50}}


def _timeline(events: list[Json]) -> Json:
    return {"events": events, "limited": False, "prev_batch": "0"}


def application(stub: Stub) -> web.Application:
    async def feed(request: web.Request) -> web.Response:
        order = await request.json()
        return web.json_response(await stub.feed([tuple(pair) for pair in order["commands"]], order["per_sync"]))

    async def granted(answer: Json) -> web.Response:
        return web.json_response(answer)

    api = "/_matrix/client/v3"
    app = web.Application()
    app.add_routes(
        [
            web.post("/bench/feed", feed),
            web.get("/_matrix/client/versions", lambda _: granted({"versions": ["v1.11"], "unstable_features": {}})),
            web.get(f"{api}/account/whoami", lambda _: granted({"user_id": stub.bot, "device_id": "GERAET"})),
            web.post(f"{api}/login", stub.login),
            web.get(f"{api}/sync", stub.sync),
            web.post(f"{api}/user/{{user}}/filter", stub.filter),
            web.post(f"{api}/keys/upload", stub.keys_upload),
            web.post(f"{api}/keys/query", stub.keys_query),
            web.get(f"{api}/joined_rooms", lambda _: granted({"joined_rooms": stub.rooms})),
            web.get(f"{api}/rooms/{{room}}/joined_members", stub.joined_members),
            web.get(f"{api}/rooms/{{room}}/state", stub.room_state),
            web.get(f"{api}/rooms/{{room}}/state/{{kind}}/{{key:.*}}", stub.room_state),
            web.get(f"{api}/rooms/{{room}}/messages", lambda _: granted({"chunk": [], "start": "0"})),
            web.put(f"{api}/rooms/{{room}}/send/{{kind}}/{{txn}}", stub.send),
            web.post("/_matrix/media/v3/upload", stub.upload),
            web.route("*", "/{anything:.*}", stub.anything),
        ]
    )
    return app


async def main() -> None:
    runner = web.AppRunner(application(Stub(rooms=10)), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
