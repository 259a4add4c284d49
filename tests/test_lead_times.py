"""Lead times: what they come to, who changes them, and that the prompts follow."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates.calendar import Calendar
from commands.rules import lead_times as rules
from commands.rules.lead_times import DEFAULTS, Lead, LeadTimes
from commands.rules.refusal import Refused
from storage.records import BodyKind
from tests.world import World

HOURS = {day: (time(8), time(16)) for day in range(4)} | {4: (time(8), time(12))}
NRW = Calendar("NW", closed={date(2027, 5, 7): "Brückentag"})
STG, AK, JF = BodyKind.STRATEGIC, BodyKind.OPERATIVE, BodyKind.EXCHANGE


def counted(day: date, leads: LeadTimes) -> list[str]:
    days = rules.schedule(day, leads, HOURS, NRW.is_working_day)
    return [f"{one.day:%a %d.%m.}" if one else "-" for one in (days.call, days.deadline, days.invitation)]


@pytest.mark.parametrize(
    ("day", "leads", "expected"),
    [
        (date(2027, 6, 8), DEFAULTS[STG], ["Tue 11.05.", "Tue 18.05.", "Tue 25.05."]),
        (date(2027, 6, 8), LeadTimes(28, 21, 14, full_days=True), ["Tue 11.05.", "Tue 18.05.", "Mon 24.05."]),
        (date(2027, 5, 12), DEFAULTS[AK], ["Wed 28.04.", "Fri 30.04.", "Wed 05.05."]),
        (date(2027, 6, 7), DEFAULTS[STG], ["Mon 10.05.", "Fri 14.05.", "Mon 24.05."]),
        (date(2027, 5, 21), DEFAULTS[AK], ["Wed 05.05.", "Tue 11.05.", "Fri 14.05."]),
        (date(2027, 1, 19), DEFAULTS[JF], ["Fri 15.01.", "Mon 18.01.", "-"]),
        (date(2027, 3, 30), DEFAULTS[JF], ["Thu 25.03.", "Thu 25.03.", "-"]),
    ],
)
def test_days_are_counted_back_and_make_way_for_days_off(day: date, leads: LeadTimes, expected: list[str]) -> None:
    """T19: full days end one day earlier; Pfingstmontag, Brückentag and Himmelfahrt are avoided."""
    assert counted(day, leads) == expected


@pytest.mark.parametrize(
    ("leads", "fine"),
    [
        (LeadTimes(28, 21, 14), True),
        (LeadTimes(28, 14, 14), True),
        (LeadTimes(2, 1, 0), True),
        (LeadTimes(21, 21, 14), False),
        (LeadTimes(28, 10, 14), False),
        (LeadTimes(28, 0, 0), False),
        (LeadTimes(121, 21, 14), False),
    ],
)
def test_the_call_comes_first_and_the_invitation_last(leads: LeadTimes, fine: bool) -> None:
    """Other orders are refused."""
    if fine:
        rules.check(leads)
    else:
        with pytest.raises(Refused, match="out_of_order"):
            rules.check(leads)


DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))
LEADS = st.builds(
    lambda invitation, more, most, full, weekdays: LeadTimes(
        invitation + more + most, invitation + more, invitation, full_days=full, weekdays=weekdays
    ),
    st.integers(0, 30),
    st.integers(1, 30),
    st.integers(1, 30),
    st.booleans(),
    st.booleans(),
)


@given(DAYS, LEADS, st.sampled_from(["NW", "BY", "BE", "SN", "BW"]))
def test_every_counted_day_is_worked_and_in_order(day: date, leads: LeadTimes, state: str) -> None:
    """Call before or on the deadline, the result before the invitation, the invitation before the meeting."""
    works: Callable[[date], bool] = Calendar(state).is_working_day
    days = rules.schedule(day, leads, HOURS, works)
    counted = [days.call, days.deadline, *([days.invitation] if days.invitation else [])]
    assert all(works(one.day) and one.day <= one.wished for one in counted)
    assert days.call.day <= days.deadline.day < day
    result = rules.result_by(day, leads, Calendar(state).previous_working_day)
    assert works(result) and result < day
    if days.invitation:
        assert result < days.invitation.wished <= day - leads.invitation * timedelta(days=1)


def test_a_body_shows_its_next_days_with_the_reasons(w: World) -> None:
    """Everybody may look."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr")
    w.say("vogt", "STG", "!termin 7.6. 14 Uhr")
    assert w.ask("demir", "STG", "!fristen").split("\n") == [
        "Fristen für Steuerungsgruppe Bildung",
        "– Di 02.03.2027, 14:00 Uhr: Aufruf Di 02.02.2027, Themen bis Di 09.02.2027, Einladung Di 16.02.2027",
        "– Mo 07.06.2027, 14:00 Uhr: Aufruf Mo 10.05.2027, Themen bis Fr 14.05.2027 "
        "(statt Mo 17.05.2027: Pfingstmontag), Einladung Mo 24.05.2027",
        "Hier gilt: Aufruf 28 Tage, Anmeldeschluss 21 Tage vorher, Einladung 14 Tage vorher.",
        "Für alle: Vorlagenschluss 18 Tage vor dem Ausschuss, Mitzeichnung 5 Arbeitstage.",
    ]


