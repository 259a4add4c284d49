"""Where in a sentence a deadline stands so that the sentence without it still is one.

Convention: at the end („Bedarf prüfen bis 21.5.“), at the beginning („Bis Freitag: Zahlen liefern“,
„Bitte bis Freitag die Zahlen liefern“) or behind a colon, between two commas, or before the verb that ends a German
sentence („Zahlen bis Freitag liefern“). Anywhere else it may belong to a part of the sentence only.
"""

from commands.dates.deadlines import OPENING, Deadline, deadline, ends_a_span
from commands.dates.senses import Frame
from commands.dates.tokens import Phrase
from commands.dates.words import bag

_PLEASE = frozenset(("bitte", "please"))
_LEADING = bag("bis spaetestens allerspaetestens by until till frist deadline binnen innerhalb within no")
_JOINING = frozenset(("-", "bis", "und", "oder", "/", "and", "or", "to"))


def deadline_in(p: Phrase, text: str, at: Frame, whole: bool) -> tuple[int, Deadline] | None:
    """The deadline that can be cut out, and where it begins; `text` is what the offsets point into.

    `whole`: the phrase begins where the text does.
    """
    within: tuple[int, Deadline] | None = None
    for i in range(p.size):
        if p[i] not in OPENING:
            continue
        for one in deadline(p, i, at, sentence=True):
            if p.is_end(one.end):
                if not ends_a_span(p, i, one, at):
                    return i, one
            elif within is None and _separable(p, text, i, one, whole) and not ends_a_span(p, i, one, at):
                within = i, one
    return within


def _separable(p: Phrase, text: str, i: int, one: Deadline, whole: bool) -> bool:
    if p[i] not in _LEADING or p[one.end] in _JOINING or (p.glued(one.end) and p[one.end] not in (",", ":", ".", ";")):
        return False
    lead = i - 1 if p[i - 1] in _PLEASE else i
    first = p[lead - 1] == ":" or (whole and lead == p.begin())
    return first or (p[i - 1] == "," and p[one.end] == ",") or _before_verb(p, text, one.end)


def _before_verb(p: Phrase, text: str, end: int) -> bool:
    """Whether one or two words in small letters are left, the last of them an infinitive: „liefern“, „zu liefern“."""
    last = end
    while last < p.size and p[last].isalpha() and last < end + 2:
        last += 1
    words = [text[p.starts[k] : p.ends[k]] for k in range(end, last)]
    return bool(words) and p.is_end(last) and all(word.islower() for word in words) and words[-1].endswith("n")
