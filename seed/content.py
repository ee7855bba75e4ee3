"""A file as it was read, before anybody knows its format: text, tables, or nested data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# What a cell can hold: text, a number, a truth value, a day or a time; None where it is empty.
CellValue = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class MergedBlock:
    """A block of merged cells, from its first row and column to its last, all from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class FaultyCell:
    """A cell that holds no value but an error, or a formula without a result; row and column from 0."""

    row: int
    column: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: rows from 0, each from column A; a merged block has its value at top left.

    Faulty cells are empty in the rows; `guess` says what was made of its form that may be otherwise.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[MergedBlock, ...] = ()
    hidden: bool = False
    faults: tuple[FaultyCell, ...] = ()
    guess: str | None = None

    def cells(self) -> Iterator[tuple[int, int, CellValue]]:
        """Row and column, from 0, and value of every cell that is not empty, row by row."""
        for row, values in enumerate(self.rows):
            for column, value in enumerate(values):
                if value is not None:
                    yield row, column, value


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: `text` unless a workbook, `sheets` of a workbook or CSV, `data` of JSON or YAML.

    `guess`: what was made of its bytes that may be otherwise.
    """

    name: str
    sha256: str
    text: str | None = None
    sheets: tuple[Sheet, ...] = ()
    data: Any = None
    guess: str | None = None

    @property
    def stem(self) -> str:
        """The file's name without its last ending."""
        return self.name.rpartition(".")[0] or self.name


def column_letters(column: int) -> str:
    """The letters of a column as spreadsheets count them, from 0: A, Z, AA."""
    text = ""
    while column >= 0:
        text = chr(ord("A") + column % 26) + text
        column = column // 26 - 1
    return text
