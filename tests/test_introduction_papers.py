"""The papers for a town say what the code does: the periods in them are the defaults, and each command exists."""

import re
from pathlib import Path

import pytest

from commands.catalogue import registry
from commands.rules.retention import PERIODS, Periods

FOLDER = Path(__file__).parent.parent / "docs/einfuehrung"
PAPERS = sorted(path.name for path in FOLDER.glob("*.md"))

_ROW = re.compile(r"^\| `(\w+)` \|[^|]+\| (\d+) (Monate|Tage) \|", re.M)
_LINKED = re.compile(r"\]\(([\w./-]+\.md)\)")


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_table_of_periods_is_that_of_the_rules() -> None:
    """Each period stands in it, with its default and its unit."""
    said = {(key, int(length), unit) for key, length, unit in _ROW.findall(_read("loeschkonzept.md"))}
    units = {"months": "Monate", "days": "Tage"}
    assert said == {(name, getattr(Periods(), name), units[name.rpartition("_")[2]]) for name in PERIODS}


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        ("datenschutzhinweise.md", "Wer was erfasst hat {audit_months} Monate"),
        ("datenschutzhinweise.md", "Erledigtes {work_months} Monate"),
        ("datenschutzhinweise.md", "Rollen {memberships_months} Monate"),
        ("datenschutzhinweise.md", "Nachrichten des Bots {letters_months} Monate"),
        ("datenschutzhinweise.md", "ohne Text {events_days} Tage"),
        ("dienstvereinbarung.md", "nach {audit_months} Monaten auf die Funktion gekürzt"),
        ("loeschkonzept.md", "geht bei {work_months} Monaten am 13. Januar 2029"),
    ],
)
def test_a_period_in_a_sentence_is_the_default(paper: str, sentence: str) -> None:
    words = {name: getattr(Periods(), name) for name in PERIODS}
    assert sentence.format(**words) in " ".join(_read(paper).split())


@pytest.mark.parametrize("paper", PAPERS)
def test_each_command_and_each_paper_that_is_named_exists(paper: str) -> None:
    text = _read(paper)
    commands = re.findall(r"`!([^`]+)`", text)
    assert [one for one in commands if registry().find(one) is None] == []
    assert [one for one in _LINKED.findall(text) if not (FOLDER / one).exists()] == []


def test_the_pack_is_complete() -> None:
    assert {
        "datenschutzhinweise.md",
        "dienstvereinbarung.md",
        "loeschkonzept.md",
        "tom.md",
        "verarbeitungsverzeichnis.md",
        "was-der-bot-nicht-kann.md",
    } <= set(PAPERS)
