"""The list of what must stay deleted: in the database and outside it."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import erased
from storage.erasure_list import KEY, LIST, ErasureList
from storage.store import Store
from storage.watch_records import Erased
from tests.fresh import fresh_database

NOW = datetime(2027, 1, 11, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "bot.db").write_bytes(fresh_database().read_bytes())
    return Store(f"sqlite:///{tmp_path}/bot.db", ErasureList(tmp_path))


def test_what_is_erased_stands_in_the_file_and_in_the_table(store: Store, tmp_path: Path) -> None:
    """Twice the same is one entry; the second time counts."""
    with store.transaction() as tx:
        erased.note(tx, "message", "$event", None, NOW)
    with store.transaction() as tx:
        erased.note(tx, erased.PERSON, "abc", "p1", NOW)
        erased.note(tx, erased.PERSON, "abc", "p2", NOW + timedelta(days=1))
        listed = erased.every(tx)
    assert listed == [Erased("message", "$event", None, NOW), Erased("person", "abc", "p2", NOW + timedelta(days=1))]
    assert ErasureList(tmp_path).entries() == listed


def test_what_is_rolled_back_stands_nowhere(store: Store, tmp_path: Path) -> None:
    def note_and_fail() -> None:
        with store.transaction() as tx:
            erased.note(tx, "message", "$event", None, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        note_and_fail()
    with store.transaction() as tx:
        assert erased.every(tx) == []
    assert ErasureList(tmp_path).entries() == []


def test_the_list_names_nobody_and_is_for_the_bot_alone(tmp_path: Path) -> None:
    """People stand in it under a key that is a file of its own; another key gives other entries."""
    first = ErasureList(tmp_path)
    subject = first.subject_of("@anna:town")
    first.add([Erased(erased.PERSON, subject, "p1", NOW)])
    assert "anna" not in (tmp_path / LIST).read_text()
    assert ErasureList(tmp_path).subject_of("@anna:town") == subject
    assert ErasureList().subject_of("@anna:town") != subject
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in (LIST, KEY)] == [0o600, 0o600]


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    first, second = Erased("message", "$1", None, NOW), Erased("message", "$2", None, NOW)
    ErasureList(tmp_path).add([first])
    with (tmp_path / LIST).open("a") as file:
        file.write('{"kind": "mess')
    ErasureList(tmp_path).add([first, second])
    assert ErasureList(tmp_path).entries() == [first, second]


def test_without_a_folder_the_list_is_in_memory() -> None:
    listed, one = ErasureList(), Erased("message", "$1", None, NOW)
    listed.add([one])
    listed.add([one, Erased("message", "$1", None, NOW + timedelta(days=1))])
    assert listed.entries() == [Erased("message", "$1", None, NOW + timedelta(days=1))]
