"""Row 24: a text that was deleted is gone, from the bot's folder and its posts, and stays so after a restore."""

import asyncio
import shutil
from contextlib import AsyncExitStack

from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from tests.e2e.robot import Bot
from tests.e2e.town import Town, answer_to
from tests.faults.ground import Figures, Ground

NUMBERS = (24,)
TITLE = "removed texts: before, while and after they are dealt with, and after an old database is put back"
AIMS = {"removed": 60, "restores": 1}
MINUTES = 4

_DATABASE = "gremienassistenz.db"
_PATIENCE = 60.0


async def run(ground: Ground) -> Figures:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Homeserver(ground.folder / "homeserver"))
        people = []
        for localpart, name in (("vogt", "Katrin Vogt"), ("demir", "Aylin Demir"), ("reuter", "Thomas Reuter")):
            person = await Person.arrive(server, localpart, name, ground.folder / localpart)
            stack.push_async_callback(person.leave)
            people.append(person)
        town = Town(server, *people)
        bot = await Bot.hire(server, "gremienassistenz", ground.folder / "bot", [town.vogt.user_id])
        stack.push_async_callback(bot.dismiss)
        return await Row(ground, town, bot).run()


class Row:
    """`_words` are the texts that are removed; each stands in its message only and in what the bot made of it."""

    def __init__(self, ground: Ground, town: Town, bot: Bot) -> None:
        self._ground, self._town, self._bot = ground, town, bot
        self._words: list[str] = []
        self._rooms: list[str] = []
        self._wrong: dict[str, int] = {}
        self._notes: list[str] = []

    async def run(self) -> Figures:
        town, bot, ground = self._town, self._bot, self._ground
        await bot.start()
        steering = await town.room_with(bot, "Steuerungsgruppe")
        group = await town.room_with(bot, "Ganztag")
        await town.set_up(bot, steering)
        await town.set_up(bot, group, "AK-GT Arbeitskreis Ganztag operativ unter STG")
        self._rooms = [steering, group]
        for number in range(ground.share(20)):
            ground.tell(f"round {number + 1}")
            await self._after(number)
            await self._while(number)
            await self._before(number)
        await self._look("after the removals")
        await self._put_back()
        return Figures({"removed": len(self._words), "restores": 1}, self._wrong, tuple(self._notes))

    async def _after(self, number: int) -> None:
        """The bot has answered, and told the other room; some messages were edited meanwhile."""
        vogt, words = self._town.vogt, self._word(number, "danach")
        event = await vogt.say(self._rooms[0], f"!auftrag an AK-GT: {words} bis 31.12.")
        await answer_to(vogt, self._bot, self._rooms[0], event)
        if number % 2:
            await vogt.edit(self._rooms[0], event, f"!auftrag an AK-GT: {words} anders bis 31.12.")
        await vogt.redact(self._rooms[0], event)

    async def _while(self, number: int) -> None:
        """Nobody waits for the answer."""
        words = self._word(number, "dabei")
        event = await self._town.vogt.say(self._rooms[1], f"!top {words}")
        await self._town.vogt.redact(self._rooms[1], event)

    async def _before(self, number: int) -> None:
        """The bot is away, killed or stopped."""
        words = self._word(number, "davor")
        if number % 2:
            self._bot.kill9()
        else:
            await self._bot.stop()
        event = await self._town.vogt.say(self._rooms[1], f"!top {words}")
        await self._town.vogt.redact(self._rooms[1], event)
        await self._bot.start()

    async def _put_back(self) -> None:
        """An old database knows a text that was removed since, and the bot's keys and list know of no restore."""
        await self._bot.start()
        vogt, words = self._town.vogt, self._word(0, "zurück")
        event = await vogt.say(self._rooms[0], f"!top {words}")
        await answer_to(vogt, self._bot, self._rooms[0], event)
        await self._bot.stop()
        database, old = self._bot.config.with_name("data") / _DATABASE, self._ground.folder / "old.db"
        shutil.copy(database, old)
        assert words.encode() in old.read_bytes()
        await self._bot.start()
        await vogt.redact(self._rooms[0], event)
        await self._look("before the restore")
        for beside in database.parent.glob(f"{_DATABASE}*"):
            beside.unlink()
        shutil.copy(old, database)
        await self._bot.start()
        await self._look("after the restore")

    def _word(self, number: int, when: str) -> str:
        self._words.append(f"Kanarienvogel{self._ground.seed}x{number}{when}")
        return self._words[-1]

    async def _look(self, when: str) -> None:
        """Wait until the bot has done all, stop it, and look at every byte of its folder and at whole histories."""
        last = await self._town.vogt.say(self._rooms[0], "!gremium")
        await answer_to(self._town.vogt, self._bot, self._rooms[0], last)
        await self._settled()
        await self._bot.stop()
        folder = self._bot.config.parent
        held = [path for path in folder.rglob("*") if path.is_file() and self._stands_in(path.read_bytes())]
        shown = 0
        for room in self._rooms:
            for heard in await self._town.reuter.history(room):
                shown += heard.sender == self._bot.user_id and self._stands_in(repr(heard).encode())
        self._wrong[f"files {when}"], self._wrong[f"events {when}"] = len(held), shown
        self._notes += [f"{when}: {path.relative_to(folder)}" for path in held]

    async def _settled(self) -> None:
        """Nothing waits: no unread row, no open letter."""
        query = "select (select count(*) from inbox where state = 'new') + (select count(*) from letter where state in "
        query += "('pending', 'sending') and not_before <= datetime('now'))"
        async with asyncio.timeout(_PATIENCE):
            while self._bot.rows(query)[0][0]:
                await asyncio.sleep(0.2)

    def _stands_in(self, data: bytes) -> bool:
        return any(word.encode() in data for word in self._words)
