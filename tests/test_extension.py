"""Extensions: asked for with a reason, granted or denied by command, reply or reaction; the giver changes directly."""

from datetime import date
from typing import Any

import pytest

from storage import assignments
from storage.assignment_records import AssignmentState, PartKind
from tests.seen import holding, rows
from tests.world import World

SECRET = "Familie Hassan & <Söhne"


@pytest.fixture
def given(w: World) -> World:
    """A1 for the working group by Fr 21.05., so that it reaches the steering group's meeting on 08.06."""
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    w.say("vogt", "STG", "!termin 7.9. 14 Uhr")
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 21.5.")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 29.1.")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


def first(w: World) -> dict[str, Any]:
    return rows(w, "assignment")[0]


def part_of_first(w: World, due_on: date, sign: str | None = None) -> int:
    """A contribution to A1 that the working group has asked a unit for, or the body of that sign."""
    w.spoil()
    whole = first(w)
    body = next((one["id"] for one in rows(w, "body") if one["sign"] == sign), None)
    with w.store.transaction() as tx:
        return assignments.add(
            tx,
            number=f"{whole['number']}/1",
            giver_id=whole["receiver_id"],
            receiver_id=body,
            receiver_unit=None if body else "FB 51",
            title="Kita-Zahlen",
            expected=None,
            due_on=due_on,
            state=AssignmentState.ISSUED,
            item_id=None,
            issued_at=w.utc,
            changed_at=w.utc,
            version=0,
            use=None,
            year=whole["year"],
            serial=1,
            parent_id=whole["id"],
            part=PartKind.CONTRIBUTION,
        )


# -- asking -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "reason"),
    [
        ("A1 28.5. FB 65 liefert später", "Fr 28.05.2027", "FB 65 liefert später"),
        ("a1 bis 28.5., weil FB 65 später liefert", "Fr 28.05.2027", "weil FB 65 später liefert"),
        ("A1 auf Freitag, 28.5. (FB 65 liefert später)", "Fr 28.05.2027", "FB 65 liefert später"),
        ("A1 um eine Woche FB 65 liefert später", "Fr 28.05.2027", "FB 65 liefert später"),
        ("A1 eine Woche laenger: FB 65 liefert später", "Fr 28.05.2027", "FB 65 liefert später"),
        ("A1 2 Wochen verlängern FB 65 liefert später", "Fr 04.06.2027", "FB 65 liefert später"),
        ("A1 FB 65 liefert später, bis 28.5.", "Fr 28.05.2027", "FB 65 liefert später"),
        ("stg-a-27-1 Ende Mai FB 65 liefert bis 25.5.", "Mo 31.05.2027", "FB 65 liefert bis 25.5."),
        ("A1 28.5. 30 Zahlen fehlen", "Fr 28.05.2027", "30 Zahlen fehlen"),
        ("A1 wie besprochen 28.5.", "Fr 28.05.2027", "wie besprochen"),
        ("A1 wir brauchen eine Woche länger", "Fr 28.05.2027", "wir brauchen eine Woche länger"),
        ("A1 + 1 Woche", "Fr 28.05.2027", ""),
        ("A1 10 Tage", "Mo 31.05.2027", ""),
        ("A1 28.5.", "Fr 28.05.2027", ""),
    ],
)
def test_a_receiver_asks_for_another_day_and_says_why(given: World, typed: str, day: str, reason: str) -> None:
    """The day as people write it, the reason behind it or before it."""
    assert given.ask("demir", "AK", f"!frist {typed}") == (
        f"STG-A-2027-001: Verlängerung bis {day} bei Steuerungsgruppe Bildung beantragt. "
        "Bis zur Antwort gilt Fr 21.05.2027."
    )
    assert given.heard("STG")[-1].split("\n")[0] == (
        "Fristverlängerung zu STG-A-2027-001 „Bedarf prüfen“ beantragt von AK-FM: "
        f"bis {day} (vor Ablauf der Frist Fr 21.05.2027). {reason}".strip()
    )


