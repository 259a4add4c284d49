"""A question is ended by who was asked, or by who may do what it asks; by nobody else."""

import pytest

from tests.seen import rows
from tests.world import World


@pytest.fixture
def offered(w: World) -> World:
    """Reuter, a member, ordered what the lead decides; the bot asks Reuter whether to pass it on."""
    w.heard("AK")
    w.say("reuter", "AK", "!auftrag an FB 40: Räume zählen bis 5.2.")
    assert "ja" in w.last("AK").text
    return w


def _open(w: World) -> int:
    return sum(not row["answered"] for row in rows(w, "question"))


def test_who_was_asked_may_say_no(offered: World) -> None:
    """Without any right to what was asked."""
    before = _open(offered)
    assert offered.ask("reuter", "AK", "nein") == "In Ordnung, es bleibt wie es ist."
    assert _open(offered) == before - 1


@pytest.mark.parametrize("how", ["nein", "2", "n", "!nein"])
def test_a_member_does_not_end_the_question_put_to_the_lead(w: World, how: str) -> None:
    """In words or by number; the lead can still say yes."""
    post = _to_the_lead(w)
    before = _open(w)
    w.heard("AK")
    w.say("reuter", "AK", how, reply_to=post)
    assert w.answer("AK").startswith("Das kann ich nicht ausführen")
    assert _open(w) == before
    w.say("demir", "AK", "nein", reply_to=post)
    assert w.answer("AK") == "In Ordnung, es bleibt wie es ist."
    assert _open(w) == before - 1


def test_a_pressed_cross_counts_as_little(w: World) -> None:
    """It is the same answer."""
    before_post = _to_the_lead(w)
    before = _open(w)
    w.react("reuter", "AK", before_post, "❌")
    assert _open(w) == before


def test_another_office_may_turn_down_what_one_was_asked(w: World) -> None:
    """Whoever may give the command may also say no to it."""
    w.say("demir", "AK", "!rolle Vogt Geschäftsführung")
    post = _to_the_lead(w)
    before = _open(w)
    w.say("vogt", "AK", "nein", reply_to=post)
    assert _open(w) == before - 1


@pytest.fixture
def offer(w: World) -> str:
    """Petersen, a member of the working group, has offered an answer to an inquiry in the direct chat."""
    w.join("AK", "petersen")
    w.room("1-petersen", "petersen")
    w.say("vogt", "STG", "!abfrage an AK-FM: Wie viele Kitas bis 29.1.")
    w.say("petersen", "1-petersen", "AK-FM: antwort STG 1: elf")
    w.heard("1-petersen")
    return w.last("1-petersen").event_id


def test_who_offered_something_in_the_direct_chat_may_drop_it(w: World, offer: str) -> None:
    """The question knows of which body it is."""
    before = _open(w)
    w.say("petersen", "1-petersen", "nein", reply_to=offer)
    assert w.answer("1-petersen") == "In Ordnung, es bleibt wie es ist."
    assert _open(w) == before - 1


def test_a_question_that_nobody_decides_any_more_is_closed_by_whoever_says_no(w: World, offer: str) -> None:
    """Its body is dissolved; in the former room one person is left beside the bot, in the direct chat as ever."""
    w.say("vogt", "STG", "!abfrage 1 schließen")
    post = _to_the_lead(w)
    w.say("vogt", "AK", "!gremium auflösen")
    w.say("vogt", "AK", "ja")
    w.leave("AK", "demir", "reuter", "petersen")
    w.heard("1-petersen"), w.heard("AK")
    before = _open(w)
    w.say("petersen", "1-petersen", "nein", reply_to=offer)
    w.say("vogt", "AK", "nein", reply_to=post)
    assert w.answer("1-petersen") == w.answer("AK") == "In Ordnung, es bleibt wie es ist."
    assert _open(w) == before - 2


def _to_the_lead(w: World) -> str:
    """Demir, the office, says who leads from May on, and is asked something about it; only the office may say yes."""
    w.say("demir", "AK", "!leitung ab 1.5. Selin Kara")
    post = w.last("AK")
    assert "ja / nein" in post.text
    return post.event_id
