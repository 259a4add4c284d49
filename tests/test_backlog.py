"""The backlog: what is put away, what comes back by itself, and what is taken out."""

import pytest

from tests.seen import holding
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday and has one topic."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("yilmaz", "JF", "!top Zensus")
    return w


def test_an_item_is_parked_and_taken_out_again(jf: World) -> None:
    """It leaves the agenda and comes back at its end, by number or by a part of its title."""
    assert jf.ask("vogt", "JF", "!top 1 parken") == "„Zensus“ liegt im Themenspeicher."
    assert jf.ask("yilmaz", "JF", "!speichern Elternumfrage") == "„Elternumfrage“ liegt im Themenspeicher."
    assert jf.ask("yilmaz", "JF", "!speicher") == "Themenspeicher:\n1. Zensus\n2. Elternumfrage"
    assert jf.ask("vogt", "JF", "!einplanen 2") == "TOP 1 „Elternumfrage“ für Di 12.01.2027 notiert."
    assert jf.ask("vogt", "JF", "!einplanen zens").startswith("TOP 2 „Zensus“ für Di 12.01.2027")
    assert jf.ask("yilmaz", "JF", "!themenspeicher") == "Der Themenspeicher ist leer."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!einplanen 9", "„9“ gibt es im Themenspeicher nicht, er hat 1. Ansehen: !speicher"),
        ("!einplanen Hort", "„Hort“ gibt es im Themenspeicher nicht, er hat 1. Ansehen: !speicher"),
        ("!einplanen", "Es fehlt die Nummer aus dem Themenspeicher. So geht es: !einplanen <Nummer im Themenspeicher>"),
    ],
)
def test_what_is_not_in_the_backlog_is_said_so(jf: World, typed: str, answer: str) -> None:
    """By number and by title."""
    jf.say("vogt", "JF", "!speichern Elternumfrage")
    assert jf.ask("vogt", "JF", typed) == answer


def test_a_title_that_fits_twice_is_picked_by_its_place_in_the_backlog(jf: World) -> None:
    """The numbers of the answer are those of `!speicher`."""
    for title in ("Elternumfrage", "Hort", "Elternabend"):
        jf.say("vogt", "JF", f"!speichern {title}")
    assert jf.ask("vogt", "JF", "!einplanen eltern").split("\n") == [
        "„eltern“ ist nicht eindeutig. Was meinen Sie?",
        "1. „Elternumfrage“",
        "2. „Elternabend“",
        "Antworten Sie mit der Nummer.",
    ]
    assert jf.ask("vogt", "JF", "2") == "TOP 2 „Elternabend“ für Di 12.01.2027 notiert."


def test_what_is_to_come_back_comes_back_with_the_call_of_that_week(jf: World) -> None:
    """Not earlier; the agenda says since when it is open."""
    assert jf.ask("yilmaz", "JF", "!wv 1 20.1.") == "Wiedervorlage für TOP 1 „Zensus“: Mi 20.01.2027"
    assert jf.ask("yilmaz", "JF", "!speicher").endswith("1. Zensus (Wiedervorlage Mi 20.01.2027)")
    jf.until("2027-01-15 10:00")
    assert "Zensus" not in jf.last("JF").text
    jf.until("2027-01-22 10:00")
    assert "1. Zensus (offen vom Di 12.01.2027)" in jf.last("JF").text
    assert jf.ask("yilmaz", "JF", "!speicher") == "Der Themenspeicher ist leer."


def test_a_week_with_a_holiday_is_pointed_out(jf: World) -> None:
    """Whoever puts something onto Easter week should know."""
    assert jf.ask("yilmaz", "JF", "!wv zensus 23.3.").split("\n") == [
        "Wiedervorlage für TOP 1 „Zensus“: Di 23.03.2027",
        "Hinweis: In dieser Woche ist die Verwaltung am Fr 26.03.2027 geschlossen (Karfreitag).",
    ]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!wv 1", "Es fehlen Tag und Uhrzeit. So geht es: !wv <TOP-Nummer oder Titel> <Tag und Uhrzeit>"),
        ("!wv 1 1.1.2020", "Der Mi 01.01.2020 ist schon vorbei. Bitte nennen Sie einen Tag, der noch kommt."),
        ("!wv 7 9.2.", "Einen TOP „7“ gibt es nicht. Auf der Tagesordnung stehen: 1"),
    ],
)
def test_a_resubmission_needs_an_item_and_a_day_to_come(jf: World, typed: str, answer: str) -> None:
    """Otherwise the item stays where it is."""
    assert jf.ask("vogt", "JF", typed) == answer
    assert "1. Zensus" in jf.ask("vogt", "JF", "!to")


def test_without_a_planned_date_nothing_can_be_taken_out(w: World) -> None:
    """The way to a date is shown."""
    w.say("vogt", "JF", "!speichern Hort")
    assert w.ask("vogt", "JF", "!einplanen 1").startswith("Es ist kein Termin geplant. Anlegen:")


# -- priorities and dates ---------------------------------------------------------------------------------------------


@pytest.fixture
def full(jf: World) -> World:
    """Four topics in the backlog, without a word on what comes first."""
    for title in ("Elternumfrage", "Hort", "Mensa", "Schulweg B"):
        jf.say("vogt", "JF", f"!speichern {title}")
    jf.heard("JF")
    return jf


