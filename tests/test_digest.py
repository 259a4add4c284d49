"""The digest: by exception, once, in one screen, and only what may be said."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from storage import assignments
from storage.assignment_records import EntryKind
from storage.assignment_tables import assignment, transfer
from storage.tables import item
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


# -- what the reader must do, what is wrong, and the rest -------------------------------------------------------------


def change(w: World, number: str, **values: Any) -> None:
    """Set what other commands set: fields of an assignment."""
    w.spoil()
    with w.store.transaction() as tx:
        found = tx.execute(assignment.update().where(assignment.c.number == number).values(**values))
        assert found.rowcount == 1


def note(w: World, number: str, kind: EntryKind, text: str) -> None:
    with w.store.transaction() as tx:
        (one_id,) = tx.execute(select(assignment.c.id).where(assignment.c.number == number)).one()
        assignments.add_entry(tx, one_id, kind, text, w.utc)


def test_the_sections_come_in_the_order_in_which_the_reader_must_act(busy: World) -> None:
    """Results with the place where they stand, extensions, questions; then what is late and at risk, with reasons."""
    for what in ("Sprachmittlung", "Datenblatt", "Raumbedarf", "Leitfaden", "Ruhendes", "Laufendes"):
        busy.say("vogt", "STG", f"!auftrag an AK-FM: {what} bis 5.2.")
    busy.say("demir", "AK", "!ergebnis STG A2 Ein Pool mit 12 Kräften")
    busy.say("vogt", "STG", "!termin 26.1. 14 Uhr")
    busy.say("vogt", "STG", "!top Eins\nZwei")
    with busy.store.transaction() as tx:
        tx.execute(item.update().where(item.c.title == "Zwei").values(assignment_id=3))
        assert tx.execute(select(assignment.c.number).where(assignment.c.id == 3)).scalar_one() == "STG-A-2027-002"
    change(busy, "STG-A-2027-003", asked_due_on=date(2027, 9, 10))
    busy.say("demir", "AK", "!klärung STG A4 Für welche Schulen?")
    change(busy, "STG-A-2027-005", at_risk=True)
    note(busy, "STG-A-2027-005", EntryKind.AT_RISK, "Die Stelle ist frei")
    change(busy, "STG-A-2027-006", state="resting")
    busy.say("demir", "AK", "!stand AK-FM A1 Zuarbeit FB 65 fehlt.")
    change(busy, "AK-FM-A-2027-001", asked_due_on=date(2027, 6, 18))
    busy.sleep_until("2027-01-18 09:00")
    assert busy.ask("hollweg", "STG", "!bericht").split("\n") == [
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 18.01.2027",
        "ENTSCHEIDUNG NÖTIG (3)",
        "1. STG-A-2027-002 Sprachmittlung (AK-FM): Ergebnis liegt vor, bitte abnehmen (TOP 2 am Di 26.01.2027).",
        "2. STG-A-2027-003 Datenblatt (AK-FM): bittet um Frist bis Fr 10.09.2027 (bisher Fr 05.02.2027).",
        "3. STG-A-2027-004 Raumbedarf (AK-FM): Klärungsbedarf, bitte beantworten.",
        "ÜBERFÄLLIG (1)",
        "4. AK-FM-A-2027-001 Zahlen liefern (FB 51): seit Do 14.01.2027. Grund: Zuarbeit FB 65 fehlt. "
        "Neuer Termin erbeten: Fr 18.06.2027.",
        "GEFÄHRDET (1)",
        "5. STG-A-2027-005 Leitfaden (AK-FM): Frist Fr 05.02.2027. Grund: Die Stelle ist frei.",
        "IM PLAN (2), RUHT (1)",
        "NÄCHSTE TERMINE: STG Di 26.01.2027, 14:00 Uhr",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
    ]


@pytest.mark.parametrize(
    ("agreed", "asked"),
    [({"giver_agreed": False}, True), ({"receiver_agreed": False}, False), ({"target_agreed": False}, False)],
)
def test_a_transfer_waits_for_who_has_not_agreed(busy: World, agreed: dict[str, bool], asked: bool) -> None:
    """Only the word of the reader is asked of the reader."""
    words = {"giver_agreed": True, "receiver_agreed": True, "target_agreed": True} | agreed
    with busy.store.transaction() as tx:
        tx.execute(transfer.insert().values(assignment_id=1, to_unit="FB 40", proposed_at=busy.utc, **words))
    line = "1. STG-A-2027-001 Bedarf prüfen (AK-FM): soll an FB 40 abgegeben werden, bitte zustimmen."
    assert (line in busy.ask("hollweg", "STG", "!bericht")) is asked


def test_the_parts_of_others_stand_only_inside_of_what_they_are_parts_of(busy: World) -> None:
    """As a number; who is late with a contribution is told by the body in between."""
    for number in range(2, 5):
        busy.say("demir", "AK", f"!auftrag an FB 5{number}: Zuarbeit {number} bis 13.1.")
        change(busy, f"AK-FM-A-2027-00{number}", parent_id=1)
    change(busy, "AK-FM-A-2027-002", state="closed")
    busy.sleep_until("2027-02-08 09:00")
    digest = busy.ask("hollweg", "STG", "!bericht")
    assert "Zuarbeit" not in digest and "FB 53" not in digest
    assert "ÜBERFÄLLIG (2)" in digest
    assert "STG-A-2027-001 Bedarf prüfen (AK-FM): seit Fr 05.02.2027. 2 Teile offen." in digest


def test_the_extremes_fit_one_screen_too(busy: World) -> None:
    """Long titles, long reasons, many bodies with long signs: lines go first, then reasons."""
    for number in range(9):
        busy.room(f"UAG{number}", moderators=("demir",))
        busy.say("vogt", f"UAG{number}", f"!gremium neu UNTERGRUPPE-{number:03} Unter {number} operativ unter AK-FM")
        busy.say("vogt", f"UAG{number}", "!gremium freigabe an")
        busy.say("vogt", f"UAG{number}", f"!termin 2{number}.1. 9 Uhr")
    for number in range(30):
        busy.say("vogt", "STG", f"!auftrag an AK-FM: {'Sehr langer Titel ' * 9}{number} bis 14.1.")
        later = date(2027, 9, 9)
        kinds: tuple[dict[str, Any], ...] = (
            {"at_risk": True, "due_on": later},
            {"asked_due_on": later},
            {"endangered": 1},
        )
        change(busy, f"STG-A-2027-{number + 2:03}", **kinds[number % 3])
        note(busy, f"STG-A-2027-{number + 2:03}", EntryKind.REPORT, "Sehr langer Grund " * 20)
    busy.sleep_until("2027-01-18 09:00")
    digest = busy.ask("hollweg", "STG", "!bericht")
    assert len(digest) <= 1200
    assert all(f"{head} (1" in digest for head in ("ENTSCHEIDUNG NÖTIG", "ÜBERFÄLLIG", "GEFÄHRDET"))


def test_since_a_day(busy: World) -> None:
    """What was closed and told long ago is told again to who asks since when."""
    busy.move(minutes=1)
    busy.say("demir", "AK", "!ergebnis STG A1 Bedarf: 12")
    busy.say("vogt", "STG", "!abnehmen A1")
    busy.say("vogt", "STG", "!erledigt A1 zur Kenntnis")
    busy.until("2027-03-01 12:00")
    assert "ERLEDIGT" not in busy.ask("hollweg", "STG", "!bericht")
    for typed in ("!bericht seit 1.1.", "!Bericht seit 1. januar", "!bericht ab 1.1.27"):
        since = busy.ask("hollweg", "STG", typed)
        assert since.startswith("Bericht an Steuerungsgruppe Bildung, seit Fr 01.01.2027, Stand Mo 01.03.2027")
        assert "ERLEDIGT: STG-A-2027-001 (zur Kenntnis genommen)" in since
    assert "ERLEDIGT" not in busy.ask("hollweg", "STG", "!bericht seit 1.2.")
    assert busy.ask("hollweg", "STG", "!bericht seit 2.3.2027").startswith("Di 02.03.2027 liegt in der Zukunft.")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1.3.", "Mo 01.03.2027"),
        ("dem 1. maerz", "Mo 01.03.2027"),
        ("10.3.", "Mi 10.03.2027"),
        ("20.3.", "Fr 20.03.2026"),
        ("1.12.", "Di 01.12.2026"),
        ("Montag", "Mo 08.03.2027"),
        ("Freitag", "Fr 05.03.2027"),
        ("letztem Montag", "Mo 08.03.2027"),
        ("gestern", "Di 09.03.2027"),
        ("letzter Woche", "Mo 01.03.2027"),
        ("März", "Mo 01.03.2027"),
        ("Oktober", "Do 01.10.2026"),
        ("KW 9", "Mo 01.03.2027"),
        ("Anfang Februar", "Mo 01.02.2027"),
    ],
)
def test_since_means_the_last_such_day(busy: World, typed: str, day: str) -> None:
    """What can be read as a day ahead is read as the one that was."""
    busy.sleep_until("2027-03-10 12:00")
    title = busy.ask("hollweg", "STG", f"!bericht seit {typed}").split("\n")[0]
    assert title == f"Bericht an Steuerungsgruppe Bildung, seit {day}, Stand Mi 10.03.2027"


@pytest.mark.parametrize("typed", ["morgen", "11.3.2027", "nächster Woche", "30.2.", "irgendwann"])
def test_since_no_such_day_is_refused(busy: World, typed: str) -> None:
    """Nothing has happened tomorrow."""
    busy.sleep_until("2027-03-10 12:00")
    assert "Bericht an" not in busy.ask("hollweg", "STG", f"!bericht seit {typed}")


def test_a_redacted_reason_goes_from_the_digest(busy: World) -> None:
    """Also one that was cut, or whose lines were joined."""
    words = "Familie Hassan\nist umgezogen " + "und noch nicht gemeldet " * 5
    event = busy.say("demir", "AK", f"!stand AK-FM A1 {words}")
    busy.until("2027-01-18 09:01")
    assert "Familie Hassan ist umgezogen" in busy.texts("STG")[-1]
    busy.redact("demir", "AK", event)
    assert not any("Hassan" in text for text in busy.texts("STG"))
