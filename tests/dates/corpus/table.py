"""The share right by family, as a table in Markdown."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.dates.corpus.cases import cases
from tests.dates.corpus.judge import ASKED, NONE, RIGHT, WRONG, Verdict, judge

OUTCOMES = (RIGHT, ASKED, WRONG, NONE)
PAGE = Path(__file__).parents[3] / "docs" / "dates.md"

_NAMED_AT_MOST = 120
_MARKED = re.compile(r"(<!-- corpus: begin[^\n]*-->\n).*(<!-- corpus: end -->)", re.DOTALL)


def verdicts() -> list[Verdict]:
    """Every phrase, tried."""
    return [judge(case) for case in cases()]


def share(those: Sequence[Verdict]) -> float:
    """Which part of them is right."""
    return sum(one.outcome == RIGHT for one in those) / len(those)


def table(those: Sequence[Verdict]) -> str:
    """A row for each language and family, and the sums."""
    families: dict[tuple[str, str], list[Verdict]] = {}
    for one in those:
        families.setdefault((one.case.language, one.case.family.replace("_", " ")), []).append(one)
    lines = ["| language | family | n | right | asked | wrong | none |", "|---|---|---:|---:|---:|---:|---:|"]
    lines += [_row(language, family, found) for (language, family), found in families.items()]
    for language in dict.fromkeys(one.case.language for one in those):
        lines.append(_row(language, "**all**", [one for one in those if one.case.language == language]))
    lines.append(_row("both", "**all**", those))
    return "\n".join(lines)


def misses(those: Sequence[Verdict]) -> list[str]:
    """What is not right, named."""
    return [_miss(one) for one in those if one.outcome != RIGHT]


def with_table(page: str, those: Sequence[Verdict]) -> str:
    """The page with the table of today, and the misses by name as soon as they are few."""
    named = misses(those)
    rest = [f"{len(named)} phrases are not read right; `python -m tests.dates.corpus --misses` names them."]
    if len(named) <= _NAMED_AT_MOST:
        rest = ["What is not read right:", "", *(f"- {' '.join(one.split())}" for one in named)] if named else []
    text = "\n".join([table(those), "", *rest, ""])
    return _MARKED.sub(lambda found: f"{found[1]}{text}{found[2]}", page)


def stated(page: str) -> dict[tuple[str, str], float]:
    """The share right in percent that the page states for each language and family."""
    rows = re.findall(r"^\| (\w+) \| ([\w *]+) \| \d+ \| ([\d.]+)% \|", page, re.MULTILINE)
    return {(language, family): float(percent) for language, family, percent in rows}


def _miss(one: Verdict) -> str:
    case = one.case
    asked = f"{case.asked}{' past' if case.past else ''}, {case.now:%a %Y-%m-%d %H:%M}"
    why = f"  ({case.convention})" if case.convention else ""
    return f"{one.outcome:5} {case.name} [{asked}]  expected {case.meaning}  got {one.got}{why}"


def _row(language: str, family: str, those: Sequence[Verdict]) -> str:
    count = Counter(one.outcome for one in those)
    rest = " | ".join(str(count[outcome]) for outcome in OUTCOMES[1:])
    return f"| {language} | {family} | {len(those)} | {share(those):.1%} | {rest} |"
