"""Tables for the meeting folder, as a workbook (ECMA-376, "SpreadsheetML"); the only place that knows XlsxWriter.

It knows no language: headings, names and words are the caller's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"

_LONGEST = 32_767
"""A cell holds so many characters (Excel, "specifications and limits")."""

_A4 = 9
_DATE, _TIME = "dd.mm.yyyy", "hh:mm"

Cell = str | date | time | None


@dataclass(frozen=True)
class Column:
    """A heading, and how wide the column is in characters."""

    heading: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table: `rows` have a cell for each column. The name has at most 31 characters."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def workbook(title: str, sheets: Sequence[Sheet], created_at: datetime) -> bytes:
    """The sheets as a file: days are real days, and a text stays a text, also one that begins like a formula.

    Each sheet has its header row fixed on the screen, repeated in print and with filters, and prints in landscape.
    """
    # The library takes 6 MB and is needed a few times a month.
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": created_at.astimezone(UTC).replace(tzinfo=None)})
    plain = {"text_wrap": True, "valign": "top"}
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, **plain}),
        "text": book.add_format(plain),
        "day": book.add_format({"num_format": _DATE, "align": "left", **plain}),
        "time": book.add_format({"num_format": _TIME, "align": "left", **plain}),
    }
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return target.getvalue()


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, formats["head"])
    for line, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            _write(page, line, place, cell, formats)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P/&N")


def _write(page: Any, line: int, place: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case str() if cell:
            page.write_string(line, place, cell[:_LONGEST], formats["text"])
        case date():
            page.write_datetime(line, place, cell, formats["day"])
        case time():
            page.write_datetime(line, place, cell, formats["time"])
        case _:
            page.write_blank(line, place, None, formats["text"])
