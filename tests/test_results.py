"""Results: recorded to items, offered as assignments, and listed when the meeting is closed."""

import pytest

from tests.world import World


@pytest.fixture
def sitting(w: World) -> World:
    """Tuesday 12.01.2027, 09:05: the jour fixe sits, with two topics."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Raumplanung\nZensus")
    w.sleep_until("2027-01-12 09:05")
    w.heard("JF")
    return w


def test_a_result_is_recorded_and_closes_the_item(sitting: World) -> None:
    """A second one to the same item stands beside it."""
    assert sitting.ask("vogt", "JF", "!ergebnis 1 Bedarf: 4 Räume") == "Ergebnis zu TOP 1 notiert."
    assert (
        sitting.ask("vogt", "JF", "!ergebnis TOP 1: Klärung mit FB 65.\n\nDrei Angebote.")
        == "Ergebnis zu TOP 1 notiert."
    )
    assert "1. Raumplanung (erledigt)" in sitting.ask("yilmaz", "JF", "!to")
    assert sitting.ask("vogt", "JF", "!schluss").split("\n")[1:2] == [
        "1. Raumplanung: Bedarf: 4 Räume; Klärung mit FB 65."
    ]
    assert "Auf Di 19.01.2027, 09:00 Uhr übertragen: „Zensus“" in sitting.last("JF").text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            "!ergebnis",
            "Es fehlt die Nummer des TOP oder des Auftrags. So geht es: !ergebnis <TOP- oder Auftragsnummer> <Text>",
        ),
        ("!ergebnis 1", "Es fehlt das Ergebnis zu TOP 1."),
        ("!ergebnis 9 Fertig", "Einen TOP „9“ gibt es nicht. Auf der Tagesordnung stehen: 1, 2"),
        ("!ergebnis A9 Fertig", "Einen Auftrag „A9“ finde ich hier nicht. Alle offenen: !offen"),
        ("!ergebnis 2 A 3 wird gesperrt", "Ergebnis zu TOP 2 notiert."),
        ("!ergebnis „Zensus“ liegt vor", "Ergebnis zu TOP 2 notiert."),
    ],
)
def test_a_result_needs_an_item_and_a_text(sitting: World, typed: str, answer: str) -> None:
    """A road („A 3“) in the text of a result is no assignment."""
    assert sitting.ask("vogt", "JF", typed) == answer


def test_only_the_lead_records_results(sitting: World) -> None:
    """A member is told who does."""
    assert sitting.ask("yilmaz", "JF", "!ergebnis 1 Fertig").startswith("Das kann ich nicht ausführen: In Jour fixe")


def test_a_deadline_in_a_result_becomes_an_assignment_if_somebody_wants_it(sitting: World) -> None:
    """„nein“ leaves the result as it is; „ja“ goes on to who is responsible."""
    assert sitting.ask("vogt", "JF", "!ergebnis 1 Angebote einholen bis Fr 22.1.").split("\n")[1:] == [
        "Ich lese eine Frist: „bis Fr 22.1.“ = Fr 22.01.2027.",
        "Soll ich daraus einen Auftrag machen? 1 = ja, 2 = nein",
    ]
    assert sitting.ask("vogt", "JF", "nein") == "In Ordnung, es bleibt wie es ist."
    sitting.say("vogt", "JF", "!ergebnis 2 Daten anfordern bis Fr 22.1.")
    assert sitting.ask("vogt", "JF", "Ja.").startswith("Wer ist zuständig?")
    assert sitting.ask("vogt", "JF", "ak fm").startswith("JF-A-2027-001: „Daten anfordern“. Zuständig: AK-FM.")
    assert "– JF-A-2027-001 Daten anfordern, zuständig: AK-FM" in sitting.ask("vogt", "JF", "!schluss")


def test_a_reply_to_an_item_needs_no_number(sitting: World) -> None:
    """The bot's receipt says which item is meant."""
    sitting.say("petersen", "JF", "!top Hort")
    noted = sitting.last("JF").event_id
    sitting.heard("JF")
    sitting.say("vogt", "JF", "!ergebnis Plätze reichen.", reply_to=noted)
    assert sitting.answer("JF") == "Ergebnis zu TOP 3 notiert."
