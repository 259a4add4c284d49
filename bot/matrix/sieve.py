"""Takes out of a response what nio cannot parse. Runs only when nio has failed on the whole."""

from collections.abc import Callable
from typing import Any

import nio
from nio.events import InviteEvent

_Parse = Callable[[dict[str, Any]], object]


def sift(response_class: type, body: dict[str, Any]) -> int:
    """Remove from `body` every part that nio's own parser fails on; returns how many."""
    if response_class is nio.SyncResponse:
        return _sift_sync(body)
    if response_class is nio.RoomMessagesResponse:
        return _sift_list(body, "chunk", nio.Event.parse_event)
    if response_class is nio.KeysQueryResponse:
        return _sift_devices(body, "device_keys", nio.KeysQueryResponse)
    return _sift_devices(body, "one_time_keys", nio.KeysClaimResponse)


def _sift_sync(body: dict[str, Any]) -> int:
    for unused in ("presence", "account_data"):
        body.pop(unused, None)
    dropped = _sift_list(body.get("to_device"), "events", nio.ToDeviceEvent.parse_event)
    rooms = body.get("rooms") or {}
    for room in (rooms.get("join") or {}).values():
        for unused in ("ephemeral", "account_data", "summary", "unread_notifications", "unread_thread_notifications"):
            room.pop(unused, None)
        for part in ("state", "timeline"):
            dropped += _sift_list(room.get(part), "events", nio.Event.parse_event)
    for room in (rooms.get("leave") or {}).values():
        for part in ("state", "timeline"):
            dropped += _sift_list(room.get(part), "events", nio.Event.parse_event)
    for room in (rooms.get("invite") or {}).values():
        dropped += _sift_list(room.get("invite_state"), "events", InviteEvent.parse_event)
    return dropped


def _sift_list(holder: Any, key: str, parse: _Parse) -> int:
    if not isinstance(holder, dict) or not isinstance(holder.get(key), list):
        return 0
    good = [event for event in holder[key] if isinstance(event, dict) and _works(parse, event)]
    dropped = len(holder[key]) - len(good)
    holder[key] = good
    return dropped


def _sift_devices(body: dict[str, Any], key: str, response_class: Any) -> int:
    """Each device is parsed as if it were the only one. Where there is no list of them, none is made up: nobody would
    be missed then who was not asked for at all."""
    users = body.get(key)
    if not isinstance(users, dict):
        return 0
    good: dict[str, dict[str, Any]] = {}
    dropped = 0
    for user, devices in users.items():
        for device, value in devices.items() if isinstance(devices, dict) else ():
            alone = {key: {user: {device: value}}, "failures": {}}
            if _works(response_class.from_dict, alone, nio.ErrorResponse):
                good.setdefault(user, {})[device] = value
            else:
                dropped += 1
                good.setdefault(user, {})
    body[key], body["failures"] = good, {}
    return dropped


def _works(parse: _Parse, value: dict[str, Any], failure: type | None = None) -> bool:
    try:
        parsed = parse(value)
    except Exception:
        return False
    return failure is None or not isinstance(parsed, failure)
