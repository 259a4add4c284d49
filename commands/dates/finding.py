"""Time expressions inside whole sentences: which stretches of an ordinary text are believed to be one.

A sentence is full of words and numbers that look like times and are none: „so“, „Mai“, „guten
Morgen“, „Version 2.1“, „Punkt 3“, „um 3 Prozent“. Whatever begins at a token is read with the same
rules as a bare phrase, the longest cover wins, and it is believed only if it holds a word or a form
that speaks of time by itself. Conventions:
- A full date has a second full stop („21.5.“), a year, or a word like „am“ before it, and no „§“,
  „Version“, „Seite“ or the like; a clock time has „Uhr“, a colon, or „um“ before and no noun behind.
- Two-letter weekdays, ordinals („am dritten“), „März“-like names and „früh“ need company.
- Names of persons, titles in quotation marks and mere amounts („2 Stunden Unterricht“) are none: see doubts.py.
- What cannot be („30.2.“) is reported only where it is clearly meant as a date.
"""

from commands.dates.clock import ABOUT
from commands.dates.doubts import mere_amount, noun_of_morgen, person, title
from commands.dates.expressions import Expression
from commands.dates.lengths import VAGUE
from commands.dates.readings import Length
from commands.dates.senses import Failed
from commands.dates.tokens import Phrase
from commands.dates.words import (
    ARTICLES,
    CARDINALS,
    DAY_UNITS,
    EVERY,
    HOUR_UNITS,
    MINUTE_UNITS,
    MONTH_UNITS,
    MONTHS,
    ORDINALS,
    QUARTER_UNITS,
    SHORT_WEEKDAYS,
    WEEK_UNITS,
    WEEKDAYS,
    YEAR_UNITS,
    bag,
)

_UNITS = DAY_UNITS | HOUR_UNITS | MINUTE_UNITS | WEEK_UNITS | MONTH_UNITS | QUARTER_UNITS | YEAR_UNITS
_LITTLE = (
    ARTICLES
    | EVERY
    | bag(
        "alle am im in an um ab bis von vom zu zum zur auf nach vor seit gegen ca circa etwa rund so und oder u on at "
        "by from to of until till before after since mit bei ueber fuer for noch erst schon bereits gleich kurz punkt "
        "genau nicht not no later earlier than spaetestens fruehestens frueher spaeter als einschliesslich max "
        "maximal hoechstens between zwischen waehrend during within binnen innerhalb jeweils per ungefaehr about "
        "around schlag exakt heutigen jetzt sofort now frueh fruehe fruehen spaet spaeten early late second th st "
        "nd rd te ten ter a h m s p c t lang tag tage tagen woche jahr monat quartal stunde minute week year month "
        "day sommer winter herbst fruehling summer spring bzw alternativ or and ganze ganzen all whole dauer "
        "folgenden vergangenen nacht night uhr"
    )
)
_NAMES = bag(
    "jan mai may mar march april august sun sat mon wed thu fri tue juli juni jun jul dez okt sept nov feb juno julei"
)
_LEADS = bag("am um ab bis vom den dem zum seit vor nach on by until gegen spaetestens")
_NO_DATE_BEHIND = bag(
    "version kapitel abschnitt punkt top nr nummer ziffer seite absatz anlage tabelle abb abbildung § art "
    "artikel raum zimmer haus abs satz teil band rn rz aktenzeichen az din iso en fb amt vorlage drucksache "
    "konto massstab verhaeltnis mit bei faktor gruppe klasse stufe ebene schritt variante modul paragraph lfd tel "
    "telefon fax durchwahl os release build section chapter page item no figure table room update patch firmware"
)
_NO_TIME_BEFORE = bag(
    "prozent % € euro eur stimmen stimme punkte punkten grad mal meter metern km kg cent mio millionen mrd "
    "milliarden tausend personen menschen kinder plaetze plaetzen jahre jahren toren tore stellen fragen ° qm "
    "zeichen mitglieder"
)
_ORDINAL_LEADS = bag("am zum vom dem den")
_PARTS_ALONE = bag("abend mittag vormittag nachmittag")
_GREETING = bag("guten schoenen gute gutes schoene schoenes frohe frohes herzlichen good happy neues")


