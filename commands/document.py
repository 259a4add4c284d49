"""What the bot says, as a small tree that renders to plain text and to the safe part of Matrix HTML.

Escaped by construction: what a user wrote enters only as a leaf, and only p, br, strong, em, code, ul, ol, li and a
are ever written (Client-Server API, "m.room.message msgtypes", lists the tags that clients allow).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from storage.post_records import Attachment

_WORD_JOINER = "\u2060"
_WHOLE_ROOM = re.compile("(@)(room)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Strong:
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type."""

    value: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person who is meant to be told; the letter mentions them."""

    user_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Inline = Text | Strong | Code | Person | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number, or None for one without numbers."""

    items: tuple[tuple[Inline, ...], ...]
    start: int | None = None


Block = Paragraph | Listing
Document = tuple[Block, ...]


def plain(document: Iterable[Block]) -> str:
    """The whole document as text; complete without the HTML."""
    return _silent("\n".join(_plain_block(block) for block in document))


def html(document: Iterable[Block]) -> str:
    return "".join(_html_block(block) for block in document)


def plain_inline(children: Iterable[Inline]) -> str:
    return "".join(_plain(child) for child in children)


def message(document: Document, *, notice: bool = True) -> dict[str, Any]:
    """The content of an m.room.message. A notice is quiet; a text rings for the people whom it names."""
    content: dict[str, Any] = {"msgtype": "m.notice" if notice else "m.text", "body": plain(document)}
    content["format"] = "org.matrix.custom.html"
    content["formatted_body"] = html(document)
    named = sorted({person.user_id for person in _people(document)})
    content["m.mentions"] = {"user_ids": named} if named else {}
    return content


def replacement(document: Document, *, notice: bool = True) -> dict[str, Any]:
    """The content of an edit (m.replace); the sender adds which event it replaces. It never rings."""
    new = message(document, notice=notice) | {"m.mentions": {}}
    return new | {"body": "* " + new["body"], "formatted_body": "* " + new["formatted_body"], "m.new_content": new}


def with_item(content: dict[str, Any], item: tuple[Inline, ...]) -> dict[str, Any]:
    """The content of a message that ends with a list without numbers, with one more item."""
    body = f"{content['body']}\n– {_silent(plain_inline(item))}"
    formatted = content["formatted_body"].removesuffix("</ul>") + f"<li>{_html_inline(item)}</li></ul>"
    return content | {"body": body, "formatted_body": formatted}


def file_message(file: Attachment) -> dict[str, Any]:
    """The content of an m.file (Client-Server API, "m.file"), but for where the file lies. It never rings."""
    info = {"mimetype": file.mimetype, "size": len(file.data)}
    name = _silent(file.name)
    return {"msgtype": "m.file", "body": name, "filename": name, "info": info, "m.mentions": {}}


def _people(document: Document) -> Iterable[Person]:
    for block in document:
        rows = block.items if isinstance(block, Listing) else (block.children,)
        for row in rows:
            yield from (child for child in row if isinstance(child, Person))


def _plain_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return plain_inline(block.children)
    marks = (f"{number}." for number in range(block.start, block.start + len(block.items))) if block.start else None
    return "\n".join(f"{next(marks) if marks else '–'} {plain_inline(item)}" for item in block.items)


def _html_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_html_inline(block.children)}</p>"
    items = "".join(f"<li>{_html_inline(item)}</li>" for item in block.items)
    if block.start is None:
        return f"<ul>{items}</ul>"
    start = "" if block.start == 1 else f' start="{block.start}"'
    return f"<ol{start}>{items}</ol>"


def _html_inline(children: Iterable[Inline]) -> str:
    return "".join(_html(child) for child in children)


def _plain(node: Inline) -> str:
    match node:
        case Text(value) | Code(value):
            return value
        case Strong(children):
            return plain_inline(children)
        case Person(_, name):
            return name
        case Break():
            return "\n"


def _html(node: Inline) -> str:
    match node:
        case Text(value):
            return escape(_silent(value)).replace("\n", "<br>")
        case Code(value):
            return f"<code>{escape(_silent(value))}</code>"
        case Strong(children):
            return f"<strong>{_html_inline(children)}</strong>"
        case Person(user_id, name):
            return f'<a href="https://matrix.to/#/{escape(user_id)}">{escape(_silent(name))}</a>'
        case Break():
            return "<br>"


def _silent(text: str) -> str:
    """Text that rings for nobody: clients with the old push rules look for @room in the body."""
    return _WHOLE_ROOM.sub(rf"\1{_WORD_JOINER}\2", text)
