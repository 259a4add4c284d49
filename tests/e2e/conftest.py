"""One homeserver and one set of people for all end-to-end tests; rooms and bots are each test's own."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.people import Person
from bot.demo.synapse import Homeserver
from tests.e2e.robot import Bot
from tests.e2e.town import Town


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the homeserver, and shares the event loop with it."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    async with Homeserver(tmp_path_factory.mktemp("homeserver")) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town(homeserver: Homeserver, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """Katrin Vogt, who may set up bodies, Aylin Demir and Thomas Reuter."""
    folder = tmp_path_factory.mktemp("people")
    async with AsyncExitStack() as stack:

        async def arrive(localpart: str, name: str) -> Person:
            person = await Person.arrive(homeserver, localpart, name, folder / localpart)
            stack.push_async_callback(person.leave)
            return person

        yield Town(
            homeserver,
            vogt=await arrive("katrin.vogt", "Katrin Vogt"),
            demir=await arrive("aylin.demir", "Aylin Demir"),
            reuter=await arrive("thomas.reuter", "Thomas Reuter"),
        )


_numbers = itertools.count(1)

Hire = Callable[[], Awaitable[Bot]]


@pytest_asyncio.fixture(loop_scope="session")
async def hire(town: Town, tmp_path: Path) -> AsyncIterator[Hire]:
    """Makes a bot with an account and a folder of its own, not yet started."""
    async with AsyncExitStack() as stack:

        async def make() -> Bot:
            number = next(_numbers)
            folder = tmp_path / f"bot{number}"
            bot = await Bot.hire(town.homeserver, f"gremienassistenz{number}", folder, [town.vogt.user_id])
            stack.push_async_callback(bot.dismiss)
            return bot

        yield make


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bot(town: Town, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """A running bot that all tests share which neither stop nor kill it."""
    bot = await Bot.hire(town.homeserver, "gremienassistenz", tmp_path_factory.mktemp("bot"), [town.vogt.user_id])
    try:
        await bot.start()
        yield bot
    finally:
        await bot.dismiss()
