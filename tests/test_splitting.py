"""A post that is too long for one event becomes several, and says the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from commands import posts
from commands.context import Context
from commands.document import Block, Code, Inline, Listing, Paragraph, Person, Strong, Text, html, plain
from commands.splitting import LIMIT, pages
from storage import bodies
from tests.seen import rows
from tests.world import World

LEAST = 1000

words = st.text(st.characters(codec="utf-8"), max_size=60).flatmap(
    lambda text: st.integers(1, 60).map(lambda times: text * times)
)
leaves = st.one_of(words.map(Text), words.map(Code), words.map(lambda text: Strong((Text(text),))))
inlines = st.lists(leaves, min_size=1, max_size=4).map(tuple)
blocks = st.one_of(
    inlines.map(Paragraph),
    st.builds(Listing, st.lists(inlines, min_size=1, max_size=9).map(tuple), st.one_of(st.none(), st.integers(1, 12))),
)
documents = st.lists(blocks, max_size=8).map(tuple)


def size(document: tuple[Block, ...]) -> int:
    return len(json.dumps(plain(document))) + len(json.dumps(html(document)))


def said(document: tuple[Block, ...]) -> str:
    """All words of a document, without what stands between blocks."""
    rows = [row for block in document for row in (block.items if isinstance(block, Listing) else (block.children,))]
    return "".join(_words(child) for row in rows for child in row)


def _words(child: Inline) -> str:
    match child:
        case Text(value) | Code(value):
            return value
        case Strong(children):
            return "".join(map(_words, children))
        case Person(_, name):
            return name
    return "\n"


def numbered(document: tuple[Block, ...]) -> list[tuple[int | None, str]]:
    """Each item of the lists with its number, if none had to be cut."""
    return [
        (None if block.start is None else block.start + place, "".join(map(_words, item)))
        for block in document
        if isinstance(block, Listing)
        for place, item in enumerate(block.items)
    ]


@given(documents)
def test_every_piece_fits_and_nothing_is_lost(document: tuple[Block, ...]) -> None:
    """Whatever is written, in the order in which it was written."""
    found = pages(document, LEAST)
    assert all(size(piece) <= LEAST for piece in found)
    assert "".join(map(said, found)) == said(document)
    if size(document) <= LEAST:
        assert found == [document]


@given(st.lists(st.text("abc ", min_size=1, max_size=80), min_size=1, max_size=60))
def test_a_long_list_goes_on_counting(items: list[str]) -> None:
    """Each item keeps its number, and no item is torn."""
    document = (Paragraph((Text("Offen:"),)), Listing(tuple((Text(item),) for item in items), 1))
    found = pages(document, LEAST)
    assert [line for piece in found for line in numbered(piece)] == list(enumerate(items, 1))


def test_a_text_is_cut_at_a_space() -> None:
    """Words stay whole where that is possible."""
    text = "Sprachmittlung " * 400
    for piece in pages((Paragraph((Text(text),)),), LEAST):
        assert set(plain(piece).split()) == {"Sprachmittlung"}


REPORT = "Raum und Zahl. " * 120


def test_a_long_answer_comes_in_several_messages(w: World) -> None:
    """In order; what the answer is about belongs to the last one."""
    w.say("demir", "AK", "!auftrag an FB 40: Räume melden bis 5.2.")
    for number in range(1, 9):
        w.say("demir", "AK", f"!stand A1 {number} {REPORT}")
    w.heard("AK")
    event = w.say("demir", "AK", "!details A1")
    answers = w.heard("AK")
    assert len(answers) > 1
    assert answers[0].startswith("AK-FM-A-2027-001")
    assert "8 Raum und Zahl." in answers[-1]
    letters = [row for row in rows(w, "letter") if row["reason"].startswith(f"reply/{event}")]
    assert [row["about"] for row in letters] == [None] * (len(letters) - 1) + ["assignment:1"]
    assert all(len(json.dumps(row["content"])) < LIMIT + 1000 for row in letters)
    assert letters[-1]["reason"] == f"reply/{event}"


def test_a_redacted_text_goes_from_every_part_of_a_long_answer(w: World) -> None:
    """The parts are answers like any other."""
    w.say("demir", "AK", "!auftrag an FB 40: Räume melden bis 5.2.")
    secret = w.say("demir", "AK", f"!stand A1 Familie Hassan {REPORT}")
    for _ in range(7):
        w.say("demir", "AK", f"!stand A1 {REPORT}")
    w.say("demir", "AK", "!details A1")
    w.redact("demir", "AK", secret)
    assert not any("Hassan" in text for text in w.texts("AK"))


def test_a_long_post_is_written_once_whatever_its_length(w: World) -> None:
    """Its reason is that of the last piece."""
    blocks = tuple(Paragraph((Text(f"{number} {REPORT}"),)) for number in range(9))
    for _ in range(2):
        with w.store.transaction() as tx:
            body = bodies.by_room(tx, "!AK")
            assert body is not None
            posts.write(Context(tx, w.utc, w.house), body, blocks, "lang/1", about="assignment:1")
    written = [row for row in rows(w, "letter") if row["reason"].startswith("lang/1")]
    assert [row["reason"] for row in written] == ["lang/1/page1", "lang/1"]
    assert [row["about"] for row in written] == [None, "assignment:1"]


def test_a_living_post_stays_one_event_however_long_it_gets(w: World) -> None:
    """It is edited, and an edit has one event to replace; the whole list can be asked for."""
    w.say("vogt", "JF", "!termin 12.1. 9 Uhr")
    for number in range(12):
        w.say("petersen", "JF", "!top " + "\n".join(f"Thema {number}.{line} {'lang ' * 22}" for line in range(10)))
    w.until("2027-01-11 12:00")
    w.say("petersen", "JF", "!top Noch ein Thema")
    living = [row for row in rows(w, "letter") if (row["about"] or "").startswith("agenda:")]
    assert len(living) == 1
    assert living[0]["content"]["body"].endswith("Die ganze Tagesordnung: !to")
    assert all(len(json.dumps(row["content"])) < 2 * LIMIT + 1000 for row in rows(w, "letter"))
    w.heard("JF")
    w.say("petersen", "JF", "!to")
    assert w.heard("JF")[-1].endswith("121. Noch ein Thema")
