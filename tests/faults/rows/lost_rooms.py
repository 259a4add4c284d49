"""Row 23: the bot is kicked, banned, invited back; rooms are replaced, their history hidden. On a real homeserver."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from urllib.parse import quote

from bot.demo.hearing import Heard
from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from tests.e2e.robot import Bot
from tests.e2e.town import Town, ask
from tests.faults.ground import Figures, Ground

NUMBERS = (23,)
TITLE = "rooms: kicked, banned, replaced, history hidden"
AIMS = {"rounds": 12}
MINUTES = 1.5

_PATIENCE = 40.0
_OPEN = "select 1 from letter where state in ('pending', 'sending')"

Scenario = Callable[[Town, Bot, str, str], Awaitable[None]]


async def kicked(town: Town, bot: Bot, above: str, sign: str) -> None:
    """The upper body is told; invited back, the bot says so and goes on."""
    room = await _body(town, bot, sign)
    await town.vogt.request("POST", f"/rooms/{quote(room)}/kick", {"user_id": bot.user_id})
    await _said(town.vogt, bot, above, f"aus dem Raum von {sign} entfernt")
    await _come_back(town, bot, room, sign)


async def banned(town: Town, bot: Bot, above: str, sign: str) -> None:
    room = await _body(town, bot, sign)
    await town.vogt.request("POST", f"/rooms/{quote(room)}/ban", {"user_id": bot.user_id})
    await _said(town.vogt, bot, above, f"aus dem Raum von {sign} ausgeschlossen")
    await town.vogt.request("POST", f"/rooms/{quote(room)}/unban", {"user_id": bot.user_id})
    await _come_back(town, bot, room, sign)


async def upgraded(town: Town, bot: Bot, _above: str, sign: str) -> None:
    """The body moves into the new room, with its topics."""
    room = await _body(town, bot, sign)
    await ask(town.demir, bot, room, "!top Mitgenommen")
    path = f"/rooms/{quote(room)}/upgrade"
    new = str((await town.vogt.request("POST", path, {"new_version": "12"}))["replacement_room"])
    await town.vogt.invite(new, town.demir.user_id)
    await town.vogt.sees(new, town.demir.user_id, timeout=_PATIENCE)
    await town.vogt.invite(new, bot.user_id)
    await _said(town.vogt, bot, new, "hierher umgezogen")
    await town.demir.sees(new, bot.user_id, timeout=_PATIENCE)
    assert "Mitgenommen" in ((await ask(town.demir, bot, new, "!to")).body or "")
    assert bot.rows("select room_id from body where sign = ?", sign) == [(new,)]


async def hidden(town: Town, bot: Bot, above: str, sign: str) -> None:
    """What was said while the bot was out and may not be read is not asked for again and again."""
    room = await _body(town, bot, sign)
    path = f"/rooms/{quote(room)}/state/m.room.history_visibility/"
    await town.vogt.request("PUT", path, {"history_visibility": "joined"})
    await town.vogt.request("POST", f"/rooms/{quote(room)}/kick", {"user_id": bot.user_id})
    await _said(town.vogt, bot, above, f"aus dem Raum von {sign} entfernt")
    for number in range(5):
        await town.demir.say(room, f"!top Ungehört {number}")
    await _come_back(town, bot, room, sign)


SCENARIOS: tuple[Scenario, ...] = (kicked, upgraded, banned, hidden)


async def run(ground: Ground) -> Figures:
    """Every scenario by turns; the short form has none, for the homeserver alone takes longer to start."""
    rounds, notes, retries, failed = round(12 * ground.scale), [], 0, 0
    if rounds == 0:
        return Figures({"rounds": 0}, {"failed": 0, "endless_retries": 0}, ("nur in der langen Form",))
    async with AsyncExitStack() as stack:
        town, bot = await open_town(stack, ground)
        above = await town.room_with(bot, "STG Bildung")
        await town.set_up(bot, above)
        order = ground.chance.sample(range(rounds), rounds)
        for done, number in enumerate(order):
            scenario = SCENARIOS[number % len(SCENARIOS)]
            ground.tell(f"{done + 1}/{rounds} {scenario.__name__}")
            try:
                await scenario(town, bot, above, f"AK-{number}")
            except (AssertionError, TimeoutError) as error:
                failed += 1
                notes.append(f"{scenario.__name__} AK-{number}: {type(error).__name__} {str(error)[:200]}")
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while bot.rows(_OPEN):
                    await asyncio.sleep(0.2)
        retries = len(bot.rows(f"{_OPEN} or attempts > 5"))
    return Figures({"rounds": rounds}, {"failed": failed, "endless_retries": retries}, tuple(notes))


async def open_town(stack: AsyncExitStack, ground: Ground) -> tuple[Town, Bot]:
    """A homeserver, its people, and a bot that listens; closed with the stack."""
    server = await stack.enter_async_context(Homeserver(ground.folder / "homeserver"))
    people = []
    for localpart, name in (("katrin.vogt", "Vogt"), ("aylin.demir", "Demir"), ("thomas.reuter", "Reuter")):
        people.append(await Person.arrive(server, localpart, name, ground.folder / localpart))
        stack.push_async_callback(people[-1].leave)
    bot = await Bot.hire(server, "gremienassistenz", ground.folder / "bot", [people[0].user_id])
    stack.push_async_callback(bot.dismiss)
    await bot.start()
    return Town(server, *people), bot


async def _body(town: Town, bot: Bot, sign: str) -> str:
    room = await town.room_with(bot, sign, version="11")
    await town.set_up(bot, room, f"{sign} {sign} operativ unter STG")
    return room


async def _said(person: Person, bot: Bot, room: str, words: str) -> Heard:
    return await person.heard_where(
        room, lambda one: one.sender == bot.user_id and words in (one.body or ""), _PATIENCE
    )


async def _come_back(town: Town, bot: Bot, room: str, sign: str) -> None:
    await town.vogt.invite(room, bot.user_id)
    await _said(town.vogt, bot, room, "Ich bin wieder da.")
    assert "Danach" in ((await ask(town.demir, bot, room, "!top Danach")).body or "")
    assert bot.rows("select 1 from item where title like 'Ungehört%'") == [], sign
