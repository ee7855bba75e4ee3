"""Reads any table, or list of objects, into a draft as a mapping file says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, cast

from graph.entities import Datatype, Entity
from seed.content import Content, column_letters
from seed.draft import Cell, Draft, DraftRecord, Place
from seed.draft_builder import short_name
from seed.mapping import ColumnRule, MappingFile, RowCondition, TableRule, TargetField, scaled_value
from seed.values.days import day_in_form
from seed.values.items import plain_line, quoted_text
from seed.values.notations import Ambiguous
from seed.values.numbers import number
from seed.values.references import normal_name
from seed.values.scales import ScoreScale

NAME: str = "mapping"

# The cells of one row by the names of their columns; several where columns bear the same name.
_Row = dict[str, list[Cell]]

# A value, and the cell that it was read from.
_Given = tuple[Any, Cell]


@dataclass(slots=True)
class _Page:
    """One sheet or list: its rows from 1 by letters of columns, or (`named`) by names of fields."""

    name: str
    rows: dict[int, _Row] = field(default_factory=dict[int, _Row])
    named: bool = False
    hidden: bool = False

    def heads(self, table: TableRule) -> dict[str, str]:
        """The names of its columns by letters."""
        every = {column: column for row in self.rows.values() for column in row}
        if self.named or not table.header:
            return every
        titles = self.rows.get(table.header, {})
        return {column: plain_line(titles[column][0].raw) for column in every if column in titles}


@dataclass(slots=True)
class _RowValues:
    """What a row gives for the records of one entity: values by field, and which field each is for."""

    entity: Entity
    targets: dict[str, TargetField] = field(default_factory=dict[str, TargetField])
    fields: dict[str, list[_Given]] = field(default_factory=dict[str, list[_Given]])

    def given_for(self, target: TargetField) -> list[_Given]:
        """What is given for a field so far, to add to."""
        self.targets[target.column.name] = target
        return self.fields.setdefault(target.column.name, [])

    def cells(self) -> Iterator[Cell]:
        """The cells that its values stand in."""
        return (cell for given in self.fields.values() for _, cell in given)


@dataclass(slots=True)
class _RowLinks:
    """A link of a record to others that cells of its row name."""

    start: DraftRecord
    target: TargetField
    items: list[tuple[str, Cell]]
    row: list[DraftRecord]


def mapped_draft(content: Content, mapping: MappingFile) -> Draft:
    """Everything that the tables of a mapping find in a file; what they do not name is left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    reader = _TableReader(draft, mapping)
    # All cells first: what is open in one is decided by others.
    for page in list(_pages(draft, content)):
        reader.read(page)
    reader.finish()
    return draft


def _pages(draft: Draft, content: Content) -> Iterator[_Page]:
    if isinstance(content.data, dict | list):
        yield from _lists(draft, content)
        return
    for sheet in content.sheets:
        page = _Page(sheet.name, hidden=sheet.hidden)
        for row, column, value in sheet.cells():
            cell = draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), value)
            page.rows.setdefault(row + 1, {})[column_letters(column)] = [cell]
        yield page


def _lists(draft: Draft, content: Content) -> Iterator[_Page]:
    """Each list of the data as a page; what stands outside of lists is one of single values."""
    data: Any = content.data
    lists = cast("dict[str, Any]", data if isinstance(data, dict) else {content.stem: data})
    for name, rows in lists.items():
        page = _Page(str(name), named=True)
        for count, row in enumerate(cast("list[Any]", rows) if isinstance(rows, list) else [rows], 1):
            start = f"{name}[{count - 1}]" if isinstance(rows, list) else str(name)
            for head, where, value in _values(row):
                cell = draft.add_cell(Place(str(name), count, head or None, f"{start}{where}"), value)
                page.rows.setdefault(count, {}).setdefault(head, []).append(cell)
        yield page


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


