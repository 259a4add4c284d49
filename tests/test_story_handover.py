"""Story 6 of the domain brief: vacation, a deputy, and the lead that changes hands (weeks 12 to 18 of 2027)."""

from io import BytesIO

from docx import Document

from storage import audit
from tests.scene import user
from tests.seen import rows
from tests.test_standing_in import bring
from tests.world import World


def _prepared(w: World) -> None:
    """Thursday 25.03.2027: the working group has three assignments and a meeting; two people are called Jonas."""
    bring(w, "AK", "jyilmaz", "Jonas Yilmaz (FB 40)")
    bring(w, "AK", "berg", "Jonas Berg (FB 51)")
    for who in ("demir", "berg", "kara", "vogt"):
        w.room(f"1-{who}", who)
    w.say("demir", "AK", "!rolle entfernen Demir")
    w.say("vogt", "AK", "!rolle Demir Leitung")
    for title in ("Bedarf Sprachmittlung prüfen", "Raumbedarf erheben", "Datenblatt Übergang"):
        w.say("vogt", "STG", f"!auftrag an AK-FM: {title} bis 21.5.")
    w.say("demir", "AK", "!annehmen A1")
    w.say("demir", "AK", "!termin 12.5. 10 Uhr")
    w.until("2027-03-25 10:00")
    for room in w.rooms:
        w.heard(room.removeprefix("!"))


def test_the_sixth_story(w: World) -> None:
    """From a sentence on the phone to the file of the new lead."""
    _prepared(w)
    _vacation(w)
    _change(w)
    _arrival(w)


def _vacation(w: World) -> None:
    assert w.ask("demir", "1-demir", "ich bin vom 29.3. bis 9.4. weg, vertretung jonas").split("\n") == [
        "Abwesenheit Mo 29.03.2027 bis Fr 09.04.2027 für AK-FM (Leitung).",
        "Vertretung: „jonas“ finde ich 2-mal: 1 Jonas Berg (FB 51), 2 Jonas Yilmaz (FB 40). "
        "Antworten Sie mit der Nummer.",
    ]
    assert w.ask("demir", "1-demir", "1").endswith("Einen Grund speichere ich nicht.")
    assert "Bitte bestätigen Sie mit „ok“." in w.answer("1-berg")
    w.say("berg", "1-berg", "ok")
    w.heard("1-berg")
    w.until("2027-03-30 09:00")
    assert w.ask("berg", "AK", "!auftrag an FB 51: Zahlen bis 16.4.").startswith("AK-FM-A-2027-001: „Zahlen“.")
    w.until("2027-04-12 09:00")
    assert w.ask("berg", "AK", "!auftrag an FB 51: Mehr bis 16.4.").startswith("Das kann ich nicht ausführen")
    w.say("demir", "AK", "!stand A1 in Arbeit")
    assert rows(w, "absence") == []


def _change(w: World) -> None:
    w.until("2027-04-30 09:00")
    w.heard("STG")
    assert w.ask("vogt", "STG", "!leitung AK-FM ab 1.5. Selin Kara (KI)").split("\n") == [
        "Leitung AK-FM wechselt am Sa 01.05.2027 von Aylin Demir zu Selin Kara (noch nicht im Raum).",
        "Offene Punkte, die übergehen: 4 Aufträge, Sitzung Mi 12.05.2027. "
        "Soll ich Selin Kara die Übergabe schicken, sobald sie im Raum ist? ja / nein",
    ]
    w.say("vogt", "STG", "ja")
    w.until("2027-04-30 23:50")
    assert w.ask("demir", "AK", "!umbenennen 9 in X").startswith("Einen TOP")
    w.until("2027-05-01 00:10")
    assert w.ask("demir", "AK", "!auftrag an FB 40: Räume bis 14.5.").startswith("Das kann ich nicht ausführen")


def _arrival(w: World) -> None:
    before = [rows(w, name) for name in ("assignment", "series", "meeting")]
    w.until("2027-05-03 10:00")
    told = [text for text in w.heard("AK") + w.heard("1-vogt") if "Konto" in text]
    assert len(told) <= 1
    bring(w, "AK", "kara", "Selin Kara")
    assert w.ask("kara", "AK", "!übergabe") == "Das schicke ich nur im Einzelchat."
    assert w.heard("1-kara") == ["Sie leiten jetzt AK Flucht & Migration. Hier ist die Übergabe:"]
    (sent,) = w.files("1-kara")
    assert w.ask("kara", "1-kara", "!übergabe") == "Übergabe für AK Flucht & Migration:"
    (file,) = w.files("1-kara")
    assert sent.name == file.name == "Uebergabe_AK-FM_2027-05-03.docx"
    text = "\n".join(one.text for one in Document(BytesIO(file.data)).paragraphs)
    assert "STG-A-2027-001 Bedarf Sprachmittlung prüfen" in text and "Mi 12.05.2027" in text
    assert [rows(w, name) for name in ("assignment", "series", "meeting")] == before
    order = w.say("kara", "AK", "!auftrag an FB 40: Räume bis 14.5.")
    assert w.heard("AK")[-1].startswith("AK-FM-A-2027-002")
    with w.store.transaction() as tx:
        assert audit.actor_of(tx, order) == user("kara")
    assert rows(w, "audit")[-1]["acting_as"] == "Leitung AK-FM"
