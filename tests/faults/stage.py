"""Where most rows play: a homeserver of the row's own, a bot, rooms with bodies, people and a witness."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from tests.e2e.robot import Bot
from tests.e2e.town import Town, ask
from tests.faults.checker import Verdict, judge
from tests.faults.driver import Orders
from tests.faults.ground import Ground
from tests.faults.intents import sent_so_far, today, told
from tests.faults.proxy import Proxy

_ROOT = Path(__file__).parents[2]
PASSWORD = "nur-fuer-den-test"


@dataclass
class Stage:
    """`vogt` leads everything and made the rooms; `reuter` is the witness, who reads all and says nothing."""

    ground: Ground
    homeserver: Homeserver
    bots: tuple[Bot, ...]
    town: Town
    rooms: tuple[str, ...]

    @property
    def bot(self) -> Bot:
        """The only one, in most rows."""
        return self.bots[0]

    def bot_in(self, room: int) -> Bot:
        return self.bots[room // 2 % len(self.bots)]

    @property
    def history(self) -> Path:
        return self.ground.folder / "intents.jsonl"

    @asynccontextmanager
    async def driver(self, count: int, rate: float, *, plain: bool = False) -> AsyncIterator["Drive"]:
        """The people's process, ready to speak; it ends with the block at the latest."""
        people = tuple((one.user_id, PASSWORD) for one in (self.town.vogt, self.town.demir))
        orders = Orders(
            homeserver=self.homeserver.url,
            people=(people[0], people[1]),
            rooms=self.rooms,
            sealed=tuple(number % 2 == 0 for number in range(len(self.rooms))),
            bots=tuple(self.bot_in(number).user_id for number in range(len(self.rooms))),
            readers=(*(user_id for user_id, _ in people), self.town.reuter.user_id),
            folder=str(self.ground.folder / "driver"),
            history=str(self.history),
            seed=self.ground.seed,
            count=count,
            rate=rate,
            plain=plain,
        )
        drive = Drive(orders.keep(self.ground.folder / "orders.json"), self.history)
        try:
            await drive.ready()
            yield drive
        finally:
            drive.end()

    async def hush(self) -> None:
        """Nobody but the driver's people listens until the verdict: the homeserver has less to serve."""
        for person in (self.town.vogt, self.town.demir, self.town.reuter):
            await person.rest()

    async def until_quiet(self, seconds: float) -> float:
        """Wait until the bot has nothing left to do with what it knows of. Returns how long; raises TimeoutError."""
        begun = monotonic()
        async with asyncio.timeout(seconds):
            quiet = 0
            while quiet < 3:
                left = sum(bot.left() for bot in self.bots)
                quiet = 0 if left else quiet + 1
                await asyncio.sleep(0.2)
        return monotonic() - begun

    async def verdict(self, *more_rooms: str) -> Verdict:
        """What the judge says, once the bots have come to rest."""
        self.ground.tell("walking the rooms")
        meant, whole = told(self.history), Verdict()
        await self.town.reuter.catch_up()
        self.town.reuter.listen()
        for bot in self.bots:
            rooms = {room for number, room in enumerate(self.rooms) if self.bot_in(number) is bot}
            theirs = {mark: one for mark, one in meant.items() if one.room_id in rooms}
            whole.add(await judge(theirs, self.town.reuter, [*rooms, *more_rooms], bot.user_id, bot.database))
        return whole

    async def until_known(self, count: int, seconds: float) -> None:
        """Wait until so many of the bot's inbox rows have an outcome."""
        async with asyncio.timeout(seconds):
            while self.outcomes() < count:
                assert self.bot.running, self.bot.lines_since_start()[-2000:]
                await asyncio.sleep(0.2)

    def outcomes(self) -> int:
        """How many events in the bot's inbox have an outcome."""
        return sum(int(bot.rows("select count(*) from inbox where state != 'new'")[0][0]) for bot in self.bots)


