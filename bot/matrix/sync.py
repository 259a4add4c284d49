"""One step of listening: a sync, the keys it calls for, and what was heard, without a gap (reliability A1).

The step itself writes nothing. Its token may be kept only together with what it heard; if that fails, the client is
thrown away and the step repeated from the token before.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import quote

import nio

from bot.matrix.client import SESSION_GONE, WAY_OUT, Client, wait_of
from bot.matrix.dropped import Dropped, read_file
from bot.matrix.errors import LoggedOut, SessionEnded, Unavailable
from bot.matrix.events import POLL_RESPONSES, read
from bot.matrix.gap import HEARD_TYPES, fill
from bot.matrix.heard import Invite, Known, Left, Step, Unread
from bot.matrix.rooms import STATE_TYPES, RoomState
from bot.matrix.upkeep import NETWORK, attempt, authentic, keep_house
from commands.stimuli import Arrived, Missed, Replaced, Said, Stimulus

_LONG_POLL_MS = 30_000
_FIRST_SYNC_SECONDS = 180
_SEALED = ("m.room.message", *POLL_RESPONSES)
"""What has to come encrypted into an encrypted room; reactions and redactions never do."""

_NOTHING: dict[str, Any] = {"types": []}


class Hearing:
    """Listening with one client, from its first sync on; ends with the client."""

    def __init__(self, client: Client, known: Known, is_ours: Callable[[str], bool]) -> None:
        self._client = client
        self._is_ours = is_ours
        self._token = known.token
        self._joined = set(known.joined)
        self._encrypted = set(known.encrypted)
        self._rooms: dict[str, RoomState] = {}
        self._filter: str | dict[str, Any] | None = None
        self._first = True
        # nio falls back to this one when it repeats a failed first sync (reliability A1.2).
        client.loaded_sync_token = known.token or ""

    async def step(self) -> Step:
        """Wait for news, at most about half a minute. Raises Unavailable, LoggedOut, SessionEnded, or anything."""
        answer = await self._sync()
        left = answer.device_key_count.signed_curve25519
        asked = await keep_house(self._client, left)
        step = Step(answer.next_batch, keys_arrived=bool(answer.to_device_events) or asked, keys_left=left)
        for room_id, info in answer.rooms.join.items():
            await self._hear_room(step, room_id, info)
        gone = set(answer.rooms.leave) | (self._joined - set(answer.rooms.join) if self._first else set())
        for room_id in gone - set(answer.rooms.join):
            self._joined.discard(room_id)
            self._rooms.pop(room_id, None)
            step.left.append(Left(room_id, _how(self._client.user_id, answer.rooms.leave.get(room_id), self._first)))
        infos = answer.rooms.invite.items()
        step.invites = [_invitation(self._client.user_id, room_id, _sources(info)) for room_id, info in infos]
        self._token, self._first = step.token, False
        return step

    async def waiting_invites(self) -> list[Invite]:
        """The invitations that are open at all. A sync names each only once, and the bot may have been killed then."""
        spare = {"room": {"timeline": {"limit": 0}, "state": _NOTHING, "ephemeral": _NOTHING, "account_data": _NOTHING}}
        wanted = json.dumps({**spare, "presence": _NOTHING, "account_data": _NOTHING}, separators=(",", ":"))
        answer = await self._client.ask("GET", f"v3/sync?timeout=0&filter={quote(wanted)}")
        rooms = answer.get("rooms", {}).get("invite", {})
        infos = {room_id: info.get("invite_state", {}).get("events", []) for room_id, info in rooms.items()}
        return [_invitation(self._client.user_id, room_id, events) for room_id, events in infos.items()]

    def try_again(self, unread: Unread) -> Stimulus | Dropped | Unread | None:
        """Read an event that could not be read before: what it says, itself if still unreadable, None if not for us."""
        if unread.room_id not in self._rooms:
            return unread
        event: Any = SimpleNamespace(source=unread.source)
        if unread.source.get("type") == "m.room.encrypted":
            event = nio.Event.parse_encrypted_event(unread.source)
            if not isinstance(event, nio.MegolmEvent):
                return unread
            event.room_id = unread.room_id
            event = self._client.try_decrypt(event) or event
        step = Step("")
        self._hear_event(step, self._rooms[unread.room_id], event)
        return next(iter((*step.heard, *step.files, *step.unread)), None)

    async def request_key(self, unread: Unread) -> None:
        """Ask once for the key of an event; nobody need answer."""
        if unread.source.get("type") != "m.room.encrypted":
            return
        event = nio.Event.parse_encrypted_event(unread.source)
        if isinstance(event, nio.MegolmEvent) and event.session_id not in self._client.outgoing_key_requests:
            event.room_id = unread.room_id
            await attempt(self._client.request_room_key(event))

    async def _sync(self) -> Any:
        client = self._client
        if self._filter is None:
            self._filter = await _make_filter(client)
        sync = client.sync(
            timeout=0 if self._first else _LONG_POLL_MS,
            sync_filter=self._filter,
            since=self._token,
            full_state=self._first,
        )
        try:
            # Not wait_for: before Python 3.12 it may swallow being cancelled.
            async with asyncio.timeout(_FIRST_SYNC_SECONDS):
                answer = await sync
        except NETWORK as error:
            raise Unavailable(f"sync: {type(error).__name__}") from error
        if isinstance(answer, nio.ErrorResponse):
            raise _failure(answer)
        return answer

    async def _hear_room(self, step: Step, room_id: str, info: Any) -> None:
        state = self._rooms.setdefault(room_id, RoomState(room_id))
        changed = self._first
        for event in info.state:
            changed |= state.apply(event.source)
        events = info.timeline.events
        since_ms, arrived = 0, room_id not in self._joined
        if arrived:
            self._joined.add(room_id)
            changed, since_ms = True, await self._arrive(step, room_id, state)
        elif info.timeline.limited and self._token is not None and info.timeline.prev_batch:
            missed, whole = await fill(self._client, room_id, info.timeline.prev_batch, self._token)
            events = [*missed, *events]
            step.heard += [] if whole else [_missed(step.token, room_id, events)]
        for event in events:
            source = getattr(event, "source", None)
            if not isinstance(source, dict):
                continue
            if "state_key" in source:
                changed |= not arrived and state.apply(source)
            elif self._token is not None and _time(source) >= since_ms:
                self._hear_event(step, state, event)
        if changed:
            self._describe(step, state)

    def _describe(self, step: Step, state: RoomState) -> None:
        """Put what a room is now into the step, and that another one takes its place, if that is so."""
        room, succession = state.room(self._client.user_id), state.succession(self._is_ours)
        if succession is not None:
            successor, proven = succession
            room = replace(room, successor_id=successor if proven else None)
            at = datetime.fromtimestamp(0, UTC)
            step.heard.append(Replaced(f"replaced/{room.id}/{successor}", room.id, successor, proven, at))
            step.follow += [successor] if proven and successor not in self._joined else []
        step.rooms.append((room, state.members()))

    async def _arrive(self, step: Step, room_id: str, state: RoomState) -> int:
        """A room that is new to the bot: take in its whole state; what was said before the bot came is not for it.

        Returns when the bot joined, in milliseconds of the homeserver's clock.
        """
        own: dict[str, Any] = {}
        answer = await self._client.call("GET", f"v3/rooms/{quote(room_id, safe='')}/state")
        if answer.status >= 500 or answer.status == 429 or (answer.status == 200 and not isinstance(answer.body, list)):
            raise Unavailable(f"state: {answer.code}")
        for source in answer.body if isinstance(answer.body, list) else ():
            state.apply(source)
            if source.get("type") == "m.room.member" and source.get("state_key") == self._client.user_id:
                own = source
        if own and self._token is not None:
            by, at = own.get("unsigned", {}).get("prev_sender"), datetime.fromtimestamp(_time(own) / 1000, UTC)
            inviter = by if isinstance(by, str) else own["sender"]
            step.heard.append(Arrived(own["event_id"], room_id, inviter, at, state.predecessor))
        return _time(own)

    def _hear_event(self, step: Step, state: RoomState, event: Any) -> None:
        """Put what an event says into the step. What comes in clear into an encrypted room is denied."""
        source, wire = event.source, getattr(event, "wire", None)
        if source.get("sender") == self._client.user_id or "redacted_because" in (source.get("unsigned") or ()):
            return
        if source.get("type") == "m.room.encrypted":
            wire, trusted = source, None
        else:
            trusted = self._is_trusted(event, state, wire)
        if trusted is None and wire is not None:
            step.unread.append(Unread(str(wire["event_id"]), state.room_id, wire))
        elif trusted:
            self._understand(step, source, state, wire)
        elif wire is None:
            said = self._read(source, state, None)
            step.in_clear += [said] if isinstance(said, Said) else []

    def _is_trusted(self, event: Any, state: RoomState, wire: dict[str, Any] | None) -> bool | None:
        """Whether an event says what its sender said; None while that cannot be known."""
        if wire is not None:
            trusted = authentic(self._client, event, state.room_id)
            if trusted is False:
                self._client.count("message", "not from a device of its sender")
            return trusted
        encrypted = state.encrypted or state.room_id in self._encrypted
        if encrypted and event.source.get("type") in _SEALED:
            self._client.count("message", "in clear in an encrypted room")
            return False
        return True

    def _understand(self, step: Step, source: dict[str, Any], state: RoomState, wire: dict[str, Any] | None) -> None:
        stimulus = self._read(source, state, wire)
        if isinstance(stimulus, Dropped):
            step.files.append(stimulus)
        elif stimulus is not None:
            step.heard.append(stimulus)

    def _read(self, source: dict[str, Any], state: RoomState, wire: dict[str, Any] | None) -> Stimulus | Dropped | None:
        bot = state.bot(self._client.user_id)
        try:
            stimulus = read(source, state.room_id, bot, encrypted=wire is not None)
            return stimulus if stimulus is not None else read_file(source, state.room_id, bot, wire)
        except (ValueError, OverflowError):
            self._client.count("event", "malformed")
            return None


async def _make_filter(client: Client) -> str | dict[str, Any]:
    """Only what can concern the bot; its own events come back to it in no other way than as answers to its requests."""
    room = {
        "timeline": {"limit": 100, "types": [*HEARD_TYPES, *STATE_TYPES], "not_senders": [client.user_id]},
        "state": {"types": list(STATE_TYPES)},
        "ephemeral": _NOTHING,
        "account_data": _NOTHING,
    }
    answer = await client.upload_filter(presence=_NOTHING, account_data=_NOTHING, room=room)
    if isinstance(answer, nio.UploadFilterResponse):
        return str(answer.filter_id)
    return {"presence": _NOTHING, "account_data": _NOTHING, "room": room}


def _failure(answer: nio.ErrorResponse) -> Exception:
    if answer.status_code in SESSION_GONE:
        return LoggedOut("sync") if answer.soft_logout else SessionEnded(WAY_OUT)
    headers = getattr(answer.transport_response, "headers", {})
    return Unavailable(f"sync: {answer.status_code}", wait_of({"retry_after_ms": answer.retry_after_ms}, headers))


def _time(source: dict[str, Any]) -> int:
    stamp = source.get("origin_server_ts")
    return stamp if isinstance(stamp, int) and 0 <= stamp < 1 << 47 else 0


def _missed(token: str, room_id: str, events: Iterable[Any]) -> Missed:
    """That something before these events could not be fetched."""
    times = [_time(source) for event in events if isinstance(source := getattr(event, "source", None), dict)]
    until = datetime.fromtimestamp(min(times) / 1000, UTC) if times else None
    return Missed(f"missed/{room_id}/{token}", room_id, until or datetime.fromtimestamp(0, UTC), until=until)


def _how(bot_id: str, info: Any, first: bool) -> Literal["kicked", "banned", "left", "gone"]:
    """How the bot came to be out of a room. What it did itself the filter leaves out."""
    for event in (*info.state, *info.timeline.events)[::-1] if info is not None else ():
        source = getattr(event, "source", None)
        if isinstance(source, dict) and source.get("type") == "m.room.member" and source.get("state_key") == bot_id:
            content = source.get("content")
            banned = isinstance(content, dict) and content.get("membership") == "ban"
            return "banned" if banned else "left" if source.get("sender") == bot_id else "kicked"
    return "gone" if info is None or first else "left"


def _sources(info: Any) -> list[Any]:
    return [event.source for event in info.invite_state]


def _invitation(bot_id: str, room_id: str, events: Iterable[Any]) -> Invite:
    """An invitation by the stripped state that comes with it; who invites and whether it is to a direct chat."""
    for source in events:
        if isinstance(source, dict) and source.get("type") == "m.room.member" and source.get("state_key") == bot_id:
            sender, content = source.get("sender"), source.get("content")
            direct = isinstance(content, dict) and content.get("is_direct") is True
            return Invite(room_id, sender if isinstance(sender, str) else None, direct)
    return Invite(room_id, None)
