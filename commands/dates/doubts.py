"""What speaks against a time in a sentence although it has the form of one: names, titles, ages, amounts.

Conventions:
- Behind „Frau“, „Herr“, „Familie“, „Dr.“, "Ms" a weekday, month or season is the name of a person.
- Words in quotation marks that follow no colon or comma are a title („Heute“), unless they hold figures.
- „das Morgen“, „ein besseres Morgen“ is the noun.
- A length alone is a time only where the sentence says that time passes: by „für“ or „lang“ beside it, or by a
  word in the same clause that speaks of lasting („dauert“, „brauchen“, „verschoben“). With a noun behind it, it is
  an amount („2 Stunden Unterricht“); with „alt“ behind it, or „ab“, „unter“ before its years, an age.
"""

from commands.dates.tokens import Phrase
from commands.dates.words import MONTHS, WEEKDAYS, YEAR_UNITS, bag

_TITLES = bag(
    "frau herr herrn herren familie fam dr prof professor professorin mr mrs ms miss mister ehepaar eheleute "
    "kollege kollegin kollegen team sir lady doktor"
)
_NAMES = (
    WEEKDAYS.keys()
    | MONTHS.keys()
    | bag("sommer winter herbst fruehling morgen abend nacht mittag ostern pfingsten nikolaus summer spring")
)
_AGES = bag("alt alte alter altes alten jung junge junger junges jungen aelter juenger old young older younger")
_AGE_LEADS = bag("ab unter")
_BEFORE = bag("fuer for dauer laenge lang innerhalb binnen within")
_BEHIND = bag("lang long spaeter frueher later earlier laenger longer vorher zeit time verspaetung pause")
_LASTING = bag(
    "plane planen plant geplant eingeplant einplanen einzuplanen vorgesehen gilt gelten nimmt nehmen fehlen fehlt "
    "krank urlaub take takes took last lasts lasted need needs spend wait waited zeit fahrzeit verspaetung"
)
_LASTING_STEMS = (
    *("dauer", "gedauert", "brauch", "gebraucht", "benoetig", "veranschlag", "reservier", "wart", "gewart"),
    *("verlaenger", "verkuerz", "verspaet", "verschieb", "verschob", "spaeter", "frueher", "laenger", "gueltig"),
    *("laufzeit", "bleib", "geblieben", "blockier", "unterbr", "aufenthalt", "unterwegs", "extend", "delay", "postpon"),
)
_CLAUSE_ENDS = frozenset(".;!?,:")
_LONGEST_CLAUSE = 12


def person(p: Phrase, i: int) -> bool:
    """„Frau Freitag“, „Dr. März“: a name and no time."""
    before = p[i - 2] if p[i - 1] == "." else p[i - 1]
    return i > 0 and p[i] in _NAMES and before in _TITLES


def title(text: str, p: Phrase, i: int, end: int) -> bool:
    """„Heute“ and the like between quotation marks that open no speech."""
    if any(p[k].isdecimal() for k in range(i, end)):
        return False
    start = p.starts[i]
    opened = max(text.rfind(sign, 0, start) for sign in "„»")
    if opened < 0 or any(sign in text[opened + 1 : start] for sign in "“«”"):
        return False
    before = text[:opened].rstrip()
    return before != "" and before[-1] not in ":,"


def noun_of_morgen(text: str, p: Phrase, i: int, end: int) -> bool:
    """„an das Morgen“, „ein besseres Morgen“."""
    last = end - 1
    before = p[last - 1]
    noun = before in ("das", "ins") or before.endswith("res")
    return noun and p[last] == "morgen" and text[p.starts[last]].isupper()


def mere_amount(text: str, p: Phrase, i: int, end: int) -> bool:
    """Whether nothing in the sentence makes the length from i to `end` one of time."""
    if p[end] in _BEHIND:
        return False
    if p[end] in _AGES or (p[i - 1] in _AGE_LEADS and p[end - 1] in YEAR_UNITS):
        return True
    if end < p.size and text[p.starts[end]].isupper() and p[end] not in WEEKDAYS:
        return True
    if p[i] in _BEFORE or p[i - 1] in _BEFORE:
        return False
    return not any(_speaks_of_lasting(p[k]) for k in _clause(p, i, end))


def _clause(p: Phrase, i: int, end: int) -> list[int]:
    """The tokens around, as far as the next signs."""
    found = []
    for steps in (range(i - 1, max(i - _LONGEST_CLAUSE, 0) - 1, -1), range(end, min(end + _LONGEST_CLAUSE, p.size))):
        for k in steps:
            if p[k] in _CLAUSE_ENDS:
                break
            found.append(k)
    return found


def _speaks_of_lasting(word: str) -> bool:
    return word in _LASTING or word.startswith(_LASTING_STEMS)
