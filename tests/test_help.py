"""Help: short for this room and this person, long for one command; and every example is true."""

import re

import pytest

from commands.catalogue import registry
from commands.command import Command
from commands.texts.voice import LANGUAGES, Voice, phrase
from tests.seen import undone
from tests.world import World

NOT_UNDERSTOOD = re.compile(
    r"So geht es|kenne ich nicht|konnte ich nicht|This is how it works|I do not know|could not|gibt es nicht|Referenz"
)


def examples(language: str) -> list[tuple[Command, str]]:
    voice = Voice(language)
    return [
        (command, line)
        for command in registry().commands
        for line in voice.plain(phrase(f"{command.name}.examples")).split("\n")
    ]


def prepare(w: World, language: str) -> None:
    """A town in which every example has what it speaks of: items, a backlog, and assignments in every state."""
    w.room("LEER", "petersen", moderators=("vogt",))
    w.say("vogt", "STG", "!rolle Katrin Vogt Leitung")
    w.say("vogt", "STG", "!gremium freigabe an")
    w.say("vogt", "STG", "!reihe jeden Dienstag 9 Uhr")
    w.say("vogt", "STG", "!schließtag 8.2. Rosenmontag")
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.")
    w.say("vogt", "STG", "!top Eins\nZwei\nDrei")
    w.say("vogt", "STG", "!ständig Rückblick")
    w.say("vogt", "STG", "!speichern Vier")
    for prepared in ("!handlungsfeld Bildung", "!ziel 1 Mehr davon", "!schritt Eins", "!schritt Zwei"):
        w.say("vogt", "STG", prepared)
    for _ in range(3):
        w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 5.2.")
    w.say("vogt", "STG", "!abfrage an AK-FM, FB 51: Wie viele Kitas haben Sprachmittler bis 12.2.")
    w.post_file("vogt", "STG", "Räume.pdf", caption="!ergebnis A2")
    w.say("vogt", "STG", "!rolle entfernen Katrin Vogt")
    w.post_file("vogt", "STG", "Räume.pdf", caption="!ergebnis A3")
    w.say("vogt", "STG", "!rolle Katrin Vogt Leitung")
    if language == "en":
        w.say("vogt", "STG", "!gremium sprache englisch")


TODAY = ("!termin 11.1. 10 Uhr", "!top Heute")
DECIDED = (*TODAY, "!beschluss Eins. ja 7")
DRAFT = ("!reihe beenden", "!jahresplan 2027 viermal dienstags 14 Uhr")
BEFORE = {
    "assignments.clarify": ("!klärung A3 Wer?",),
    "assignments.send_back": ("!ergebnis A3 Fertig",),
    "assignments.approve": ("!ergebnis A3 Fertig",),
    "assignments.close": ("!ergebnis A3 Fertig", "!abnehmen A3"),
    "series.start": ("!reihe beenden",),
    "bodies.wake": ("!gremium ruht",),
    "attendance.record": TODAY,
    "attendance.show": (*TODAY, "!anwesend 7 von 9"),
    "attendance.establish": (*TODAY, "!anwesend 7 von 9"),
    "decisions.decide": TODAY,
    "decisions.recommend": TODAY,
    "decisions.establish": DECIDED,
    "decisions.show": DECIDED,
    "decisions.cancel": DECIDED,
    "decisions.correct": (*DECIDED, "!feststellen"),
    "papers.draft": ("!ergebnis A3 Fertig",),
    "year_plan.propose": ("!reihe beenden",),
    **dict.fromkeys((f"year_plan.{name}" for name in ("show", "move", "drop", "add", "discard", "publish")), DRAFT),
}
"""What has to happen before an example makes sense."""

