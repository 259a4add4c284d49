"""Whatever people type, edit, remove or press, in whatever order: the bot never has to admit a mistake of its own."""

from random import Random

import pytest

from commands.catalogue import registry
from tests.seen import rows
from tests.world import World

TYPED = (
    "1|2|TOP 1|#1|#99|A1|stg a 1|an AK-FM:|an FB 40:|bis 5.2.|bis Freitag|Titel|„Titel“|„|19.1.|26.1. 10 Uhr|auf|nach|"
    "Leitung|Katrin Vogt|operativ|unter STG|unter|ja|ok|an|aus|übernommen|geändert|Ergebnis: X|zu TOP 1|zu #1|- a|E|"
    "viermal dienstags 14 Uhr|Schulausschuss 29.6.|Vorlagenschluss 11.6.|einladung 14|"
    "20 Min|jeden Dienstag 9 Uhr|45 Minuten|trotzdem|²|١|👍|:|(B)|0|999999|KW 6|heute|@x:y|alles|3 vertagen|ß ẞ|İ|ﬁ|\n|"
    "Di 2.2. 10 Uhr,|oder Mi 14 Uhr|nächste Woche|reihe dienstags 9 Uhr,|mittwochs 10 Uhr|alle|keiner|1 3|90 Minuten"
)
PIECES = TYPED.split("|")
DANGEROUS = ("bodies.dissolve", "bodies.language")
"""Commands after which there would be nothing left to test."""
PEOPLE = {"JF": ("vogt", "petersen", "yilmaz"), "STG": ("vogt",), "AK": ("demir", "reuter")}


class Crowd:
    """People who do anything at all."""

    def __init__(self, w: World, seed: int) -> None:
        self.w, self.any = w, Random(seed)
        self.ways = [" ".join(way) for one in registry().commands if one.name not in DANGEROUS for way in one.words]
        self.said: list[tuple[str, str, str]] = []

    def text(self) -> str:
        way = self.any.choice(self.ways).replace("#", self.any.choice("123"))
        return " ".join([f"!{way}", *self.any.choices(PIECES, k=self.any.randint(0, 4))])

    def act(self) -> None:
        """One of them does something."""
        room = self.any.choice(list(PEOPLE))
        who, posts = self.any.choice(PEOPLE[room]), self.w.rooms[f"!{room}"].posts
        some = self.any.choice(self.said) if self.said else None
        post = self.any.choice(posts).event_id
        match self.any.randint(0, 19):
            case 0 | 1:
                self.w.say(who, room, self.any.choice(["1", "2", "3", "ja", "nein", "FB 40", "5.2."]))
            case 2 if some:
                self.w.edit(*some, self.text())
            case 3 if some:
                self.w.redact(*some)
            case 4:
                self.w.react(who, room, post, self.any.choice("👍❌"))
            case 5:
                self.w.move(hours=self.any.choice([1, 5, 24]))
            case 6 | 7:
                self.said.append((who, room, self.w.say(who, room, self.text(), reply_to=post)))
            case 8 if self.w.rooms[f"!{room}"].polls:
                self.w.vote(who, room, *self.any.choices((1, 2, 3), k=self.any.randint(0, 2)))
            case 9:
                self.w.say(self.any.choice(PEOPLE[room]), room, "!terminfindung Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr")
            case _:
                self.said.append((who, room, self.w.say(who, room, self.text())))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_that_people_do_makes_the_bot_fail(w: World, seed: int) -> None:
    """No order, no duty and no stimulus ends as a failure."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("vogt", "JF", "!top Titel Eins\nTitel Zwei")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    crowd = Crowd(w, seed)
    for _ in range(120):
        crowd.act()
    assert [row for row in rows(w, "audit") if row["outcome"] == "failed"] == []
    assert {row["state"] for row in rows(w, "inbox")}.isdisjoint({"failed", "new"})
