"""The lead of a body changes hands: rights from day to day, and a file with all that is open."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from storage import bodies, rooms
from storage.records import Role
from tests.prepared import scene
from tests.scene import user
from tests.seen import holding, rows
from tests.test_standing_in import bring
from tests.world import World


@scene
def spring(w: World) -> None:
    """Friday 30.04.2027: the working group has assignments, a backlog, results and dates."""
    w.room("1-kara", "kara")
    w.say("demir", "AK", "!termin 14.4. 10 Uhr")
    w.say("demir", "AK", "!termin 12.5. 10 Uhr")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen, Ergebnis: Handlungsempfehlung bis 4.6.")
    w.say("demir", "AK", "!annehmen A1")
    w.say("demir", "AK", "!auftrag an FB 51: Zahlen Kita & Hort liefern bis 14.5.")
    w.say("reuter", "AK", "!top Sprachmittlung")
    w.say("reuter", "AK", "!top Ganztag")
    w.until("2027-04-14 10:30")
    w.say("demir", "AK", "!ergebnis 1 Bedarf wird erhoben")
    w.say("demir", "AK", "!top 2 parken")
    w.say("demir", "AK", "!schluss")
    w.until("2027-04-30 09:00")
    for room in ("STG", "AK", "JF"):
        w.heard(room)


def drop_office(w: World) -> None:
    """Demir has the chair only; Vogt is the office."""
    w.say("vogt", "AK", "!rolle entfernen Demir")
    w.say("vogt", "AK", "!rolle Demir Leitung")
    w.say("vogt", "AK", "!rolle Vogt Geschäftsführung")
    w.heard("AK")


def change(w: World) -> None:
    w.say("vogt", "STG", "!leitung AK-FM ab 1.5. Selin Kara (KI)")
    w.say("vogt", "STG", "ja")
    for room in ("STG", "AK"):
        w.heard(room)


def test_the_office_above_changes_the_lead(spring: World) -> None:
    """It hears what goes over, and that the new one is not there yet."""
    drop_office(spring)
    assert spring.ask("vogt", "STG", "!leitung AK-FM ab 1.5. Selin Kara (KI)").split("\n") == [
        "Leitung AK-FM wechselt am Sa 01.05.2027 von Aylin Demir zu Selin Kara (noch nicht im Raum).",
        "Offene Punkte, die übergehen: 2 Aufträge, Sitzung Mi 12.05.2027. "
        "Soll ich Selin Kara die Übergabe schicken, sobald sie im Raum ist? ja / nein",
    ]
    assert spring.ask("vogt", "STG", "ja") == (
        "Vorgemerkt. Selin Kara bekommt die Übergabe, frühestens am Sa 01.05.2027."
    )


def test_the_old_lead_s_rights_end_at_midnight(spring: World) -> None:
    """And not before."""
    drop_office(spring)
    change(spring)
    spring.until("2027-04-30 23:50")
    assert "AK-FM-A-2027-002" in spring.ask("demir", "AK", "!auftrag an FB 40: Räume bis 14.5.")
    spring.until("2027-05-01 00:10")
    assert spring.ask("demir", "AK", "!auftrag an FB 40: Mehr Räume bis 14.5.").startswith("Das kann ich nicht")


def test_another_role_of_the_old_lead_is_named(spring: World) -> None:
    """It is another function; the office decides."""
    answer = spring.ask("vogt", "STG", "!leitung AK-FM ab 1.5. Selin Kara")
    assert "Aylin Demir behält in AK-FM die Rolle Geschäftsführung." in answer


def test_the_new_lead_is_known_by_name_and_gets_the_file(spring: World) -> None:
    """At the first message, in the direct chat; the office hears which account it is."""
    change(spring)
    spring.until("2027-05-03 09:00")
    spring.heard("STG"), spring.heard("AK")
    bring(spring, "AK", "kara", "Selin Kara")
    spring.say("kara", "AK", "!auftrag an FB 40: Räume bis 14.5.")
    assert spring.heard("AK")[-1].startswith("AK-FM-A-2027-002")
    assert [file.name for file in spring.files("1-kara")] == ["Uebergabe_AK-FM_2027-05-03.docx"]
    assert spring.heard("1-kara") == ["Sie leiten jetzt AK Flucht & Migration. Hier ist die Übergabe:"]


def test_the_daily_look_finds_who_has_come(spring: World) -> None:
    """Without any message of theirs."""
    change(spring)
    bring(spring, "AK", "kara", "Selin Kara (KI)")
    spring.until("2027-05-03 08:30")
    assert [file.name for file in spring.files("1-kara")] == ["Uebergabe_AK-FM_2027-05-03.docx"]
    told = [text for text in spring.heard("AK") if "Selin Kara" in text]
    assert told == [
        "Aylin Demir: Selin Kara (KI) (@kara:brakenfeld.example) ist jetzt im Raum von AK-FM und hat die "
        "Rolle Leitung. Stimmt das nicht: !rolle entfernen Selin Kara (KI)"
    ]


def _renamed(w: World, who: str, name: str) -> None:
    bring(w, "AK", who, name)


def test_who_was_in_the_room_does_not_lead_by_taking_the_name(spring: World) -> None:
    """The office is asked, with the full account; until it says so nothing is given."""
    drop_office(spring)
    spring.room("1-vogt", "vogt")
    change(spring)
    spring.until("2027-05-03 09:00")
    _renamed(spring, "reuter", "Selin Kara")
    spring.heard("1-vogt")
    assert spring.ask("reuter", "AK", "!auftrag an FB 40: Räume bis 14.5.").startswith("Das kann ich nicht")
    assert spring.answer("1-vogt") == (
        "Selin Kara ist jetzt im Raum von AK-FM als @reuter:brakenfeld.example. "
        "Soll @reuter:brakenfeld.example die Rolle Leitung haben? 1 ja 2 nein"
    )
    spring.say("reuter", "AK", "!auftrag an FB 40: Räume bis 14.5.")
    assert spring.heard("1-vogt") == []  # asked once


def test_who_came_under_another_name_is_asked_about_too(spring: World) -> None:
    """And who has gone and come back."""
    change(spring)
    bring(spring, "AK", "neu", "Nils Neu")
    spring.until("2027-05-03 09:00")
    spring.leave("AK", "neu", "reuter")
    spring.until("2027-05-04 09:00")
    _renamed(spring, "neu", "Selin Kara")
    spring.until("2027-05-05 09:00")
    spring.leave("AK", "neu")
    _renamed(spring, "reuter", "Selin Kara")
    spring.until("2027-05-06 09:00")
    assert Role.CHAIR not in _roles(spring, "neu") | _roles(spring, "reuter")


def test_the_office_says_yes_and_the_handover_comes(spring: World) -> None:
    """With the number or with „ja“, as a reply to the question."""
    drop_office(spring)
    spring.room("1-vogt", "vogt")
    spring.room("1-reuter", "reuter")
    change(spring)
    _renamed(spring, "reuter", "Selin Kara")
    spring.until("2027-05-03 09:00")
    spring.say("vogt", "1-vogt", "1", reply_to=_asked(spring))
    assert Role.CHAIR in _roles(spring, "reuter")
    spring.until("2027-05-04 09:00")
    assert [file.name for file in spring.files("1-reuter")] == ["Uebergabe_AK-FM_2027-05-04.docx"]
    assert rows(spring, "expected_person") == []


def test_the_office_says_no_and_the_right_one_is_still_expected(spring: World) -> None:
    """Who comes later under the name has it."""
    drop_office(spring)
    spring.room("1-vogt", "vogt")
    change(spring)
    _renamed(spring, "reuter", "Selin Kara")
    spring.until("2027-05-03 09:00")
    spring.heard("1-vogt")
    spring.say("vogt", "1-vogt", "2", reply_to=_asked(spring))
    assert spring.answer("1-vogt") == "In Ordnung, es bleibt wie es ist."
    _renamed(spring, "reuter", "Thomas Reuter")
    bring(spring, "AK", "kara", "Selin Kara")
    spring.until("2027-05-04 09:00")
    assert Role.CHAIR in _roles(spring, "kara") and Role.CHAIR not in _roles(spring, "reuter")


def test_in_a_public_room_nobody_leads_by_name_alone(spring: World) -> None:
    """Anybody can walk in there under any name."""
    change(spring)
    with spring.store.transaction() as tx:
        room = rooms.get(tx, "!AK")
        assert room is not None
        rooms.put(tx, replace(room, public=True))
    bring(spring, "AK", "kara", "Selin Kara")
    spring.until("2027-05-03 09:00")
    assert Role.CHAIR not in _roles(spring, "kara")
    assert any("Soll @kara:brakenfeld.example die Rolle Leitung haben?" in text for text in spring.heard("AK"))


def _asked(w: World) -> str:
    (post,) = (one for one in w.rooms["!1-vogt"].posts if "Soll @" in one.text)
    return post.event_id


def _roles(w: World, who: str) -> frozenset[Role]:
    with w.store.transaction() as tx:
        body = bodies.by_room(tx, "!AK")
        assert body is not None
        return bodies.roles_of(tx, body.id, user(who), w.now.date())


def test_the_file_comes_in_a_direct_chat_only(spring: World) -> None:
    """In a room it is refused; members get none."""
    spring.room("1-demir", "demir")
    spring.room("1-reuter", "reuter")
    assert spring.ask("demir", "AK", "!übergabe") == "Das schicke ich nur im Einzelchat."
    assert spring.ask("demir", "1-demir", "uebergabe") == "Übergabe für AK Flucht & Migration:"
    assert [file.name for file in spring.files("1-demir")] == ["Uebergabe_AK-FM_2027-04-30.docx"]
    assert spring.ask("reuter", "1-reuter", "übergabe").startswith("Das kann ich nicht ausführen")
    assert spring.heard("AK") == []


def test_the_office_is_told_of_an_account_that_is_still_in_the_room(spring: World) -> None:
    """Once."""
    drop_office(spring)
    spring.room("1-vogt", "vogt")
    change(spring)
    spring.until("2027-05-10 12:00")
    told = [text for text in spring.heard("1-vogt") if "Konto" in text]
    assert told == [
        "Die Leitung von AK-FM hat gewechselt, die Rechte von Aylin Demir endeten am Fr 30.04.2027 um 24 Uhr. "
        "Das Konto ist noch im Raum, bis die Administration es entfernt."
    ]


@pytest.mark.parametrize(
    ("who", "room", "typed", "answer"),
    [
        (
            "demir",
            "AK",
            "!leitung ab 1.5. Thomas Reuter",
            "Leitung AK-FM wechselt am Sa 01.05.2027 von Aylin Demir zu Thomas Reuter.",
        ),
        ("vogt", "STG", "!leitung ak fm ab 1. mai Selin Kara", "Leitung AK-FM wechselt am Sa 01.05.2027"),
        ("vogt", "STG", "!Leitung AK-FM zum 1.5.2027: Selin Kara", "Leitung AK-FM wechselt am Sa 01.05.2027"),
        ("reuter", "AK", "!leitung ab 1.5. Thomas Reuter", "Das kann ich nicht ausführen"),
        ("vogt", "JF", "!leitung AK-FM ab 1.5. Selin Kara", "Die Leitung von AK Flucht & Migration ändert"),
        ("vogt", "STG", "!leitung AK-FM ab 1.4.2027 Selin Kara", "Der Do 01.04.2027 ist schon vorbei."),
        ("vogt", "STG", "!leitung AK-FM ab 1.5.", "Es fehlt, ab wann und wer."),
        ("vogt", "STG", "!leitung AK-FM Selin Kara", "Es fehlt, ab wann und wer."),
        ("vogt", "STG", "!leitung", "Es fehlt, ab wann und wer."),
    ],
)
def test_ways_to_type_a_change(spring: World, who: str, room: str, typed: str, answer: str) -> None:
    """By the office of the body or of the one above; never by members, never from beside."""
    assert spring.ask(who, room, typed).startswith(answer)


def test_the_old_numbers_and_states_stay(spring: World) -> None:
    """A handover changes roles, nothing else."""
    before = [rows(spring, name) for name in ("assignment", "series", "meeting", "item")]
    change(spring)
    assert [rows(spring, name) for name in ("assignment", "series", "meeting", "item")] == before


def test_a_redaction_forgets_who_was_expected(spring: World) -> None:
    """The name stands nowhere any more."""
    event = spring.say("vogt", "STG", "!leitung AK-FM ab 1.5. Selin Kara")
    spring.redact("vogt", "STG", event)
    assert holding(spring, "Selin") == []


def test_a_redaction_takes_back_the_files_that_may_hold_the_text(spring: World) -> None:
    """What was handed over by then goes from the direct chat; a new file comes by asking."""
    spring.room("1-demir", "demir")
    event = spring.say("reuter", "AK", "!speichern Familie Hassan")
    spring.say("demir", "1-demir", "übergabe")
    assert spring.files("1-demir")
    spring.redact("reuter", "AK", event)
    assert spring.rooms["!1-demir"].files == []


# -- the file ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(spring: World) -> bytes:
    spring.room("1-demir", "demir")
    spring.say("demir", "1-demir", "übergabe")
    (file,) = spring.files("1-demir")
    return file.data


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style and paragraph.style.name) or ""


def test_the_file_holds_what_is_open(data: bytes) -> None:
    """Mandate, people by function, assignments with history, results, backlog, dates, periods, contacts."""
    document = Document(BytesIO(data))
    headings = [one.text for one in document.paragraphs if _style(one) == "Heading 1"]
    assert headings == [
        "Gremium und Mandat",
        "Mitglieder nach Funktion",
        "Offene Aufträge",
        "Ergebnisse der letzten Sitzungen",
        "Themenspeicher",
        "Termine bis Dezember",
        "Fristen",
        "Ansprechstellen der Gremien darüber und darunter",
    ]
    text = "\n".join(one.text for one in document.paragraphs)
    for words in ("Sprachmittlung: Bedarf wird erhoben", "Ganztag", "Mi 12.05.2027, 10:00 Uhr", "Zahlen Kita & Hort"):
        assert words in text, words
    members, assignments, contacts = ([[c.text for c in row.cells] for row in one.rows] for one in document.tables)
    assert members[:2] == [["Funktion", "Name"], ["Leitung", "Aylin Demir"]]
    assert assignments[1][:2] == ["AK-FM-A-2027-001", "Zahlen Kita & Hort liefern"]
    assert ["STG", "Geschäftsführung", "Katrin Vogt"] in contacts


def test_the_file_is_accessible(data: bytes) -> None:
    """What screen readers need (domain 3.4): language, title, header rows, page numbers, size, no empty cells."""
    document = Document(BytesIO(data))
    assert document.core_properties.title == "Übergabe AK Flucht & Migration"
    assert document.core_properties.language == "de-DE"
    with ZipFile(BytesIO(data)) as parts:
        styles, footer = parts.read("word/styles.xml").decode(), parts.read("word/footer1.xml").decode()
        body = parts.read("word/document.xml").decode()
    assert 'w:lang w:val="de-DE"' in styles and "en-US" not in styles
    assert "PAGE" in footer
    assert "gridSpan" not in body and "vMerge" not in body
    for table in document.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None and properties.find(qn("w:tblHeader")) is not None
        assert all(cell.text for row in table.rows for cell in row.cells)
    used = {_style(one) for one in document.paragraphs}
    assert used <= {"Title", "Normal", "Heading 1", "Heading 2", "List Bullet"}
    assert re.findall(r'<w:docDefaults>.*?<w:sz w:val="(\d+)"', styles, re.S) == ["22"]
    sizes = [
        int(size) for style in used for size in re.findall(rf'w:name w:val="{style}"/>.*?w:sz w:val="(\d+)"', styles)
    ]
    assert min(sizes, default=22) >= 22
