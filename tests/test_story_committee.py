"""Story 2, whole (domain 6.2): from the steering group to the working group, to the committee, and back.

Each scene builds on the one before; the texts are what people read in their rooms, letter by letter where it matters.
"""

import pytest

from commands.documents.searching import text_of
from tests.world import World

TITLE = "Bedarf und Finanzierung Sprachmittlung in Kitas prüfen"
A1 = "STG-A-2027-001"


@pytest.fixture
def story(w: World) -> World:
    """The year's dates, the committee, nine voting members, and the standing items of the steering group."""
    for text in (
        "!termin 2.3. 14 Uhr 120 Minuten",
        "!termin 8.6. 14 Uhr 120 Minuten",
        "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.",
        "!gremium stimmberechtigt 9",
        "!ständig Protokollkontrolle",
        "!ständig Bericht des Bildungsmanagements",
    ):
        w.say("vogt", "STG", text)
    for day in ("20.1.", "3.3.", "14.4.", "12.5.", "2.6."):
        w.say("demir", "AK", f"!termin {day} 10 Uhr 120 Minuten")
    w.until("2027-02-02 09:05")
    w.say("demir", "STG", "!top Sprachmittlung in Kitas E 20 Min")
    _quiet(w)
    return w


def _quiet(w: World) -> None:
    for room in ("STG", "AK", "JF"):
        w.heard(room), w.files(room)


def invited(w: World) -> None:
    """15. and 16.02.: looked over, then sent, two weeks ahead."""
    w.until("2027-02-15 10:00")
    _quiet(w)
    assert w.ask("vogt", "STG", "!einladung prüfen").split("\n") == [
        "Entwurf der Einladung: Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr",
        "1. Protokollkontrolle",
        "2. Bericht des Bildungsmanagements",
        "3. Sprachmittlung in Kitas (Entscheidung, 20 Minuten)",
        "Einladungsfrist 14 Tage: gewahrt, wenn Sie bis Di 16.02.2027 senden. Senden: !einladung senden",
    ]
    w.until("2027-02-16 10:00")
    w.say("vogt", "STG", "!einladung senden")
    invitation, answer = w.heard("STG")
    assert invitation.startswith("Einladung: Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr")
    assert answer == "Einladung versandt am Di 16.02.2027, Frist 14 Tage gewahrt."
    assert [file.name for file in w.files("STG")] == ["2027-03-02_STG_Tagesordnung.docx", "2027-03-02_STG.ics"]


def decided(w: World) -> None:
    """02.03.: who is there, whether they can decide, what they decide, and the assignment that follows."""
    invited(w)
    w.until("2027-03-02 14:05")
    _quiet(w)
    assert w.ask("vogt", "STG", "!anwesend 7 von 9, entschuldigt FB 51, FB 80") == (
        "7 von 9 stimmberechtigten Mitgliedern anwesend. Nach Ihrer Regel (mehr als die Hälfte, mindestens 3) wäre "
        "Steuerungsgruppe Bildung beschlussfähig. Bitte bestätigt die Leitung: !beschlussfähig ja"
    )
    assert w.ask("vogt", "STG", "!beschlussfähig ja (festgestellt Dr. Hollweg)") == (
        "Festgestellt: Steuerungsgruppe Bildung ist beschlussfähig (7 von 9)."
    )
    text = "Der AK Flucht & Migration wird beauftragt, Bedarf und Finanzierung einer Sprachmittlung zu prüfen."
    assert w.ask("vogt", "STG", f"!beschluss TOP 3: {text} ja 7") == (
        "Beschlusstext zu TOP 3 gespeichert. Stimmen: 7 ja, 0 nein, 0 Enthaltungen – einstimmig. Stimmt das? "
        "!feststellen STG-B-2027-001"
    )
    assert w.ask("vogt", "STG", "!feststellen").split("\n") == [
        "STG-B-2027-001 festgestellt (im Auftrag der Leitung).",
        "Auftrag anlegen? !auftrag an AK-FM … bis … zu TOP 3",
    ]
    order = f"!auftrag an AK-FM: {TITLE}, Ergebnis: Handlungsempfehlung mit Kosten zu TOP 3"
    assert w.ask("vogt", "STG", order) == (
        "Es fehlt die Frist. Vorschlag: Fr 21.05.2027, damit das Ergebnis zur Einladung für Di 08.06.2027 vorliegt und "
        "Schulausschuss am Di 29.06.2027 erreichbar bleibt. Antworten Sie mit „ja“ oder mit einem Datum."
    )
    assert w.ask("vogt", "STG", "ja").split("\n") == [
        f"{A1}: „{TITLE}“. Zuständig: AK-FM. Frist: Fr 21.05.2027.",
        "Ich melde es im Raum von AK Flucht & Migration.",
    ]
    assert w.answer("AK").split("\n") == [
        f"Neuer Auftrag von Steuerungsgruppe Bildung: {A1} „{TITLE}“",
        "Erwartetes Ergebnis: Handlungsempfehlung mit Kosten. Frist: Fr 21.05.2027.",
        f"Bitte bis Di 16.03.2027 bestätigen: !annehmen {A1}, oder fragen: !klärung {A1} …",
    ]
    w.until("2027-03-02 15:50")
    results = w.ask("vogt", "STG", "!schluss")
    assert f"Steuerungsgruppe Bildung beschließt: {text} (7 ja, 0 nein, 0 Enthaltungen, einstimmig)" in results


