"""Rendering: whatever people type, only the allowed tags are written, nobody rings, and the plain text is complete."""

import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commands.document import (
    Block,
    Break,
    Code,
    Document,
    Inline,
    Listing,
    Paragraph,
    Person,
    Strong,
    Text,
    html,
    message,
    plain,
    replacement,
)

ALLOWED = {"p", "br", "strong", "em", "code", "ul", "ol", "li", "a"}
NASTY = [
    "<b>",
    "</p>",
    "<script>alert(1)</script>",
    "&amp;",
    '"',
    "'",
    "@room",
    "@ROOM",
    "@",
    "room",
    "\n",
    "javascript:",
    "*",
    "`",
    "**",
]

words = st.one_of(
    st.text(max_size=20), st.sampled_from(NASTY), st.lists(st.sampled_from(NASTY), max_size=4).map("".join)
)
leaves: st.SearchStrategy[Inline] = st.one_of(
    words.map(Text),
    words.map(Code),
    st.builds(Person, st.from_regex(r"@[a-z]{1,5}:x\.de", fullmatch=True), words),
    st.just(Break()),
)
inlines = st.one_of(leaves, st.lists(leaves, max_size=3).map(lambda found: Strong(tuple(found))))
lines = st.lists(inlines, max_size=4).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    lines.map(Paragraph),
    st.builds(Listing, st.lists(lines, min_size=1, max_size=3).map(tuple), st.none() | st.integers(1, 99)),
)
documents = st.lists(blocks, max_size=4).map(tuple)


class Reader(HTMLParser):
    """Reads HTML back: which tags and attributes there are, whether they nest, and the text between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.targets: list[str] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.targets += [value or "" for name, value in attrs if name == "href"]
        if tag == "br":
            self.text += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "tags nest"

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [], "every tag is closed"
    return reader


def bare(text: str) -> str:
    """The text without what differs between plain and HTML: white space, list marks, and the joiner."""
    return re.sub(r"[\s\u2060]", "", text)


@given(documents)
def test_only_the_allowed_tags_are_ever_written(document: Document) -> None:
    """And of attributes only where a list begins and whom a link means."""
    reader = read(html(document))
    assert reader.tags <= ALLOWED
    assert reader.attributes <= {("ol", "start"), ("a", "href")}
    assert all(target.startswith("https://matrix.to/#/@") for target in reader.targets)


@given(st.lists(lines.map(Paragraph), max_size=4).map(tuple))
def test_the_plain_text_says_everything_that_the_html_says(document: Document) -> None:
    """No word is only in one of them."""
    assert bare(read(html(document)).text) == bare(plain(document))


@given(documents)
def test_nobody_is_rung_by_what_somebody_typed(document: Document) -> None:
    """No „@room“ in any capitals, not even put together from pieces; only persons are mentioned."""
    content = message(document)
    assert "@room" not in content["body"].lower()
    people = {node.user_id for node in nodes(document) if isinstance(node, Person)}
    assert set(content["m.mentions"].get("user_ids", [])) == people
    assert "room" not in content["m.mentions"]


def nodes(document: Document) -> list[Inline]:
    rows = [row for block in document for row in (block.items if isinstance(block, Listing) else (block.children,))]
    return [node for row in rows for node in row]


@given(documents, st.booleans())
def test_an_edit_carries_the_new_text_twice_and_rings_nobody(document: Document, notice: bool) -> None:
    """The fallback is marked with a star (Client-Server API, "Event replacements")."""
    edit: dict[str, Any] = replacement(document, notice=notice)
    assert edit["body"] == "* " + edit["m.new_content"]["body"]
    assert edit["m.mentions"] == edit["m.new_content"]["m.mentions"] == {}
    assert edit["msgtype"] == ("m.notice" if notice else "m.text")


def test_lists_keep_their_numbers_in_both_forms() -> None:
    """The number is what people type."""
    document = (Listing(((Text("Ganztag"),), (Text("Mensa <3"),)), 3), Listing(((Code("!to"),),)))
    assert plain(document) == "3. Ganztag\n4. Mensa <3\n– !to"
    assert html(document) == (
        '<ol start="3"><li>Ganztag</li><li>Mensa &lt;3</li></ol><ul><li><code>!to</code></li></ul>'
    )


def test_a_person_is_a_link_and_a_mention() -> None:
    """The name is text; the link goes to the user."""
    document = (Paragraph((Person("@vogt:x.de", "Katrin <Vogt>"), Text(": bitte"))),)
    assert html(document) == '<p><a href="https://matrix.to/#/@vogt:x.de">Katrin &lt;Vogt&gt;</a>: bitte</p>'
    assert message(document, notice=False)["m.mentions"] == {"user_ids": ["@vogt:x.de"]}