def test_the_giver_sees_what_the_new_day_does_to_the_dates_above_it(given: World) -> None:
    """Its own next invitation, the committee that hangs on that meeting, and the working days that remain."""
    given.say("demir", "AK", "!frist A1 28.5. FB 65 liefert später")
    assert given.answer("STG").split("\n") == [
        "Fristverlängerung zu STG-A-2027-001 „Bedarf prüfen“ beantragt von AK-FM: bis Fr 28.05.2027 (vor Ablauf der "
        "Frist Fr 21.05.2027). FB 65 liefert später",
        "– Die Einladung für Di 08.06.2027 wird nicht mehr erreicht, erst die für Di 07.09.2027.",
        "– Schulausschuss am Di 29.06.2027 wird nicht mehr erreicht.",
        "– Bis Fr 28.05.2027 bleiben 94 Arbeitstage.",
        "Antworten Sie mit „ja“ (bewilligen) oder „nein“ (ablehnen), oder nennen Sie einen anderen Tag: "
        "!bewilligen STG-A-2027-001 bis …",
    ]
    assert given.last("STG").ringing


def test_a_day_that_still_reaches_the_meeting_says_so(given: World) -> None:
    """From 14.05. to 21.05. nothing above moves."""
    given.say("vogt", "STG", "!frist A1 14.5.")
    given.heard("STG")
    given.say("demir", "AK", "!frist A1 21.5.")
    assert given.answer("STG").split("\n")[1:3] == [
        "– Das Ergebnis liegt weiterhin zur Einladung für Di 08.06.2027 vor.",
        "– Schulausschuss am Di 29.06.2027 wird weiterhin erreicht.",
    ]


def test_a_day_off_moves_and_is_said(given: World) -> None:
    assert given.ask("demir", "AK", "!frist A1 30.5.").split("\n") == [
        "STG-A-2027-001: Verlängerung bis Fr 28.05.2027 bei Steuerungsgruppe Bildung beantragt. "
        "Bis zur Antwort gilt Fr 21.05.2027.",
        "So 30.05.2027 ist kein Arbeitstag (Sonntag).",
    ]


def test_asking_before_and_after_the_due_day_is_kept_apart(given: World) -> None:
    """The history says which; domain 1.3 E."""
    given.say("demir", "AK", "!frist A1 28.5. FB 65 liefert später")
    given.sleep_until("2027-05-24 09:00")
    given.say("demir", "AK", "!frist A1 31.5. FB 65 liefert noch später")
    history = given.ask("demir", "AK", "!details A1")
    assert (
        "Mo 11.01.2027 Fristverlängerung beantragt: bis Fr 28.05.2027 (vor Ablauf der Frist Fr 21.05.2027). FB 65"
        in history
    )
    assert (
        "Mo 24.05.2027 Fristverlängerung beantragt: bis Mo 31.05.2027 (nach Ablauf der Frist Fr 21.05.2027). FB 65"
        in history
    )


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!frist A1 4.1.2027", "Der Mo 04.01.2027 ist schon vorbei."),
        ("!frist A1 21.5.", "STG-A-2027-001 hat schon die Frist Fr 21.05.2027."),
        ("!frist A1 14.5.", "STG-A-2027-001 ist bis Fr 21.05.2027 fällig. Früher vorlegen können Sie jederzeit"),
        ("!frist A1 31.2.", "Den 31.2. gibt es nicht."),
        ("!frist A1 bis zur nächsten Sitzung", "Eine nächste Sitzung ist hier noch nicht geplant."),
        ("!frist", "Meinten Sie die Fristen vor den Sitzungen, !fristen?"),
        ("!ablehnen A1", "Ein Auftrag wird nicht abgelehnt."),
        ("!bewilligen A1", "Über STG-A-2027-001 entscheidet Steuerungsgruppe Bildung."),
    ],
)
def test_what_cannot_be_asked_for_is_refused(given: World, typed: str, answer: str) -> None:
    before = first(given)
    assert given.ask("demir", "AK", typed).startswith(answer)
    assert first(given) == before


def test_a_missing_day_is_asked_for_and_the_reason_is_kept(given: World) -> None:
    """The answer is a bare date."""
    assert given.ask("demir", "AK", "!frist A1 FB 65 liefert später") == (
        "STG-A-2027-001 ist bis Fr 21.05.2027 fällig. Bis wann soll die Frist reichen? Antworten Sie mit einem Datum."
    )
    given.say("demir", "AK", "28.5.")
    assert "bis Fr 28.05.2027 (vor Ablauf der Frist Fr 21.05.2027). FB 65 liefert später" in given.heard("STG")[-1]


