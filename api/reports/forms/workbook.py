"""Reports as XLSX: a sheet for each section, written row by row; texts stay texts, ids lead to the API."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from api.reports.cells import NUMERIC, Cell, Ref, Style, exact_text
from api.reports.forms.form import Form
from api.reports.report import Column, Section
from api.reports.report_run import ReportRun
from graph.errors import Invalid

# What a sheet of a workbook holds at most.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
MOST_LINKS = 65_000
LONGEST_FOOTER = 250

SHAPES = {
    Style.WHOLE: "#,##0",
    Style.NUMBER: "#,##0.0#",
    Style.SHARE: "0.0%",
    Style.DAY: "yyyy-mm-dd",
    Style.MOMENT: "yyyy-mm-dd hh:mm",
}
WIDTHS = {Style.TEXT: 32, Style.MOMENT: 17}
HEAD_FORMAT = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
READ_BYTES = 256_000
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


async def write_workbook(document: ReportRun) -> AsyncIterator[bytes]:
    """A sheet for each section, with types, a frozen head and filters; what it is about on the last one.

    Rows go to files that nobody sees, which become the workbook at the end.
    """
    with TemporaryFile() as out:
        book = xlsxwriter.Workbook(out, OPTIONS)
        try:
            formats = {style: book.add_format({"num_format": shape}) for style, shape in SHAPES.items()}
            formats |= {"head": book.add_format(HEAD_FORMAT), "title": book.add_format({"bold": True})}
            formats |= {"link": book.get_default_url_format()}
            for section in document.report.sections:
                await _Sheet(document, section, book.add_worksheet(section.title[:31]), formats).write()
            _about(document, book.add_worksheet("About this report"), formats["title"])
        finally:
            await asyncio.to_thread(book.close)
        out.seek(0)
        while piece := await asyncio.to_thread(out.read, READ_BYTES):
            yield piece


class _Sheet:
    """One section on its way into a sheet."""

    def __init__(
        self, document: ReportRun, section: Section, sheet: Worksheet, formats: dict[Any, Any]
    ) -> None:
        self._document = document
        self._section = section
        self._sheet = sheet
        self._formats = formats
        self._links = 0

    async def write(self) -> None:
        """Write the head, then row after row."""
        width = self._head()
        count = 0
        async for row in self._document.rows(self._section):
            count += 1
            if count > MOST_ROWS:
                raise Invalid("These are more rows than a sheet holds. Ask for CSV, or narrow the report.")
            place = 0
            for column, value in zip(self._section.columns, row, strict=True):
                self._cell(count, place, column, value)
                if column.named and isinstance(value, Ref):
                    self._link(count, place + 1, value.id)
                place += 2 if column.named else 1
        self._sheet.freeze_panes(1, 1)
        self._sheet.autofilter(0, 0, max(count, 1), width - 1)
        self._set_print_layout()

    def _head(self) -> int:
        heads = list(_heads(self._section))
        for place, (title, wide) in enumerate(heads):
            self._sheet.set_column(place, place, wide)
            self._sheet.write_string(0, place, title, self._formats["head"])
        return len(heads)

    def _cell(self, row: int, place: int, column: Column, value: Cell) -> None:
        shape = self._formats.get(column.style)
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(row, place, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, place, value, shape)
        elif column.style is Style.DAY and isinstance(value, str):
            self._sheet.write_datetime(row, place, datetime.fromisoformat(value), shape)
        elif column.style is Style.MOMENT and isinstance(value, str):
            moment = datetime.fromisoformat(value.removesuffix("Z"))
            self._sheet.write_datetime(row, place, moment, shape)
        elif text := exact_text(value):
            self._sheet.write_string(
                row, place, text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
            )

    def _link(self, row: int, place: int, identifier: str) -> None:
        """An id that leads to its record in the API, as long as the sheet takes links."""
        self._links += 1
        if self._links > MOST_LINKS:
            self._sheet.write_string(row, place, identifier)
            return
        address = self._document.record_address(identifier)
        self._sheet.write_url(row, place, address, self._formats["link"], identifier)

    def _set_print_layout(self) -> None:
        facts = "  ".join(f"{name}: {value}" for name, value in self._document.caption.facts)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_footer(f"&L{facts[: LONGEST_FOOTER // 2].replace('&', '&&')}&R&P / &N")


def _heads(section: Section) -> Iterator[tuple[str, int]]:
    """The titles of the columns and their widths; a record has a second one for its id."""
    for column in section.columns:
        yield column.title, WIDTHS.get(column.style, 12 if column.style in NUMERIC else 14)
        if column.named:
            yield f"{column.title} id", 12


def _about(document: ReportRun, sheet: Worksheet, bold: Any) -> None:
    caption = document.caption
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    rows = [("Report", caption.title), ("", document.report.about), *caption.facts, ("API", document.base)]
    for row, (name, value) in enumerate(rows):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, value)


WORKBOOK = Form(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook, text=False
)
