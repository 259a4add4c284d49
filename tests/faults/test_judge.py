"""The judge finds what is lost, doubled and unreadable; the plan and the history are what the seed says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.demo.hearing import Heard
from tests.faults.checker import LETTER, judge_answers, judge_rooms
from tests.faults.intents import MARK, History, plan, told

BOT, DEMIR = "@bot:x", "@demir:x"
DAY = date(2026, 11, 28)


def _event(sender: str, event_id: str, **more: Any) -> Heard:
    content = more.pop("content", {})
    return Heard(event_id, "!r", sender, datetime.now(UTC), more.pop("type", "m.room.message"), False, content, **more)


def _room(tmp_path: Path) -> tuple[dict[str, Any], list[Heard]]:
    """A history of three intents, and the room as it should be."""
    history = History(tmp_path / "intents.jsonl")
    heard: list[Heard] = []
    for number, intent in enumerate(plan(1, 3, 1, DAY, plain=True)[:3]):
        history.mean(intent, "!r", f"txn{number}")
        history.sent(intent, f"${number}")
        heard.append(_event(DEMIR, f"${number}", content={MARK: intent.mark}, msgtype="m.text"))
        letter = {LETTER: f"letter{number}"}
        heard.append(_event(BOT, f"$a{number}", content=letter, msgtype="m.text", reply_to=f"${number}"))
    history.close()
    return told(tmp_path / "intents.jsonl"), heard


def _wrong(tmp_path: Path, spoil: Any) -> dict[str, int]:
    meant, heard = _room(tmp_path)
    heard = spoil(heard)
    verdict = judge_rooms(meant, heard, BOT)
    judge_answers(verdict, meant, heard, BOT)
    return {what: times for what, times in verdict.figures.items() if times}


def test_a_room_in_order_is_clean(tmp_path: Path) -> None:
    assert _wrong(tmp_path, lambda heard: heard) == {}


def test_a_missing_answer_is_a_loss(tmp_path: Path) -> None:
    assert _wrong(tmp_path, lambda heard: heard[:-1]) == {"lost": 1}


def test_an_intent_that_never_came_into_its_room_is_a_loss(tmp_path: Path) -> None:
    assert _wrong(tmp_path, lambda heard: heard[2:]) == {"lost": 1}


def test_a_letter_that_is_there_twice_is_doubled_as_letter_and_as_answer(tmp_path: Path) -> None:
    assert _wrong(tmp_path, lambda heard: [*heard, replace(heard[-1], event_id="$b")]) == {"doubled": 2}


def test_a_second_answer_by_another_letter_is_doubled(tmp_path: Path) -> None:
    assert _wrong(tmp_path, lambda heard: [*heard, replace(heard[-1], content={LETTER: "other"})]) == {"doubled": 1}


def test_what_the_witness_cannot_read_is_counted(tmp_path: Path) -> None:
    sealed = _event(BOT, "$s", type="m.room.encrypted", content={"ciphertext": "…"})
    assert _wrong(tmp_path, lambda heard: [*heard, sealed]) == {"unreadable": 1}


def test_the_plan_is_the_seeds_and_has_every_kind() -> None:
    first = plan(7, 400, 10, DAY)
    assert first == plan(7, 400, 10, DAY) != plan(8, 400, 10, DAY)
    assert len({one.kind for one in first}) == 11
    assert len({one.mark for one in first}) == len(first)


def test_a_line_that_was_not_finished_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "intents.jsonl"
    _room(tmp_path)
    with path.open("a") as file:
        file.write('{"intent": {"mark"')
    assert len(told(path)) == 3
