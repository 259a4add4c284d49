"""The ladder of reminders: counted in working days, one post a room and morning, and never further up by itself."""

from datetime import date, timedelta

import pytest

from commands.rules import ladder as rules
from commands.rules.ladder import Step
from tests.prepared import scene
from tests.seen import rows
from tests.test_extension import part_of_first
from tests.world import World


@scene
def given(w: World) -> None:
    """A1 for the working group by Fr 19.03., accepted; A2 for a unit without a room by Fr 12.03."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 19.3.")
    w.say("demir", "AK", "!annehmen A1")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 12.3.")
    w.say("vogt", "STG", "!annehmen A2")
    for room in ("STG", "AK", "JF"):
        w.heard(room)


def spoken(w: World, room: str, until: str) -> dict[str, str]:
    """What was said of due days in a room until a day, by the day on which it was said."""
    found = {}
    while w.now.date().isoformat() < until:
        w.until(f"{w.now.date() + timedelta(days=1)} 08:46")
        said = [text for text in w.heard(room) if "Frist" in text or "überfällig" in text]
        if said:
            (found[w.now.date().isoformat()],) = said
    return found


# -- the rule ---------------------------------------------------------------------------------------------------------


def weekday(day: date, count: int, step: int) -> date:
    while count:
        day += timedelta(days=step)
        count -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2027, 3, 4), Step.NONE),
        (date(2027, 3, 5), Step.IN_TEN_DAYS),
        (date(2027, 3, 16), Step.IN_TEN_DAYS),
        (date(2027, 3, 17), Step.IN_TWO_DAYS),
        (date(2027, 3, 19), Step.IN_TWO_DAYS),
        (date(2027, 3, 20), Step.NONE),
        (date(2027, 3, 22), Step.PASSED),
        (date(2027, 3, 25), Step.PASSED),
        (date(2027, 3, 26), Step.LONG_PASSED),
        (date(2027, 9, 1), Step.LONG_PASSED),
    ],
)
def test_the_last_step_whose_day_has_come_counts(today: date, step: Step) -> None:
    """Due on Fr 19.03.; here every weekday is worked."""
    found = rules.step_on(
        date(2027, 3, 19),
        date(2027, 1, 11),
        today,
        lambda day, count: weekday(day, count, -1),
        lambda day, count: weekday(day, count, 1),
    )
    assert found is step


@pytest.mark.parametrize(
    ("set_on", "today", "step"),
    [
        (date(2027, 3, 4), date(2027, 3, 5), Step.IN_TEN_DAYS),
        (date(2027, 3, 5), date(2027, 3, 8), Step.NONE),
        (date(2027, 3, 5), date(2027, 3, 17), Step.IN_TWO_DAYS),
        (date(2027, 3, 18), date(2027, 3, 19), Step.NONE),
        (date(2027, 3, 18), date(2027, 3, 22), Step.PASSED),
    ],
)
def test_a_day_that_was_just_set_is_not_said_again(set_on: date, today: date, step: Step) -> None:
    """Whoever got a short time knows it."""
    found = rules.step_on(
        date(2027, 3, 19),
        set_on,
        today,
        lambda day, count: weekday(day, count, -1),
        lambda day, count: weekday(day, count, 1),
    )
    assert found is step


# -- the dialogue -----------------------------------------------------------------------------------------------------


def test_each_step_is_said_once_where_it_belongs(given: World) -> None:
    """T-10, T-2 and T+1 in the receiver's room; T+5 in the giver's. Easter does not count."""
    said = spoken(given, "AK", "2027-04-30")
    assert {day: text.split("\n")[0] for day, text in said.items()} == {
        "2027-03-05": "STG-A-2027-001 „Bedarf prüfen“: Frist Fr 19.03.2027. Noch 10 Arbeitstage.",
        "2027-03-17": "STG-A-2027-001 „Bedarf prüfen“: Frist Fr 19.03.2027. Noch 2 Arbeitstage.",
        "2027-03-22": "STG-A-2027-001 „Bedarf prüfen“ ist seit Fr 19.03.2027 überfällig.",
    }
    assert said["2027-03-22"].split("\n")[1] == (
        "Ergebnis vorlegen: !ergebnis STG-A-2027-001 …, Sachstand: !stand STG-A-2027-001 …, "
        "mehr Zeit: !frist STG-A-2027-001 <Tag>"
    )
    to_giver = [text for text in given.texts("STG") if text.startswith("STG-A-2027-001 „Bedarf prüfen“ (AK-FM)")]
    assert [text.split("\n")[0] for text in to_giver] == [
        "STG-A-2027-001 „Bedarf prüfen“ (AK-FM) ist seit Fr 19.03.2027 überfällig. Ein Ergebnis liegt nicht vor."
    ]


def test_the_giver_hears_after_five_working_days(given: World) -> None:
    """Good Friday and Easter Monday are none: Fr 19.03. and five are Di 30.03."""
    given.until("2027-03-29 12:00")
    assert not [text for text in given.heard("STG") if "(AK-FM) ist seit" in text]
    given.until("2027-03-30 08:45")
    assert [text for text in given.heard("STG") if "(AK-FM) ist seit" in text]


def test_for_a_unit_the_giver_hears_the_steps_and_not_the_last_one_twice(given: World) -> None:
    """It acts for the unit, and it has heard already that the day has passed."""
    said = spoken(given, "STG", "2027-03-19")
    assert {day: text.split("\n")[0] for day, text in said.items()} == {
        "2027-02-26": "STG-A-2027-002 „Räume melden“ (FB 40): Frist Fr 12.03.2027. Noch 10 Arbeitstage.",
        "2027-03-10": "STG-A-2027-002 „Räume melden“ (FB 40): Frist Fr 12.03.2027. Noch 2 Arbeitstage.",
        "2027-03-15": "STG-A-2027-002 „Räume melden“ (FB 40) ist seit Fr 12.03.2027 überfällig.",
    }


def test_all_of_one_morning_are_one_post(w: World) -> None:
    """A list with the numbers; no person is named in it."""
    for title in ("Bedarf prüfen", "Räume zählen"):
        w.say("vogt", "STG", f"!auftrag an AK-FM: {title} bis 19.3.")
    w.say("vogt", "STG", "!auftrag an AK-FM: Träger fragen bis 3.3.")
    w.until("2027-03-05 08:44")
    w.heard("AK")
    w.until("2027-03-05 08:45")
    assert w.answer("AK").split("\n") == [
        "Fristen von Aufträgen (2):",
        "– STG-A-2027-001 „Bedarf prüfen“: Frist Fr 19.03.2027",
        "– STG-A-2027-002 „Räume zählen“: Frist Fr 19.03.2027",
        "Ergebnis vorlegen: !ergebnis <Nummer> …, Sachstand: !stand <Nummer> …, mehr Zeit: !frist <Nummer> <Tag>",
    ]


def test_what_is_latest_stands_first_and_a_long_list_is_cut(w: World) -> None:
    """One screen; what is late comes before what is to come."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Träger fragen bis 4.3.")
    for number in range(14):
        w.say("vogt", "STG", f"!auftrag an AK-FM: Frage {number} bis 19.3.")
    w.until("2027-03-05 08:44")
    w.heard("AK")
    w.until("2027-03-05 08:45")
    lines = w.answer("AK").split("\n")
    assert lines[:2] == [
        "Fristen von Aufträgen (15):",
        "– STG-A-2027-001 „Träger fragen“: überfällig seit Do 04.03.2027",
    ]
    assert (len(lines), lines[-2]) == (15, "und 3 weitere")


