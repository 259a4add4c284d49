"""What counts as said, edited, marked and removed; and what a room is."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.matrix.events import Bot, read
from bot.matrix.rooms import RoomState
from commands.stimuli import Edited, Reacted, Redacted, Said, Voted
from storage.records import CREATOR_POWER

BOT = Bot("@sitzungsbot:brakenfeld.example", "Sitzungsbot")
VOGT = "@katrin.vogt:brakenfeld.example"


def event(content: Any, kind: str = "m.room.message", **more: Any) -> dict[str, Any]:
    made = {"event_id": "$1", "sender": VOGT, "origin_server_ts": 1_800_000_000_000, "type": kind, "content": content}
    return made | more


def text(body: str, **content: Any) -> dict[str, Any]:
    return event({"msgtype": "m.text", "body": body, **content})


def said(source: dict[str, Any]) -> Said:
    stimulus = read(source, "!raum", BOT, encrypted=True)
    assert isinstance(stimulus, Said)
    return stimulus


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ("Sitzungsbot:  bitte !hilfe", "bitte !hilfe"),
        ("@sitzungsbot:brakenfeld.example  bitte !hilfe", "bitte !hilfe"),
        ("sitzungsbot, !top Ganztag", "!top Ganztag"),
        ("@Sitzungsbot !top Ganztag", "!top Ganztag"),
        ("Sitzungsbot:!top Ganztag", "!top Ganztag"),
        ("Sitzungsbot", ""),
    ],
)
def test_the_bot_is_called_by_name(body: str, heard: str) -> None:
    stimulus = said(text(body))
    assert (stimulus.text, stimulus.mentions_bot) == (heard, True)


@pytest.mark.parametrize(
    "body",
    ["Sitzungsbots gibt es viele", "Der Sitzungsbot: kann das", "@sitzungsbot:anderswo.example !top", "!top Ganztag"],
)
def test_a_name_elsewhere_is_no_call(body: str) -> None:
    stimulus = said(text(body))
    assert (stimulus.text, stimulus.mentions_bot) == (body, False)


def test_a_real_mention_counts_wherever_the_name_stands() -> None:
    stimulus = said(text("frag doch Sitzungsbot", **{"m.mentions": {"user_ids": [BOT.user_id]}}))
    assert stimulus.mentions_bot
    assert not said(text("hallo", **{"m.mentions": {"room": True, "user_ids": [VOGT]}})).mentions_bot


def test_of_a_voice_message_nothing_is_taken_but_what_it_replies_to() -> None:
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    spoken = event({"msgtype": "m.audio", "body": "Geheimnis.ogg", "url": "mxc://x/y", "m.relates_to": relation})
    assert (said(spoken).text, said(spoken).voice, said(spoken).reply_to) == ("", True, "$0")
    assert read(event({"msgtype": "m.audio", "body": "x.ogg"}), "!raum", BOT, encrypted=True) is None
    edit = {"rel_type": "m.replace", "event_id": "$0"} | relation
    assert read(event({"msgtype": "m.audio", "body": "x", "m.relates_to": edit}), "!raum", BOT, encrypted=True) is None


def test_the_quoted_part_of_a_reply_is_not_the_senders_text() -> None:
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    body = "> <@demir:brakenfeld.example> !top Fremdes\n> zweite Zeile\n\n!erledigt"
    stimulus = said(text(body, **{"m.relates_to": relation}))
    assert (stimulus.text, stimulus.reply_to, stimulus.thread) == ("!erledigt", "$0", None)
    assert said(text("!erledigt", **{"m.relates_to": relation})).text == "!erledigt"
    assert said(text("> ein Zitat ohne Antwort")).text == "> ein Zitat ohne Antwort"


def test_in_a_thread_only_a_deliberate_reply_is_one() -> None:
    relation = {"rel_type": "m.thread", "event_id": "$wurzel", "m.in_reply_to": {"event_id": "$letzte"}}
    falling_back = said(text("!top Ganztag", **{"m.relates_to": {**relation, "is_falling_back": True}}))
    assert (falling_back.thread, falling_back.reply_to) == ("$wurzel", None)
    deliberate = said(text("!erledigt", **{"m.relates_to": relation}))
    assert (deliberate.thread, deliberate.reply_to) == ("$wurzel", "$letzte")


def test_an_edit_carries_the_new_text_and_is_never_said() -> None:
    source = text(
        "* !top Halbtag",
        **{
            "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"},
            "m.new_content": {"msgtype": "m.text", "body": "Sitzungsbot: !top Halbtag"},
        },
    )
    stimulus = read(source, "!raum", BOT, encrypted=False)
    assert isinstance(stimulus, Edited)
    assert (stimulus.text, stimulus.replaces, stimulus.mentions_bot) == ("!top Halbtag", "$0", True)
    del source["content"]["m.new_content"]
    assert read(source, "!raum", BOT, encrypted=False) is None


def test_reactions_and_redactions_in_both_forms() -> None:
    relation = {"rel_type": "m.annotation", "event_id": "$0", "key": "✅"}
    reacted = read(event({"m.relates_to": relation}, "m.reaction"), "!raum", BOT, encrypted=False)
    assert isinstance(reacted, Reacted)
    assert (reacted.target, reacted.key) == ("$0", "✅")
    for source in (event({}, "m.room.redaction", redacts="$0"), event({"redacts": "$0"}, "m.room.redaction")):
        redacted = read(source, "!raum", BOT, encrypted=False)
        assert isinstance(redacted, Redacted)
        assert redacted.target == "$0"


REFERENCE = {"rel_type": "m.reference", "event_id": "$umfrage"}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("org.matrix.msc3381.poll.response", {"org.matrix.msc3381.poll.response": {"answers": ["1.2", "1.3"]}}),
        ("m.poll.response", {"m.selections": ["1.2", "1.3"]}),
    ],
)
def test_a_vote_in_both_forms_of_the_proposal(kind: str, content: dict[str, Any]) -> None:
    vote = read(event({"m.relates_to": REFERENCE, **content}, kind), "!raum", BOT, encrypted=True)
    assert isinstance(vote, Voted)
    assert (vote.poll, vote.answers, vote.sender) == ("$umfrage", ("1.2", "1.3"), VOGT)


@pytest.mark.parametrize("content", [{}, {"org.matrix.msc3381.poll.response": {}}, {"m.selections": []}])
def test_a_vote_for_nothing_takes_the_vote_back(content: dict[str, Any]) -> None:
    source = event({"m.relates_to": REFERENCE, **content}, "org.matrix.msc3381.poll.response")
    vote = read(source, "!raum", BOT, encrypted=True)
    assert isinstance(vote, Voted)
    assert vote.answers == ()


@pytest.mark.parametrize(
    "source",
    [
        event({"msgtype": "m.notice", "body": "!top"}),
        event({"msgtype": "m.emote", "body": "!top"}),
        event({"msgtype": "m.image", "body": "!top", "url": "mxc://x/y"}),
        event({}),
        event({"msgtype": "m.text", "body": "!top"}, sender=BOT.user_id),
        event({"call_id": "1"}, "m.call.invite"),
        event({}, "org.matrix.msc3381.poll.response"),
        event({"org.matrix.msc3381.poll.end": {}, "m.relates_to": REFERENCE}, "org.matrix.msc3381.poll.end"),
        event({}, "m.room.redaction"),
    ],
)
def test_what_is_no_business_of_ours(source: dict[str, Any]) -> None:
    assert read(source, "!raum", BOT, encrypted=False) is None


@pytest.mark.parametrize(
    "source",
    [
        event({"msgtype": "m.text"}),
        event({"msgtype": "m.text", "body": 7}),
        event({"msgtype": "m.text", "body": "x" * 70_000}),
        event("kein Objekt"),
        event({"msgtype": "m.text", "body": "!top"}, event_id="$" + "x" * 300),
        event({"msgtype": "m.text", "body": "!top"}, sender="vogt"),
        event({"msgtype": "m.text", "body": "!top"}, origin_server_ts="gestern"),
        event({"msgtype": "m.text", "body": "!top"}, origin_server_ts=1 << 60),
        event({"msgtype": "m.text", "body": "!top", "m.relates_to": "x"}),
        event({"msgtype": "m.text", "body": "!top", "m.mentions": {"user_ids": "alle"}}),
        event({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$0", "key": ""}}, "m.reaction"),
        event({"m.relates_to": {"rel_type": "m.annotation", "key": "✅"}}, "m.reaction"),
        event({"m.selections": ["1"]}, "m.poll.response"),
        event({"m.relates_to": REFERENCE, "m.selections": "1"}, "m.poll.response"),
        event({"m.relates_to": REFERENCE, "m.selections": [7]}, "m.poll.response"),
        event({"m.relates_to": REFERENCE, "m.selections": ["1"] * 101}, "m.poll.response"),
        event({"m.relates_to": REFERENCE | {"rel_type": "m.thread"}, "m.selections": []}, "m.poll.response"),
    ],
)
def test_malformed_events_are_refused(source: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(source, "!raum", BOT, encrypted=False)


# -- rooms ------------------------------------------------------------------------------------------------------------


def state(kind: str, content: Any, key: str = "", sender: str = VOGT) -> dict[str, Any]:
    return {"type": kind, "state_key": key, "content": content, "sender": sender}


def room(*events: dict[str, Any]) -> RoomState:
    made = RoomState("!raum")
    for user, name in ((VOGT, "Katrin Vogt"), (BOT.user_id, "Sitzungsbot"), ("@demir:x.example", "")):
        made.apply(state("m.room.member", {"membership": "join", "displayname": name}, user, user))
    for each in events:
        made.apply(each)
    return made


def powers(made: RoomState) -> dict[str, int]:
    return {member.user_id: member.power for member in made.members()}


def test_creators_of_room_version_12_have_unlimited_power() -> None:
    create = {"room_version": "12", "additional_creators": ["@demir:x.example", 7], "predecessor": {"room_id": "!alt"}}
    made = room(state("m.room.create", create), state("m.room.power_levels", {"users": {BOT.user_id: 50}}))
    assert powers(made) == {VOGT: CREATOR_POWER, "@demir:x.example": CREATOR_POWER, BOT.user_id: 50}


def test_before_room_version_12_the_levels_are_those_of_the_state() -> None:
    levels = {"users": {VOGT: "100", BOT.user_id: 1 << 40}, "users_default": 10}
    made = room(state("m.room.create", {"room_version": "11"}), state("m.room.power_levels", levels))
    assert powers(made) == {VOGT: 100, "@demir:x.example": 10, BOT.user_id: CREATOR_POWER - 1}
    assert powers(room(state("m.room.create", {"room_version": "6"})))[VOGT] == 100


@pytest.mark.parametrize(
    "levels", [{"users": 7}, {"users": {VOGT: True}}, {"users": {VOGT: None}}, {"users": {VOGT: "x"}}]
)
def test_malformed_levels_give_no_power(levels: dict[str, Any]) -> None:
    made = room(state("m.room.create", {"room_version": "11"}), state("m.room.power_levels", levels))
    assert powers(made)[VOGT] == 0


def test_what_is_public() -> None:
    assert not room().room(BOT.user_id).public
    assert not room(state("m.room.join_rules", {"join_rule": "knock"})).room(BOT.user_id).public
    assert room(state("m.room.join_rules", {"join_rule": "public"})).room(BOT.user_id).public
    visible = {"history_visibility": "world_readable"}
    assert room(state("m.room.history_visibility", visible)).room(BOT.user_id).public


def test_names_lose_what_could_mislead() -> None:
    made = room(state("m.room.name", {"name": "AK\u202e Ganz\ntag\u2066 "}))
    assert made.room(BOT.user_id).name == "AK Ganztag"
    assert room().room(BOT.user_id).name == "@demir:x.example, Katrin Vogt"
    made.apply(state("m.room.member", {"membership": "leave"}, VOGT))
    assert VOGT not in powers(made)
    assert not made.encrypted
    made.apply(state("m.room.encryption", {}))
    assert made.room(BOT.user_id).encrypted
