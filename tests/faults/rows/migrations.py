"""Every released schema with rows in every table, brought up to date by processes that die at each statement."""

import asyncio
import json
import sys

from tests.faults.ground import Figures, Ground
from tests.faults.old_schemas import RELEASED, at_revision, fill

NUMBERS = (25,)
TITLE = "Migrations from every released schema, killed at every statement"
AIMS = {"kills": 150, "schemas": 3}
MINUTES = 2


async def run(ground: Ground) -> Figures:
    """In the short form only every so many statements are tried, counted from the first."""
    counts: dict[str, float] = {"kills": 0, "schemas": len(RELEASED), "rows": 0}
    wrong = {"rows_lost": 0, "databases_wrong": 0, "migrations_not_ended": 0}
    notes: list[str] = []
    step = max(1, round(1 / max(ground.scale, 0.02)))
    paths = {revision: ground.folder / f"from{revision}" / "old.db" for revision in RELEASED}
    for revision, path in paths.items():
        path.parent.mkdir()
        await asyncio.to_thread(at_revision, path, revision)
        counts["rows"] += await asyncio.to_thread(fill, path)

    async def die(revision: str) -> None:
        order = [sys.executable, "-m", "tests.faults.old_schemas", str(paths[revision]), str(step)]
        child = await asyncio.create_subprocess_exec(*order, stdout=asyncio.subprocess.PIPE)
        assert child.stdout is not None
        ended = False
        async for line in child.stdout:
            number, died, gone, bad = json.loads(line)
            counts["kills"], ended = counts["kills"] + died, ended or not died
            wrong["rows_lost"] += gone
            wrong["databases_wrong"] += bad
            if gone or bad:
                notes.append(f"from {revision}, died at statement {number}: {gone} rows lost, wrong: {bad}")
            ground.tell(f"{counts['kills']:.0f} kills")
        wrong["migrations_not_ended"] += await child.wait() != 0 or not ended

    await asyncio.gather(*(die(revision) for revision in RELEASED))
    return Figures(counts, wrong, tuple(notes))
