"""The native workbook: a sheet for each kind of record and of links, as tables or as nested data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from graph.entities import Datatype, Model
from seed.columns import SheetColumn, SheetForm, form_named, is_comment, is_example, sheet_advice, sheet_forms
from seed.content import CellValue, Content, Sheet, column_letters
from seed.draft import Cell, Draft, DraftRecord, DraftValue, Place
from seed.formats.format_guide import FormatGuide
from seed.values.references import items

NAME: str = "workbook"

GUIDE: FormatGuide = FormatGuide(
    "the native workbook",
    "A sheet for each kind of record, named as the root list of the API (`journeys`, `people`), columns "
    "named as its properties and links: XLSX, a folder of CSV files, JSON or YAML. `throughline seed "
    "template OUT` writes an empty one, `throughline export OUT` a full one.",
    (
        ("a row", "a record"),
        ("a column `steps`, several items parted by `;` or a line break", "links to what the items name"),
        ("a sheet `opportunities.steps`", "links with properties"),
    ),
    "sheets and columns that are none of ours, with the nearest name; rows marked as examples.",
    """
name,phase,position
Open the yearly bill,Switch supplier / Realise,0
""",
)

# Of the columns in sheets that bear our names, how many must be ours too.
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _RowCells:
    """One record of a sheet: its cells by column, several for each where it is a list; its place.

    `faulty` columns hold an error, so that nobody can say that they are empty.
    """

    place: Place
    cells: Mapping[str, list[tuple[Place, CellValue]]]
    listed: frozenset[str] = frozenset()
    faulty: frozenset[str] = frozenset()


def recognise(content: Content, model: Model) -> float:
    """How many of the columns are ours, in sheets that bear the names of ours."""
    known = sheet_forms(model)
    heads = [(form, head) for form, head in _heads(content, known) if form is not None]
    if not heads:
        return 0.0
    share = sum(1 for form, head in heads if form.column(head)) / len(heads)
    return share if share >= _SHARE else 0.0


def read(content: Content, model: Model) -> Draft:
    """The records and links of every sheet; unknown sheets and columns are left over, with advice."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    known = sheet_forms(model)
    if isinstance(content.data, dict):
        _read_data(draft, known, cast("dict[Any, Any]", content.data))
    else:
        for sheet in content.sheets:
            _read_sheet(draft, known, sheet)
    for label, name in {(link.label, link.field) for link in draft.links if isinstance(link.start, str)}:
        for record in draft.records_of(label):
            record.complete.add(name)
    return draft


def _heads(content: Content, known: dict[str, SheetForm]) -> Iterator[tuple[SheetForm | None, str]]:
    if isinstance(content.data, dict):
        for name, rows in cast("dict[Any, Any]", content.data).items():
            records = cast("list[Any]", rows) if isinstance(rows, list) else []
            heads = {str(head) for row in records if isinstance(row, dict) for head in cast("Any", row)}
            yield from ((form_named(known, str(name)), head) for head in heads if not is_comment(head))
        return
    for sheet in content.sheets:
        row = _head_row(sheet)
        if row is not None:
            form = form_named(known, sheet.name)
            yield from (
                (form, str(value)) for value in sheet.rows[row] if value is not None and not is_comment(value)
            )


def _head_row(sheet: Sheet) -> int | None:
    return next((row for row, _, _ in sheet.cells()), None)


@dataclass(slots=True)
class _SheetHeads:
    """What the columns of a sheet are: those of ours by number, comments, and errors by row."""

    columns: dict[int, str] = field(default_factory=dict[int, str])
    comments: set[int] = field(default_factory=set[int])
    faulty: dict[int, list[str]] = field(default_factory=dict[int, list[str]])


def _read_sheet(draft: Draft, known: dict[str, SheetForm], sheet: Sheet) -> None:
    form, first = form_named(known, sheet.name), _head_row(sheet)
    if form is None or first is None:
        reason = f"No sheet of the workbook is named {sheet.name!r}{sheet_advice(known, sheet.name)}."
        for row, column, value in sheet.cells():
            draft.leave(draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), value), reason)
        return
    heads = _sheet_heads(draft, form, sheet, first)
    for number, values in enumerate(sheet.rows[first + 1 :], first + 2):
        cells: dict[str, list[tuple[Place, CellValue]]] = {
            name: [] for name in heads.columns.values() if name
        }
        for column, value in enumerate(values):
            place = Place(sheet.name, number, column_letters(column))
            if value is None:
                continue
            if column in heads.comments:
                draft.place(draft.add_cell(place, value))
            elif heads.columns.get(column):
                cells[heads.columns[column]].append((place, value))
            else:
                draft.leave(draft.add_cell(place, value), "Its column is not one of this sheet.")
        if any(cells.values()):
            faulty = frozenset(heads.faulty.get(number, ()))
            _read_row(draft, form, _RowCells(Place(sheet.name, number), cells, faulty=faulty))


