"""`!vergiss mich`: afterwards nobody can tell from the tables who it was, and everything goes on."""

import re
from pathlib import Path

from sqlalchemy import JSON, LargeBinary, String

from bot.demo.town import PEOPLE
from commands.privacy import erasure
from storage import erased, personal
from storage.columns import metadata
from storage.erasure_list import LIST
from tests.scene import BOT, user
from tests.seen import business, holding, rows
from tests.world import World

DEMIR, NAME = user("demir"), PEOPLE["demir"]


def test_every_column_of_text_is_known_to_privacy() -> None:
    """Whoever adds a column says whether somebody can stand in it: in PLACES, in WITHIN or in EXCUSED."""
    texts = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON | LargeBinary)
    }
    places = {f"{one.table}.{one.column}" for one in personal.PLACES}
    assert texts - places - personal.WITHIN.keys() - personal.EXCUSED.keys() == set()
    assert {*places, *personal.WITHIN} <= texts, "a place that is there no more"
    assert not (places | personal.WITHIN.keys()) & personal.EXCUSED.keys()


def _play(w: World) -> None:
    """A story in which somebody leads, proposes, is away, is asked, votes and is named by the bot."""
    w.room("demir", "demir")
    for who, room, text in (
        ("vogt", "STG", "!rolle Katrin Vogt Geschäftsführung"),
        ("vogt", "STG", "!termin 2.3. 14 Uhr 120 Minuten"),
        ("demir", "AK", "!termin 3.3. 10 Uhr"),
        ("demir", "AK", "!top Sprachmittlung in Kitas"),
        ("demir", "AK", "!abwesend 1.2. bis 5.2. Vertretung Katrin Vogt"),
        ("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2."),
        ("demir", "AK", "!annehmen A1"),
        ("demir", "AK", "!stand A1 zwölf Kitas fehlen noch"),
        ("demir", "STG", "!top Mensa"),
        ("vogt", "AK", "!rollen"),
        ("reuter", "AK", "!auftrag an FB 40: Räume melden bis 29.1."),
        ("demir", "AK", "!terminfindung Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr"),
        ("demir", "AK", "!passt 1"),
        ("demir", "demir", "!abwesenheit"),
        ("demir", "demir", "!top Ganztag"),
    ):
        w.say(who, room, text)


def _forget(w: World) -> str:
    w.say("demir", "demir", "!vergiss mich")
    return w.ask("demir", "demir", "ja")


def test_afterwards_user_id_and_name_stand_in_no_row(w: World) -> None:
    """All tables are looked through, the bot's own messages too; what the person did stays, by a pseudonym."""
    _play(w)
    assert len(holding(w, DEMIR)) > 5 and len(holding(w, NAME)) > 2
    work = [len(rows(w, name)) for name in ("item", "assignment", "entry", "audit")]
    answer = _forget(w)
    assert "Erledigt" in answer and w.rooms["!demir"].left
    assert holding(w, DEMIR) == [] and holding(w, NAME) == []
    assert [len(rows(w, name)) for name in ("item", "assignment", "entry")] == work[:3]
    assert len(rows(w, "audit")) == work[3] + 2
    assert rows(w, "vote") == rows(w, "absence") == rows(w, "change") == []
    former = [row for row in rows(w, "body_role") if row["user_id"].startswith("former-")]
    assert [row["name"] for row in former] == [
        "ehemaliges Mitglied",
        "ehemaliges Mitglied (Geschäftsführung)",
        "ehemaliges Mitglied (Leitung)",
    ]
    assert all(row["until_on"] < w.now.date() for row in former)


def test_afterwards_all_lists_still_work(w: World) -> None:
    _play(w)
    _forget(w)
    for room, text in (("AK", "!rollen"), ("AK", "!to"), ("AK", "!offen"), ("STG", "!to"), ("STG", "!bericht")):
        answer = w.ask("vogt", room, text)
        assert "Referenz" not in answer and NAME not in answer and "former-" not in answer
    w.until("2027-03-08 12:00")
    assert "Referenz" not in str([w.texts(name.removeprefix("!")) for name in w.rooms])