def test_a_day_of_two_meanings_is_asked_about(given: World) -> None:
    assert given.ask("demir", "AK", "!frist A1 Juni FB 65 liefert später").split("\n") == [
        "„Juni“ ist nicht eindeutig. Was meinen Sie?",
        "1. Mi 30.06.2027",
        "2. Mo 31.05.2027",
        "Antworten Sie mit der Nummer.",
    ]
    assert given.ask("demir", "AK", "2").startswith("STG-A-2027-001: Verlängerung bis Mo 31.05.2027")


def test_only_who_leads_asks_and_only_while_there_is_something_to_do(given: World) -> None:
    """Whoever is in the room may look."""
    assert "Aylin Demir" in given.ask("reuter", "AK", "!frist A1 28.5."), "who may"
    assert first(given)["asked_due_on"] is None
    assert given.ask("reuter", "AK", "!frist A1").startswith("STG-A-2027-001: Frist Fr 21.05.2027.")
    given.say("demir", "AK", "!ergebnis A1 Bedarf: 12")
    assert given.ask("demir", "AK", "!frist A1 28.5.") == (
        "Für STG-A-2027-001 ist jetzt keine Fristverlängerung möglich (Stand: Ergebnis liegt vor)."
    )


def test_the_present_day_is_shown_with_what_was_asked_and_left_unmarked(given: World) -> None:
    """Looking records nothing, so there is no mark."""
    given.say("demir", "AK", "!frist A1 28.5.")
    marks = len(given.rooms["!AK"].marks)
    assert given.ask("demir", "AK", "!frist A1").split("\n") == [
        "STG-A-2027-001: Frist Fr 21.05.2027. Stand: erteilt, noch nicht bestätigt",
        "– Bis Fr 21.05.2027 bleiben 90 Arbeitstage.",
        "– Beantragt ist eine Verlängerung bis Fr 28.05.2027.",
    ]
    assert len(given.rooms["!AK"].marks) == marks


# -- deciding ---------------------------------------------------------------------------------------------------------


def asked(w: World) -> str:
    """An extension to 28.05. was asked for. Returns the event id of the post in the giver's room."""
    w.say("demir", "AK", "!frist A1 28.5. FB 65 liefert später")
    w.heard("AK"), w.heard("STG")
    return w.last("STG").event_id


@pytest.mark.parametrize("typed", ["ja", "1", "!bewilligen A1", "!bewilligen a1.", "!Bewilligen A1 bis 28.5."])
def test_the_giver_grants_it(given: World, typed: str) -> None:
    """With a word, a number, or the whole command; the receiver hears of it."""
    asked(given)
    assert given.ask("vogt", "STG", typed) == ("STG-A-2027-001: Die Frist ist jetzt Fr 28.05.2027. AK-FM erfährt es.")
    assert given.answer("AK") == (
        "Steuerungsgruppe Bildung hat die Fristverlängerung zu STG-A-2027-001 „Bedarf prüfen“ bewilligt: "
        "bis Fr 28.05.2027 (bisher Fr 21.05.2027)."
    )
    assert (first(given)["due_on"], first(given)["asked_due_on"]) == (date(2027, 5, 28), None)


def test_the_giver_grants_it_by_reaction_and_by_reply(given: World) -> None:
    """Who may not leaves the question to those who may."""
    post = asked(given)
    given.react("petersen", "STG", post, "✅")
    assert first(given)["due_on"] == date(2027, 5, 21)
    given.say("hollweg", "STG", "bewilligen", reply_to=post)
    assert first(given)["due_on"] == date(2027, 5, 28)
    post = asked_again(given)
    given.react("vogt", "STG", post, "👍")
    assert first(given)["due_on"] == date(2027, 6, 4)


def asked_again(w: World) -> str:
    w.say("demir", "AK", "!frist A1 4.6.")
    return w.last("STG").event_id


def test_a_yes_to_an_old_request_grants_what_it_said(given: World) -> None:
    """Two requests are open; each post stands for its own day, and what is settled is not granted again."""
    old = asked(given)
    asked_again(given)
    given.heard("STG")
    given.react("vogt", "STG", old, "✅")
    assert first(given)["due_on"] == date(2027, 5, 28)
    assert given.heard("AK")[-1].startswith(
        "Steuerungsgruppe Bildung hat zu STG-A-2027-001 „Bedarf prüfen“ eine andere Frist bewilligt als Fr 04.06.2027: "
    )
    assert given.ask("vogt", "STG", "!bewilligen A1").startswith(
        "Zu STG-A-2027-001 ist keine Fristverlängerung offen. Frist: Fr 28.05.2027."
    )