def believed(text: str, p: Phrase, i: int, one: Expression) -> bool:
    """Whether the expression at i would be meant as a time in the middle of a sentence."""
    end = one.end
    if person(p, i) or title(text, p, i, end) or noun_of_morgen(text, p, i, end):
        return False
    if _is_length(one) and mere_amount(text, p, i, end):
        return False
    if end == i + 1 and p[i] in MONTHS and (p[end], p[end + 1]) == ("ist", "ein"):
        return False
    if isinstance(one.values, Failed) and not _clearly_dated(p, i, end):
        return False
    if p[i].isdecimal() and p[i + 1] == "/" and end == i + 3 and p[i - 1] not in _LEADS:
        return False
    if p[i - 1] in _NO_DATE_BEHIND and p[i][:1].isdecimal() and not _year_in(p, i, end):
        return False
    if p[i - 1] in _GREETING or (p[end] in _NO_TIME_BEFORE and not _has_word(p, i, end)):
        return False
    if "strasse" in (p[i - 1], p[i - 2]) or "platz" in (p[i - 1], p[i - 2]):
        return False
    if any(p[i - k].endswith(("verhaeltnis", "massstab")) for k in (1, 2, 3)):
        return False
    if p[p.skip(i, "der", "ein", "the")] in _PARTS_ALONE and end - p.skip(i, "der", "ein", "the") == 1:
        return False
    if p.glued(end) and p[end] in ("-", "/", "_", "€", "%", "§") and not _has_clock(p, i, end):
        return False
    if p.glued(i) and p[i - 1] in ("-", "/", ".", ",", "_", "§", "#", "&"):
        return False
    return _has_word(p, i, end) or _has_date(text, p, i, end) or _has_clock(p, i, end) or _bare_hour(text, p, i, end)


def _is_length(one: Expression) -> bool:
    return not isinstance(one.values, Failed) and all(isinstance(value, Length) for value, _ in one.values)


def _has_word(p: Phrase, i: int, end: int) -> bool:
    """A word that speaks of time by itself, or a unit that is counted."""
    for k in range(i, end):
        word = p[k]
        if not word[:1].isalpha() or word in ORDINALS or (word in CARDINALS and word not in _UNITS):
            continue
        if word in ("sofort", "jetzt", "now") and k > i:
            return True
        if word in SHORT_WEEKDAYS:
            if _short_weekday(p, k, end):
                return True
            continue
        if word in _UNITS and word not in ("s", "h", "m"):
            if k > i and (p[k - 1].isdecimal() or _counts(p[k - 1])):
                return True
            continue
        if word in _NAMES:
            if (k > i and p[k - 1] not in ARTICLES) or (k + 1 < end and p[k + 1][:1].isdecimal()):
                return True
            continue
        if word not in _LITTLE and word not in ABOUT:
            return True
    return False


def _counts(word: str) -> bool:
    return (word in CARDINALS and word not in ("a", "an")) or word in VAGUE or word[:6] in _MODIFIERS or word == "halbe"


_MODIFIERS = bag(
    "naechs letzte kommen diese dieser dieses vergan vorige uebern dies next last this jede jeden jedes alle "
    "halben halbes ganzen paar folgen"
)