@pytest.mark.parametrize(
    "typed",
    [
        ("AK", "demir", "!ergebnis A1 Bedarf: 12"),
        ("STG", "vogt", "!zurückziehen A1 Der Anlass ist entfallen."),
    ],
)
def test_what_is_handed_in_or_over_is_not_reminded_of(given: World, typed: tuple[str, str, str]) -> None:
    room, who, text = typed
    given.say(who, room, text)
    assert spoken(given, "AK", "2027-04-09") == {}


def test_a_new_day_begins_the_ladder_anew(given: World) -> None:
    """T+1 was said; after the extension T-2 comes again."""
    given.until("2027-03-22 09:00")
    given.say("demir", "AK", "!frist A1 9.4. FB 65 liefert später")
    given.say("vogt", "STG", "!bewilligen A1")
    given.heard("AK")
    assert list(spoken(given, "AK", "2027-04-13")) == ["2027-03-24", "2027-04-07", "2027-04-12"]


def test_a_day_set_with_a_rework_begins_it_anew_too(given: World) -> None:
    """The unit's result is sent back after T+1; the new day is said once it has passed, never on a weekend."""
    given.until("2027-03-15 09:00")
    given.say("vogt", "STG", "!ergebnis A2 Vier Räume")
    given.say("vogt", "STG", "!nachbessern A2 Adressen fehlen bis 19.3.")
    given.heard("STG")
    assert {day: text.split("\n")[0] for day, text in spoken(given, "STG", "2027-03-24").items()} == {
        "2027-03-17": "STG-A-2027-002 „Räume melden“ (FB 40): Frist Fr 19.03.2027. Noch 2 Arbeitstage.",
        "2027-03-22": "STG-A-2027-002 „Räume melden“ (FB 40) ist seit Fr 19.03.2027 überfällig.",
    }


