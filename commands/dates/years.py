"""Years: in figures, and by their distance from this one („nächsten Jahres“, „d. J.“).

Conventions: a two-digit year up to 60 is 20xx, from 61 on 19xx. Right behind a day and a month's
name two digits of any size are a year („13. September 17“), elsewhere only from 20 on, because
smaller ones are days and hours.
"""

from commands.dates.senses import Frame
from commands.dates.tokens import Phrase
from commands.dates.words import CARDINALS, COMING, LAST, NEXT, OVERNEXT, THIS, YEAR_UNITS

CLOCK_MARKS = frozenset((":", "uhr", "h", "am", "pm", "o"))
_PIVOT = 60
_LEADING = frozenset(("im", "in", "des", "of", "the", "vom"))
_NEW = frozenset(("neue", "neuen", "neuem", "neues"))
_LETTERS = {"d": 0, "l": 0, "n": 1, "v": -1}
"""„d. J.“ (dieses), „l. J.“ (laufenden), „n. J.“ (nächsten), „v. J.“ (vorigen Jahres)."""


def two_digit_year(number: int) -> int:
    """The year meant by two digits."""
    return number + (2000 if number <= _PIVOT else 1900)


def year_at(p: Phrase, i: int, *, smallest: int = 20) -> tuple[int, int] | None:
    """A year at i (2027, 27, '27) and the index after it; clock times are not years."""
    if p[i] in ("'", "’", "‘", "´", "`"):
        i, smallest = i + 1, 0
    text = p[i]
    if text.startswith("zweitausend"):
        number = CARDINALS.get(text.removeprefix("zweitausend").removeprefix("und"))
        return (2000 + number, i + 1) if number else None
    if not text.isdecimal() or p[i + 1] in CLOCK_MARKS:
        return None
    if len(text) == 4 and 1900 <= int(text) < 2200:
        return int(text), i + 1
    if len(text) != 2 or int(text) < smallest:
        return None
    if smallest < 20 and p[i + 1] in (".", "-", "bis", "/", "to"):
        return None
    return two_digit_year(int(text)), i + 1


def year_said(p: Phrase, i: int, at: Frame, *, smallest: int = 20) -> tuple[int, int] | None:
    """A year in figures or words at i, and the index after it."""
    if p[i][:1].isdecimal() or p[i].startswith("zweitausend") or p[i] in ("'", "’", "‘"):
        return year_at(p, i, smallest=smallest)
    while p[i] in _LEADING:
        i += 1
    if p[i] in _LETTERS and p[i + 1] == "." and p[i + 2] == "j" and p.glued(i + 1):
        return at.today.year + _LETTERS[p[i]], p.skip(i + 3, ".")
    if p[i] in YEAR_UNITS and (figures := year_at(p, i + 1)):
        return figures
    if len(p[i]) == 4 and p[i].isdecimal():
        return year_at(p, i)
    shift = shift_of(p[i])
    if shift is None or p[i + 1] not in YEAR_UNITS:
        return None
    return at.today.year + shift, i + 2


def shift_of(word: str) -> int | None:
    """How many periods from now a word leads."""
    if word in THIS:
        return 0
    if word in NEXT or word in COMING or word in _NEW:
        return 1
    if word in OVERNEXT:
        return 2
    return -1 if word in LAST else None
