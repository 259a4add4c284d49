"""The walk over all that a removed message made: the text goes from every thing, the skeleton stays."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from commands.context import Context
from storage import former


@dataclass(frozen=True)
class Thing:
    """What a message made, by its kind (`storage.sources.KINDS`) and id."""

    kind: str
    id: int


Blank = Callable[[Context, int, str], Iterator[str | Thing]]
"""Puts the last argument in place of the text of the thing with this id; yields the words that stood there, and the
things in which they stand as well. A thing that is no more yields nothing."""


def blank_all(ctx: Context, blanks: Mapping[str, Blank], things: Iterable[Thing], gone: str) -> set[str]:
    """Blank these things and all that their words went on to; returns the words. Kinds without text are passed over."""
    waiting, seen, words = list(things), set[Thing](), set[str]()
    while waiting:
        thing = waiting.pop()
        if thing in seen or thing.kind not in blanks:
            continue
        seen.add(thing)
        words |= {text for text in former.take(ctx.tx, thing.kind, thing.id) if text.strip()}
        for found in blanks[thing.kind](ctx, thing.id, gone):
            if isinstance(found, Thing):
                waiting.append(found)
            elif found.strip():
                words.add(found)
    return words
