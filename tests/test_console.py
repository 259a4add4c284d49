"""The console: the whole bot in a terminal. And the demo's story, played without a homeserver."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.console import main
from bot.demo import screenplay, script
from bot.demo.screenplay import Moved, Spoken, Step, Unreadable, read
from bot.demo.seen import Seen
from bot.stage import Stage
from storage.store import Store

Console = Callable[..., str]


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    """Types lines into a new console and returns what it printed, in one line."""

    def type_in(*lines: str, folder: Path | None = None) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
        assert main(["--folder", str(folder)] if folder else []) == 0
        return " ".join(capsys.readouterr().out.split())

    return type_in


def test_a_topic_is_noted_in_the_room_and_by_the_person_that_were_named(console: Console) -> None:
    printed = console("JF petersen> !top Ganztag")
    assert "JF Petersen !top Ganztag" in printed
    assert "JF Assistenz ✅ " in printed
    assert "TOP 1 „Ganztag“ für Di 12.01.2027 notiert." in printed


def test_a_typo_is_asked_about_and_an_edit_renames(console: Console) -> None:
    printed = console("JF yilmaz> !topp Zensus", "JF yilmaz> ja", "JF yilmaz~ !top Zensus 2022")
    assert "Meinten Sie !top Zensus? Antworten Sie mit „ja“." in printed
    assert "TOP 1 „Zensus“ für Di 12.01.2027 notiert." in printed
    assert "TOP 1 heißt jetzt „Zensus 2022“." in printed


def test_files_are_shown_kept_and_dropped(console: Console, tmp_path: Path) -> None:
    """A calendar file that one body gave out is read in the room of another."""
    name = "2027-03-03_AK-FM.ics"
    printed = console("AK-FM demir> !termin 3.3. 10 Uhr", "/room AK-FM", "/file", f"/file {tmp_path}")
    assert f"Assistenz [Datei {name}, 1 kB]" in printed
    assert "BEGIN:VCALENDAR VERSION:2.0" in printed
    assert (tmp_path / name).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    printed = console("/file", f"/drop {tmp_path / name}", "/drop gibt-es-nicht.ics", f"/file {tmp_path}/fehlt/ganz")
    assert f"Vogt [Datei {name}]" in printed
    assert "Mi 03.03.2027, 10:00 Uhr, 30 Minuten: AK Flucht & Migration" in printed
    assert "„gibt-es-nicht.ics“ lässt sich nicht lesen" in printed
    assert "No such file or directory" in printed


def test_the_clock_stops_at_every_duty_on_its_way(console: Console) -> None:
    printed = console("/time 2027-01-19 09:00", "/time 8:00", "/time morgen")
    call, morning = (
        printed.index("Fr 15.01. 10:00 JF Assistenz Jour fixe am Di 19.01."),
        printed.index("Di 19.01. 08:30"),
    )
    assert call < morning < printed.index("Es ist Di 19.01. 09:00 Uhr 2027.")
    assert "Die Uhr geht nur vorwärts" in printed
    assert "So geht es: /time" in printed


def test_next_goes_on_to_the_next_thing_that_the_bot_says(console: Console) -> None:
    printed = console("/next", "/next")
    assert "Es ist Mo 11.01. 12:00 Uhr 2027." in printed
    assert "Es ist Di 12.01. 08:30 Uhr 2027." in printed


def test_room_and_person_are_chosen_once_for_all(console: Console) -> None:
    printed = console("/room AK-FM", "/as reuter", "!auftrag an FB 51: Zahlen bis Freitag", "/read")
    assert "Sie schreiben als Thomas Reuter in AK Flucht & Migration." in printed
    assert printed.count("die Leitung oder Geschäftsführung (Aylin Demir).") == 2


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/room Keller", "Den Raum „Keller“ gibt es nicht."),
        ("/as niemand", "„niemand“ gibt es nicht."),
        ("/tanz", "/tanz gibt es nicht."),
        ("JF mielke> !hilfe", "Petra Mielke ist nicht in JF."),
        ("Guten Morgen", "Der Bot fühlt sich nicht angesprochen"),
        ("AK-SB mielke~ !top X", "noch keinen Befehl dieser Person"),
        ("/help", "Nur für dieses Terminal:"),
        ("JF vogt> !top A\\n!top B", "TOP 2 „B“"),
    ],
)
def test_every_line_is_answered(console: Console, line: str, answer: str) -> None:
    assert answer in console(line, "/quit", "/help me, this comes too late")


def test_a_folder_keeps_what_happened_and_what_time_it_was(console: Console, tmp_path: Path) -> None:
    console("JF vogt> !top Ganztag", "/time 2027-01-11 10:30", folder=tmp_path)
    printed = console("!to", folder=tmp_path)
    assert "Mo 11.01. 10:30 Uhr 2027" in printed
    assert "1. Ganztag" in printed


def test_the_story_of_the_demo_comes_true(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/story.db")
    store.migrate()
    steps = read(script.STORY)
    begins = next(step.does.to for step in steps if isinstance(step.does, Moved))
    shown: list[Seen] = []
    stage = Stage(store, begins, lambda _, seen: shown.append(seen))
    assert stage.open_rooms()
    missing = [one for step in steps for one in stage.perform(step)]
    store.close()
    assert missing == []
    assert shown == stage.seen


def test_a_screenplay_is_read_line_by_line() -> None:
    move, say = read("-- 2027-01-15 10:00\nJF vogt> !top A: B\\nC\nJF < TOP 1\nSTG < x > y")
    assert isinstance(move.does, Moved)
    assert say == Step(Spoken("JF", "vogt", "says", "!top A: B\nC"), (("JF", "TOP 1"), ("STG", "x > y")))


@pytest.mark.parametrize("line", ["JF < nobody did anything", "was soll das", "JF vogt", "-- gestern"])
def test_a_line_that_is_none_of_a_screenplay_is_refused(line: str) -> None:
    with pytest.raises((Unreadable, ValueError)):
        read(line)


def test_white_space_does_not_matter_for_what_is_expected() -> None:
    assert screenplay.contains("Frist:\u00a0Fr\n29.01.", "Frist: Fr 29.01.")
    assert not screenplay.contains("Frist: Fr 29.01.", "Frist: Mo")
