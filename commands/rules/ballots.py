"""Reading which numbers somebody means: „1 3“, „1, 2 und 4“, „1-3“, „alle“, „keiner“, „alle außer 2“, „Dienstag“."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

_ALL = frozenset({"alle", "alles", "allen", "beide", "beides", "all", "every", "any", "both", "jeder", "jederzeit"})
_NONE = frozenset({"keiner", "keine", "keins", "keines", "keinen", "kein", "nichts", "none", "nothing", "nie", "never"})
_NOT = frozenset({"nicht", "not"})
_EXCEPT = frozenset({"ausser", "except", "but", "without", "ohne"})
_FILLERS = frozenset(
    word
    for words in (
        "passt passen past geht gehen ginge gingen kann koennte kaeme waere waeren ist sind habe zeit ich wir mir uns",
        "bei beim es die der das den dem am an auf um von davon auch nur ja gut gerne gern lieber besten danke bitte",
        "und oder and or sowie sowohl nummer nummern nr termin termine vorschlag vorschlaege option optionen tag tage",
        "works work fits fit suits suit for me us i we can only please thanks number numbers date dates options",
        "the of them ok okay",
    )
    for word in words.split()
)
_DAYS = {
    word: weekday
    for weekday, words in enumerate(
        (
            "mo montag montags mon monday mondays",
            "di dienstag dienstags tue tuesday tuesdays",
            "mi mittwoch mittwochs wed wednesday wednesdays",
            "do donnerstag donnerstags thu thursday thursdays",
            "fr freitag freitags fri friday fridays",
            "sa samstag samstags sonnabend sat saturday saturdays",
            "so sonntag sonntags sun sunday sundays",
        )
    )
    for word in words.split()
}
_TOKEN = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d+|[^\W\d_]+")
_RANGE = re.compile(r"(\d{1,2})\s*(?:-|bis(?!\s*auf)|to)\s*(\d{1,2})(?![.\d])")
_EXCEPTION = re.compile(r"\bbis auf\b")
_STRANGE = re.compile(r"[^\w\s.,;:+&/()!#'-]")
_LONGEST = 120


def read(text: str, days: Mapping[int, date]) -> frozenset[int] | None:
    """The numbers that a folded text names, nothing for „keiner“, None if it hardly is an answer at all.

    `days` maps the numbers that there are to their first days. Numbers that there are not are returned, too.
    """
    if not text or len(text) > _LONGEST:
        return None
    marked = _RANGE.sub(_spelled_out, _EXCEPTION.sub("ausser", text.replace("\ufe0f", "").replace("\u20e3", " ")))
    if _STRANGE.search(marked):
        return None
    tokens = [token for token in _TOKEN.findall(marked) if token not in _FILLERS]
    if not tokens:
        return None
    return _read(tokens, days)


def _read(tokens: Sequence[str], days: Mapping[int, date]) -> frozenset[int] | None:
    head, *rest = tokens
    if head in _NONE | _NOT:
        return frozenset() if not rest or (head in _NONE and rest == ["nicht"]) else None
    if head in _ALL:
        if not rest:
            return frozenset(days)
        out = _numbers(rest[1:], days) if rest[0] in _EXCEPT | _NOT and rest[1:] else None
        return None if out is None else frozenset(days) - out
    return _numbers(tokens, days)


def _numbers(tokens: Sequence[str], days: Mapping[int, date]) -> frozenset[int] | None:
    found: set[int] = set()
    for token in tokens:
        named = frozenset({int(token)}) if token.isdecimal() and len(token) < 4 else _named(token, days)
        if not named:
            return None
        found |= named
    return frozenset(found)


def _named(token: str, days: Mapping[int, date]) -> frozenset[int]:
    """The proposals on a weekday or a date."""
    if token in _DAYS:
        return frozenset(number for number, day in days.items() if day.weekday() == _DAYS[token])
    if "." in token:
        day, month = (int(part) for part in token.split(".")[:2])
        return frozenset(number for number, one in days.items() if (one.day, one.month) == (day, month))
    return frozenset()


def _spelled_out(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return " ".join(_run(first, last)) if first <= last else match[0]


def _run(first: int, last: int) -> Iterator[str]:
    return (str(number) for number in range(first, last + 1))
