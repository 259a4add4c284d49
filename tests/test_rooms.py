"""What people see when something happens to a room itself: lost, found again, public, replaced, not read to the end."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commands.dispatch import Dispatch
from commands.stimuli import Arrived, Declined, Exposed, Guest, Lost, Missed, Replaced
from storage import bodies, incidents, outbox, rooms
from storage.records import Room
from tests.scene import user
from tests.seen import rows
from tests.world import World


def change(w: World, room: str, **values: object) -> None:
    """The homeserver says something new of a room."""
    with w.store.transaction() as tx:
        known = rooms.get(tx, f"!{room}")
        assert known is not None
        rooms.put(tx, replace(known, **values))  # type: ignore[arg-type]


def lose(w: World, room: str, how: str = "kicked") -> None:
    change(w, room, joined=False)
    with w.store.transaction() as tx:
        outbox.park_room(tx, f"!{room}", outbox.LOST)
    w._happen(Lost(f"lost/{room}/{w.utc}", f"!{room}", how, w.utc))  # type: ignore[arg-type]


def find_again(w: World, room: str) -> None:
    change(w, room, joined=True)
    w._happen(Arrived(f"$back{w.utc}", f"!{room}", user("demir"), w.utc))


def open_incidents(w: World) -> list[tuple[str, str]]:
    with w.store.transaction() as tx:
        return [(one.kind, one.subject) for one in incidents.still_open(tx)]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("kicked", "Ich wurde aus dem Raum von AK Flucht & Migration entfernt."),
        ("banned", "Ich bin aus dem Raum von AK Flucht & Migration ausgeschlossen."),
        ("left", "Ich bin nicht mehr im Raum von AK Flucht & Migration."),
        ("gone", "Ich bin nicht mehr im Raum von AK Flucht & Migration."),
    ],
)
def test_the_upper_body_is_told_once_that_a_room_is_lost(w: World, how: str, words: str) -> None:
    lose(w, "AK", how)
    assert w.answer("STG").startswith(words)
    w.until("2027-01-12 12:00")
    assert w.heard("STG") == []
    assert open_incidents(w) == [("room_lost", "!AK")]


def test_the_operators_are_told_too_where_they_have_a_room(w: World) -> None:
    w.room("Betrieb", "vogt")
    w.house = replace(w.house, operators_room="!Betrieb")
    w.dispatch = Dispatch(w.house)
    lose(w, "AK")
    w.move(minutes=1)
    assert w.answer("Betrieb").startswith("Ich bin nicht mehr im Raum „AK“ (seit Mo 11.01.2027, 08:00 Uhr).")
    find_again(w, "AK")
    w.move(minutes=10)
    assert w.answer("Betrieb") == "Im Raum „AK“ bin ich wieder."


def test_the_binding_lives_again_and_says_how_much_fell_away(w: World) -> None:
    """Nothing is posted late without a word, and what was planned goes on."""
    w.say("demir", "AK", "!termin 20.1. 10 Uhr")
    w.say("demir", "AK", "!top Sprachmittlung")
    w.heard("AK")
    lose(w, "AK")
    with w.store.transaction() as tx:
        body = bodies.by_room(tx, "!AK")
        assert body is not None
        for number in range(3):
            content = {"msgtype": "m.notice", "body": "alt"}
            outbox.write_letter(
                tx,
                reason=f"alt/{number}",
                room_id="!AK",
                event_type="m.room.message",
                content=content,
                not_before=w.utc + timedelta(days=1),
            )
        outbox.park_room(tx, "!AK", outbox.LOST)
    w.heard("STG")
    find_again(w, "AK")
    assert w.answer("AK") == (
        "Ich bin wieder da. Termine, Themen und Aufträge von AK Flucht & Migration gelten weiter.\n"
        "In der Zwischenzeit sind 3 Nachrichten weggefallen. Den Stand zeigen !to und !offen."
    )
    assert w.answer("STG") == "Im Raum von AK Flucht & Migration bin ich wieder."
    assert open_incidents(w) == []
    assert "Sprachmittlung" in w.ask("demir", "AK", "!to")
    lose(w, "AK")
    w.move(minutes=1)
    find_again(w, "AK")
    assert w.answer("AK").startswith("Ich bin wieder da.")
    assert "weggefallen" not in w.texts("AK")[-1]


def test_a_lost_room_of_no_body_concerns_nobody(w: World) -> None:
    w.room("Kaffee", "reuter")
    lose(w, "Kaffee")
    assert open_incidents(w) == []


def test_a_room_that_becomes_public_gets_no_more_digests(w: World) -> None:
    """What waits is set aside, and the room and the office are told, then and when it is closed."""
    w.room("Chat", "vogt")
    w.heard("Chat")
    with w.store.transaction() as tx:
        content = {"msgtype": "m.notice", "body": "Bericht"}
        outbox.write_letter(
            tx,
            reason="digest/x",
            room_id="!STG",
            event_type="m.room.message",
            content=content,
            not_before=w.utc + timedelta(hours=1),
            priority=outbox.DIGEST,
        )
    change(w, "STG", public=True)
    w.hold_back()
    w._happen(Exposed("exposed/1", "!STG", True, w.utc))
    assert [one["state"] for one in rows(w, "letter") if one["reason"] == "digest/x"] == ["parked"]
    w.release()
    assert w.answer("STG").startswith("Dieser Raum ist jetzt öffentlich")
    assert w.answer("Chat").startswith("Der Raum von Steuerungsgruppe Bildung ist jetzt öffentlich.")
    assert open_incidents(w) == [("room_public", "!STG")]
    change(w, "STG", public=False)
    w._happen(Exposed("exposed/2", "!STG", False, w.utc))
    assert w.answer("STG").startswith("Dieser Raum ist nicht mehr öffentlich.")
    assert open_incidents(w) == []


def replaced(w: World, *, proven: bool = True) -> None:
    """The room of the working group was closed in favour of another one."""
    change(w, "AK", successor_id="!AK2" if proven else None)
    w._happen(Replaced("replaced/1", "!AK", "!AK2", proven, w.utc))


def come_in(w: World, predecessor: str | None = "!AK", **room: bool) -> None:
    w.room("AK2", "reuter", "vogt", moderators=("demir",), **room)
    w._happen(Arrived("$neu", "!AK2", user("demir"), w.utc, predecessor))


def room_of(w: World) -> str:
    with w.store.transaction() as tx:
        (body,) = (one for one in bodies.every(tx) if one.sign == "AK-FM")
        return body.room_id or ""


def test_a_proved_successor_is_followed_with_all_that_waits(w: World) -> None:
    """Topics, open questions and unsent posts go along, and both rooms are told."""
    w.say("demir", "AK", "!termin 20.1. 10 Uhr")
    w.say("demir", "AK", "!top Sprachmittlung")
    w.heard("AK")
    replaced(w)
    come_in(w)
    assert room_of(w) == "!AK2"
    assert w.answer("AK2").startswith("Ich bin mit AK Flucht & Migration hierher umgezogen")
    assert w.answer("AK") == (
        "AK Flucht & Migration hat einen neuen Raum. Ich schreibe und lese für das Gremium ab jetzt dort."
    )
    assert "Sprachmittlung" in w.ask("demir", "AK2", "!to")
    assert w.ask("demir", "AK2", "!auftrag an FB 51: Zahlen bis 29.1.").startswith("AK-FM")
    w.move(minutes=20)
    assert open_incidents(w) == []


@pytest.mark.parametrize(
    ("predecessor", "room", "words"),
    [
        (None, {}, "nennt ihn aber selbst nicht als Vorgänger"),
        ("!andere", {}, "nennt ihn aber selbst nicht als Vorgänger"),
        ("!AK", {"encrypted": False}, "ist aber nicht verschlüsselt"),
        ("!AK", {"public": True}, "ist aber öffentlich"),
    ],
)
def test_a_doubtful_successor_is_not_followed(
    w: World, predecessor: str | None, room: dict[str, bool], words: str
) -> None:
    """The bot stays where it is, and says why."""
    replaced(w)
    come_in(w, predecessor, **room)
    assert room_of(w) == "!AK"
    assert words in w.answer("AK2")
    assert open_incidents(w) == [("room_upgraded", "!AK")]


def test_a_room_that_nobody_trusted_has_replaced_is_told_and_nothing_follows(w: World) -> None:
    replaced(w, proven=False)
    assert open_incidents(w) == [("room_upgraded", "!AK")]
    come_in(w)
    assert room_of(w) == "!AK"
    assert w.answer("AK2").startswith("Guten Tag")


def test_that_nobody_lets_the_bot_into_the_successor_is_told_after_a_while(w: World) -> None:
    replaced(w)
    w.move(minutes=5)
    assert open_incidents(w) == []
    w.move(minutes=6)
    assert open_incidents(w) == [("room_upgraded", "!AK")]
    come_in(w)
    assert room_of(w) == "!AK2"
    assert open_incidents(w) == []


def test_a_gap_is_said_in_the_room_with_its_times(w: World) -> None:
    since = datetime.fromisoformat("2027-01-11T05:00+00:00")
    w._happen(Missed("missed/1", "!AK", w.utc, since, since + timedelta(hours=1)))
    assert w.answer("AK") == (
        "Zwischen Mo 11.01.2027, 06:00 Uhr und Mo 11.01.2027, 07:00 Uhr konnte ich nicht alles lesen; bitte "
        "wiederholen Sie Befehle aus dieser Zeit."
    )
    assert open_incidents(w) == [("gap", "!AK")]


def test_guests_of_other_servers_are_named_and_a_crowd_of_them_is_not(w: World) -> None:
    for number in range(8):
        w._happen(Guest(f"guest/{number}", "!AK", f"@gast{number}:anderswo.example", w.utc))
    said = w.heard("AK")
    assert said[0] == (
        "Neu in diesem Raum: @gast0:anderswo.example. Das Konto gehört zu keinem unserer Server und liest hier ab "
        "jetzt mit."
    )
    assert len(said) == 3


@pytest.mark.parametrize(
    ("who", "direct", "comes"),
    [
        ("vogt", False, True),
        ("demir", False, True),
        ("reuter", False, False),
        ("reuter", True, True),
        ("@fremd:anderswo.example", False, False),
        ("@fremd:anderswo.example", True, False),
    ],
)
def test_who_may_invite_the_bot(w: World, who: str, direct: bool, comes: bool) -> None:
    """Operators and those who lead a body anywhere, everybody else of ours into a direct chat."""
    with w.store.transaction() as tx:
        assert w.dispatch.welcomes(tx, user(who), direct, w.utc) is comes


def test_a_direct_chat_of_three_is_left_again(w: World) -> None:
    w.room("Drei", "reuter", "mielke")
    w.arrive("Drei", "reuter")
    assert w.answer("Drei").endswith("Ich gehe wieder.")
    assert w.rooms["!Drei"].left
    w.room("Zwei", "reuter")
    w.arrive("Zwei", "reuter")
    assert w.answer("Zwei").startswith("Guten Tag")
    assert not w.rooms["!Zwei"].left
    w.room("Leitung", "demir", "mielke")
    w.arrive("Leitung", "demir")
    assert not w.rooms["!Leitung"].left


def test_who_may_not_invite_is_told_in_the_direct_chat(w: World) -> None:
    w.room("1-reuter", "reuter")
    w.heard("1-reuter")
    w._happen(Declined("declined/x", "!neu", "brakenfeld.example", w.utc, user("reuter")))
    assert w.answer("1-reuter").startswith("Ihrer Einladung in einen Raum bin ich nicht gefolgt")
    assert len(w.heard("STG")) == 1


def test_a_new_room_is_known_as_it_is(w: World) -> None:
    """The encryption of a room is never forgotten, whatever is said later."""
    with w.store.transaction() as tx:
        rooms.put(tx, Room("!AK", "AK", False, False, joined=True))
        known = rooms.get(tx, "!AK")
        assert known is not None and known.encrypted
