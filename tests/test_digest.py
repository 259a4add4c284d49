"""The digest: by exception, once, in one screen, and only what may be said."""

import pytest

from tests.world import World


@pytest.fixture
def busy(w: World) -> World:
    """The first Monday: two assignments were given, one late soon; everything before was reported."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.say("demir", "AK", "!auftrag an FB 51: Zahlen liefern bis 14.1.")
    w.until("2027-01-11 09:00")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


def test_nothing_new_nothing_said(busy: World) -> None:
    """The next Monday tells what became late, the one after tells nothing."""
    busy.until("2027-01-18 08:59")
    assert busy.heard("STG") == []
    busy.until("2027-01-18 09:00")
    assert busy.answer("STG").split("\n") == [
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 18.01.2027",
        "ÜBERFÄLLIG (1)",
        "1. AK-FM-A-2027-001 Zahlen liefern (FB 51): seit Do 14.01.2027.",
        "IM PLAN (1)",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
    ]
    busy.until("2027-01-25 12:00")
    assert busy.heard("STG") == []


def test_a_body_with_none_below_gets_no_digest(busy: World) -> None:
    """And is told so when it asks."""
    busy.until("2027-01-18 12:00")
    assert not any("Bericht an" in text for text in busy.texts("AK"))
    assert busy.ask("demir", "AK", "!bericht") == (
        "Unter AK Flucht & Migration arbeitet kein Gremium, über das zu berichten wäre."
    )


def test_looking_at_it_does_not_use_it_up(busy: World) -> None:
    """`!bericht` shows what is new as often as it is asked."""
    busy.say("demir", "AK", "!ergebnis A1 Bedarf: 12")
    busy.say("demir", "AK", "!ergebnis STG-A1 Bedarf: 12")
    first = busy.ask("hollweg", "STG", "!bericht")
    assert first.split("\n")[1] == "ENTSCHEIDUNG NÖTIG (1)"
    assert busy.ask("hollweg", "STG", "!bericht") == first
    busy.until("2027-01-18 09:00")
    assert "ENTSCHEIDUNG NÖTIG (1)" in busy.texts("STG")[-1]


def test_on_a_holiday_monday_it_comes_on_the_first_working_day(w: World) -> None:
    """Easter Monday is nobody's morning."""
    w.sleep_until("2027-03-25 09:00")
    w.wake_up()
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 30.4.")
    w.heard("STG")
    w.until("2027-03-30 08:59")
    assert w.heard("STG") == []
    w.until("2027-03-30 09:00")
    assert w.answer("STG").startswith("Bericht an Steuerungsgruppe Bildung, Stand Di 30.03.2027")


def test_before_a_meeting_it_comes_on_the_working_day_before(busy: World) -> None:
    """If something is new since the last one."""
    busy.say("vogt", "STG", "!termin 21.1. 14 Uhr")
    busy.until("2027-01-18 12:00")
    busy.say("demir", "AK", "!klärung STG A1 Wer liefert die Zahlen?")
    busy.until("2027-01-20 09:59")
    busy.heard("STG")
    busy.until("2027-01-20 10:00")
    digest = busy.answer("STG")
    assert "1. STG-A-2027-001 Bedarf prüfen (AK-FM): Klärungsbedarf, bitte beantworten." in digest
    assert "NÄCHSTE TERMINE: STG Do 21.01.2027, 14:00 Uhr" in digest


def test_it_fits_one_screen_however_much_there_is(w: World) -> None:
    """Forty late assignments with long titles become a few lines and a number."""
    w.sleep_until("2027-01-11 08:01")
    for number in range(40):
        w.say("demir", "AK", f"!auftrag an FB {number}: {'Sehr langer Titel ' * 9}{number} bis 14.1.")
    w.sleep_until("2027-01-18 09:00")
    digest = w.ask("hollweg", "STG", "!bericht")
    assert len(digest) <= 1200
    assert "ÜBERFÄLLIG (40)" in digest and "weitere" in digest


def test_what_is_closed_is_told_once_with_its_use(busy: World) -> None:
    """And results of meetings as numbers."""
    busy.move(minutes=1)
    busy.say("demir", "AK", "!ergebnis STG A1 Bedarf: 12")
    busy.say("vogt", "STG", "!abnehmen A1")
    busy.say("vogt", "STG", "!erledigt A1 zur Kenntnis")
    busy.say("demir", "AK", "!termin 12.1. 10 Uhr")
    busy.say("demir", "AK", "!top Sprachmittlung")
    busy.say("demir", "AK", "!ergebnis 1 Pool mit 12 Kräften")
    digest = busy.ask("hollweg", "STG", "!bericht")
    assert "NEU ERLEDIGT (1)" in digest
    assert "ERLEDIGT: STG-A-2027-001 (zur Kenntnis genommen)" in digest
    assert "NEUE ERGEBNISSE: AK-FM 1" in digest
    busy.until("2027-01-18 09:01")
    assert "NEU ERLEDIGT" not in busy.ask("hollweg", "STG", "!bericht")


def test_what_needs_a_release_waits_for_it(w: World) -> None:
    """The body is asked once, the reader learns that something is held back, never what."""
    w.say("demir", "AK", "!gremium freigabe an")
    w.say("demir", "AK", "!auftrag an FB 51: Geheime Zahlen liefern bis 5.2.")
    w.until("2027-01-11 09:00")
    assert "Geheime Zahlen" not in w.ask("hollweg", "STG", "!bericht")
    assert w.ask("hollweg", "STG", "!bericht").split("\n")[-2] == "Noch nicht freigegeben: AK-FM"
    assert w.texts("AK")[-1].startswith(
        "Für den Bericht an Steuerungsgruppe Bildung liegt Neues aus diesem Gremium vor."
    )
    assert w.ask("demir", "AK", "!freigeben").startswith("Freigegeben.")
    assert "IM PLAN (1)" in w.ask("hollweg", "STG", "!bericht")
    assert w.ask("reuter", "AK", "!freigeben").startswith("Das kann ich nicht ausführen")


def test_a_public_room_gets_no_digest(w: World) -> None:
    """Neither by itself nor on request."""
    w.room("MARKT", "petersen", moderators=("vogt",), public=True)
    w.say("vogt", "MARKT", "!gremium neu MA Marktplatz strategisch")
    w.say("vogt", "MARKT", "ja")
    w.room("UNTEN", moderators=("vogt",))
    w.say("vogt", "UNTEN", "!gremium neu UN Unten operativ unter MA")
    w.say("vogt", "UNTEN", "ja")
    w.say("vogt", "UNTEN", "!auftrag an FB 51: Zahlen liefern bis 14.1.")
    w.heard("MARKT")
    w.until("2027-01-18 12:00")
    assert w.heard("MARKT") == []
    assert w.ask("petersen", "MARKT", "!bericht") == "Dieser Raum ist öffentlich. Berichte schreibe ich hier nicht."


def test_nobody_is_named(busy: World) -> None:
    """No digest ranks, counts or names by person."""
    busy.say("reuter", "AK", "!stand STG A1 Zahlen fehlen")
    busy.say("demir", "AK", "!top Sprachmittlung")
    digest = busy.ask("hollweg", "STG", "!bericht")
    assert not any(name in digest for name in ("Reuter", "Demir", "Vogt", "@"))
