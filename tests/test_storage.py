"""The database itself: its tables, its numbers, and the order of its letters."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

from storage import (
    agenda,
    assignments,
    bodies,
    duties,
    formal_tables,  # noqa: F401  (enters its tables in the metadata)
    incidents,
    meetings,
    migrations,
    outbox,
    questions,
    town_calendar,
)
from storage.columns import metadata
from storage.planning_records import CalendarNews
from storage.post_records import LetterState
from storage.records import BodyKind, Mandate, MeetingState
from storage.store import Store
from storage.town_calendar import Exceptions
from tests.world import World

NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_the_migrations_make_exactly_the_tables_of_the_code(empty_world: World) -> None:
    """Columns with their types, keys, unique constraints and indexes."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    meant, made = inspect(engine), inspect(empty_world.store._engine)
    names = set(meant.get_table_names())
    assert set(made.get_table_names()) - {"alembic_version"} == names
    for name in names:
        for ask in ("get_columns", "get_pk_constraint", "get_foreign_keys", "get_unique_constraints", "get_indexes"):
            assert plain(getattr(made, ask)(name)) == plain(getattr(meant, ask)(name)), (name, ask)
    engine.dispose()


def plain(described: object) -> object:
    """A description that can be compared: types as words, lists without order."""
    match described:
        case dict():
            return {key: plain(value) for key, value in described.items()}
        case list():
            return sorted((plain(one) for one in described), key=repr)
    return str(described)


def test_migrating_twice_changes_nothing(folder: Path) -> None:
    """And the schema is known as current."""
    store = Store(f"sqlite:///{folder}/neu.db")
    assert not store.is_current()
    store.migrate()
    store.migrate()
    assert store.is_current()
    store.close()


def add_body(w: World, sign: str) -> int:
    w.spoil()
    with w.store.transaction() as tx:
        return bodies.add(
            tx,
            sign=sign,
            sign_key=sign.lower(),
            name=sign,
            kind=BodyKind.STRATEGIC,
            mandate=Mandate.DECIDING,
            parent_id=None,
            room_id=f"!{sign}",
            language="de",
        )


def test_a_number_is_never_given_twice(empty_world: World) -> None:
    """Counted by body, kind and year; what is rolled back was never given."""
    w = empty_world
    one, other = add_body(w, "STG"), add_body(w, "AK")

    def number(body: int, year: int = 2027) -> int:
        with w.store.transaction() as tx:
            return assignments.next_number(tx, body, "A", year)

    assert [number(one), number(one), number(other), number(one, 2028), number(one)] == [1, 2, 1, 1, 3]
    with pytest.raises(Interrupted):
        take_back(w, one)
    assert number(one) == 4


class Interrupted(Exception):
    """The order that asked for a number failed."""


def take_back(w: World, body: int) -> None:
    with w.store.transaction() as tx:
        assert assignments.next_number(tx, body, "A", 2027) == 4
        raise Interrupted


def write(w: World, reason: str, room: str, priority: int = outbox.ANSWER, not_before: datetime = NOW) -> str:
    with w.store.transaction() as tx:
        return outbox.write_letter(
            tx,
            reason=reason,
            room_id=room,
            event_type="m.room.message",
            content={"body": reason},
            not_before=not_before,
            priority=priority,
        )


def heads(w: World, now: datetime = NOW) -> list[str]:
    with w.store.transaction() as tx:
        return [one.reason for one in outbox.rooms_with_post(tx, now)]


def test_letters_keep_their_order_in_each_room(empty_world: World) -> None:
    """The oldest of each room; between rooms the more urgent first; a later one never overtakes."""
    w = empty_world
    write(w, "a1", "!a", outbox.DIGEST)
    write(w, "a2", "!a", outbox.PROMPT)
    write(w, "b1", "!b", outbox.ANSWER)
    write(w, "c1", "!c", outbox.PROMPT, LATER)
    write(w, "c2", "!c", outbox.PROMPT)
    assert heads(w) == ["b1", "a1"], "c1 is not due yet, and c2 waits for it"
    assert heads(w, LATER) == ["c1", "b1", "a1"]
    with w.store.transaction() as tx:
        first = outbox.letter_by_reason(tx, "a1")
        assert first is not None
        outbox.mark_sent(tx, first.id, "$a1")
    assert heads(w) == ["a2", "b1"]


def test_a_room_that_is_lost_does_not_hold_up_the_others(empty_world: World) -> None:
    """Its letters are set aside."""
    w = empty_world
    for reason, room in (("a1", "!a"), ("a2", "!a"), ("b1", "!b")):
        write(w, reason, room)
    with w.store.transaction() as tx:
        outbox.park_room(tx, "!a", "M_FORBIDDEN")
    assert heads(w) == ["b1"]


