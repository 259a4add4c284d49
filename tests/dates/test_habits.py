"""How somebody types makes no difference to what a phrase means."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates.readings import Ambiguous, Found, Impossible
from tests.dates.corpus.cases import Case, cases
from tests.dates.corpus.judge import ask, judge

PHRASES = [case for case in cases() if case.asked not in ("sentence", "task", "opening")]

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

HABITS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "no capitals": str.lower,
    "umlauts written out": lambda text: text.translate(_WRITTEN_OUT),
    "decomposed umlauts": lambda text: text.replace("ü", "u\u0308").replace("ä", "a\u0308").replace("ö", "o\u0308"),
    "non-breaking blanks": lambda text: text.replace(" ", "\u00a0"),
    "two blanks": lambda text: text.replace(" ", "  "),
    "blanks around": lambda text: f" {text}  ",
    "long dashes": lambda text: text.replace(" - ", " – "),
    "a question mark": lambda text: text if text.endswith((".", "!")) else f"{text}?",
}


def retyped(case: Case, habit: Callable[[str], str]) -> Case:
    """The same case, typed otherwise."""
    return replace(case, phrase=habit(case.phrase))


@pytest.mark.parametrize("habit", HABITS)
def test_typing_habits_make_no_difference(habit: str) -> None:
    wrong = []
    for case in PHRASES:
        plain, other = judge(case), judge(retyped(case, HABITS[habit]))
        if plain.got != other.got:
            wrong.append(f"{other.case.phrase!r}: {other.got}, not {plain.got}")
    assert wrong == []


@given(st.sampled_from(cases()), st.randoms(use_true_random=False), st.integers(1, 4))
def test_a_phrase_with_slips_in_it_gets_a_reading_or_none(case: Case, dice: random.Random, slips: int) -> None:
    """Letters lost, doubled, swapped, phrases run together: never an error."""
    text = case.phrase
    for _ in range(slips):
        at = dice.randrange(len(text) + 1)
        text = dice.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + text[at - 1 : at] + text[at:],
                text[:at] + dice.choice(" .,:-–/|'()0123456789äß\u00a0\u200b%") + text[at:],
                f"{text} {dice.choice(cases()).phrase}",
            )
        )[:200]
    reading = ask(retyped(case, lambda _: text))
    assert reading is None or isinstance(reading, Found | Ambiguous | Impossible | int | list | tuple)
