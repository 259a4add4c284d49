"""Turning keys and data into words of one language.

A template is a text of `commands/texts/de.py` or `en.py`: `{name}` is a placeholder, `**…**` is strong, backquotes
hold something to type, a line break starts a new line. The marks are read before the data is put in, so nothing that
a user wrote can become a mark. A text that depends on a number is a mapping from Babel's plural forms ("one",
"other"), chosen by the placeholder `count`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from babel.core import Locale

from commands.dates.readings import Moment, Rhythm, Span
from commands.dates.rhythm_wording import rhythm_words
from commands.dates.wording import day_words, moment_words, span_words
from commands.document import Break, Code, Inline, Person, Strong, Text, plain_inline
from commands.texts import de, en

Template = str | Mapping[str, str]


def _joined(package: ModuleType) -> Mapping[str, Template]:
    """All texts of a language; each feature has a module of its own there."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    return {key: text for module in modules for key, text in module.TEXTS.items()}


LANGUAGES: Mapping[str, Mapping[str, Template]] = {"de": _joined(de), "en": _joined(en)}

_MARKS = re.compile(r"(\*\*[^*]+\*\*|`[^`]+`|\{\w+\}|\n)")


@dataclass(frozen=True)
class Phrase:
    """A text by key, with what goes into it."""

    key: str
    data: Mapping[str, Any]


def phrase(key: str, /, **data: Any) -> Phrase:
    return Phrase(key, data)


@dataclass(frozen=True)
class Typed:
    """Something to type, shown as such."""

    value: str


class Voice:
    """Says things in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = LANGUAGES[language]

    def knows(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self._texts

    def inline(self, value: Any) -> tuple[Inline, ...]:
        """Anything that can stand in a text, as inline nodes. Raises KeyError for an unknown key."""
        match value:
            case Phrase(key, data):
                return self._filled(self._template(key, data), data)
            case Typed(text):
                return (Code(text),)
            case Moment():
                return (Text(moment_words(value, self.language)),)
            case Span():
                return (Text(span_words(value, self.language)),)
            case Rhythm():
                return (Text(rhythm_words(value, self.language, start=True)),)
            case StrEnum():
                return (Text(str(self._texts[f"{type(value).__name__.lower()}.{value}"])),)
            case date():
                return (Text(day_words(value, self.language)),)
            case time():
                return (Text(f"{value:%H:%M}"),)
            case Text() | Strong() | Code() | Person() | Break():
                return (value,)
            case str() | int():
                return (Text(str(value)),)
            case tuple() | list():
                return self._joined(value)
        raise TypeError(f"cannot say {type(value).__name__}")

    def plain(self, value: Any) -> str:
        return plain_inline(self.inline(value))

    def _joined(self, values: Iterable[Any]) -> tuple[Inline, ...]:
        nodes: list[Inline] = []
        for value in values:
            nodes += [Text(", ")] if nodes else []
            nodes += self.inline(value)
        return tuple(nodes)

    def _template(self, key: str, data: Mapping[str, Any]) -> str:
        template = self._texts[key]
        if isinstance(template, str):
            return template
        return template[_plural(self.language, data["count"])]

    def _filled(self, template: str, data: Mapping[str, Any]) -> tuple[Inline, ...]:
        nodes: list[Inline] = []
        for mark in _pieces(template):
            if mark == "\n":
                nodes.append(Break())
            elif mark.startswith("**"):
                nodes.append(Strong(self._filled(mark[2:-2], data)))
            elif mark.startswith("`"):
                nodes.append(Code(plain_inline(self._filled(mark[1:-1], data))))
            elif mark.startswith("{") and mark.endswith("}"):
                nodes += self.inline(data[mark[1:-1]])
            else:
                nodes.append(Text(mark))
        return tuple(nodes)


@cache
def _pieces(template: str) -> tuple[str, ...]:
    return tuple(piece for piece in _MARKS.split(template) if piece)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _plural(language: str, count: int) -> str:
    return _locale(language).plural_form(count)
