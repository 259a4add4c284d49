"""The texts of both languages: the same keys and placeholders, and the words that are allowed."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import pytest

from commands.texts import de
from commands.texts.voice import Template

MODULES = tuple(module.name for module in iter_modules(de.__path__))
LANGUAGES = ("de", "en")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_EXCLAMATION = re.compile(r"[^\W\d_]!")
_FOREIGN = re.compile(r"\b(?:tasks?|deadlines?|backlogs?|tickets?)\b", re.IGNORECASE)
_INFORMAL = re.compile(r"\b(?:du|dich|dir|dein(?:e|em|en|er|es)?)\b", re.IGNORECASE)


def _module(language: str, name: str) -> Mapping[str, Template]:
    texts: Mapping[str, Template] = import_module(f"commands.texts.{language}.{name}").TEXTS
    return texts


def _forms(template: Template) -> tuple[str, ...]:
    return (template,) if isinstance(template, str) else tuple(template.values())


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with its key, each plural form by itself."""
    for name in MODULES:
        for key, template in _module(language, name).items():
            for form in _forms(template):
                yield key, form


def _without_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub("", text)


def _placeholders(template: Template) -> set[str]:
    return {name for form in _forms(template) for name in _PLACEHOLDER.findall(form)}


@pytest.mark.parametrize("name", MODULES)
def test_both_languages_have_the_same_keys(name: str) -> None:
    """A key that one language lacks would fail only when somebody hears it."""
    assert set(_module("de", name)) == set(_module("en", name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_defined_in_two_modules(language: str) -> None:
    """The modules of a language are joined into one mapping, where the later one would hide the earlier one."""
    keys = [key for name in MODULES for key in _module(language, name)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("name", MODULES)
def test_a_text_has_the_same_placeholders_in_both_languages(name: str) -> None:
    """Plural forms count together: the form for one may leave the number out."""
    german, english = _module("de", name), _module("en", name)
    differing = [key for key in german if _placeholders(german[key]) != _placeholders(english[key])]
    assert differing == []


@pytest.mark.parametrize("name", MODULES)
def test_a_text_depends_on_a_number_in_both_languages_or_in_none(name: str) -> None:
    """German and English have the plural forms “one” and “other” and no more."""
    german, english = _module("de", name), _module("en", name)
    for key in german:
        assert isinstance(german[key], str) == isinstance(english[key], str), key
        for template in (german[key], english[key]):
            assert isinstance(template, str) or set(template) == {"one", "other"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_exclaims(language: str) -> None:
    """An exclamation mark stands before a command, never behind a word."""
    assert [key for key, text in _texts(language) if _EXCLAMATION.search(text)] == []


def test_german_texts_use_the_words_of_the_administration() -> None:
    """The bot says Auftrag, Frist and Themenspeicher, not Task, Deadline and Backlog."""
    assert [key for key, text in _texts("de") if _FOREIGN.search(_without_placeholders(text))] == []


def test_german_texts_say_sie() -> None:
    """Nobody in a town hall is addressed with „du“."""
    assert [key for key, text in _texts("de") if _INFORMAL.search(_without_placeholders(text))] == []
