"""Planning backwards: the chain of story 2 and of domain 2.5, and what no longer fits."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates.calendar import Calendar
from commands.rules import backward as rules
from commands.rules.lead_times import DEFAULTS, TownTimes
from storage.records import BodyKind
from tests.world import World

HOURS = {day: (time(8), time(16)) for day in range(4)} | {4: (time(8), time(12))}
LEADS = DEFAULTS[BodyKind.STRATEGIC]
STG = [date(2027, 3, 2), date(2027, 6, 8), date(2027, 9, 21), date(2027, 11, 30)]


def chain(committee: date, paper: date, meetings: list[date], cosigning: int = 5) -> rules.Chain:
    works = Calendar("NW").is_working_day
    return rules.chain(committee, paper, TownTimes(cosigning=cosigning), meetings, LEADS, HOURS, works)


def test_the_chain_of_the_domain_comes_out() -> None:
    """Schulausschuss 29.06., papers 11.06., STG 08.06., invitation 25.05., result 21.05.2027."""
    one = chain(date(2027, 6, 29), date(2027, 6, 11), STG)
    assert (one.steering_on, one.result_on) == (date(2027, 6, 8), date(2027, 5, 21))
    assert one.invitation and one.invitation.day == date(2027, 5, 25)
    assert (one.signing_days, one.steering_by) == (3, date(2027, 6, 4))
    ak = [date(2027, 1, 20), date(2027, 3, 3), date(2027, 4, 14), date(2027, 5, 12), date(2027, 6, 2)]
    assert rules.last_before(ak, one.result_on) == date(2027, 5, 12)


@pytest.mark.parametrize(
    ("meetings", "steering", "signing"),
    [
        ([], None, 5),
        ([date(2027, 6, 11)], None, 5),
        ([date(2027, 6, 10)], date(2027, 6, 10), 1),
        ([date(2027, 6, 4), date(2027, 6, 10)], date(2027, 6, 4), 5),
        ([date(2027, 4, 20), date(2027, 6, 10)], date(2027, 6, 10), 1),
        ([date(2027, 4, 20)], date(2027, 4, 20), 35),
        ([date(2027, 6, 15)], None, 5),
    ],
)
def test_the_last_meeting_early_enough_is_taken(meetings: list[date], steering: date | None, signing: int) -> None:
    """All days for signing if such a meeting is near; else as many as there are; never none."""
    one = chain(date(2027, 6, 29), date(2027, 6, 11), meetings)
    assert (one.steering_on, one.signing_days) == (steering, signing)


@pytest.mark.parametrize(
    ("today", "missed"),
    [
        (date(2027, 5, 21), None),
        (date(2027, 5, 22), rules.Missed.RESULT),
        (date(2027, 5, 25), rules.Missed.RESULT),
        (date(2027, 5, 26), rules.Missed.INVITATION),
        (date(2027, 6, 9), rules.Missed.STEERING),
        (date(2027, 6, 12), rules.Missed.PAPER),
    ],
)
def test_the_gravest_link_that_has_passed_is_named(today: date, missed: rules.Missed | None) -> None:
    """Each counts from the day after it."""
    assert rules.missed(chain(date(2027, 6, 29), date(2027, 6, 11), STG), today) is missed


@given(
    st.dates(min_value=date(2024, 2, 1), max_value=date(2040, 12, 31)),
    st.integers(1, 40),
    st.integers(0, 15),
    st.lists(st.integers(1, 200), max_size=8),
    st.sampled_from(["NW", "BY", "BE", "SN", "SH"]),
)
def test_the_links_of_a_chain_are_in_order(day: date, lead: int, cosigning: int, ago: list[int], state: str) -> None:
    """Result, invitation, meeting, papers, committee; and what the office does lies on working days."""
    works = Calendar(state).is_working_day
    paper = day - timedelta(days=lead)
    meetings = [day - timedelta(days=days) for days in ago]
    one = rules.chain(day, paper, TownTimes(cosigning=cosigning), meetings, LEADS, HOURS, works)
    assert one.invitation is not None and works(one.invitation.day) and works(one.result_on)
    steering = one.steering_on or one.steering_by
    assert one.result_on < one.invitation.wished < steering <= one.paper_on < one.committee_on
    assert one.steering_on is None or (one.steering_on in meetings and one.signing_days > 0)


@pytest.fixture
def year(w: World) -> World:
    """Story 2: the dates of 2027."""
    for day in ("2.3.", "8.6.", "21.9.", "30.11."):
        w.say("vogt", "STG", f"!termin {day} 14 Uhr 120 Minuten")
    for day in ("20.1.", "3.3.", "14.4.", "12.5.", "2.6."):
        w.say("demir", "AK", f"!termin {day} 10 Uhr 90 Minuten")
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.\nSchulausschuss 2.11.")
    for room in ("STG", "AK"):
        w.heard(room)
    return w


CHAIN = [
    "Rückwärtsplan: Schulausschuss am Di 29.06.2027",
    "1. Schulausschuss: Di 29.06.2027",
    "2. Vorlagenschluss Ratsbüro: Fr 11.06.2027",
    "3. Mitzeichnung, 3 Arbeitstage: Mi 09.06.2027 bis Fr 11.06.2027",
    "4. Steuerungsgruppe Bildung: Di 08.06.2027, 14:00 Uhr",
    "5. Einladung dazu: Di 25.05.2027",
    "6. Ergebnis spätestens: Fr 21.05.2027",
    "7. AK-FM zuletzt davor: Mi 12.05.2027, 10:00 Uhr",
    "Achtung: Für die Mitzeichnung bleiben 3 Arbeitstage statt 5. Für alle müsste STG bis Fr 04.06.2027 tagen.",
]


@pytest.mark.parametrize("room", ["STG", "AK", "JF"])
@pytest.mark.parametrize(
    "typed",
    [
        "!rückwärts Schulausschuss 29.6.",
        "!ruckwarts schulausschuss 29.06.2027",
        "! Rueckwaerts Schulausschuß",
        "!backwards Schulauschuss am Di 29.6.",
    ],
)
def test_the_chain_is_the_same_in_every_room_and_spelling(year: World, room: str, typed: str) -> None:
    """Without a day it is the next date; a working group sees its own."""
    assert year.ask("vogt", room, typed).split("\n") == CHAIN


def test_a_town_that_signs_in_three_days_hears_no_warning(year: World) -> None:
    """Lead times are local."""
    year.ask("vogt", "STG", "!fristen mitzeichnung 3")
    assert year.ask("vogt", "STG", "!rückwärts Schulausschuss").split("\n") == CHAIN[:-1]


def test_a_date_that_nobody_entered_is_counted_by_the_usual_lead_time(year: World) -> None:
    """It need not be entered first; and it can be typed with its own day for papers."""
    assert year.ask("demir", "AK", "!rückwärts Rat 13.7.").split("\n")[:3] == [
        "Rückwärtsplan: Rat am Di 13.07.2027",
        "1. Rat: Di 13.07.2027",
        "2. Vorlagenschluss Ratsbüro: Fr 25.06.2027 (nach dem üblichen Vorlauf)",
    ]
    assert "2. Vorlagenschluss Ratsbüro: Do 24.06.2027" in year.ask(
        "demir", "AK", "!rückwärts Rat 13.7. Vorlagenschluss 24.6."
    )


def test_what_no_longer_fits_is_said_with_the_next_date_that_does(year: World) -> None:
    """The invitation is out: the office decides on a late paper, and the committee's next date would work."""
    year.until("2027-05-26 09:00")
    answer = year.ask("vogt", "STG", "!rückwärts Schulausschuss 29.6.").split("\n")
    assert "7. AK-FM zuletzt davor: Mi 12.05.2027, 10:00 Uhr (vorbei)" in answer
    assert answer[-2:] == [
        "Das passt nicht mehr: Die Einladung für Di 08.06.2027 (Steuerungsgruppe Bildung) war am Di 25.05.2027. "
        "Über eine Tischvorlage entscheidet die Geschäftsführung.",
        "Es ginge mit Schulausschuss am Di 02.11.2027: Ergebnis bis Fr 03.09.2027.",
    ]


