"""Row 6: the homeserver lets the bot send one event in five seconds. Order is kept, prompts go before digests."""

import asyncio
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from urllib.parse import quote

from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from bot.pace import LONGEST_REST
from storage import outbox
from storage.store import Store
from tests.e2e.robot import Bot
from tests.faults.ground import Figures, Ground
from tests.stub_homeserver import Fault, StubHomeserver
from tests.test_sender import bodies, desk

NUMBERS = (6,)
TITLE = "the homeserver limits how much the bot sends (429)"
AIMS = {"posts": 40, "stub_posts": 18}
MINUTES = 3.5

_RATE, _BURST = 0.2, 10
_REAL_FROM = 0.2
"""In a shorter form the real homeserver, which takes its time, is left out."""


async def run(ground: Ground) -> Figures:
    counts, wrong = await _against_the_stub(ground)
    if ground.scale >= _REAL_FROM:
        more, amiss = await _against_synapse(ground)
        counts, wrong = counts | more, wrong | amiss
    return Figures(counts, wrong)


async def _against_the_stub(ground: Ground) -> tuple[dict[str, float], dict[str, int]]:
    """Refusals that do not say how long, and one that wants eleven days."""
    silent = {"errcode": "M_LIMIT_EXCEEDED", "error": "slow"}
    async with StubHomeserver() as server:
        rooms = [server.room() for _ in range(3)]
        async with desk(server, ground.folder / "stub") as bot:
            server.faults = [Fault("PUT .*/send/", 429, silent, times=2)]
            for number in range(6):
                for room in rooms:
                    bot.write(room, f"Nummer {number}")
            ground.tell("429 ohne retry_after")
            await bot.app.settled()
            disordered = sum(bodies(server, room) != [f"Nummer {number}" for number in range(6)] for room in rooms)
            server.faults = [Fault("PUT .*/send/", 429, silent | {"retry_after_ms": 10**9})]
            bot.write(rooms[0], "nach elf Tagen?")
            ground.tell("429 mit 10^9 ms")
            await server.until(lambda: not server.faults[0].times)
            parts = bot.app._parts
            assert parts is not None
            async with asyncio.timeout(5):
                while not parts[3]._pace.until > time.monotonic() + 60:
                    await asyncio.sleep(0.01)
            rest = parts[3]._pace.until - time.monotonic()
    counts = {"stub_posts": 18.0, "capped_wait_s": round(rest, 1)}
    return counts, {"stub_disordered": disordered, "wait_not_capped": int(rest > LONGEST_REST + 1)}


async def _against_synapse(ground: Ground) -> tuple[dict[str, float], dict[str, int]]:
    half = ground.share(20, least=8)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Homeserver(ground.folder / "homeserver", real_limits=True))
        vogt = await Person.arrive(server, "katrin.vogt", "Katrin Vogt", ground.folder / "vogt")
        stack.push_async_callback(vogt.leave)
        bot = await Bot.hire(server, "gremienassistenz", ground.folder / "bot", [vogt.user_id])
        stack.push_async_callback(bot.dismiss)
        await bot.start()
        rooms = [
            await vogt.create_room(name, invite=[bot.user_id], encrypted=False) for name in ("Berichte", "Aufrufe")
        ]
        for room in rooms:
            await vogt.heard_where(room, lambda one: one.sender == bot.user_id and one.body is not None)
        _write(bot, rooms, half)
        await _until_sent(ground, bot, 2 * half)
        found = [await _stamps(vogt, bot, room, word) for room, word in zip(rooms, ("Bericht", "Aufruf"), strict=True)]
        (digests, prompts), stuck = found, bot.rows("select 1 from letter where state != 'sent'")
    stamps = sorted(at for _, at in (*digests, *prompts))
    took = (stamps[-1] - stamps[0]) / 1000
    # What the burst and the two first words have used is not known exactly: none of the burst may be left.
    computed = (2 * half - _BURST + 2) / _RATE
    last_prompt = max((at for _, at in prompts), default=0)
    early = sum(at < last_prompt for _, at in digests)
    counts = {
        "posts": float(2 * half),
        "took_s": round(took, 1),
        "computed_s": computed,
        "digests_before": float(early),
    }
    names = [[name for name, _ in sorted(one, key=lambda each: each[1])] for one in (digests, prompts)]
    wrong = {
        "lost_or_doubled": sum(sorted(one) != [f"{n:03}" for n in range(half)] for one in names) + len(stuck),
        "disordered": sum(one != sorted(one) for one in names),
        "too_slow": int(took > computed * 1.1 + 5),
        "digests_first": int(early > _BURST),
    }
    return counts, wrong


def _write(bot: Bot, rooms: list[str], half: int) -> None:
    """The digests first, and then what is more urgent."""
    store, now = Store(f"sqlite:///{bot.config.with_name('data') / 'gremienassistenz.db'}"), datetime.now(UTC)
    with store.transaction() as tx:
        for room, word, priority in zip(rooms, ("Bericht", "Aufruf"), (outbox.DIGEST, outbox.PROMPT), strict=True):
            for number in range(half):
                content = {"msgtype": "m.notice", "body": f"{word} {number:03}"}
                outbox.write_letter(
                    tx,
                    reason=f"bench/{word}/{number}",
                    room_id=room,
                    event_type="m.room.message",
                    content=content,
                    not_before=now,
                    priority=priority,
                )
    store.close()


async def _until_sent(ground: Ground, bot: Bot, count: int) -> None:
    async with asyncio.timeout(count / _RATE * 1.5 + 60):
        while True:
            ((done,),) = bot.rows("select count(*) from letter where reason like 'bench/%' and state = 'sent'")
            ground.tell(f"{done}/{count} Nachrichten")
            if done == count:
                return
            await asyncio.sleep(1)


async def _stamps(person: Person, bot: Bot, room: str, word: str) -> list[tuple[str, int]]:
    """(number, time in ms) of each post of the bench in a room, from the homeserver's whole history."""
    path = f"/rooms/{quote(room)}/messages?dir=b&limit=500"
    events = (await person.request("GET", path))["chunk"]
    found = [one for one in events if one["sender"] == bot.user_id and one["type"] == "m.room.message"]
    posts = [(str(one["content"].get("body", "")), int(one["origin_server_ts"])) for one in found]
    return [(body.removeprefix(f"{word} "), at) for body, at in posts if body.startswith(word)]
