"""Numbers of assignments: as the town wants them, never twice, and found however they are typed."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import BadConfiguration, load
from commands.dispatch import Dispatch
from commands.rules import numbers
from commands.stimuli import Said, to_payload
from storage import assignments, bodies, inbox
from storage.store import Store
from tests.scene import user
from tests.seen import rows
from tests.world import World

ROOT = Path(__file__).parent.parent
SIMPLE = "{sign}-{year}-{serial:03}"


# -- patterns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "kind", "number"),
    [
        (numbers.NUMBER_PATTERN, "A", "AK-FM-A-2026-014"),
        (numbers.NUMBER_PATTERN, "B", "AK-FM-B-2026-014"),
        (SIMPLE, "A", "AK-FM-2026-014"),
        (SIMPLE, "B", "AK-FM-B-2026-014"),
        ("{year}-{sign}.{kind}{serial}", "A", "2026-AK-FM.A14"),
    ],
)
def test_a_number_is_written_after_the_pattern(pattern: str, kind: str, number: str) -> None:
    """Without a place for the kind, only decisions and recommendations carry their letter."""
    numbers.check_pattern(pattern)
    assert numbers.number(pattern, "AK-FM", kind, 2026, 14) == number


@pytest.mark.parametrize(
    ("pattern", "mistake"),
    [
        ("{sign}-{kind}-{serial:03}", "{year} is missing"),
        ("{sign}-{year}", "{serial} is missing"),
        ("{kind}-{year}-{serial}", "{sign} is missing"),
        ("{sign}-{jahr}-{serial:03}", "unknown placeholder {jahr}"),
        ("{sign}-{year}-{serial:03", "cannot read"),
        ("{sign}-{year}-{serial:zz}", "cannot write"),
        ("{sign}-{year}-{0}", "unknown placeholder {0}"),
        ("{sign}/{year}/{serial}", "no number"),
        ("{sign} {year} {serial}", "no number"),
        ("{sign}-{year}-{serial!r:.1}", "no number"),
    ],
)
def test_a_pattern_that_could_give_one_number_twice_is_refused(tmp_path: Path, pattern: str, mistake: str) -> None:
    """With the key and the reason, when the configuration is read."""
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    path = tmp_path / "config.toml"
    path.write_text(example.replace(f'numbers = "{numbers.NUMBER_PATTERN}"', f'numbers = "{pattern}"'))
    with pytest.raises(BadConfiguration) as caught:
        load(path)
    assert "town.numbers: " in str(caught.value) and mistake in str(caught.value)


def test_the_simple_mode_works_throughout(w: World) -> None:
    """Given, told, split and found without a letter."""
    w.dispatch = Dispatch(replace(w.house, number_pattern=SIMPLE))
    assert w.ask("demir", "AK", "!auftrag an FB 51: Zahlen bis 5.2.").startswith("AK-FM-2027-001: „Zahlen“")
    for typed in ("A1", "ak fm 1", "AK-FM-2027-001", "ak–fm–27–1", "AK-FM A 1"):
        assert w.ask("demir", "AK", f"!details {typed}").startswith("AK-FM-2027-001 „Zahlen“"), typed
    assert w.ask("demir", "AK", "!zuarbeit ak fm 1 von FB 20: Geld bis 1.2.").startswith("AK-FM-2027-001/1: „Geld“")
    assert w.ask("demir", "AK", "!details ak fm 1/1").startswith("AK-FM-2027-001/1 „Geld“")


# -- never twice ------------------------------------------------------------------------------------------------------


def test_two_connections_never_get_the_same_number(w: World, folder: Path) -> None:
    """On one database file, each counting as fast as it can."""
    with w.store.transaction() as tx:
        body = bodies.by_room(tx, "!STG")
    assert body
    got: list[int] = []

    def count() -> None:
        store = Store(f"sqlite:///{folder}/world.db")
        for _ in range(25):
            with store.transaction() as tx:
                got.append(assignments.next_number(tx, body.id, "A", 2027))
        store.close()

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 51))


def test_assignments_given_at_the_same_time_have_numbers_of_their_own(w: World, folder: Path) -> None:
    """Two workers on one database, with everything that an order does."""

    def give(worker: int) -> None:
        store, dispatch = Store(f"sqlite:///{folder}/world.db"), Dispatch(w.house)
        for place in range(8):
            said = Said(f"$of{worker}-{place}", "!STG", user("vogt"), "!auftrag an FB 40: Räume bis 5.2.", w.utc)
            with store.transaction() as tx:
                inbox.receive(tx, [(said.event_id, said.room_id, to_payload(said))], w.utc)
                for row in inbox.unread(tx):
                    dispatch.handle(tx, row, w.utc)
        store.close()

    threads = [threading.Thread(target=give, args=(worker,)) for worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row["number"] for row in rows(w, "assignment")] == [f"STG-A-2027-{place:03}" for place in range(1, 17)]


def test_a_number_is_not_used_again(w: World) -> None:
    """Neither after a withdrawal, nor by a body with the sign of one that was dissolved: there is none."""
    w.say("vogt", "JF", "!auftrag an FB 40: Räume bis 5.2.")
    w.say("vogt", "JF", "!zurückziehen A1 Doch nicht")
    assert w.ask("vogt", "JF", "!auftrag an FB 40: Räume bis 5.2.").startswith("JF-A-2027-002")
    w.say("vogt", "JF", "!zurückziehen A2 Doch nicht")
    w.say("vogt", "JF", "!gremium auflösen")
    w.say("vogt", "JF", "ja")
    w.room("NEU", "petersen", moderators=("vogt",))
    w.say("vogt", "NEU", "!gremium neu JF Jour fixe neu austausch unter STG")
    assert w.answer("NEU").startswith("Das Kürzel JF gehört schon zu")


# -- however it is typed ----------------------------------------------------------------------------------------------


@pytest.fixture
def many(w: World) -> World:
    """The steering group and the working group each gave A3; that of the steering group has two parts."""
    for room, who in (("STG", "vogt"), ("AK", "demir")):
        for number in range(1, 4):
            w.say(
                who, room, f"!auftrag an {'AK-FM' if room == 'STG' and number == 3 else 'FB 51'}: Nr {number} bis 5.2."
            )
    w.say("demir", "AK", "!zuarbeit stg a 3 von FB 20: Geld bis 1.2.")
    w.say("demir", "AK", "!zuarbeit stg a 3 von FB 40: Räume bis 1.2.")
    w.say("demir", "AK", "!zuarbeit stg a 3/2 von FB 80: Möbel bis 29.1.")
    w.heard("AK"), w.heard("STG")
    return w


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("STG-A-2027-003", "STG-A-2027-003"),
        ("stg a 3", "STG-A-2027-003"),
        ("STG A3", "STG-A-2027-003"),
        ("STG-A-27-3", "STG-A-2027-003"),
        ("stg–a–27–3", "STG-A-2027-003"),
        ("STG—A—2027—003", "STG-A-2027-003"),
        ("stg-a3.", "STG-A-2027-003"),
        ("STG 3", "STG-A-2027-003"),
        ("stg a 2027/3", "STG-A-2027-003"),
        ("ak fm a 3", "AK-FM-A-2027-003"),
        ("AK-FM-A-2027-003", "AK-FM-A-2027-003"),
        ("AK FM 3", "AK-FM-A-2027-003"),
        ("akfm a3", "AK-FM-A-2027-003"),
        ("A3/2", "STG-A-2027-003/2"),
        ("a 3 / 2", "STG-A-2027-003/2"),
        ("a3/2:", "STG-A-2027-003/2"),
        ("stg a 3/1", "STG-A-2027-003/1"),
        ("STG-A-2027-003/2/1", "STG-A-2027-003/2/1"),
        ("STG–A–27–3 / 2 / 1", "STG-A-2027-003/2/1"),
    ],
)
def test_a_number_is_found_however_it_is_typed(many: World, typed: str, number: str) -> None:
    """With the dashes of phones, with blanks, without the year; a part is never taken for the whole."""
    assert many.ask("demir", "AK", f"!details {typed}").startswith(f"{number} „")


def test_several_that_may_be_meant_are_listed(many: World) -> None:
    """And one of them is picked by its place."""
    assert many.ask("demir", "AK", "!details a 3").split("\n")[:3] == [
        "„a 3“ ist nicht eindeutig. Was meinen Sie?",
        "1. STG-A-2027-003 „Nr 3“",
        "2. AK-FM-A-2027-003 „Nr 3“",
    ]
    assert many.ask("demir", "AK", "2").startswith("AK-FM-A-2027-003 „Nr 3“")


@pytest.mark.parametrize("typed", ["A9", "A3/7", "stg a 3/2/2", "xyz a 3", "STG-A-26-3", "A3/2/1/1"])
def test_what_there_is_not_is_said_to_be_unknown(many: World, typed: str) -> None:
    """Never a near one instead."""
    assert many.ask("demir", "AK", f"!details {typed}").startswith(f"Einen Auftrag „{typed}“ finde ich hier nicht.")


def test_words_that_only_look_like_a_number_belong_to_the_text_of_a_reply(many: World) -> None:
    """„AK FM 14“ without a letter and without such an assignment."""
    post = many.last("AK").event_id
    many.say("vogt", "STG", "!auftrag an AK-FM: Kitas fragen bis 5.2.")
    post = many.last("AK").event_id
    many.heard("AK")
    many.say("demir", "AK", "!stand AK FM 14 Kitas gefragt", reply_to=post)
    assert many.answer("AK") == "Sachstand zu STG-A-2027-004 gespeichert."


def test_a_figure_behind_the_number_is_no_part_of_it(w: World) -> None:
    """„A12 11 von 14 Kitas“ is neither of the year 2012 nor the eleventh."""
    for number in range(12):
        w.say("vogt", "STG", f"!auftrag an AK-FM: Nr {number} bis 5.2.")
    for typed in ("A12 11 von 14 Kitas", "stg a 12 11 von 14 Kitas", "STG 12: 11 von 14 Kitas"):
        assert w.ask("demir", "AK", f"!stand {typed}") == "Sachstand zu STG-A-2027-012 gespeichert."


def test_a_sign_with_umlauts_is_found_without_them(w: World) -> None:
    """As it is typed where there are none."""
    w.room("UE", "petersen", moderators=("vogt",))
    w.say("vogt", "UE", "!gremium neu AK-ÜSB AK Übergänge operativ unter STG")
    w.say("vogt", "UE", "ja")
    w.say("vogt", "UE", "!rolle Katrin Vogt Leitung")
    w.say("vogt", "UE", "!auftrag an FB 40: Räume melden bis 5.2.")
    for typed in ("ak uesb a 1", "AK-ÜSB-A-2027-001", "ak-uesb-a-2027-001: bitte", "AK ÜSB 1"):
        assert w.ask("vogt", "UE", f"!erwartung {typed} Liste").endswith("Liste"), typed
