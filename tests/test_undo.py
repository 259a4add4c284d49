"""„!rückgängig“: the last own action within ten minutes, with everything that it led to."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from storage import changes
from storage.recording import Recording
from tests.conftest import _IN_MEMORY
from tests.prepared import brakenfeld
from tests.seen import business, holding, rows, undone
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday; its call has been posted; there are two topics."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.until("2027-01-11 08:30")
    w.say("petersen", "JF", "!top Raumplanung")
    w.say("vogt", "JF", "!top Zensus")
    w.move(minutes=11)
    w.heard("JF")
    return w


def titles(w: World) -> list[str]:
    return [row["title"] for row in rows(w, "item")]


def living(w: World) -> str:
    """The post that holds the agenda."""
    return next(text for text in w.texts("JF") if "Welche Themen haben Sie?" in text)


@pytest.mark.parametrize("typed", ["!rückgängig", "! Rueckgaengig.", "!undo", "!zurücknehmen"])
def test_a_topic_is_taken_back(jf: World, typed: str) -> None:
    """From the agenda, from the living post; the receipt goes with it."""
    jf.say("petersen", "JF", "!top Ganztag")
    assert "3. Ganztag" in living(jf)
    assert jf.ask("petersen", "JF", typed) == "Zurückgenommen: TOP 3 „Ganztag“."
    assert titles(jf) == ["Raumplanung", "Zensus"]
    assert "Ganztag" not in living(jf)


def test_a_second_time_there_is_nothing_more(jf: World) -> None:
    """Whoever types it twice does not lose what was said before."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.say("petersen", "JF", "!top Mensa")
    jf.say("petersen", "JF", "!rückgängig")
    assert jf.ask("petersen", "JF", "!rückgängig").startswith("Es gibt nichts zurückzunehmen.")
    assert titles(jf) == ["Raumplanung", "Zensus", "Ganztag"]


