"""Story 2, first round: from the steering group's topic call to the use that comes back to the working group."""

import pytest

from tests.world import World


@pytest.fixture
def story(w: World) -> World:
    """The steering group's dates of 2027 are planned, and the working group's."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr 120 Minuten")
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr 120 Minuten")
    w.say("demir", "AK", "!termin 3.3. 10 Uhr")
    w.until("2027-02-02 08:59")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


def test_four_weeks_ahead_the_steering_group_is_asked_for_topics(story: World) -> None:
    """T-28 at 09:00, deadline T-21, with what I, B and E mean."""
    story.until("2027-02-02 09:00")
    assert story.answer("STG").split("\n") == [
        "Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr. Themen bitte bis Di 09.02.2027 anmelden: "
        "!top Titel (I = Information, B = Beratung, E = Entscheidung).",
    ]
    assert story.ask("demir", "STG", "!top Sprachmittlung in Kitas E 20 Min") == (
        "TOP 1 „Sprachmittlung in Kitas“ (Entscheidung, 20 Minuten) für Di 02.03.2027 notiert."
    )


def given(w: World) -> None:
    """02.03.: the assignment is given in the meeting; the missing date is proposed."""
    w.until("2027-03-02 15:15")
    for room in ("STG", "AK"):
        w.heard(room)
    text = "!auftrag an AK-FM: Bedarf und Finanzierung Sprachmittlung in Kitas prüfen, "
    answer = w.ask("vogt", "STG", text + "Ergebnis: Handlungsempfehlung mit Kosten")
    assert answer == (
        "Es fehlt die Frist. Vorschlag: Fr 21.05.2027, damit das Ergebnis zur Einladung für Di 08.06.2027 vorliegt. "
        "Antworten Sie mit „ja“ oder mit einem Datum."
    )
    assert w.ask("vogt", "STG", "ja").split("\n") == [
        "STG-A-2027-001: „Bedarf und Finanzierung Sprachmittlung in Kitas prüfen“. Zuständig: AK-FM. "
        "Frist: Fr 21.05.2027.",
        "Ich melde es im Raum von AK Flucht & Migration.",
    ]


def test_an_assignment_without_a_date_gets_a_proposal_that_reaches_the_next_meeting(story: World) -> None:
    """The result is to be there before the invitation to 08.06. goes out; ten working days to accept."""
    given(story)
    assert story.answer("AK").split("\n") == [
        "Neuer Auftrag von Steuerungsgruppe Bildung: STG-A-2027-001 „Bedarf und Finanzierung Sprachmittlung in Kitas "
        "prüfen“",
        "Erwartetes Ergebnis: Handlungsempfehlung mit Kosten. Frist: Fr 21.05.2027.",
        "Bitte bis Di 16.03.2027 bestätigen: !annehmen STG-A-2027-001, oder fragen: !klärung STG-A-2027-001 …",
    ]
    assert story.last("AK").ringing


def test_another_date_can_be_typed_instead_of_ja(story: World) -> None:
    """The answer to the question is a bare date."""
    story.until("2027-03-02 15:15")
    story.ask("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen")
    assert "Frist: Fr 30.04.2027." in story.ask("vogt", "STG", "30.4.")


def clarified(w: World) -> None:
    """The receiver asks, the giver answers, the receiver accepts."""
    given(w)
    w.heard("AK")
    w.until("2027-03-03 10:30")
    w.heard("STG")
    answer = w.ask("demir", "AK", "!klärung A1 Wer liefert die Kita-Zahlen? FB 51 sitzt nicht im AK")
    assert answer == "Klärungsbedarf zu STG-A-2027-001 gemeldet an Steuerungsgruppe Bildung."
    assert "Wer liefert die Kita-Zahlen? FB 51 sitzt nicht im AK" in w.answer("STG")
    w.ask("vogt", "STG", "!geklärt A1 FB 51 arbeitet zu bis 16.04.")
    assert "FB 51 arbeitet zu bis 16.04." in w.answer("AK")
    assert w.ask("demir", "AK", "!annehmen A1").startswith("STG-A-2027-001 ist angenommen.")
    assert w.heard("STG")[-1] == (
        "AK-FM hat STG-A-2027-001 „Bedarf und Finanzierung Sprachmittlung in Kitas prüfen“ angenommen."
    )


def test_a_question_goes_up_and_the_answer_comes_down(story: World) -> None:
    """A receiver does not refuse; it asks, and accepts when the answer is there."""
    clarified(story)


def test_what_a_member_reports_counts_once_the_lead_says_ok(story: World) -> None:
    """Mi 14.04.: typed on a phone, proposed, then confirmed."""
    clarified(story)
    story.until("2027-04-14 11:00")
    answer = story.ask("reuter", "AK", "!stand A1 zahlen von 11 von 14 kitas da rest kommt")
    assert answer.startswith("Sachstand zu STG-A-2027-001 vorgeschlagen.")
    assert "Stand: angenommen" in story.ask("vogt", "AK", "!details a1")
    assert story.ask("demir", "AK", "!stand A3 ok").startswith("Einen Auftrag „A3“ finde ich hier nicht.")
    assert story.ask("demir", "AK", "!stand A1 ok") == "Sachstand zu STG-A-2027-001 bestätigt."
    assert "Stand: in Arbeit" in story.ask("vogt", "AK", "!details a1")


def handed_in(w: World) -> None:
    """20.05.: the first version."""
    clarified(w)
    w.until("2027-05-20 09:00")
    w.heard("STG")
    assert w.ask("demir", "AK", "!ergebnis A1 Wir empfehlen einen Pool mit 12 Sprachmittlern, 38.000 € pro Jahr.") == (
        "Ergebnis zu STG-A-2027-001 vorgelegt."
    )
    assert "liegt vor (Version 1, AK-FM): Wir empfehlen einen Pool mit 12 Sprachmittlern" in w.answer("STG")


def test_the_digest_says_first_what_has_to_be_decided(story: World) -> None:
    """Monday 24.05. at 09:00, one screen, no person's name."""
    handed_in(story)
    story.until("2027-05-24 08:59")
    story.heard("STG")
    story.until("2027-05-24 09:00")
    digest = story.answer("STG")
    assert digest.split("\n") == [
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 24.05.2027",
        "ENTSCHEIDUNG NÖTIG (1)",
        "1. STG-A-2027-001 Bedarf und Finanzierung Sprachmittlung in Kitas prüfen (AK-FM): Ergebnis liegt vor, bitte "
        "abnehmen (TOP 1 am Di 08.06.2027).",
        "NÄCHSTE TERMINE: STG Di 08.06.2027, 14:00 Uhr",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
    ]
    story.until("2027-05-31 12:00")
    assert story.heard("STG") == [], "nothing new, nothing said"


