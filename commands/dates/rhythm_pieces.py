"""All pieces a rhythm is made of, in the order in which they are tried, with those of the clock."""

from dataclasses import replace

from commands.dates.clock import clock
from commands.dates.hours import hours
from commands.dates.lengths import length
from commands.dates.rhythm_bounds import between, count, lasting, start, until
from commands.dates.rhythm_days import (
    date_said,
    day_of_month,
    day_part,
    edge_of_month,
    in_months,
    nth_of_month,
    weekdays,
)
from commands.dates.rhythm_draft import Draft, Piece, Step, told
from commands.dates.rhythm_often import (
    every_nth_weekday,
    every_so_many,
    frequency_word,
    parity,
    times_per,
    weekends,
)
from commands.dates.rhythm_skips import skips
from commands.dates.senses import Failed, Frame
from commands.dates.tokens import Phrase
from commands.dates.words import ARTICLES, CARDINALS, EVERY, bag

_ALWAYS = bag("immer jeweils stets always regelmaessig regelmaessige regelmaessigen regularly je")
_CONNECTIVES = bag("am im an on in zum um at der den dem die das the und and dann also then von of mit")
_FILLERS = _CONNECTIVES | bag(
    ", ; : ( ) . / - + & | termin treffen sitzung besprechung reihe turnus uhrzeit zeit meeting meetings "
    "danach anschliessend darauf daraufhin thereafter afterwards unbefristet ungefaehr jour fixe bitte findet statt "
    "es wir uns wieder rhythmus takt abstand intervall"
)
_LENGTHS = ("minuetig", "stuendig")


def time_of_day(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„um 9“, „9:30“, „9 bis 10:30 Uhr“; a bare number only where a phrase ends with it („dienstags 9“)."""
    found: list[Step] = []
    for first, last, end in hours(p, i):
        if isinstance(first, Failed) or isinstance(last, Failed):
            found += told(draft, end, minutes=first if isinstance(first, Failed) else last)
        elif first < last and draft.length is None:
            found += told(draft, end, minutes=first, length=last - first)
    for minutes, end in clock(p, i):
        found += told(draft, end, minutes=minutes)
    hour = p.number(i)
    if not found and hour is not None and 7 <= hour <= 20 and p.is_end(i + 1) and draft.weekdays and _alone(p, i):
        found += told(draft, i + 1, minutes=hour * 60)
    return found


def _alone(p: Phrase, i: int) -> bool:
    """Whether a number is neither the day in „Freitag den 13.“ nor an ordinal."""
    return p[i + 1] != "." and p[i - 1] not in ARTICLES


def length_said(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„90 Minuten“, „je 2 Stunden“, „Dauer: 1,5 h“, „eine Stunde lang“, „90-minütig“, „zweistündig“."""
    if draft.minutes is None and p[i + 1] == "h" and (p.number(i) or 0) > 6:
        return []  # „dienstags 9h“
    j = p.skip(i, "fuer", "je", "for", "dauer", "a", "à", "jeweils", "lasting", "dauert", "ca")
    found = length(p, p.skip(p.skip(j, ":", "."), "ca"))
    if found:
        return told(draft, p.skip(found[1], "lang", "long", "each", "je"), length=found[0])
    number = p.number(i)
    j = p.skip(i + 1, "-") if number else i
    for suffix, minutes in zip(_LENGTHS, (1, 60), strict=True):
        for ending in ("", "e", "er", "en", "es"):
            head = p[j].removesuffix(suffix + ending)
            if head == p[j]:
                continue
            many = number if number and not head else CARDINALS.get(head) if not number else None
            if many and 0 < many * minutes <= 1440:
                return told(draft, j + 1, length=many * minutes)
    return []


def always(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„immer“, „jeweils“: what follows recurs."""
    if p[i] not in _ALWAYS and not (p[i] in EVERY and p[i + 1] == "mal"):
        return []
    return [(replace(draft, recurring=True), i + 1 + (p[i] in EVERY))]


def filler(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """A word that says nothing about when."""
    last = p[i] in _CONNECTIVES and p.is_end(i + 1)
    return [(draft, i + 1)] if p[i] in _FILLERS and not last else []


PIECES: tuple[Piece, ...] = (
    parity,
    frequency_word,
    every_nth_weekday,
    every_so_many,
    times_per,
    weekends,
    nth_of_month,
    edge_of_month,
    skips,
    weekdays,
    length_said,
    lasting,
    count,
    start,
    until,
    time_of_day,
    between,
    day_of_month,
    in_months,
    date_said,
    always,
    day_part,
    filler,
)
"""What can be part of something longer comes later."""