def test_only_the_own_action_in_this_room_and_within_ten_minutes(jf: World) -> None:
    """What others did is theirs."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.say("vogt", "STG", "!speichern Mensa")
    nothing = "Es gibt nichts zurückzunehmen."
    assert jf.ask("yilmaz", "JF", "!rückgängig").startswith(nothing)
    assert jf.ask("vogt", "JF", "!rückgängig").startswith(nothing)
    jf.move(minutes=11)
    assert jf.ask("petersen", "JF", "!rückgängig").startswith(nothing)
    assert titles(jf) == ["Raumplanung", "Zensus", "Ganztag", "Mensa"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!umbenennen 1 in Räume", "TOP 1 „Raumplanung“ (TOP umbenennen)."),
        ("!streichen 1", "TOP 1 „Raumplanung“ ("),
        ("!top 1 vertagen", "TOP 1 „Raumplanung“ ("),
        ("!parken 1", "TOP 1 „Raumplanung“ ("),
        ("!top 2 auf 1", "TOP 2 „Zensus“, TOP 1 „Raumplanung“ (TOP an einen anderen Platz stellen)."),
        ("!ergebnis 1 Vier Räume fehlen", "TOP 1 „Raumplanung“ ("),
        ("!ständig Rückblick", "„Rückblick“."),
        ("!schließtag 8.2. Rosenmontag", ""),
        ("!top Ganztag\n!top Hort\n!umbenennen 1 in Räume", "TOP 3 „Ganztag“, TOP 4 „Hort“."),
    ],
)
def test_what_was_changed_is_as_it_was(jf: World, typed: str, answer: str) -> None:
    """Row by row."""
    before = business(jf)
    jf.say("vogt", "JF", typed)
    assert business(jf) != before
    assert jf.ask("vogt", "JF", "!rückgängig").startswith(f"Zurückgenommen: {answer}")
    after = business(jf)
    assert {name: after[name] for name in after if name != "source"} == {
        name: before[name] for name in before if name != "source"
    }


def test_a_moved_date_goes_back_with_a_higher_sequence_number(jf: World) -> None:
    """Calendars would not take an older version for news."""
    jf.say("vogt", "JF", "!termin 22.1. 10 Uhr")
    jf.move(minutes=11)
    jf.say("vogt", "JF", "!verschieben 22.1. auf 25.1. 11 Uhr")
    (moved,) = [row for row in rows(jf, "meeting") if row["series_id"] is None]
    jf.files("JF")
    jf.say("vogt", "JF", "!rückgängig")
    (back,) = [row for row in rows(jf, "meeting") if row["series_id"] is None]
    assert (str(back["held_on"]), f"{back['begins']:%H:%M}") == ("2027-01-22", "10:00")
    assert back["sequence"] == moved["sequence"] + 1
    (file,) = jf.files("JF")
    assert "DTSTART;TZID=Europe/Berlin:20270122T100000" in file.text


def test_a_new_date_is_called_off_so_that_calendars_hear_of_it(jf: World) -> None:
    """It stays in the database as a date that was cancelled."""
    duties = rows(jf, "duty")
    jf.say("vogt", "JF", "!termin 22.1. 10 Uhr")
    jf.files("JF")
    assert jf.ask("vogt", "JF", "!rückgängig").startswith("Zurückgenommen: Fr 22.01.2027, 10:00 Uhr.")
    (file,) = jf.files("JF")
    assert "METHOD:CANCEL" in file.text
    assert "22.01." not in jf.ask("vogt", "JF", "!termine")
    assert rows(jf, "duty") == duties


def test_a_date_that_somebody_brought_a_topic_to_stays(jf: World) -> None:
    """It would be lost with the date."""
    jf.say("demir", "AK", "!termin 22.1. 10 Uhr")
    jf.say("reuter", "AK", "!top Sprachmittlung")
    assert jf.ask("demir", "AK", "!rückgängig").startswith("Inzwischen hat sich daran etwas geändert")
    assert "TOP" in jf.ask("reuter", "AK", "!top Hort")


@pytest.mark.parametrize("held", [False, True])
def test_what_was_posted_elsewhere_is_taken_back(jf: World, held: bool) -> None:
    """Sent or not; the number is not given again."""
    before = jf.texts("AK")
    if held:
        jf.hold_back()
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    jf.say("vogt", "STG", "!rückgängig")
    jf.release()
    assert "Zurückgenommen: STG-A-2027-001 „Bedarf prüfen“." in jf.texts("STG")
    assert jf.texts("AK") == before
    assert rows(jf, "assignment") == []
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    assert [row["number"] for row in rows(jf, "assignment")] == ["STG-A-2027-002"]


def test_what_others_have_built_on_stays(jf: World) -> None:
    """An assignment that was accepted, an item that was renamed by the lead."""
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    jf.say("demir", "AK", "!annehmen A1")
    assert jf.ask("vogt", "STG", "!rückgängig") == (
        "Inzwischen hat sich daran etwas geändert (STG-A-2027-001 „Bedarf prüfen“). Ich nehme nichts zurück."
    )
    jf.say("yilmaz", "JF", "!top Ganztag")
    jf.say("petersen", "JF", "!ergebnis 3 Ja")
    assert jf.ask("yilmaz", "JF", "!rückgängig").startswith("Inzwischen hat sich daran etwas geändert (TOP 3")


def test_what_was_decided_in_front_of_others_is_not_taken_back(jf: World) -> None:
    """The meeting was closed; its results stand in the room."""
    jf.until("2027-01-12 09:20")
    jf.say("vogt", "JF", "!schluss")
    jf.heard("JF")
    assert jf.ask("vogt", "JF", "!rückgängig").startswith("Das lässt sich nicht zurücknehmen: ")


def test_an_answer_and_an_edit_are_actions_too(jf: World) -> None:
    """„1“ to a question did what was offered; an edit changed what the message had made."""
    jf.say("petersen", "JF", "!topp Ganztag")
    jf.say("petersen", "JF", "ja")
    assert jf.ask("petersen", "JF", "!rückgängig") == "Zurückgenommen: TOP 3 „Ganztag“."
    event = jf.say("petersen", "JF", "!top Hort")
    jf.edit("petersen", "JF", event, "!top Hort 2027")
    assert jf.ask("petersen", "JF", "!rückgängig").startswith("Zurückgenommen: TOP 3 „Hort“ (Nachricht bearbeiten).")
    assert titles(jf) == ["Raumplanung", "Zensus", "Hort"]


def test_a_question_of_what_was_taken_back_is_closed(jf: World) -> None:
    """„ja“ would make an assignment to a result that is gone."""
    jf.say("vogt", "JF", "!ergebnis 1 Räume melden bis 5.2.")
    jf.say("vogt", "JF", "!rückgängig")
    jf.heard("JF")
    jf.say("vogt", "JF", "ja")
    assert jf.heard("JF") == []


def test_a_message_that_was_taken_back_can_still_be_removed_everywhere(jf: World) -> None:
    """Its words are in the answers only, and in lists that were shown meanwhile."""
    event = jf.say("petersen", "JF", "!top Familie Hassan")
    jf.say("vogt", "JF", "!to")
    jf.say("petersen", "JF", "!rückgängig")
    assert holding(jf, "Hassan")
    jf.redact("petersen", "JF", event)
    assert holding(jf, "Hassan") == []
    assert [text for text in jf.texts("JF") if "Hassan" in text] == []


def test_the_journal_is_short(jf: World) -> None:
    """Older than ten minutes is gone at the next action and every morning; a redaction empties it."""
    jf.say("petersen", "JF", "!top Ganztag")
    assert holding(jf, "Ganztag").count("change") == 1
    jf.move(minutes=11)
    jf.say("vogt", "JF", "!umbenennen 1 in Räume")
    assert "Ganztag" not in repr(rows(jf, "change"))
    jf.until("2027-01-12 08:01")
    assert rows(jf, "change") == []
    event = jf.say("petersen", "JF", "!top Mensa")
    jf.redact("petersen", "JF", event)
    assert rows(jf, "change") == []


def test_showing_and_what_was_refused_is_no_action(jf: World) -> None:
    """Looking at the agenda changes nothing that could be taken back."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.say("petersen", "JF", "!to")
    jf.say("petersen", "JF", "!vertagen 9")
    jf.say("petersen", "JF", "!absagen")
    assert jf.ask("petersen", "JF", "!rückgängig") == "Zurückgenommen: TOP 3 „Ganztag“."
    with jf.store.transaction() as tx:
        assert changes.last(tx, "@petersen:brakenfeld.example", "!JF", jf.utc) is None


