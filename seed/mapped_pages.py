"""The sheets and lists of a file as pages of rows, for a mapping to read; lists in lists as it names them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from seed.content import Content, column_letters
from seed.draft import Cell, Draft, Place
from seed.mapping import TableRule
from seed.values.items import plain_line
from seed.values.references import normal_name

# The cells of one row by the names of their columns; several where columns bear the same name.
Row = dict[str, list[Cell]]

# Which item of each list around it a value belongs to.
ItemPath = Mapping[str, int]

_INDEX = re.compile(r"\[(\d+)\]")


@dataclass(slots=True)
class MappedPage:
    """One sheet or list: its rows from 1 by letters of columns, or (`named`) by names of fields.

    The rows of a list in lists (`inner`) have the values around them too, by their whole way.
    """

    name: str
    rows: dict[int, Row] = field(default_factory=dict[int, Row])
    named: bool = False
    hidden: bool = False
    inner: bool = False

    def heads(self, table: TableRule) -> dict[str, str]:
        """The names of its columns by letters."""
        every = {column: column for row in self.rows.values() for column in row}
        if self.named or not table.header:
            return every
        titles = self.rows.get(table.header, {})
        return {column: plain_line(titles[column][0].raw) for column in every if column in titles}

    def is_told_of_by(self, table: TableRule) -> bool:
        """Whether a table is about this page."""
        if table.sheet is None:
            return not self.hidden and not self.inner
        return normal_name(table.sheet) == normal_name(self.name)

    def cells(self) -> Iterator[Cell]:
        """All cells of its rows."""
        return (cell for row in self.rows.values() for cells in row.values() for cell in cells)


def file_pages(draft: Draft, content: Content, tables: Iterable[TableRule]) -> list[MappedPage]:
    """Every sheet or list of a file, and those lists in lists that a table names, these first."""
    if not isinstance(content.data, dict | list):
        return list(_sheets(draft, content))
    pages = list(_lists(draft, content))
    cells = {cell.place.name: cell for page in pages for cell in page.cells()}
    known = {normal_name(page.name) for page in pages}
    wanted = {table.sheet: None for table in tables if table.sheet and normal_name(table.sheet) not in known}
    data = _named_lists(content)
    found = (_inner_page(name, data, cells) for name in wanted)
    return [*(page for page in found if page.rows), *pages]


def item_path(cell: Cell) -> ItemPath:
    """Which item of each list around a value it belongs to, by the way to the list."""
    name = cell.place.name or ""
    return {_INDEX.sub("", name[: found.start()]): int(found[1]) for found in _INDEX.finditer(name)}


def are_related(path: ItemPath, other: ItemPath) -> bool:
    """Whether one of two values stands in the same item as the other, or around it."""
    return _agree(path, other) and (path.keys() <= other.keys() or other.keys() <= path.keys())


def are_side_by_side(path: ItemPath, other: ItemPath) -> bool:
    """Whether two values stand in lists beside each other, so that nobody can tell which belong together."""
    return _agree(path, other) and not are_related(path, other)


def _agree(path: ItemPath, other: ItemPath) -> bool:
    return all(path[name] == other[name] for name in path.keys() & other.keys())


def _sheets(draft: Draft, content: Content) -> Iterator[MappedPage]:
    for sheet in content.sheets:
        page = MappedPage(sheet.name, hidden=sheet.hidden)
        for row, column, value in sheet.cells():
            cell = draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), value)
            page.rows.setdefault(row + 1, {})[column_letters(column)] = [cell]
        yield page


def _named_lists(content: Content) -> dict[str, Any]:
    data: Any = content.data
    return cast("dict[str, Any]", data if isinstance(data, dict) else {content.stem: data})


def _lists(draft: Draft, content: Content) -> Iterator[MappedPage]:
    """Each list of the data as a page; what stands outside of lists is one of single values."""
    for name, rows in _named_lists(content).items():
        page = MappedPage(str(name), named=True)
        for count, row in enumerate(cast("list[Any]", rows) if isinstance(rows, list) else [rows], 1):
            start = f"{name}[{count - 1}]" if isinstance(rows, list) else str(name)
            for head, where, value in _values(row):
                cell = draft.add_cell(Place(str(name), count, head or None, f"{start}{where}"), value)
                page.rows.setdefault(count, {}).setdefault(head, []).append(cell)
        yield page


def _inner_page(name: str, data: Any, cells: Mapping[str | None, Cell]) -> MappedPage:
    """The rows of a list in lists, `journeys.steps`: each item with the single values around it."""
    page = MappedPage(name, named=True, inner=True)
    for item, where, around in _items(data, name.split("."), "", {}):
        row = {head: [cells[way]] for head, way in around.items()}
        for head, inside, _ in _values(item):
            row.setdefault(head, []).append(cells[f"{where}{inside}"])
        page.rows[len(page.rows) + 1] = row
    return page


def _items(
    data: Any, names: list[str], where: str, around: Mapping[str, str]
) -> Iterator[tuple[Any, str, Mapping[str, str]]]:
    """The items at the end of a way through lists, the way to each, and the ways to the values around it."""
    if not names:
        yield data, where, around
    elif isinstance(data, dict):
        told = cast("dict[Any, Any]", data)
        name = next((key for key in told if normal_name(str(key)) == normal_name(names[0])), None)
        start = f"{where}.{name}" if where else str(name)
        inner: Any = told.get(name)
        for place, item in enumerate(cast("list[Any]", inner) if isinstance(inner, list) else ()):
            beside = _single_values(item, str(name), f"{start}[{place}]") if len(names) > 1 else {}
            yield from _items(item, names[1:], f"{start}[{place}]", {**around, **beside})
        if isinstance(inner, dict):
            yield from _items(inner, names[1:], start, around)


def _single_values(item: Any, name: str, where: str) -> dict[str, str]:
    """The ways to the values of an item that stand in no further list, by its name and theirs."""
    found = ((head, inside) for head, inside, _ in _values(item) if head and "[" not in inside)
    return {f"{name}.{head}": f"{where}{inside}" for head, inside in found}


def _values(data: Any, head: str = "", where: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every single value with the names that lead to it, and the way to it with places in lists."""
    if isinstance(data, dict):
        for name, item in cast("dict[Any, Any]", data).items():
            yield from _values(item, f"{head}.{name}" if head else str(name), f"{where}.{name}")
    elif isinstance(data, list):
        for place, item in enumerate(cast("list[Any]", data)):
            yield from _values(item, head, f"{where}[{place}]")
    elif data is not None and data != "":
        yield head, where, data