@pytest.mark.parametrize("typed", ["nein", "2", "!ablehnen A1"])
def test_the_giver_denies_it_and_the_day_stays(given: World, typed: str) -> None:
    asked(given)
    assert given.ask("vogt", "STG", typed) == "STG-A-2027-001: Die Frist bleibt Fr 21.05.2027. AK-FM erfährt es."
    assert given.answer("AK") == (
        "Steuerungsgruppe Bildung hat die Fristverlängerung zu STG-A-2027-001 „Bedarf prüfen“ abgelehnt. "
        "Es bleibt bei Fr 21.05.2027."
    )
    assert (first(given)["due_on"], first(given)["asked_due_on"]) == (date(2027, 5, 21), None)


def test_a_reason_for_the_denial_comes_along(given: World) -> None:
    asked(given)
    given.say("vogt", "STG", "!ablehnen A1 Der Schulausschuss braucht es im Juni.")
    assert "abgelehnt: Der Schulausschuss braucht es im Juni." in given.answer("AK")
    assert "Fristverlängerung abgelehnt: Der Schulausschuss" in given.ask("vogt", "STG", "!details A1")


def test_the_giver_may_grant_another_day(given: World) -> None:
    asked(given)
    given.say("vogt", "STG", "!bewilligen A1 bis 25.5.")
    assert given.answer("AK") == (
        "Steuerungsgruppe Bildung hat zu STG-A-2027-001 „Bedarf prüfen“ eine andere Frist bewilligt als "
        "Fr 28.05.2027: bis Di 25.05.2027 (bisher Fr 21.05.2027)."
    )


def test_a_word_to_the_grant_is_kept_with_it(given: World) -> None:
    """Without a day it is the one that was asked for."""
    asked(given)
    given.say("vogt", "STG", "!bewilligen A1 letztmalig")
    assert given.answer("AK").endswith("bewilligt: bis Fr 28.05.2027 (bisher Fr 21.05.2027). letztmalig")


def test_it_is_said_in_the_language_of_each_room(given: World) -> None:
    """The giver reads English and answers with „yes“."""
    given.say("vogt", "STG", "!gremium sprache englisch")
    asked(given)
    assert given.last("STG").text.split("\n")[-1] == (
        "Answer “yes” (grant) or “no” (deny), or name another day: !grant STG-A-2027-001 by …"
    )
    assert given.ask("vogt", "STG", "yes") == "STG-A-2027-001: now due Fri 28.05.2027. AK-FM is told."


def test_a_request_whose_day_has_passed_needs_another_day(given: World) -> None:
    asked(given)
    given.sleep_until("2027-05-31 09:00")
    assert given.ask("vogt", "STG", "!bewilligen A1").startswith(
        "Der beantragte Tag für STG-A-2027-001 (Fr 28.05.2027) ist schon vorbei."
    )


# -- the giver's own word ---------------------------------------------------------------------------------------------


def test_the_giver_changes_a_day_directly_and_the_receiver_is_told(given: World) -> None:
    """With what it does to the dates above, in one answer; the reminders begin anew."""
    assert given.ask("vogt", "STG", "!frist A1 28.5. nach Rücksprache").split("\n") == [
        "STG-A-2027-001: Die Frist ist jetzt Fr 28.05.2027 (bisher Fr 21.05.2027).",
        "– Die Einladung für Di 08.06.2027 wird nicht mehr erreicht, erst die für Di 07.09.2027.",
        "– Schulausschuss am Di 29.06.2027 wird nicht mehr erreicht.",
        "– Bis Fr 28.05.2027 bleiben 94 Arbeitstage.",
    ]
    assert given.answer("AK") == (
        "Steuerungsgruppe Bildung hat die Frist von STG-A-2027-001 „Bedarf prüfen“ geändert: "
        "bis Fr 28.05.2027 (bisher Fr 21.05.2027). nach Rücksprache"
    )
    assert first(given)["ladder_step"] == 0


def test_for_a_unit_without_a_room_the_giver_moves_the_day(given: World) -> None:
    """Nothing is asked of oneself, nothing is told twice."""
    assert given.ask("vogt", "STG", "!frist A2 5.2.").startswith(
        "STG-A-2027-002: Die Frist ist jetzt Fr 05.02.2027 (bisher Fr 29.01.2027)."
    )