ORDERS = (
    ("petersen", "JF", "!top Ganztag"),
    ("vogt", "JF", "!top\nMensa E\nHort 20 Min"),
    ("vogt", "JF", "!umbenennen 1 in Räume 2027"),
    ("petersen", "JF", "!top 2 auf 1"),
    ("petersen", "JF", "!streichen 2"),
    ("vogt", "JF", "!top 1 vertagen"),
    ("vogt", "JF", "!top 1 erledigt"),
    ("petersen", "JF", "!parken 1"),
    ("vogt", "JF", "!wv 1 9.2."),
    ("petersen", "JF", "!einplanen 1"),
    ("vogt", "JF", "!ergebnis 1 Vier Räume melden bis 5.2."),
    ("vogt", "JF", "!ständig Rückblick"),
    ("vogt", "JF", "!ständig streichen 1"),
    ("vogt", "JF", "!absagen 19.1."),
    ("vogt", "JF", "!verschieben 19.1. auf 20.1. 10 Uhr"),
    ("vogt", "JF", "!dauer 19.1. 45 min"),
    ("vogt", "JF", "!schließtag 8.2. Rosenmontag"),
    ("vogt", "JF", "!reihe beenden"),
    ("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2."),
    ("demir", "AK", "!annehmen A1"),
    ("demir", "AK", "!ergebnis A1 Vier Gruppen"),
    ("vogt", "STG", "!abnehmen A1"),
    ("vogt", "STG", "!zurückziehen A1 Entfällt"),
    ("vogt", "AK", "!rolle entfernen Thomas Reuter"),
    ("vogt", "AK", "!gremium ruhen"),
    ("vogt", "AK", "!gremium aktiv"),
)
"""Orders of which every one can be the last; many are refused where they come to stand, and change nothing then."""

_STEADY = frozenset({"uid", "sequence", "changed_at"})


def remembered(w: World) -> dict[str, list[dict[str, object]]]:
    """The town's business, but for what is never given back: numbers, versions of dates, and which message did what.

    The numbers of rows are left out too, since a duty that is ordered again is a new row.
    """
    found = business(w)
    return {
        name: [
            {key: row[key] for key in row if name not in ("meeting", "series") or key not in _STEADY}
            for row in found[name]
        ]
        for name in found
        if name not in ("source", "counter")
    }


@given(orders=st.lists(st.sampled_from(ORDERS), min_size=1, max_size=6))
@settings(max_examples=40)
def test_whatever_came_before_the_last_action_undone_leaves_everything_as_it_was(
    orders: list[tuple[str, str, str]],
) -> None:
    """Row by row, in every table of the town's business."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as name:
        original, database = brakenfeld()
        w = original.twin(Path(name), database)
        w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
        w.say("petersen", "JF", "!top Raumplanung\nZensus")
        w.until("2027-01-11 09:00")
        for who, room, text in orders:
            w.move(minutes=16)
            before, w.rooms[f"!{room}"].heard = remembered(w), len(w.rooms[f"!{room}"].posts)
            w.say(who, room, text)
        changed = remembered(w) != before
        answer = w.ask(who, room, "!rückgängig")
        assert answer.startswith("Zurückgenommen: " if changed else "Es gibt nichts zurückzunehmen."), answer
        assert remembered(w) == before
        w.close()


@pytest.mark.parametrize(
    ("typed", "most"),
    [("!to", 0), ("!top Ganztag", 8), ("!umbenennen 1 in Räume", 7), ("!verschieben 19.1. auf 20.1. 10 Uhr", 14)],
)
def test_the_journal_costs_few_statements(jf: World, monkeypatch: pytest.MonkeyPatch, typed: str, most: int) -> None:
    """One look before each row that changes, one after each table, a line for all, one for former words; looks: 0."""
    with_journal = statements(jf, typed)
    monkeypatch.setattr(Recording, "note", lambda *_: None)
    monkeypatch.setattr(changes, "keep", lambda *_, **__: None)
    assert with_journal - statements(jf, typed) <= most


def statements(w: World, typed: str) -> int:
    """How many statements an order takes; afterwards it was never given."""
    count = 0

    def one_more(*_: object) -> None:
        nonlocal count
        count += 1

    with undone(w):
        event.listen(w.store._engine, "before_cursor_execute", one_more)
        w.say("vogt", "JF", typed)
        event.remove(w.store._engine, "before_cursor_execute", one_more)
    return count
