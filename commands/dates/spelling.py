"""Names of weekdays and months with one slip of a finger in them: „Donerstag“, „Septemer“.

One slip is one letter missing, doubled, wrong, or changed places with its neighbour. Only names of
six letters and more are mended, and never into a word that exists („Montage“, „Sonntage“).
"""

from functools import lru_cache

from commands.dates.words import MONTHS, WEEKDAY_ADVERBS, WEEKDAYS, bag

_SHORTEST = 6
_MORE = ("uebermorgen", "tomorrow", "vormittag", "nachmittag")
_MENDABLE = frozenset(word for word in (*WEEKDAYS, *MONTHS, *_MORE) if len(word) >= _SHORTEST)
_WORDS = bag(
    "montage montagen montagne sonntage freitage feiertag auguste augustus augusta augusti "
    "vormittags vormittage nachmittags nachmittage"
) | frozenset(f"{word}{end}" for word in WEEKDAYS if word.endswith("tag") for end in ("e", "en"))
_LONGEST = max(map(len, _MENDABLE)) + 1
_GENITIVES = {f"{word}s": word for word in MONTHS if len(word) > 5}


def _shortened(word: str) -> set[str]:
    return {word[:k] + word[k + 1 :] for k in range(len(word))}


_MISSING: dict[str, str] = {}
for _word in sorted(_MENDABLE):
    for _short in _shortened(_word):
        _MISSING.setdefault(_short, _word)


def mended(word: str) -> str:
    """The name that a (folded) word of letters was meant to be; the word itself if it is none."""
    if not _SHORTEST - 1 <= len(word) <= _LONGEST or word in _MENDABLE or word in WEEKDAY_ADVERBS or word in _WORDS:
        return word
    return _GENITIVES.get(word) or _nearest(word)


@lru_cache(maxsize=2048)
def _nearest(word: str) -> str:
    if name := _MISSING.get(word):
        return name
    for short in _shortened(word):
        if short in _MENDABLE:
            return short
        name = _MISSING.get(short)
        if name and len(name) == len(word) and _one_slip(word, name):
            return name
    return word


def _one_slip(word: str, name: str) -> bool:
    """One letter differs, or two neighbours have changed places."""
    wrong = [k for k in range(len(word)) if word[k] != name[k]]
    if len(wrong) == 1:
        return True
    first, last = wrong[0], wrong[-1]
    return len(wrong) == 2 and last == first + 1 and word[first] == name[last] and word[last] == name[first]
