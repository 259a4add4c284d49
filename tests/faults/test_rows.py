"""Each row of the fault bench in its short form. `make faults` runs them long."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.faults.run import Row, found, play
from tests.faults.table import Result

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

_SCALE = 0.02
_AT_ONCE = 2
_SEEDS: dict[str, tuple[int, ...]] = {}
"""Beside seed 1: the seeds with which a row went wrong once, by its name."""

CASES = [(row, seed) for row in found() for seed in (1, *_SEEDS.get(row.name, ()))]

Playing = Mapping[tuple[str, int], asyncio.Task[Result]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playing]:
    """The rows that are asked for, on their way two at a time: most of them wait more than they work."""
    gate, folder = asyncio.Semaphore(_AT_ONCE), tmp_path_factory.mktemp("faults")

    async def one(row: Row, seed: int) -> Result:
        async with gate:
            return await play(row, folder / f"{seed}" / row.name, _SCALE, seed, lambda _: None)

    items: list[Any] = request.session.items
    asked = [item.callspec.params["case"] for item in items if item.path == Path(__file__)]
    tasks = {(row.name, seed): asyncio.create_task(one(row, seed)) for row, seed in CASES if (row, seed) in asked}
    yield tasks
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].name}-{case[1]}")
async def test_nothing_goes_wrong_that_must_not(case: tuple[Row, int], playing: Playing) -> None:
    row, seed = case
    result = await playing[row.name, seed]
    assert result.figures is not None, result.error
    assert result.figures.clean, f"{dict(result.figures.wrong)}\n" + "\n".join(result.figures.notes)
