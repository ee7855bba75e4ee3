"""Tables with a row of headings, as tools export them; headings may stand there several times."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from seed.content import Content, Sheet, column_letters
from seed.draft import Cell, Draft, Place

_FIRST_ROWS = 5


@dataclass(slots=True)
class HeadedRow:
    """The filled cells of one row by heading, several where it stands there several times."""

    number: int
    cells: dict[str, list[Cell]] = field(default_factory=dict[str, list[Cell]])

    def all(self, *heads: str) -> list[Cell]:
        """The cells below all columns of these headings."""
        return [cell for head in heads for cell in self.cells.get(head, ())]

    def first(self, *heads: str) -> Cell | None:
        """The first filled cell below any of these headings."""
        return next(iter(self.all(*heads)), None)

    def text(self, *heads: str) -> str:
        """The first text below any of these headings, trimmed; empty where there is none."""
        cell = self.first(*heads)
        return cell.raw.strip() if cell else ""

    def __iter__(self) -> Iterator[Cell]:
        """Every filled cell."""
        return (cell for cells in self.cells.values() for cell in cells)


@dataclass(slots=True)
class HeadedTable:
    """A table: its headings as they compare, each with its cells, and the rows below them."""

    heads: dict[str, list[Cell]]
    rows: list[HeadedRow]

    def leave_rest(
        self, draft: Draft, used: Container[str], reasons: Mapping[str, str], otherwise: str
    ) -> None:
        """Leave what became nothing, by the reason of its column; the headings of used columns are placed."""
        for head, cells in self.heads.items():
            if head in used:
                draft.place(*cells)
            draft.leave_rest(reasons.get(head, otherwise.format(head=head)), cells)
        for row in self.rows:
            for head, cells in row.cells.items():
                draft.leave_rest(reasons.get(head, otherwise.format(head=head)), cells)


def folded_head(value: object) -> str:
    """A heading as it is compared: without case and spare blanks."""
    return re.sub(r"\s+", " ", str(value).lstrip("\ufeff")).strip().casefold()


def heading_row(sheet: Sheet) -> int | None:
    """The first row that holds anything, from 0, if it is one of the first few."""
    return next((row for row, values in enumerate(sheet.rows[:_FIRST_ROWS]) if any(values)), None)


def sheet_heads(sheet: Sheet) -> frozenset[str]:
    """The headings of a sheet as they compare."""
    row = heading_row(sheet)
    return frozenset() if row is None else frozenset(folded_head(v) for v in sheet.rows[row] if v is not None)


def has_heads(content: Content, *wanted: str) -> bool:
    """Whether a sheet of the file has all of these headings, which are given as they compare."""
    return any(sheet_heads(sheet).issuperset(wanted) for sheet in content.sheets)


def headed_table(draft: Draft, sheet: Sheet) -> HeadedTable:
    """The table of a sheet, all cells of it read; what stands beside its headings has an empty one."""
    table = HeadedTable({}, [])
    first = heading_row(sheet)
    names: list[str] = []
    for number, values in enumerate(sheet.rows if first is not None else ()):
        row = HeadedRow(number + 1)
        for column, value in enumerate(values):
            if value is None:
                continue
            cell = draft.add_cell(Place(sheet.name, number + 1, column_letters(column)), value)
            if number == first:
                names += [""] * (column - len(names)) + [folded_head(value)]
                table.heads.setdefault(folded_head(value), []).append(cell)
            else:
                row.cells.setdefault(names[column] if column < len(names) else "", []).append(cell)
        if row.cells:
            table.rows.append(row)
    return table


def leave_other_sheets(draft: Draft, content: Content, read: Container[str]) -> None:
    """Leave the cells of all sheets but those that were read."""
    for sheet in content.sheets:
        if sheet.name not in read:
            for row, column, value in sheet.cells():
                cell = draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), value)
                draft.leave(cell, f"The sheet {sheet.name!r} is none of this export.")
