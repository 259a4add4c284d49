"""What goes wrong where nobody in a room can mend it reaches those who can, once and in plain words."""

from dataclasses import replace

import pytest

from commands.dispatch import Dispatch
from commands.texts.voice import LANGUAGES
from storage import incidents
from tests.world import World


def report(w: World, kind: str, subject: str) -> None:
    with w.store.transaction() as tx:
        incidents.report(tx, kind, subject, w.utc)


def mend(w: World, kind: str, subject: str) -> None:
    with w.store.transaction() as tx:
        incidents.over(tx, kind, subject, w.utc)


@pytest.fixture
def operated(w: World) -> World:
    """The town with a room of its operators."""
    w.room("Betrieb", "vogt")
    w.house = replace(w.house, operators_room="!Betrieb")
    w.dispatch = Dispatch(w.house)
    w.until("2027-01-11 09:00")  # the checksum of the day has been posted
    w.heard("Betrieb")
    return w


def test_an_incident_is_told_to_the_operators_at_once_and_at_night(operated: World) -> None:
    """Once, however often it comes up while it goes on."""
    operated.until("2027-01-11 23:00")
    report(operated, "room_public", "!AK")
    report(operated, "room_public", "!AK")
    operated.move(seconds=10)
    assert operated.answer("Betrieb") == (
        "Der Raum „AK“ ist öffentlich (seit Mo 11.01.2027, 23:00 Uhr). Berichte schreibe ich dort nicht mehr. Bitte "
        "stellen Sie den Zugang auf „nur auf Einladung“ und den Verlauf auf „nur Mitglieder“."
    )
    report(operated, "room_public", "!AK")
    operated.move(hours=5)
    assert operated.heard("Betrieb") == []
    mend(operated, "room_public", "!AK")
    operated.move(seconds=10)
    assert operated.answer("Betrieb") == "Der Raum „AK“ ist nicht mehr öffentlich."
    report(operated, "room_public", "!AK")
    operated.move(minutes=11)
    assert operated.answer("Betrieb").startswith("Der Raum „AK“ ist öffentlich")


def test_a_storm_is_two_posts(operated: World) -> None:
    """The first at once, everything else ten minutes later in one list that has an end."""
    report(operated, "gap", "!AK")
    operated.move(seconds=10)
    assert len(operated.heard("Betrieb")) == 1
    for number in range(20):
        report(operated, "letter_aside", f"!raum{number} M_FORBIDDEN")
    operated.move(minutes=5)
    assert operated.heard("Betrieb") == []
    operated.move(minutes=6)
    lines = operated.answer("Betrieb").split("\n")
    assert lines[0] == "Hinweise zum Betrieb:"
    assert lines[1] == (
        "– Eine Nachricht an „!raum0“ konnte ich nicht zustellen: der Homeserver lässt mich dort nicht schreiben. "
        "Bitte prüfen Sie, ob der Bot dort schreiben darf."
    )
    assert lines[-1] == "– und 8 weitere; alle zeigt python -m bot doctor."
    assert len(lines) == 14


def test_what_does_not_go_on_is_news_each_time(operated: World) -> None:
    """A second gap in the same room is another one."""
    for _ in range(2):
        report(operated, "gap", "!AK")
        operated.move(minutes=11)
        assert operated.answer("Betrieb").startswith("In „AK“ konnte ich einen Teil des Verlaufs nicht lesen")


def test_letters_that_are_set_aside_are_counted(operated: World) -> None:
    """Room and reason, nothing of what they said."""
    for _ in range(3):
        report(operated, "letter_aside", "!AK expired")
    operated.move(seconds=10)
    assert operated.answer("Betrieb").startswith(
        "3 Nachrichten an „AK“ konnte ich nicht zustellen: ihr Zeitpunkt war vorbei, ehe sie hinausging."
    )


def test_an_outage_of_the_homeserver_is_told_when_it_is_over(operated: World) -> None:
    """Before that nobody could read it."""
    report(operated, "homeserver", "brakenfeld.example")
    operated.move(hours=2)
    assert operated.heard("Betrieb") == []
    mend(operated, "homeserver", "brakenfeld.example")
    operated.move(seconds=10)
    assert operated.answer("Betrieb").startswith(
        "Der Homeserver war von Mo 11.01.2027, 09:00 Uhr bis Mo 11.01.2027, 11:00 Uhr nicht erreichbar."
    )
    operated.move(hours=1)
    assert operated.heard("Betrieb") == []


def test_what_was_mended_before_anybody_was_told_is_one_line(operated: World) -> None:
    report(operated, "disk", "data")
    mend(operated, "disk", "data")
    operated.move(seconds=10)
    assert operated.answer("Betrieb").endswith("(seit Mo 11.01.2027, 09:00 Uhr wieder in Ordnung)")
    operated.move(hours=1)
    assert operated.heard("Betrieb") == []


def test_a_kind_without_words_is_named(operated: World) -> None:
    """Better a bare word than silence."""
    report(operated, "neu", "etwas")
    operated.move(seconds=10)
    assert operated.answer("Betrieb").startswith("Störung neu (etwas), 1-mal seit")


def test_without_a_room_of_the_operators_the_office_is_told_in_office_hours(w: World) -> None:
    """As with strange invitations."""
    w.until("2027-01-11 23:00")
    report(w, "gap", "!AK")
    w.until("2027-01-12 07:59")
    assert w.heard("STG") == []
    w.until("2027-01-12 08:00")
    assert [text for text in w.heard("STG") if "konnte ich einen Teil des Verlaufs nicht lesen" in text] != []


def test_without_anybody_to_tell_it_waits(empty_world: World) -> None:
    """And nothing runs in circles."""
    report(empty_world, "gap", "!AK")
    empty_world.move(hours=30)
    with empty_world.store.transaction() as tx:
        assert [one.kind for one in incidents.untold(tx)] == ["gap"]


def test_every_kind_has_its_words() -> None:
    """In both languages."""
    kinds = {"gap", "letter_aside", "room_lost", "room_public", "room_upgraded", "homeserver", "rate"}
    kinds |= {"device", "disk", "clock", "watchdog", "backup"}
    for texts in LANGUAGES.values():
        assert {f"incident.{kind}" for kind in kinds} <= set(texts)
