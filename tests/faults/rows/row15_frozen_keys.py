"""Row 15: asking for somebody's one-time key gets no answer; no room may be stuck afterwards."""

import asyncio
from pathlib import Path
from time import monotonic

from bot.demo.people import Person
from tests.e2e.town import answer_to, ask
from tests.faults.ground import Figures, Ground
from tests.faults.proxy import Proxy, Rule
from tests.faults.stage import PASSWORD, stage

NUMBERS = (15,)
TITLE = "claims of one-time keys freeze while it shares a room key"
AIMS = {"freezes": 10}
MINUTES = 3

_SOON = 30.0
"""Seconds from the thaw to the next answer in the encrypted room."""
_FROZEN = (12.0, 2.0, 6.0)
"""Seconds, by turns."""
_MEANWHILE = 20.0
"""Seconds for an answer in an unencrypted room while the other is frozen."""


async def run(ground: Ground) -> Figures:
    freezes = ground.share(10, 1)
    proxy = Proxy(ground.chance)
    stuck = slow = unreadable = 0
    worst = 0.0
    async with stage(ground, 2, between=proxy) as on:
        sealed, clear = on.rooms
        for number in range(freezes):
            # A device that the bot has never met needs a key of its own.
            newcomer = await _newcomer(on.homeserver.url, on.town.demir.user_id, ground.folder / f"device{number}")
            try:
                await newcomer.sees(sealed, on.bot.user_id)
                freeze = Rule("POST /keys/claim", "freeze")
                proxy.rules = [freeze]
                asked = await on.town.vogt.say(sealed, f"!top Vorher {number}")
                async with asyncio.timeout(60):
                    while not freeze.met:
                        await asyncio.sleep(0.05)
                try:
                    await ask(on.town.vogt, on.bot, clear, f"!top Währenddessen {number}", timeout=_MEANWHILE)
                except TimeoutError:
                    stuck += 1
                await asyncio.sleep(_FROZEN[number % len(_FROZEN)] * min(1.0, 3 * ground.scale))
                proxy.thaw()
                begun = monotonic()
                await answer_to(on.town.vogt, on.bot, sealed, asked, timeout=180)
                await ask(on.town.vogt, on.bot, sealed, f"!top Danach {number}", timeout=180)
                worst = max(worst, took := monotonic() - begun)
                slow += took > _SOON
                last = (await newcomer.history(sealed))[-4:]
                unreadable += sum(not heard.readable for heard in last if heard.sender == on.bot.user_id)
            finally:
                await newcomer.leave()
            ground.tell(f"{number + 1} freezes, {worst:.1f} s at worst")
        await on.until_quiet(300)
    counts = {"freezes": freezes, "worst seconds after the thaw": round(worst, 1)}
    return Figures(counts, {"stuck": stuck, "slow": slow, "unreadable": unreadable})


async def _newcomer(homeserver: str, user_id: str, folder: Path) -> Person:
    person = Person(homeserver, user_id, folder)
    await person.login(PASSWORD)
    return person
