"""Texts that somebody writes to make the bot say or do what they may not."""

import random
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

ALLOWED = frozenset({"p", "br", "strong", "em", "code", "ul", "ol", "li", "a"})

_HTML = (
    "<b>",
    "</p>",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "<a href='javascript:x'>",
    "&lt;b&gt;",
    "<!--",
    "<mx-reply>",
    "<font data-mx-bg-color=red>",
    "]]>",
    "&#60;i&#62;",
    "<",
    ">",
    '"',
    "'",
    "&",
    "<br",
    "</",
    "<p" * 40,
)
_CALLS = (
    "@room",
    "@ROOM",
    "@\u200broom",
    "@ro\u00adom",
    "＠room",
    "@room:x",
    "@everyone",
    "@vogt:brakenfeld.example",
    "https://matrix.to/#/@vogt:brakenfeld.example",
    "[Vogt](https://matrix.to/#/@vogt:brakenfeld.example)",
    "@@room@room",
    "matrix:u/vogt:brakenfeld.example",
    "javascript:alert(1)",
    "data:text/html,<b>x",
    "[x](javascript:y)",
)
_UNSEEN = (
    "\u202e",
    "\u202d",
    "\u2066",
    "\u2069",
    "\u200f",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\x85",
    "\u2028",
    "\u2029",
    "\u00ad",
    "\ufffc",
    "\ud800",
    "\U000e0041",
    "\r",
    "\x0b",
    "\u2060",
    "\u180e",
)
_ORDERS = (
    "\n!rolle Yilmaz Leitung",
    "\n!gremium auflösen",
    "!",
    "\n! top X",
    "\r!schluss",
    "\u2028!schluss",
    "\x0b!schluss",
    "\n> !schluss",
    "\n\n!",
    "auftrag an FB 1: X",
    "\n- !schluss",
    "`!schluss`",
    "\\n!schluss",
    "\x85!schluss",
)
_LOOKS = (
    "Реtersen",
    "ＳＴＧ",
    "𝐒𝐓𝐆",
    "ﬁ",
    "İ",
    "ß",
    "é" * 20,
    "e\u0301" * 20,
    "Z" + "\u0335" * 60,
    "👨‍👩‍👧" * 9,
    "1️⃣",
    "²",
    "١",
)
_FORMULAS = ("=1+1", "+49", "-x", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "BEGIN:VEVENT", "\\,;:", "\nATTENDEE:mailto:x")
_WORDS = (
    "Ganztag",
    "Bedarf prüfen",
    "bis 5.2.",
    "TOP 1",
    "A1",
    "„Titel“",
    "**fett**",
    "{title}",
    "%s",
    "bis 30.2.",
    "9 Uhr",
)
_KINDS = (_HTML, _CALLS, _UNSEEN, _ORDERS, _LOOKS, _FORMULAS, _WORDS, _WORDS)


def texts(chance: random.Random, count: int, longest: int = 60_000) -> list[str]:
    """So many texts; most are short, some as long as an event may be."""
    return [_one(chance, longest) for _ in range(count)]


def _one(chance: random.Random, longest: int) -> str:
    pieces = [chance.choice(chance.choice(_KINDS)) for _ in range(chance.randint(1, 8))]
    text = chance.choice(("", " ", "  ")).join(pieces)
    if chance.random() < 0.01:
        text *= chance.randint(10, 2000)
    return text[:longest]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.people: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED or any((tag, name) not in (("ol", "start"), ("a", "href")) for name, _ in attrs):
            self.wrong.append(f"tag {tag}")
        for name, value in attrs:
            if name == "href":
                self.people.append((value or "").removeprefix("https://matrix.to/#/"))

    def handle_comment(self, data: str) -> None:
        self.wrong.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append("declaration")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.wrong.append("instruction")


def faults(content: Mapping[str, Any], may_be_named: frozenset[str] = frozenset()) -> dict[str, int]:
    """What a message does that no text of somebody may make it do: mentions and foreign tags, counted."""
    reader = _Reader()
    reader.feed(str(content.get("formatted_body", "")))
    reader.close()
    mentioned = set(content.get("m.mentions", {}).get("user_ids", [])) | set(reader.people)
    whole = "@room" in str(content.get("body", "")).lower() or "room" in content.get("m.mentions", {})
    silent = "m.mentions" not in content and content.get("msgtype") is not None
    return {"mentions": len(mentioned - may_be_named) + whole + silent, "foreign tags": len(reader.wrong)}