def test_without_a_meeting_before_it_says_by_when_one_would_have_to_be(w: World) -> None:
    """And that no later date is known."""
    assert w.ask("vogt", "STG", "!rückwärts Rat 13.7.").split("\n")[4:] == [
        "4. Steuerungsgruppe Bildung: kein Termin geplant, spätestens Fr 18.06.2027",
        "5. Einladung dazu: Fr 04.06.2027",
        "6. Ergebnis spätestens: Fr 28.05.2027",
        "7. AK-FM: kein Termin davor geplant",
        "Das passt nicht: Vor dem Vorlagenschluss ist keine Sitzung mehr geplant (Steuerungsgruppe Bildung, "
        "spätestens Fr 18.06.2027).",
        "Einen späteren Termin, mit dem es ginge, kenne ich nicht. Eintragen: !ausschuss Rat …",
    ]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!rückwärts", "Es fehlt der Ausschuss."),
        ("!rückwärts Kreistag", "Einen Ausschuss „Kreistag“ kenne ich nicht. Eingetragen: Schulausschuss"),
        ("!rückwärts Kreistag 31.6.", "Den 31.6. gibt es nicht."),
        ("!rückwärts Kreistag 29.6., 6.7.", "Bitte nur einen Termin für Kreistag auf einmal."),
    ],
)
def test_what_is_missing_is_said(year: World, typed: str, answer: str) -> None:
    """In one sentence."""
    assert year.ask("vogt", "STG", typed).startswith(answer)


def test_a_missing_due_date_is_proposed_from_the_chain(year: World) -> None:
    """Story 2: Fr 21.05.2027, so that the committee stays within reach."""
    year.until("2027-03-02 15:15")
    assert year.ask("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen") == (
        "Es fehlt die Frist. Vorschlag: Fr 21.05.2027, damit das Ergebnis zur Einladung für Di 08.06.2027 vorliegt und "
        "Schulausschuss am Di 29.06.2027 erreichbar bleibt. Antworten Sie mit „ja“ oder mit einem Datum."
    )
    assert "Frist: Fr 21.05.2027." in year.ask("vogt", "STG", "ja")
