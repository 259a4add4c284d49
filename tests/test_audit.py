"""The audit is a chain: whatever is changed, taken out, put in or moved is found, and a name can still go."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, text, update

from storage import audit
from storage.audit_chain import START
from storage.post_tables import audit as table
from storage.store import Store
from tests.fresh import fresh_database

DAY = datetime(2027, 2, 1, 8, 15, 30, 123456, tzinfo=UTC)
COLUMNS = ("at", "actor", "action", "outcome", "room_id", "event_id", "reference", "acting_as", "salt", "seal", "link")


class _Undo(Exception):
    """Ends a transaction without leaving anything of it."""


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Any:
    path = tmp_path / "audit.db"
    path.write_bytes(fresh_database().read_bytes())
    store = Store(f"sqlite:///{path}")
    with store.transaction() as tx:
        for number in range(12):
            note(tx, number)
        audit.forget(tx, "finding.vote", "!b")
    yield store
    store.close()


def note(tx: Connection, number: int) -> None:
    """A row of a kind that its number decides: a member's, a chair's, a vote, or the clock's."""
    kind = number % 4
    audit.note(
        tx,
        at=DAY + timedelta(days=number),
        actor="clock" if kind == 3 else f"@m{number}:x",
        action="finding.vote" if kind == 2 else "agenda.add",
        outcome="done",
        room_id="!b" if kind == 2 else "!a",
        event_id=None if kind == 3 else f"$e{number}",
        acting_as="Leitung AK-FM" if kind == 1 else None,
    )


def rows(tx: Connection) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in tx.execute(select(table).order_by(table.c.id))]


def verdict_after(store: Store, tamper: Callable[[Connection, list[dict[str, Any]]], None]) -> audit.Verdict:
    """What a walk says once somebody has laid hands on the table; nothing of it is kept."""
    found: list[audit.Verdict] = []
    with suppress(_Undo), store.transaction() as tx:
        tamper(tx, rows(tx))
        found.append(audit.verify(tx))
        raise _Undo
    return found[0]


def test_what_was_noted_is_a_whole_chain(store: Store) -> None:
    with store.transaction() as tx:
        links = [row["link"] for row in rows(tx)]
        assert audit.verify(tx) == audit.Verdict(12, None, links[-1])
        assert audit.head(tx) == links[-1]


def test_an_empty_audit_is_whole(tmp_path: Path) -> None:
    (tmp_path / "empty.db").write_bytes(fresh_database().read_bytes())
    store = Store(f"sqlite:///{tmp_path}/empty.db")
    with store.transaction() as tx:
        assert audit.verify(tx) == audit.Verdict(0, None, START)
    store.close()


UNSEALED = ("actor", "acting_as")
"""What the chain does not hold fast any more in a row that was blotted out."""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_a_row_is_found(store: Store, data: st.DataObject) -> None:
    """Also a change that makes a row look as if it had been blotted out."""

    def change(tx: Connection, before: list[dict[str, Any]]) -> None:
        row = data.draw(st.sampled_from(before))
        free = UNSEALED if row["salt"] is None else ()
        column = data.draw(st.sampled_from([name for name in COLUMNS if name not in free]))
        if column == "at":
            value: Any = row["at"] + timedelta(microseconds=data.draw(st.integers(1, 10**12)))
        else:
            may_be_none = column not in ("actor", "action", "outcome", "salt")
            texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
            value = data.draw((st.none() | texts if may_be_none else texts).filter(lambda it: it != row[column]))
        tx.execute(update(table).where(table.c.id == row["id"]).values({column: value}))

    assert verdict_after(store, change).broken is not None


def test_nobody_is_put_in_the_place_of_a_name_that_was_blotted_out(store: Store) -> None:
    def accuse(tx: Connection, _before: list[dict[str, Any]]) -> None:
        tx.execute(update(table).where(table.c.salt.is_(None)).values(actor="@vogt:x"))

    def frame(tx: Connection, _before: list[dict[str, Any]]) -> None:
        tx.execute(update(table).where(table.c.id == 1).values(actor="@vogt:x", salt=None))

    assert verdict_after(store, accuse).broken == 3
    assert verdict_after(store, frame).broken == 1


