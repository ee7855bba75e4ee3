"""How a matrix lies in a sheet: where its lanes are headed, along which side its stages run.

Where stages run to the right the grid is turned, so that its readers know one way only: lanes by index, and a
slot for each stage, step or persona.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from seed.content import CellValue, MergedBlock, Sheet
from seed.formats.matrix.lanes import AXIS_LANES, EXPERIENCE_LANES, LaneKind, is_total, likely_lane, sure_lane

# How far heads are looked for, and how much of a merged block is followed.
_FIRST_ROWS = 30
_FIRST_COLUMNS = 6
_MOST_LABELS = 300
_BLOCK_ROWS = 5_000
_BLOCKS = 20_000

# Of several lanes of what is done, the one of steps: `Task, Step`, or the row of heads without a title.
_CALLED_STEP = re.compile(r"step|schritt", re.IGNORECASE)

# What a list begins with that only refers to steps.
_LISTED = (LaneKind.OPPORTUNITY, LaneKind.SOLUTION, LaneKind.METRIC)

# What stands below the heads of a table in Markdown.
_RULE = re.compile(r"\s*:?-{2,}:?\s*")

# A cell of a sheet by row and column, from 0.
CellSpot = tuple[int, int]


@dataclass(slots=True)
class Table:
    """A sheet whose merged blocks show their value in each of their cells."""

    sheet: Sheet
    width: int = 0
    _blocks: dict[int, list[MergedBlock]] = field(default_factory=dict[int, list[MergedBlock]])

    def __post_init__(self) -> None:
        """Note the merged blocks of each row."""
        self.width = max(map(len, self.sheet.rows), default=0)
        for block in self.sheet.merged[:_BLOCKS]:
            last = min(block.bottom, len(self.sheet.rows) - 1, block.top + _BLOCK_ROWS)
            for row in range(block.top, last + 1):
                self._blocks.setdefault(row, []).append(block)

    def value(self, row: int, column: int) -> CellValue:
        """What stands in the very cell; None where nothing does."""
        rows = self.sheet.rows
        return rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[row]) else None

    def block(self, row: int, column: int) -> MergedBlock | None:
        """The merged block that a cell is part of."""
        return next((m for m in self._blocks.get(row, ()) if m.left <= column <= m.right), None)

    def shown_spot(self, row: int, column: int) -> CellSpot | None:
        """The spot whose value a cell shows: its own or the first of its block; None where that is empty."""
        if self.value(row, column) is not None:
            return row, column
        found = self.block(row, column)
        return (found.top, found.left) if found and self.value(found.top, found.left) is not None else None

    def count(self, row: int, column: int = 0) -> int:
        """How many cells of a row hold something, from a column on."""
        return sum(1 for item in self.sheet.rows[row][column:] if item is not None)

    def lanes(self, spots: Iterable[CellSpot]) -> dict[CellSpot, LaneKind]:
        """Those of the cells that surely head lanes."""
        texts = ((spot, self.value(*spot)) for spot in spots)
        found = ((spot, sure_lane(text)) for spot, text in texts if isinstance(text, str))
        return {spot: holds for spot, holds in found if holds is not None}


@dataclass(frozen=True, slots=True)
class Head:
    """One lane of a matrix: what it holds (None where nobody knows), its title, and where that stands."""

    holds: LaneKind | None
    title: str
    index: int
    spots: tuple[CellSpot, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix in a sheet: its lanes, the rows (columns, if turned) of its stages, and what stands above.

    A part of a matrix knows the stages of the whole: `everywhere`.
    """

    table: Table
    turned: bool
    heads: tuple[Head, ...]
    slots: tuple[int, ...]
    above: tuple[CellSpot, ...]
    groups: tuple[CellSpot, ...]
    everywhere: tuple[int, ...] = ()

    def spot(self, slot: int, head: Head) -> CellSpot | None:
        """The spot whose value a lane shows for a slot; None where it is empty, or part of another lane."""
        found = self.table.shown_spot(*self._place(slot, head))
        return found if found and found[0 if self.turned else 1] == head.index else None

    def all_spots(self, head: Head) -> list[CellSpot]:
        """The filled spots of a lane, also those of other parts where the matrix was parted."""
        found = (self.spot(slot, head) for slot in self.everywhere or self.slots)
        return list(dict.fromkeys(spot for spot in found if spot))

    def is_across(self, spot: CellSpot) -> bool:
        """Whether a cell is merged over several lanes."""
        block = self.table.block(*spot)
        return block is not None and (block.bottom > block.top if self.turned else block.right > block.left)

    @property
    def lists_deeds(self) -> bool:
        """Whether a lane tells what is done at each stage, of which there may be more; no row of steps."""
        steps = self.heads_of(LaneKind.STEP)
        return self.turned and all(head.title and not _CALLED_STEP.search(head.title) for head in steps)

    def heads_of(self, *holds: LaneKind) -> list[Head]:
        """The lanes that hold something of these, in their order."""
        return [head for head in self.heads if head.holds in holds]

    def _place(self, slot: int, head: Head) -> CellSpot:
        return (head.index, slot) if self.turned else (slot, head.index)


