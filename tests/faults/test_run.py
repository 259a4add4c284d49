"""The bench itself comes to its end, whatever its rows do."""

import asyncio
import random
from pathlib import Path

from tests.faults.run import found, play


def test_rows_are_found_by_number_and_by_name() -> None:
    assert {row.name for row in found(["1", "control"])} == {"row01_kills", "control"}


def test_a_row_that_takes_too_long_is_ended_and_has_failed(tmp_path: Path) -> None:
    row = random.choice(found())
    result = asyncio.run(play(row, tmp_path / row.name, 1.0, 1, lambda _: None, limit=0.3))
    assert not result.good
    assert "not at its end" in result.error
