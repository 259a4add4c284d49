"""Absences of those who lead a body, and who stands in: for days, by consent, and never with a reason."""

import pytest

from storage import rooms
from storage.records import RoomMember
from tests.prepared import scene
from tests.scene import user
from tests.seen import holding, rows
from tests.world import World


def bring(w: World, room: str, who: str, name: str) -> None:
    """Somebody who is not among the town's known people joins a room."""
    with w.store.transaction() as tx:
        here = [one for one in rooms.members(tx, f"!{room}") if one.user_id != user(who)]
        rooms.set_members(tx, f"!{room}", [*here, RoomMember(f"!{room}", user(who), name, 0)])


@scene
def ak(w: World) -> None:
    """Two people called Jonas are in the working group; Demir and Berg have direct chats. It is Thursday 25.03."""
    w.join("AK", "yilmaz")
    bring(w, "AK", "berg", "Jonas Berg (FB 51)")
    w.room("1-demir", "demir")
    w.room("1-berg", "berg")
    w.until("2027-03-25 09:00")
    for room in ("STG", "AK", "JF", "1-demir", "1-berg"):
        w.heard(room)


def test_an_absence_is_said_in_a_sentence_and_the_deputy_is_asked_about(ak: World) -> None:
    """As in the story: without „!“, in lower case, with a first name that two people have."""
    assert ak.ask("demir", "1-demir", "ich bin vom 29.3. bis 9.4. weg, vertretung jonas").split("\n") == [
        "Abwesenheit Mo 29.03.2027 bis Fr 09.04.2027 für AK-FM (Leitung).",
        "Vertretung: „jonas“ finde ich 2-mal: 1 Jonas Berg (FB 51), 2 Jonas Yilmaz. Antworten Sie mit der Nummer.",
    ]
    assert ak.ask("demir", "1-demir", "1").split("\n") == [
        "Abwesenheit Mo 29.03.2027 bis Fr 09.04.2027 für AK-FM (Leitung).",
        "Eingetragen. Jonas Berg (FB 51) hat bis Fr 09.04.2027 die Rechte der Leitung in AK-FM, "
        "sobald die Vertretung bestätigt ist. Einen Grund speichere ich nicht.",
    ]
    assert ak.heard("AK") == []
    assert ak.answer("1-berg") == (
        "Aylin Demir (Leitung AK-FM) ist abwesend: Mo 29.03.2027 bis Fr 09.04.2027. Übernehmen Sie die Vertretung? "
        "Bitte bestätigen Sie mit „ok“."
    )


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("!abwesend 29.3. bis 9.4. Vertretung Berg", ("2027-03-29", "2027-04-09")),
        ("!abwesend 29.3.-9.4., vertretung: jonas berg", ("2027-03-29", "2027-04-09")),
        ("!abwesend vom 29.3. bis 9.4. wegen Urlaub, Vertretung Jonas Berg.", ("2027-03-29", "2027-04-09")),
        ("!ich bin vom 29.3. bis 9.4. im Urlaub, i. V. Jonas Berg (FB 51)", ("2027-03-29", "2027-04-09")),
        ("!Abwesend am 30.3. Vertretung Berg", ("2027-03-30", "2027-03-30")),
        ("!abwesend 29.3. - 9.4. (Vertretung: Berg)", ("2027-03-29", "2027-04-09")),
        ("!abwesend vom 29.03.2027 bis zum 09.04.2027 Vertretung durch Herrn Berg", ("2027-03-29", "2027-04-09")),
        ("!abwesend ab 29.3. bis 9.4., nicht da, Vertretung macht Berg", ("2027-03-29", "2027-04-09")),
        ("!abwesend bis 9.4. Vertretung Berg", ("2027-03-25", "2027-04-09")),
        ("!abwesend KW 14 Vertretung Berg", ("2027-04-05", "2027-04-11")),
        ("!abwesend nächste Woche Vertretung Berg", ("2027-03-29", "2027-04-04")),
        ("!abwesend morgen Vertretung Berg", ("2027-03-26", "2027-03-26")),
        ("!abwesend von Montag bis Freitag Vertretung Berg", ("2027-03-29", "2027-04-02")),
        ("!absent 29.3. to 9.4. deputy Berg", ("2027-03-29", "2027-04-09")),
    ],
)
def test_absences_as_people_type_them(ak: World, typed: str, span: tuple[str, str]) -> None:
    """Whatever stands beside the dates and the name is dropped."""
    assert "Eingetragen. Jonas Berg (FB 51)" in ak.ask("demir", "AK", typed)
    (row,) = rows(ak, "absence")
    assert (str(row["first_on"]), str(row["last_on"]), row["deputy_id"]) == (*span, user("berg"))


def test_a_reason_is_kept_nowhere(ak: World) -> None:
    """Not in the question either."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. wegen Blinddarm, Vertretung Jonas")
    ak.say("demir", "1-demir", "2")
    assert holding(ak, "Blinddarm") == []


def test_the_deputy_has_the_rights_once_agreed_and_for_these_days_only(ak: World) -> None:
    """Both days included, by the town's clock."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    order = "!auftrag an FB 51: Zahlen bis 30.4."
    ak.until("2027-03-30 09:00")
    assert ak.ask("berg", "AK", order).startswith("Das kann ich nicht ausführen")
    assert ak.ask("berg", "1-berg", "ok") == (
        "Jonas Berg (FB 51) vertritt Aylin Demir in AK Flucht & Migration: Mo 29.03.2027 bis Fr 09.04.2027."
    )
    assert ak.heard("AK")[-1].startswith("Aus dem Einzelchat: Jonas Berg (FB 51) vertritt Aylin Demir")
    assert ak.ask("berg", "AK", order).startswith("AK-FM-A-2027-001: „Zahlen“.")
    ak.until("2027-04-09 23:30")
    assert ak.ask("berg", "AK", "!auftrag an FB 40: Zahlen bis 30.4.").startswith("AK-FM-A-2027-002")
    ak.until("2027-04-10 00:30")
    assert ak.ask("berg", "AK", "!auftrag an FB 20: Zahlen bis 30.4.").startswith("Das kann ich nicht ausführen")