def sheet_grid(sheet: Sheet) -> Grid | None:
    """The matrix that a sheet holds; None where it holds none."""
    bare = (() if is_rule(row) else row for row in sheet.rows)
    table = Table(replace(sheet, rows=tuple(bare)))
    across, down = _row_of_heads(table), _column_of_heads(table)
    turned = _turned_grid(table, down[1]) if down and (not across or down[0] > across[0]) else None
    return turned or (_upright_grid(table, across[1]) if across else None)


def is_rule(row: Sequence[CellValue]) -> bool:
    """Whether a row only divides others."""
    filled = [str(value) for value in row if value is not None]
    return bool(filled) and all(map(_RULE.fullmatch, filled))


def _row_of_heads(table: Table) -> tuple[int, int] | None:
    """How many lanes the row heads that heads most, and that row; lists of other things are none."""
    best: tuple[int, int] | None = None
    for row, values in enumerate(table.sheet.rows[:_FIRST_ROWS]):
        named = table.lanes((row, column) for column in range(len(values)))
        lanes = list(named.values())
        first = next((column for column, item in enumerate(values) if item is not None), 0)
        bare = bool(named) and first > 0 and _has_stages(table, row, first - 1)
        begins = bool(lanes) and lanes[0] not in _LISTED
        filled = table.count(row)
        begins = begins and 3 * len(lanes) >= filled and all(table.count(r) < filled for r in range(row))
        if begins and _is_journey(set(lanes), bare=bare) and (best is None or len(set(lanes)) > best[0]):
            best = len(set(lanes)), row
    return best


def _has_stages(table: Table, row: int, column: int) -> bool:
    """Whether stages run down a column that has no head."""
    below = (
        table.value(place, column) for place in range(row + 1, min(len(table.sheet.rows), row + _MOST_LABELS))
    )
    return sum(1 for item in below if isinstance(item, str)) > 1


def _is_journey(lanes: set[LaneKind], *, bare: bool) -> bool:
    return len(lanes) > 1 and (
        lanes >= AXIS_LANES or bool(lanes & EXPERIENCE_LANES and (lanes & AXIS_LANES or bare))
    )


def _column_of_heads(table: Table) -> tuple[int, int] | None:
    """How many lanes the column heads that heads most, and that column; two stages or more run beside it."""
    best: tuple[int, int] | None = None
    rows = range(min(len(table.sheet.rows), _MOST_LABELS))
    for column in range(min(_FIRST_COLUMNS, table.width)):
        named = table.lanes((row, column) for row in rows)
        found = set(named.values())
        wide = any(table.count(row, column + 1) > 1 for row, _ in named)
        labels = [str(item).casefold() for row in rows if (item := table.value(row, column)) is not None]
        heading = 3 * len(named) >= len(labels) and 4 * len(set(labels)) >= 3 * len(labels)
        if (
            found & EXPERIENCE_LANES
            and len(found) > 1
            and wide
            and heading
            and (best is None or len(found) > best[0])
        ):
            best = len(found), column
    return best


def _upright_grid(table: Table, row: int) -> Grid:
    """The matrix whose stages run down."""
    grouped = row > 0 and _is_group(table, row - 1)
    heads: list[Head] = []
    for column in range(table.width):
        spots = [table.shown_spot(row, column), table.shown_spot(row - 1, column) if grouped else None]
        heads.extend(_head(table, column, spots))
    top = row - 1 if grouped else row
    groups = tuple((top, c) for c in range(table.width) if grouped and table.value(top, c) is not None)
    below = [m.bottom for column in range(table.width) if (m := table.block(row, column))]
    slots = tuple(range(max([row, *below]) + 1, len(table.sheet.rows)))
    return Grid(
        table, False, tuple(_single_axes(_with_stages(heads))), slots, _spots_above(table, top), groups
    )


def _spots_above(table: Table, top: int) -> tuple[CellSpot, ...]:
    return tuple(
        (row, column)
        for row, values in enumerate(table.sheet.rows[:top])
        for column, item in enumerate(values)
        if item is not None
    )


def _is_group(table: Table, row: int) -> bool:
    """Whether a row groups the heads below it: by blocks over several of them, or by three texts or more."""
    spots = [(row, column) for column, item in enumerate(table.sheet.rows[row]) if item is not None]
    blocks = [m for spot in spots if (m := table.block(*spot)) and m.right > m.left and m.left > 0]
    return len(spots) > 2 or (bool(blocks) and len(spots) > 1)


def _with_stages(heads: list[Head]) -> list[Head]:
    """The lanes, with stages in the column before them where none of them holds stages or steps."""
    if any(head.holds in AXIS_LANES for head in heads) or not heads or not heads[0].index:
        return heads
    return [Head(LaneKind.PHASE, "", heads[0].index - 1), *heads]


