"""What goes wrong: the bot is killed, the homeserver is gone, strangers send rubbish. No command is lost or doubled."""

import asyncio
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

from bot.demo.people import Person
from tests.e2e.conftest import Hire
from tests.e2e.poison import shapes
from tests.e2e.robot import Bot
from tests.e2e.town import Town, answer_to, ask

_ROOMS = 10
_COMMANDS = 100
_KILL_AFTER_ANSWERS = (10, 35, 60, 80)


async def test_no_command_is_lost_or_doubled_when_the_bot_is_killed(town: Town, hire: Hire) -> None:
    bot = await hire()
    await bot.start()
    rooms = await asyncio.gather(*(_prepare(town, bot, number) for number in range(_ROOMS)))
    said: dict[str, tuple[str, str]] = {}
    saying = asyncio.create_task(_say_all(town, rooms, said))
    for answers in _KILL_AFTER_ANSWERS:
        await _until_answered(town, bot, rooms, said, answers)
        bot.kill9()
        bot.launch()
    await saying
    await _until_answered(town, bot, rooms, said, _COMMANDS)
    await bot.until_quiet()

    assert bot.kills == len(_KILL_AFTER_ANSWERS)
    answers_to: Counter[str | None] = Counter()
    for room in rooms:
        history = await town.reuter.history(room)
        assert all(heard.readable for heard in history)
        answers_to.update(heard.reply_to for heard in history if heard.sender == bot.user_id and heard.replaces is None)
    assert {event_id: answers_to[event_id] for event_id in said} == dict.fromkeys(said, 1)
    entries = Counter(title for (title,) in bot.rows("select title from item where not standing"))
    assert entries == Counter(title for _, title in said.values())
    assert bot.rows("select count(*) from inbox where state = 'new'") == [(0,)]
    assert bot.rows("select reason, state from letter where state != 'sent'") == []


async def _prepare(town: Town, bot: Bot, number: int) -> str:
    room = await town.room_with(bot, f"Raum {number}", encrypted=number % 2 == 0)
    await town.set_up(bot, room, f"R{number} Gremium {number} operativ")
    return room


async def _say_all(town: Town, rooms: list[str], said: dict[str, tuple[str, str]]) -> None:
    """Demir and Reuter say commands in all rooms by turns; `said` gets event id -> (room, title)."""

    async def say(person: Person, numbers: range) -> None:
        for number in numbers:
            room, title = rooms[number % _ROOMS], f"Thema {number}"
            said[await person.say(room, f"!top {title}")] = (room, title)

    half = _COMMANDS // 2
    await asyncio.gather(say(town.demir, range(half)), say(town.reuter, range(half, _COMMANDS)))


async def _until_answered(town: Town, bot: Bot, rooms: list[str], said: dict[str, tuple[str, str]], count: int) -> None:
    """Wait until the bot has answered that many of the commands, in Vogt's sight."""

    def enough() -> bool:
        assert bot.running, bot.lines_since_start()[-3000:]
        heard = [one for room in rooms for one in town.vogt.heard(room) if one.sender == bot.user_id]
        return len({one.reply_to for one in heard} & said.keys()) >= count

    await town.vogt.until(enough, timeout=120)


async def test_rubbish_from_a_stranger_does_not_stop_the_bot(town: Town, bot: Bot, tmp_path: Path) -> None:
    room = await town.room_with(bot, "AK Störung")
    await town.set_up(bot, room, "AK-ST AK Störung operativ")
    pid = bot.pid
    stranger = await Person.arrive(town.homeserver, "fremd", "Fremd", tmp_path / "stranger")
    try:
        asked = []
        known = await stranger.request("POST", "/keys/query", {"device_keys": {bot.user_id: []}})
        (device,) = known["device_keys"][bot.user_id].values()
        for number, poison in enumerate(shapes(device["keys"][f"curve25519:{device['device_id']}"])):
            path = f"/sendToDevice/m.room.encrypted/{uuid4().hex}"
            await stranger.request("PUT", path, {"messages": {bot.user_id: {"*": poison}}})
            asked.append(await town.demir.say(room, f"!top Trotzdem {number}"))
        for event_id in asked:
            await answer_to(town.demir, bot, room, event_id)
    finally:
        await stranger.leave()
    assert bot.running
    assert bot.pid == pid


async def test_the_bot_recovers_when_the_homeserver_restarts(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "AK Wartung")
    await town.set_up(bot, room, "AK-WA AK Wartung operativ")
    await town.homeserver.restart()
    assert "„Vorher“" in ((await ask(town.demir, bot, room, "!top Vorher")).body or "")
    await town.homeserver.kill()
    saying = asyncio.create_task(town.demir.say(room, "!top Währenddessen"))
    await asyncio.sleep(1)
    await town.homeserver.start()
    answer = await answer_to(town.demir, bot, room, await saying)
    assert "„Währenddessen“" in (answer.body or "")


async def test_everything_said_while_the_bot_was_away_is_found(town: Town, hire: Hire) -> None:
    """More than fits into one sync response: the homeserver gives a limited timeline and the rest must be fetched."""
    bot = await hire()
    await bot.start()
    room = await town.room_with(bot, "AK Lange Pause")
    await town.set_up(bot, room, "AK-LP AK Lange Pause operativ")
    assert await bot.stop() == 0
    commands = {}
    for number in range(120):
        command = number % 5 == 0
        event_id = await town.demir.say(room, f"!top Punkt {number}" if command else f"Geplauder {number}")
        if command:
            commands[event_id] = f"Punkt {number}"
    await bot.start()
    for event_id in commands:
        await answer_to(town.demir, bot, room, event_id)
    titles = [title for (title,) in bot.rows("select title from item where not standing order by id")]
    assert titles == list(commands.values())


async def test_a_bot_that_is_told_to_stop_ends_in_order_and_soon(town: Town, hire: Hire) -> None:
    bot = await hire()
    await bot.start()
    begun = time.monotonic()
    assert await bot.stop() == 0
    assert time.monotonic() - begun < 10
    assert "Traceback" not in bot.lines_since_start()


async def test_a_second_process_with_the_same_folder_refuses(town: Town, bot: Bot) -> None:
    second = Bot(bot.user_id, bot.config)
    second.log = bot.log.with_name("second.log")
    second.launch()
    assert await second.ended() == 1
    assert bot.running
    assert "Another process" in second.lines_since_start()
