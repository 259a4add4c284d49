"""Text to tokens: numbers, words and signs, folded so that typing habits make no difference.

Folded means: lower case, umlauts and ß written out (ä and ae are the same word), every dash a "-",
every kind of space and every invisible sign skipped, and one slip in a weekday or a month mended
(see spelling.py). Offsets always point into the original text.
"""

import re
import unicodedata
from typing import Any, TypeVar

from commands.dates.spelling import mended

T = TypeVar("T")

_TOKEN = re.compile(r"[0-9]+|(?:[^\W\d_][\u0300-\u036f]*)+|\S")
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DASHES = frozenset("-–—‐‑‒−―")
# Zero-width signs, soft hyphen, directional marks and emoji selectors that phones leave behind.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202c\ufe0e\ufe0f")
# What may stand around a phrase without meaning anything.
_WRAPPING = frozenset(".,;:!?()\"'„“”‚‘’«»…")

_BEYOND = [""] * 8
_COMPOUND = re.compile(
    "(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
    "(frueh|morgen|vormittag|mittag|nachmittag|abend|nacht)s?"
)

LONGEST_PHRASE = 200
"""A bare time expression is not longer than this, in characters."""

LONGEST_RHYTHM = 300
"""A rhythm with all its exceptions may be longer."""


class Phrase:
    """The tokens of a text. Reading past the end gives the empty text, so rules may look ahead."""

    __slots__ = ("_kept", "_texts", "ends", "size", "starts")

    def __init__(self, text: str, offset: int = 0) -> None:
        """`offset` is added to all positions, for a phrase that is the tail of a longer text."""
        self._texts: list[str] = []
        self._kept: dict[tuple[str, int], Any] = {}
        self.starts: list[int] = []
        self.ends: list[int] = []
        for found in _TOKEN.finditer(text):
            folded = _fold(found.group())
            if not folded:
                continue
            start, end = found.start() + offset, found.end() + offset
            if len(folded) > 9 and (parts := _COMPOUND.fullmatch(folded)):
                # „Montagabend“ is a Monday and an evening; the day is written alike folded or not.
                middle = start + parts.end(1)
                self._add(parts[1], start, middle)
                folded, start = folded[parts.end(1) :], middle
            self._add(folded, start, end)
        self.size = len(self._texts)
        # The empty texts answer looks past both ends, the usual ones without an exception.
        self._texts += _BEYOND

    def _add(self, folded: str, start: int, end: int) -> None:
        self._texts.append(folded)
        self.starts.append(start)
        self.ends.append(end)

    def __getitem__(self, i: int) -> str:
        try:
            return self._texts[i]
        except IndexError:
            return ""

    def number(self, i: int) -> int | None:
        """The number written in digits at i; None for words and for numbers of over six digits."""
        text = self[i]
        return int(text) if len(text) <= 6 and text.isdecimal() else None

    def glued(self, i: int) -> bool:
        """Whether token i follows token i - 1 without a space."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def is_end(self, i: int) -> bool:
        """Nothing that means anything comes at or after i."""
        while i < self.size and self._texts[i] in _WRAPPING:
            i += 1
        return i >= self.size

    def begin(self) -> int:
        """The first token that is not an opening quote or the like."""
        i = 0
        while i < self.size and self._texts[i] in _WRAPPING:
            i += 1
        return i

    def cut(self, i: int, end: int) -> "Phrase":
        """The tokens from i up to `end` as a phrase of their own; offsets stay those of the text."""
        part = Phrase("")
        part._texts, part.starts, part.ends = self._texts[i:end], self.starts[i:end], self.ends[i:end]
        part.size = len(part._texts)
        part._texts += _BEYOND
        return part

    def recall(self, rule: str, i: int) -> Any:
        """What a rule found at i when it looked there before; None if it has not."""
        return self._kept.get((rule, i))

    def keep(self, rule: str, i: int, found: T) -> T:
        """Keeps what a rule found at i, so that it never looks twice. A phrase is read in one frame only."""
        self._kept[rule, i] = found
        return found

    def last(self, name: str, words: frozenset[str]) -> int:
        """The index of the last of these words; -1 if there is none. `name` is theirs, for `recall`.

        A rule that needs one of them further on looks no further than this.
        """
        known = self.recall(name, -1)
        if known is None:
            known = self.keep(name, -1, max((k for k in range(self.size) if self._texts[k] in words), default=-1))
        return int(known)

    def skip(self, i: int, *words: str) -> int:
        """i + 1 if one of the words stands at i, otherwise i."""
        return i + 1 if self[i] in words else i


def _fold(token: str) -> str:
    if token.isascii():
        return mended(token.lower())
    if token in _DASHES:
        return "-"
    if token in _INVISIBLE:
        return ""
    return mended(unicodedata.normalize("NFC", token).casefold().translate(_FOLD))
