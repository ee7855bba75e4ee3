"""The words to declare a report with: its request, what people may narrow it by, its sections and columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from api.reports.cells import WITH_UNIT, Amount, Cell, Style, as_cell, value_at
from api.reports.report_filters import Filters
from api.reports.shapes import Board

Data = Mapping[str, Any]
# Draws the first answer of a report in sheets that fit on paper; the caption is what is printed on them.
Draw = Callable[[Data, "Caption"], Sequence[Board]]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed on every report: its title, then facts such as the date of the data and the filters.

    A picture shows the first of its `parts`.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `at` is where a row has its value: a path of keys, or a function of the row."""

    name: str
    title: str
    at: str | Callable[[Any], Any]
    style: Style = Style.TEXT
    unit: str | None = None  # the path of the unit, for styles that have one
    named: bool = False  # holds one record: where there are no links, its id has a column of its own
    detail: bool = False  # left out where people read
    prose: bool = False  # sentences, which need a wider column in a workbook

    def cell(self, row: Any) -> Cell:
        """The cell of a row."""
        found = value_at(row, self.at) if isinstance(self.at, str) else self.at(row)
        if self.style in WITH_UNIT and found is not None:
            return Amount(found, value_at(row, self.unit) if self.unit else None)
        return as_cell(found)


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart in a workbook: rows of a table along a column of names or numbers, a series for each column.

    `bars` lie, `columns` stand, a `line` joins what follows each other, a `scatter` has numbers both ways.
    """

    kind: Literal["bars", "columns", "line", "scatter"]
    title: str
    along: str
    series: tuple[str, ...]
    most: int = 15  # of the first rows; a scatter shows all


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A table made of an answer: its columns behind the first ones, the same of each answer, and its rows."""

    columns: tuple[Column, ...]
    rows: list[Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One table; `rows` is the path of its rows in the answer, or a function of the answer.

    A connection that is asked for its `pageInfo` is read to its end: the request takes the size of a page as
    `$page` and the cursor as `$<name>After`, says how many there are if `$counted`, which only the first page
    needs, and, where it has several such sections, leaves the others out by `$with<Name>`.
    """

    name: str
    title: str
    rows: str | Callable[[Data], Iterable[Any]]
    columns: tuple[Column, ...]
    empty: str = "Nothing to show."
    upright: bool = False  # its only row is read from top to bottom
    each: Callable[[Any], Iterable[Any]] | None = None  # the rows that one record comes to
    # Makes what says whether a row stays, once for each answer, of the filters and the answer to `before`.
    keeps: Callable[[Filters, Data], Callable[[Any], bool]] | None = None
    # By what the rows of each answer are sorted anew, where the API does not know the order.
    order: Callable[[Any], Any] | None = None
    # Two rows that follow each other as one; None where they stay two.
    folds: Callable[[Any, Any], Any] | None = None
    # Makes a table whose columns hang on the answer, given the filters and the answer to `before`; `columns`
    # are those that it begins with, `crossed` says what each of the others is.
    grid: "Callable[[Data, Filters, Data], CrossTable] | None" = None
    crossed: str = ""
    # Columns by whose values a workbook counts the rows on its first sheet, and what it draws there.
    tallies: tuple[str, ...] = ()
    charts: tuple[SheetChart, ...] = ()
    # Ids that a row tells of: the names of these records are asked with each page and put into it as `names`.
    mentions: Callable[[Any], Iterable[str]] | None = None

    @property
    def shown_columns(self) -> list[tuple[int, Column]]:
        """The columns that people are shown, with their places."""
        return [(place, column) for place, column in enumerate(self.columns) if not column.detail]

    @property
    def hidden_columns(self) -> list[tuple[int, Column]]:
        """The columns that only machines are given, with their places."""
        return [(place, column) for place, column in enumerate(self.columns) if column.detail]

    @property
    def switch(self) -> str:
        """The variable that leaves the section in the answer."""
        return f"with{self.name[0].upper()}{self.name[1:]}"

    def rows_in(self, data: Data) -> "SectionRows":
        """The rows that an answer holds for the section."""
        if not isinstance(self.rows, str):
            return SectionRows(list(self.rows(data)))
        held = value_at(data, self.rows)
        if isinstance(held, dict) and ("nodes" in held or "edges" in held):
            connection = cast("Data", held)
            rows = connection["nodes" if "nodes" in connection else "edges"]
            return SectionRows(rows, connection.get("totalCount"), connection.get("pageInfo"))
        return SectionRows(cast("list[Any]", held) if isinstance(held, list) else [held] if held else [])


@dataclass(frozen=True, slots=True)
class SectionRows:
    """Rows of a section in one answer; how many there are in all, and how to go on, where that is asked."""

    rows: list[Any]
    total: int | None = None
    page: Mapping[str, Any] | None = None

    @property
    def row_count(self) -> int:
        """How many there are, as far as the answer tells."""
        return len(self.rows) if self.total is None else self.total

    @property
    def left_out_count(self) -> int:
        """How many of them the answer does not hold."""
        return self.row_count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `takes` are the filters it knows and what each of them means for it.

    `needs` is one of them without which it says nothing; `statuses` are those that its filter `status` knows.
    """

    name: str
    title: str
    about: str
    request: str
    sections: tuple[Section, ...]
    takes: Mapping[str, str]
    variables: Callable[[Filters, Data], Mapping[str, Any]]
    needs: str | None = None
    most_needed: int = 1  # so many of them may be named
    statuses: tuple[str, ...] = ()
    page: int = 100  # rows of one answer: what the request takes as `$page`
    # A request that is asked first: `variables` and `parts` are told its answer, which joins the first one.
    before: str | None = None
    # Its variables; none: it is not asked.
    before_variables: Callable[[Filters], Mapping[str, Any] | None] = lambda _: {}
    befores: tuple[Data, ...] = ({},)  # answers to it of each shape that the variables of the report follow
    # Variables of each part, where one answer would be too large; a picture shows the first part.
    parts: Callable[[Filters, Data], Sequence[Mapping[str, Any]]] | None = None
    # Whether each section is asked by itself at first, too. In one statement, what the server has collected
    # for one list goes along with every row that it sorts for the next: more than its memory holds.
    apart: bool = False
    draw: Draw | None = None
    heading: Callable[[Data], str] | None = None  # the title, where it depends on the answer

    def switches(self, *shown: Section) -> dict[str, bool]:
        """The variables that leave only these sections in the answer."""
        return {section.switch: section in shown for section in self.sections}

    def first_switches(self) -> list[dict[str, bool]]:
        """Those of each first request: one for all sections, or for each where they are asked apart."""
        if self.apart:
            return [self.switches(section) for section in self.sections]
        return [self.switches(*self.sections)]

    def comes_in(self, drawn: bool) -> bool:
        """Whether it comes in a form, by whether that is drawn."""
        return not drawn or self.draw is not None
