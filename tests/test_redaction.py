"""A text that was deleted is gone: from the database and its files, and from every event of the bot."""

from pathlib import Path

import pytest
from sqlalchemy import JSON, String, Text, text

from commands.blanking import Thing
from commands.catalogue import registry
from commands.erased_words import Words
from commands.erasing import erase_again
from storage import inbox, outbox, sources
from storage.columns import metadata
from storage.free_text import FREE_TEXT, TABLE_OF
from storage.post_records import LetterState
from tests.seen import holding, rows
from tests.world import World

CANARY = "Kanarienvogel Zwitscher"

GIVEN = "!auftrag an AK-FM: {} bis 5.2."

WAYS = {
    "top": ("petersen", "JF", "!top {}"),
    "standing": ("vogt", "JF", "!ständig {}"),
    "parked": ("petersen", "JF", "!speicher {}"),
    "result": ("vogt", "JF", "!ergebnis 1 {}"),
    "assignment": ("vogt", "JF", GIVEN),
    "unit": ("vogt", "JF", "!auftrag an FB Zwitscher: Zählen bis 5.2."),
    "expected": ("vogt", "JF", "!erwartung A1 {}"),
    "progress": ("demir", "AK", "!stand JF A1 {}"),
    "question back": ("demir", "AK", "!rückfrage JF A1 {}"),
    "part": ("demir", "AK", "!teilauftrag JF A1 an FB 40: {} bis 1.2."),
    "inquiry": ("vogt", "STG", "!abfrage an AK-FM: {} bis 5.2."),
    "goal": ("vogt", "STG", "!handlungsfeld {}"),
    "step": ("vogt", "JF", "!schritt {}"),
    "closing day": ("vogt", "JF", "!schließtag 3.5. {}"),
    "recess": ("vogt", "JF", "!sitzungspause 1.7. bis 1.8. {}"),
    "committee": ("vogt", "STG", "!ausschuss {} 3.6."),
    "name": ("vogt", "JF", "!gremium umbenennen in {}"),
    "title": ("vogt", "JF", "!auftrag umbenennen A1 in {}"),
    "passed on": ("petersen", "STG", "!top {}"),
    "unreadable": ("vogt", "JF", "!termin {}"),
    "unknown": ("vogt", "JF", "!zwitscher {}"),
}
"""Who types what where; `{}` is the text that is removed."""

EXCUSED = {
    "room.name": "the room's own name, as its state says it",
    "expected_person.here": "user ids",
    "room_member.name": "how somebody is called in the room; goes with the person",
    "body.sign": "a short mark that stands in the numbers of assignments",
    "body.sign_key": "the same, folded",
    "body_role.name": "how somebody is called; goes with the person",
    "series.skips": "codes",
    "choice.skips": "codes",
    "calendar_draft.events": "marks and times of calendar entries, without their titles",
    "vote.chosen": "ids of choices",
    "question.options": "closed by commands.erasing where it quotes the words",
    "question.slot_command": "closed by commands.erasing where it quotes the words",
    "inbox.payload": "emptied when dealt with, or with the message",
    "undecrypted.source": "deleted with the message",
    "letter.content": "commands.erased_posts",
    "letter.reason": "event ids and ids",
    "letter.last_error": "codes",
    "attachment.name": "commands.erased_posts",
    "change.key": "the journal is emptied by any redaction",
    "change.before": "the journal is emptied by any redaction",
    "change.after": "the journal is emptied by any redaction",
    "former.text": "taken out by commands.blanking",
    "plan_date.reason": "a code",
    "finding.post_id": "an id",
    "meeting.origin": "a hash",
}
"""Columns that no feature blanks, and why; beside those whose name says that they hold an id or a code."""

_CODED = """
id event_id user_id device_id state kind mandate language treatment priority role rule uid number
use part source rested_from sha256 mimetype vote room_id action outcome actor reference acting_as
salt link seal letter_key token lead name slot subject pseudonym secret_hash table_name command event_type target
about proposed_by first_release_by asked_of from_user
"""
CODED = frozenset(_CODED.split())


def columns() -> list[str]:
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | Text | JSON)
    ]


def test_every_column_of_text_is_blanked_or_excused() -> None:
    """A new column has to be thought about here."""
    free = {f"{table}.{column}" for table, names in FREE_TEXT.items() for column in names}
    assert free <= set(columns())
    left = set(columns()) - free - set(EXCUSED)
    coded = {one for one in left if one.split(".")[1].endswith("_id") or one.split(".")[1] in CODED}
    assert left - coded == set()
    assert {TABLE_OF.get(kind, kind) for kind in sources.KINDS} - {"vote"} <= set(FREE_TEXT)
    typed = {one for one in coded if one.split(".")[1] == "name"}
    assert typed == {"duty.name"}


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    return w


