"""Cutting a document into several that fit one event each.

An event may have 65 536 bytes (Client-Server API, "Size limits"), of which encryption takes a quarter. What was posted
may have to be edited later, and an edit carries its text twice.
"""

import json
from collections.abc import Iterator

from commands.document import Block, Code, Document, Inline, Listing, Paragraph, Strong, Text, html, plain

LIMIT = 20_000
"""So long may `body` and `formatted_body` be together, written as JSON; twice that still fits an encrypted event."""

_BETWEEN = 2
"""What joins two blocks: a line break in the body."""


def pages(document: Document, limit: int = LIMIT) -> list[Document]:
    """The document in as few pieces as the limit allows, cut between blocks and between the items of a list.

    Only a block or an item that is too long by itself is cut within, at a space where there is one. Nothing is lost:
    the pieces in their order say what the document says, with the same numbers. `limit` is at least 1000.
    """
    if _size(document) <= limit:
        return [document]
    found: list[list[Block]] = [[]]
    used, last = 0, None
    for source, block in _atoms(document, limit):
        size = _size((block,)) + _BETWEEN
        if found[-1] and used + size > limit:
            found.append([])
            used, last = 0, None
        before = found[-1][-1] if found[-1] else None
        if last == source and isinstance(before, Listing) and isinstance(block, Listing):
            found[-1][-1] = Listing(before.items + block.items, before.start)
        else:
            found[-1].append(block)
        used, last = used + size, source
    return [tuple(blocks) for blocks in found]


def _size(document: Document) -> int:
    return len(json.dumps(plain(document))) + len(json.dumps(html(document)))


def _atoms(document: Document, limit: int) -> Iterator[tuple[int, Block]]:
    """The document in pieces of at most the limit, each with the place of the block that it comes from."""
    for source, block in enumerate(document):
        if isinstance(block, Paragraph):
            for piece in _fitting(block.children, block, limit):
                yield source, Paragraph(piece)
            continue
        for place, item in enumerate(block.items):
            start = None if block.start is None else block.start + place
            first, *more = _fitting(item, Listing((item,), start), limit)
            yield source, Listing((first,), start)
            for piece in more:
                yield source, Paragraph(piece)


def _fitting(children: tuple[Inline, ...], whole: Block, limit: int) -> list[tuple[Inline, ...]]:
    """These words as they are where `whole`, the block of them, fits; else in pieces."""
    return [children] if _size((whole,)) <= limit - _BETWEEN else _cut(children, limit - 200)


def _cut(children: tuple[Inline, ...], room: int) -> list[tuple[Inline, ...]]:
    pieces: list[list[Inline]] = [[]]
    left = room
    for leaf in _leaves(children, room // 4):
        cost = _size((Paragraph((leaf,)),))
        if cost > left and pieces[-1]:
            pieces.append([])
            left = room
        pieces[-1].append(leaf)
        left -= cost
    return [tuple(piece) for piece in pieces]


def _leaves(children: tuple[Inline, ...], most: int) -> Iterator[Inline]:
    """The words in leaves that cost no more than `most`, each as strong as it was."""
    for child in children:
        match child:
            case Text(value):
                yield from (Text(piece) for piece in _words(value, most))
            case Code(value):
                yield from (Code(piece) for piece in _words(value, most))
            case Strong(inner):
                yield from (Strong((leaf,)) for leaf in _leaves(inner, most - 20))
            case _:
                yield child


def _words(text: str, most: int) -> Iterator[str]:
    """The text in pieces that cost no more than `most`, cut behind spaces where there are any."""
    begin, space, cost = 0, 0, 40
    for place, char in enumerate(text):
        if cost + _cost(char) > most:
            end = space if space > begin else place
            yield text[begin:end]
            begin, cost = end, 40 + sum(map(_cost, text[end:place]))
        cost += _cost(char)
        if char.isspace():
            space = place + 1
    if begin < len(text) or not text:
        yield text[begin:]


def _cost(char: str) -> int:
    """What a character takes at most: in the body and in the HTML, both as JSON in ASCII."""
    if char > "\uffff":
        return 24
    if char > "\x7f" or char < " ":
        return 12
    if char == "@":
        return 14  # „@room“ gets a word joiner, twice
    return 8 if char in "\"'<>&\\" else 2
