"""A handover sheet as DOCX that people and screen readers can work with (EN 301 549, WCAG 2.1 AA; domain 3.4).

Real heading styles, the language of the text, header rows that are marked and repeated, a title, page numbers as a
field, nothing smaller than 11 pt, no merged and no empty cells, nothing that only colour says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

LANGUAGE_TAGS = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True)
class Table:
    """Rows of one width; the first is the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading of a level (1 is the highest), and what stands under it in this order."""

    title: str
    paragraphs: Sequence[str] = ()
    bullets: Sequence[str] = ()
    table: Table | None = None
    level: int = 1


@dataclass(frozen=True)
class Sheet:
    """All of the document. `page` stands before the page number; `made_at` is kept in its properties."""

    title: str
    subtitle: str
    author: str
    page: str
    language: str
    made_at: datetime
    sections: tuple[Section, ...]


def docx(sheet: Sheet) -> bytes:
    """The sheet as a file. Text is written as it is, but for control characters, which XML cannot hold."""
    # python-docx and lxml take about 15 MB and a tenth of a second; a bot that never hands over needs neither.
    from docx import Document

    document = Document()
    _styles(document, sheet)
    document.add_heading(_clean(sheet.title), 0)
    document.add_paragraph(_clean(sheet.subtitle))
    for section in sheet.sections:
        document.add_heading(_clean(section.title), section.level)
        for text in section.paragraphs:
            document.add_paragraph(_clean(text))
        for text in section.bullets:
            document.add_paragraph(_clean(text), style="List Bullet")
        if section.table:
            _table(document, section.table)
    _footer(document, sheet)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _clean(text: str) -> str:
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _styles(document: Any, sheet: Sheet) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    properties = document.core_properties
    properties.title, properties.author = _clean(sheet.title), _clean(sheet.author)
    properties.language = LANGUAGE_TAGS[sheet.language]
    properties.created = properties.modified = sheet.made_at.replace(tzinfo=None)
    properties.comments = ""
    for name in ("Normal", "List Bullet", "Footer"):
        document.styles[name].font.size = Pt(11)
    for level, size in enumerate((18, 15, 13)):
        style = document.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    said = (document.styles.element.iter(qn("w:lang")), document.settings.element.iter(qn("w:themeFontLang")))
    for tag in (tag for tags in said for tag in tags):  # the template says en-US
        for attribute in ("w:val", "w:eastAsia"):
            tag.set(qn(attribute), LANGUAGE_TAGS[sheet.language])


def _table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    for cell, text in zip(made.rows[0].cells, table.header, strict=True):
        cell.paragraphs[0].add_run(_clean(text)).bold = True
    _mark_header(made.rows[0])
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = _clean(text) or "–"
    for row in made.rows:
        _keep_together(row)


def _mark_header(row: Any) -> None:
    """Mark a row as the header that is repeated on each page (ISO/IEC 29500, 17.4.78 tblHeader)."""
    _row_property(row, "w:tblHeader")


def _keep_together(row: Any) -> None:
    _row_property(row, "w:cantSplit")


def _row_property(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _footer(document: Any, sheet: Sheet) -> None:
    """The page number as a field, so that it stays right when somebody edits the text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{_clean(sheet.title)} · {_clean(sheet.page)} ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
