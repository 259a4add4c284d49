"""The bot and the clock in a real room: what is due is said once, and late work is done unless it is pointless."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.demo.hearing import Heard
from tests.e2e.conftest import Hire
from tests.e2e.robot import Bot
from tests.e2e.timed import TimedBot
from tests.e2e.town import Town


@pytest_asyncio.fixture(loop_scope="session")
async def hired(hire: Hire) -> Bot:
    return await hire()


@pytest_asyncio.fixture(loop_scope="session")
async def timed(hired: Bot) -> AsyncIterator[TimedBot]:
    bot = TimedBot(hired, "2027-01-13 09:00")
    yield bot
    await bot.stop()


async def test_after_an_hour_away_the_bot_does_what_it_missed_and_lets_pass_what_has_passed(
    town: Town, hired: Bot, timed: TimedBot
) -> None:
    await timed.start("2027-01-13 09:00")
    room = await town.room_with(hired, "JF Bildungsmanagement")
    await town.set_up(hired, room, "JF JF Bildungsmanagement austausch")

    await timed.move_to("2027-01-15 10:01")
    await town.demir.heard_where(room, lambda heard: "Welche Themen haben Sie?" in (heard.body or ""))

    await timed.move_to("2027-01-19 08:15")
    await timed.stop()
    for title in ("Erstens", "Zweitens", "Drittens"):
        await town.demir.say(room, f"!top {title}")
    await timed.start("2027-01-19 09:15")
    await town.demir.heard_where(room, lambda heard: "„Drittens“" in (heard.body or ""))
    await timed.move_to("2027-01-19 09:16")
    missed = _said(await town.reuter.history(room), hired, "Ich war von 08:15 bis 09:15 Uhr nicht erreichbar.")
    assert missed == 1
    assert _said(await town.reuter.history(room), hired, "Heute 09:00 Uhr") == 0
    titles = hired.rows("select title from item where not standing order by id")
    assert titles == [("Erstens",), ("Zweitens",), ("Drittens",)]

    await timed.move_to("2027-01-22 10:01")
    await timed.move_to("2027-01-26 08:31")
    await timed.stop()
    await timed.start("2027-01-26 08:45")
    history = await town.reuter.history(room)
    assert _said(history, hired, "Heute 09:00 Uhr") == 1
    assert _said(history, hired, "Welche Themen haben Sie?") == 2
    assert _said(history, hired, "nicht erreichbar") == 1


def _said(history: list[Heard], bot: Bot, words: str) -> int:
    """How many messages of the bot hold these words, edits aside."""
    ours = [heard for heard in history if heard.sender == bot.user_id and heard.replaces is None]
    return sum(words in (heard.body or "") for heard in ours)