def test_rights_do_not_begin_before_the_first_day(ak: World) -> None:
    """However early the deputy agrees."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    ak.say("berg", "1-berg", "!vertreten")
    ak.until("2027-03-28 23:30")
    assert ak.ask("berg", "AK", "!auftrag an FB 51: Zahlen bis 30.4.").startswith("Das kann ich nicht ausführen")
    ak.until("2027-03-29 00:10")
    assert ak.ask("berg", "AK", "!auftrag an FB 51: Zahlen bis 30.4.").startswith("AK-FM-A-2027-001")


def test_notes_go_to_the_deputy_in_that_time(ak: World) -> None:
    """A proposal for the lead reaches who stands in."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    ak.say("berg", "1-berg", "ok")
    ak.until("2027-03-30 09:00")
    ak.heard("1-demir"), ak.heard("1-berg")
    ak.say("reuter", "AK", "!auftrag an FB 51: Zahlen bis Freitag")
    ak.say("reuter", "AK", "ja")
    assert ak.heard("1-demir") == []
    assert ak.answer("1-berg").startswith("Vorschlag 1 für AK-FM von Thomas Reuter")
    assert ak.ask("berg", "1-berg", "ja").startswith("AK-FM-A-2027-001")


def test_only_the_one_who_was_asked_can_agree(ak: World) -> None:
    """Somebody else's „!vertreten“ does nothing."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    assert ak.ask("yilmaz", "AK", "!vertreten") == "Sie sind nicht um eine Vertretung gebeten."
    assert not rows(ak, "absence")[0]["confirmed"]


def test_the_deputy_may_decline(ak: World) -> None:
    """Then the absent one is told."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    ak.heard("1-demir")
    assert ak.ask("berg", "1-berg", "nein") == "In Ordnung, Sie sind nicht als Vertretung eingetragen."
    assert ak.answer("1-demir").startswith("Jonas Berg (FB 51) kann die Vertretung in AK-FM nicht übernehmen")


def test_an_absence_is_shown_and_ended(ak: World) -> None:
    """One's own only."""
    assert ak.ask("demir", "1-demir", "abwesenheit") == "Für Sie ist hier keine Abwesenheit eingetragen."
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    ak.heard("1-demir")
    assert ak.ask("demir", "1-demir", "abwesenheit") == (
        "AK-FM: Mo 29.03.2027 bis Fr 09.04.2027. Vertretung: Jonas Berg (FB 51), noch nicht bestätigt"
    )
    ak.say("berg", "1-berg", "ok")
    ak.heard("1-berg")
    assert ak.ask("demir", "1-demir", "abwesend aus") == "Ihre Abwesenheit in AK-FM ist beendet."
    assert ak.answer("1-berg").startswith("Die Vertretung in AK-FM")
    assert rows(ak, "absence") == []


def test_only_who_leads_a_body_enters_an_absence(ak: World) -> None:
    """For a member nothing depends on it; nothing is passed on either."""
    answer = ak.ask("reuter", "AK", "!abwesend 29.3. bis 9.4.")
    assert answer.startswith("Das kann ich nicht ausführen") and "Vorschlag" not in answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!abwesend 29.3. bis 9.4. Vertretung Niemand", "Im Raum von AK Flucht & Migration finde ich niemanden"),
        ("!abwesend", "Es fehlt, von wann bis wann."),
        ("!abwesend Vertretung Berg", "Es fehlt, von wann bis wann."),
        ("!abwesend 9.4. bis 29.3. Vertretung Berg", "Das Ende"),
        ("!abwesend 1.2.2027 bis 5.2.2027", "Der Fr 05.02.2027 ist schon vorbei."),
    ],
)
def test_what_cannot_be_is_refused(ak: World, typed: str, answer: str) -> None:
    """And nothing is entered."""
    assert ak.ask("demir", "AK", typed).startswith(answer)
    assert rows(ak, "absence") == []


def test_what_is_over_is_forgotten(ak: World) -> None:
    """Nobody needs to know later who was away."""
    ak.say("demir", "1-demir", "!abwesend 29.3. bis 9.4. Vertretung Berg")
    ak.until("2027-04-12 12:00")
    assert rows(ak, "absence") == []


def test_a_jour_fixe_whose_chair_is_away_is_asked_about(w: World) -> None:
    """With the deputy, later, or not at all (domain 2.6)."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.room("1-petersen", "petersen")
    w.say("petersen", "1-petersen", "JF: abwesend 18.1. bis 20.1.")
    w.heard("JF")
    w.until("2027-01-12 08:21")
    assert next(text for text in w.heard("JF") if "abwesend" in text).split("\n") == [
        "Am Di 19.01.2027 ist die Leitung von Jour fixe abwesend. Mit Vertretung, verschieben oder ausfallen?",
        "1. mit Vertretung",
        "2. verschieben auf Do 21.01.2027",
        "3. ausfallen",
    ]
    w.say("vogt", "JF", "2")
    assert "Do 21.01.2027" in w.heard("JF")[0]
    w.until("2027-01-14 09:00")
    assert not any("abwesend" in text for text in w.heard("JF"))