def _head(table: Table, index: int, found: Iterable[CellSpot | None]) -> Iterator[Head]:
    """The lane that the first of these headings names, or else a further one."""
    spots = tuple(dict.fromkeys(spot for spot in found if spot))
    titles = [str(table.value(*spot)) for spot in spots]
    if titles:
        named = (likely_lane(title) for title in titles if not is_total(titles[0]))
        yield Head(next((holds for holds in named if holds), None), titles[0], index, spots)


def _single_axes(heads: Iterable[Head]) -> Iterator[Head]:
    """The lanes, one of stages and one of steps; further steps describe, further stages are unknown."""
    found = _with_steps(list(heads))
    steps = [head for head in found if head.holds is LaneKind.STEP]
    called = (head for head in steps if not head.title or _CALLED_STEP.search(head.title))
    chosen = next(called, steps[0] if steps else None)
    phases = [head for head in found if head.holds is LaneKind.PHASE][:1]
    for head in found:
        if head.holds not in AXIS_LANES or head is chosen or head in phases:
            yield head
        else:
            other = LaneKind.DESCRIPTION if head.holds is LaneKind.STEP else None
            yield Head(other, head.title, head.index, head.spots)


def _with_steps(heads: list[Head]) -> list[Head]:
    """The lanes; two words for stages and none for steps, as `Phase` and `Étape`, are stages and steps."""
    stages = [head for head in heads if head.holds is LaneKind.PHASE]
    if len(stages) < 2 or any(head.holds is LaneKind.STEP for head in heads):
        return heads
    return [replace(head, holds=LaneKind.STEP) if head is stages[1] else head for head in heads]


def _turned_grid(table: Table, column: int) -> Grid | None:
    """The matrix whose stages run to the right, beside the column of headings; None where none run."""
    heads = _heads_by_row(table, column)
    known = [row for row, head in heads.items() if head.holds not in (None, LaneKind.PHASE)]
    first = min((row for row in known if table.count(row, column + 1) > 1), default=None)
    if first is None:
        return None
    axis = _axis(table, column, first, heads)
    if not axis and not any(head.holds is LaneKind.STEP for head in heads.values()):
        return None
    top, start = (axis[0].index, axis[0].index + 1) if axis else (first, first)
    taken = {head.index for head in axis}
    rest = (head for head in _continued_lanes(table, start, heads) if head.index not in taken)
    lanes = tuple(_single_axes([*axis, *rest]))
    slots = tuple(range(column + 1, table.width))
    return Grid(table, True, lanes, slots, _spots_above(table, top), _spots_beside(table, top, column))


def _heads_by_row(table: Table, column: int) -> dict[int, Head]:
    """The lanes that a column names, or else what stands before it."""
    heads: dict[int, Head] = {}
    for row in range(len(table.sheet.rows)):
        spots = [table.shown_spot(row, place) for place in range(column, -1, -1)]
        heads.update((row, head) for head in _head(table, row, spots) if head.holds is not LaneKind.JOURNEY)
    return heads


def _spots_beside(table: Table, top: int, column: int) -> tuple[CellSpot, ...]:
    return tuple((row, place) for row, place, _ in table.sheet.cells() if place < column and row >= top)


def _axis(table: Table, column: int, first: int, heads: dict[int, Head]) -> list[Head]:
    """The rows above the lanes that name stages, and steps below them."""
    rows = [row for row in range(first) if table.count(row, column + 1) > 1]
    named = next(
        (row for row in range(first + 1) if row in heads and heads[row].holds is LaneKind.PHASE), None
    )
    if named is not None:
        below = [row for row in rows if row > named]
        return [heads[named], *_axis_head(heads, LaneKind.STEP, below[-1:])]
    if not rows:
        return []
    last, over = rows[-1], rows[-1] - 1
    heads_last = over in rows or (over >= 0 and table.value(over, 0) is None)
    filled = table.count(over, column + 1) if heads_last else 0
    if 0 < filled < table.count(last, column + 1) and heads[first].holds is not LaneKind.PHASE:
        return [*_axis_head(heads, LaneKind.PHASE, [over]), *_axis_head(heads, LaneKind.STEP, [last])]
    return list(_axis_head(heads, LaneKind.PHASE, [last]))


def _axis_head(heads: dict[int, Head], holds: LaneKind, rows: list[int]) -> Iterator[Head]:
    for row in rows:
        head = heads.get(row)
        yield Head(holds, head.title if head else "", row, head.spots if head else ())


def _continued_lanes(table: Table, first: int, heads: dict[int, Head]) -> Iterator[Head]:
    """The lanes from the first on; a row without a heading goes on with the lane above it."""
    last: Head | None = None
    for row in range(first, len(table.sheet.rows)):
        if row in heads:
            last = heads[row]
            yield last
        elif not table.count(row):
            last = None
        elif last is not None and last.holds not in AXIS_LANES:
            yield Head(last.holds, last.title, row)
