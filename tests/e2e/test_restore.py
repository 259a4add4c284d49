"""The bot is killed, its folder is gone, and it comes back from a backup that is older than its last words."""

import asyncio
import shutil
from collections import Counter
from pathlib import Path

from bot.__main__ import main
from tests.e2e.conftest import Hire
from tests.e2e.robot import Bot
from tests.e2e.town import Town, answer_to, ask


async def test_every_command_has_its_effect_once_and_no_answer_twice(town: Town, hire: Hire, tmp_path: Path) -> None:
    bot = await hire()
    await bot.start()
    rooms = [
        await town.room_with(bot, "Klar", encrypted=False),
        await town.room_with(bot, "Verschlüsselt", encrypted=True),
    ]
    for number, room in enumerate(rooms):
        await town.set_up(bot, room, f"S{number} Gremium {number} operativ")
        await ask(town.reuter, bot, room, "!top Davor")
    backup = tmp_path / "sicherung.age"
    await _run("backup", backup, bot, tmp_path)
    for room in rooms:
        await ask(town.reuter, bot, room, "!top Danach")
    secret = await town.reuter.say(rooms[0], "!top Kanarienvogel")
    await answer_to(town.reuter, bot, rooms[0], secret)
    bot.kill9()
    shutil.rmtree(bot.config.with_name("data"))
    await town.reuter.redact(rooms[0], secret)
    said = [(room, await town.reuter.say(room, "!top Zuletzt")) for room in rooms]
    await _run("restore", backup, bot, tmp_path)
    await bot.start()
    for room, event_id in said:
        await answer_to(town.reuter, bot, room, event_id)
        await town.reuter.heard_where(room, lambda heard: "aus einer Sicherung vom" in (heard.body or ""))
    await bot.until_quiet()

    for room in rooms:
        titles = bot.rows(
            "select title from item join body on body.id = item.body_id where room_id = ? and not standing", room
        )
        assert Counter(title for (title,) in titles) == {"Davor": 1, "Danach": 1, "Zuletzt": 1}
        history = [one for one in await town.reuter.history(room) if one.sender == bot.user_id]
        assert all(one.readable for one in history)
        answers = Counter((one.reply_to, one.type, one.body) for one in history if one.reply_to and not one.replaces)
        receipts = Counter((one.target, one.key) for one in history if one.target and one.key)
        assert set((answers + receipts).values()) == {1}
        assert sum("aus einer Sicherung vom" in (one.body or "") for one in history) == 1
    await bot.until_quiet()
    assert bot.rows("select reason, state from letter where state != 'sent'") == []
    data = bot.config.with_name("data") / "gremienassistenz.db"
    assert not any(b"Kanarienvogel" in path.read_bytes() for path in data.parent.glob("gremienassistenz.db*"))


async def _run(order: str, backup: Path, bot: Bot, folder: Path) -> None:
    key = folder / "kennwort"
    key.touch(mode=0o600)
    key.write_text("vier Pferde stehen am Kanal", encoding="utf-8")
    given = [order, str(backup), "--config", str(bot.config), "--passphrase-file", str(key)]
    assert await asyncio.to_thread(main, given) == 0