def test_a_result_is_sent_back_comes_again_is_accepted_and_its_use_comes_home(story: World) -> None:
    """Accepting and closing are two acts; „übernommen … geändert beschlossen“ is asked about, not guessed."""
    handed_in(story)
    story.until("2027-06-01 10:00")
    story.heard("AK"), story.heard("STG")
    answer = story.ask("vogt", "STG", "!nachbessern A1 bitte Folgekosten 2028–2030 ergänzen, bis Mo 07.06.")
    assert answer == "STG-A-2027-001 geht zur Nachbesserung an AK-FM. Frist: Mo 07.06.2027."
    assert "bitte nachbessern bis Mo 07.06.2027: bitte Folgekosten 2028–2030 ergänzen" in story.answer("AK")
    story.until("2027-06-04 10:00")
    assert story.ask("demir", "AK", "!ergebnis A1 Wie Version 1, Folgekosten ergänzt.") == (
        "Ergebnis zu STG-A-2027-001 vorgelegt, Version 2. Frühere Versionen bleiben erhalten."
    )
    story.until("2027-06-08 15:00")
    assert story.ask("vogt", "STG", "!erledigt A1 übernommen").startswith(
        "STG-A-2027-001 kann erst nach der Abnahme erledigt werden"
    )
    assert story.ask("vogt", "STG", "!abnehmen A1").startswith("Ergebnis zu STG-A-2027-001 abgenommen.")
    story.until("2027-06-30 09:00")
    story.heard("AK")
    text = "!erledigt A1 übernommen, Schulausschuss 29.06. geändert beschlossen (10 Sprachmittler), Vorlage 112/2027"
    assert story.ask("vogt", "STG", text).split("\n") == [
        "Was wurde aus dem Ergebnis zu STG-A-2027-001? Antworten Sie mit der Nummer.",
        "1. teilweise übernommen",
        "2. übernommen",
    ]
    assert story.ask("vogt", "STG", "1") == "STG-A-2027-001 ist erledigt (teilweise übernommen)."
    assert story.answer("AK").split("\n") == [
        "Rückmeldung zu STG-A-2027-001 „Bedarf und Finanzierung Sprachmittlung in Kitas prüfen“: teilweise übernommen. "
        "Schulausschuss 29.06. geändert beschlossen (10 Sprachmittler), Vorlage 112/2027",
        "Damit ist der Auftrag erledigt. Vielen Dank.",
    ]


def test_a_late_assignment_is_said_once_where_the_work_is_done(story: World) -> None:
    """The first working day after the due day, with three ways to answer; after five the giver hears it, once."""
    clarified(story)
    story.until("2027-05-24 08:44")
    story.heard("AK")
    story.until("2027-05-24 08:45")
    late = story.answer("AK")
    assert late.startswith("STG-A-2027-001 „Bedarf und Finanzierung Sprachmittlung in Kitas prüfen“ ist seit Fr 21.05.")
    reply = story.say("demir", "AK", "!stand Kita-Zahlen fehlen noch", reply_to=story.last("AK").event_id)
    assert reply and story.answer("AK") == "Sachstand zu STG-A-2027-001 gespeichert.", "a reply needs no number"
    story.until("2027-05-31 08:44")
    assert [text for text in story.heard("STG") if "(AK-FM) ist seit" in text] == []
    story.until("2027-05-31 08:45")
    assert story.heard("STG")[0].startswith("STG-A-2027-001 „Bedarf und Finanzierung Sprachmittlung in Kitas prüfen“")
    story.until("2027-06-07 12:00")
    assert [text for text in (*story.heard("AK"), *story.heard("STG")) if "ist seit" in text] == []
    assert "ÜBERFÄLLIG (1)" in story.ask("vogt", "STG", "!bericht")
