"""Finding a date in a real encrypted room: the poll as clients get it, ticks, the end, and a bot that is killed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.demo.hearing import Heard
from bot.demo.people import Person
from tests.e2e.conftest import Hire
from tests.e2e.robot import Bot
from tests.e2e.timed import TimedBot
from tests.e2e.town import Town, answer_to, ask

_START, _RESPONSE, _END = (f"org.matrix.msc3381.poll.{part}" for part in ("start", "response", "end"))


def _proposals() -> tuple[str, list[date]]:
    """Wednesday to Friday in three weeks, so that no series on Tuesdays is in the way."""
    today = datetime.now(UTC).date()
    monday = today + timedelta(days=21 - today.weekday())
    days = [monday + timedelta(days=n) for n in (2, 3, 4)]
    return ", ".join(f"{day:%d.%m.%Y} 10 Uhr" for day in days), days


async def _tick(person: Person, room: str, poll: Heard, *numbers: int, stable: bool = False) -> str:
    """Vote as Element does, or as the proposal wants it one day."""
    ids = [poll.content[_START]["answers"][number - 1]["id"] for number in numbers]
    content: dict[str, Any] = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll.event_id}}
    content |= {"m.selections": ids} if stable else {_RESPONSE: {"answers": ids}}
    return await person.send(room, "m.poll.response" if stable else _RESPONSE, content)


async def _poll(person: Person, bot: Bot, room: str) -> Heard:
    return await person.heard_where(room, lambda heard: heard.type == _START and heard.sender == bot.user_id)


def _counts(answer: Heard) -> list[str]:
    return [line.rsplit(": ", 1)[1] for line in (answer.body or "").split("\n")[1:]]


@pytest.mark.parametrize("encrypted", [True, False])
async def test_ticks_and_typed_answers_count_and_the_poll_ends(town: Town, bot: Bot, encrypted: bool) -> None:
    sign = "TF" if encrypted else "TK"
    room = await town.room_with(bot, f"AK {sign}", encrypted=encrypted)
    await town.set_up(bot, room, f"AK-{sign} AK Terminfindung operativ")
    dates, days = _proposals()
    await town.vogt.say(room, f"!terminfindung Klausurtag: {dates}")
    poll = await _poll(town.demir, bot, room)
    assert poll.encrypted == encrypted
    assert len(poll.content[_START]["answers"]) == 4
    await _tick(town.demir, room, poll, 1, 3)
    first = await _tick(town.reuter, room, poll, 1)
    again = await _tick(town.reuter, room, poll, 2, 3, stable=True)
    assert first != again
    assert _counts(await ask(town.reuter, bot, room, "!terminfindung stand")) == ["1", "1", "2"]
    await town.reuter.redact(room, again)
    assert _counts(await ask(town.reuter, bot, room, "!terminfindung stand")) == ["1", "0", "1"]
    typed = await town.reuter.say(room, "1 und 3", reply_to=poll.event_id)
    await town.reuter.heard_where(room, lambda heard: (heard.target, heard.key) == (typed, "✅"))

    await town.vogt.say(room, "!terminfindung schließen")
    end = await town.demir.heard_where(room, lambda heard: heard.type == _END)
    relation = {"rel_type": "m.reference", "event_id": poll.event_id}
    assert end.content["m.relates_to"].items() >= relation.items()
    assert end.encrypted == encrypted
    result = await town.demir.heard_where(room, lambda heard: "2 Antworten" in (heard.body or ""))
    assert "10:00 Uhr (2 von 2)" in (result.body or "")
    assert bot.rows("select * from vote where finding_id in (select id from finding where body_id = "
                    "(select id from body where room_id = ?))", room) == []  # fmt: skip
    picked = await town.vogt.say(room, "1", reply_to=result.event_id)
    answer = await answer_to(town.vogt, bot, room, picked)
    assert f"{days[0]:%d.%m.%Y}, 10:00 Uhr eingetragen" in (answer.body or "")


async def test_a_vote_in_clear_in_an_encrypted_room_does_not_count(town: Town, bot: Bot) -> None:
    """A homeserver could have made it up."""
    room = await town.room_with(bot, "AK Klarstimme")
    await town.set_up(bot, room, "AK-KS AK Klarstimme operativ")
    await town.vogt.say(room, f"!terminfindung {_proposals()[0]}")
    poll = await _poll(town.demir, bot, room)
    ids = [poll.content[_START]["answers"][0]["id"]]
    content = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll.event_id}, _RESPONSE: {"answers": ids}}
    await town.demir.request("PUT", f"/rooms/{room}/send/{_RESPONSE}/klar", content)
    await _tick(town.reuter, room, poll, 2)
    await town.vogt.heard_where(room, lambda heard: heard.type == _RESPONSE and heard.encrypted)
    assert _counts(await ask(town.reuter, bot, room, "!terminfindung stand")) == ["0", "1", "0"]


async def test_it_ends_by_itself_and_later_ticks_change_nothing(town: Town, hire: Hire) -> None:
    bot = await hire()
    timed = TimedBot(bot, "2027-01-13 09:00")
    await timed.start("2027-01-13 09:00")
    try:
        room = await town.room_with(bot, "AK Von selbst")
        await town.set_up(bot, room, "AK-VS AK Von selbst operativ")
        await town.vogt.say(room, "!terminfindung Mi 3.2.2027 10 Uhr, Do 4.2.2027 10 Uhr bis Fr 15.1.2027")
        poll = await _poll(town.demir, bot, room)
        await _tick(town.demir, room, poll, 2)
        assert _counts(await ask(town.reuter, bot, room, "!terminfindung")) == ["0", "1"]
        await timed.move_to("2027-01-15 11:01")
        end = await town.demir.heard_where(room, lambda heard: heard.type == _END)
        result = await town.demir.heard_where(
            room, lambda heard: "Do 04.02.2027" in (heard.body or ""), after=end.event_id
        )
        assert "1. Do 04.02.2027, 10:00 Uhr (1 von 1)" in (result.body or "")
        await _tick(town.reuter, room, poll, 1)
        assert _counts(await ask(town.reuter, bot, room, "!terminfindung")) == ["0", "1"]
    finally:
        await timed.stop()


async def test_a_bot_that_is_killed_in_between_doubles_and_loses_nothing(town: Town, hire: Hire) -> None:
    """Killed as soon as the poll is seen, so that it may not even know its event id; voted on while it is away."""
    bot = await hire()
    await bot.start()
    room = await town.room_with(bot, "AK Abgestürzt")
    await town.set_up(bot, room, "AK-AB AK Abgestürzt operativ")
    await town.vogt.say(room, f"!terminfindung {_proposals()[0]}")
    poll = await _poll(town.demir, bot, room)
    bot.kill9()
    await _tick(town.demir, room, poll, 1, 2)
    await _tick(town.reuter, room, poll, 2)
    bot.launch()
    assert _counts(await ask(town.reuter, bot, room, "!terminfindung stand")) == ["1", "2", "0"]
    await town.vogt.say(room, "!terminfindung schließen")
    await town.demir.heard_where(room, lambda heard: heard.type == _END)
    bot.kill9()
    bot.launch()
    result = await town.demir.heard_where(room, lambda heard: "2 Antworten" in (heard.body or ""))
    assert "(2 von 2)" in (result.body or "")
    await ask(town.reuter, bot, room, "!hilfe")
    ours = [heard for heard in await town.reuter.history(room) if heard.sender == bot.user_id]
    assert [heard.type for heard in ours if heard.type in (_START, _END)] == [_START, _END]
    assert sum("ist beendet" in (heard.body or "") for heard in ours) == 1
