"""Numbers of assignments and decisions (domain 1.5): how they are written, and what a pattern for them may be."""

from string import Formatter

NUMBER_PATTERN = "{sign}-{kind}-{year}-{serial:03}"
"""How numbers are written where the town has no pattern of its own: `STG-A-2027-003`."""

_KNOWN = ("sign", "kind", "year", "serial")
_NEEDED = ("sign", "year", "serial")


def check_pattern(pattern: str) -> None:
    """Raise ValueError for a pattern that would give two things one number, or that cannot be filled in.

    `{kind}` may be missing: then only what is no assignment carries its letter (see `number`).
    """
    try:
        found = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
    except ValueError as error:
        raise ValueError(f"cannot read {pattern!r}: {error}") from error
    unknown = [name for name in found if name not in _KNOWN]
    if unknown:
        raise ValueError(f"unknown placeholder {{{unknown[0]}}}; known are {{sign}} {{kind}} {{year}} {{serial}}")
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise ValueError(f"{{{missing[0]}}} is missing; without it two assignments could have one number")
    try:
        first, second = (number(pattern, "AK-FM", "A", 2027, serial) for serial in (11, 111))
    except ValueError as error:
        raise ValueError(f"cannot write {pattern!r}: {error}; write it like {NUMBER_PATTERN}") from error
    if first == second or "/" in pattern or len(first) > 40 or any(char.isspace() for char in first):
        raise ValueError(f"{first!r} is no number: no blanks, no slash (that is for parts), at most 40 characters")


def number(pattern: str, sign: str, kind: str, year: int, serial: int) -> str:
    """A number after a pattern; `kind` is A for assignments, B for decisions, E for recommendations.

    Where the pattern has no place for the kind, it stands behind the sign of all that is no assignment, so that an
    assignment and a decision never share a number.
    """
    if "{kind" not in pattern and kind != "A":
        sign = f"{sign}-{kind}"
    return pattern.format(sign=sign, kind=kind, year=year, serial=serial)


def part_number(parent: str, serial: int) -> str:
    """The number of a part of an assignment: `STG-A-2027-003/2`, to any depth."""
    return f"{parent}/{serial}"
