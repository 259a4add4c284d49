"""The vocabulary: folded German and English words and what they count for.

Folded as in tokens.py: „Jänner“ stands here as "jaenner". Two-letter weekdays are kept apart,
because "so", "do" and "mi" are ordinary words too and need company to be believed.
"""


def row(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def bag(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_UNITS = row("null ein zwei drei vier fuenf sechs sieben acht neun")
_TEENS = row("zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn")
_TENS = row("zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig")
_ENGLISH = row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_ENGLISH_ORDINALS = row(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def _german(n: int) -> str:
    if n < 10:
        return _UNITS[n]
    if n < 20:
        return _TEENS[n - 10]
    tens, unit = divmod(n, 10)
    return (f"{_UNITS[unit]}und" if unit else "") + _TENS[tens - 2]


def _cardinals() -> dict[str, int]:
    numbers = {_german(n): n for n in range(100)}
    numbers |= {word: n for n, word in enumerate(_ENGLISH)}
    numbers |= dict.fromkeys(row("eins eine einen einem einer eines a an"), 1)
    return numbers | {"zwo": 2, "thirty": 30, "forty": 40, "ninety": 90, "hundert": 100}


def _ordinals() -> dict[str, int]:
    stems = {_german(n) + ("t" if n < 20 else "st"): n for n in range(2, 32)}
    stems |= {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
    words = {stem + end: n for stem, n in stems.items() for end in ("e", "er", "en", "es", "em")}
    return words | {word: n for n, word in enumerate(_ENGLISH_ORDINALS, 1)}


CARDINALS = _cardinals()
ORDINALS = _ordinals()
ORDINAL_ENDINGS = bag("te ten ter tes tem ste sten ster stes stem st nd rd th")
LAST = bag(
    "letzter letzte letzten letztes letztem last previous vergangene vergangener vergangenen vergangenes "
    "vergangenem vorige voriger vorigen voriges vorigem"
)
PENULTIMATE = bag("vorletzter vorletzte vorletzten vorletztes vorletztem penultimate")

WEEKDAYS = {
    **dict.fromkeys(("montag", "monday", "mon"), 0),
    **dict.fromkeys(("dienstag", "tuesday", "tue", "tues"), 1),
    **dict.fromkeys(("mittwoch", "wednesday", "wed", "weds", "wensday"), 2),
    **dict.fromkeys(("donnerstag", "thursday", "thu", "thur", "thurs"), 3),
    **dict.fromkeys(("freitag", "friday", "fri"), 4),
    **dict.fromkeys(("samstag", "sonnabend", "saturday"), 5),
    **dict.fromkeys(("sonntag", "sunday"), 6),
}
SHORT_WEEKDAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6, "sat": 5, "sun": 6}
WEEKDAY_ADVERBS = {word + "s": day for word, day in WEEKDAYS.items() if word.endswith(("tag", "woch", "day"))} | {
    "sonnabends": 5
}

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar jan jaenner january",
            "februar feb febr feber february",
            "maerz marz maer mrz march mar",
            "april apr",
            "mai may",
            "juni jun june juno",
            "juli jul july julei",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        1,
    )
    for word in words.split()
}

SHORT_MONTHS = frozenset(word for word in MONTHS if len(word) < 5) - bag("mai may juni june juno juli july")
"""Those that may be followed by the full stop of an abbreviation."""

DAY_UNITS = bag("tag tage tagen tages day days")
WEEK_UNITS = frozenset(["woche", "wochen", "week", "weeks"])
MONTH_UNITS = bag("monat monate monaten monats month months")
YEAR_UNITS = bag("jahr jahre jahren jahres year years")
QUARTER_UNITS = bag("quartal quartale quartalen quartals quarter quarters vierteljahr vierteljahres")
HALF_YEAR_UNITS = bag("halbjahr halbjahre halbjahres halbjahren hj jahreshaelfte")
WORK_DAY_UNITS = bag("arbeitstag arbeitstage arbeitstagen werktag werktage werktagen werktags")
HOUR_UNITS = bag("stunde stunden std h hour hours hrs")
MINUTE_UNITS = bag("minute minuten min mins minutes")
CALENDAR_WEEK = frozenset(("kw", "kalenderwoche", "week", "woche", "cw"))

_ENDINGS = ("e", "er", "en", "es", "em")
THIS = frozenset(
    ("this", "dies", "current", *(stem + end for stem in ("dies", "laufend", "aktuell") for end in _ENDINGS))
)
NEXT = frozenset(("next", *(stem + end for stem in ("naechst", "nachst") for end in _ENDINGS)))
COMING = frozenset(("coming", "following", *(stem + end for stem in ("kommend", "folgend") for end in _ENDINGS)))
OVERNEXT = frozenset(stem + end for stem in ("uebernaechst", "ubernachst") for end in _ENDINGS)
EVERY = bag("jeden jede jedes jeder jedem jd jden jedn every each")
ARTICLES = bag("der die das den dem des the")