def _sheet_heads(draft: Draft, form: SheetForm, sheet: Sheet, first: int) -> _SheetHeads:
    heads = _SheetHeads()
    for column, value in enumerate(sheet.rows[first]):
        if value is None:
            continue
        cell = draft.add_cell(Place(sheet.name, first + 1, column_letters(column)), value)
        if is_comment(value):
            heads.comments.add(column)
            draft.place(cell)
        else:
            heads.columns[column] = _accept_head(draft, form, cell, list(heads.columns.values()))
    for fault in sheet.faults:
        heads.faulty.setdefault(fault.row + 1, []).append(heads.columns.get(fault.column, ""))
    return heads


def _accept_head(draft: Draft, form: SheetForm, cell: Cell, before: list[str]) -> str:
    """The column that a head names; nothing where there is none, or it stands twice."""
    column = form.column(str(cell.value))
    if column is None:
        draft.leave(cell, form.head_advice(str(cell.value)))
        return ""
    if column.name in before:
        draft.add_problem(cell, f"The column {column.name} stands twice in {form.name}. Delete one of them.")
        return ""
    draft.place(cell)
    return column.name


def _read_data(draft: Draft, known: dict[str, SheetForm], data: dict[Any, Any]) -> None:
    for name, rows in data.items():
        form = form_named(known, str(name))
        if form is None or not isinstance(rows, list):
            reason = f"{name} is no list of the workbook{sheet_advice(known, str(name))}."
            for place, value in _values(str(name), rows):
                draft.leave(draft.add_cell(place, value), reason)
            continue
        for number, row in enumerate(cast("list[Any]", rows), 1):
            _read_object(draft, form, row, number)


def _read_object(draft: Draft, form: SheetForm, row: Any, number: int) -> None:
    where = f"{form.name}[{number - 1}]"
    if not isinstance(row, dict):
        for place, value in _leaves(Place(form.name, number, name=where), row):
            draft.add_problem(draft.add_cell(place, value), f"Each of {form.name} must be an object.")
        return
    cells: dict[str, list[tuple[Place, CellValue]]] = {}
    listed: set[str] = set()
    for head, value in cast("dict[Any, Any]", row).items():
        column = form.column(str(head))
        start = Place(form.name, number, column.name if column else str(head), f"{where}.{head}")
        if is_comment(head):
            for place, leaf in _leaves(start, value):
                draft.place(draft.add_cell(place, leaf))
            continue
        if column is None:
            advice = form.head_advice(str(head))
            for place, leaf in _leaves(start, value):
                draft.leave(draft.add_cell(place, leaf), advice)
            continue
        if isinstance(value, list):
            listed.add(column.name)
        cells.setdefault(column.name, [])
        for place, leaf in _leaves(start, value):
            if place.name not in (f"{where}.{head}", f"{where}.{head}[{len(cells[column.name])}]"):
                draft.add_problem(
                    draft.add_cell(place, leaf), f"{column.name} must be a value or a list of values."
                )
            else:
                cells[column.name].append((place, leaf))
    if any(cells.values()):
        _read_row(draft, form, _RowCells(Place(form.name, number, name=where), cells, frozenset(listed)))


def _values(name: str, rows: Any) -> Iterator[tuple[Place, CellValue]]:
    """Every single value of a list that is none of the workbook, placed like those of its lists."""
    if not isinstance(rows, list):
        yield from _leaves(Place(name, name=name), rows)
        return
    for number, row in enumerate(cast("list[Any]", rows), 1):
        where = f"{name}[{number - 1}]"
        fields = cast("dict[Any, Any]", row) if isinstance(row, dict) else {None: row}
        for head, value in fields.items():
            column = None if head is None else str(head)
            yield from _leaves(Place(name, number, column, f"{where}.{column}" if column else where), value)


def _leaves(start: Place, value: Any) -> Iterator[tuple[Place, CellValue]]:
    """Every single value inside nested data, with the way to it."""
    if isinstance(value, dict):
        for name, item in cast("dict[Any, Any]", value).items():
            yield from _leaves(replace(start, name=f"{start.name}.{name}"), item)
    elif isinstance(value, list):
        for number, item in enumerate(cast("list[Any]", value)):
            yield from _leaves(replace(start, name=f"{start.name}[{number}]"), item)
    elif value is not None and value != "":
        yield start, value