def clarified(w: World) -> None:
    """03.03.: the question, the answer that names another unit's part, and the acceptance."""
    decided(w)
    w.until("2027-03-03 10:20")
    _quiet(w)
    w.say("demir", "AK", "!klärung A1 Wer liefert die Kita-Zahlen? FB 51 sitzt nicht im AK")
    assert w.answer("STG").split("\n")[1] == f"Antworten: !geklärt {A1} …"
    _quiet(w)
    assert w.ask("vogt", "STG", "!geklärt A1 FB 51 arbeitet zu bis 16.04., Ansprechstelle Kita-Fachberatung").split(
        "\n"
    ) == [
        f"Die Antwort zu {A1} geht an AK-FM.",
        "Soll ich die Zuarbeit von FB 51 bis Fr 16.04.2027 anlegen? ja / nein",
    ]
    _quiet(w)
    assert w.ask("vogt", "STG", "ja").startswith(f"{A1}/1: „{TITLE}“. Zuarbeit von FB 51. Frist: Fr 16.04.2027.")
    assert w.answer("AK").startswith(f"Zu {A1} ist eine Zuarbeit bestellt: {A1}/1")
    assert w.ask("demir", "AK", "!annehmen A1").startswith(f"{A1} ist angenommen.")


def reported(w: World) -> None:
    """14.04.: typed on a telephone, proposed by a member, released by the lead; 16.04.: what FB 51 sent."""
    clarified(w)
    w.until("2027-04-14 11:00")
    _quiet(w)
    assert w.ask("reuter", "AK", "!stand A1 zahlen von 11 von 14 kitas da rest kommt").startswith(
        f"Sachstand zu {A1} vorgeschlagen."
    )
    assert w.ask("demir", "AK", "!stand A1 ok") == f"Sachstand zu {A1} bestätigt."
    w.until("2027-04-16 12:00")
    _quiet(w)
    assert w.ask("demir", "AK", "!ergebnis A1/1 14 von 14 Kitas") == f"Ergebnis zu {A1}/1 vorgelegt."
    w.say("demir", "AK", "!abnehmen A1/1")
    assert w.ask("demir", "AK", "!erledigt A1/1 übernommen") == f"{A1}/1 ist erledigt (übernommen)."


def handed_in(w: World) -> None:
    """20.05.: the paper as a reply, and the two sentences for the level above."""
    reported(w)
    w.until("2027-05-19 09:00")
    said = f"{A1} „{TITLE}“: Frist Fr 21.05.2027. Noch 2 Arbeitstage."
    (reminder,) = [post for post in w.rooms["!AK"].posts if post.text.startswith(said)]
    w.until("2027-05-20 10:00")
    _quiet(w)
    w.post_file("demir", "AK", "HE_Sprachmittlung.docx", reply_to=reminder.event_id)
    assert w.heard("AK")[-1].split("\n") == [
        f"Ergebnis zu {A1} vorgelegt.",
        "1 Datei ist dabei. In zwei Sätzen für die Ebene darüber?",
    ]
    w.say("demir", "AK", "Wir empfehlen einen Pool mit 12 Sprachmittlern, 38.000 € pro Jahr. Start 01.10.2027 möglich.")
    told = "\n".join(w.heard("STG"))
    assert "Pool mit 12 Sprachmittlern, 38.000 € pro Jahr" in told and "TOP 3 am Di 08.06.2027" in told
    assert [file.name for file in w.files("STG")] == ["HE_Sprachmittlung.docx"]


