"""The town in which the dialogues take place."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.prepared import brakenfeld
from tests.world import World

# No test depends on how fast a machine is; where nobody looks on, the same examples come every time.
settings.register_profile(
    "town", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("town")

_IN_MEMORY = Path("/dev/shm")
"""Where there is such a folder, the databases of the dialogues need no disk; that halves their time."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for one test's database."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def empty_world(folder: Path) -> Iterator[World]:
    """A database without bodies, on Monday 11.01.2027 at 08:00."""
    world = World(folder, "2027-01-11 08:00")
    yield world
    world.close()


@pytest.fixture
def w(folder: Path) -> Iterator[World]:
    """Kreisstadt Brakenfeld with its steering group, a working group and the jour fixe, roles entered."""
    original, database = brakenfeld()
    world = original.twin(folder, database)
    yield world
    world.close()
