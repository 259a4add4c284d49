"""The feed: its secret address, who may make it, and what it opens."""

from dataclasses import replace

import pytest
from icalendar import Calendar

from commands.calendar.feed import feed
from commands.dispatch import Dispatch
from tests.seen import holding
from tests.world import World

URL = "https://bot.brakenfeld.example/kalender"


@pytest.fixture
def on(w: World) -> World:
    """The operator has switched the feed on."""
    w.house = replace(w.house, feed_url=URL)
    w.dispatch = Dispatch(w.house)
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("demir", "AK", "!termin 3.3. 10 Uhr")
    w.say("reuter", "AK", "!top Sprachmittlung")
    return w


def secret_of(answer: str) -> str:
    return answer.split("\n")[0].removeprefix(f"Kalenderadresse: {URL}/").removesuffix(".ics")


def opened(w: World, secret: str) -> tuple[str, str] | None:
    with w.store.transaction() as tx:
        found = feed(tx, w.utc, w.house, secret)
    return (found[0], found[1].decode()) if found else None


def test_without_an_address_of_the_house_the_bot_says_who_can_change_that(w: World) -> None:
    """And makes none."""
    assert w.ask("vogt", "JF", "!kalender").startswith("Kalenderadressen sind hier nicht eingeschaltet.")
    assert w.ask("vogt", "JF", "!kalender adresse").endswith("Das kann die Betreuung dieser Installation tun.")


def test_an_address_is_said_once_and_opens_what_the_list_shows(on: World) -> None:
    """The whole tree for a jour fixe, with agendas; only a hash of the secret is stored."""
    said = on.ask("vogt", "JF", "!kalender adresse")
    secret = secret_of(said)
    assert len(secret) == 32 and "Outlook fragt oft erst nach Stunden" in said
    found = opened(on, secret)
    assert found and found[0] == "JF_Termine_2027.ics"
    calendar = Calendar.from_ical(found[1])
    assert {one["SUMMARY"] for one in calendar.events} == {"Jour fixe", "AK Flucht & Migration (1/2027)"}
    assert "1. Sprachmittlung" in found[1]
    assert (calendar["X-WR-CALNAME"], calendar["METHOD"]) == ("Jour fixe", "PUBLISH")
    assert on.ask("vogt", "JF", "!kalender").startswith("Dieses Gremium hat seit Mo 11.01.2027 eine Kalenderadresse.")
    on.until("2027-01-13 08:00")
    assert holding(on, secret) == [], "the letter has forgotten it"
    assert opened(on, secret)


def test_the_same_feed_gives_the_same_bytes(on: World) -> None:
    """Until something changes."""
    secret = secret_of(on.ask("vogt", "JF", "!kalender adresse"))
    before = opened(on, secret)
    on.move(hours=3)
    assert opened(on, secret) == before
    on.say("demir", "AK", "!verschieben 3.3. auf 4.3.")
    assert opened(on, secret) != before


def test_a_renewed_or_closed_address_opens_nothing_any_more(on: World) -> None:
    """At once."""
    first = secret_of(on.ask("vogt", "JF", "!kalender adresse"))
    assert on.ask("vogt", "JF", "!kalender adresse").startswith("Es gibt schon eine Kalenderadresse.")
    second = secret_of(on.ask("vogt", "JF", "!kalender erneuern"))
    assert first != second and opened(on, first) is None and opened(on, second)
    assert on.ask("vogt", "JF", "!kalender aus") == "Die Kalenderadresse ist abgeschaltet."
    assert opened(on, second) is None
    assert on.ask("vogt", "JF", "!kalender erneuern").startswith("Dieses Gremium hat keine Kalenderadresse.")


@pytest.mark.parametrize("guess", ["", "x", "../etc/passwd", "ä" * 2000, "\ud800", "' OR 1=1"])
def test_a_guess_opens_nothing(on: World, guess: str) -> None:
    """Whatever it is made of."""
    on.say("vogt", "JF", "!kalender adresse")
    assert opened(on, guess) is None


def test_only_the_office_makes_an_address(on: World) -> None:
    """It is shown to all who are in the room."""
    assert on.ask("yilmaz", "JF", "!kalender adresse").startswith("Das kann ich nicht ausführen")
