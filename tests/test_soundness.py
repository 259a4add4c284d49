"""Before any work: a damaged database is not worked on, and what does not hold together is told."""

import sqlite3
from pathlib import Path

import pytest

from bot.soundness import RESTORING, NotFitToStart, check_folder, check_whole
from storage.store import Store
from tests.fresh import fresh_database


def store_of(path: Path, data: bytes) -> Store:
    path.write_bytes(data)
    return Store(f"sqlite:///{path}")


def test_a_whole_database_is_worked_on(tmp_path: Path) -> None:
    store = store_of(tmp_path / "a.db", fresh_database().read_bytes())
    check_whole(store)
    store.close()


@pytest.mark.parametrize("first", [0, 2, 5])
def test_a_damaged_database_is_not_worked_on_and_the_way_out_is_said(tmp_path: Path, first: int) -> None:
    data = bytearray(fresh_database().read_bytes())
    data[first * 4096 : (first + 3) * 4096] = bytes(range(1, 129)) * 32 * 3
    store = store_of(tmp_path / "a.db", bytes(data))
    with pytest.raises(NotFitToStart, match="python -m bot restore"):
        check_whole(store)
    store.close()


def test_rows_that_refer_to_nothing_are_damage(tmp_path: Path) -> None:
    store = store_of(tmp_path / "a.db", fresh_database().read_bytes())
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("INSERT INTO attachment VALUES ('nichts', 'a', 'b', x'00')")
    with pytest.raises(NotFitToStart, match="foreign_key_check"):
        check_whole(store)
    store.close()


def test_a_folder_into_which_only_a_part_was_put_back_is_not_worked_in(tmp_path: Path) -> None:
    check_folder(tmp_path)
    (tmp_path / RESTORING).touch()
    with pytest.raises(NotFitToStart, match="cut off"):
        check_folder(tmp_path)
