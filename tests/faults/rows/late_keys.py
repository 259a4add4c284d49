"""Row 13: keys that come late. What was said is carried out when its key is there, or owned up to; never silent."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import MovableClock
from commands.stimuli import Said, Undecryptable
from tests.faults.ground import Figures, Ground
from tests.phone import Phone
from tests.stub_homeserver import StubHomeserver
from tests.test_listener import Echo, answered, running

NUMBERS = (13,)
TITLE = "Room keys come late, or never; a new session every 25 messages"
AIMS = {"messages": 1000, "late": 100, "very late": 100, "never": 100}
MINUTES = 2

_PER_SESSION = 25
_HELD_SECONDS = 30


async def run(ground: Ground) -> Figures:
    """Sessions of 25 messages; the key of each comes first, 30 seconds late, 15 minutes late, or never."""
    chance, sessions = ground.chance, ground.share(40, least=4)
    clock, echo = MovableClock(datetime(2027, 1, 19, 8, tzinfo=UTC), runs=False), Echo()
    said: dict[str, str] = {}
    counts = {"messages": 0.0, "in time": 0.0, "late": 0.0, "very late": 0.0, "never": 0.0}
    async with StubHomeserver() as server:
        room, other = server.room(encrypted=True), server.room()
        async with running(server, ground.folder, clock, echo) as (app, _):
            beat = 0

            async def later(seconds: float) -> None:
                """Time passes, and the bot has synced since."""
                nonlocal beat
                clock.move_to(clock.now() + timedelta(seconds=seconds))
                for _ in range(2):
                    beat += 1
                    server.poison({"algorithm": "unbekannt"})
                    server.say(other, f"!takt {beat}")
                    await answered(server, f"!takt {beat}")
                await app.settled()

            for number in range(sessions):
                ground.tell(f"session {number + 1} of {sessions}")
                assert app._parts is not None
                client, phone = app._parts[0].client, Phone(device_id=f"GERAET{number}")
                fate = ("in time", "late", "very late", "never")[number if number < 4 else chance.randrange(4)]
                phone.introduce(client)
                if fate == "in time":
                    phone.hand_key(client, room)
                for message in range(_PER_SESSION):
                    said[phone.say(server, room, f"!top {number}-{message}")] = fate
                counts["messages"] += _PER_SESSION
                counts[fate] += _PER_SESSION
                await later(_HELD_SECONDS)
                if fate == "late":
                    phone.hand_key(client, room)
                await later(15 * 60)
                if fate == "very late":
                    phone.hand_key(client, room)
                await later(1)
            await asyncio.sleep(0)
    return Figures(counts, _judge(said, echo), (f"seed {ground.seed}",))


def _judge(said: dict[str, str], echo: Echo) -> dict[str, int]:
    heard: dict[str, int] = {}
    owned_up: dict[str, int] = {}
    for one in echo.handled:
        if isinstance(one, Said):
            heard[one.event_id] = heard.get(one.event_id, 0) + 1
        elif isinstance(one, Undecryptable):
            owned_up[one.event_id] = owned_up.get(one.event_id, 0) + 1
    silent = [each for each in said if each not in heard and each not in owned_up]
    lost = [each for each, fate in said.items() if fate != "never" and each not in heard]
    return {
        "silent": len(silent),
        "lost": len(lost),
        "doubled": sum(times > 1 for times in (*heard.values(), *owned_up.values())),
        "owned up though in time": sum(said[each] in ("in time", "late") for each in owned_up if each in said),
    }