@pytest.mark.parametrize("number", range(12))
def test_a_row_that_is_taken_out_is_missed(store: Store, number: int) -> None:
    """The last one, too: the database knows how many there were."""

    def take_out(tx: Connection, before: list[dict[str, Any]]) -> None:
        tx.execute(delete(table).where(table.c.id == before[number]["id"]))

    assert verdict_after(store, take_out).broken is not None


@pytest.mark.parametrize("number", range(12))
def test_a_row_that_is_put_in_is_found(store: Store, number: int) -> None:
    """A copy of a true one, at any place; at the end it would need the right link."""

    def put_in(tx: Connection, before: list[dict[str, Any]]) -> None:
        tx.execute(update(table).where(table.c.id > number).values(id=table.c.id + 1000))
        tx.execute(insert(table).values(before[number] | {"id": number + 1}))

    assert verdict_after(store, put_in).broken is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(12)).filter(lambda order: order != sorted(order)))
def test_rows_in_another_order_are_found(store: Store, order: list[int]) -> None:
    def reorder(tx: Connection, before: list[dict[str, Any]]) -> None:
        tx.execute(delete(table))
        for place, number in enumerate(order, start=1):
            tx.execute(insert(table).values(before[number] | {"id": place}))

    assert verdict_after(store, reorder).broken is not None


def test_what_is_rolled_back_leaves_no_hole(store: Store) -> None:
    """A savepoint as well as a whole transaction."""
    with suppress(_Undo), store.transaction() as tx:
        note(tx, 20)
        raise _Undo
    with store.transaction() as tx:
        note(tx, 21)
        with suppress(_Undo), tx.begin_nested():
            note(tx, 22)
            raise _Undo
        note(tx, 23)
    with store.transaction() as tx:
        assert audit.verify(tx).whole
        assert [row["id"] for row in rows(tx)] == list(range(1, 15))


def test_old_rows_keep_the_function_and_lose_the_name(store: Store) -> None:
    with store.transaction() as tx:
        assert audit.reduce(tx, DAY + timedelta(days=6)) == 4
        assert audit.reduce(tx, DAY + timedelta(days=6)) == 0
        assert [row["actor"] for row in rows(tx)[:7]] == [
            *("someone", "Leitung AK-FM", "someone", "clock", "someone", "Leitung AK-FM", "someone"),
        ]
        assert [row["event_id"] for row in rows(tx)[:6]] == [None] * 6
        assert audit.verify(tx).whole


def test_a_pseudonym_takes_the_place_of_a_person(store: Store) -> None:
    with store.transaction() as tx:
        assert audit.pseudonymise(tx, "@m4:x", "ehemalig-7") == 1
        assert audit.pseudonymise(tx, "@m4:x", "ehemalig-7") == 0
        assert rows(tx)[4]["actor"] == "ehemalig-7"
        assert "@m4:x" not in repr(rows(tx))
        assert audit.verify(tx).whole
        with pytest.raises(ValueError, match="user id"):
            audit.pseudonymise(tx, "@m5:x", "@jemand:x")


def test_a_head_that_was_posted_is_in_the_chain_and_no_other(store: Store) -> None:
    """A chain that somebody made anew from the beginning is whole, but does not hold the head of yesterday."""
    with store.transaction() as tx:
        posted = audit.head(tx)
        note(tx, 12)
        assert audit.verify(tx, posted).whole
        assert audit.verify(tx, START).whole
        assert not audit.verify(tx, "f" * 64).whole
        before = rows(tx)
        tx.execute(delete(table))
        tx.execute(text("DELETE FROM sqlite_sequence WHERE name = 'audit'"))
        for row in before:
            kept = {name: row[name] for name in ("at", "action", "outcome", "room_id", "reference", "acting_as")}
            audit.note(tx, actor="@vogt:x", event_id=row["event_id"], **kept)
        assert audit.verify(tx).whole
        assert not audit.verify(tx, posted).whole
