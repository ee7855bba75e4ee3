"""Reads reports back: the rows of each section out of each form, and the tags of pages."""

import csv
import io
import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from typing import Any

import orjson
from python_calamine import CalamineWorkbook

from api.reports.report import Section
from seed.values.references import without_guard

Rows = list[dict[str, Any]]


def json_rows(data: bytes, section: Section) -> Rows:
    """The rows of a section in JSON."""
    return orjson.loads(data)["sections"][section.name]


def csv_rows(data: bytes, section: Section) -> Rows:
    """The rows of a section in CSV, its cells as text without what guards them."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [
        {name: without_guard(text) for name, text in row.items()}
        for row in rows
        if row.get("section", section.name) == section.name
    ]


def xlsx_rows(data: bytes, section: Section) -> Rows:
    """The rows of a section in a workbook, by the names of its columns: shown ones, others, ids."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(section.title[:31])
    names = [column.name for _, column in (*section.shown_columns, *section.hidden_columns)]
    names += [f"{column.name}Id" for column in section.columns if column.named]
    table = sheet.to_python(skip_empty_area=False)
    if section.upright:
        values = [cell for _, cell in table]
        return [dict(zip(names, values, strict=False))] if table else []
    head, *rows = table
    assert len(head) == len(names)
    return [dict(zip(names, row, strict=True)) for row in rows]


def markdown_rows(data: bytes, section: Section, several: bool) -> Rows:
    """The shown rows of a section in Markdown, cells as they are rendered."""
    text = data.decode()
    if several:
        text = re.split(rf"^## {re.escape(section.title)}\n", text, maxsplit=1, flags=re.MULTILINE)[1]
        text = re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [_by_name(section, [rendered(cell) for cell in split(line)]) for line in lines]


def split(line: str) -> list[str]:
    """The cells of a line of a table of Markdown."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def rendered(text: str) -> str:
    """What a reader sees of a text in Markdown that means nothing but itself."""
    return unescape(re.sub(r"\\([\\`*_\[\]|~$#@/.])", r"\1", text))


def html_rows(data: bytes, section: Section, number: int) -> Rows:
    """The shown rows of a section, the tables of a page counted from 0; numbers as they are meant exactly."""
    tables = page(data).tables
    return [_by_name(section, row) for row in tables[number][1:]]


def _by_name(section: Section, cells: Sequence[str]) -> dict[str, Any]:
    return {column.name: cell for (_, column), cell in zip(section.shown_columns, cells, strict=True)}


class Page(HTMLParser):
    """A page: its tags with their attributes, and its tables as texts of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self.titles: list[str] = []
        self._cell: list[str] | None = None
        self._exact: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag == "h2":
            self.titles.append("")
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []
        elif tag == "data":
            self._exact = dict(attrs)["value"]
        elif tag == "div" and self._cell:
            self._cell.append("; ")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._cell is not None:
            self._cell.append(data if self._exact is None else self._exact)
            self._exact = None

    def handle_endtag(self, tag: str) -> None:
        """Close a cell."""
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell))
            self._cell = None


def page(data: bytes) -> Page:
    """A page as it was parsed."""
    parser = Page()
    parser.feed(data.decode())
    parser.close()
    return parser