def test_a_step_that_was_missed_is_not_made_up_for(given: World) -> None:
    """The bot was away from T-10 until T+1: one post, the last one."""
    given.until("2027-03-01 09:00")
    given.heard("AK")
    given.sleep_until("2027-03-22 07:00")
    given.wake_up()
    given.until("2027-03-22 09:00")
    assert [text.split("\n")[0] for text in given.heard("AK")] == [
        "STG-A-2027-001 „Bedarf prüfen“ ist seit Fr 19.03.2027 überfällig."
    ]
    assert rows(given, "assignment")[0]["ladder_step"] == 3


def test_a_resting_body_hears_it_when_it_works_again(given: World) -> None:
    given.say("demir", "AK", "!gremium ruht")
    given.heard("AK")
    given.until("2027-03-23 09:00")
    assert given.heard("AK") == []
    given.say("demir", "AK", "!gremium aktiv")
    given.until("2027-03-24 09:00")
    assert [text.split("\n")[0] for text in given.heard("AK") if "überfällig" in text] == [
        "STG-A-2027-001 „Bedarf prüfen“ ist seit Fr 19.03.2027 überfällig."
    ]


def test_a_title_of_an_encrypted_room_is_not_said_in_an_open_one(w: World) -> None:
    w.room("OFFEN", "reuter", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu OFF Offene Runde austausch unter STG")
    w.say("vogt", "OFFEN", "ja")
    w.say("vogt", "STG", "!auftrag an OFF: Geheimliste führen bis 19.3.")
    w.until("2027-03-22 09:00")
    told = [text for text in w.texts("OFFEN") if "STG-A-2027-001" in text]
    assert told[-1].startswith("STG-A-2027-001 ist seit Fr 19.03.2027 überfällig.")
    assert "Geheimliste" not in " ".join(w.texts("OFFEN"))


# -- not accepted yet -------------------------------------------------------------------------------------------------


def test_what_is_not_accepted_is_said_once_to_each_side(w: World) -> None:
    """Ten working days after Mo 11.01. have passed on Di 26.01.; three more are Fr 29.01."""
    for title in ("Bedarf prüfen", "Räume zählen"):
        w.say("vogt", "STG", f"!auftrag an AK-FM: {title} bis 30.4.")
    w.until("2027-01-25 12:00")
    w.heard("AK"), w.heard("STG")
    w.until("2027-01-26 12:00")
    assert w.answer("AK").split("\n")[0] == (
        "Noch nicht bestätigt: STG-A-2027-001 „Bedarf prüfen“, STG-A-2027-002 „Räume zählen“"
    )
    w.say("demir", "AK", "!annehmen A2")
    w.until("2027-01-28 12:00")
    w.heard("AK"), w.heard("STG")
    w.until("2027-01-29 08:45")
    assert w.answer("STG") == "Vom zuständigen Gremium noch nicht bestätigt: STG-A-2027-001 „Bedarf prüfen“ (AK-FM)"
    w.until("2027-02-26 12:00")
    assert not [text for room in ("AK", "STG") for text in w.heard(room) if "noch nicht bestätigt" in text.lower()]


def test_a_question_stops_the_clock_of_accepting(w: World) -> None:
    """From the answer on the receiver has ten working days again."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 30.4.")
    w.until("2027-01-20 09:00")
    w.say("demir", "AK", "!klärung A1 Wer liefert die Zahlen?")
    w.until("2027-01-27 09:00")
    w.say("vogt", "STG", "!geklärt A1 FB 51")
    w.until("2027-02-10 12:00")
    assert not [text for text in w.texts("AK") if "Noch nicht bestätigt" in text]
    w.until("2027-02-11 12:00")
    assert [text for text in w.texts("AK") if "Noch nicht bestätigt" in text]


# -- parts, and further up --------------------------------------------------------------------------------------------


@pytest.fixture
def late_part(given: World) -> World:
    """FB 51 owes the working group a contribution to A1 since Fr 05.03."""
    part_of_first(given, date(2027, 3, 5))
    given.until("2027-03-08 09:00")
    return given


def test_a_late_contribution_is_the_business_of_who_leads_the_whole(late_part: World) -> None:
    """It is told how to pass it up; above nothing is heard."""
    assert late_part.last("AK").text.split("\n") == [
        "STG-A-2027-001/1 „Kita-Zahlen“ (FB 51) ist seit Fr 05.03.2027 überfällig.",
        "Ergebnis vorlegen: !ergebnis STG-A-2027-001/1 …, Sachstand: !stand STG-A-2027-001/1 …, "
        "mehr Zeit: !frist STG-A-2027-001/1 <Tag>",
        "Steuerungsgruppe Bildung erfährt das nur, wenn Sie es weitergeben: !weitergeben STG-A-2027-001/1",
    ]
    late_part.until("2027-03-31 12:00")
    assert not [text for text in late_part.texts("STG") if "Kita-Zahlen" in text and "Bericht" not in text]


def test_a_part_of_another_body_reaches_who_leads_the_whole_after_five_days(given: World) -> None:
    """And stops there, until its lead lets it go up."""
    part_of_first(given, date(2027, 3, 5), "JF")
    given.until("2027-03-11 12:00")
    assert not [text for text in given.texts("AK") if "überfällig" in text]
    given.until("2027-03-12 12:00")
    assert given.last("AK").text.split("\n")[0::2] == [
        "STG-A-2027-001/1 „Kita-Zahlen“ (JF) ist seit Fr 05.03.2027 überfällig. Ein Ergebnis liegt nicht vor.",
        "Steuerungsgruppe Bildung erfährt das nur, wenn Sie es weitergeben: !weitergeben STG-A-2027-001/1",
    ]


def test_its_lead_passes_it_up_in_one_line_and_once(late_part: World) -> None:
    """A member may not; the history of the part keeps it; no person is named."""
    post = late_part.last("AK").event_id
    late_part.heard("STG"), late_part.heard("AK")
    late_part.say("reuter", "AK", "!weitergeben", reply_to=post)
    assert late_part.heard("STG") == []
    late_part.heard("AK")
    late_part.say("demir", "AK", "!weitergeben", reply_to=post)
    assert late_part.answer("AK") == "Weitergegeben an Steuerungsgruppe Bildung: STG-A-2027-001/1 ist überfällig."
    assert late_part.answer("STG") == (
        "AK Flucht & Migration gibt zu STG-A-2027-001 weiter: STG-A-2027-001/1 „Kita-Zahlen“ (FB 51) ist seit "
        "Fr 05.03.2027 überfällig."
    )
    late_part.say("demir", "AK", "!weitergeben", reply_to=post)
    assert late_part.heard("STG") == []
    late_part.heard("AK")
    late_part.say("demir", "AK", "!details", reply_to=post)
    assert "weitergegeben: an Steuerungsgruppe Bildung: überfällig seit Fr 05.03.2027" in late_part.answer("AK")


def test_what_is_no_part_or_not_late_is_not_passed_up(given: World) -> None:
    """The whole goes up with the digest anyway."""
    assert given.ask("vogt", "STG", "!weitergeben A1").startswith("STG-A-2027-001 ist kein Teil eines anderen")
    part_of_first(given, date(2027, 2, 5))
    given.until("2027-01-22 09:00")
    post = given.last("AK").event_id
    given.heard("AK"), given.heard("STG")
    given.say("demir", "AK", "!weitergeben", reply_to=post)
    assert given.answer("AK") == "STG-A-2027-001/1 ist nicht überfällig. Frist: Fr 05.02.2027."
    assert given.heard("STG") == []
