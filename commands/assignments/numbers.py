"""Reading the number of an assignment as people type it, and giving the next one.

„A3“, „a 3“, „stg a 3“, „STG-A-27-3“, „AK FM 14“, „A3/2“, „a 3 / 2“: matched against sign, year, serial and the parts
above, never by taking a written number apart; so it does not matter how the town writes its numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commands.assignments.sight import assignments_in_sight, chain
from commands.context import Context
from commands.handwriting import DASHES, fold, fold_sign
from commands.kinds import Absent
from commands.lookups import HEAD, Unclear
from commands.rules import numbers as rules
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import assignment_parts, assignments, bodies
from storage.assignment_records import Assignment
from storage.records import Body

_SERIAL = r"(?P<serial>\d{1,4})(?P<parts>(?:\s?/\s?\d{1,3}(?!\d))*)(?![\w/-])"
_YEARS = (r"(?:(?P<year>\d{4}|\d{2})\s?[ /-]\s?)?", r"(?P<year>(?!))?")
"""With a year, where there is one; and without: „A12 11 von 14 Kitas“ is no assignment of the year 2012."""
_SHORT = tuple(re.compile(rf"a\s?-?\s?{year}{_SERIAL}", re.I) for year in _YEARS)
"""Without a sign."""
_BEHIND_SIGN = tuple(re.compile(rf"[\s-]*(?P<letter>a(?![^\W\d_])\s?-?\s?)?{year}{_SERIAL}", re.I) for year in _YEARS)
_STRANGE = re.compile(rf"[^\W_][\w-]{{0,20}}?(?: [^\W\d_][\w-]{{0,10}}?)?[ -]+a[ -]?{_YEARS[0]}{_SERIAL}", re.I)
"""With a sign that no body has: then the bot says that it finds no such assignment."""

_TO = re.compile(r"(?:zu|for)\s+(?=[\w -]{0,24}?a[ -]?\d)", re.I)


@dataclass(frozen=True)
class _Reading:
    """One meaning of what was typed; `parts` are the serials below the assignment."""

    sign: str | None
    year: str | None
    serial: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Typed:
    """What was typed as a number. `vague`: with neither letter nor year, so that it may be other words as well."""

    text: str
    end: int
    readings: tuple[_Reading, ...]
    vague: bool = False


def typed_numbers(text: str, every: Sequence[Body]) -> list[Typed]:
    """What the number with which a text begins may be, the longest first; nothing where it begins with none."""
    head = text[:HEAD].translate(DASHES)
    for body in sorted(every, key=lambda one: -len(one.sign)):
        end = _sign_end(head, fold_sign(body.sign))
        found = [match for pattern in _BEHIND_SIGN if (match := pattern.match(head, end))] if end else []
        if found:
            return [_typed(head, match, fold_sign(body.sign), vague=not match["letter"]) for match in found]
    found = [match for pattern in _SHORT if (match := pattern.match(head))]
    if found:
        return [_typed(head, match, None) for match in found]
    strange = _STRANGE.match(head)
    return [Typed(strange[0], strange.end(), ())] if strange else []


def _typed(head: str, found: re.Match[str], sign: str | None, *, vague: bool = False) -> Typed:
    readings = tuple(_readings(found, sign))
    return Typed(head[: found.end()], found.end(), readings, vague and not found["year"])


def _sign_end(head: str, sign: str) -> int:
    """Where the sign ends with which the text begins, however it is spaced; 0 if it does not."""
    letters = ""
    for place, char in enumerate(head):
        letters += fold_sign(char)
        if not sign.startswith(letters):
            return 0
        if letters == sign:
            behind = head[place + 1 : place + 2]
            return 0 if behind.isalnum() else place + 1
    return 0


def _readings(found: re.Match[str], sign: str | None) -> Iterator[_Reading]:
    """„A 27/3“ is the third of 2027, or the third part of the 27th."""
    parts = tuple(int(one) for one in re.findall(r"\d+", found["parts"]))
    yield _Reading(sign, found["year"], int(found["serial"]), parts)
    if found["year"] and "/" in found[0]:
        yield _Reading(sign, None, int(found["year"]), (int(found["serial"]), *parts))
    if not found["year"] and parts and len(found["serial"]) in (2, 4):
        yield _Reading(sign, found["serial"], parts[0], parts[1:])


def find(text: str, ctx: Context) -> tuple[Assignment, str]:
    """The assignment that a text begins with, or that the reply is about, and the rest.

    Raises Absent, Refused for one that is not to be seen here, and Unclear where several may be meant.
    """
    lead = _TO.match(text.translate(DASHES))
    text = text[lead.end() :] if lead else text
    seen = assignments_in_sight(ctx)
    written = _written(text, seen)
    if written:
        return written
    meanings = typed_numbers(text, bodies.every(ctx.tx))
    about = [one for one in seen if ctx.about == ("assignment", one.id)]
    typed, found = next(
        ((typed, found) for typed in meanings if (found := _meant(ctx, typed, seen))),
        (meanings[0] if meanings else None, []),
    )
    if typed is None or (typed.vague and not found):
        if about:
            return about[0], text
        raise Absent("assignment")
    if not found:
        raise Refused("assignment.unknown", typed=typed.text.strip())
    if len(found) > 1:
        labels = [phrase("assignment.label", number=one.number, title=one.title) for one in found[:9]]
        raise Unclear(text[: typed.end], [(label, one.number) for label, one in zip(labels, found[:9], strict=True)])
    return found[0], text[typed.end :].lstrip(" :,.")


def _written(text: str, seen: Sequence[Assignment]) -> tuple[Assignment, str] | None:
    """The assignment whose number stands there as the town writes it."""
    head = text[:HEAD].translate(DASHES)
    folded = fold(head)
    for one in sorted(seen, key=lambda one: -len(one.number)):
        number = fold(one.number)
        if folded.startswith(number):
            end = next(place for place in range(1, len(head) + 1) if len(fold(head[:place])) >= len(number))
            if not re.match(r"\s?/\s?\d|[\w-]", head[end:]):
                return one, text[end:].lstrip(" :,.")
    return None


def _meant(ctx: Context, typed: Typed, seen: Sequence[Assignment]) -> list[Assignment]:
    """Those that may be meant, open ones before ended ones. Where only parts of an assignment are to be seen, they
    are meant by its number."""
    exact, loose = [], []
    serials = {reading.serial for reading in typed.readings}
    for one in seen:
        if one.parent_id is None and one.serial not in serials:
            continue
        line = chain(ctx, one)
        top, parts = line[0], tuple(part.serial for part in line[1:])
        sign = fold_sign(bodies.by_id(ctx.tx, top.giver_id).sign)
        for reading in typed.readings:
            if not _fits(reading, sign, top):
                continue
            if reading.parts == parts:
                exact.append(one)
            elif not reading.parts:
                loose.append(one)
    found = list({one.id: one for one in exact or loose}.values())
    return [one for one in found if one.state not in assignments.ENDED] or found


def _fits(reading: _Reading, sign: str, top: Assignment) -> bool:
    if reading.serial != top.serial or (reading.sign is not None and reading.sign != sign):
        return False
    return reading.year is None or f"{top.year:04}"[-len(reading.year) :] == reading.year


# -- giving numbers ---------------------------------------------------------------------------------------------------


def next_number(ctx: Context, body: Body, year: int) -> tuple[str, int]:
    """The next number of an assignment of a body in a year, and its serial. None is ever given twice, not even
    where the pattern makes one number of two signs."""
    while True:
        serial = assignments.next_number(ctx.tx, body.id, "A", year)
        number = rules.number(ctx.house.number_pattern, body.sign, "A", year, serial)
        if not assignment_parts.is_taken(ctx.tx, number):
            return number, serial


def next_part(ctx: Context, parent: Assignment) -> tuple[str, int]:
    """The next number of a part of an assignment, and its serial within it."""
    serial = assignments.next_number(ctx.tx, parent.giver_id, f"A/{parent.id}", parent.year)
    return rules.part_number(parent.number, serial), serial
