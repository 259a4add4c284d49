"""A migrated database to copy: making one anew takes longer than most tests."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect

from storage.erasure_list import ErasureList
from storage.store import Store

_COMPILED: dict[Any, Any] = {}


@cache
def fresh_database() -> Path:
    """Without rows, and closed; made once by the real migrations."""
    path = Path(tempfile.mkdtemp()) / "fresh.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


def open_store(path: Path, erasures: ErasureList) -> Store:
    """A database whose statements are compiled only if no other one of this process has had them: half of the time of
    most tests would go into that."""
    store = Store(f"sqlite:///{path}", erasures)
    store._engine.dialect = _dialect()
    store._engine = store._engine.execution_options(compiled_cache=_COMPILED)
    return store


@cache
def _dialect() -> Dialect:
    """One that has seen a connection; a compiled statement holds for its own dialect only."""
    store = Store(f"sqlite:///{fresh_database()}")
    store.revision()
    store.close()
    return store._engine.dialect
