"""The words that a removed message brought, and where they stand in what the bot wrote."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from html import escape
from typing import Any

from commands.texts.voice import LANGUAGES

_SHORTEST = 3
"""Words shorter than this occur by themselves everywhere and name nobody."""

_LINE = 12
"""A single line of a longer text counts from this length on."""

_CUT = 69
"""A digest shows so much of a long title at least."""


class Words:
    """Knows words again as they may stand in a letter: plain, in HTML, joined, by the line, and cut short.

    A single word that the bot itself says („Bericht“) counts only where it stands as a title: in quotes, or as a line
    of a list. `gone` takes their place.
    """

    def __init__(self, words: Collection[str], gone: str) -> None:
        self._gone = gone
        known = {word for word in words if len(word) >= _SHORTEST and not _is_gone(word)}
        known |= {" ".join(word.split()) for word in known}
        known |= {line for word in known for line in map(str.strip, word.split("\n")) if len(line) >= _LINE}
        self.known = frozenset(known)
        spelled = {*known, *(escape(word).replace("\n", "<br>") for word in known)}
        own = {word for word in spelled if word.casefold() in _vocabulary()}
        cut = {word[:_CUT] for word in spelled if len(word) > _CUT}
        self._patterns = tuple(_patterns(spelled - own, cut, own))

    def stand_in(self, value: Any) -> bool:
        """Whether any of them stands anywhere in a value as JSON has it."""
        match value:
            case str():
                return any(pattern.search(value) for pattern in self._patterns)
            case dict():
                return any(self.stand_in(one) for one in value.values())
            case list() | tuple():
                return any(self.stand_in(one) for one in value)
        return False

    def without(self, value: Any) -> Any:
        """The value with something else in their place."""
        match value:
            case str():
                for pattern in self._patterns:
                    value = pattern.sub(lambda found: (found[1] or "") + self._gone, value)
                return value
            case dict():
                return {key: self.without(one) for key, one in value.items()}
            case list():
                return [self.without(one) for one in value]
        return value

    def pieces(self) -> Iterator[str]:
        """The words, and their lines: a document makes a paragraph of each."""
        for word in self.known:
            yield from (piece for piece in (word, *map(str.strip, word.split("\n"))) if len(piece) >= _SHORTEST)


def _patterns(whole: Collection[str], cut: Collection[str], own: Collection[str]) -> Iterator[re.Pattern[str]]:
    """Patterns whose first group is what stands before the words and stays."""
    if whole:
        yield re.compile(rf"()(?<!\w)(?:{_any(whole)})(?!\w)")
    if cut:
        yield re.compile(rf"()(?<!\w)(?:{_any(cut)})\w*")
    if own:
        before, behind = r"^(?:\d+\.|–) |[„“\"]|<li>|<strong>", r"$|[“”\"<,]| \(| –"
        yield re.compile(rf"({before})(?:{_any(own)})(?={behind})", re.M)


def _any(words: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _vocabulary() -> frozenset[str]:
    """Every single word of the bot's own texts."""
    texts = (text for language in LANGUAGES.values() for text in language.values())
    forms = (form for text in texts for form in ((text,) if isinstance(text, str) else text.values()))
    return frozenset(word.casefold() for form in forms for word in re.findall(r"[^\W\d_]+", form))


def _is_gone(word: str) -> bool:
    """Whether these are the words that stand in place of others."""
    return any(re.fullmatch(_template(language), word) for language in LANGUAGES)


@cache
def _template(language: str) -> str:
    return re.escape(str(LANGUAGES[language]["erased"])).replace(re.escape("{day}"), ".{1,40}")