def test_the_same_reason_writes_one_letter(empty_world: World) -> None:
    """However often the cause comes up."""
    w = empty_world
    assert write(w, "reply/$1", "!a") != ""
    assert write(w, "reply/$1", "!a") == ""
    assert heads(w) == ["reply/$1"]


def test_only_what_was_never_tried_is_rewritten(empty_world: World) -> None:
    """After a first attempt nobody knows whether it is in the room."""
    w = empty_world
    letter_id = write(w, "call/1", "!a")
    with w.store.transaction() as tx:
        outbox.rewrite(tx, letter_id, {"body": "neu"})
        outbox.begin_attempt(tx, letter_id, "GERAET", NOW)
        outbox.rewrite(tx, letter_id, {"body": "zu spät"})
        tried = outbox.letter_by_id(tx, letter_id)
        assert tried is not None and tried.content == {"body": "neu"} and tried.state is LetterState.SENDING


def test_a_duty_is_ordered_once_for_an_instant(empty_world: World) -> None:
    """Done or not; taken back before it is due, it may be ordered again."""
    with empty_world.store.transaction() as tx:
        duties.plan(tx, "weekly.call", 1, NOW)
        duties.plan(tx, "weekly.call", 1, NOW)
        first = duties.oldest_due(tx, NOW)
        assert first is not None
        duties.finish(tx, first.id, "done")
        duties.plan(tx, "weekly.call", 1, NOW)
        assert duties.oldest_due(tx, NOW) is None
        duties.plan(tx, "weekly.call", 1, LATER)
        duties.cancel(tx, ["weekly.call"], 1)
        assert duties.next_due_at(tx) is None
        duties.plan(tx, "weekly.call", 1, LATER)
        assert duties.next_due_at(tx) == LATER


def test_an_instant_needs_a_zone_and_comes_back_in_utc(empty_world: World) -> None:
    """A naive time would be somebody's guess."""
    with empty_world.store.transaction() as tx:
        duties.plan(tx, "weekly.call", 1, datetime.fromisoformat("2027-03-30T09:00+02:00"))
        assert duties.next_due_at(tx) == datetime(2027, 3, 30, 7, tzinfo=UTC)
    with pytest.raises(Exception, match="an instant needs a time zone"), empty_world.store.transaction() as tx:
        duties.plan(tx, "weekly.call", 2, datetime(2027, 3, 30, 7))


def test_a_date_of_a_series_that_was_moved_is_not_planned_again(empty_world: World) -> None:
    """What a date has become stays."""
    body = add_body(empty_world, "STG")
    day = date(2027, 1, 19)
    with empty_world.store.transaction() as tx:
        series = meetings.add_series(tx, body, "FREQ=WEEKLY", day, time(9), 30, None, now=NOW)
        meetings.add(tx, body, day, time(9), 30, series, now=NOW)
        (one,) = meetings.planned(tx, [body], day)
        meetings.change(tx, one.id, now=LATER, held_on=date(2027, 1, 20))
        meetings.add(tx, body, day, time(9), 30, series, now=NOW)
        assert [found.held_on for found in meetings.planned(tx, [body], day)] == [date(2027, 1, 20)]
        assert agenda.next_position(tx, one.id) == 1


def test_an_answered_question_keeps_no_commands(empty_world: World) -> None:
    """They may hold what somebody typed."""
    with empty_world.store.transaction() as tx:
        question = questions.ask(
            tx,
            room_id="!a",
            asked_of="@x:y",
            options=[("ja", "top Geheimnis")],
            slot=None,
            slot_command=None,
            letter_id="L",
            now=NOW,
            expires_at=LATER,
        )
        questions.close(tx, question)
        assert questions.open_in(tx, "!a", "@x:y", NOW) is None
        assert questions.of_letter(tx, "L", NOW) is None


def test_an_older_database_keeps_its_dates_and_gives_each_an_identity(folder: Path) -> None:
    """A calendar must tell entries apart, also those that were made before the bot wrote calendars."""
    url = f"sqlite:///{folder}/alt.db"
    at_revision(url, "0001")
    engine = create_engine(url)
    with engine.begin() as tx:
        tx.execute(text("INSERT INTO body VALUES (1,'A','a','A','exchange','advising',NULL,NULL,'active','de',0,0,0)"))
        tx.execute(text("INSERT INTO series VALUES (1,1,'FREQ=WEEKLY','2027-01-12','09:00:00.0',30,1,NULL)"))
        for number in (1, 2):
            values = f"({number},1,1,'2027-01-1{number}','2027-01-1{number}','09:00:00.0',30,'planned')"
            tx.execute(text(f"INSERT INTO meeting VALUES {values}"))
        tx.execute(text("INSERT INTO item VALUES (1,1,1,1,'T',NULL,NULL,'open',0,0,NULL,NULL,'@a:b','2027-01-01')"))
        tx.execute(text("INSERT INTO closing_day VALUES ('2027-05-07','Brückentag')"))
        for at in ("2027-01-04 08:00:00.000000", "2027-01-05 09:30:00.000000"):
            tx.execute(
                text(f"INSERT INTO audit (at, actor, action, outcome) VALUES ('{at}','@a:b','series.start','done')")
            )
    engine.dispose()
    store = Store(url)
    store.migrate()
    with store.transaction() as tx:
        assert town_calendar.exceptions(tx) == Exceptions({date(2027, 5, 7): "Brückentag"}, frozenset())
        dates = meetings.every_date(tx, 1)
        uids = {one.uid for one in dates} | {meetings.series_by_id(tx, 1).uid}
        assert len(dates) == 2 and len(uids) == 3 and all(len(uid) == 32 for uid in uids)
        last_done = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
        assert {meetings.series_by_id(tx, 1).changed_at, *(one.changed_at for one in dates)} == {last_done}
        assert [item.title for item in agenda.of_meeting(tx, 1)] == ["T"]
    store.close()