def _short_weekday(p: Phrase, k: int, end: int) -> bool:
    follows = p[k + 1]
    if follows == "." and p.glued(k + 1):
        return k + 2 < end and (p[k + 2][:1].isdecimal() or p[k] not in ("so", "do", "mi", "sa", "fr"))
    if p[k] in ("sun", "sat"):
        return follows[:1].isdecimal() or follows in ("at", ",")
    if (
        follows in ("-", "/", "+", "&", "und", "bis", "oder")
        and p[k + 2] in SHORT_WEEKDAYS | WEEKDAYS
        and p[k + 2] != p[k]
    ):
        return True
    j = p.skip(k + 1, ",")
    return (j < end and p[j][:1].isdecimal() and p[k] != "do") or (
        j < end and p[k] not in ("so", "do") and p[j] in ("den", "dem", "abend", "frueh")
    )


def _clearly_dated(p: Phrase, i: int, end: int) -> bool:
    if any(p[k] == "uhr" for k in range(i, end)):
        return True
    if p[i - 1] in _NO_DATE_BEHIND:
        return False
    return (
        _year_in(p, i, end)
        or any(p[k] in MONTHS and p[k] not in _NAMES for k in range(i, end))
        or (p[i] in _LEADS and p[i + 2] == "." and p[i + 4] == ".")
        or p[i] in WEEKDAYS
    )


def _year_in(p: Phrase, i: int, end: int) -> bool:
    return any(len(p[k]) == 4 and p[k].isdecimal() and p[k][:2] in ("19", "20") for k in range(i, end)) and end - i > 2


def _has_date(text: str, p: Phrase, i: int, end: int) -> bool:
    """„21.5.“, „21.05.27“, „2027-05-21“, „21.5“ behind „am“, „am 3.“ with no noun behind."""
    if _year_in(p, i, end):
        return True
    led = p[i] in _LEADS or p[i - 1] in _LEADS
    for k in range(i, end):
        if not (p[k].isdecimal() and p[k + 1] == "." and p.glued(k + 1)):
            continue
        if p[k + 2].isdecimal() and p.glued(k + 2) and k + 2 < end:
            if k + 3 < end and p[k + 3] == "." and p.glued(k + 3):
                return led or (p[k + 2] != "0" and not _noun(text, p, end)) or k + 4 < end
            return led and not _noun(text, p, end)
    ordinal = end - i in (3, 4) and p[end - 1] == "." and p[end - 2].isdecimal() and p[end - 3] in _ORDINAL_LEADS
    return ordinal and not _noun(text, p, end) and not p[end][:1].isdecimal()


def _has_clock(p: Phrase, i: int, end: int) -> bool:
    for k in range(i, end):
        if p[k] == "uhr" and k > i:
            return True
        if p[k] == ":" and p[k - 1].isdecimal() and len(p[k + 1]) == 2 and k > i:
            return p[end] not in _NO_TIME_BEFORE and p[i - 1] not in _NO_DATE_BEHIND and p[end] != ":"
        if p[k] == "h" and k > i and p.glued(k) and p[k - 1].isdecimal():
            return True
        if p[k] in ("am", "pm") and k > i and p[k - 1].isdecimal() and (p.glued(k) or p.is_end(k + 1)):
            return True
    return (
        p[i] in ("halb", "viertel", "dreiviertel")
        and p[end - 1] not in _UNITS
        and (p[i + 1] in CARDINALS or p[i + 1] in ("vor", "nach"))
    )


def _bare_hour(text: str, p: Phrase, i: int, end: int) -> bool:
    """„um 9“ with no noun, number or unit behind it."""
    led = p[i] == "um" or (p[i] in ("so", "kurz", "at") and end - i > 2)
    if not led or not p[end - 1].isdecimal() or len(p[end - 1]) > 2 or p[end - 1] == "0":
        return False
    return not _noun(text, p, end) and not p[end][:1].isdecimal() and p[end] not in _NO_TIME_BEFORE | CARDINALS.keys()


def _noun(text: str, p: Phrase, k: int) -> bool:
    """Whether a word with a capital stands at token k, in the same clause."""
    return k < p.size and text[p.starts[k]].isupper() and p[k] not in WEEKDAYS
