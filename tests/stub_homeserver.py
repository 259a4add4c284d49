"""A homeserver of nothing but memory, on loopback and in the test's own event loop, with faults on demand.

It speaks as much of the Client-Server API as the bot uses: versions, login, sync with long-poll, filters, keys, send,
state, messages, join. It knows one account, the bot's; everybody else speaks through `say` and `put`.
"""

import asyncio
import contextlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

Json = dict[str, Any]

SERVER = "brakenfeld.example"
BOT = f"@gremienassistenz:{SERVER}"
VOGT = f"@katrin.vogt:{SERVER}"
PASSWORD = "nur-fuer-den-test"
API = "/_matrix/client/v3"
MEDIA = "/_matrix/media/v3"


@dataclass
class Fault:
    """What is to go wrong with the next `times` requests whose "METHOD path" matches `pattern`.

    `status` and `body` are answered instead; with `after` the request is carried out first and then answered so.
    `status` 0 closes the connection without an answer; with `hold` it hangs before that until the event is set.
    """

    pattern: str
    status: int = 0
    body: str | Json = field(default_factory=dict)
    times: int = 1
    after: bool = False
    hold: asyncio.Event | None = None


class StubHomeserver:
    """Use as `async with`. `requests` counts what was asked, `sent` holds what came into rooms, in order."""

    def __init__(self) -> None:
        self.url = ""
        self.device_id = "GERAET"
        self.token = "syt_zugang"
        self.faults: list[Fault] = []
        self.requests: Counter[str] = Counter()
        self.sent: list[Json] = []
        self.rooms: dict[str, list[Json]] = {}
        self.invites: dict[str, str] = {}
        self.left: dict[str, int] = {}  # the position behind which it is old news
        self.direct: set[str] = set()
        self.predecessors: dict[str, str] = {}
        self._farewells: dict[str, Json] = {}
        self.stream: list[tuple[str, Json]] = []
        self.to_device: list[Json] = []
        self.one_time_keys = 50
        self.timeline_limit = 100
        self.device_keys: Json = {}
        self.identity: Json = {}
        self.account_data: dict[str, Json] = {}
        self.logins: list[Json] = []
        self.deleted_devices: list[str] = []
        self.media: dict[str, tuple[str, bytes]] = {}
        self.now_ms = 1_800_000_000_000
        self._new_invites: list[str] = []
        self._transactions: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._meet])
        for method, path, handler in self._routes():
            app.router.add_route(method, API + path, handler)
        app.router.add_get("/_matrix/client/versions", self._versions)
        app.router.add_post(f"{MEDIA}/upload", self._upload)
        app.router.add_get(f"{MEDIA}/download/{{server}}/{{media}}", self._download)
        app.router.add_get("/_matrix/client/v1/media/download/{server}/{media}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # -- what others do -----------------------------------------------------------------------------------------------

    def room(self, name: str = "Raum", *members: str, version: str = "12", encrypted: bool = False) -> str:
        """A room with Vogt as creator, the bot and `members`; the bot is in it at once."""
        room_id = f"!raum{next(self._numbers)}"
        self.rooms[room_id] = []
        self.put(room_id, VOGT, "m.room.create", {"room_version": version})
        self.put(room_id, VOGT, "m.room.name", {"name": name})
        self.put(room_id, VOGT, "m.room.join_rules", {"join_rule": "invite"})
        for user in (VOGT, BOT, *members):
            content = {"membership": "join", "displayname": "Gremienassistenz" if user == BOT else user[1:5]}
            self.put(room_id, user, "m.room.member", content, user)
        if encrypted:
            self.put(room_id, VOGT, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
        return room_id

    def put(self, room_id: str, sender: str, kind: str, content: Any, state_key: str | None = "", **more: Any) -> str:
        """An event in a room; a state event unless `state_key` is None. Returns its id."""
        self.now_ms += 1000
        event_id = f"$ereignis{next(self._numbers)}"
        event = {"event_id": event_id, "sender": sender, "type": kind, "content": content, **more}
        event |= {"origin_server_ts": self.now_ms, "room_id": room_id}
        if state_key is not None:
            event["state_key"] = state_key
            kept = [old for old in self.rooms[room_id] if (old["type"], old["state_key"]) != (kind, state_key)]
            self.rooms[room_id] = [*kept, event]
        self.stream.append((room_id, event))
        self.tell()
        return event_id

    def say(self, room_id: str, text: str, sender: str = VOGT, **content: Any) -> str:
        return self.put(room_id, sender, "m.room.message", {"msgtype": "m.text", "body": text, **content}, None)

    def invite(self, room_id: str, inviter: str = VOGT, *, direct: bool = False) -> None:
        self.invites[room_id] = inviter
        self.direct |= {room_id} if direct else set()
        self._new_invites.append(room_id)
        self.tell()

    def kick(self, room_id: str, membership: str = "leave") -> None:
        del self.rooms[room_id]
        member = {"type": "m.room.member", "state_key": BOT, "sender": VOGT, "content": {"membership": membership}}
        self._farewells[room_id] = member | {"event_id": f"$abschied{next(self._numbers)}", "origin_server_ts": 1}
        self._leave_behind(room_id, self._farewells[room_id])

    def _leave_behind(self, room_id: str, event: Json) -> None:
        self.stream.append((room_id, event))
        self.left[room_id] = len(self.stream)
        self.tell()

    def poison(self, content: Any, sender: str = "@fremd:anderswo.example") -> None:
        self.to_device.append({"type": "m.room.encrypted", "sender": sender, "content": content})
        self.tell()

    def messages(self, room_id: str | None = None) -> list[Json]:
        """The contents of the messages that the bot has put into a room."""
        return [
            event["content"]
            for event in self.sent
            if event["type"] == "m.room.message" and room_id in (None, event["room_id"])
        ]

    async def until(self, condition: Callable[[], object], seconds: float = 20) -> None:
        """Wait until something holds that requests of the bot bring about."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: bool(condition()))

    def tell(self) -> None:
        async def tell() -> None:
            async with self._news:
                self._news.notify_all()

        self._telling = asyncio.ensure_future(tell())

    # -- how it answers -----------------------------------------------------------------------------------------------

    @web.middleware
    async def _meet(self, request: web.Request, handler: Any) -> web.StreamResponse:
        line = f"{request.method} {request.path.removeprefix(API)}"
        self.requests[line] += 1
        self.tell()
        fault = next((each for each in self.faults if each.times and re.search(each.pattern, line)), None)
        if fault is not None:
            fault.times -= 1
            if fault.hold is not None:
                await fault.hold.wait()
            if fault.after:
                await handler(request)
            self.tell()
            if fault.status == 0:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            if isinstance(fault.body, str):
                return web.Response(status=fault.status, text=fault.body, content_type="text/html")
            return web.json_response(fault.body, status=fault.status)
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if given != self.token and not request.path.endswith(("/login", "/versions")):
            return web.json_response({"errcode": "M_UNKNOWN_TOKEN", "error": "unknown token"}, status=401)
        response: web.StreamResponse = await handler(request)
        self.tell()
        return response

    def _routes(self) -> list[tuple[str, str, Any]]:
        return [
            ("POST", "/login", self._login),
            ("POST", "/logout", self._empty),
            ("POST", "/delete_devices", self._delete_devices),
            ("GET", "/account/whoami", self._whoami),
            ("POST", "/user/{user}/filter", self._filter),
            ("GET", "/user/{user}/account_data/{kind}", self._get_account_data),
            ("PUT", "/user/{user}/account_data/{kind}", self._put_account_data),
            ("GET", "/sync", self._sync),
            ("GET", "/joined_rooms", self._joined_rooms),
            ("POST", "/keys/upload", self._keys_upload),
            ("POST", "/keys/query", self._keys_query),
            ("POST", "/keys/claim", self._keys_claim),
            ("POST", "/keys/device_signing/upload", self._device_signing),
            ("POST", "/keys/signatures/upload", self._signatures),
            ("PUT", "/sendToDevice/{kind}/{txn}", self._empty),
            ("POST", "/rooms/{room}/join", self._join),
            ("POST", "/rooms/{room}/leave", self._leave),
            ("GET", "/rooms/{room}/state", self._state),
            ("GET", "/rooms/{room}/state/{kind}", self._state_event),
            ("GET", "/rooms/{room}/state/{kind}/{key:.*}", self._state_event),
            ("PUT", "/rooms/{room}/state/{kind}", self._put_state),
            ("GET", "/rooms/{room}/joined_members", self._joined_members),
            ("GET", "/rooms/{room}/messages", self._messages),
            ("GET", "/rooms/{room}/event/{event}", self._event),
            ("PUT", "/rooms/{room}/send/{kind}/{txn}", self._send),
            ("PUT", "/rooms/{room}/redact/{event}/{txn}", self._redact),
        ]

    async def _versions(self, _: web.Request) -> web.Response:
        return web.json_response({"versions": ["v1.11"], "server": {"name": "Stub", "version": "1"}})

    async def _empty(self, _: web.Request) -> web.Response:
        return web.json_response({})

    async def _login(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.logins.append(asked)
        if asked["password"] != PASSWORD:
            return web.json_response({"errcode": "M_FORBIDDEN", "error": "no"}, status=403)
        answer = {"user_id": BOT, "access_token": self.token, "device_id": asked.get("device_id", self.device_id)}
        return web.json_response(answer)

    async def _delete_devices(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if asked.get("auth", {}).get("password") != PASSWORD:
            return web.json_response({"flows": [], "params": {}, "session": "sitzung"}, status=401)
        self.deleted_devices += asked["devices"]
        return web.json_response({})

    async def _whoami(self, _: web.Request) -> web.Response:
        return web.json_response({"user_id": BOT, "device_id": self.device_id})

    async def _filter(self, _: web.Request) -> web.Response:
        return web.json_response({"filter_id": "1"})

    async def _get_account_data(self, request: web.Request) -> web.Response:
        known = self.account_data.get(request.match_info["kind"])
        if known is None:
            return web.json_response({"errcode": "M_NOT_FOUND", "error": "not there"}, status=404)
        return web.json_response(known)

    async def _put_account_data(self, request: web.Request) -> web.Response:
        self.account_data[request.match_info["kind"]] = await request.json()
        return web.json_response({})

    async def _joined_rooms(self, _: web.Request) -> web.Response:
        return web.json_response({"joined_rooms": list(self.rooms)})

    async def _sync(self, request: web.Request) -> web.Response:
        since, full = request.query.get("since"), request.query.get("full_state") == "true"
        position = int(since[1:]) if since else 0

        def news() -> object:
            return len(self.stream) > position or self.to_device or self._new_invites

        if since and not full:
            patience = int(request.query.get("timeout", "0")) / 1000
            async with self._news:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait_for(news), patience)
        joined = {}
        for room_id, state in self.rooms.items():
            events = [event for where, event in self.stream[position:] if where == room_id]
            others = [e for e in events if e["sender"] != BOT and e is not self._farewells.get(room_id)]
            if not events and since and not full:
                continue
            shown = others[-self.timeline_limit :] if since else []
            first = self._position(shown[0]) if shown else len(self.stream)
            timeline = {"events": shown, "limited": len(others) > len(shown), "prev_batch": f"s{first}"}
            joined[room_id] = {"timeline": timeline, "state": {"events": state if full or not since else []}}
        answer: Json = {"next_batch": f"s{len(self.stream)}", "rooms": {"join": joined}}
        shown_invites = self._new_invites if since else list(self.invites)
        answer["rooms"]["invite"] = {
            room: _invitation(self.invites[room], room in self.direct) for room in shown_invites
        }
        gone = [room for room, at in self.left.items() if since and at > position and room not in self.rooms]
        farewells = {room: [self._farewells[room]] if room in self._farewells else [] for room in gone}
        answer["rooms"]["leave"] = {
            room: {"timeline": {"events": events}, "state": {"events": []}} for room, events in farewells.items()
        }
        answer["to_device"], self.to_device = {"events": self.to_device}, []
        if since:
            self._new_invites = []
        answer["device_one_time_keys_count"] = {"signed_curve25519": self.one_time_keys}
        return web.json_response(answer)

    def _position(self, event: Json) -> int:
        return next(number for number, (_, each) in enumerate(self.stream) if each is event)

    async def _messages(self, request: web.Request) -> web.Response:
        """Backwards from a position, in pages of `timeline_limit`."""
        start = request.query.get("from", f"s{len(self.stream)}")
        end, until = int(start[1:]), int(request.query.get("to", "s0")[1:])
        wanted = json.loads(request.query.get("filter", "{}"))
        room_id = request.match_info["room"]
        first = end
        chunk: list[Json] = []
        while first > until and len(chunk) < self.timeline_limit:
            first -= 1
            where, event = self.stream[first]
            if where == room_id and _passes(event, wanted):
                chunk.append(event)
        answer: Json = {"chunk": chunk, "start": start}
        if first > until:
            answer["end"] = f"s{first}"
        return web.json_response(answer)

    async def _event(self, request: web.Request) -> web.Response:
        wanted = request.match_info["room"], request.match_info["event"]
        found = [event for room_id, event in self.stream if (room_id, event["event_id"]) == wanted]
        if not found:
            return web.json_response({"errcode": "M_NOT_FOUND", "error": "no such event"}, status=404)
        return web.json_response(found[0])

    async def _keys_upload(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.device_keys = asked.get("device_keys") or self.device_keys
        self.one_time_keys = min(50, self.one_time_keys + len(asked.get("one_time_keys", {})))
        return web.json_response({"one_time_key_counts": {"signed_curve25519": self.one_time_keys, "curve25519": 0}})

    async def _keys_query(self, _: web.Request) -> web.Response:
        answer: Json = {"device_keys": {BOT: {}}, "failures": {}}
        if self.device_keys:
            answer["device_keys"][BOT][self.device_keys["device_id"]] = self.device_keys
        for usage in ("master", "self_signing", "user_signing"):
            if f"{usage}_key" in self.identity:
                answer[f"{usage}_keys"] = {BOT: self.identity[f"{usage}_key"]}
        return web.json_response(answer)

    async def _keys_claim(self, _: web.Request) -> web.Response:
        return web.json_response({"one_time_keys": {}, "failures": {}})

    async def _device_signing(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if self.identity and asked.get("auth", {}).get("password") != PASSWORD:
            flows = [{"stages": ["m.login.password"]}]
            return web.json_response({"flows": flows, "params": {}, "session": "sitzung"}, status=401)
        self.identity = {key: value for key, value in asked.items() if key != "auth"}
        return web.json_response({})

    async def _signatures(self, request: web.Request) -> web.Response:
        for key_id, signed in (await request.json())[BOT].items():
            target = self.device_keys if key_id == self.device_keys.get("device_id") else self.identity["master_key"]
            target.setdefault("signatures", {}).setdefault(BOT, {}).update(signed["signatures"][BOT])
        return web.json_response({"failures": {}})

    async def _join(self, request: web.Request) -> web.Response:
        room_id = request.match_info["room"]
        inviter = self.invites.pop(room_id, VOGT)
        self.rooms.setdefault(room_id, [])
        unsigned = {"prev_content": {"membership": "invite"}, "prev_sender": inviter}
        content = {"membership": "join", "displayname": "Gremienassistenz"}
        made: Json = {"room_version": "12"}
        if room_id in self.predecessors:
            made["predecessor"] = {"room_id": self.predecessors[room_id]}
        self.put(room_id, inviter, "m.room.create", made)
        self.put(room_id, BOT, "m.room.member", content, BOT, unsigned=unsigned)
        return web.json_response({"room_id": room_id})

    async def _leave(self, request: web.Request) -> web.Response:
        room_id = request.match_info["room"]
        self.invites.pop(room_id, None)
        if self.rooms.pop(room_id, None) is not None:
            self._farewells.pop(room_id, None)
            self._leave_behind(room_id, {"sender": BOT, "type": "m.room.member", "content": {}, "event_id": ""})
        return web.json_response({})

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(self.rooms.get(request.match_info["room"], []))

    async def _state_event(self, request: web.Request) -> web.Response:
        wanted = (request.match_info["kind"], request.match_info.get("key", ""))
        for event in self.rooms[request.match_info["room"]]:
            if (event["type"], event["state_key"]) == wanted:
                return web.json_response(event["content"])
        return web.json_response({"errcode": "M_NOT_FOUND", "error": "not there"}, status=404)

    async def _put_state(self, request: web.Request) -> web.Response:
        room_id, kind = request.match_info["room"], request.match_info["kind"]
        return web.json_response({"event_id": self.put(room_id, BOT, kind, await request.json())})

    async def _joined_members(self, request: web.Request) -> web.Response:
        members = [event["state_key"] for event in self.rooms[request.match_info["room"]] if "member" in event["type"]]
        return web.json_response({"joined": {user: {"display_name": user[1:5]} for user in members}})

    async def _send(self, request: web.Request) -> web.Response:
        room_id, kind, txn = (request.match_info[part] for part in ("room", "kind", "txn"))
        return self._once(txn, room_id, kind, await request.json())

    async def _redact(self, request: web.Request) -> web.Response:
        room_id, event_id, txn = (request.match_info[part] for part in ("room", "event", "txn"))
        return self._once(txn, room_id, "m.room.redaction", await request.json(), redacts=event_id)

    def _once(self, txn: str, room_id: str, kind: str, content: Json, **more: str) -> web.Response:
        """A transaction id that is known gives the event that it made before."""
        if txn not in self._transactions:
            self._transactions[txn] = self.put(room_id, BOT, kind, content, None, **more)
            self.sent.append(self.stream[-1][1])
        return web.json_response({"event_id": self._transactions[txn]})

    async def _upload(self, request: web.Request) -> web.Response:
        return web.json_response({"content_uri": self.lay_down(await request.read(), request.content_type)})

    async def _download(self, request: web.Request) -> web.Response:
        kind, data = self.media.get(request.match_info["media"], ("", None))
        if data is None:
            return web.json_response({"errcode": "M_NOT_FOUND", "error": "no such file"}, status=404)
        return web.Response(body=data, content_type=kind)

    def lay_down(self, data: bytes, kind: str = "application/octet-stream") -> str:
        """A file in the content repository. Returns its mxc address."""
        media = f"datei{next(self._numbers)}"
        self.media[media] = (kind, data)
        return f"mxc://{SERVER}/{media}"

    def forget_transactions(self) -> None:
        """As a homeserver does after a day."""
        self._transactions.clear()


def _invitation(inviter: str, direct: bool) -> Json:
    content = {"membership": "invite"} | ({"is_direct": True} if direct else {})
    events = [{"type": "m.room.member", "sender": inviter, "state_key": BOT, "content": content}]
    return {"invite_state": {"events": events}}


def _passes(event: Json, wanted: Json) -> bool:
    return (
        event["sender"] not in wanted.get("not_senders", [])
        and event["sender"] in wanted.get("senders", [event["sender"]])
        and event["type"] in wanted.get("types", [event["type"]])
    )
