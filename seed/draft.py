"""The neutral form of a file: records and links it asks for, where each stood, and what was left over."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from seed.content import CellValue
from seed.values.days import day_sign
from seed.values.notations import Ambiguous, FileNotation
from seed.values.numbers import number_sign

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; rows and lines count from 1, columns are letters or names."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    name: str | None = None

    @property
    def locator(self) -> str:
        """The place in a few characters: `Sheet1!B7`, `line 12`, or the name it was given."""
        if self.name is not None:
            return self.name
        if self.row is None:
            return self.sheet or ""
        if self.column is None and self.sheet is None:
            return f"line {self.row}"
        cell = f"{self.column or ''}{self.row}"
        return f"{self.sheet}!{cell}" if self.sheet else cell


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell, line or value of a file, as it stood there; each is its own, even with equal content."""

    place: Place
    value: CellValue

    @property
    def raw(self) -> str:
        """The value as text."""
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class DraftValue:
    """A value for a property, and the cell it was read from; a value of None clears if told to prune."""

    value: Any
    cell: Cell


@dataclass(frozen=True, slots=True)
class Leftover:
    """A cell that became nothing, and why."""

    cell: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that must be mended before it can be written; the message says how."""

    place: Place
    value: CellValue
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What was made of a value that was read, but is to be looked at."""

    place: Place
    value: CellValue
    message: str


@dataclass(slots=True, eq=False)
class DraftRecord:
    """A record that a file asks for; its values by names of GraphQL, `id`, `key` and `position` among them.

    `called` is the property that people call it by. `scope` makes it another one than its namesakes: the
    step a score belongs to, say. Parts need none. `complete`: properties and links of which the file says
    all; what it does not give is cleared on demand.
    `unread`: properties whose values could not be read, which is told already. `aspect`: the title of what
    its source alone says of what it is linked to, such as a mood; other sources say theirs beside it.
    """

    label: str
    cell: Cell
    called: str = "name"
    values: dict[str, DraftValue] = field(default_factory=dict[str, DraftValue])
    scope: str = ""
    complete: set[str] = field(default_factory=set[str])
    unread: set[str] = field(default_factory=set[str])
    aspect: str = ""

    @property
    def name(self) -> str:
        """What the record is called in the file."""
        entry = self.values.get(self.called)
        return str(entry.value) if entry else ""


# A record of the draft, or what the file calls one: a key, an id, a name, or a path `Journey / Phase / Step`.
Reference = DraftRecord | str


@dataclass(slots=True, eq=False)
class DraftLink:
    """A link that a file asks for, from the start's side: `field` is the start's field in the model."""

    label: str
    field: str
    start: Reference
    end: Reference
    cell: Cell
    values: dict[str, DraftValue] = dataclasses.field(default_factory=dict[str, DraftValue])


