"""Every released schema with rows in every table, brought up to date by processes that die at each statement."""

import asyncio
import json
import sys

from tests.faults.ground import Figures, Ground
from tests.faults.old_schemas import RELEASED, at_revision, fill

NUMBERS = (25,)
TITLE = "Migrations from every released schema, killed at every statement"
AIMS = {"kills": 150, "schemas": 3}


async def run(ground: Ground) -> Figures:
    """In the short form only every so many statements are tried, counted from the first."""
    kills = rows = 0
    wrong = {"rows_lost": 0, "databases_wrong": 0, "migrations_not_ended": 0}
    notes: list[str] = []
    step = max(1, round(1 / max(ground.scale, 0.02)))
    for revision in RELEASED:
        path = ground.folder / f"from{revision}" / "old.db"
        path.parent.mkdir()
        await asyncio.to_thread(at_revision, path, revision)
        rows += await asyncio.to_thread(fill, path)
        order = [sys.executable, "-m", "tests.faults.old_schemas", str(path), str(step)]
        child = await asyncio.create_subprocess_exec(*order, stdout=asyncio.subprocess.PIPE)
        assert child.stdout is not None
        ended = False
        async for line in child.stdout:
            number, died, gone, bad = json.loads(line)
            kills, ended = kills + died, ended or not died
            wrong["rows_lost"] += gone
            wrong["databases_wrong"] += bad
            if gone or bad:
                notes.append(f"from {revision}, died at statement {number}: {gone} rows lost, wrong: {bad}")
            ground.tell(f"{kills} kills, from {revision}")
        wrong["migrations_not_ended"] += await child.wait() != 0 or not ended
    return Figures({"kills": kills, "schemas": len(RELEASED), "rows": rows}, wrong, tuple(notes))