class _TableReader:
    """Asks for the records of row after row, and for their links once all records are known."""

    def __init__(self, draft: Draft, mapping: MappingFile) -> None:
        self._draft = draft
        self._mapping = mapping
        self._records: dict[tuple[str, str, str], DraftRecord] = {}
        self._called: dict[tuple[str, str], list[DraftRecord]] = {}
        self._last: dict[str, DraftRecord] = {}
        self._wanted: list[_RowLinks] = []
        self._linked: set[tuple[int, str, int | str]] = set()
        self._missing: dict[str, tuple[ColumnRule, set[str]]] = {}
        self._found: set[str] = set()

    def read(self, page: _Page) -> None:
        """Read a page with those tables of the mapping that are about it."""
        tables = [table for table in self._mapping.tables if self._is_about(table, page)]
        heads = {table.place: page.heads(table) for table in tables}
        for table in tables:
            self._place_heads(page, table, heads[table.place])
        current: TableRule | None = None
        for named in _named_rows(page, tables, heads):
            heading = next(((t, row) for t, row in named if t.after and _fits(row, t.after)), None)
            if heading:
                current, row = heading
                self._draft.place(*_cells_below(current.after, row))
                continue
            for table, row in named:
                if _fits(row, table.only) and (not table.after or table is current):
                    self._read_row(table, row)
        self._leave(page, tables, heads)

    def finish(self) -> None:
        """Ask for all links, and say which columns of the mapping stand nowhere."""
        for wanted in self._wanted:
            for item, cell in wanted.items:
                self._link(wanted, item, cell)
        for place, (rule, heads) in self._missing.items():
            if place not in self._found:
                near = get_close_matches(rule.head, heads, 1)
                hint = f" Is {near[0]!r} meant?" if near else ""
                where = f"{self._mapping.name} {place}"
                self._mapping.add_problem(
                    where, rule.head, f"No column is called so in {self._draft.file}.{hint}"
                )
                self._draft.problems.append(self._mapping.problems.pop())

    def _is_about(self, table: TableRule, page: _Page) -> bool:
        if table.sheet is None:
            return not page.hidden
        return normal_name(table.sheet) == normal_name(page.name)

    def _place_heads(self, page: _Page, table: TableRule, heads: Mapping[str, str]) -> None:
        """Place the headings that the table names."""
        titles = page.rows.get(table.header, {}) if not page.named else {}
        for rule in table.rules:
            self._missing.setdefault(rule.place, (rule, set()))[1].update(heads.values())
            for column in (column for column, head in heads.items() if head == rule.head):
                self._found.add(rule.place)
                self._draft.place(*titles.get(column, ()))
        for column, head in heads.items():
            if head in (*table.only, *table.after):
                self._draft.place(*titles.get(column, ()))

    def _read_row(self, table: TableRule, row: _Row) -> None:
        """Ask for the records of one row; what chose the row has become something."""
        self._draft.place(*_cells_below(table.only, row))
        values = self._row_values(table, row)
        made = {label: self._named_records(given) for label, given in values.items()}
        everything = [record for records in made.values() for record in records]
        for label, records in made.items():
            self._fill(records, values[label], everything)
        self._carry(table, made, values)
        self._last |= {label: records[-1] for label, records in made.items() if records}

    def _row_values(self, table: TableRule, row: _Row) -> dict[str, _RowValues]:
        """What a row gives, by labels; what is fixed where the row says something, but not that."""
        values: dict[str, _RowValues] = {}
        for rule in table.rules:
            for cell in row.get(rule.head, ()):
                for target in rule.targets:
                    found = values.setdefault(target.entity.label, _RowValues(target.entity))
                    found.given_for(target).extend(
                        (value, cell) for value in self._values(rule, target, cell)
                    )
        first = next((cell for found in values.values() for cell in found.cells()), None)
        if first is None:
            return values
        for target, value in table.fixed:
            found = values.setdefault(target.entity.label, _RowValues(target.entity))
            if not (given := found.given_for(target)):
                given.append((value, first))
        return values

    def _values(self, rule: ColumnRule, target: TargetField, cell: Cell) -> Iterator[Any]:
        """What a cell gives for a field: parted, translated, scaled."""
        whole = cell.raw.split(rule.split) if rule.split else [cell.value]
        for value in (item.strip() if isinstance(item, str) else item for item in whole):
            if value == "":
                continue
            said = (
                rule.values.get(normal_name(str(value)), rule.values.get("*", value))
                if rule.values
                else value
            )
            if rule.values and said is value and normal_name(str(value)) not in rule.values:
                self._draft.add_problem(
                    cell, f"{rule.place}.values does not say what {value!r} means. Add it, or `*`."
                )
            elif said is None:
                self._draft.leave(cell, f"The mapping leaves {str(value)!r} out.")
            elif rule.scale:
                yield from self._scaled(rule.scale, target, number(said), cell)
            elif rule.format and isinstance(said, str):
                yield from self._day(rule, said, cell)
            else:
                yield said

    def _scaled(
        self, scale: ScoreScale, target: TargetField, given: float | Ambiguous[float] | None, cell: Cell
    ) -> Iterator[float]:
        score = self._draft.decide(given, cell, scale.holds)
        found = None if score is None else scaled_value(target, scale, score)
        if found is not None:
            yield found
        elif score is not None or given is None:
            self._draft.add_problem(cell, f"It is not on the scale {scale.text}. Correct it, or the scale.")

    def _day(self, rule: ColumnRule, text: str, cell: Cell) -> Iterator[date]:
        found = day_in_form(text, rule.format or "")
        if found is not None:
            yield found
        else:
            self._draft.add_problem(
                cell, f"It is no time of the form {rule.format}. Correct it, or {rule.place}.format."
            )

    def _named_records(self, given: _RowValues) -> list[DraftRecord]:
        """The records of one kind that a row names: by key, else by name and owner; each once in the file."""
        label = given.entity.label
        called = given.entity.name_property
        naming = called.name if called else None
        if naming is None:
            cells = list(given.cells())
            return [self._draft.add_record(label, cells[0])] if cells else []
        names, keys = given.fields.pop(naming, []), given.fields.get("key", [])
        above = normal_name(self._owner_name(given))
        found: list[DraftRecord] = []
        for value, cell in names or keys:
            text = plain_line(str(value)) if naming == "name" else quoted_text(_plain(str(value)))[0]
            identity = (label, "", str(keys[0][0])) if keys else (label, above, normal_name(text))
            if text and identity not in self._records:
                self._records[identity] = self._new_record(label, naming, text, cell)
                for called in {normal_name(text), *(normal_name(str(key)) for key, _ in keys)}:
                    self._called.setdefault((label, called), []).append(self._records[identity])
            self._draft.place(cell)
            found += [self._records[identity]] if identity in self._records else []
        return found

    def _owner_name(self, given: _RowValues) -> str:
        """What the row calls the owner of its record, or else the name of the last such above it."""
        link = given.entity.owner
        if link is None:
            return ""
        named = given.fields.get(link.field)
        last = self._last.get(link.targets[0])
        return last.name if last and not named else " / ".join(str(value) for value, _ in named or ())

    def _new_record(self, label: str, naming: str, text: str, cell: Cell) -> DraftRecord:
        record = self._draft.add_record(label, cell, called=naming)
        self._draft.set(record, naming, short_name(text) if naming == "name" else text, cell)
        return record

    def _fill(self, records: list[DraftRecord], given: _RowValues, row: list[DraftRecord]) -> None:
        """Set the properties of records, and note their links."""
        for name, found in given.fields.items():
            target = given.targets[name]
            if not records:
                for _, cell in found:
                    self._draft.leave(cell, f"Nothing names the {target.entity.label} of its row.")
            elif target.column.link:
                for record in records:
                    self._wanted.append(_RowLinks(record, target, [(str(v), c) for v, c in found], row))
                self._draft.place(*(cell for _, cell in found))
            else:
                for record in records:
                    self._set(record, target, found)

    def _set(self, record: DraftRecord, target: TargetField, found: list[_Given]) -> None:
        item = target.column.property
        assert item is not None
        for value, cell in found:
            value = _plain(value) if isinstance(value, str) else value
            before = record.values.get(item.name)
            if item.type is Datatype.TEXTS:
                texts: list[Any] = [*(before.value if before else []), value]
                self._draft.set(record, item.name, list(dict.fromkeys(texts)), cell)
            elif before is None:
                self._draft.set(record, item.name, value, cell)
            elif before.value == value:
                self._draft.place(cell)
            else:
                where = before.cell.place.locator
                self._draft.leave(cell, f"Another {item.name} of {record.name!r} stands at {where}.")

    def _carry(
        self,
        table: TableRule,
        made: Mapping[str, list[DraftRecord]],
        values: Mapping[str, _RowValues],
    ) -> None:
        """Link the records of a row, where it does not say to what, to the last such record above."""
        for target in table.above:
            link, label = target.column.link, target.entity.label
            assert link is not None
            last = self._last.get(link.targets[0])
            for record in made.get(label, ()):
                if last and not values[label].fields.get(target.column.name):
                    self._join(record, link.field, last, record.cell)

    def _link(self, wanted: _RowLinks, item: str, cell: Cell) -> None:
        """Link to the record that an item names: in its row, else alone in the file, else in the graph."""
        link = wanted.target.column.link
        assert link is not None
        label, called = link.targets[0], normal_name(plain_line(item))
        fits = self._called.get((label, called), [])
        own = [record for record in fits if record in wanted.row]
        end = own[0] if own else fits[0] if len(fits) == 1 else item
        self._join(wanted.start, link.field, end, cell)

    def _join(self, start: DraftRecord, name: str, end: DraftRecord | str, cell: Cell) -> None:
        identity = (id(start), name, end if isinstance(end, str) else id(end))
        if identity not in self._linked:
            self._linked.add(identity)
            self._draft.add_link(start, name, end, cell)

    def _leave(
        self, page: _Page, tables: Sequence[TableRule], heads: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Leave what no table has named, and say why."""
        if not tables:
            reason = "It is hidden." if page.hidden else "The mapping names no table of it."
            self._draft.leave_rest(
                reason, (c for row in page.rows.values() for cells in row.values() for c in cells)
            )
            return
        named = {head for table in tables for head in table.heads}
        for count, row in page.rows.items():
            for column, cells in row.items():
                titles = {heads[table.place].get(column, "") for table in tables}
                reason = "No table of the mapping takes its row."
                if not titles & named:
                    reason = f"The mapping does not name the column {max(titles)!r}."
                elif not page.named and all(count < table.first for table in tables):
                    reason = "It stands above the rows of the table."
                self._draft.leave_rest(reason, cells)


def _named_rows(
    page: _Page, tables: Sequence[TableRule], heads: Mapping[str, Mapping[str, str]]
) -> Iterator[list[tuple[TableRule, _Row]]]:
    """Each row as the tables see it that it can be one of: under their names of columns."""
    for count, row in page.rows.items():
        here = (table for table in tables if page.named or count >= table.first)
        yield [(table, _renamed_row(row, heads[table.place])) for table in here]


def _renamed_row(row: _Row, heads: Mapping[str, str]) -> _Row:
    found: _Row = {}
    for column, cells in row.items():
        if column in heads:
            found.setdefault(heads[column], []).extend(cells)
    return found


def _cells_below(heads: Iterable[str], row: _Row) -> list[Cell]:
    return [cell for head in heads for cell in row.get(head, ())]


def _fits(row: _Row, wanted: RowCondition) -> bool:
    """Whether a row holds what a condition wants."""
    return all(
        {normal_name(plain_line(cell.raw)) for cell in row.get(head, ())} & texts
        or ("" in texts and not row.get(head))
        for head, texts in wanted.items()
    )


def _plain(text: str) -> str:
    """A text of several lines without markup and spare blanks."""
    return "\n".join(plain_line(line) for line in text.strip().split("\n"))
