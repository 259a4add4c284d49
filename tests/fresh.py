"""A migrated database to copy: making one anew takes longer than most tests."""

import tempfile
from functools import cache
from pathlib import Path

from storage.store import Store


@cache
def fresh_database() -> Path:
    """Without rows, and closed; made once by the real migrations."""
    path = Path(tempfile.mkdtemp()) / "fresh.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path