def test_an_older_database_keeps_its_assignments_with_their_numbers(folder: Path) -> None:
    """Year and serial are read out of the number; what was said to be overdue is not said again."""
    url = f"sqlite:///{folder}/alt.db"
    at_revision(url, "0002")
    engine = create_engine(url)
    with engine.begin() as tx:
        tx.execute(
            text("INSERT INTO body VALUES (1,'AK-FM','a','A','operative','advising',NULL,NULL,'active','de',0,0,0)")
        )
        for number, said in ((7, 1), (12, 0)):
            values = f"({number},'AK-FM-A-2027-{number:03}',1,NULL,'FB 40','T',NULL,'2027-02-05','issued',NULL,"
            values += f"'2027-01-05 09:30:00.000000','2027-01-05 09:30:00.000000',{said},0,NULL)"
            tx.execute(text(f"INSERT INTO assignment VALUES {values}"))
            tx.execute(text(f"INSERT INTO entry VALUES ({number},{number},'issued','','2027-01-05 09:30:00.000000')"))
    engine.dispose()
    store = Store(url)
    store.migrate()
    with store.transaction() as tx:
        found = [assignments.by_id(tx, number) for number in (7, 12)]
        assert [(one.year, one.serial, one.ladder_step) for one in found if one] == [(2027, 7, 3), (2027, 12, 0)]
        assert len(assignments.history(tx, 7)) == 1
    store.close()


def at_revision(url: str, revision: str) -> None:
    """An empty database of an older release."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(url)
    with engine.begin() as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, revision)
    engine.dispose()


def test_what_calendars_show_raises_the_entry_and_is_told_once(empty_world: World) -> None:
    """A date of a series is part of the series' entry; that a meeting was held is no news."""
    body = add_body(empty_world, "STG")
    day = date(2027, 1, 19)
    with empty_world.store.transaction() as tx:
        series = meetings.add_series(tx, body, "FREQ=WEEKLY", day, time(9), 30, None, now=NOW)
        meetings.add(tx, body, day, time(9), 30, series, now=NOW)
        meetings.add(tx, body, date(2027, 3, 1), time(9), 30, now=NOW)
        of_series, single = meetings.planned(tx, [body], day)
        assert meetings.take_news(tx) == [CalendarNews(body, series, None), CalendarNews(body, None, single.id)]
        meetings.change(tx, of_series.id, now=LATER, minutes=45)
        meetings.change(tx, of_series.id, now=LATER, state=MeetingState.CANCELLED)
        assert meetings.take_news(tx) == [CalendarNews(body, series, None)]
        assert meetings.series_by_id(tx, series).sequence == 2
        assert meetings.series_by_id(tx, series).changed_at == LATER
        meetings.change(tx, single.id, now=LATER, state=MeetingState.HELD)
        assert meetings.take_news(tx) == []
        assert meetings.by_id(tx, single.id) == replace(single, state=MeetingState.HELD)


def test_an_incident_that_goes_on_is_counted_and_told_once(empty_world: World) -> None:
    now = datetime(2027, 2, 1, 8, tzinfo=UTC)
    with empty_world.store.transaction() as tx:
        incidents.report(tx, "gap", "!raum", now)
        incidents.report(tx, "gap", "!raum", now + timedelta(minutes=1))
        (known,) = incidents.untold(tx)
        assert (known.at, known.last_at, known.times) == (now, now + timedelta(minutes=1), 2)
        incidents.mark_told(tx, known.id, now)
        incidents.report(tx, "gap", "!raum", now)
        assert incidents.untold(tx) == []
        assert incidents.over(tx, "gap", "!raum", now)
        assert not incidents.over(tx, "gap", "!raum", now)
        incidents.report(tx, "gap", "!raum", now)
        assert [(one.times, one.over_at is None) for one in incidents.untold(tx)] == [(3, False), (1, True)]
        assert [one.times for one in incidents.still_open(tx)] == [1]
