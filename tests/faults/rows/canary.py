"""Row 24: a text that was deleted is gone, from the bot's folder and its posts, and stays so after a restore."""

import asyncio
import shutil
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pyrage

from bot.backup import parts, sealed
from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from tests.e2e.robot import Bot
from tests.e2e.town import Town, answer_to
from tests.faults.ground import Figures, Ground

NUMBERS = (24,)
TITLE = "removed texts: before, while and after they are dealt with, and after a backup is put back"
AIMS = {"removed": 66, "restores": 2, "new backups": 2}
MINUTES = 3

_ROOT = Path(__file__).parents[3]
_PATIENCE = 60.0
_EDITED = (False, True)
_PAIR = pyrage.x25519.Identity.generate()
"""With a passphrase most of the time would go into making it slow to guess."""


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
    """`_words` are the texts that are removed; each stands in its message only and in what the bot made of it.

    They are ASCII, so that they look the same in JSON.
    """

    def __init__(self, ground: Ground, town: Town, bot: Bot) -> None:
        self._ground, self._town, self._bot = ground, town, bot
        self._words: list[str] = []
        self._rooms: list[str] = []
        self._wrong: dict[str, int] = {}
        self._notes: list[str] = []

    async def run(self) -> Figures:
        town, bot, ground = self._town, self._bot, self._ground
        with bot.config.open("a", encoding="utf-8") as config:
            config.write(f'[backup]\nrecipient = "{_PAIR.to_public()}"\n')
        await bot.start()
        steering = await town.room_with(bot, "Steuerungsgruppe")
        group = await town.room_with(bot, "Ganztag")
        await town.set_up(bot, steering)
        await town.set_up(bot, group, "AK-GT Arbeitskreis Ganztag operativ unter STG")
        self._rooms = [steering, group]
        for number in range(ground.share(20, len(_EDITED))):
            ground.tell(f"round {number + 1}")
            await self._after(number)
            await self._while(number)
            await self._before(number)
        await self._look("after the removals")
        for edited in _EDITED:
            ground.tell("backup and restore")
            await self._put_back(edited)
        done = {"removed": len(self._words), "restores": len(_EDITED), "new backups": len(_EDITED)}
        return Figures(done, self._wrong, tuple(self._notes))

    async def _after(self, number: int) -> None:
        """The bot has answered, and told the other room; some messages were edited meanwhile."""
        vogt, words = self._town.vogt, self._word(number, "danach")
        event = await vogt.say(self._rooms[0], f"!auftrag an AK-GT: {words} bis 31.12.")
        await answer_to(vogt, self._bot, self._rooms[0], event)
        if _EDITED[number % 2]:
            await vogt.edit(self._rooms[0], event, f"!auftrag an AK-GT: {words} anders bis 31.12.")
        await self._remove(event, words)

    async def _while(self, number: int) -> None:
        """Nobody waits for the answer."""
        words = self._word(number, "dabei")
        event = await self._town.vogt.say(self._rooms[1], f"!top {words}")
        await self._remove(event, words, self._rooms[1])

    async def _before(self, number: int) -> None:
        """The bot is away, killed or stopped."""
        words = self._word(number, "davor")
        if number % 2:
            self._bot.kill9()
        else:
            await self._bot.stop()
        event = await self._town.vogt.say(self._rooms[1], f"!top {words}")
        await self._remove(event, words, self._rooms[1])
        await self._bot.start()

    async def _put_back(self, edited: bool) -> None:
        """The backup knows two texts: one is removed while the bot works, one while there is no bot. A third came and
        went after the backup. The folder with all that the bot was told since is lost, its list of erased things too.
        """
        await self._bot.start()
        number = int(edited)
        known, later = self._ground.folder / f"known{number}.age", self._ground.folder / f"later{number}.age"
        words = [self._word(number, when) for when in ("vorher", "fort", "seither")]
        at_work, away = await self._said(words[0], edited), await self._said(words[1], edited)
        await self._bot.until_quiet(_PATIENCE)
        await self._order("backup", known)
        assert all(word.encode() in _opened(known) for word in words[:2])
        since = await self._said(words[2], edited)
        await self._remove(at_work, words[0])
        await self._remove(since, words[2])
        await self._look(f"before restore {number + 1}")
        shutil.rmtree(self._bot.config.with_name("data"))
        await self._remove(away, words[1])
        await self._order("restore", known, "--identity-file", str(self._key()))
        await self._bot.start()
        await self._bot.until_quiet(_PATIENCE)
        await self._order("backup", later)
        self._wrong[f"backups after restore {number + 1}"] = int(self._stands_in(_opened(later)))
        await self._look(f"after restore {number + 1}")

    async def _said(self, words: str, edited: bool) -> str:
        """An entry of the agenda with these words, answered; `edited`: corrected then, and that answered too."""
        vogt, room = self._town.vogt, self._rooms[0]
        event = await vogt.say(room, f"!top {words}")
        await answer_to(vogt, self._bot, room, event)
        if edited:
            edit = await vogt.edit(room, event, f"!top {words} anders")
            await answer_to(vogt, self._bot, room, edit)
        return event

    async def _remove(self, event: str, words: str, room: str | None = None) -> None:
        """From now on these words must not be there any more."""
        self._words.append(words)
        await self._town.vogt.redact(room or self._rooms[0], event)

    async def _order(self, *order: object) -> None:
        """`python -m bot …` as somebody types it."""
        given = [*map(str, order), "--config", str(self._bot.config)]
        command = (sys.executable, "-m", "bot", *given)
        done = await asyncio.to_thread(subprocess.run, command, cwd=_ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def _key(self) -> Path:
        path = self._ground.folder / "identity.txt"
        path.touch(mode=0o600)
        path.write_text(f"{_PAIR}\n", encoding="utf-8")
        return path

    def _word(self, number: int, when: str) -> str:
        return f"Kanarienvogel{self._ground.seed}x{number}{when}"

    async def _look(self, when: str) -> None:
        """Wait until the bot has done all, stop it, and look at every byte of its folder and at whole histories."""
        last = await self._town.vogt.say(self._rooms[0], "!gremium")
        await answer_to(self._town.vogt, self._bot, self._rooms[0], last)
        await self._bot.until_quiet(_PATIENCE)
        await self._bot.stop()
        folder = self._bot.config.parent
        held = [path for path in folder.rglob("*") if path.is_file() and self._stands_in(path.read_bytes())]
        shown = 0
        for room in self._rooms:
            for heard in await self._town.reuter.history(room):
                shown += heard.sender == self._bot.user_id and self._stands_in(repr(heard).encode())
        self._wrong[f"files {when}"], self._wrong[f"events {when}"] = len(held), shown
        self._notes += [f"{when}: {path.relative_to(folder)}" for path in held]

    def _stands_in(self, data: bytes) -> bool:
        return any(word.encode() in data for word in self._words)


def _opened(backup: Path) -> bytes:
    """All that a backup holds."""
    _, found = parts.unpack(sealed.Identity(str(_PAIR)).open(backup.read_bytes()))
    return b"\0".join(found.values())
