"""Kreisstadt Brakenfeld, a made-up town in North Rhine-Westphalia: its people and the rooms of its bodies."""

from dataclasses import dataclass

from bot.config import Access, Town

SERVER = "brakenfeld.example"
BOT, BOT_NAME = "gremienassistenz", "Gremienassistenz"
TOWN = Town(name="Kreisstadt Brakenfeld", state="NW")

PEOPLE = {
    "vogt": "Katrin Vogt",
    "yilmaz": "Jonas Yilmaz",
    "petersen": "Sabine Petersen",
    "hollweg": "Dr. Martin Hollweg",
    "demir": "Aylin Demir",
    "reuter": "Thomas Reuter",
    "mielke": "Petra Mielke",
}


def user_id(who: str) -> str:
    return f"@{who}:{SERVER}"


def surname(user_id: str) -> str:
    who = user_id[1:].partition(":")[0]
    return PEOPLE.get(who, who).split()[-1]


ACCESS = Access(operators=(user_id("vogt"),), homeservers=(SERVER,), commands_a_minute=0, room_commands_a_minute=0)


@dataclass(frozen=True, slots=True)
class Place:
    """A room by its short name. `creator` made it and has the power there; `reader` is whose client the demo shows."""

    sign: str
    name: str
    creator: str
    members: tuple[str, ...]
    reader: str

    @property
    def people(self) -> tuple[str, ...]:
        return (self.creator, *self.members)


PLACES = {
    place.sign: place
    for place in (
        Place("STG", "STG Bildung", "vogt", ("hollweg", "petersen", "yilmaz", "demir"), "hollweg"),
        Place("AK-FM", "AK Flucht & Migration", "demir", ("reuter", "vogt"), "reuter"),
        Place("AK-SB", "AK Übergang Schule–Beruf", "mielke", ("yilmaz", "vogt"), "yilmaz"),
        Place("JF", "JF Bildungsmanagement", "vogt", ("petersen", "yilmaz"), "petersen"),
    )
}
