"""Series said back in words that `read_rhythm` reads as the same series again, in German and English."""

from collections.abc import Sequence
from datetime import date

from commands.dates.readings import Rhythm
from commands.dates.recurrence import EVEN_WEEKS, WORKWEEK, Rule, parsed
from commands.dates.rhythm_units import FIRST_MONTHS, LAST_MONTHS
from commands.dates.wording import day_words, known, time_words
from commands.dates.words import row

_LONG = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "de": row("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "en": row("January February March April May June July August September October November December"),
}
_NTH = {
    "de": {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften"}
    | {-1: "letzten", -2: "vorletzten", -3: "drittletzten"},
    "en": {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    | {-1: "last", -2: "second-to-last", -3: "third-to-last"},
}
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_UNITS = {
    "de": {"DAILY": "Tage", "WEEKLY": "Wochen", "MONTHLY": "Monate", "YEARLY": "Jahre"},
    "en": {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"},
}
_PERIODS = {
    "de": {"quarter": "im Quartal", "half": "im Halbjahr"},
    "en": {"quarter": "of the quarter", "half": "of the half-year"},
}
_SKIPS = {
    "de": {
        "school": "in den Schulferien",
        "summer": "in den Sommerferien",
        "autumn": "in den Herbstferien",
        "christmas": "in den Weihnachtsferien",
        "winter": "in den Winterferien",
        "easter": "in den Osterferien",
        "whitsun": "in den Pfingstferien",
        "recess": "in der Sitzungspause",
        "holidays": "an Feiertagen",
        "closed": "an Schließtagen",
    },
    "en": {
        **{name: f"in the {name} holidays" for name in ("school", "summer", "autumn", "christmas", "winter")},
        "easter": "in the Easter holidays",
        "christmas": "in the Christmas holidays",
        "whitsun": "in the Whitsun holidays",
        "recess": "in the recess",
        "holidays": "on public holidays",
        "closed": "on closing days",
    },
}


def rhythm_words(rhythm: Rhythm, language: str = "de", *, start: bool = False) -> str:
    """„jeden Dienstag um 09:00 Uhr“, „alle 2 Wochen dienstags um 09:00 Uhr, 90 Minuten, nicht in den Schulferien“.

    With `start` the first day is named, which fixes the weeks of a longer interval. Raises
    ValueError for a rule that `read_rhythm` would not write.
    """
    german = known(language) == "de"
    rule = parsed(rhythm.rrule)
    limits = _limits(rule)
    words = _rule_words(rule, known(language))
    if rhythm.time is not None:
        words += f" {'um' if german else 'at'} {time_words(rhythm.time, language)}"
    if rhythm.minutes is not None:
        words += f", {rhythm.minutes} {'Minuten' if german else 'minutes'}"
    if limits:
        words += f", {_month_limit(limits, known(language))}"
    if rhythm.skips:
        words += f", {skip_words(rhythm.skips, language)}"
    if start:
        words += f", {'ab' if german else 'from'} {day_words(rhythm.starts_on, language)}"
    if rhythm.ends_on is not None:
        words += f", {'bis' if german else 'until'} {day_words(rhythm.ends_on, language)}"
    return words


def skip_words(skips: tuple[str, ...], language: str = "de") -> str:
    """„nicht in den Schulferien und an Feiertagen“, "not on Tue 09.02.2027"."""
    german = known(language) == "de"
    names = _SKIPS[known(language)]
    said = [names.get(one) or f"{'am' if german else 'on'} {_iso_day(one, language)}" for one in skips]
    return f"{'nicht' if german else 'not'} {_listed(said, 'und' if german else 'or')}"


def _iso_day(text: str, language: str) -> str:
    return day_words(date.fromisoformat(text), language)


def _limits(rule: Rule) -> tuple[int, ...]:
    """The months to which a rule is limited beside its days; () where they are said with the days."""
    named = rule.frequency == "YEARLY" and not rule.weeks
    if named or not rule.months or (rule.frequency == "MONTHLY" and _period(rule)):
        return ()
    listed = rule.frequency == "MONTHLY" and rule.interval == 1 and len(rule.months) <= 6
    return () if listed else rule.months


def _month_limit(months: tuple[int, ...], language: str) -> str:
    german = language == "de"
    others = tuple(month for month in range(1, 13) if month not in months)
    negative = len(others) < len(months)
    said = _listed([_MONTHS[language][n - 1] for n in (others if negative else months)], "und" if german else "and")
    word = ("nicht" if negative else "nur") if german else ("not" if negative else "only")
    return f"{word} {'im' if german else 'in'} {said}"


def _period(rule: Rule) -> str | None:
    """The calendar period of which a monthly rule counts the days."""
    if rule.interval > 1:
        return None
    numbers = rule.nths or rule.set_positions or rule.month_days
    for unit in ("quarter", "half"):
        if rule.months == (FIRST_MONTHS if numbers[0] > 0 else LAST_MONTHS)[unit] and numbers[0] * numbers[-1] > 0:
            return unit
    return None


def _rule_words(rule: Rule, language: str) -> str:
    german = language == "de"
    often = f"{'alle' if german else 'every'} {rule.interval} {_UNITS[language][rule.frequency]}"
    if rule.frequency == "DAILY":
        return ("täglich" if german else "every day") if rule.interval == 1 else often
    if rule.frequency == "WEEKLY":
        return _german_week(rule, often) if german else _english_week(rule, often)
    if rule.weeks:
        days = _german_week(rule, often) if german else _english_week(rule, often)
        return f"{days} {_parity(rule, german)}"
    which = _which(rule, language)
    if rule.frequency == "YEARLY":
        often = ("jährlich" if german else "yearly") if rule.interval == 1 else often
        month = _MONTHS[language][rule.months[0] - 1]
        if german:
            plain = rule.month_days and min(rule.month_days) > 0
            return f"{often} am {which} {month if plain else f'im {month}'}"
        return f"{often} on the {which} of {month}"
    if rule.interval > 1:
        return f"{often} {'am' if german else 'on the'} {which}"
    period = _period(rule)
    if period:
        return f"{'jeden' if german else 'every'} {which} {_PERIODS[language][period]}"
    if rule.months and not _limits(rule):
        named = _listed([_MONTHS[language][n - 1] for n in rule.months], "und" if german else "and")
        return f"{'jährlich am' if german else 'yearly on the'} {which} {'im' if german else 'in'} {named}"
    return f"{'jeden' if german else 'every'} {which} {'im Monat' if german else 'of the month'}"


def _parity(rule: Rule, german: bool) -> str:
    even = rule.weeks == EVEN_WEEKS
    if german:
        return f"in {'geraden' if even else 'ungeraden'} Kalenderwochen"
    return f"in {'even' if even else 'odd'} calendar weeks"


def _german_week(rule: Rule, often: str) -> str:
    adverbs = _listed(_runs(rule.weekdays, [f"{name.lower()}s" for name in _LONG["de"]], "bis"), "und")
    if rule.weekdays == WORKWEEK:
        adverbs = "werktags"
    if rule.interval > 1:
        return f"{often} {adverbs}"
    return adverbs if len(rule.weekdays) > 1 or rule.weeks else f"jeden {_LONG['de'][rule.weekdays[0]]}"


def _english_week(rule: Rule, often: str) -> str:
    days = _listed(_runs(rule.weekdays, _LONG["en"], "to"), "and")
    if rule.interval > 1:
        return f"{often} on {'weekdays' if rule.weekdays == WORKWEEK else days}"
    return "every weekday" if rule.weekdays == WORKWEEK else f"every {days}"


def _runs(weekdays: tuple[int, ...], names: Sequence[str], to: str) -> list[str]:
    """Three days or more in a row are said by the first and the last of them."""
    said: list[str] = []
    rest = list(weekdays)
    while rest:
        n = 1
        while n < len(rest) and rest[n] == rest[0] + n:
            n += 1
        said += [f"{names[rest[0]]} {to} {names[rest[n - 1]]}"] if n > 2 else [names[day] for day in rest[:n]]
        rest = rest[n:]
    return said


def _which(rule: Rule, language: str) -> str:
    """„ersten und dritten Montag“, „letzten Werktag“, „15.“, „letzten Tag“."""
    german = language == "de"
    joined = "und" if german else "and"
    if rule.set_positions:
        return f"{_ordinals(rule.set_positions, language)} {'Werktag' if german else 'working day'}"
    if rule.nths:
        return f"{_ordinals(rule.nths, language)} {_listed([_LONG[language][day] for day in rule.weekdays], joined)}"
    if min(rule.month_days) < 0:
        return f"{_ordinals(rule.month_days, language)} {'Tag' if german else 'day'}"
    return _listed([_numbered(day, language) for day in rule.month_days], joined)


def _ordinals(numbers: tuple[int, ...], language: str) -> str:
    names = _NTH[language]
    return _listed([names.get(n) or _numbered(n, language) for n in numbers], "und" if language == "de" else "and")


def _numbered(n: int, language: str) -> str:
    return f"{n}." if language == "de" else f"{n}{_ENGLISH_ENDINGS.get(n, 'th')}"


def _listed(words: list[str], joined: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}"