def test_a_holiday_on_a_sunday_needs_no_words(w: World) -> None:
    """Nobody expects a deadline on a weekend."""
    w.say("demir", "AK", "!termin 13.10. 10 Uhr")
    assert "Themen bis Fr 01.10.2027, Einladung" in w.ask("demir", "AK", "!fristen")


def test_a_jour_fixe_counts_weekdays_and_sends_no_invitation(w: World) -> None:
    """Two and one, as its prompts do."""
    w.say("vogt", "JF", "!termin 19.1. 9 Uhr")
    assert w.ask("petersen", "JF", "!fristen").split("\n")[1:3] == [
        "– Di 19.01.2027, 09:00 Uhr: Aufruf Fr 15.01.2027, Themen bis Mo 18.01.2027, 12:00 Uhr",
        "Hier gilt: Aufruf 2, Anmeldeschluss 1 Wochentage vorher, keine Einladung.",
    ]


def test_the_prompts_follow_the_lead_times_of_the_body(w: World) -> None:
    """Five weeks instead of four; the other bodies stay as they are."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr")
    answer = w.ask("vogt", "STG", "!fristen aufruf 35 anmeldeschluss 28")
    assert answer.startswith("Geändert. Aufrufe und Fristen der nächsten Termine sind neu gerechnet.")
    w.until("2027-01-26 08:59")
    assert w.heard("STG") == []
    w.until("2027-01-26 09:00")
    assert "Themen bitte bis Di 02.02.2027 anmelden" in w.answer("STG")
    assert "Aufruf 28 Tage" in w.ask("vogt", "STG", "!fristen üblich")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("einladung 14 volle Tage", "Einladung 14 volle Tage vorher"),
        ("Einladnug auf 10 Tage", "Einladung 10 Tage vorher"),
        ("themenaufruf 42 und Anmeldeschluß 30, einladung 21", "Aufruf 42 Tage, Anmeldeschluss 30 Tage vorher"),
        ("einladung keine", "keine Einladung"),
        ("mitzeichnung 3 Arbeitstage", "Mitzeichnung 3 Arbeitstage"),
        ("invitation 7 full days", "Einladung 7 volle Tage vorher"),
    ],
)
def test_lead_times_are_read_as_people_type_them(w: World, typed: str, said: str) -> None:
    """With their typing mistakes."""
    assert said in w.ask("vogt", "STG", f"!fristen {typed}")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("einladung", "„einladung“ verstehe ich nicht als Frist."),
        ("einladung bald", "„einladung bald“ verstehe ich nicht als Frist."),
        ("14", "„14“ verstehe ich nicht als Frist."),
        ("einladung 40", "So geht es nicht auf: Aufruf 28, Anmeldeschluss 21, Einladung 40 Tage vorher."),
        ("aufruf 5000", "So geht es nicht auf"),
        ("mitzeichnung 500", "Erlaubt sind 1 bis 120 Tage."),
    ],
)
def test_lead_times_that_do_not_work_out_are_refused(w: World, typed: str, answer: str) -> None:
    """And nothing is changed."""
    assert w.ask("vogt", "STG", f"!fristen {typed}").startswith(answer)
    assert "Aufruf 28 Tage, Anmeldeschluss 21 Tage vorher" in w.ask("vogt", "STG", "!fristen")


def test_only_the_office_changes_lead_times(w: World) -> None:
    """Looking is for all."""
    assert w.ask("reuter", "AK", "!fristen einladung 3").startswith("Das kann ich nicht ausführen")
    assert "Einladung 7 Tage vorher" in w.ask("reuter", "AK", "!fristen")


def test_the_leads_are_named_alike_in_store_and_rules() -> None:
    """What is stored under another name would silently be as usual."""
    own = {Lead.CALL: 40, Lead.DEADLINE: 30, Lead.INVITATION: 20, Lead.FULL_DAYS: 1}
    assert rules.of_body(STG, {str(lead): days for lead, days in own.items()}) == LeadTimes(40, 30, 20, full_days=True)
