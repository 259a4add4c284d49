"""So much is carried out a minute: of one person, and in one room."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config import Access
from commands.dispatch import Dispatch
from storage import inbox
from tests.scene import user
from tests.seen import rows
from tests.world import World


@pytest.fixture
def limited(w: World) -> World:
    """Three messages a minute of one person, four in one room."""
    w.house = replace(w.house, commands_a_minute=3, room_commands_a_minute=4)
    w.dispatch = Dispatch(w.house)
    w.move(hours=1)
    for room in ("JF", "AK"):
        w.heard(room)
    return w


def _topics(w: World) -> list[str]:
    return [str(row["title"]) for row in rows(w, "item")]


def test_one_person_is_stopped_and_told_once(limited: World) -> None:
    """What is over the limit is not carried out; the next minute is a new one."""
    for number in range(6):
        limited.say("petersen", "JF", f"!speichern Thema {number}")
    assert _topics(limited) == ["Thema 0", "Thema 1", "Thema 2"]
    told = [text for text in limited.heard("JF") if "mehr als" in text]
    assert told == [
        "Das sind mehr als 3 Nachrichten an mich in einer Minute. Diese habe ich nicht ausgeführt. "
        "Bitte senden Sie sie in einer Minute noch einmal."
    ]
    limited.say("vogt", "JF", "!speichern Von jemand anderem")
    limited.move(minutes=1)
    limited.say("petersen", "JF", "!speichern Thema 6")
    assert _topics(limited)[3:] == ["Von jemand anderem", "Thema 6"]


def test_a_room_is_stopped_and_told_once(limited: World) -> None:
    """Other rooms go on."""
    for number in range(3):
        for who in ("petersen", "vogt"):
            limited.say(who, "JF", f"!speichern Thema {number} {who}")
    assert len(_topics(limited)) == 4
    assert len([text for text in limited.heard("JF") if "In diesem Raum kamen mehr als 4" in text]) == 1
    limited.say("vogt", "AK", "!speichern Anderswo")
    assert _topics(limited)[-1] == "Anderswo"


def test_what_was_turned_away_is_noted(limited: World) -> None:
    """In the inbox and in the audit, with the person's account and no text."""
    events = [limited.say("petersen", "JF", f"!speichern Thema {number}") for number in range(4)]
    with limited.store.transaction() as tx:
        assert inbox.outcome_of(tx, events[-1]) == "limited"
    noted = rows(limited, "audit")[-1]
    assert (noted["actor"], noted["outcome"], noted["event_id"]) == (user("petersen"), "limited", events[-1])


def _edit(w: World, event_id: str) -> None:
    w.edit("petersen", "JF", event_id, "!speichern Etwas anderes")


def _mention(w: World, _event_id: str) -> None:
    w.mention("petersen", "JF", "speichern Noch etwas")


@pytest.mark.parametrize("happens", [_edit, _mention])
def test_edits_and_mentions_count(limited: World, happens: Callable[[World, str], None]) -> None:
    """They are orders too."""
    events = [limited.say("petersen", "JF", f"!speichern Thema {number}") for number in range(3)]
    happens(limited, events[0])
    assert _topics(limited) == ["Thema 0", "Thema 1", "Thema 2"]
    assert rows(limited, "audit")[-1]["outcome"] == "limited"


def test_a_removal_is_never_too_much(limited: World) -> None:
    """What was typed by mistake goes at once."""
    events = [limited.say("petersen", "JF", f"!speichern Thema {number}") for number in range(5)]
    limited.redact("petersen", "JF", events[0])
    assert "Thema 0" not in _topics(limited)


def test_what_was_said_while_the_bot_was_away_is_made_up_for(limited: World) -> None:
    """It is counted by the minute in which it was said, not by that in which it is read."""
    for number in range(6):
        limited.receive_while_away("petersen", "JF", f"!speichern Thema {number}")
        limited.now += timedelta(minutes=1)
    limited.wake_up()
    assert len(_topics(limited)) == 6


def test_by_default_people_are_never_limited_by_typing() -> None:
    """Thirty a minute of one person, 120 in a room; 0 is no limit."""
    access = Access(operators=(), homeservers=())
    assert (access.commands_a_minute, access.room_commands_a_minute) == (30, 120)
