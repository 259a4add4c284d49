"""Row 22: hostile texts, the mass through reading and rendering, some through the whole entrance."""

import asyncio
import time
from collections import Counter

from sqlalchemy import text as sql

from commands.catalogue import registry
from commands.document import Listing, Paragraph, message, replacement
from commands.handwriting import check, orders, tidy
from commands.kinds import title_of
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, Voice, phrase
from tests import hostile, prepared
from tests.faults.ground import Figures, Ground
from tests.scene import user
from tests.seen import rows
from tests.world import World

NUMBERS = (22,)
TITLE = "Hostile text: nobody is mentioned, no foreign tag, no second command"
AIMS = {"texts": 100_000, "through the entrance": 2_000}
MINUTES = 2

_LINES = (
    "!top {}",
    "!speichern {}",
    "!ziel 1.1 {}",
    "!schritt {}",
    "!auftrag an FB 51: {} bis 5.2.",
    "!auftrag an {}: Zahlen",
    "!ergebnis 1 {}",
    "!umbenennen 1 in {}",
    "!absagen 12.1. wegen {}",
    "!terminfindung {}",
    "!abfrage an FB 51: {}",
    "!vorschlag top {}",
    "!rolle {} Leitung",
    "!gremium umbenennen in {}",
    "!hilfe {}",
    "!{}",
    "{}",
    "!schließtag 8.2. {}",
    "!leitung ab 1.5. {}",
    "!abwesend 3.3. Vertretung {}",
    "!ständig {}",
    "!ausschuss {} 29.6.",
    "!beschluss TOP 1: {}",
)


async def run(ground: Ground) -> Figures:
    """The notes show the texts that did something, as Python writes them."""
    return await asyncio.to_thread(_run, ground)


def _run(ground: Ground) -> Figures:
    wrong: Counter[str] = Counter({"mentions": 0, "foreign tags": 0, "second commands": 0, "failed": 0})
    notes: list[str] = []
    entrance = ground.share(2_000)
    mass = ground.share(98_000)
    took = _read_and_render(ground, mass, wrong, notes)
    ground.tell(f"{mass} texts read")
    _enter(ground, entrance, wrong, notes)
    took.sort()
    counts = {"texts": mass + entrance, "through the entrance": entrance}
    return Figures(counts | {"p99 of a line in ms": round(took[int(len(took) * 0.99)], 3)}, wrong, tuple(notes[:20]))


def _read_and_render(ground: Ground, count: int, wrong: Counter[str], notes: list[str]) -> list[float]:
    voice, known, took = Voice("de"), registry(), []
    for one in hostile.texts(ground.chance, count):
        begin = time.process_time()
        lines = orders(tidy(f"!top {one}"))
        known.find(lines[0])
        try:
            check(lines[0])
            title_of(lines[0])
        except Refused:
            pass
        took.append((time.process_time() - begin) * 1000)
        said = (
            Paragraph(voice.inline(phrase("quoted", text=one))),
            Paragraph(voice.inline(Typed(one))),
            Listing((voice.inline(phrase("item.label", number=1, title=one)),)),
        )
        for content in (message(said), replacement(said)["m.new_content"]):
            _count(hostile.faults(content), one, wrong, notes)
    return took


def _enter(ground: Ground, count: int, wrong: Counter[str], notes: list[str]) -> None:
    world = World(ground.folder, "2027-01-11 08:00")
    prepared.set_up(world)
    people = frozenset(user(one) for one in ("vogt", "petersen", "yilmaz", "demir", "reuter", "hollweg"))
    world.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    chance = ground.chance
    for number, one in enumerate(hostile.texts(chance, count)):
        line = chance.choice(_LINES).format(one.encode("utf-8", "replace").decode())
        with world.store.transaction() as tx:
            seen = tx.execute(sql("SELECT count(*) FROM letter")).scalar_one()
            said = tx.execute(sql("SELECT max(id) FROM audit")).scalar_one()
        world.say("petersen", "JF", line)
        for letter in rows(world, "letter")[-(_letters(world) - seen) :] if _letters(world) > seen else ():
            # Those whom the bot itself tells something are people of the town.
            _count(hostile.faults(letter["content"], people), line, wrong, notes)
        done = [row for row in rows(world, "audit") if row["id"] > said]
        typed = sum(each.startswith("!") for each in tidy(line).split("\n"))
        wrong["second commands"] += max(0, len(done) - max(1, typed))
        wrong["failed"] += sum(row["outcome"] == "failed" for row in done)
        notes += [repr(line[:120]) for row in done if row["outcome"] == "failed"]
        if number % 100 == 99:
            ground.tell(f"{number + 1} through the entrance")
            world.close()
            (ground.folder / "world.db").unlink()
            world = World(ground.folder, "2027-01-11 08:00")
            prepared.set_up(world)
    world.close()


def _letters(world: World) -> int:
    with world.store.transaction() as tx:
        return int(tx.execute(sql("SELECT count(*) FROM letter")).scalar_one())


def _count(found: dict[str, int], text: str, wrong: Counter[str], notes: list[str]) -> None:
    wrong.update(found)
    if any(found.values()):
        notes.append(repr(text[:120]))