def test_a_day_earlier_than_today_is_not_set(given: World) -> None:
    assert given.ask("vogt", "STG", "!frist A1 8.1.2027").startswith("Der Fr 08.01.2027 ist schon vorbei.")


# -- parts ------------------------------------------------------------------------------------------------------------


def test_for_a_part_the_day_of_the_whole_is_shown(given: World) -> None:
    """By a reply to a post about it; past the whole's day it is said that this is too late."""
    part_of_first(given, date(2027, 4, 16))
    given.until("2027-04-19 08:45")
    post = given.last("AK").event_id
    given.heard("AK")
    given.say("demir", "AK", "!frist", reply_to=post)
    assert given.answer("AK").split("\n")[1] == "– Frist des ganzen Auftrags STG-A-2027-001: Fr 21.05.2027"
    given.say("demir", "AK", "!frist 30.4.", reply_to=post)
    assert (
        "Bis zur Frist des ganzen Auftrags STG-A-2027-001 (Fr 21.05.2027) bleiben dann 13 Arbeitstage."
        in given.answer("AK")
    )
    given.say("demir", "AK", "!frist 28.5.", reply_to=post)
    assert "Die Frist des ganzen Auftrags STG-A-2027-001 (Fr 21.05.2027) ist dann vorbei." in given.answer("AK")


def test_who_does_a_part_sees_the_day_of_the_whole_and_so_does_who_decides(given: World) -> None:
    """A jour fixe owes a contribution; the working group that asked for it decides about the day."""
    part_of_first(given, date(2027, 4, 16), "JF")
    given.until("2027-04-19 08:45")
    post = given.last("JF").event_id
    given.heard("JF"), given.heard("AK")
    given.say("petersen", "JF", "!frist 23.4. Rücklauf fehlt", reply_to=post)
    assert given.answer("JF").split("\n") == [
        "STG-A-2027-001/1: Verlängerung bis Fr 23.04.2027 bei AK Flucht & Migration beantragt. "
        "Bis zur Antwort gilt Fr 16.04.2027.",
        "– Frist des ganzen Auftrags STG-A-2027-001: Fr 21.05.2027",
    ]
    assert given.answer("AK").split("\n")[:3] == [
        "Fristverlängerung zu STG-A-2027-001/1 „Kita-Zahlen“ beantragt von JF: bis Fr 23.04.2027 (nach Ablauf der "
        "Frist Fr 16.04.2027). Rücklauf fehlt",
        "– Bis zur Frist des ganzen Auftrags STG-A-2027-001 (Fr 21.05.2027) bleiben dann 18 Arbeitstage.",
        "– Bis Fr 23.04.2027 bleiben 4 Arbeitstage.",
    ]


# -- privacy ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "who", "text"),
    [
        ("AK", "demir", f"!frist A1 28.5. {SECRET} ist umgezogen"),
        ("AK", "demir", f"!frist A1 {SECRET} ist umgezogen"),
        ("STG", "vogt", f"!frist A1 28.5. {SECRET} ist umgezogen"),
        ("STG", "vogt", f"!bewilligen A1 25.5. {SECRET} ist umgezogen"),
        ("STG", "vogt", f"!ablehnen A1 {SECRET} ist umgezogen"),
    ],
)
def test_a_redacted_reason_is_gone_everywhere(given: World, room: str, who: str, text: str) -> None:
    """From the history, from the posts and from the answers."""
    asked(given)
    event = given.say(who, room, text)
    given.say("vogt", "STG", "!details A1")
    assert holding(given, "Hassan")
    given.redact(who, room, event)
    assert holding(given, "Hassan") == []
    assert [text for name in ("AK", "STG") for text in given.texts(name) if "Hassan" in text] == []


def test_a_reason_does_not_leave_an_encrypted_room_for_an_open_one(w: World) -> None:
    """The number is told, no more."""
    w.room("OFFEN", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu OFF Offene Runde strategisch beratend")
    w.say("vogt", "OFFEN", "ja")
    w.say("demir", "AK", "!gremium unter OFF")
    w.say("vogt", "OFFEN", "!auftrag an AK-FM: Bedarf prüfen bis 21.5.")
    w.heard("OFFEN")
    w.say("demir", "AK", "!frist A1 28.5. Geheimer Grund")
    assert "Geheimer" not in " ".join(w.texts("OFFEN"))
