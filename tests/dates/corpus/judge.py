"""Does what was read mean what the phrase means?"""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from dateutil.rrule import rrulestr

from commands.dates import read, sentences
from commands.dates.readings import Ambiguous, Found, Impossible, Length, Moment, Rhythm, Span
from tests.dates.corpus.cases import Case

RIGHT, ASKED, WRONG, NONE = "right", "asked", "wrong", "none"
"""`asked`: one meaning, and the reader offers it first among several. `none`: nothing, or refused with a reason."""

_READERS = {
    "day": "read_day",
    "moment": "read_moment",
    "span": "read_span",
    "deadline": "read_deadline",
    "rhythm": "read_rhythm",
    "minutes": "read_minutes",
    "sentence": "find_times",
    "task": "find_deadline",
    "opening": "find_moment_prefix",
    "expression": "read_expression",
}
_YEARS = timedelta(4 * 366)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one phrase came out; `got` is written like the data."""

    case: Case
    outcome: str
    got: str


@cache
def _reader(name: str) -> tuple[Callable[..., Any] | None, bool]:
    found: Callable[..., Any] | None = getattr(read, name, None) or getattr(sentences, name, None)
    return found, bool(found) and "past" in inspect.signature(found).parameters if found else False


def ask(case: Case) -> object:
    """What the reader for the case answers."""
    reader, takes_past = _reader(_READERS[case.asked])
    if reader is None:
        return None
    if case.asked == "minutes":
        return reader(case.phrase)
    return reader(case.phrase, case.now, case.calendar, **({"past": True} if case.past and takes_past else {}))


def judge(case: Case) -> Verdict:
    """Compare the answer with the meaning."""
    if _reader(_READERS[case.asked])[0] is None:
        return Verdict(case, NONE, "nobody to ask")
    answer = ask(case)
    got = written(case, answer)
    expected = [_canonical(one) for one in case.meaning.split(" | ")]
    options = [_canonical(one) for one in got.split(" | ")]
    if len(expected) == len(options) and all(map(_same, expected, options)):
        outcome = RIGHT
    elif got == "-" or (got.startswith("!") and expected != ["-"]):
        outcome = NONE
    elif len(expected) == 1 and len(options) > 1 and _same(expected[0], options[0]):
        outcome = ASKED
    else:
        outcome = WRONG
    return Verdict(case, outcome, got)


def written(case: Case, answer: object) -> str:
    """The answer in the notation of the data."""
    match answer:
        case None:
            return "-"
        case Impossible():
            return f"!{answer.key}"
        case Ambiguous():
            return " | ".join(_found(case, one) for one in answer.options)
        case Found():
            return _found(case, answer)
        case Sequence():
            return " & ".join(written(case, one) for one in answer) or "-"
        case _:
            return _value(answer)


def _found(case: Case, one: Found[Any]) -> str:
    if case.asked in ("sentence", "task", "opening"):
        return f"[{case.phrase[one.start : one.end]}] {_value(one.value)}"
    return _value(one.value)


def _value(value: object) -> str:
    match value:
        case Moment():
            time = f" {value.time:%H:%M}" if value.time else f" {value.part}" if value.part else ""
            return f"{value.day}{time}"
        case Span():
            first, last = (_value(end) if end else "" for end in (value.first, value.last))
            return f"{first} .. {last}".strip()
        case Rhythm():
            return _rhythm(value)
        case Length():
            return _length(value)
        case date() | int():
            return str(value)
    return repr(value)


def _length(value: Length) -> str:
    days, clock = (
        "".join(f"{count}{unit}" for count, unit in pairs if count)
        for pairs in (
            ((value.months, "M"), (value.days, "D")),
            ((value.minutes, "M"), (value.seconds, "S")),
        )
    )
    return f"P{days}" + (f"T{clock}" if clock else "")


def _rhythm(value: Rhythm) -> str:
    freq, *parts = [part for part in value.rrule.split(";") if part != "WKST=MO"]
    pieces = [" ".join([freq.removeprefix("FREQ="), *parts]), str(value.starts_on)]
    pieces += [f"{value.time:%H:%M}"] if value.time else []
    pieces += [f"{value.minutes} min"] if value.minutes else []
    pieces += [f"until {value.ends_on}"] if value.ends_on else []
    pieces += [f"not {one}" for one in value.skips]
    return ", ".join(pieces)


def _canonical(meaning: str) -> str:
    """A period from 00:00 is a day's; blanks do not matter."""
    return re.sub(r"\s+", " ", meaning).strip()


def _same(expected: str, got: str) -> bool:
    if expected == got:
        return True
    rule = re.match(r"(WEEKLY|DAILY|MONTHLY|YEARLY)\b", expected)
    return bool(rule) and re.match(r"(WEEKLY|DAILY|MONTHLY|YEARLY)\b", got) is not None and _same_series(expected, got)


def _same_series(expected: str, got: str) -> bool:
    """The same days for four years and the same rest. A series without a first day may begin anywhere."""
    rule, *rest = expected.split(", ")
    other, start, *others = got.split(", ")
    if rest and re.fullmatch(r"\d{4}-\d\d-\d\d", rest[0]) and rest.pop(0) != start:
        return False
    until, ends = (" ".join(one for one in those if one.startswith("until")) for those in (rest, others))
    plain, plain_too = ([one for one in those if not one.startswith("until")] for those in (rest, others))
    return plain == plain_too and _days(rule, start, until) == _days(other, start, ends)


@cache
def _days(rule: str, start: str, until: str) -> list[date]:
    freq, *parts = rule.split()
    begin = datetime.fromisoformat(start)
    end = datetime.fromisoformat(until.removeprefix("until ")) if until else begin + _YEARS
    series = rrulestr(";".join([f"FREQ={freq}", *parts, "WKST=MO"]), dtstart=begin)
    return [at.date() for at in series.between(begin, end, inc=True)]
