"""Each invariant notices what offends against it; that sound databases keep them, each dialogue checks at its end."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import Table, insert

from storage.columns import Instant, metadata
from storage.invariants import INVARIANTS, broken, offenders
from storage.store import Store
from tests.fresh import fresh_database

Spoilt = Iterable[tuple[str, dict[str, Any]]]

_NOW = datetime(2027, 1, 11, 8, tzinfo=UTC)
_FILLERS: dict[type, Any] = {
    int: 1,
    str: "x",
    bool: False,
    bytes: b"x",
    dict: {},
    date: date(2027, 1, 11),
    time: time(9),
    datetime: _NOW,
}

SPOILT: dict[str, Spoilt] = {
    "body:circle": [("body", {"id": 1, "parent_id": 2}), ("body", {"id": 2, "parent_id": 1, "sign_key": "y"})],
    "body:room": [("body", {"room_id": "!unbekannt"})],
    "member:room": [("room_member", {"room_id": "!unbekannt"})],
    "series:two_open": [("series", {"active": True, "uid": "a"}), ("series", {"active": True, "uid": "b", "id": 2})],
    "series:uid": [("series", {"uid": ""})],
    "meeting:uid": [("meeting", {"uid": ""})],
    "meeting:series_of_another": [("series", {"body_id": 2}), ("meeting", {"series_id": 1, "body_id": 1})],
    "absence:backwards": [("absence", {"last_on": date(2026, 1, 1)})],
    "recess:backwards": [("recess", {"last_on": date(2026, 1, 1)})],
    "choice:number_twice": [("choice", {}), ("choice", {"id": 2})],
    "item:meeting_of_another": [("meeting", {"body_id": 2}), ("item", {"meeting_id": 1})],
    "item:place_twice": [("item", {"meeting_id": 1, "state": "open", "id": each}) for each in (1, 2)],
    "item:origin_body": [("item", {"origin_body_id": 7})],
    "item:origin_item": [("item", {"origin_item_id": 7})],
    "item:assignment": [("item", {"assignment_id": 7})],
    "decision:number_twice": [("decision", {"id": each, "number": str(each)}) for each in (1, 2)],
    "decision:meeting_of_another": [("meeting", {"body_id": 2}), ("decision", {"meeting_id": 1})],
    "decision:item_of_another": [("item", {"body_id": 2}), ("decision", {"item_id": 1})],
    "assignment:number_twice": [("assignment", {"id": each, "number": str(each)}) for each in (1, 2)],
    "assignment:part_twice": [("assignment", {"id": each, "number": str(each), "parent_id": 9}) for each in (1, 2)],
    "assignment:counter_behind": [
        ("assignment", {"year": 2027, "serial": 4}),
        ("counter", {"kind": "A", "year": 2027, "last": 3}),
    ],
    "assignment:parent": [("assignment", {"parent_id": 9, "part": "part"})],
    "assignment:circle": [("assignment", {"parent_id": 1})],
    "assignment:part_of_nothing": [("assignment", {"part": "part"})],
    "assignment:lead": [("assignment", {})],
    "assignment:resting": [("assignment", {"state": "resting"})],
    "assignment:use": [("assignment", {"state": "closed"})],
    "assignment:no_history": [("assignment", {})],
    "involvement:who": [("involvement", {"body_id": 1, "unit": "51.5"})],
    "transfer:who": [("transfer", {})],
    "transfer:ended": [("assignment", {"state": "withdrawn"}), ("transfer", {})],
    "addressee:who": [("addressee", {})],
    "addressee:answered": [("addressee", {"answer": "ja"})],
    "goal:circle": [("goal", {"parent_id": 1})],
    "goal:parent_of_another": [("goal", {"body_id": 2}), ("goal", {"id": 2, "parent_id": 1})],
    "file:of_no_assignment": [("kept_file", {"kind": "result"})],
    "file:of_no_addressee": [("kept_file", {"kind": "answer"})],
    "inbox:text_kept": [("inbox", {"state": "done", "payload": {"text": "!top"}})],
    "letter:sent_without_event": [("letter", {"state": "sent"})],
    "letter:event_twice": [("letter", {"seq": n, "id": str(n), "reason": str(n), "event_id": "$a"}) for n in (1, 2)],
    "letter:begun_without_trace": [("letter", {"state": "sending"})],
    "letter:target": [("letter", {"state": "pending", "target": "unbekannt"})],
    "attachment:letter_closed": [("letter", {"id": "a", "state": "parked"}), ("attachment", {"letter_id": "a"})],
    "question:letter": [("question", {"letter_id": "unbekannt"})],
    "duty:waits_twice": [
        ("duty", {"state": "pending", "id": 1}),
        ("duty", {"state": "pending", "id": 2, "due_at": _NOW.replace(hour=9)}),
    ],
    "draft:text_kept": [("draft", {"order": "!top"})],
    "incident:two_open": [("incident", {}), ("incident", {"id": 2})],
}
for _name in INVARIANTS:
    _kind, _, _what = _name.partition(":")
    if _kind == "words":
        SPOILT[_name] = [(_what.partition(".")[0], {_what.partition(".")[2]: "unfug"})]
    elif _kind == "source":
        SPOILT[_name] = [("source", {"kind": _what})]


@pytest.fixture
def database(folder: Path) -> Path:
    return Path(copy(fresh_database(), folder / "spoilt.db"))


@pytest.mark.parametrize("name", INVARIANTS)
def test_what_offends_is_noticed(database: Path, name: str) -> None:
    _spoil(database, SPOILT[name])
    store = Store(f"sqlite:///{database}")
    with store.transaction() as tx:
        assert name in broken(tx)
        assert offenders(tx, name) >= 1
    store.close()


def test_an_empty_database_is_sound(database: Path) -> None:
    store = Store(f"sqlite:///{database}")
    with store.transaction() as tx:
        assert broken(tx) == []
    store.close()


def _spoil(database: Path, spoilt: Spoilt) -> None:
    """Put rows in past the foreign keys, the rest of their columns filled with anything."""
    store = Store(f"sqlite:///{database}")
    with store._engine.connect() as tx:
        tx.exec_driver_sql("ROLLBACK")
        tx.exec_driver_sql("PRAGMA foreign_keys=OFF")
        tx.exec_driver_sql("BEGIN")
        for name, values in spoilt:
            table = metadata.tables[name]
            tx.execute(insert(table), _filled(table) | values)
        tx.commit()
    store.close()


def _filled(table: Table) -> dict[str, Any]:
    return {
        column.name: _NOW if isinstance(column.type, Instant) else _FILLERS.get(column.type.python_type, {})
        for column in table.columns
        if not column.nullable and (column.server_default is None or column.name == "uid")
    }
