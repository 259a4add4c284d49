"""The judge, who believes neither bot nor people: intents, whole room histories and the bot's database compared.

It walks the rooms with the witness' own client and reads the database without writing to it.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.hearing import Heard
from bot.demo.people import Person
from tests.faults.intents import MARK, Told

LETTER = "de.gremienassistenz.letter"
"""The key in an event's content that names the bot's letter."""

_TEXTS = {
    "item": "select title from item",
    "assignment": "select title from assignment",
    "outcome": "select text from outcome",
    "entry": "select text from entry",
    "meeting": "select room_id || ' ' || held_on from meeting join body on body.id = body_id where series_id is null",
}
_NOTES = 30


@dataclass
class Verdict:
    """`lost`, `doubled` and so on count what must not be; the notes say which, the first ones of each."""

    intents: int = 0
    posts: int = 0
    collected: int = 0
    """Answered in the one post about an outage."""
    wrong: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def object_to(self, what: str, why: str) -> None:
        self.wrong[what] += 1
        if sum(note.startswith(what) for note in self.notes) < _NOTES:
            self.notes.append(f"{what}: {why}")

    def expect(self, wanted: int, found: int, what: str) -> None:
        """Count what is there too seldom as lost, and what is there too often as doubled."""
        if found != wanted:
            self.object_to("lost" if found < wanted else "doubled", f"{found} instead of {wanted}: {what}")

    def add(self, other: "Verdict") -> None:
        """Take over what was found about another bot."""
        self.intents += other.intents
        self.posts += other.posts
        self.collected += other.collected
        self.wrong += other.wrong
        self.notes += other.notes

    @property
    def figures(self) -> dict[str, int]:
        """What must be 0, also where it is."""
        return {what: self.wrong[what] for what in ("lost", "doubled", "unreadable", "failed")}


async def judge(told: Mapping[str, Told], witness: Person, rooms: Sequence[str], bot: str, database: Path) -> Verdict:
    """Everything. `told` is what the people meant, by mark; the bot should have come to rest."""
    heard = [event for room in rooms for event in await witness.history(room)]
    verdict = judge_rooms(told, heard, bot)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as books:
        events = events_of(told, heard)
        late = {event_id for (event_id,) in books.execute("select event_id from source where kind = 'late'")}
        collected = {mark for mark, event_id in events.items() if event_id in late}
        verdict.collected = len(collected)
        judge_answers(verdict, told, heard, bot, collected=collected)
        _judge_inbox(verdict, events, books)
        _judge_letters(verdict, {str(one.content.get(LETTER)) for one in heard}, books)
        _judge_effects(verdict, told, books)
    return verdict


def events_of(told: Mapping[str, Told], heard: Sequence[Heard]) -> dict[str, str]:
    """The events that intents became, by mark, as the rooms have them."""
    return {mark: one.event_id for one in heard if (mark := str(one.content.get(MARK))) in told}


def judge_rooms(told: Mapping[str, Told], heard: Sequence[Heard], bot: str) -> Verdict:
    """What the rooms alone say: each intent is there once, no post of the bot's twice, and all can be read."""
    verdict = Verdict(intents=len(told))
    there = Counter(str(one.content.get(MARK)) for one in heard if MARK in one.content)
    for mark in told:
        verdict.expect(1, there[mark], f"{mark} in its room")
    for one in heard:
        if not one.readable:
            verdict.object_to("unreadable", f"{one.event_id} of {one.sender} in {one.room_id}")
    posts = [one for one in heard if one.sender == bot and one.name is None and one.type != "m.room.redaction"]
    verdict.posts = len(posts)
    for letter, times in Counter(str(one.content[LETTER]) for one in posts if LETTER in one.content).items():
        verdict.expect(1, times, f"letter {letter}")
    return verdict


def judge_answers(
    verdict: Verdict, told: Mapping[str, Told], heard: Sequence[Heard], bot: str, *, collected: Collection[str] = ()
) -> None:
    """Each intent that is there has one answer, perhaps with files behind it.

    `collected` are the marks whose answer is a post for many.
    """
    messages = [one for one in heard if one.sender == bot and one.msgtype not in (None, "m.file")]
    answers = Counter(one.reply_to for one in messages if one.replaces is None)
    for mark, event_id in events_of(told, heard).items():
        # A pressed sign is answered where the question stood; its letter is looked for instead.
        if told[mark].intent.kind != "press":
            wanted = 0 if mark in collected else 1
            verdict.expect(wanted, answers[event_id], f"answers to {mark} ({told[mark].intent.text}), {event_id}")


def _judge_inbox(verdict: Verdict, events: Mapping[str, str], books: sqlite3.Connection) -> None:
    outcomes = dict(books.execute("select event_id, state from inbox"))
    for mark, event_id in events.items():
        outcome = outcomes.get(event_id)
        if outcome in (None, "new"):
            verdict.object_to("lost", f"{mark}, {event_id}: outcome {outcome}")
        elif outcome == "failed":
            verdict.object_to("failed", f"{mark}, {event_id}")


def _judge_letters(verdict: Verdict, seen: Collection[str], books: sqlite3.Connection) -> None:
    for letter, reason, state, event_id in books.execute("select id, reason, state, event_id from letter"):
        if state != "sent":
            verdict.object_to("lost", f"letter {letter} ({reason}) is {state}")
        elif event_id is not None and letter not in seen and not reason.startswith("redact"):
            verdict.object_to("lost", f"letter {letter} ({reason}) is said to be {event_id}, but in no room")


def _judge_effects(verdict: Verdict, told: Mapping[str, Told], books: sqlite3.Connection) -> None:
    there = {table: Counter(text for (text,) in books.execute(query)) for table, query in _TEXTS.items()}
    for mark, one in told.items():
        if one.intent.effect is not None:
            table, text = one.intent.effect
            key = f"{one.room_id} {text}" if table == "meeting" else text
            verdict.expect(1, there[table][key], f"effects of {mark} ({one.intent.text})")
