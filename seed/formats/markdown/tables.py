"""The tables of a Markdown text as sheets: each under its heading, those of one journey's phases together."""

import re
from collections.abc import Mapping

from seed.content import CellValue, Sheet, column_letters
from seed.draft import Cell, Draft, Place
from seed.draft_builder import UniqueRecords
from seed.files.cell_faults import ERROR_REASON, is_error
from seed.formats.markdown.document import MarkdownDocument, MarkdownHeading, MarkdownTable, plain_text
from seed.formats.matrix.grid import CellSpot, sheet_grid
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.formats.matrix.list_headings import sheet_listing
from seed.formats.matrix.matrix_reader import fact_name, is_generic, read_tables
from seed.values.references import normal_name

_BULLET = re.compile(r"[-*+]\s+")
_Cells = dict[CellSpot, Cell]


def readable_tables(document: MarkdownDocument) -> list[MarkdownTable]:
    """The tables that are a matrix or a list by their own heads, or parts of a journey by their headings."""
    parts = {id(table) for group in _phase_groups(document.tables) for table in group}
    return [table for table in document.tables if id(table) in parts or _is_known(table)]


def read_markdown_tables(
    draft: Draft, once: UniqueRecords, document: MarkdownDocument, lines: Mapping[int, Cell], stem: str
) -> None:
    """Read all tables; of the `lines` outside of them headings and facts are used."""
    sheets: list[tuple[Sheet, _Cells]] = []
    grouped: set[int] = set()
    groups = {id(group[0]): group for group in _phase_groups(document.tables)}
    names = _SheetNames()
    for table in document.tables:
        if id(table) in groups:
            group = groups[id(table)]
            grouped |= set(map(id, group))
            sheets.append(_combined_sheet(draft, lines, names.of(group[0].headings[:-1]), group))
        elif id(table) not in grouped:
            sheets.append(_single_sheet(draft, document, table, lines, names))
    read_tables(draft, once, sheets, stem)


class _SheetNames:
    """Names for tables, each once: what the nearest heading says that is no phrase of any journey."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, headings: tuple[MarkdownHeading, ...]) -> str:
        """The name of the next table under these headings."""
        name = next((item.text for item in reversed(headings) if not is_generic(item.text)), "table")
        count = self._taken[name] = self._taken.get(name, 0) + 1
        return name if count == 1 and headings else f"{name} {count}"


def _is_known(table: MarkdownTable) -> bool:
    sheet = Sheet("table", tuple(tuple(text or None for text in texts) for _, texts in table.rows))
    return sheet_grid(sheet) is not None or sheet_listing(sheet) is not None


def _phase_groups(tables: list[MarkdownTable]) -> list[list[MarkdownTable]]:
    """Tables of steps without phases, two or more of them under neighbouring headings of one heading."""
    groups: dict[int, list[MarkdownTable]] = {}
    for table in tables:
        lanes = {sure_lane(head) for head in table.rows[0][1]}
        if len(table.headings) > 1 and LaneKind.STEP in lanes and LaneKind.PHASE not in lanes:
            groups.setdefault(table.headings[-2].number, []).append(table)
    return [group for group in groups.values() if len({table.headings[-1].number for table in group}) > 1]


def _add_cells(draft: Draft, name: str, table: MarkdownTable) -> _Cells:
    """Count the cells of a table, by the numbers of their lines and columns from 0; errors are left."""
    found: _Cells = {}
    for number, texts in table.rows:
        for column, text in enumerate(texts):
            if not text.strip():
                continue
            cell = draft.add_cell(Place(name, number, column_letters(column)), text)
            if is_error(text):
                draft.leave(cell, ERROR_REASON)
            else:
                found[number - 1, column] = cell
    return found


def _single_sheet(
    draft: Draft,
    document: MarkdownDocument,
    table: MarkdownTable,
    lines: Mapping[int, Cell],
    names: _SheetNames,
) -> tuple[Sheet, _Cells]:
    """A table as a sheet, with its heading and the facts above it, such as `Persona: Ann`."""
    name = names.of(table.headings)
    cells = _add_cells(draft, name, table)
    above: dict[int, Cell] = {}
    if not table.headings or sheet_grid(_sheet(name, _close_rows(cells))) is None:
        return _sheet(name, _close_rows(cells)), _close_rows(cells)
    if (heading := table.headings[-1]).text == name:
        above[heading.number] = lines[heading.number]
    for line in document.lines_between(heading.number, table.rows[0][0]):
        said = _BULLET.sub("", plain_text(line.text), count=1)
        label, _, rest = said.partition(":")
        if rest.strip() and fact_name(label):
            above[line.number] = _plain_cell(draft, lines[line.number], said)
    cells |= {(number - 1, 0): cell for number, cell in above.items()}
    return _sheet(name, _close_rows(cells)), _close_rows(cells)


def _close_rows(cells: _Cells) -> _Cells:
    """The cells without the empty rows between them."""
    rows = {row: place for place, row in enumerate(sorted({row for row, _ in cells}))}
    return {(rows[row], column): cell for (row, column), cell in cells.items()}


def _plain_cell(draft: Draft, line: Cell, text: str) -> Cell:
    """What a line says as a cell, the line itself where it says it without marks."""
    if text == line.raw:
        return line
    draft.place(line)
    return draft.add_cell(line.place, text)


def _sheet(name: str, cells: _Cells, other: Mapping[CellSpot, str] | None = None) -> Sheet:
    """A sheet that shows these cells, or other texts in their places."""
    rows: list[list[CellValue]] = []
    for (row, column), cell in sorted(cells.items()):
        while len(rows) <= row:
            rows.append([])
        while len(rows[row]) <= column:
            rows[row].append(None)
        rows[row][column] = (other or {}).get((row, column), cell.value)
    return Sheet(name, tuple(map(tuple, rows)))


def _combined_sheet(
    draft: Draft, lines: Mapping[int, Cell], name: str, tables: list[MarkdownTable]
) -> tuple[Sheet, _Cells]:
    """Several tables of steps as one matrix, whose phases are the headings that they stand under.

    Columns of one heading are put together; what stands under no heading is left.
    """
    phases = [lines[table.headings[-1].number] for table in tables]
    title = lines[tables[0].headings[-2].number]
    cells: _Cells = {(0, 0): title, (1, 0): phases[0]}
    places: dict[str, int] = {}
    row = 2
    for table, phase in zip(tables, phases, strict=True):
        found = _add_cells(draft, name, table)
        top = table.rows[0][0] - 1
        columns: dict[int, int] = {}
        for (line, column), cell in found.items():
            if line == top:
                place = columns[column] = places.setdefault(normal_name(cell.raw), len(places) + 1)
                if cells.setdefault((1, place), cell) is not cell:
                    draft.place(cell)
        cells[row, 0] = phase
        for number, _ in table.rows[1:]:
            told = {(row, place): found.get((number - 1, column)) for column, place in columns.items()}
            cells |= {spot: cell for spot, cell in told.items() if cell}
            row += 1
    return _sheet(name, cells, {(1, 0): "Phase"}), cells
