"""Commands in real rooms: encrypted and plain, of two room versions, by people with and without the right devices."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from Crypto.Signature import eddsa

from bot.demo.hearing import Heard
from tests.e2e.robot import Bot
from tests.e2e.town import Town, answer_to, ask


async def test_a_topic_is_answered_readably_for_everyone_in_an_encrypted_room(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "STG Bildung")
    await town.set_up(bot, room, "STG Steuerungsgruppe Bildung strategisch beschließend")
    asked = await town.demir.say(room, "!top Ganztag")
    for person in (town.demir, town.reuter):
        answer = await answer_to(person, bot, room, asked)
        assert "„Ganztag“" in (answer.body or "")
        assert answer.encrypted
        assert answer.content["m.mentions"] == {}
        wire = await person.request("GET", f"/rooms/{quote(room)}/event/{quote(answer.event_id)}")
        assert wire["type"] == "m.room.encrypted"
        assert "Ganztag" not in json.dumps(wire)
    receipt = await town.demir.heard_where(room, lambda heard: heard.target == asked)
    assert (receipt.sender, receipt.key) == (bot.user_id, "✅")
    agenda = await ask(town.reuter, bot, room, "!to")
    assert "Ganztag" in (agenda.body or "")


async def test_bodies_below_and_exchange_without_parent_are_set_up(town: Town, bot: Bot) -> None:
    work, exchange = await town.room_with(bot, "AK Flucht & Migration"), await town.room_with(bot, "JF")
    await ask(town.vogt, bot, work, "!gremium neu AK-FM AK Flucht & Migration operativ unter STG")
    await ask(town.vogt, bot, exchange, "!gremium neu JF JF Bildungsmanagement austausch unter STG")
    signs = {sign for (sign,) in bot.rows("select sign from body where room_id in (?, ?)", work, exchange)}
    assert signs == {"AK-FM", "JF"}


async def test_only_an_operator_sets_up_a_body(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "Ohne Recht", encrypted=False)
    answer = await ask(town.reuter, bot, room, "!gremium neu OHNE Ohne Recht operativ")
    assert answer.body
    assert bot.rows("select * from body where sign = 'OHNE'") == []


async def test_the_device_of_the_bot_is_cross_signed(town: Town, bot: Bot) -> None:
    answer = await town.reuter.request("POST", "/keys/query", {"device_keys": {bot.user_id: []}})
    master, signing = (answer[kind][bot.user_id] for kind in ("master_keys", "self_signing_keys"))
    (device,) = answer["device_keys"][bot.user_id].values()
    assert _signed(signing, bot.user_id, by=_key(master))
    assert _signed(device, bot.user_id, by=_key(signing))


@pytest.mark.parametrize(("version", "power"), [("10", 100), ("12", 1 << 31)])
async def test_who_created_the_room_has_power_there(town: Town, bot: Bot, version: str, power: int) -> None:
    room = await town.room_with(bot, f"Fassung {version}", version=version)
    levels = await town.vogt.request("GET", f"/rooms/{quote(room)}/state/m.room.power_levels/")
    assert (town.vogt.user_id in levels.get("users", {})) == (version == "10")
    await ask(town.vogt, bot, room, "!hilfe")
    known = bot.rows("select user_id, power from room_member where room_id = ?", room)
    assert dict(known) == {
        town.vogt.user_id: power,
        town.demir.user_id: 0,
        town.reuter.user_id: 0,
        bot.user_id: 0,
    }


async def test_what_is_typed_in_clear_in_an_encrypted_room_is_not_obeyed(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "AK Klartext")
    await town.set_up(bot, room, "AK-KT AK Klartext operativ")
    clear = await town.demir.say_in_clear(room, "!top Untergeschoben")
    await ask(town.demir, bot, room, "!top Echt")
    assert not [heard for heard in await town.demir.history(room) if clear in (heard.reply_to, heard.target)]
    assert [title for (title,) in _items(bot, room)] == ["Echt"]


async def test_a_plain_room_is_served_in_clear(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "AK Offen", encrypted=False)
    await town.set_up(bot, room, "AK-OF AK Offen operativ")
    answer = await ask(town.demir, bot, room, "!top Radweg")
    assert "„Radweg“" in (answer.body or "")
    assert not answer.encrypted


async def test_an_edit_changes_the_topic_and_makes_no_second_one(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "AK Nachgebessert")
    await town.set_up(bot, room, "AK-NB AK Nachgebessert operativ")
    asked = await town.demir.say(room, "!top Raumplannung")
    await answer_to(town.demir, bot, room, asked)
    edited = await town.demir.edit(room, asked, "!top Raumplanung")
    answer = await town.demir.heard_where(room, _answers(bot, asked, edited), after=edited)
    assert "„Raumplanung“" in (answer.body or "")
    assert _items(bot, room) == [("Raumplanung",)]


async def test_chatter_is_neither_answered_nor_kept(town: Town, bot: Bot) -> None:
    room = await town.room_with(bot, "Geplauder")
    chatter = await town.demir.say(room, "Der Kaffee ist wieder alle, sagt Kollegin Zwieback")
    await ask(town.demir, bot, room, "!hilfe")
    assert not [heard for heard in town.demir.heard(room) if heard.reply_to == chatter]
    for file in bot.config.parent.rglob("*"):
        assert not file.is_file() or b"Zwieback" not in file.read_bytes(), file


def _answers(bot: Bot, *event_ids: str) -> Callable[[Heard], bool]:
    return lambda heard: heard.sender == bot.user_id and heard.reply_to in event_ids


def _items(bot: Bot, room: str) -> list[Any]:
    query = (
        "select title from item where body_id = (select id from body where room_id = ?) and not standing order by id"
    )
    return bot.rows(query, room)


def _key(published: dict[str, Any]) -> str:
    (key,) = published["keys"].values()
    return str(key)


def _signed(published: dict[str, Any], user_id: str, *, by: str) -> bool:
    """Whether the object is signed by the Ed25519 key, after the Matrix specification, "Signing JSON"."""
    signature = published["signatures"][user_id][f"ed25519:{by}"]
    bare = {key: value for key, value in published.items() if key not in ("signatures", "unsigned")}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    key = eddsa.import_public_key(base64.b64decode(by + "="))
    try:
        eddsa.new(key, "rfc8032").verify(text, base64.b64decode(signature + "=="))
    except ValueError:
        return False
    return True
