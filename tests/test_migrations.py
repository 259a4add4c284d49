"""Every released schema comes up to date with all its rows, also where the process dies at any statement of it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text

from storage import audit
from storage.post_tables import audit as audit_table
from storage.store import Store, UnknownSchema
from tests.faults.old_schemas import RELEASED, at_revision, contents, damage, die_everywhere, fill, lost, shape


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database of a released schema with rows in every table."""
    path = tmp_path / "old.db"
    at_revision(path, request.param)
    fill(path)
    return path


def test_no_row_is_lost_and_the_schema_is_that_of_a_new_database(old: Path, tmp_path: Path) -> None:
    before = contents(old)
    assert all(before.values())
    store = Store(f"sqlite:///{old}")
    store.migrate()
    assert store.is_current() and store.damage() is None
    store.close()
    fresh = Store(f"sqlite:///{tmp_path / 'fresh.db'}")
    fresh.migrate()
    fresh.close()
    assert lost(before, old) == 0
    assert sorted(contents(old)) == sorted(contents(tmp_path / "fresh.db"))


def test_what_was_noted_before_there_was_a_chain_is_chained(old: Path) -> None:
    store = Store(f"sqlite:///{old}")
    store.migrate()
    with store.transaction() as tx:
        assert audit.verify(tx).whole
        assert audit.verify(tx).rows == 3
        tx.execute(audit_table.update().where(audit_table.c.id == 2).values(outcome="x"))
        assert audit.verify(tx).broken == 2
    store.close()


def test_a_process_that_dies_in_a_migration_has_changed_nothing(old: Path) -> None:
    """At some statements here, at each of them in the fault bench."""
    found = list(die_everywhere(old, 61))
    assert found[0][1] and not found[-1][1], "the first dies at once, the last comes to the end"
    assert [(number, gone, wrong) for number, _, gone, wrong in found if gone or wrong] == []


def test_a_copy_lies_beside_the_database_as_long_as_a_migration_has_not_succeeded(old: Path) -> None:
    """Whoever has to go back to the version before finds it there, for nobody else to read."""
    before = shape(old)
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as tx:
        tx.execute(text("CREATE TABLE incident (x)"))  # what a migration stumbles over
    store = Store(f"sqlite:///{old}")
    with pytest.raises(Exception, match="upgrade"):
        store.migrate()
    copy = old.with_name("old.db.before-0004.db")
    assert copy.stat().st_mode & 0o777 == 0o600 and not damage(copy)
    with engine.begin() as tx:
        tx.execute(text("DROP TABLE incident"))
    assert shape(old) == before
    store.migrate()
    assert not copy.exists()
    store.close()
    engine.dispose()


def test_a_newer_schema_is_refused(old: Path) -> None:
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        rows: Any = tx.execute(select(text("count(*) FROM body"))).scalar()
    store = Store(f"sqlite:///{old}")
    with pytest.raises(UnknownSchema):
        store.migrate()
    store.close()
    assert contents(old)["body"] == rows
    engine.dispose()
