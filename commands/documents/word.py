"""Documents for a word processor (DOCX, ISO/IEC 29500), from plain values and accessible (domain 3.4).

Real heading styles, the language of the text, table heads that are flagged and repeated on every page, no merged and
no empty cells, a title property, the page number as a field, nothing below eleven points.

python-docx is imported inside the functions: with its XML templates it takes some 25 MB that a town whose bodies never
ask for a document need not spend.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FONT = "Arial"
_SIZE = 11
_SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 13}
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
_INK = "1F2A37"
_SHADE = "E5E9EF"
_NOTHING = "–"
"""What stands in a cell without a value; a screen reader says nothing at all for an empty one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; line breaks in it begin new ones. `lead`: words in bold ahead of it („Frist:“)."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; `widths` are shares of the width of the page, as many as there are heads."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


@dataclass(frozen=True, slots=True)
class Blank:
    """A field that somebody has to fill in; marked by brackets and by colour, never by colour alone."""

    text: str


Part = Heading | Prose | Bullets | Table | Blank


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `head` stands at the top of every page, `closing` under the text; `page_words` is what surrounds the
    page numbers, with {page} and {pages}."""

    title: str
    language: str
    head: str
    parts: Sequence[Part]
    closing: str
    page_words: str
    made_at: datetime


def write(paper: Paper) -> bytes:
    """The file."""
    from docx import Document

    document = Document()
    _lay_out(document, paper)
    document.add_paragraph(paper.title, style="Title")
    for part in paper.parts:
        _add(document, part)
    if paper.closing:
        closing = document.add_paragraph(paper.closing)
        closing.paragraph_format.space_before = _points(18)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# -- the page ---------------------------------------------------------------------------------------------------------


def _lay_out(document: "Document", paper: Paper) -> None:
    """A4, one font, the language of everything, title and dates of the file, head and foot of each page."""
    from docx.shared import Mm

    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    language = _LANGUAGES[paper.language]
    _fonts(document, language)
    made_at = paper.made_at.replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.language, properties.author = paper.title, language, "Gremienassistenz"
    properties.comments, properties.last_modified_by = "", "Gremienassistenz"
    properties.created = properties.modified = made_at
    section.header.paragraphs[0].text = paper.head
    _numbered(section.footer.paragraphs[0], paper.page_words)


def _fonts(document: "Document", language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    styles: Any = document.styles
    said = (styles.element.iter(qn("w:lang")), document.settings.element.iter(qn("w:themeFontLang")))
    for lang in (lang for langs in said for lang in langs):  # the template says en-US
        for attribute in ("w:val", "w:eastAsia"):
            lang.set(qn(attribute), language)
    for name in ("Normal", "Header", "Footer", "List Bullet", "Title", "Heading 1", "Heading 2"):
        style = styles[name]
        style.font.name, style.font.size = _FONT, _points(_SIZES.get(name, _SIZE))
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(place), None)
        for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(place), _FONT)
        if name in _SIZES:
            style.paragraph_format.space_after = _points(4)
            style.font.bold, style.font.color.rgb = True, RGBColor.from_string(_INK)
    borders = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:  # the template draws a line in the colour of another firm
        borders.getparent().remove(borders)
    styles["Normal"].paragraph_format.space_after = _points(6)


def _numbered(paragraph: "Paragraph", words: str) -> None:
    """„Seite 1 von 3“, counted by the word processor."""
    before, _, rest = words.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: "Paragraph", name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run: Any = OxmlElement("w:r")
    text: Any = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


# -- its parts --------------------------------------------------------------------------------------------------------


def _add(document: "Document", part: Part) -> None:
    match part:
        case Heading(text, level):
            document.add_heading(_clean(text), level)
        case Prose(text, lead):
            for place, line in enumerate(_lines(text)):
                paragraph = document.add_paragraph()
                if lead and not place:
                    paragraph.add_run(f"{_clean(lead)} ").bold = True
                paragraph.add_run(line)
        case Bullets(items):
            for item in items:
                document.add_paragraph(" ".join(_lines(item)), style="List Bullet")
        case Blank(text):
            _blank(document, text)
        case Table():
            _table(document, part)


def _blank(document: "Document", text: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run = document.add_paragraph().add_run(f"[{_clean(text)}]")
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _table(document: "Document", part: Table) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(part.heads), style="Table Grid")
    table.autofit = False
    for _row in part.rows:
        table.add_row()
    whole = sum(part.widths)
    # Asking the table for each cell would gather all of its cells each time.
    for place, (row, values) in enumerate(zip(table.rows, (part.heads, *part.rows), strict=True)):
        for column, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            cell.width = Mm(160 * part.widths[column] / whole)
            run = cell.paragraphs[0].add_run(" ".join(_lines(value)) or _NOTHING)
            cell.paragraphs[0].paragraph_format.space_after = _points(2)
            if not place:
                run.bold = True
                _shade(cell)
    _flag(table)


def _flag(table: "DocxTable") -> None:
    """The head is one and comes again on every page; no row breaks across two; columns are as wide as they are."""
    from docx.oxml import OxmlElement
    from docx.shared import Emu

    for place, row in enumerate(table.rows):
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not place:
            properties.append(OxmlElement("w:tblHeader"))
    for column in table.columns:
        column.width = Emu(column.cells[0].width or 0)


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade: Any = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _points(count: int) -> Any:
    from docx.shared import Pt

    return Pt(count)


def _lines(text: str) -> list[str]:
    return [line for line in (_clean(line) for line in text.split("\n")) if line]


def _clean(text: str) -> str:
    """Without what XML cannot hold; the bot refuses control characters, but a name in a room may have some."""
    return "".join(char for char in text if char.isprintable() or char == " ").strip()
