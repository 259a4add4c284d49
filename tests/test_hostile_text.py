"""Whatever a text holds: nobody is rung by it, nothing is drawn by it, nothing is ordered by it but its own line."""

import random
import re
import sys
import time
from collections.abc import Callable
from pkgutil import walk_packages

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.matrix
import commands
from bot.matrix.dropped import read_file
from bot.matrix.events import Bot
from bot.matrix.rooms import RoomState
from commands.catalogue import registry
from commands.document import Paragraph, file_message, message
from commands.handwriting import check, look_of, orders, tidy
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, Voice, phrase
from storage.post_records import Attachment
from tests import hostile
from tests.scene import user
from tests.seen import business, rows
from tests.world import World

PEOPLE = frozenset(user(one) for one in ("vogt", "petersen", "yilmaz", "demir", "reuter", "hollweg"))
hostile_texts = st.integers(0, 1 << 32).map(lambda seed: hostile.texts(random.Random(seed), 1)[0])


@settings(max_examples=300, derandomize=True)
@given(st.one_of(hostile_texts, st.text()))
def test_a_text_in_a_post_rings_for_nobody_and_draws_nothing(text: str) -> None:
    """As a title, and as something to type."""
    voice = Voice("de")
    said = (Paragraph(voice.inline(phrase("quoted", text=text))), Paragraph(voice.inline(Typed(text))))
    assert not any(hostile.faults(message(said)).values())


@settings(max_examples=300, derandomize=True)
@given(st.one_of(hostile_texts, st.text()))
def test_what_is_let_through_holds_nothing_unseen(text: str) -> None:
    """And only a line that begins with the mark is a command of its own."""
    lines = orders(tidy(f"!top {text}"))
    assert len(lines) == sum(line.startswith("!") for line in tidy(f"!top {text}").split("\n"))
    for line in lines:
        try:
            check(line)
        except Refused:
            continue
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\x00-\x09\x0b-\x1f\x7f-\x9f]", line)
        assert "@room" not in line.lower()


def test_hostile_texts_through_the_entrance(w: World) -> None:
    """Into titles, names, reasons and questions; the bench does this with many more."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    lines = ("!top {}", "!ziel 1.1 {}", "!auftrag an {}: Zahlen", "!terminfindung {}", "!rolle {} Leitung", "!{}", "{}")
    for number, text in enumerate(hostile.texts(random.Random(5), 120)):
        w.say("petersen", "JF", lines[number % len(lines)].replace("{}", text.encode("utf-8", "replace").decode()))
    for letter in rows(w, "letter"):
        assert not any(hostile.faults(letter["content"], PEOPLE).values()), letter["content"]
    assert [row for row in rows(w, "audit") if row["outcome"] == "failed"] == []


@pytest.mark.parametrize("caption", ["!ergebnis A1 <b>Fertig</b>", "!ergebnis A1 Fertig\u202e", "!ergebnis A1 @room"])
def test_what_stands_beside_a_file_is_checked_like_a_message(w: World, caption: str) -> None:
    """A caption is a text of somebody like any other."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.3.")
    before = business(w)
    w.post_file("demir", "AK", "Ergebnis.pdf", caption=caption)
    assert business(w) == before


def test_a_file_s_name_is_shown_as_it_is_read() -> None:
    """No direction marks that make another ending of it, and no call to the room."""
    content = {"msgtype": "m.file", "body": "Rechnung\u202efdp.exe\n@room", "url": "mxc://x/y"}
    source = {"type": "m.room.message", "event_id": "$1", "sender": "@a:b", "origin_server_ts": 1, "content": content}
    found = read_file(source, "!r", Bot("@bot:b", "Bot"), None)
    assert found is not None and found.filed.name == "Rechnungfdp.exe @room"
    assert "@room" not in file_message(Attachment(found.filed.name, "text/plain", b""))["body"]


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other", ["Jоnas Yilmaz", "JONAS YILMAZ", "Jonas  Yílmaz", "Jonas Yi1maz", "Ｊonas Yilmaz", "J\u200bonas Yilmaz"]
)
def test_names_that_look_alike(other: str) -> None:
    """In other scripts, widths and marks."""
    assert look_of(other) == look_of("Jonas Yilmaz") != look_of("Jonas Berg")


def test_a_role_for_a_name_that_another_looks_like_is_asked_about_by_user_id(w: World) -> None:
    """Anybody may call themselves anything; the answer is a complete order with the full id."""
    twin = "@jonas:brakenfeld.example"
    with w.store.transaction() as tx:
        tx.exec_driver_sql("INSERT INTO room_member VALUES ('!JF', ?, 'Jоnas Yilmaz', 0)", (twin,))
    before = rows(w, "body_role")
    answer = w.ask("vogt", "JF", "!rolle Jonas Yilmaz Leitung")
    assert twin in answer and user("yilmaz") in answer
    assert rows(w, "body_role") == before


def test_a_room_s_state_gives_no_name_that_misleads() -> None:
    """Not even where the user id itself does."""
    state = RoomState("!r")
    key = "@a\u202eb:x"
    state.apply({"type": "m.room.member", "state_key": key, "content": {"membership": "join"}})
    assert state.name_of(key) == "@ab:x"


# -- speed ------------------------------------------------------------------------------------------------------------


_PIECES = ("a", "1", " ", "<", "„", "1.", "a ", "> ", "(", "\n", ".", "-", ":")


def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for package in (bot.matrix, commands):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__"):
                continue
            __import__(module.name)
            for name, value in vars(sys.modules[module.name]).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[f"{module.name}.{name}"] = value
    return found


def _seconds(run: Callable[[str], object], text: str) -> float:
    best = 1e9
    for _ in range(2):
        begin = time.process_time()
        run(text)
        best = min(best, time.process_time() - begin)
    return best


def _grows(run: Callable[[str], object], piece: str) -> float:
    """How much longer the eightfold text takes; 8 for a reader in linear time."""
    short, long = (_seconds(run, (piece * 4000)[:length] + "\x01") for length in (500, 4_000))
    return long / max(short, 2e-4)


def test_no_pattern_takes_more_than_linear_time() -> None:
    """Repetitions of what each pattern itself is made of; a quadratic one would take 64 times as long."""
    slow = {}
    for name, pattern in _patterns().items():
        words = [word for word in re.findall(r"[a-zäöüß]+", pattern.pattern) if len(word) > 1][:8]
        for piece in (*_PIECES, *words, *(f"{one} " for one in words)):
            for run in (pattern.search, pattern.fullmatch):
                if (ratio := _grows(run, piece)) > 24:
                    slow[name, piece] = round(ratio)
    assert slow == {}


@pytest.mark.parametrize("piece", ["a ", "!top ", "1. ", "<", "@room ", "\n", "bis 5.2. ", "„", "e\u0301", "top 1 "])
def test_a_line_is_read_in_linear_time(piece: str) -> None:
    """From the message to the command and its check."""

    def read(text: str) -> None:
        for line in orders(tidy(f"!top {text}"))[:3]:
            registry().find(line)
            try:
                check(line)
            except Refused:
                continue

    assert _grows(read, piece) < 24