REFUSED = {"bodies.dissolve": "kann noch nicht aufgelöst werden|cannot be dissolved yet"}


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_example_of_the_help_is_understood(w: World, language: str) -> None:
    """Each is typed as it stands, by somebody who may; bodies are set up in an empty room."""
    prepare(w, language)
    wrong = []
    for command, line in examples(language):
        with undone(w):
            heard = typed(w, command, line)
        if not heard or not re.search(REFUSED.get(command.name, ""), heard) or NOT_UNDERSTOOD.search(heard):
            wrong.append((line, heard))
    assert wrong == []


def typed(w: World, command: Command, line: str) -> str:
    """Type an example where it makes sense, and return the last thing that was heard there."""
    room = "STG"
    if command.name == "weekly.close":
        w.sleep_until("2027-01-12 09:10")
    if command.name == "bodies.set_up":  # the signs of the examples are taken in this town
        room, line = "LEER", re.sub(r"(STG|AK-FM) (?=\w)", r"\1X ", line, count=1)
    for before in BEFORE.get(command.name, ()):
        w.say("vogt", room, before)
    w.heard(room)
    w.say("vogt", room, line)
    return (w.heard(room) or [""])[-1]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_command_is_shown_in_the_word_of_its_language(language: str) -> None:
    """The examples begin with a word that the help names."""
    for command, line in examples(language):
        found = registry().find(line.removeprefix("!"))
        assert found is not None and found[0] is command, line


def test_the_short_help_shows_what_this_person_may_do_here(w: World) -> None:
    """A member sees no orders of the lead; in a room without a body only an operator sees how to set one up."""
    assert words(w.ask("yilmaz", "JF", "!hilfe")) == ["!top", "!to", "!termine", "!offen", "!stand", "!bericht"]
    lead = words(w.ask("petersen", "JF", "!hilfe"))
    assert [word for word in lead if word in ("!ergebnis", "!auftrag", "!schluss")] == [
        "!ergebnis",
        "!auftrag",
        "!schluss",
    ]
    w.room("LEER", "petersen", "vogt")
    assert words(w.ask("petersen", "LEER", "!hilfe")) == []
    assert words(w.ask("vogt", "LEER", "!hilfe")) == ["!gremium neu"]
    assert words(w.ask("vogt", "STG", "!hilfe"))[:2] == ["!top", "!to"]


def words(text: str) -> list[str]:
    """The commands that a list of usage lines begins with."""
    lines = [line.removeprefix("– ").split(":")[0] for line in text.split("\n") if line.startswith("– ")]
    return [re.split(r" [<\[a]", line)[0] for line in lines]


def test_all_commands_are_named_on_request(w: World) -> None:
    """Again only those that may be given."""
    member = w.ask("yilmaz", "JF", "!hilfe alles")
    assert "!speichern" in member and "!reihe ändern" not in member
    assert "!reihe" in w.ask("petersen", "JF", "!hilfe Alles")
    assert "!gremium neu" not in w.ask("petersen", "JF", "!hilfe alles")


@pytest.mark.parametrize("topic", ["vertagen", "!vertagen", "Vertagn", "top 3 vertagen"])
def test_the_help_to_one_command_says_how_and_who(w: World, topic: str) -> None:
    """Found by any of its spellings; who may not is told who may."""
    answer = w.ask("yilmaz", "JF", f"!hilfe {topic}").split("\n")
    assert answer[0] == "!vertagen <TOP-Nummer oder Titel> [<Tag und Uhrzeit>]"
    assert answer[-1] == "Das darf die Leitung, Geschäftsführung oder Vertretung."


def test_the_help_to_an_unknown_word_says_so(w: World) -> None:
    """With the way to the list."""
    assert w.ask("yilmaz", "JF", "!hilfe xyzzy") == "!xyzzy kenne ich nicht. Was ich kann: !hilfe"


def test_the_help_speaks_the_language_of_the_room(w: World) -> None:
    """Usage lines too."""
    w.say("vogt", "JF", "!gremium sprache englisch")
    assert w.ask("yilmaz", "JF", "!help").split("\n")[1].startswith("– !item <")