class Drive:
    """The driver's process."""

    def __init__(self, orders: Path, history: Path) -> None:
        self._history = history
        self._said = orders.with_name("driver.out")
        with self._said.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.demo.leash", "tests.faults.driver", str(orders)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd=_ROOT,
            )

    async def ready(self) -> None:
        await self._until("ready")

    def go(self) -> None:
        """Let the people speak."""
        self._process.send_signal(signal.SIGUSR1)

    @property
    def sent(self) -> int:
        """How many intents the homeserver has taken."""
        return sent_so_far(self._history)

    @property
    def over(self) -> bool:
        return self._process.poll() is not None

    async def said(self, seconds: float) -> None:
        """Wait until everything was said. Raises TimeoutError, or AssertionError if the people gave up."""
        async with asyncio.timeout(seconds):
            await self._until("said")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()

    async def _until(self, word: str) -> None:
        while word not in (text := self._said.read_text(encoding="utf-8", errors="replace")).split("\n"):
            assert not self.over or word in self._said.read_text(errors="replace"), f"the driver ended:\n{text[-3000:]}"
            await asyncio.sleep(0.1)


@asynccontextmanager
async def stage(
    ground: Ground, rooms: int, *, between: Proxy | None = None, hired: type[Bot] = Bot, bots: int = 1
) -> AsyncIterator[Stage]:
    """Everything set up: the bot runs and has a body in each of the rooms, of which every other one is encrypted.

    Somebody else who is `hired` gets only the rooms.
    What stands `between` bot and homeserver lets everything through until it is given rules.
    """
    ground.tell("setting up")
    async with AsyncExitStack() as stack:
        homeserver = await stack.enter_async_context(Homeserver(ground.folder / "synapse"))
        town = await _town(stack, homeserver, ground.folder / "people")
        url = None
        if between is not None:
            await stack.enter_async_context(between.before(homeserver.url))
            url = between.url
        crew = []
        for number in range(bots):
            name, folder = f"gremienassistenz{number or ''}", ground.folder / f"bot{number or ''}"
            bot = await hired.hire(homeserver, name, folder, [town.vogt.user_id], url=url)
            stack.push_async_callback(bot.dismiss)
            crew.append(bot)
        await asyncio.gather(*(bot.start() for bot in crew))
        on = Stage(ground, homeserver, tuple(crew), town, ())
        made = await _few_at_a_time(4, [_room(town, on.bot_in(number), number) for number in range(rooms)])
        yield replace(on, rooms=tuple(made))


async def _town(stack: AsyncExitStack, homeserver: Homeserver, folder: Path) -> Town:
    async def arrive(localpart: str, name: str) -> Person:
        user_id = await homeserver.register(localpart, PASSWORD, name)
        person = Person(homeserver.url, user_id, folder / localpart)
        stack.push_async_callback(person.leave)
        await person.login(PASSWORD)
        return person

    return Town(
        homeserver,
        vogt=await arrive("katrin.vogt", "Katrin Vogt"),
        demir=await arrive("aylin.demir", "Aylin Demir"),
        reuter=await arrive("thomas.reuter", "Thomas Reuter"),
    )


async def _room(town: Town, bot: Bot, number: int) -> str:
    room = await town.room_with(bot, f"Raum {number}", encrypted=number % 2 == 0)
    if bot.program != Bot.program:
        return room
    await town.set_up(bot, room, f"R{number} Gremium {number} operativ")
    for command in (f"!auftrag an FB 40: Sammelauftrag bis 15.12.{today().year + 1}", "!top Sammelpunkt"):
        await ask(town.vogt, bot, room, command)
    return room


async def _few_at_a_time(most: int, works: list[Awaitable[str]]) -> list[str]:
    gate = asyncio.Semaphore(most)

    async def one(work: Awaitable[str]) -> str:
        async with gate:
            return await work

    return await asyncio.gather(*(one(work) for work in works))
