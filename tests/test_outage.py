"""One answer for each room after an outage: what was said meanwhile is carried out in order and told together."""

import pytest

from tests.seen import holding, rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """Tuesday at seven: the jour fixe meets at nine, and the bot goes away."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Raumplanung")
    w.until("2027-01-12 07:00")
    w.heard("JF")
    return w


def come_back(w: World, at: str = "2027-01-12 10:15") -> list[str]:
    """What is said in the room when the bot is there again."""
    w.sleep_until(at)
    w.wake_up()
    return w.heard("JF")


def test_what_was_missed_is_told_in_one_post(jf: World) -> None:
    """In the order in which it was said, with the receipts, and with the prompt that fell away."""
    jf.receive_while_away("petersen", "JF", "!top Ganztag")
    jf.sleep_until("2027-01-12 07:30")
    events = [jf.receive_while_away("vogt", "JF", "!umbenennen 2 in Ganztag 2027")]
    events.append(jf.receive_while_away("yilmaz", "JF", "!speichern Hort"))
    (text,) = come_back(jf, "2027-01-12 09:15")
    assert text.split("\n") == [
        "Ich war von 07:00 bis 09:15 Uhr nicht erreichbar. Die Tagesordnung am Morgen entfällt.",
        "Nachgeholt:",
        "– TOP 2 „Ganztag“ für Di 12.01.2027 notiert.",
        "– TOP 2 heißt jetzt „Ganztag 2027“.",
        "– „Hort“ liegt im Themenspeicher.",
    ]
    assert {event for event, _ in jf.rooms["!JF"].marks} >= set(events)
    assert [row["title"] for row in rows(jf, "item")] == ["Raumplanung", "Ganztag 2027", "Hort"]


def test_questions_refusals_and_what_was_only_shown_are_answered_where_they_were_asked(jf: World) -> None:
    """A question has to be answerable, and a refusal to be seen by who ordered it."""
    jf.receive_while_away("petersen", "JF", "!topp Ganztag")
    jf.receive_while_away("petersen", "JF", "!vertagen 9")
    jf.receive_while_away("petersen", "JF", "!to")
    jf.receive_while_away("petersen", "JF", "!speichern Hort")
    texts = come_back(jf)
    assert [text.split("\n")[0][:24] for text in texts] == [
        "!topp kenne ich nicht. M",
        "Einen TOP „9“ gibt es ni",
        texts[2].split("\n")[0][:24],
        "Ich war von 07:00 bis 10",
    ]
    assert "1. Raumplanung" in texts[2]
    assert jf.ask("petersen", "JF", "ja").startswith("TOP 2 „Ganztag“") or "Ganztag" in jf.texts("JF")[-1]


def test_each_room_gets_its_own_post(jf: World) -> None:
    """Nobody reads what was missed elsewhere."""
    jf.receive_while_away("petersen", "JF", "!speichern Hort")
    jf.receive_while_away("demir", "AK", "!speichern Sprachmittlung")
    jf.heard("AK")
    assert len(come_back(jf)) == 1
    assert jf.answer("AK").endswith("Nachgeholt:\n– „Sprachmittlung“ liegt im Themenspeicher.")


def test_after_another_day_the_day_is_said(jf: World) -> None:
    """„von Di 12.01.2027, 07:00“."""
    jf.receive_while_away("petersen", "JF", "!speichern Hort")
    assert any(
        "Ich war von Di 12.01.2027, 07:00 Uhr bis 10:15 Uhr" in text for text in come_back(jf, "2027-01-13 10:15")
    )


def test_two_minutes_are_no_outage(jf: World) -> None:
    """Then everything is answered as always."""
    jf.receive_while_away("petersen", "JF", "!speichern Hort")
    assert come_back(jf, "2027-01-12 07:02") == ["„Hort“ liegt im Themenspeicher."]


def test_a_post_that_is_on_its_way_is_not_written_into(jf: World) -> None:
    """What comes after it begins another one."""
    jf.receive_while_away("petersen", "JF", "!speichern Hort")
    first = come_back(jf)
    jf._away_since = rows(jf, "inbox")[-1]["received_at"]
    jf.receive_while_away("petersen", "JF", "!speichern Mensa")
    second = come_back(jf, "2027-01-12 10:20")
    assert (len(first), len(second)) == (1, 1)
    assert "Mensa" in second[0] and "Hort" not in second[0]


def test_a_missed_text_can_be_removed_from_the_post(jf: World) -> None:
    """As from every other answer."""
    event = jf.receive_while_away("petersen", "JF", "!speichern Familie Hassan")
    jf.receive_while_away("petersen", "JF", "!speichern Mensa")
    come_back(jf)
    assert holding(jf, "Hassan")
    jf.redact("petersen", "JF", event)
    assert holding(jf, "Hassan") == []
    assert [text for text in jf.texts("JF") if "Hassan" in text] == []
