"""Dates said back in words that the readers of this package read as the same thing again.

Every day carries its weekday and its year; clock times have 24 hours. Languages are "de" and "en";
any other is answered in German, the first language of the house.
"""

from datetime import date, time

from commands.dates.readings import Moment, Span

_SHORT = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def day_words(day: date, language: str = "de") -> str:
    """„Di 19.01.2027“, "Tue 19.01.2027"."""
    return f"{_SHORT[known(language)][day.weekday()]} {day:%d.%m}.{day.year:04}"


def time_words(clock: time, language: str = "de") -> str:
    """„09:00 Uhr“, "09:00"."""
    return f"{clock:%H:%M}" + (" Uhr" if known(language) == "de" else "")


def moment_words(moment: Moment, language: str = "de") -> str:
    """„Di 19.01.2027, 09:00 Uhr“, without a time only the day."""
    words = day_words(moment.day, language)
    return words if moment.time is None else f"{words}, {time_words(moment.time, language)}"


def span_words(span: Span, language: str = "de") -> str:
    """„Mo 29.03.2027 bis Fr 09.04.2027“, „Di 19.01.2027, 14:00 bis 16:00 Uhr“, „ab Mo …“."""
    first, last, german = span.first, span.last, known(language) == "de"
    to = "bis" if german else "to"
    if first is None or last is None:
        if first is not None:
            return f"{'ab' if german else 'from'} {moment_words(first, language)}"
        return "" if last is None else f"{'bis' if german else 'until'} {moment_words(last, language)}"
    if first == last:
        return moment_words(first, language)
    if first.day == last.day and first.time and last.time:
        end = time_words(last.time, language)
        return f"{day_words(first.day, language)}, {first.time:%H:%M} {to} {end}"
    return f"{moment_words(first, language)} {to} {moment_words(last, language)}"


def known(language: str) -> str:
    """ "de" or "en", whatever language was asked for."""
    return "en" if language.casefold().startswith("en") else "de"
