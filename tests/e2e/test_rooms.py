"""Rooms on a real homeserver: the bot is removed and comes back, and follows a body into an upgraded room."""

import pytest

from tests.e2e.conftest import Hire
from tests.e2e.town import Town
from tests.faults.rows.lost_rooms import SCENARIOS, Scenario


@pytest.mark.parametrize("scenario", SCENARIOS[:2], ids=lambda one: one.__name__)
async def test_a_room_that_is_lost_or_replaced_is_told_and_found_again(
    town: Town, hire: Hire, scenario: Scenario
) -> None:
    bot = await hire()
    await bot.start()
    above = await town.room_with(bot, "STG Bildung")
    await town.set_up(bot, above)
    await scenario(town, bot, above, "AK-R")
