"""Our own phrases are read right, and the data is what it says it is."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from tests.dates.corpus.cases import ASKED, LANGUAGES, cases
from tests.dates.corpus.judge import RIGHT, WRONG, judge
from tests.dates.corpus.table import PAGE, misses, share, stated, table, verdicts

REACHED = 0.995
"""A ratchet: it only ever rises."""

SILENTLY_WRONG_AT_MOST = 0.01

THOSE = verdicts()


def test_our_own_phrases_are_read_right() -> None:
    assert share(THOSE) >= REACHED, "\n".join(misses(THOSE))


def test_few_are_silently_wrong() -> None:
    assert sum(one.outcome == "wrong" for one in THOSE) / len(THOSE) <= SILENTLY_WRONG_AT_MOST, "\n".join(misses(THOSE))


def test_there_are_as_many_phrases_as_promised() -> None:
    count = {language: sum(case.language == language for case in cases()) for language in LANGUAGES}
    assert count["de"] >= 900 and count["en"] >= 300


def test_no_phrase_is_asked_twice() -> None:
    seen = Counter((case.asked, case.past, str(case.now), case.place, case.phrase) for case in cases())
    assert [one for one, times in seen.items() if times > 1] == []


def test_every_meaning_is_written_in_the_notation() -> None:
    """A slip in the data would otherwise count as a miss of the grammar."""
    point = r"\d{4}-\d\d-\d\d( (\d\d:\d\d|[a-z_]+))?"
    span = rf"{point} \.\.( {point})?|\.\. {point}"
    forms = {
        "day": r"\d{4}-\d\d-\d\d",
        "deadline": r"\d{4}-\d\d-\d\d",
        "moment": point,
        "span": span,
        "minutes": r"\d+",
        "rhythm": r"(DAILY|WEEKLY|MONTHLY|YEARLY)( [A-Z]+=[\w,-]+)*(, .+)*",
        "sentence": rf"\[[^]]+\] ({span}|{point})( & \[[^]]+\] ({span}|{point}))*",
        "task": r"\[[^]]+\] \d{4}-\d\d-\d\d",
        "opening": rf"\[[^]]+\] {point}",
        "expression": rf"{point}|{span}|P(\d+M)?(\d+D)?(T(\d+M)?(\d+S)?)?|(DAILY|WEEKLY|MONTHLY|YEARLY)( .+)*",
    }
    for case in cases():
        for meaning in case.meaning.split(" | "):
            assert meaning == "-" or re.fullmatch(rf"![a-z_.]+|{forms[case.asked]}", meaning), case.name


@pytest.mark.parametrize("asked", ASKED)
def test_the_judge_tells_right_from_wrong(asked: str) -> None:
    """What was read right is wrong as soon as the phrase means something else."""
    one = next((one for one in THOSE if one.case.asked == asked and one.outcome == RIGHT), None)
    if one is None:
        pytest.skip("nothing of this kind is read yet")
    for meaning in ("1999-01-01", "-", f"{one.case.meaning} | 1999-01-01"):
        if meaning != one.case.meaning:
            assert judge(replace(one.case, meaning=meaning)).outcome == WRONG or one.got == "-"


def test_the_page_does_not_promise_more_than_is_read() -> None:
    """To mend it: python -m tests.dates.corpus --write."""
    promised, reached = stated(PAGE.read_text(encoding="utf-8")), stated(table(THOSE))
    assert promised.keys() == reached.keys()
    assert {family: (share, reached[family]) for family, share in promised.items() if share > reached[family]} == {}


def test_every_miss_is_named_on_the_page() -> None:
    """To mend it: python -m tests.dates.corpus --write."""
    page = PAGE.read_text(encoding="utf-8")
    assert [one.case.name for one in THOSE if one.outcome != RIGHT and repr(one.case.phrase) not in page] == []
