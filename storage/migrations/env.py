"""Runs migrations on the connection that `storage.store` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage import (  # noqa: F401  (each enters its tables in the metadata)
    assignment_tables,
    formal_tables,
    planning_tables,
    post_tables,
    tables,
    watch_tables,
)
from storage.columns import Instant, metadata


def _render(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    if kind == "type" and isinstance(value, Instant):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_render,
    # SQLite changes a column by making the table anew.
    render_as_batch=True,
)
context.run_migrations()
