"""Row 20: a restart storm; what a start does is done once, however often it starts."""

import asyncio
from collections import Counter

from bot.demo.hearing import Heard
from tests.faults.ground import Figures, Ground
from tests.faults.stage import Stage, stage
from tests.faults.warm import WarmBot

NUMBERS = (20,)
TITLE = "a restart storm: joins, first words, identity and device are made once"
AIMS = {"restarts": 50}
MINUTES = 2.5


async def run(ground: Ground) -> Figures:
    restarts, commands = ground.share(50, 3), ground.share(150, 40)
    chance = ground.chance
    async with stage(ground, 3, hired=WarmBot) as on, on.driver(commands, 4.0) as people:
        before = await _keys(on)
        invited = [await _invite(on, number) for number in range(2)]
        people.go()
        for number in range(restarts):
            if chance.random() < 0.5:
                await on.bot.wait_ready()
                assert await on.bot.stop() == 0
            else:
                await asyncio.sleep(chance.uniform(0.5, 4.0))
                on.bot.kill9()
            on.bot.launch()
            ground.tell(f"{number + 1} restarts, {people.sent}/{commands} said")
        await on.bot.wait_ready()
        await people.said(700)
        for room in invited:
            await on.town.vogt.sees(room, on.bot.user_id, timeout=90)
        await on.until_quiet(300)
        verdict = await on.verdict(*invited)
        twice, notes = 0, []
        for room in (*on.rooms, *invited):
            for what, times in _once(await on.town.vogt.history(room), on.bot.user_id).items():
                twice += times != 1
                notes += [f"{what} {times} times in {room}"] if times != 1 else []
        introduced = on.bot.rows("select room_id, count(*) from letter where reason like 'arrived/%' group by room_id")
        twice += sum(times > 1 for _, times in introduced)
        other = int(await _keys(on) != before)
    counts = {"restarts": restarts, "commands": verdict.intents, "rooms": len(on.rooms) + len(invited)}
    wrong = verdict.figures | {"done twice": twice, "other identity": other}
    return Figures(counts, wrong, (*verdict.notes, *notes))


async def _invite(on: Stage, number: int) -> str:
    guests = (on.bot.user_id, on.town.reuter.user_id)
    room = await on.town.vogt.create_room(f"Später {number}", invite=guests, encrypted=number == 0)
    await on.town.vogt.sees(room, on.town.reuter.user_id)
    return room


async def _keys(on: Stage) -> object:
    """The bot's devices and its identity, as others see them."""
    known = await on.town.vogt.request("POST", "/keys/query", {"device_keys": {on.bot.user_id: []}})
    return (sorted(known["device_keys"][on.bot.user_id]), known["master_keys"][on.bot.user_id]["keys"])


def _once(history: list[Heard], bot: str) -> Counter[str]:
    """What has to be there exactly once: the bot's coming."""
    return Counter(
        "join"
        for one in history
        if one.type == "m.room.member" and one.name == bot and one.content.get("membership") == "join"
    )
