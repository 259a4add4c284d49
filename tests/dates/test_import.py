"""What the reader costs before it has read anything."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("babel", "dateparser", "dateutil", "holidays", "icalendar", "pydantic", "sqlalchemy")


def test_the_reader_brings_no_library_along_before_it_needs_one() -> None:
    """The common forms are read by our own grammar; the fallback and the holidays come when they are asked for."""
    script = (
        "import sys, datetime, zoneinfo; before = set(sys.modules); import commands.dates.read as read\n"
        "assert read.read_minutes('90 Minuten') == 90\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    brought = set(done.stdout.split())
    assert "commands" in brought
    assert not brought & set(HEAVY)
    assert brought - sys.stdlib_module_names == {"commands"}
