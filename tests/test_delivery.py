"""What goes wrong around the bot: repeated delivery, its own mistakes, and time in which it was away."""

from sqlalchemy import text

from storage import duties, inbox
from tests.seen import business, holding, rows
from tests.world import World


def test_an_event_that_is_delivered_twice_has_one_effect(w: World) -> None:
    """Also when it arrives again after the bot has answered it."""
    event = w.say("petersen", "JF", "!speichern Ganztag")
    w.heard("JF")
    w.again("petersen", "JF", event, "!speichern Ganztag")
    w.again("petersen", "JF", event, "!speichern Etwas anderes")
    assert w.heard("JF") == []
    assert [row["title"] for row in rows(w, "item")] == ["Ganztag"]


def test_a_mistake_of_the_bot_is_admitted_with_a_reference_and_leaves_nothing(w: World) -> None:
    """A broken row in the database makes the order fail half-way; the log knows the reference, not the text."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Ganztag")
    w.until("2027-01-11 08:30")
    w.spoil()
    with w.store.transaction() as tx:
        tx.execute(text("UPDATE item SET state = 'zerbrochen'"))
    before = business(w)
    answer = w.ask("petersen", "JF", "!top Geheimnis")
    assert answer.startswith(
        "Das hat leider nicht geklappt, der Fehler liegt bei mir. Es wurde nichts geändert. Referenz: "
    )
    assert business(w) == before
    assert holding(w, "Geheimnis") == []
    last = rows(w, "audit")[-1]
    assert (last["outcome"], last["reference"]) == ("failed", answer[-4:])


def test_a_mistake_in_one_line_leaves_the_other_lines(w: World) -> None:
    """Each command has a savepoint of its own."""
    w.say("vogt", "JF", "!termin 13.1. 9 Uhr")
    w.say("petersen", "JF", "!top Ganztag")
    w.spoil()
    with w.store.transaction() as tx:
        tx.execute(text("UPDATE item SET state = 'zerbrochen'"))
    answer = w.ask("vogt", "JF", "!speichern Eins\n!to\n!speichern Zwei").split("\n")
    assert [line[:12] for line in answer] == ["„Eins“ liegt", "Das hat leid", "„Zwei“ liegt"]


def test_a_row_of_the_inbox_that_cannot_be_read_does_not_stop_the_others(w: World) -> None:
    """As an older or newer version might leave one."""
    with w.store.transaction() as tx:
        inbox.receive(tx, [("$alt", "!JF", {"kind": "geflüstert", "text": "Geheimnis"})], w.utc)
        inbox.receive(tx, [("$leer", "!JF", {})], w.utc)
    w.receive_while_away("petersen", "JF", "!speichern Ganztag")
    w.wake_up()
    assert w.answer("JF") == "„Ganztag“ liegt im Themenspeicher."
    assert [row["state"] for row in rows(w, "inbox")][-3:] == ["failed", "failed", "done"]
    assert holding(w, "Geheimnis") == []


def test_a_duty_of_another_version_is_set_aside(w: World) -> None:
    """It is noted as failed, and what comes after it is done."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    with w.store.transaction() as tx:
        duties.plan(tx, "weekly.serenade", 1, w.utc)
    w.until("2027-01-11 08:30")
    assert "Welche Themen haben Sie?" in w.texts("JF")[-1]
    (failed,) = [row for row in rows(w, "duty") if row["name"] == "weekly.serenade"]
    assert failed["state"] == "failed"
    assert next(row["reference"] for row in rows(w, "audit") if row["action"] == "weekly.serenade")


def test_a_duty_that_fails_leaves_nothing_behind(w: World) -> None:
    """Its rows and letters are undone, and the next one runs."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("demir", "AK", "!termin 22.1. 10 Uhr")
    w.spoil()
    with w.store.transaction() as tx:
        tx.execute(text("UPDATE body SET kind = 'zerbrochen' WHERE sign = 'JF'"))
    w.heard("JF")
    w.until("2027-01-11 08:30")
    assert w.heard("JF") == []
    assert "failed" in {row["state"] for row in rows(w, "duty")}


def test_a_prompt_whose_meeting_has_passed_is_not_posted_after_an_outage(w: World) -> None:
    """What is still to come is said; what is over is not."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Ganztag")
    w.until("2027-01-14 12:00")
    w.heard("JF")
    w.sleep_until("2027-01-19 10:15")
    w.wake_up()
    assert not any("19.01.2027, 09:00 Uhr. Welche" in text or "Heute" in text for text in w.heard("JF"))
    w.sleep_until("2027-01-22 15:00")
    w.wake_up()
    assert not any("26.01." in text for text in w.heard("JF")), "Friday afternoon the office is closed"
    w.until("2027-01-25 08:00")
    assert [text.split("\n")[0] for text in w.heard("JF") if "Welche" in text] == [
        "Jour fixe am Di 26.01.2027, 09:00 Uhr. Welche Themen haben Sie?"
    ]


def test_a_letter_that_waited_too_long_is_not_sent_any_more(w: World) -> None:
    """The homeserver was away over the meeting: neither call nor question comes afterwards."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    w.hold_back()
    w.until("2027-01-12 10:00")
    w.release()
    assert not any("Welche Themen" in text or "Heute" in text or "statt?" in text for text in w.heard("JF"))


def test_commands_received_while_away_are_carried_out_in_order(w: World) -> None:
    """All told in one post; the one that depends on the other works."""
    w.receive_while_away("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.receive_while_away("petersen", "JF", "!top Ganztag")
    w.receive_while_away("petersen", "JF", "!umbenennen 1 in Ganztag 2027")
    w.sleep_until("2027-01-11 10:15")
    w.wake_up()
    assert [line.split(".")[0] for line in w.heard("JF")[0].split("\n") if "TOP" in line or "Reihe" in line] == [
        "– Reihe eingerichtet: jeden Dienstag um 09:00 Uhr, 30 Minuten",
        "– TOP 1 „Ganztag“ für Di 12",
        "– TOP 1 heißt jetzt „Ganztag 2027“",
    ]


def test_a_restart_between_decision_and_sending_posts_once(w: World) -> None:
    """What was decided waits in the outbox; the clock does not decide it again."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.hold_back()
    w.until("2027-01-11 08:10")
    w.release()
    w.wake_up()
    assert len([text for text in w.texts("JF") if "Welche Themen haben Sie?" in text]) == 1


def test_at_night_and_on_days_off_nothing_is_posted(w: World) -> None:
    """Four weeks with Easter in them: every post of the clock lies in office hours."""
    w.sleep_until("2027-03-15 08:00")
    w.say("vogt", "JF", "!reihe täglich 7 Uhr")
    w.say("vogt", "JF", "!auftrag an FB 40: Räume melden bis 25.3.")
    w.until("2027-03-15 18:00")
    w.heard("JF")
    seen = []
    for day in range(16, 31):
        for time in ("07:59", "18:00"):
            w.until(f"2027-03-{day} {time}")
            seen += [(f"{day}.", time, text) for text in w.heard("JF")]
    by_day = {day for day, time, _ in seen if time == "18:00"}
    assert [one for one in seen if one[1] == "07:59"] == []
    assert by_day.isdisjoint({"20.", "21.", "26.", "27.", "28.", "29."})
    assert len(by_day) > 8