@dataclass(slots=True)
class Draft:
    """What one file asks for; every cell that is read is to be placed or left, as `unaccounted` can tell."""

    format: str
    file: str
    sha256: str | None = None
    records: list[DraftRecord] = field(default_factory=list[DraftRecord])
    links: list[DraftLink] = field(default_factory=list[DraftLink])
    leftovers: list[Leftover] = field(default_factory=list[Leftover])
    problems: list[Problem] = field(default_factory=list[Problem])
    remarks: list[Remark] = field(default_factory=list[Remark])
    _read: dict[Cell, None] = field(default_factory=dict[Cell, None])
    _placed: set[Cell] = field(default_factory=set[Cell])
    _left: set[Cell] = field(default_factory=set[Cell])
    _notation: FileNotation = field(default_factory=lambda: FileNotation(number_sign, day_sign))
    _unnoted: list[Cell] = field(default_factory=list[Cell])
    _told: set[tuple[Cell, str]] = field(default_factory=set[tuple[Cell, str]])

    def add_cell(self, place: Place, value: CellValue) -> Cell:
        """Count a cell that is not empty; it is now to be placed or left."""
        cell = Cell(place, value)
        self._read[cell] = None
        self._unnoted.append(cell)
        return cell

    def place(self, *cells: Cell) -> None:
        """Say that cells have become something, such as a heading that was followed."""
        self._placed.update(cells)

    def leave(self, cell: Cell, reason: str) -> None:
        """Say that a cell became nothing, and why; one that was placed or left already stays as it is."""
        if cell not in self._placed and cell not in self._left:
            self._left.add(cell)
            self.leftovers.append(Leftover(cell, reason))

    def add_record(
        self, label: str, cell: Cell, name: str | None = None, *, called: str = "name", scope: str = ""
    ) -> DraftRecord:
        """Ask for a record that stands in `cell`, which gives its name unless another is given."""
        record = DraftRecord(label, cell, called, scope=scope)
        if name is not None:
            record.values[called] = DraftValue(name, cell)
        self.place(cell)
        self.records.append(record)
        return record

    def set(self, record: DraftRecord | DraftLink, name: str, value: Any, cell: Cell) -> None:
        """Give a property of a record or link a value."""
        record.values[name] = DraftValue(value, cell)
        self.place(cell)

    def add_link(
        self, start: Reference, field: str, end: Reference, cell: Cell, label: str = ""
    ) -> DraftLink:
        """Ask for a link by the field at its start; `label`: the start's kind where it is only a text."""
        link = DraftLink(start.label if isinstance(start, DraftRecord) else label, field, start, end, cell)
        self.place(cell)
        self.links.append(link)
        return link

    def add_problem(self, cell: Cell, message: str) -> None:
        """Say what is wrong with a cell and how to mend it; nothing is written then."""
        self.place(cell)
        self.problems.append(Problem(cell.place, cell.value, message))

    def remark(self, cell: Cell, message: str) -> None:
        """Say once what was made of a cell, so that somebody looks at it."""
        if (cell, message) not in self._told:
            self._told.add((cell, message))
            self.remarks.append(Remark(cell.place, cell.value, message))

    def decide(
        self,
        reading: T | Ambiguous[T] | None,
        cell: Cell,
        fits: Callable[[T], bool] = lambda _: True,
        called: str = "It",
    ) -> T | None:
        """The value of a text in a cell: of two readings the one that the file decides for, with a remark.

        `fits` tells which values can stand there. What stays open is a problem of `called`, and no value.
        """
        if not isinstance(reading, Ambiguous):
            return reading
        open_text = cast("Ambiguous[T]", reading)
        self._note_cells()
        choice = self._notation.choose((cell.place.sheet, cell.place.column), open_text, fits)
        if choice is not None:
            self.remark(cell, choice.remark)
            return choice.value
        message = f"{called} {open_text.message}"
        if (cell, message) not in self._told:
            self._told.add((cell, message))
            self.add_problem(cell, message)
        return None

    def _note_cells(self) -> None:
        """Learn from the cells that were read since it was last asked how the file writes."""
        for cell in self._unnoted:
            place = cell.place
            self._notation.note((place.sheet, place.column), cell.value, place.locator)
        self._unnoted.clear()

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many cells were read, placed, left over; the first is the sum of the others."""
        return len(self._read), len(self._placed - self._left), len(self._left)

    def cells(self) -> Iterator[Cell]:
        """Every cell that was read, in order."""
        return iter(self._read)

    @property
    def sheet_names(self) -> frozenset[str]:
        """The sheets of which cells were read."""
        return frozenset(cell.place.sheet for cell in self._read if cell.place.sheet is not None)

    def unaccounted_cells(self) -> list[Cell]:
        """Cells that were read and forgotten, and cells that were placed without being read."""
        told = self._placed | self._left
        return [cell for cell in self._read if cell not in told] + [c for c in told if c not in self._read]

    def records_of(self, label: str) -> Iterator[DraftRecord]:
        """The records of one kind, in the order of the file."""
        return (record for record in self.records if record.label == label)

    def leave_rest(self, reason: str, cells: Iterable[Cell] | None = None) -> None:
        """Leave whatever of these cells (or of all that were read) has not become anything."""
        for cell in list(self._read) if cells is None else cells:
            self.leave(cell, reason)
