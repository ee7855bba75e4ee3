"""One section as a sheet: what people read first and on paper, then what only machines need."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from api.reports.cells import NUMERIC, Amount, Cell, Many, Ref, Style, cell_names, enum_words, readable_text
from api.reports.drawing import width
from api.reports.forms.sheet_formats import SheetFormats
from api.reports.report import Column, Section
from api.reports.report_run import CellRow, ReportRun
from graph.errors import Invalid

# What a sheet of a workbook holds at most.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
MOST_LINKS = 65_000
LONGEST_FOOTER = 250
HIGHEST_ROW = 400.0

# Widths of columns, in digits of the font.
WIDTHS = {
    **{Style.TEXT: 24.0, Style.MOMENT: 15.0, Style.DAY: 11.0, Style.WORD: 11.5},
    **{Style.MONEY: 14.0, Style.WHOLE: 9.0, Style.SHARE: 9.0, Style.NUMBER: 9.0},
}
PROSE_WIDE, NAME_WIDE, NAMED_WIDE, ID_WIDE, OTHER_WIDE = 52.0, 34.0, 18.0, 16.0, 10.0
FACT_NAME_WIDE, FACT_WIDE = 30.0, 70.0
LINE_HIGH = 13.5  # points
DIGIT_WIDE = 0.56  # of the size of the font
BOLD = 0.8  # as much of a text fits when it is bold
ROOM = 1.3  # letters beside digits, which are wider, less what lines leave empty at their ends


@dataclass(slots=True)
class Written:
    """A section as it was written: how many rows, where its columns stand, and how often each value stood."""

    section: Section
    rows: int = 0
    places: dict[str, int] = field(default_factory=dict[str, int])
    counts: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])

    def count(self, row: CellRow) -> None:
        """Count the values of a row."""
        for column, value in zip(self.section.columns, row, strict=True):
            if column.name in self.section.tallies:
                self.counts.setdefault(column.name, Counter())[readable_text(value, column.style)] += 1


class SectionSheet:
    """One section on its way into a sheet."""

    def __init__(
        self, document: ReportRun, section: Section, sheet: Worksheet, formats: SheetFormats
    ) -> None:
        self._document = document
        self._section = section
        self._sheet = sheet
        self._formats = formats
        self._links = 0
        self._shown = section.shown_columns
        self._hidden = section.hidden_columns
        # Ids of the records that cells name, behind everything else.
        self._named = [(place, column) for place, column in enumerate(section.columns) if column.named]
        self._widths = [column_width(column, number == 0) for number, (_, column) in enumerate(self._shown)]

    async def write(self) -> Written:
        """Write the head, then row after row."""
        written = Written(self._section)
        if self._section.upright:
            await self._write_facts(written)
            return written
        wide = self._write_head(written)
        async for row in self._document.rows(self._section):
            written.rows += 1
            written.count(row)
            if written.rows > MOST_ROWS:
                raise Invalid("These are more rows than a sheet holds. Ask for CSV, or narrow the report.")
            self._write_row(written.rows, row)
        self._sheet.freeze_panes(1, 1)
        self._sheet.autofilter(0, 0, max(written.rows, 1), wide - 1)
        self._sheet.print_area(0, 0, max(written.rows, 1), len(self._shown) - 1)
        self._sheet.repeat_rows(0)
        self._set_print_layout()
        return written

    def _write_head(self, written: Written) -> int:
        columns = [column for _, column in (*self._shown, *self._hidden)]
        written.places = {column.name: place for place, column in enumerate(columns)}
        widths = [*self._widths, *(column_width(column, False) for _, column in self._hidden)]
        titles = [column.title for column in columns]
        for _, column in self._named:
            titles.append(f"{column.title} id")
            widths.append(ID_WIDE)
        lines = 1
        for place, (title, wide) in enumerate(zip(titles, widths, strict=True)):
            numeric = place < len(columns) and columns[place].style in NUMERIC
            shape = self._formats.number_head if numeric else self._formats.head
            self._sheet.set_column(place, place, wide)
            self._sheet.write_string(0, place, title, shape)
            lines = max(lines, line_count(title, wide * BOLD))
        self._sheet.set_row(0, LINE_HIGH * lines + 3)
        return len(titles)

    def _write_row(self, number: int, row: CellRow) -> None:
        texts = [_lines(row[place], column) for place, column in self._shown]
        lines = max(map(line_count, texts, self._widths))
        self._sheet.set_row(number, min(LINE_HIGH * lines + 2, HIGHEST_ROW))
        for position, (place, column) in enumerate((*self._shown, *self._hidden)):
            leading = position == 0 and column.named
            self._write_cell(number, position, column, row[place], self._formats.name if leading else None)
        for position, (place, _) in enumerate(self._named, len(self._shown) + len(self._hidden)):
            value = row[place]
            if isinstance(value, Ref):
                self._write_link(number, position, value.id)

    def _write_cell(self, row: int, place: int, column: Column, value: Cell, shape: Any = None) -> None:
        left = self._section.upright
        if value is None:
            self._sheet.write_blank(row, place, None, self._formats.text)
        elif isinstance(value, bool):
            self._sheet.write_string(row, place, "yes" if value else "no", self._formats.text)
        elif isinstance(value, int | float | Amount):
            self._sheet.write_number(row, place, *self._formats.number_cell(value, column.style, left=left))
        elif column.style in (Style.DAY, Style.MOMENT) and isinstance(value, str):
            moment = datetime.fromisoformat(value.removesuffix("Z"))
            self._sheet.write_datetime(row, place, moment, self._formats.of_day(column.style, left=left))
        else:
            text = cut_text(_lines(value, column))
            self._sheet.write_string(row, place, text, shape or self._formats.text)

    def _write_link(self, row: int, place: int, identifier: str) -> None:
        """An id that leads to its record in the API, as long as the sheet takes links."""
        self._links += 1
        if self._links > MOST_LINKS:
            self._sheet.write_string(row, place, identifier)
            return
        address = self._document.record_address(identifier)
        self._sheet.write_url(row, place, address, self._formats.link, identifier)

    async def _write_facts(self, written: Written) -> None:
        """The only row from top to bottom."""
        self._sheet.set_column(0, 0, FACT_NAME_WIDE)
        self._sheet.set_column(1, 1, FACT_WIDE)
        number = 0
        async for row in self._document.rows(self._section):
            written.rows += 1
            for place, column in (*self._shown, *self._hidden):
                self._sheet.set_row(number, LINE_HIGH * line_count(_lines(row[place], column), FACT_WIDE) + 2)
                self._sheet.write_string(number, 0, column.title, self._formats.name)
                self._write_cell(number, 1, column, row[place])
                number += 1
            for place, column in self._named:
                value = row[place]
                if isinstance(value, Ref):
                    self._sheet.write_string(number, 0, f"{column.title} id", self._formats.name)
                    self._write_link(number, 1, value.id)
                    number += 1
        self._set_print_layout()

    def _set_print_layout(self) -> None:
        """A4 across, as wide as what people read."""
        caption = self._document.caption
        facts = "  ".join(f"{name}: {value}" for name, value in caption.facts)
        heading = f"{caption.title} – {self._section.title}"
        set_page(self._sheet, heading, facts)


def set_page(sheet: Worksheet, heading: str, facts: str) -> None:
    """A page of A4 across, with a heading, what is printed on every report, and its number."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L&B{_plain(heading)}")
    sheet.set_footer(f"&L{_plain(facts)}&R&P / &N")


