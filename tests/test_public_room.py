"""In a public room nothing is read that is meant for one body only, whichever command lists it."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest

from commands.catalogue import registry
from storage import rooms
from tests.seen import holding
from tests.world import World

CANARY = "Kanarienvogel"


@pytest.fixture
def public(w: World) -> World:
    """The working group has confidential and other things, and then its room becomes public."""
    say = w.say
    say("demir", "AK", "!termin 20.1. 10 Uhr")
    say("demir", "AK", f"!top {CANARY} eins & zwei, nur für dieses Gremium\nMensa")
    say("demir", "AK", f"!auftrag an FB 51: {CANARY} zählen bis 5.2., nur für dieses Gremium")
    say("demir", "AK", "!auftrag an FB 40: Räume zählen bis 5.2.")
    say("demir", "AK", f"!kommentar A1 {CANARY} kommt")
    say("demir", "AK", f"!beschluss 1 {CANARY} fliegt")
    say("demir", "AK", f"!top {CANARY} später, nur für dieses Gremium")
    say("demir", "AK", "!top 3 parken")
    with w.store.transaction() as tx:
        room = rooms.get(tx, "!AK")
        assert room is not None
        rooms.put(tx, replace(room, public=True))
    assert len(holding(w, CANARY)) >= 4, holding(w, CANARY)
    w.heard("AK"), w.files("AK")
    return w


def _no_canary(w: World, after: str) -> None:
    for text in w.heard("AK"):
        assert CANARY not in text, f"{after}: {text}"
    for file in w.files("AK"):
        data = file.data
        if is_zipfile(BytesIO(data)):
            with ZipFile(BytesIO(data)) as parts:
                data = b"".join(parts.read(name) for name in parts.namelist())
        assert CANARY.encode() not in data, f"{after}: {file.name}"


def test_no_command_shows_what_is_confidential(public: World) -> None:
    """All that only show something, bare and about the first thing."""
    shown = [one for one in registry().commands if not one.receipt]
    assert len(shown) > 20
    for word in (way for command in shown for way in command.spelled):
        for what in ("", " 1", " A1"):
            typed = f"!{word.replace('#', '1')}{what}"
            public.say("demir", "AK", typed)
            _no_canary(public, typed)


def test_the_number_stays(public: World) -> None:
    """So that it can still be called up by it."""
    agenda = public.ask("demir", "AK", "!to")
    assert "[…] (nur für dieses Gremium" in agenda and "Mensa" in agenda
    listed = public.ask("demir", "AK", "!offen")
    assert "AK-FM-A-2027-001 […]" in listed and "Räume zählen" in listed


def test_changes_and_the_clock_show_it_as_little(public: World) -> None:
    """Receipts, the living post and its edits, the invitation, reminders and results."""
    for typed in ("!umbenennen 1 in Kanarienvogel drei", "!reihenfolge 1 auf 2", "!einladung senden", "!erinnern A1"):
        public.say("demir", "AK", typed)
        _no_canary(public, typed)
    public.until("2027-01-20 12:00")
    public.say("demir", "AK", "!schluss")
    public.until("2027-02-08 12:00")
    _no_canary(public, "the clock")


def test_in_a_closed_room_it_stands_in_full(w: World) -> None:
    """The rule is about public rooms only."""
    w.say("demir", "AK", "!termin 20.1. 10 Uhr")
    w.say("demir", "AK", f"!top {CANARY}, nur für dieses Gremium")
    assert CANARY in w.ask("demir", "AK", "!to")
