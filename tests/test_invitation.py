"""The invitation: looked over, sent once with document and calendar file, and whether the period was kept."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest

from commands.documents.searching import text_of
from commands.documents.word import MIMETYPE
from tests.prepared import scene
from tests.world import World

ROOT = Path(__file__).parent.parent


@scene
def planned(w: World) -> None:
    """The steering group meets on Tue 02.03.2027; its agenda has standing items and two topics."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr 120 Minuten")
    w.say("vogt", "STG", "!ständig Protokollkontrolle")
    w.say("demir", "STG", "!top Sprachmittlung in Kitas E 20 Min")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 29.1.")
    w.until("2027-02-15 09:00")
    w.heard("STG")
    w.files("STG")


@pytest.mark.parametrize(
    "typed", ["!einladung prüfen", "!einladung pruefen", "! Einladung prüfen.", "!einladung", "!einladung prüfen 2.3."]
)
def test_the_draft_shows_agenda_assignments_and_period(planned: World, typed: str) -> None:
    """Nothing is sent by it."""
    assert planned.ask("vogt", "STG", typed) == (
        "Entwurf der Einladung: Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr\n"
        "1. Protokollkontrolle\n"
        "2. Sprachmittlung in Kitas (Entscheidung, 20 Minuten)\n"
        "Offen ist 1 Auftrag: STG-A-2027-001\n"
        "Einladungsfrist 14 Tage: gewahrt, wenn Sie bis Di 16.02.2027 senden. Senden: !einladung senden"
    )
    assert planned.files("STG") == []


def test_the_invitation_rings_and_brings_the_agenda_as_a_document_and_the_date(planned: World) -> None:
    """Story 2: „Frist 14 Tage gewahrt“, said on the last day."""
    planned.until("2027-02-16 09:00")
    planned.say("vogt", "STG", "!einladung senden")
    invitation, answer = planned.rooms["!STG"].posts[-2:]
    assert invitation.ringing and not answer.ringing
    assert invitation.text == (
        "Einladung: Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr\n"
        "Tagesordnung:\n"
        "1. Protokollkontrolle\n"
        "2. Sprachmittlung in Kitas (Entscheidung, 20 Minuten)\n"
        "Das Dokument und die Kalenderdatei folgen."
    )
    assert answer.text == "Einladung versandt am Di 16.02.2027, Frist 14 Tage gewahrt."
    paper, calendar = planned.files("STG")
    assert (paper.name, paper.mimetype) == ("2027-03-02_STG_Tagesordnung.docx", MIMETYPE)
    assert calendar.name == "2027-03-02_STG.ics" and "Steuerungsgruppe Bildung" in calendar.text
    held = text_of(paper.data, paper.mimetype) or ""
    for words in ("Sprachmittlung in Kitas", "Entscheidung", "20 Minuten", "STG-A-2027-001", "Räume melden", "FB 40"):
        assert words in held
    assert "Maßgeblich ist das genehmigte Protokoll in der E-Akte." in held


def test_an_invitation_that_comes_too_late_says_by_how_much(planned: World) -> None:
    """It goes out all the same; a human decides."""
    planned.until("2027-02-19 09:00")
    draft = planned.ask("vogt", "STG", "!einladung prüfen")
    assert "um 3 Tage verfehlt, letzter Tag war Di 16.02.2027" in draft
    planned.say("vogt", "STG", "!einladung senden")
    assert planned.last("STG").text == (
        "Einladung versandt am Fr 19.02.2027. Die Frist (14 Tage) ist um 3 Tage verfehlt."
    )


def test_full_days_are_counted_where_the_body_wants_them(planned: World) -> None:
    """Then the 16.02. is one day late."""
    planned.say("vogt", "STG", "!fristen einladung 14 volle Tage")
    planned.until("2027-02-16 09:00")
    assert "letzter Tag war Mo 15.02.2027" in planned.ask("vogt", "STG", "!einladung prüfen")