def backlog(w: World) -> list[str]:
    return w.ask("yilmaz", "JF", "!speicher").split("\n")[1:]


def test_the_backlog_goes_by_priority_and_then_by_date(full: World) -> None:
    """What is marked comes first, then what has a day."""
    assert full.ask("vogt", "JF", "!speicher 4 A") == "„Mensa“ hat jetzt Priorität A."
    assert full.ask("vogt", "JF", "!speicher 4 wv 9.2.").startswith("Wiedervorlage für „Hort“: Di 09.02.2027")
    assert backlog(full) == [
        "1. Mensa (A)",
        "2. Schulweg (B)",
        "3. Hort (Wiedervorlage Di 09.02.2027)",
        "4. Elternumfrage",
    ]


@pytest.mark.parametrize(
    "typed", ["!speicher 1 C", "!speicher 1 priorität c", "!Speicher 1 Prio niedrig", "!backlog 1 priority C"]
)
def test_a_priority_is_set_in_any_usual_way(full: World, typed: str) -> None:
    """By the number that the list shows."""
    assert full.ask("vogt", "JF", typed) == "„Schulweg“ hat jetzt Priorität C."


def test_the_order_of_the_backlog_is_the_leads(full: World) -> None:
    """Looking is everybody's."""
    assert full.ask("yilmaz", "JF", "!speicher 1 A").startswith("Das kann ich nicht ausführen")
    assert full.ask("vogt", "JF", "!speicher 1").startswith("Was soll mit „Schulweg“ geschehen?")
    assert full.ask("vogt", "JF", "!speicher 1 streichen") == "„Schulweg“ ist aus dem Themenspeicher gestrichen."
    assert backlog(full)[0] == "1. Elternumfrage"


@pytest.mark.parametrize("typed", ["!wv A1 26.1.", "!Wiedervorlage STG-A-2027-001 am 26.1.", "!wv stg a 1 26.1."])
def test_an_assignment_comes_back_onto_the_agenda_of_that_week(jf: World, typed: str) -> None:
    """Its deadline is another thing; a second word moves the first."""
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    jf.say("vogt", "JF", "!wv A1 19.1.")
    assert jf.ask("vogt", "JF", typed) == (
        "Wiedervorlage für STG-A-2027-001 „Bedarf prüfen“: Di 26.01.2027. Die Frist Fr 05.02.2027 bleibt."
    )
    assert backlog(jf) == ["1. STG-A-2027-001 Bedarf prüfen (Wiedervorlage Di 26.01.2027)"]
    jf.until("2027-01-22 10:00")
    assert "STG-A-2027-001 Bedarf prüfen" not in jf.ask("vogt", "JF", "!speicher")
    assert "STG-A-2027-001 Bedarf prüfen" in jf.ask("vogt", "JF", "!to")


def test_an_assignment_that_has_ended_does_not_come_back(jf: World) -> None:
    """Neither can it be put back."""
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    jf.say("vogt", "JF", "!wv A1 26.1.")
    jf.say("vogt", "STG", "!zurückziehen A1 Der Anlass ist entfallen.")
    jf.until("2027-01-22 10:00")
    assert "Bedarf prüfen" not in jf.ask("vogt", "JF", "!to") + jf.ask("vogt", "JF", "!speicher")
    assert jf.ask("vogt", "JF", "!wv A1 2.2.") == "STG-A-2027-001 ist schon abgeschlossen."


def test_a_redacted_assignment_is_gone_from_where_it_was_to_come_back(jf: World) -> None:
    """Its title stands in the item too."""
    event = jf.say("vogt", "JF", "!auftrag an AK-FM: Familie Hassan besuchen bis 5.2.")
    jf.say("vogt", "JF", "!wv A1 26.1.")
    jf.redact("vogt", "JF", event)
    assert holding(jf, "Hassan") == []


def test_what_has_lain_for_two_years_is_asked_about_once(jf: World) -> None:
    """„1“ keeps it for good, „2“ drops it; what has a day to come is left alone."""
    jf.say("vogt", "JF", "!reihe beenden")
    jf.say("vogt", "JF", "!speicher 1 streichen")
    jf.say("vogt", "JF", "!speichern Elternumfrage")
    jf.sleep_until("2029-01-15 08:00")
    jf.until("2029-01-15 10:00")
    (asked,) = [text for text in jf.heard("JF") if "Elternumfrage" in text and "unverändert" in text]
    assert asked.split("\n") == [
        "„Elternumfrage“ liegt seit Mo 11.01.2027 unverändert im Themenspeicher. Soll das Thema bleiben?",
        "1. behalten",
        "2. streichen",
        "Antworten Sie mit der Nummer.",
    ]
    jf.until("2029-01-17 10:00")
    assert not any("unverändert" in text for text in jf.heard("JF"))


def test_a_stale_topic_is_dropped_by_a_number(jf: World) -> None:
    """By whoever leads the body."""
    jf.say("vogt", "JF", "!reihe beenden")
    jf.sleep_until("2029-01-15 08:00")
    jf.until("2029-01-15 10:00")
    jf.heard("JF")
    jf.say("vogt", "JF", "2", reply_to=jf.last("JF").event_id)
    assert jf.answer("JF") == "„Zensus“ ist aus dem Themenspeicher gestrichen."
    assert jf.ask("vogt", "JF", "!speicher") == "Der Themenspeicher ist leer."
