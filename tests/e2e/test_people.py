"""The people of the tests themselves: what they must be able to do before anything about the bot is proved."""

import asyncio

import pytest

from bot.demo.device import ServerRefused
from bot.demo.people import Person
from tests.e2e.town import Town


@pytest.mark.parametrize("encrypted", [True, False])
@pytest.mark.parametrize("version", ["10", "12"])
async def test_people_read_each_other(town: Town, encrypted: bool, version: str) -> None:
    vogt, demir = town.vogt, town.demir
    room = await vogt.create_room("JF", invite=[demir.user_id], encrypted=encrypted, version=version)
    await vogt.sees(room, demir.user_id)
    first = await vogt.say(room, "Guten Morgen", mentions=[demir.user_id])
    heard = await demir.heard_where(room, lambda heard: heard.event_id == first)
    assert (heard.body, heard.encrypted) == ("Guten Morgen", encrypted)
    assert heard.content["m.mentions"] == {"user_ids": [demir.user_id]}

    await demir.sees(room, vogt.user_id)
    reply = await demir.say(room, "Moin", reply_to=first)
    edit = await demir.edit(room, reply, "Moin moin")
    reaction = await demir.react(room, first, "✅")
    await vogt.heard_where(room, lambda heard: heard.event_id == reaction)
    seen = {heard.event_id: heard for heard in vogt.heard(room)}
    assert seen[reply].reply_to == first
    assert (seen[edit].replaces, seen[edit].body) == (reply, "Moin moin")
    assert (seen[reaction].target, seen[reaction].key) == (first, "✅")

    redaction = await demir.redact(room, reply)
    gone = await vogt.heard_where(room, lambda heard: heard.event_id == redaction)
    assert gone.target == reply


async def test_history_is_complete_and_readable(town: Town) -> None:
    room = await town.vogt.create_room("Lang", invite=[town.demir.user_id])
    await town.vogt.sees(room, town.demir.user_id)
    said = [await town.vogt.say(room, f"Nachricht {number}") for number in range(110)]
    await town.demir.heard_where(room, lambda heard: heard.event_id == said[-1])
    for person in (town.vogt, town.demir):
        bodies = [heard.body for heard in await person.history(room) if heard.type == "m.room.message"]
        assert bodies == [f"Nachricht {number}" for number in range(110)]
        assert [heard.event_id for heard in person.heard(room) if heard.type == "m.room.message"] == said


async def test_the_same_transaction_is_one_event(town: Town) -> None:
    room = await town.vogt.create_room("Einmal")
    first, second = [await town.vogt.say(room, "Nur einmal", txn="dieselbe") for _ in range(2)]
    assert first == second


async def test_nobody_waits_for_ever(town: Town) -> None:
    room = await town.vogt.create_room("Stille")
    with pytest.raises(TimeoutError):
        await town.vogt.heard_where(room, lambda heard: heard.body == "nie gesagt", timeout=0.1)
    with pytest.raises(ServerRefused, match="M_UNRECOGNIZED"):
        await town.vogt.request("GET", "/nirgends")


async def test_people_get_over_a_restart_of_the_homeserver(town: Town) -> None:
    room = await town.vogt.create_room("Neustart", invite=[town.demir.user_id])
    await town.vogt.sees(room, town.demir.user_id)
    await town.homeserver.kill()
    saying = asyncio.create_task(town.vogt.say(room, "Sind Sie noch da?"))
    await town.homeserver.start()
    said = await saying
    heard = await town.demir.heard_where(room, lambda heard: heard.event_id == said)
    assert heard.body == "Sind Sie noch da?"


async def test_a_new_device_reads_what_is_said_from_now_on(town: Town) -> None:
    room = await town.vogt.create_room("Zuwachs")
    newcomer_id = await town.homeserver.register("petra.mielke", "geheim", "Petra Mielke")
    newcomer = Person(town.homeserver.url, newcomer_id, town.homeserver.folder.parent / "mielke")
    await newcomer.login("geheim")
    try:
        await town.vogt.invite(room, newcomer_id)
        await town.vogt.sees(room, newcomer_id)
        said = await town.vogt.say(room, "Willkommen")
        assert (await newcomer.heard_where(room, lambda heard: heard.event_id == said)).body == "Willkommen"
    finally:
        await newcomer.leave()