def prepared(jf: World) -> None:
    """Something to speak about."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.say("vogt", "JF", "!auftrag an AK-FM: Räume zählen bis 5.2.")
    jf.say("demir", "AK", "!annehmen JF A1")


def seen(w: World, words: str) -> list[str]:
    """The rooms in which any event of the bot says these words, those behind an edit included."""
    return [room for room, heard in w.rooms.items() if any(words in repr(one) for one in heard.events.values())]


def on_disk(w: World, folder: Path, words: str) -> list[str]:
    """The files of the database that hold these words anywhere."""
    return [path.name for path in folder.iterdir() if path.is_file() and words.encode() in path.read_bytes()]


@pytest.mark.parametrize("way", WAYS)
def test_a_removed_text_is_nowhere(jf: World, folder: Path, way: str) -> None:
    """In no row, no byte of the database's files, and no event of the bot that is still there."""
    prepared(jf)
    who, room, typed = WAYS[way]
    event = jf.say(who, room, typed.format(CANARY))
    jf.move(days=1)
    jf.redact(who, room, event)
    jf.move(days=8)
    assert seen(jf, "Zwitscher") == []
    assert holding(jf, "Zwitscher") == []
    assert on_disk(jf, folder, "Zwitscher") == []


def test_what_was_edited_away_goes_with_the_message(jf: World) -> None:
    """Whether the first version or the edit is removed; the living agenda had shown both."""
    prepared(jf)
    jf.until("2027-01-13 09:00")
    for number, (old, new) in enumerate([("Amsel Erste", "Drossel Zweite"), ("Amsel Dritte", "Drossel Vierte")]):
        event = jf.say("petersen", "JF", f"!top {old}")
        jf.edit("petersen", "JF", event, f"!top {new}")
        jf.say("vogt", "JF", "!to")
        assert seen(jf, old) == ["!JF"] and seen(jf, new) == ["!JF"]
        jf.redact("petersen", "JF", event if number else f"$event{int(event[6:]) + 3}")
        for words in (old, new) if number else ():
            assert seen(jf, words) == []
            assert holding(jf, words) == []


def test_what_somebody_else_had_reworded_goes_as_well(jf: World) -> None:
    """The bot's older posts still showed what the message said."""
    prepared(jf)
    event = jf.say("petersen", "JF", f"!top {CANARY}")
    jf.say("vogt", "JF", "!to")
    jf.say("vogt", "JF", "!umbenennen 2 in Einzelfall")
    jf.redact("vogt", "JF", event)
    assert seen(jf, "Zwitscher") == []
    assert holding(jf, "Zwitscher") == []


def test_the_living_agenda_is_posted_anew_and_pinned(jf: World) -> None:
    """One post: the old one is gone, the new one holds the rest."""
    jf.say("petersen", "JF", f"!top {CANARY}")
    jf.say("petersen", "JF", "!top Ganztag")
    jf.until("2027-01-17 12:00")
    before = list(jf.rooms["!JF"].pinned)
    event = next(row["event_id"] for row in rows(jf, "source") if row["kind"] == "item")
    assert before
    jf.redact("petersen", "JF", event)
    living = [one for one in jf.rooms["!JF"].posts if "Ganztag" in one.text]
    assert seen(jf, "Zwitscher") == []
    assert jf.rooms["!JF"].pinned == [living[-1].event_id] != before
    assert "(entfernt am" in living[-1].text
    jf.say("petersen", "JF", "!top Räume")
    assert "Räume" in next(one.text for one in jf.rooms["!JF"].posts if one.event_id == living[-1].event_id)


def test_an_assignment_stays_in_force_and_both_sides_are_told_once(jf: World) -> None:
    """Whoever relies on it learns what has to be renamed."""
    event = jf.say("vogt", "JF", GIVEN.format(CANARY))
    jf.heard("JF"), jf.heard("AK")
    jf.redact("vogt", "JF", event)
    told = [*jf.heard("JF"), *jf.heard("AK")]
    assert [("JF-A-2027-001" in one, "gelten weiter" in one) for one in told] == [(True, True)] * 2
    assert "!auftrag umbenennen JF-A-2027-001 in …" in told[0]
    jf.say("vogt", "JF", "!auftrag umbenennen A1 in Räume zählen")
    assert "Räume zählen" in jf.ask("demir", "AK", "!offen")
    assert [row["state"] for row in rows(jf, "assignment")] == ["issued"]


def test_a_digest_is_posted_again_without_the_words(jf: World) -> None:
    """In the room of another body, in which it came up."""
    jf.say("vogt", "STG", "!auftrag an AK-FM: Räume zählen bis 12.1.")
    event = jf.say("demir", "AK", f"!stand STG A1 {CANARY}")
    jf.until("2027-01-18 09:01")
    assert seen(jf, "Zwitscher") != []
    jf.redact("demir", "AK", event)
    assert seen(jf, "Zwitscher") == []
    assert holding(jf, "Zwitscher") == []
    digests = [one.text for one in jf.rooms["!STG"].posts if "Stand Mo 18.01.2027" in one.text]
    assert len(digests) == 1


