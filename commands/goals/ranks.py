"""Reading priorities: A, B, C, or high, medium, low."""

from commands.context import Context
from commands.handwriting import fold
from commands.kinds import Absent, Kind, first_word, last_word
from storage.records import Priority

_WORDS = {
    "hoch": Priority.A,
    "high": Priority.A,
    "mittel": Priority.B,
    "medium": Priority.B,
    "niedrig": Priority.C,
    "low": Priority.C,
}
_LEADS = ("prioritaet", "prio", "priority")


def _one(word: str, *, led: bool) -> Priority:
    """The priority that a word names; a small letter counts only where „Priorität“ stands before it."""
    bare = word.strip(".,;:()")
    if bare in tuple(Priority) or (led and bare.upper() in tuple(Priority)):
        return Priority(bare.upper())
    if led and fold(bare) in _WORDS:
        return _WORDS[fold(bare)]
    raise Absent("rank")


def _rank(text: str, _ctx: Context) -> tuple[Priority, str]:
    word, rest = first_word(text)
    if fold(word).strip(".:") in _LEADS:
        word, rest = first_word(rest)
    return _one(word, led=True), rest


def _rank_at_end(text: str, _ctx: Context) -> tuple[Priority, str]:
    word, head = last_word(text)
    lead, rest = last_word(head)
    if fold(lead).strip(".:,(") in _LEADS:
        return _one(word, led=True), rest.rstrip(" ,;(")
    return _one(word, led=False), head.rstrip(" ,;")


RANK = Kind("rank", _rank)
RANK_AT_END = Kind("rank", _rank_at_end, at_end=True)
"""A capital letter at the end of a title, or any spelling behind „Priorität“."""
