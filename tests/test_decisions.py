"""Decisions and recommendations: by mandate, with votes, established, corrected, listed."""

import pytest

from tests.prepared import scene
from tests.seen import holding
from tests.world import World

TEXT = "Der AK Flucht & Migration wird beauftragt, den Bedarf zu prüfen."


@scene
def meeting(w: World) -> None:
    """The steering group has begun its meeting with 7 of 9; the working group meets at the same hour."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr 120 Minuten")
    w.say("vogt", "STG", "!top Ganztag\nSprachmittlung E")
    w.say("demir", "AK", "!termin 2.3. 14 Uhr")
    w.say("demir", "AK", "!top Pool")
    w.until("2027-03-02 14:05")
    w.say("vogt", "STG", "!anwesend 7 von 9")
    w.say("vogt", "STG", "!beschlussfähig ja")
    for room in ("STG", "AK", "JF"):
        w.heard(room)


@pytest.mark.parametrize(
    ("typed", "votes"),
    [
        (f"!beschluss TOP 2: {TEXT} ja 7", "Stimmen: 7 ja, 0 nein, 0 Enthaltungen – einstimmig"),
        (f"!Beschluss 2: {TEXT} Ja 5, Nein 1, Enthaltung 1", "Stimmen: 5 ja, 1 nein, 1 Enthaltung – mehrheitlich"),
        (
            f"!beschluss top 2 {TEXT} 5 ja 1 nein 1 befangen",
            "Stimmen: 5 ja, 1 nein, 0 Enthaltungen, 1 befangen – mehrh",
        ),
        (f"!beschluss „Sprachmittlung“: {TEXT} einvernehmlich", "Abstimmung: einvernehmlich"),
        (f"!beschluss TOP 2.1: {TEXT} einstimmig.", "Abstimmung: einstimmig"),
        (f"!beschluss TOP 2: {TEXT} ja 2 nein 4", "Stimmen: 2 ja, 4 nein, 0 Enthaltungen – abgelehnt"),
    ],
)
def test_a_decision_is_recorded_with_its_votes(meeting: World, typed: str, votes: str) -> None:
    """Story 2; the item counts as dealt with."""
    answer = meeting.ask("vogt", "STG", typed)
    assert answer.startswith(f"Beschlusstext zu TOP 2 gespeichert. {votes}")
    assert answer.endswith("Stimmt das? !feststellen STG-B-2027-001")
    shown = meeting.ask("vogt", "STG", "!beschluss zeigen B1")
    assert TEXT in shown and "noch nicht festgestellt" in shown


def test_the_chair_establishes_and_then_the_text_stands(meeting: World) -> None:
    """Before that an edit changes it; afterwards only a correction, which keeps both texts."""
    event = meeting.say("vogt", "STG", "!beschluss TOP 2: Der Bedrf wird geprüft. ja 7")
    meeting.heard("STG")
    meeting.edit("vogt", "STG", event, "!beschluss TOP 2: Der Bedarf wird geprüft. ja 6 enthaltung 1")
    assert meeting.answer("STG") == (
        "STG-B-2027-001 geändert. Stimmen: 6 ja, 0 nein, 1 Enthaltung – einstimmig. Stimmt das? "
        "!feststellen STG-B-2027-001"
    )
    assert meeting.ask("hollweg", "STG", "!feststellen").split("\n") == [
        "STG-B-2027-001 festgestellt.",
        "Auftrag anlegen? !auftrag an AK-FM … bis … zu TOP 2",
    ]
    meeting.edit("vogt", "STG", event, "!beschluss TOP 2: Etwas anderes. ja 7")
    assert meeting.answer("STG") == (
        "STG-B-2027-001 ist festgestellt, der Text steht fest. Berichtigen: !berichtigung STG-B-2027-001 …"
    )
    assert meeting.ask("vogt", "STG", "!berichtigung b1 Der Bedarf wird bis Juni geprüft.") == (
        "STG-B-2027-001 berichtigt.\nBisher: Der Bedarf wird geprüft.\nJetzt: Der Bedarf wird bis Juni geprüft."
    )
    shown = meeting.ask("vogt", "STG", "!beschluss zeigen STG-B-2027-001")
    assert "beschließt: Der Bedarf wird bis Juni geprüft." in shown
    assert "– Bis Di 02.03.2027: Der Bedarf wird geprüft." in shown


def test_the_office_establishes_on_behalf_of_the_chair(meeting: World) -> None:
    """With „ja“ to the question, by number, or as a reply; once."""
    meeting.say("vogt", "STG", f"!beschluss TOP 2: {TEXT} ja 7")
    meeting.heard("STG")
    meeting.say("vogt", "STG", "ja")
    assert meeting.answer("STG").startswith("STG-B-2027-001 festgestellt (im Auftrag der Leitung).")
    assert meeting.ask("vogt", "STG", "!feststellen STG-B-27-1") == (
        "STG-B-2027-001 ist schon festgestellt, am Di 02.03.2027."
    )
    assert meeting.ask("vogt", "STG", "!feststellen").startswith("Hier wartet nichts auf die Feststellung.")


def test_with_several_open_ones_the_bot_asks_which(meeting: World) -> None:
    """And takes the number."""
    meeting.say("vogt", "STG", "!beschluss TOP 1: Eins. ja 7")
    meeting.say("vogt", "STG", "!beschluss TOP 2: Zwei. ja 7")
    asked = meeting.ask("vogt", "STG", "!feststellen").split("\n")
    assert asked[1:3] == ["1. STG-B-2027-001 „Eins.“", "2. STG-B-2027-002 „Zwei.“"]
    meeting.say("vogt", "STG", "2")
    assert meeting.answer("STG").startswith("STG-B-2027-002 festgestellt")


def test_an_advising_body_recommends_and_never_decides(meeting: World) -> None:
    """T17: the right word is offered with the text already typed."""
    assert meeting.ask("demir", "AK", "!beschluss TOP 1: Ein Pool wird eingerichtet ja 5") == (
        "AK Flucht & Migration berät und empfiehlt, ein Beschluss ist hier nicht möglich. Soll ich den Text als "
        "Empfehlung erfassen? Antworten Sie mit „ja“ oder „nein“."
    )
    meeting.say("demir", "AK", "ja")
    assert meeting.answer("AK").startswith(
        "Empfehlung zu TOP 1 gespeichert. Stimmen: 5 ja, 0 nein, 0 Enthaltungen – einstimmig. "
        "Stimmt das? !feststellen AK-FM-E-2027-001"
    )
    meeting.say("demir", "AK", "!schluss")
    results = "\n".join(meeting.heard("AK"))
    assert "AK Flucht & Migration empfiehlt: Ein Pool wird eingerichtet" in results
    assert "beschl" not in results.lower()


def test_a_deciding_body_may_recommend_to_those_above_it(meeting: World) -> None:
    """Story 2: the steering group to the committee."""
    answer = meeting.ask(
        "vogt", "STG", "!empfehlung TOP 2: Pool einrichten, einvernehmlich, abweichende Meinung: FB 51"
    )
    assert answer.startswith(
        "Empfehlung zu TOP 2 gespeichert. Abstimmung: einvernehmlich, abweichende Meinung: FB 51. "
        "Stimmt das? !feststellen STG-E-2027-001"
    )


def test_a_jour_fixe_decides_nothing(meeting: World) -> None:
    """Story 3: and is told where it could be meant."""
    assert meeting.ask("vogt", "JF", "!beschluss TOP 3 Wir kaufen es ja 3") == (
        "Jour fixe fasst keine Beschlüsse. Meinten Sie Steuerungsgruppe Bildung? Dann schreiben Sie es bitte dort: "
        "Ich übertrage nichts zwischen Räumen, ohne dass Sie es dort sehen."
    )


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (f"!beschluss TOP 2: {TEXT} ja 7 nein 1", "Das sind 8 Stimmen, anwesend sind aber 7."),
        (
            f"!beschluss TOP 2: {TEXT} ja 5 nein 2 einstimmig",
            "„einstimmig“ passt nicht zu den Stimmen, danach wäre es „me",
        ),
        (f"!beschluss TOP 2: {TEXT} ja 0 nein 0", "Mit null Stimmen ist nichts entschieden."),
        ("!beschluss TOP 2: ja 7", "Es fehlt der Text des Beschlusses."),
        ("!beschluss", "Es fehlt der Text des Beschlusses."),
        (f"!beschluss TOP 9: {TEXT} ja 7", "Einen TOP „9“ gibt es nicht."),
        ("!feststellen B7", "Einen Beschluss „B7“ finde ich hier nicht."),
        ("!berichtigung B7 Text", "Einen Beschluss „B7“ finde ich hier nicht."),
    ],
)
def test_what_does_not_fit_is_refused(meeting: World, typed: str, answer: str) -> None:
    """And nothing is recorded."""
    assert meeting.ask("vogt", "STG", typed).startswith(answer)
    assert meeting.ask("vogt", "STG", "!beschlüsse") == "Für 2027 sind hier keine Beschlüsse erfasst."


def test_a_tie_rejects_and_says_why(meeting: World) -> None:
    """T15, without a casting vote."""
    meeting.say("vogt", "STG", "!anwesend 8 von 9")
    answer = meeting.ask("vogt", "STG", f"!beschluss TOP 2: {TEXT} ja 4 nein 4")
    assert "4 ja, 4 nein, 0 Enthaltungen – abgelehnt" in answer
    assert "Stimmengleichheit: Der Antrag ist abgelehnt" in answer
    assert meeting.ask("vogt", "STG", "!feststellen") == "STG-B-2027-001 festgestellt (im Auftrag der Leitung)."


def test_without_a_quorum_nothing_is_decided(meeting: World) -> None:
    """Story 4: neither recorded nor established; the ways out are named."""
    meeting.say("vogt", "STG", "!beschluss TOP 1: Vorher. ja 7")
    meeting.say("vogt", "STG", "!anwesend 4 von 9")
    assert meeting.ask("vogt", "STG", f"!beschluss TOP 2: {TEXT} ja 4").startswith(
        "Steuerungsgruppe Bildung ist heute nicht beschlussfähig (4 von 9). Wege: den TOP vertagen (!vertagen TOP 2)"
    )
    assert "nicht beschlussfähig" in meeting.ask("vogt", "STG", "!feststellen")


def test_the_numbers_are_counted_by_kind(meeting: World) -> None:
    """B for decisions, E for recommendations; without an item as well."""
    meeting.say("vogt", "STG", "!beschluss Eins. ja 7")
    meeting.say("vogt", "STG", "!empfehlung Zwei. einvernehmlich")
    meeting.say("vogt", "STG", "!beschluss Drei. ja 7")
    lines = meeting.ask("vogt", "STG", "!beschlüsse 2027").split("\n")[1:]
    assert [line.split(" ")[1] for line in lines] == ["STG-B-2027-001", "STG-E-2027-001", "STG-B-2027-002"]


def test_the_list_shows_what_came_of_a_decision(meeting: World) -> None:
    """„Beschlusskontrolle“: the assignment with its state."""
    meeting.say("vogt", "STG", f"!beschluss TOP 2: {TEXT} ja 7")
    meeting.say("vogt", "STG", "!feststellen")
    meeting.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 21.5. zu TOP 2")
    assert meeting.ask("petersen", "STG", "!beschluesse") == (
        "Beschlüsse und Empfehlungen von Steuerungsgruppe Bildung, 2027\n"
        f"– STG-B-2027-001 (Di 02.03.2027): Steuerungsgruppe Bildung beschließt: {TEXT} (7 ja, 0 nein, 0 Enthaltungen, "
        "einstimmig). Auftrag: STG-A-2027-001 (erteilt, noch nicht bestätigt)"
    )


def test_a_decision_is_named_by_its_item_as_well(meeting: World) -> None:
    """„!feststellen TOP 2“; and a reply to what was established links the assignment with it."""
    meeting.say("vogt", "STG", f"!beschluss TOP 2: {TEXT} ja 7")
    assert meeting.ask("vogt", "STG", "!feststellen TOP 1").startswith("Einen Beschluss „TOP 1“ finde ich hier nicht.")
    assert meeting.ask("vogt", "STG", "!feststellen TOP 2").startswith("STG-B-2027-001 festgestellt")
    answer = meeting.last("STG").event_id
    meeting.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 21.5.", reply_to=answer)
    assert "Auftrag: STG-A-2027-001" in meeting.ask("vogt", "STG", "!beschlüsse")


def test_the_same_in_english(meeting: World) -> None:
    """„item 2“ is an item as much as „TOP 2“."""
    meeting.say("vogt", "STG", "!gremium sprache englisch")
    assert meeting.ask("vogt", "STG", "!decide item 2: It is done. yes 5 no 1 abstained 1") == (
        "Text of the decision on item 2 saved. Votes: 5 yes, 1 no, 1 abstention – by majority. "
        "Is that right? !establish STG-B-2027-001"
    )
    assert meeting.ask("vogt", "STG", "!establish item 2").startswith(
        "STG-B-2027-001 established (on behalf of the chair)."
    )
    given = meeting.ask("vogt", "STG", "!assignment to FB 40: Rooms by 5 May re item 2")
    assert given.startswith("STG-A-2027-001: “Rooms”.")
    assert "Assignment: STG-A-2027-001" in meeting.ask("vogt", "STG", "!decisions")


def test_the_list_of_results_holds_the_decisions(meeting: World) -> None:
    """Worded by mandate, with what waits for the chair marked, and those without an item at the end."""
    meeting.say("vogt", "STG", f"!beschluss TOP 2: {TEXT} ja 7")
    meeting.say("vogt", "STG", "!feststellen")
    meeting.say("vogt", "STG", "!beschluss Die Frist bleibt. ja 2 nein 5")
    meeting.heard("STG")
    meeting.say("vogt", "STG", "!schluss")
    assert meeting.heard("STG")[0].split("\n")[1:3] == [
        f"1. Sprachmittlung: Steuerungsgruppe Bildung beschließt: {TEXT} (7 ja, 0 nein, 0 Enthaltungen, einstimmig)",
        "2. Abgelehnt: Die Frist bleibt. (2 ja, 5 nein, 0 Enthaltungen, abgelehnt) (noch nicht festgestellt)",
    ]


def test_what_was_recorded_by_mistake_is_cancelled_and_its_number_stays_used(meeting: World) -> None:
    """Until it is established; the item is open again and nothing waits any more."""
    meeting.say("vogt", "STG", "!beschluss TOP 2: Falscher TOP. ja 7")
    assert meeting.ask("vogt", "STG", "!beschluss stornieren B1") == (
        "STG-B-2027-001 storniert. Die Nummer wird nicht wieder vergeben."
    )
    assert meeting.ask("vogt", "STG", "!feststellen").startswith("Hier wartet nichts auf die Feststellung.")
    assert meeting.ask("vogt", "STG", "!feststellen B1") == "STG-B-2027-001 ist storniert."
    assert meeting.ask("vogt", "STG", "!beschlüsse").split("\n")[1] == (
        "– STG-B-2027-001 (Di 02.03.2027): Storniert: Falscher TOP."
    )
    meeting.say("vogt", "STG", "!beschluss TOP 2: Richtig. ja 7")
    assert meeting.answer("STG").endswith("!feststellen STG-B-2027-002") is True
    meeting.say("vogt", "STG", "!feststellen")
    assert meeting.ask("vogt", "STG", "!beschluss stornieren B2").startswith("STG-B-2027-002 ist festgestellt")
    meeting.heard("STG")
    meeting.say("vogt", "STG", "!schluss")
    assert "Falscher TOP" not in meeting.heard("STG")[0]


def test_a_decision_on_a_standing_item_is_in_the_results(w: World) -> None:
    """„Genehmigung des Protokolls“ stands on every agenda, and is decided about."""
    w.say("vogt", "STG", "!ständig Genehmigung des Protokolls")
    w.say("vogt", "STG", "!termin 11.1. 10 Uhr")
    w.say("vogt", "STG", "!top Ganztag")
    w.until("2027-01-11 10:05")
    w.say("vogt", "STG", "!beschluss TOP 1: Das Protokoll wird genehmigt. einvernehmlich")
    w.heard("STG")
    w.say("vogt", "STG", "!schluss")
    assert "Das Protokoll wird genehmigt. (einvernehmlich)" in w.heard("STG")[0]


def test_decisions_are_for_who_leads_and_for_the_day(w: World) -> None:
    """A member may look."""
    assert w.ask("petersen", "STG", "!beschluss Eins. ja 7").startswith("Das kann ich nicht ausführen")
    assert w.ask("petersen", "STG", "!beschlüsse").startswith("Für 2027 sind hier keine")
    assert w.ask("vogt", "STG", "!beschluss Eins. ja 7").startswith("Hier läuft keine Sitzung.")


@pytest.mark.parametrize("established", [False, True])
@pytest.mark.parametrize("which", [0, 1])
def test_a_redacted_text_is_gone_even_from_what_was_established(meeting: World, established: bool, which: int) -> None:
    """The decision, its correction, the list of results, the answers: everywhere."""
    events = [meeting.say("vogt", "STG", "!beschluss TOP 2: Familie Hassan erhält Hilfe ja 7")]
    if established:
        meeting.say("vogt", "STG", "!feststellen")
        events.append(meeting.say("vogt", "STG", "!berichtigung B1 Familie Hassan erhält mehr Hilfe"))
    meeting.say("vogt", "STG", "!schluss")
    assert holding(meeting, "Hassan")
    for event in events if which == 0 else reversed(events):
        meeting.redact("vogt", "STG", event)
    assert holding(meeting, "Hassan") == []
    assert [text for text in meeting.texts("STG") if "Hassan" in text] == []