def test_the_digest_says_first_what_the_steering_group_must_decide(story: World) -> None:
    """31.05.: one screen, with the item under which it stands, never a person's name."""
    handed_in(story)
    story.until("2027-05-24 09:05")
    digest = story.heard("STG")[-1]
    assert digest.split("\n")[:3] == [
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 24.05.2027",
        "ENTSCHEIDUNG NÖTIG (1)",
        f"1. {A1} {TITLE} (AK-FM): Ergebnis liegt vor, bitte abnehmen (TOP 3 am Di 08.06.2027).",
    ]
    assert len(digest) <= 1200
    assert not any(name in digest for name in ("Demir", "Reuter", "Vogt", "Hollweg"))
    story.until("2027-05-31 12:00")
    assert story.heard("STG") == [], "nothing new, nothing said"


def test_it_is_sent_back_comes_again_and_its_use_comes_home(story: World) -> None:
    """01.06. to 30.06.: version 1 stays, acceptance and use are two acts, and a changed decision is asked about."""
    handed_in(story)
    story.until("2027-06-01 10:00")
    _quiet(story)
    assert story.ask("vogt", "STG", "!nachbessern A1 bitte Folgekosten 2028–2030 ergänzen, bis Mo 07.06.") == (
        f"{A1} geht zur Nachbesserung an AK-FM. Frist: Mo 07.06.2027."
    )
    assert "bitte nachbessern bis Mo 07.06.2027: bitte Folgekosten 2028–2030 ergänzen" in story.answer("AK")
    story.until("2027-06-04 10:00")
    assert story.ask("demir", "AK", "!ergebnis A1 Pool mit 12 Sprachmittlern; Folgekosten ergänzt.").startswith(
        f"Ergebnis zu {A1} vorgelegt, Version 2."
    )
    story.until("2027-06-08 14:10")
    _quiet(story)
    story.say("vogt", "STG", "!anwesend 6 von 9")
    story.say("vogt", "STG", "!beschlussfähig ja")
    story.heard("STG")
    assert story.ask("vogt", "STG", "!abnehmen A1").startswith(f"Ergebnis zu {A1} abgenommen.")
    assert story.ask("vogt", "STG", "!empfehlung TOP 3.1: Der Pool wird eingerichtet. einvernehmlich") == (
        "Empfehlung zu TOP 3 gespeichert. Abstimmung: einvernehmlich. Stimmt das? !feststellen STG-E-2027-001"
    )
    assert story.ask("vogt", "STG", "!feststellen").startswith("STG-E-2027-001 festgestellt")
    assert story.ask("vogt", "STG", "!vorlage A1 für Schulausschuss 29.06.") == (
        "Rohfassung Beschlussvorlage erstellt (DOCX). Rückwärtsplan: Mitzeichnung FB 51 bis Do 10.06.2027 · "
        "Vorlagenschluss Ratsbüro Fr 11.06.2027 · Schulausschuss Di 29.06.2027. Das sind 3 Arbeitstage."
    )
    (paper,) = story.files("STG")
    assert "Der Pool wird eingerichtet." in (text_of(paper.data, paper.mimetype) or "")
    story.until("2027-06-30 09:10")
    _quiet(story)
    said = "!erledigt A1 übernommen, Schulausschuss 29.06. geändert beschlossen (10 Sprachmittler), Vorlage 112/2027"
    assert story.ask("vogt", "STG", said).split("\n")[1:] == ["1. teilweise übernommen", "2. übernommen"]
    assert story.ask("vogt", "STG", "1") == f"{A1} ist erledigt (teilweise übernommen)."
    assert story.answer("AK").split("\n") == [
        f"Rückmeldung zu {A1} „{TITLE}“: teilweise übernommen. Schulausschuss 29.06. geändert beschlossen "
        "(10 Sprachmittler), Vorlage 112/2027",
        "Damit ist der Auftrag erledigt. Vielen Dank.",
    ]
    history = story.ask("demir", "AK", "!details A1")
    assert "HE_Sprachmittlung.docx" in history and "Folgekosten ergänzt." in history
