"""Lost folders on a real homeserver: the same identity comes back, and nobody has to be asked to trust it again."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.e2e.conftest import Hire
from tests.e2e.robot import Bot
from tests.e2e.town import Town, ask

_ROOT = Path(__file__).parents[2]


async def operate(bot: Bot, *arguments: str | Path) -> str:
    """A command of the operators' terminal that succeeds. Returns what it printed."""
    command = [sys.executable, "-m", "bot", *map(str, arguments), "--config", str(bot.config)]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, cwd=_ROOT, env=os.environ)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def seen_by(town: Town, bot: Bot) -> tuple[str, set[str]]:
    """The bot's master key and those of its devices that its identity signed, as a person's client gets them."""
    known = await town.demir.request("POST", "/keys/query", {"device_keys": {bot.user_id: []}})
    (master,) = known["master_keys"][bot.user_id]["keys"].values()
    (owner,) = known["self_signing_keys"][bot.user_id]["keys"].values()
    signed = {
        device_id
        for device_id, device in known["device_keys"][bot.user_id].items()
        if f"ed25519:{owner}" in device["signatures"][bot.user_id]
    }
    return master, signed


async def test_an_empty_folder_and_the_envelope_are_enough(town: Town, hire: Hire, tmp_path: Path) -> None:
    bot = await hire()
    await bot.start()
    room = await town.room_with(bot, "AK Umschlag")
    await town.set_up(bot, room, "AK-UM AK Umschlag operativ")
    master, (old,) = await seen_by(town, bot)
    envelope = tmp_path / "umschlag.txt"
    await operate(bot, "recovery-key", "--write", envelope)
    assert await bot.stop() == 0
    database = bot.config.with_name("data") / "gremienassistenz.db"
    kept = database.read_bytes()
    shutil.rmtree(database.parent)
    told = await operate(bot, "recover", "--recovery-key-file", envelope, "--delete-old")
    assert "Der Bot kann gestartet werden." in told
    database.write_bytes(kept)
    await bot.start()
    again, signed = await seen_by(town, bot)
    assert again == master
    assert len(signed - {old}) == 1
    answer = await ask(town.demir, bot, room, "!top Nach dem Brand")
    assert answer.encrypted and "Nach dem Brand" in (answer.body or "")


async def test_an_older_copy_is_refused_and_a_new_device_reads_what_the_old_one_wrote(town: Town, hire: Hire) -> None:
    bot = await hire()
    await bot.start()
    room = await town.room_with(bot, "AK Kopie")
    await town.set_up(bot, room, "AK-KO AK Kopie operativ")
    assert await bot.stop() == 0
    data = bot.config.with_name("data")
    shutil.copytree(data, data.with_name("copy"))
    await bot.start()
    await ask(town.demir, bot, room, "!top Ganztag")
    master, _ = await seen_by(town, bot)
    assert await bot.stop() == 0
    shutil.rmtree(data)
    data.with_name("copy").rename(data)
    bot.launch()
    assert await bot.ended() == 1
    assert "older copy" in bot.lines_since_start()
    told = await operate(bot, "recover", "--delete-old")
    assert "ist gelöscht" in told
    await bot.start()
    assert "room keys of earlier devices" not in bot.lines_since_start()  # they came with `recover`
    again, signed = await seen_by(town, bot)
    assert (again, len(signed)) == (master, 1)
    answer = await ask(town.demir, bot, room, "!to")
    assert answer.encrypted
