"""Row 12: malformed to-device and timeline events in the same responses as commands: the sync lives, none is lost.

The bot is the whole one, on a homeserver of nothing but memory, which sends what no real one would let through.
"""

import random
from functools import partial
from typing import Any

import vodozemac

from tests.e2e.poison import shapes
from tests.faults.ground import Figures, Ground
from tests.stub_homeserver import BOT, SERVER, VOGT, StubHomeserver
from tests.test_listener import running

NUMBERS = (12,)
TITLE = "Poison: malformed to-device, timeline and state events beside commands"
AIMS = {"events": 10_000, "commands": 100}
MINUTES = 1

_BATCH = 100
# An encryption event would make the room one in which commands in clear are rightly denied.
_TYPES = (
    "m.room.message", "m.room.encrypted", "m.reaction", "m.room.redaction", "m.room.member", "m.room.power_levels",
    "m.room.tombstone", "m.room.create", "m.room.name", "m.room.join_rules", "m.sticker",
    "org.matrix.msc3381.poll.response", "m.poll.response", "m.call.invite", "m.room.history_visibility", "",
)  # fmt: skip
_FIELDS = (
    "msgtype", "body", "format", "formatted_body", "m.relates_to", "m.new_content", "m.mentions", "membership",
    "displayname", "users", "users_default", "events", "algorithm", "ciphertext", "sender_key", "session_id",
    "device_id", "redacts", "replacement_room", "predecessor", "room_version", "additional_creators", "url", "file",
    "info", "filename", "m.selections", "org.matrix.msc3381.poll.response", "join_rule", "name",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1 << 70, 1.5, "", "m.text", "m.file", "m.audio", "join", "12", "x" * 70_000, "\u202e\x00", [],
    "m.megolm.v1.aes-sha2", "m.replace", "m.annotation", [None], {"rel_type": 7}, {"event_id": []}, "$1", VOGT,
    {"rel_type": "m.replace", "event_id": "$1"}, {"m.in_reply_to": "x"}, {"user_ids": 7}, {"": {"": {"": []}}},
)  # fmt: skip


async def run(ground: Ground) -> Figures:
    """Each response holds a batch of poison with commands among it; every command has to be answered."""
    chance, events, commands = ground.chance, ground.share(10_000, _BATCH), 0
    async with StubHomeserver() as server:
        room = server.room("AK Ganztag")
        async with running(server, ground.folder / "bot") as (app, _):
            for sent in range(0, events, _BATCH):
                _spill(server, room, chance)
                order = f"!top Befehl {sent}"
                server.say(room, order)
                commands += 1
                await server.until(partial(_answered, server, order), 60)
                if sent % 1000 == 0:
                    ground.tell(f"{sent} of {events}")
            alive = app.ready.is_set()
    lost = commands - sum(_answered(server, f"!top Befehl {sent}") for sent in range(0, events, _BATCH))
    return Figures({"events": events, "commands": commands}, {"commands lost": lost, "crashes": int(not alive)})


def _answered(server: StubHomeserver, order: str) -> bool:
    return any(content["body"] == f"Antwort: {order}" for content in server.messages())


def _spill(server: StubHomeserver, room: str, chance: random.Random) -> None:
    key = (server.device_keys.get("keys") or {}).get(f"curve25519:{server.device_id}")
    known = shapes(key or vodozemac.Account().curve25519_key.to_base64())
    for _ in range(_BATCH):
        if chance.random() < 0.4:
            content = chance.choice(known) if chance.random() < 0.5 else content_of(chance, 0)
            kind = chance.choice(("m.room.encrypted", "m.room_key", "m.forwarded_room_key", "m.room_key_request", "x"))
            server.to_device.append({"type": kind, "sender": f"@fremd:{SERVER}", "content": content})
        else:
            state = chance.choice((None, None, "", f"@wer{chance.randint(0, 9)}:{SERVER}"))
            server.put(room, f"@fremd:{SERVER}", chance.choice(_TYPES), content_of(chance, 0), state, **_odd(chance))


def content_of(chance: random.Random, depth: int) -> Any:
    """A content that is wrong in some of its fields; from depth 1 on not as a whole."""
    if depth == 0 and chance.random() < 0.1:
        return _deep(chance.randint(10, 80))
    found: dict[str, Any] = {}
    for name in chance.sample(_FIELDS, chance.randint(0, 6)):
        nested = depth < 2 and chance.random() < 0.2
        found[name] = content_of(chance, depth + 1) if nested else chance.choice(VALUES)
    return found


def _deep(levels: int) -> Any:
    found: Any = {}
    for _ in range(levels):
        found = {"m.relates_to": found, "body": [found]} if levels < 12 else {"m.relates_to": found}
    return found


def _odd(chance: random.Random) -> dict[str, Any]:
    """Fields beside the content that are wrong as well, sometimes; its sender is never the bot."""
    choices: tuple[dict[str, Any], ...] = (
        {}, {}, {}, {"unsigned": {"redacted_because": 1}}, {"redacts": 7}, {"origin_server_ts": 1 << 62},
        {"origin_server_ts": -1}, {"event_id": "$" + "x" * 300}, {"unsigned": {"prev_sender": BOT}},
    )  # fmt: skip
    return chance.choice(choices)
