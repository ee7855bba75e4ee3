"""Reads any table, or list of objects, into a draft as a mapping file says."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from math import inf
from typing import Any

from graph.entities import Datatype, Entity
from seed.content import Content
from seed.draft import Cell, Draft, DraftRecord, Place, Problem
from seed.draft_builder import short_name
from seed.mapped_pages import ItemPath, MappedPage, Row, are_related, are_side_by_side, file_pages, item_path
from seed.mapping import ColumnRule, MappingFile, RowCondition, TableRule, TargetField, scaled_value
from seed.values.contacts import without_contacts
from seed.values.days import day_in_form
from seed.values.items import is_nothing, plain_line, quoted_text
from seed.values.notations import Ambiguous
from seed.values.numbers import number
from seed.values.references import normal_name
from seed.values.scales import ScoreScale

NAME: str = "mapping"

# A value, the cell that it was read from, and the items of lists that it belongs to.
_Given = tuple[Any, Cell, ItemPath]
# A record, and where the row names it.
_Made = tuple[DraftRecord, ItemPath]


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

    def cell_of(self, path: ItemPath) -> Cell:
        """The first cell of an item."""
        return next(c for given in self.fields.values() for _, c, other in given if other == path)

    def cells(self) -> Iterator[Cell]:
        """The cells that its values stand in."""
        return (cell for given in self.fields.values() for _, cell, _ in given)

    def paths(self) -> list[ItemPath]:
        """The items of lists that its values are about, without those around others, in their order."""
        found = {tuple(path.items()): path for given in self.fields.values() for _, _, path in given}
        around = [
            path for path in found.values() if any(path.items() < other.items() for other in found.values())
        ]
        return [path for path in found.values() if path not in around]


@dataclass(slots=True)
class _RowLinks:
    """A link of a record to others that cells of its row name."""

    start: DraftRecord
    target: TargetField
    items: list[tuple[str, Cell]]
    row: list[DraftRecord]


@dataclass(slots=True)
class _ReadPage:
    """A page that was read, with the tables about it and their names of its columns."""

    page: MappedPage
    tables: list[TableRule]
    heads: dict[str, dict[str, str]]


def mapped_draft(content: Content, mapping: MappingFile) -> Draft:
    """Everything that the tables of a mapping find in a file; what they do not name is left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    reader = _TableReader(draft, mapping)
    # All cells first: what is open in one is decided by others.
    for page in file_pages(draft, content, mapping.tables):
        reader.read(page)
    reader.finish()
    return draft


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
        self._texts: Counter[tuple[str, str]] = Counter()
        self._pages: list[_ReadPage] = []

    def read(self, page: MappedPage) -> None:
        """Read a page with those tables of the mapping that are about it."""
        tables = [table for table in self._mapping.tables if page.is_told_of_by(table)]
        heads = {table.place: page.heads(table) for table in tables}
        self._pages.append(_ReadPage(page, tables, heads))
        for table in tables:
            self._place_heads(page, table, heads[table.place])
        for table in tables:
            if table.order:
                self._read_in_order(page, table, heads[table.place])
        self._read_down(page, [table for table in tables if not table.order], heads)

    def _read_down(
        self, page: MappedPage, tables: Sequence[TableRule], heads: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Read row after row, each in the tables that it fits."""
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

    def finish(self) -> None:
        """Ask for all links, leave what no table names, and say what the mapping names that is not there."""
        for wanted in self._wanted:
            for item, cell in wanted.items:
                self._link(wanted, item, cell)
        for page in self._pages:
            self._leave(page)
        self._order_by_positions()
        self._note_missing_pages()
        for place, (rule, heads) in self._missing.items():
            if place not in self._found:
                near = get_close_matches(rule.head, heads, 1)
                hint = f" Is {near[0]!r} meant?" if near else ""
                self._note(place, rule.head, f"No column is called so in {self._draft.file}.{hint}")

    def _note_missing_pages(self) -> None:
        """Say which sheets or lists a table is about that are not there."""
        there = {table.place for page in self._pages for table in page.tables}
        names = ", ".join(repr(page.page.name) for page in self._pages[:10])
        for table in self._mapping.tables:
            if table.place not in there and table.sheet is not None:
                told = f"No sheet or list is called so in {self._draft.file}; there is {names}."
                self._note(f"{table.place}sheet", table.sheet, told)

    def _note(self, place: str, value: str, message: str) -> None:
        where = f"{self._mapping.name} {place}"
        self._draft.problems.append(Problem(Place(column=where, name=where), value, message))

    def _order_by_positions(self) -> None:
        """Bring records whose positions are no places, as fractions and gaps are none, into their order."""
        for label in {record.label for record in self._draft.records if "position" in record.values}:
            records = list(self._draft.records_of(label))
            given = {r: number(r.values["position"].value) for r in records if "position" in r.values}
            plain = {r: value for r, value in given.items() if isinstance(value, int | float)}
            if len(plain) < len(given) or all(value == int(value) and value >= 0 for value in plain.values()):
                continue
            for record in plain:
                del record.values["position"]
            ordered = iter(sorted(records, key=lambda record: plain.get(record, inf)))
            self._draft.records = [
                next(ordered) if record.label == label else record for record in self._draft.records
            ]

    def _place_heads(self, page: MappedPage, table: TableRule, heads: Mapping[str, str]) -> None:
        """Place the headings that the table names."""
        titles = page.rows.get(table.header, {}) if not page.named else {}
        for rule in table.rules:
            self._missing.setdefault(rule.place, (rule, set()))[1].update(heads.values())
            for column in (column for column, head in heads.items() if head == rule.head):
                self._found.add(rule.place)
                self._draft.place(*titles.get(column, ()))
        for column, head in heads.items():
            if head in (*table.only, *table.after, table.order):
                self._draft.place(*titles.get(column, ()))

    def _read_in_order(self, page: MappedPage, table: TableRule, heads: Mapping[str, str]) -> None:
        """Read the rows of a table in the order of the numbers in one of its columns."""
        named = (row for found in _named_rows(page, [table], {table.place: heads}) for _, row in found)
        rows = [row for row in named if row and _fits(row, table.only)]
        for _, row in sorted(((self._place_of(table, row), row) for row in rows), key=lambda item: item[0]):
            self._read_row(table, row)

    def _place_of(self, table: TableRule, row: Row) -> float:
        """The number by which a row is put in order; what is read of a row without one is a problem."""
        cell = next(iter(row.get(table.order or "", ())), None)
        place = self._draft.decide(number(cell.value), cell) if cell else None
        if place is None and any(row.get(rule.head) for rule in table.rules):
            first = cell or next(iter(row.values()))[0]
            self._draft.add_problem(first, f"{table.order} gives no number to order by.")
        elif cell:
            self._draft.place(cell)
        return inf if place is None else place

    def _read_row(self, table: TableRule, row: Row) -> None:
        """Ask for the records of one row; what chose the row has become something."""
        self._draft.place(*_cells_below(table.only, row))
        values = self._row_values(table, row)
        beside = [cell for head, cells in row.items() if head not in table.heads for cell in cells]
        made = {label: self._named_records(given, beside) for label, given in values.items()}
        everything = [item for records in made.values() for item in records]
        for label, records in made.items():
            self._fill(records, values[label], everything)
        records = {label: [record for record, _ in items] for label, items in made.items()}
        self._carry(table, records, values)
        self._last |= {label: found[-1] for label, found in records.items() if found}

    def _row_values(self, table: TableRule, row: Row) -> dict[str, _RowValues]:
        """What a row gives, by labels; what is fixed where the row says something, but not that."""
        values: dict[str, _RowValues] = {}
        for rule in table.rules:
            for cell in row.get(rule.head, ()):
                for target in rule.targets:
                    found = values.setdefault(target.entity.label, _RowValues(target.entity))
                    path = item_path(cell)
                    found.given_for(target).extend(
                        (value, cell, path) for value in self._values(rule, target, cell)
                    )
        first = next((cell for found in values.values() for cell in found.cells()), None)
        if first is None:
            return values
        for target, value in table.fixed:
            found = values.setdefault(target.entity.label, _RowValues(target.entity))
            if not (given := found.given_for(target)):
                given.append((value, first, {}))
        return values

    def _values(self, rule: ColumnRule, target: TargetField, cell: Cell) -> Iterator[Any]:
        """What a cell gives for a field: parted, translated, scaled."""
        whole = cell.raw.split(rule.split) if rule.split else [cell.value]
        for value in (item.strip() if isinstance(item, str) else item for item in whole):
            if value == "" or self._says_nothing(rule, value, cell):
                continue
            said = _translated(rule, value)
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

    def _says_nothing(self, rule: ColumnRule, value: Any, cell: Cell) -> bool:
        """Whether a text such as `n/a`, which the rule does not know, says that there is nothing."""
        said = isinstance(value, str) and is_nothing(value)
        if not said or normal_name(value) in (rule.values or {}):
            return False
        self._draft.leave(cell, "It says that there is nothing to say.")
        return True

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

    def _named_records(self, given: _RowValues, beside: Sequence[Cell]) -> list[_Made]:
        """The records of one kind that a row names: by key, else by name and owner; each once in the file.

        What somebody says is told apart by what else stands in its row (`beside`), so that each answer is its
        own.
        """
        label, called = given.entity.label, given.entity.name_property
        if called is None:
            return [(self._draft.add_record(label, given.cell_of(path)), path) for path in given.paths()]
        names, keys = given.fields.pop(called.name, []), given.fields.get("key", [])
        found: list[_Made] = []
        for value, cell, path in names or keys:
            key = next((str(key) for key, _, other in keys if are_related(path, other)), None)
            text = plain_line(str(value)) if called.name == "name" else self._said(str(value), cell)
            scope = self._answer_scope(text, path, beside) if called.name == "text" and key is None else ""
            self._draft.place(cell)
            if text:
                above = normal_name(self._owner_name(given, path))
                identity = (label, "", key) if key else (label, f"{above}|{scope}", normal_name(text))
                record = self._records.get(identity) or self._new_record(
                    label, called.name, text, cell, scope
                )
                self._remember(identity, record, text, key)
                found.append((record, path))
        return found

    def _said(self, value: str, cell: Cell) -> str:
        """What somebody said, without what leads to a person."""
        whole = quoted_text(_plain(value))[0]
        text = without_contacts(whole)
        if text != whole:
            self._draft.remark(cell, "What leads to a person was taken out of it.")
        return text

    def _remember(
        self, identity: tuple[str, str, str], record: DraftRecord, text: str, key: str | None
    ) -> None:
        """Keep a record for the rows and links that name it."""
        if identity in self._records:
            return
        self._records[identity] = record
        for word in {normal_name(text), *([normal_name(key)] if key else [])}:
            self._called.setdefault((record.label, word), []).append(record)

    def _answer_scope(self, text: str, path: ItemPath, beside: Sequence[Cell]) -> str:
        """What tells one answer from others in the same words: what else its row holds, and how many such."""
        told = "\n".join(cell.raw for cell in beside if are_related(path, item_path(cell)))
        digest = hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""
        self._texts[normal_name(text), digest] += 1
        count = self._texts[normal_name(text), digest]
        return f"{digest}{f' ({count})' if count > 1 else ''}"

    def _owner_name(self, given: _RowValues, path: ItemPath) -> str:
        """What the row calls the owner of its record, or else the name of the last such above it."""
        link = given.entity.owner
        if link is None:
            return ""
        named = [str(v) for v, _, other in given.fields.get(link.field, ()) if are_related(path, other)]
        last = self._last.get(link.targets[0])
        return last.name if last and not named else " / ".join(named)

    def _new_record(self, label: str, naming: str, text: str, cell: Cell, scope: str) -> DraftRecord:
        record = self._draft.add_record(label, cell, called=naming, scope=scope)
        self._draft.set(record, naming, short_name(text) if naming == "name" else text, cell)
        return record

    def _fill(self, made: list[_Made], given: _RowValues, row: list[_Made]) -> None:
        """Set the properties of records, and note their links; a value is for the records of its item."""
        for name, found in given.fields.items():
            target = given.targets[name]
            for value, cell, path in found:
                records = list(dict.fromkeys(record for record, at in made if are_related(path, at)))
                if not records:
                    self._leave_unnamed(target, cell, made, path)
                for record in records:
                    if target.column.link is None:
                        self._set(record, target, value, cell)
                    else:
                        near = [other for other, at in row if are_related(path, at)]
                        self._wanted.append(_RowLinks(record, target, [(str(value), cell)], near))
                        self._draft.place(cell)

    def _leave_unnamed(self, target: TargetField, cell: Cell, made: list[_Made], path: ItemPath) -> None:
        """Leave a value of which its row names no record; refuse one whose record stands in a list beside."""
        if any(are_side_by_side(path, at) for _, at in made):
            self._draft.add_problem(
                cell,
                f"Nobody can tell to which {target.entity.label} it belongs: their lists stand side by side. "
                "Nest one in the other, or give each a column that names the other.",
            )
        else:
            self._draft.leave(cell, f"Nothing names the {target.entity.label} of its row.")

    def _set(self, record: DraftRecord, target: TargetField, value: Any, cell: Cell) -> None:
        item = target.column.property
        assert item is not None
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

    def _leave(self, read: _ReadPage) -> None:
        """Leave what no table has named, and say why."""
        page, tables, heads = read.page, read.tables, read.heads
        if not tables:
            reason = "It is hidden." if page.hidden else "The mapping names no table of it."
            self._draft.leave_rest(reason, page.cells())
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


def _translated(rule: ColumnRule, value: Any) -> Any:
    """What a value stands for where the rule says so."""
    if not rule.values:
        return value
    return rule.values.get(normal_name(str(value)), rule.values.get("*", value))


def _named_rows(
    page: MappedPage, tables: Sequence[TableRule], heads: Mapping[str, Mapping[str, str]]
) -> Iterator[list[tuple[TableRule, Row]]]:
    """Each row as the tables see it that it can be one of: under their names of columns."""
    for count, row in page.rows.items():
        here = (table for table in tables if page.named or count >= table.first)
        yield [(table, _renamed_row(row, heads[table.place])) for table in here]


def _renamed_row(row: Row, heads: Mapping[str, str]) -> Row:
    found: Row = {}
    for column, cells in row.items():
        if column in heads:
            found.setdefault(heads[column], []).extend(cells)
    return found


def _cells_below(heads: Iterable[str], row: Row) -> list[Cell]:
    return [cell for head in heads for cell in row.get(head, ())]


def _fits(row: Row, wanted: RowCondition) -> bool:
    """Whether a row holds what a condition wants."""
    return all(
        {normal_name(plain_line(cell.raw)) for cell in row.get(head, ())} & texts
        or ("" in texts and not row.get(head))
        for head, texts in wanted.items()
    )


def _plain(text: str) -> str:
    """A text of several lines without markup and spare blanks."""
    return "\n".join(plain_line(line) for line in text.strip().split("\n"))
