"""The figures in the documents are the bench's own, with their n."""

from dataclasses import replace
from pathlib import Path

from tests.faults.ground import Figures
from tests.faults.table import BEGIN, END, Result, in_words, write

GOOD = Result("1", "kills", {"commands": 5000}, 1.0, 7, 60.0, 90.0, Figures({"commands": 5000}, {"lost": 0}), "")


def test_the_bound_is_three_in_n_and_only_where_nothing_went_wrong() -> None:
    assert (GOOD.good, GOOD.bound) == (True, "0.06 % (n = 5\u202f000)")
    bad = replace(GOOD, figures=Figures({"commands": 5000}, {"lost": 1}, ("K00001",)))
    assert (bad.good, bad.bound) == (False, "-")
    assert "K00001" in in_words([bad], 60.0)
    assert "seed 7" in in_words([bad], 60.0)


def test_an_aim_counts_in_the_long_form_only() -> None:
    short = replace(GOOD, figures=Figures({"commands": 100}, {"lost": 0}))
    assert (short.good, replace(short, scale=0.02).good) == (False, True)


def test_a_row_that_broke_off_is_no_good() -> None:
    broken = replace(GOOD, figures=None, error="TimeoutError")
    assert not broken.good
    assert "TimeoutError" in in_words([broken], 60.0)


def test_only_what_is_between_the_marks_is_written(tmp_path: Path) -> None:
    path = tmp_path / "reliability.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(path, GOOD)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n") and text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert "| 1 | kills | commands 5\u202f000 | lost 0 | 0.06 % (n = 5\u202f000) | 60 | 90 | " in text


def test_a_part_that_is_played_again_leaves_the_other_figures_alone(tmp_path: Path) -> None:
    path = tmp_path / "reliability.md"
    path.write_text(f"{BEGIN}\n{END}", encoding="utf-8")
    other = replace(GOOD, number="17", title="cuts", scale=0.1)
    write(path, other)
    write(path, GOOD)
    write(path, replace(GOOD, seed=8))
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if "commands" in line]
    assert [row.split("|")[1].strip() for row in rows] == ["1", "17"]
    assert "seed 8 |" in rows[0] and "seed 7, scale 0.1 |" in rows[1]
