"""The people of the bench, in a process of their own: `python -m tests.faults.driver ORDERS`.

ORDERS is a JSON file (see `Orders`). It says "ready" when all can read each other, waits for SIGUSR1, and says "said"
when the homeserver has taken everything. They share nothing with the bot but the homeserver. Each intent is in the
history before it is sent, with its transaction id, under which it is tried until the homeserver has taken it.
"""

import asyncio
import json
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import quote
from uuid import uuid4

from aiohttp import ClientError

from bot.demo import speech
from bot.demo.device import Json, ServerRefused
from bot.demo.people import Person
from tests.faults.intents import MARK, History, Intent, plan, today

_PATIENCE = 180.0
_ANSWERED_WITHIN = 600.0
"""While the bot is down, nobody is answered; what hangs for good is ended by the row's own limit."""
_PAUSE = 0.5
_NOT_TAKEN = (OSError, TimeoutError, ClientError)


@dataclass(frozen=True)
class Orders:
    """Who (user id, password) says how much, where and how fast (a second); what is left to chance is `seed`'s.

    `sealed`: which rooms are encrypted; `bots`: who answers in each. `readers` must be able to read it all.
    `plain`: nothing that has to wait for an answer.
    """

    homeserver: str
    people: tuple[tuple[str, str], tuple[str, str]]
    rooms: tuple[str, ...]
    sealed: tuple[bool, ...]
    bots: tuple[str, ...]
    readers: tuple[str, ...]
    folder: str
    history: str
    seed: int
    count: int
    rate: float
    plain: bool = False

    def keep(self, path: Path) -> Path:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")
        return path


class Driver:
    """Two people, each saying one thing after the other."""

    def __init__(self, orders: Orders, people: list[Person]) -> None:
        self._orders = orders
        self._people = people
        self._history = History(Path(orders.history))
        self._events: dict[str, str] = {}

    async def run(self) -> None:
        """Say everything; ends when all of it was taken. Raises TimeoutError if the bot leaves a question out."""
        orders = self._orders
        intents = plan(orders.seed, orders.count, len(orders.rooms), today(), plain=orders.plain)
        begun = monotonic()
        due = {one.mark: begun + number / orders.rate for number, one in enumerate(intents)}
        shares = [[one for one in intents if one.who == who] for who in range(len(self._people))]
        await asyncio.gather(*(self._say(share, who, due) for share, who in zip(shares, self._people, strict=True)))

    def close(self) -> None:
        self._history.close()

    async def _say(self, intents: list[Intent], person: Person, due: dict[str, float]) -> None:
        waiting: list[Intent] = []
        for intent in intents:
            await asyncio.sleep(max(0.0, due[intent.mark] - monotonic()))
            if intent.kind in ("yes", "press"):
                waiting.append(intent)
            else:
                await self._tell(intent, person, None)
            for late in list(waiting):
                if (asked := self._answer(late, person)) is not None:
                    waiting.remove(late)
                    await self._tell(late, person, asked)
        for late in waiting:
            asked = await person.until(lambda late=late: self._answer(late, person), _ANSWERED_WITHIN)  # type: ignore[misc]
            await self._tell(late, person, asked)

    def _answer(self, intent: Intent, person: Person) -> str | None:
        """The bot's question to what the intent is about, once it was heard."""
        about, room = self._events.get(intent.about), self._orders.rooms[intent.room]
        heard = (
            one for one in person.heard(room) if one.sender == self._orders.bots[intent.room] and one.reply_to == about
        )
        return next((one.event_id for one in heard if about), None)

    async def _tell(self, intent: Intent, person: Person, asked: str | None) -> None:
        room, txn = self._orders.rooms[intent.room], uuid4().hex
        kind, content = self._content(intent, asked)
        self._history.mean(intent, room, txn)
        while True:
            try:
                event_id = await self._put(intent, person, kind, content | {MARK: intent.mark}, txn)
                break
            except _NOT_TAKEN:
                await asyncio.sleep(0.3)
            except ServerRefused as refusal:
                if 400 <= refusal.status < 500 and refusal.status != 429:
                    raise
                await asyncio.sleep(0.3)
        self._events[intent.mark] = event_id
        self._history.sent(intent, event_id)

    async def _put(self, intent: Intent, person: Person, kind: str, content: Json, txn: str) -> str:
        """The event's id. Where nothing is encrypted, nobody's keys need tending."""
        room = self._orders.rooms[intent.room]
        if self._orders.sealed[intent.room]:
            return await person.send(room, kind, content, txn)
        path = f"/rooms/{quote(room)}/send/{kind}/{txn}"
        return str((await person.request("PUT", path, content))["event_id"])

    def _content(self, intent: Intent, asked: str | None) -> tuple[str, Json]:
        if intent.kind == "press":
            assert asked is not None
            return "m.reaction", speech.reaction(asked, "👍")
        if intent.kind == "edit":
            return "m.room.message", speech.edit(self._events[intent.about], intent.text)
        return "m.room.message", speech.text(intent.text, reply_to=asked)


async def _drive(path: Path) -> None:
    values = json.loads(path.read_text(encoding="utf-8"))
    values |= {name: tuple(values[name]) for name in ("people", "rooms", "sealed", "bots", "readers")}
    orders = Orders(**values)
    go = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, go.set)
    async with AsyncExitStack() as stack:
        people = []
        for user_id, password in orders.people:
            person = Person(orders.homeserver, user_id, Path(orders.folder) / user_id[1:].partition(":")[0])
            stack.push_async_callback(person.leave)
            await person.login(password)
            people.append(person)
        for person in people:
            for room, bot in zip(orders.rooms, orders.bots, strict=True):
                await person.sees(room, bot, *orders.readers, timeout=_PATIENCE)
            person.pause = _PAUSE
        print("ready", flush=True)
        await go.wait()
        driver = Driver(orders, people)
        stack.callback(driver.close)
        await driver.run()
        print("said", flush=True)


if __name__ == "__main__":
    asyncio.run(_drive(Path(sys.argv[1])))