def test_who_is_called_alike_is_left_alone(w: World) -> None:
    """A user id that only begins like the forgotten one, and a name that holds the other as a part of a word."""
    clean = erasure._cleaner("@an:stadt.de", "former-1", {"An"}, "ehemaliges Mitglied")
    said = {"body": "An, @an:stadt.de. Anna, @an:stadt.de.example", "ids": ["@an:stadt.de", "@b:stadt.de"]}
    assert clean(said) == {
        "body": "ehemaliges Mitglied, former-1. Anna, @an:stadt.de.example",
        "ids": ["@b:stadt.de"],
    }


def test_it_asks_first_and_only_in_the_direct_chat(w: World) -> None:
    """In a room one sentence says so; „nein“ changes nothing."""
    assert w.ask("demir", "AK", "!vergiss mich") == (
        "Das geht nur im Einzelchat mit mir. Hier habe ich nichts über Sie gezeigt."
    )
    w.room("demir", "demir")
    before = business(w)
    assert "Leitung AK-FM" in w.ask("demir", "demir", "!vergiss mich")
    w.say("demir", "demir", "nein")
    assert business(w) == before and not w.rooms["!demir"].left


def test_the_office_learns_that_a_role_is_free_and_not_whose(w: World) -> None:
    w.say("vogt", "AK", "!rolle Katrin Vogt Geschäftsführung")
    w.room("demir", "demir")
    w.heard("AK")
    _forget(w)
    told = w.answer("AK")
    assert "In AK-FM frei geworden: Geschäftsführung, Leitung." in told and NAME not in told


def test_who_writes_again_is_a_new_person(w: World) -> None:
    """Still in the room, without a role; nothing leads back to the old pseudonym."""
    w.say("vogt", "AK", "!rolle Katrin Vogt Geschäftsführung")
    w.room("demir", "demir")
    _forget(w)
    assert "entscheidet das die Leitung oder Geschäftsführung" in w.ask("demir", "AK", "!termin 3.3. 10 Uhr")
    w.say("demir", "AK", "!top Lernförderung")
    assert rows(w, "item")[-1]["proposed_by"] == DEMIR


def test_an_operator_forgets_somebody_after_a_question(w: World) -> None:
    """Nobody else may; somebody unknown is not asked about."""
    _play(w)
    assert "Betreuung" in w.ask("reuter", "AK", f"!vergiss {DEMIR}")
    assert w.ask("vogt", "STG", "!vergiss @niemand:brakenfeld.example").startswith("Zu dieser Kennung")
    assert "Leitung AK-FM" in w.ask("vogt", "STG", f"!vergiss {DEMIR}")
    w.heard("demir")
    assert w.ask("vogt", "STG", "ja") == "Erledigt: Kennung und Name sind überall durch ein Pseudonym ersetzt."
    assert holding(w, DEMIR) == [] and holding(w, NAME) == []
    assert "Erledigt" in w.answer("demir") and w.rooms["!demir"].left
    assert "eigene Kennung" in w.ask("vogt", "STG", f"!vergiss {BOT}")


def test_in_a_chat_that_is_not_encrypted_no_function_of_an_encrypted_room_is_named(w: World) -> None:
    """Who asks for it there is told that there are some, and is forgotten all the same."""
    w.room("chat-offen", "demir", encrypted=False)
    asked = w.ask("demir", "chat-offen", "!vergiss mich")
    assert "AK-FM" not in asked and "weitere, die ich hier nicht nenne" in asked
    w.ask("demir", "chat-offen", "ja")
    assert all("@demir" not in str(row) for row in rows(w, "body_role"))


def test_a_restored_database_forgets_once_more(w: World, folder: Path) -> None:
    """The list lies beside the database. Whoever came back since is left alone when it is applied to what knows it."""
    _play(w)
    w.store.close()
    old = (folder / "world.db").read_bytes()
    _forget(w)
    w.say("demir", "STG", "!top Wieder da")
    with w.store.transaction() as tx:
        assert erasure.reapply(tx, w.house, w.utc) == []
    assert "item" in holding(w, DEMIR)
    w.store.close()
    for path in folder.glob("world.db*"):
        path.unlink()
    (folder / "world.db").write_bytes(old)
    assert "item" in holding(w, DEMIR)
    with w.store.transaction() as tx:
        (one,) = erasure.reapply(tx, w.house, w.utc)
        assert one.kind == erased.PERSON and erased.every(tx) == [one]
    assert holding(w, DEMIR) == [] and holding(w, NAME) == []
    assert not re.search("demir", (folder / LIST).read_text(), re.IGNORECASE)