def test_sending_twice_asks_first(planned: World) -> None:
    """„ja“ sends a new version, „nein“ nothing."""
    planned.say("vogt", "STG", "!einladung senden")
    planned.files("STG")
    question = planned.ask("vogt", "STG", "!einladung senden")
    assert question.startswith("Die Einladung zur Sitzung am Di 02.03.2027 ist schon versandt, am Mo 15.02.2027.")
    assert planned.files("STG") == []
    planned.say("vogt", "STG", "ja")
    assert planned.heard("STG")[0].startswith("Einladung, neue Fassung: Steuerungsgruppe Bildung")
    assert len(planned.files("STG")) == 2
    planned.say("vogt", "STG", "!einladung senden")
    planned.say("vogt", "STG", "nein")
    assert planned.files("STG") == []


def test_only_who_leads_a_formal_body_invites(planned: World) -> None:
    """A jour fixe does without, an empty agenda is not sent, and a member may not."""
    assert planned.ask("vogt", "JF", "!einladung senden") == (
        "Jour fixe kommt ohne Einladung und Anwesenheit aus. Tagesordnung zeigen: !to"
    )
    assert "keine Sitzung geplant" in planned.ask("demir", "AK", "!einladung prüfen")
    planned.say("demir", "AK", "!termin 3.3. 10 Uhr")
    assert "steht nichts" in planned.ask("demir", "AK", "!einladung senden")
    assert planned.ask("petersen", "STG", "!einladung senden").startswith("Das kann ich nicht ausführen")


def test_the_document_can_be_read_by_everybody(planned: World) -> None:
    """Heading styles, language, title, a flagged head of the table, a page number as a field, no empty cells."""
    planned.say("vogt", "STG", "!einladung senden")
    paper = docx.Document(BytesIO(planned.files("STG")[0].data))
    assert paper.core_properties.title == "Tagesordnung: Steuerungsgruppe Bildung am Di 02.03.2027"
    assert paper.core_properties.language == "de-DE"
    styles = [one.style.name for one in paper.paragraphs if one.style]
    assert "Title" in styles and "Heading 1" in styles
    assert 'w:val="de-DE"' in paper.styles.element.xml
    for table in paper.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:gridSpan" not in table._tbl.xml and "w:vMerge" not in table._tbl.xml
        assert all(cell.text.strip() for row in table.rows for cell in row.cells)
    foot = paper.sections[0].footer.paragraphs[0]._p.xml
    assert 'w:instr="PAGE"' in foot and 'w:instr="NUMPAGES"' in foot
    sizes = [paper.styles[name].font.size for name in ("Normal", "Header", "Footer", "List Bullet")]
    assert all(size is not None and size.pt >= 11 for size in sizes)


def test_a_redacted_topic_takes_the_sent_document_with_it(planned: World) -> None:
    """The file in the room cannot be edited; the post can."""
    event = planned.say("demir", "STG", "!top Fall Familie Hassan")
    planned.say("vogt", "STG", "!einladung senden")
    planned.redact("vogt", "STG", event)
    names = [file.name for file in planned.rooms["!STG"].files]
    assert "2027-03-02_STG_Tagesordnung.docx" not in names
    assert [text for text in planned.texts("STG") if "Hassan" in text] == []


def test_a_document_that_waits_to_be_sent_does_not_carry_a_redacted_topic_out(planned: World) -> None:
    """It is looked into, as zipped as it is."""
    event = planned.say("demir", "STG", "!top Fall Familie Hassan")
    planned.hold_back()
    planned.say("vogt", "STG", "!einladung senden")
    planned.redact("vogt", "STG", event)
    planned.release()
    assert [file.name for file in planned.files("STG") if file.name.endswith("docx")] == []
    assert [text for text in planned.texts("STG") if "Hassan" in text] == []


@pytest.mark.parametrize(("data", "held"), [(b"PK nonsense", None), (b"", None)])
def test_a_file_that_cannot_be_looked_into_says_so(data: bytes, held: str | None) -> None:
    """Then it counts as holding whatever is looked for."""
    assert text_of(data, MIMETYPE) is held


def test_the_maker_of_documents_is_loaded_only_when_one_is_made() -> None:
    """It takes some 25 MB that a town without documents need not spend."""
    code = "import sys; from commands.catalogue import registry; registry(); print('docx' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.strip() == "False"