def _read_row(draft: Draft, form: SheetForm, row: _RowCells) -> None:
    found = {
        name: [draft.add_cell(place, value) for place, value in cells] for name, cells in row.cells.items()
    }
    if _is_example_row(form, found):
        draft.leave_rest(
            "An example of the template: it is not data.", [c for cells in found.values() for c in cells]
        )
        return
    if form.link is not None:
        _read_link(draft, form, row, found)
        return
    _leave_examples(draft, found)
    if any(found.values()):
        _read_record(draft, form, row, found)


def _read_record(draft: Draft, form: SheetForm, row: _RowCells, found: dict[str, list[Cell]]) -> None:
    called = form.entity.name_property.name if form.entity.name_property else "key"
    name = next((cells[0] for head in (called, "key", "id") if (cells := found.get(head))), None)
    main = name or next(cells[0] for cells in found.values() if cells)
    record = DraftRecord(form.entity.label, main, called)
    draft.records.append(record)
    for head, cells in found.items():
        if head not in row.faulty:
            record.complete.add(head)
        if cells:
            _read_cells(draft, record, form.columns[head], cells, listed=head in row.listed)


def _read_cells(
    draft: Draft, record: DraftRecord, column: SheetColumn, cells: list[Cell], *, listed: bool
) -> None:
    if column.link is None:
        _set(draft, record, column, cells, listed=listed)
    else:
        _link(draft, record, column, cells, listed=listed)


def _is_example_row(form: SheetForm, found: Mapping[str, list[Cell]]) -> bool:
    """Whether a row is an example by its name, else its key; where rows have no names, by any cell."""
    naming = form.entity.name_property if form.link is None else None
    told = (
        next((cells for head in (naming.name, "key") if (cells := found.get(head))), None) if naming else None
    )
    cells = told or [cell for cells in found.values() for cell in cells]
    return any(is_example(cell.value) for cell in cells)


def _leave_examples(draft: Draft, found: dict[str, list[Cell]]) -> None:
    """Leave what stayed of an example in a row that was written over."""
    for head, cells in list(found.items()):
        rest = [cell for cell in cells if is_example(cell.value)]
        for cell in rest:
            draft.leave(cell, "It stayed from the example of the template, on which its row was written.")
        kept = [cell for cell in cells if cell not in rest]
        if rest and kept:
            found[head] = kept
        elif rest:
            del found[head]


def _set(draft: Draft, record: DraftRecord, column: SheetColumn, cells: list[Cell], *, listed: bool) -> None:
    assert column.property is not None
    draft.place(*cells)
    if column.property.type is Datatype.TEXTS and listed:
        record.values[column.name] = DraftValue([cell.value for cell in cells], cells[0])
    elif len(cells) > 1 or listed:
        draft.add_problem(cells[0], f"{column.name} takes one value. Give it as such, not as a list.")
    else:
        draft.set(record, column.name, cells[0].value, cells[0])


def _link(draft: Draft, record: DraftRecord, column: SheetColumn, cells: list[Cell], *, listed: bool) -> None:
    assert column.link is not None
    found = [
        (cell, item) for cell in cells for item in ([cell.raw] if listed else items(cell.raw)) if item.strip()
    ]
    draft.place(*cells)
    if len(found) > 1 and not column.link.many:
        draft.add_problem(cells[0], f"{column.name} takes one item. A ; inside a name is written \\;.")
        return
    for cell, item in found:
        draft.add_link(record, column.name, item, cell)


def _read_link(draft: Draft, form: SheetForm, row: _RowCells, found: dict[str, list[Cell]]) -> None:
    assert form.link is not None
    start, end = list(form.columns)[:2]
    cells = [cell for group in found.values() for cell in group]
    if not (found.get(start) and found.get(end)):
        draft.add_problem(cells[0], f"Each row of {form.name} names both ends: {start} and {end}.")
        draft.place(*cells)
        return
    ends = [item for cell in found[end] for item in items(cell.raw)]
    for item in ends:
        link = draft.add_link(found[start][0].raw, form.link.field, item, found[end][0], form.entity.label)
        for head, group in found.items():
            if head not in (start, end) and group:
                draft.set(link, head, group[0].value, group[0])
    draft.place(*cells)