def test_a_message_that_is_removed_before_it_is_dealt_with_is_never_carried_out(jf: World) -> None:
    """Nor what it was edited to."""
    event = jf.receive_while_away("petersen", "JF", f"!top {CANARY}")
    jf.redact("petersen", "JF", event)
    jf.edit("petersen", "JF", event, f"!top {CANARY}")
    assert rows(jf, "item") == []
    assert seen(jf, "Zwitscher") == [] and holding(jf, "Zwitscher") == []


def test_what_is_on_its_way_is_removed_behind_it(jf: World) -> None:
    """A letter whose sending has begun cannot be called back; its event is removed, and it is forgotten then."""
    jf.hold_back()
    event = jf.say("petersen", "JF", f"!top {CANARY}")
    with jf.store.transaction() as tx:
        letters = {one["reason"]: one["id"] for one in rows_of(tx)}
        outbox.begin_attempt(tx, letters[f"reply/{event}"], "DEVICE", jf.utc)
    jf.redact("petersen", "JF", event)
    assert holding(jf, "Zwitscher") == []
    with jf.store.transaction() as tx:
        (gone,) = [one for one in rows_of(tx) if one["target"] == letters[f"reply/{event}"]]
        on_its_way = outbox.letter_by_id(tx, letters[f"reply/{event}"])
    assert gone["event_type"] == "m.room.redaction"
    assert on_its_way is not None and on_its_way.state is LetterState.SENDING and on_its_way.content["body"]


def rows_of(tx: object) -> list[dict[str, str]]:
    found = tx.execute(text("select id, reason, target, event_type from letter"))  # type: ignore[attr-defined]
    return [dict(row) for row in found.mappings()]


def test_the_list_is_applied_again_to_a_database_that_was_put_back(jf: World) -> None:
    """As a restore does: the text is here again, and the list says that it must not be."""
    event = jf.say("petersen", "JF", f"!top {CANARY}")
    jf.redact("petersen", "JF", event)
    with jf.store.transaction() as tx:
        tx.execute(text("update item set title = :words"), {"words": CANARY})
        tx.execute(text("update inbox set state = 'done'"))
        assert erase_again(tx, jf.house, registry(), jf.utc) == 1
        assert erase_again(tx, jf.house, registry(), jf.utc) == 0
    assert holding(jf, "Zwitscher") == []


def test_no_kind_of_thing_is_noted_that_nobody_blanks(jf: World) -> None:
    with jf.store.transaction() as tx, pytest.raises(ValueError, match="no kind of thing: gossip"):
        sources.note(tx, "$event", 0, "gossip", 1)
    assert registry().blanks.keys() == sources.KINDS
    assert hash(Thing("item", 1)) is not None


def test_a_word_of_the_bots_own_counts_only_where_it_stands_as_a_title() -> None:
    """Somebody who removes a „Bericht“ does not remove every report."""
    words = Words({"Bericht"}, "(entfernt)")
    assert not words.stand_in("Der Bericht kommt am Montag.")
    assert words.without("1. Bericht (Beratung)") == "1. (entfernt) (Beratung)"
    assert words.without("TOP 1 „Bericht“ für Mi") == "TOP 1 „(entfernt)“ für Mi"
    assert words.without("<li>Bericht</li>") == "<li>(entfernt)</li>"


@pytest.mark.parametrize(
    "held", ["Familie Müller", "Die <b>Familie M&uuml;ller</b>, Familie Müller!", "x\n– Familie Müller"]
)
def test_other_words_count_everywhere_but_inside_of_longer_ones(held: str) -> None:
    words = Words({"Familie Müller"}, "(entfernt)")
    assert words.stand_in({"body": held})
    assert not words.stand_in("Familie Müllerstein")
    assert not Words({"(entfernt am Mo 11.01.2027)"}, "x").stand_in("(entfernt am Mo 11.01.2027)")


def test_an_erased_inbox_row_says_so(jf: World) -> None:
    event = jf.say("petersen", "JF", f"!top {CANARY}")
    jf.redact("petersen", "JF", event)
    with jf.store.transaction() as tx:
        assert inbox.outcome_of(tx, event) == "erased"
    assert [row["subject"] for row in rows(jf, "erased")] == [event]


def test_nobody_removes_from_another_room(jf: World) -> None:
    """Whoever may remove messages in one room may not do so in all of them."""
    event = jf.say("petersen", "JF", "!top Ganztag")
    waiting = jf.receive_while_away("petersen", "JF", "!top Räume")
    jf.redact("demir", "AK", waiting)
    jf.redact("demir", "AK", event)
    assert [row["title"] for row in rows(jf, "item")] == ["Ganztag", "Räume"]