def _plain(text: str) -> str:
    """A text of a header or a footer, in which `&` begins a command."""
    return text[: LONGEST_FOOTER // 2].replace("&", "&&").replace("\n", " ")


def column_width(column: Column, leading: bool) -> float:
    """How wide a column is; names of records need room, and more where they lead a row."""
    if leading and column.style is Style.TEXT:
        return NAME_WIDE
    if column.prose:
        return PROSE_WIDE
    if column.named:
        return NAMED_WIDE
    return WIDTHS.get(column.style, OTHER_WIDE)


def line_count(text: str, wide: float) -> int:
    """In how many lines a text stands in a column so wide."""
    return sum(max(1, -int(-_digits(line) // (wide * ROOM))) for line in text.split("\n"))


def _digits(line: str) -> float:
    """About how wide a line is, in digits."""
    return len(line) if line.isascii() else width(line, 1) / DIGIT_WIDE


def cut_text(text: str) -> str:
    """A text as long as a cell can hold."""
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _lines(value: Cell, column: Column) -> str:
    """A cell as people read it, several items one below the other."""
    if value is None or isinstance(value, int | float | Amount):
        return ""
    if column.style is Style.WORD:
        return "\n".join(map(enum_words, cell_names(value)))
    return "\n".join(cell_names(value)) if isinstance(value, Many) else "".join(cell_names(value))
