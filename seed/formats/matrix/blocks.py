"""Several matrices in one sheet, one below the other, such as one for each persona: where each begins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from seed.content import CellValue, MergedBlock, Sheet
from seed.draft import Cell
from seed.formats.matrix.grid import CellSpot
from seed.formats.matrix.lanes import AXIS_LANES, LaneKind, sure_lane
from seed.values.references import normal_name

# How far headings stand from the left and from above, and how many blocks are told apart.
_FIRST_ROWS = 30
_FIRST_COLUMNS = 6
_MOST_LABELS = 300
_MOST_BLOCKS = 200

_Row = Sequence[CellValue]


def sheet_blocks(sheet: Sheet, cells: dict[CellSpot, Cell]) -> list[tuple[Sheet, dict[CellSpot, Cell]]]:
    """The blocks of a sheet, each as a sheet of its own with its cells; the sheet itself where it has one."""
    lanes = _first_lanes(sheet.rows)
    heads = _repeated_rows(sheet.rows, lanes) or _repeated_labels(sheet.rows, lanes)
    if not 1 < len(heads) <= _MOST_BLOCKS:
        return [(sheet, cells)]
    starts = [0, *(_start(sheet.rows, before, head) for before, head in pairwise(heads))]
    ends = [*starts[1:], len(sheet.rows)]
    return [_block(sheet, cells, start, end) for start, end in zip(starts, ends, strict=True)]


def _first_lanes(rows: Sequence[_Row]) -> dict[CellValue, LaneKind]:
    """The lanes that the first rows and labels head, by their texts; those of further blocks are the same."""
    first = (value for row in rows[:_FIRST_ROWS] for value in row)
    labels = (value for row in rows[_FIRST_ROWS:_MOST_LABELS] for value in row[:_FIRST_COLUMNS])
    texts = {text: sure_lane(text) for text in (*first, *labels) if isinstance(text, str)}
    return {text: lane for text, lane in texts.items() if lane}


def _repeated_rows(rows: Sequence[_Row], known: Mapping[CellValue, LaneKind]) -> list[int]:
    """The rows that head the same lanes as the first such row."""
    found: list[tuple[int, set[LaneKind]]] = []
    for place, row in enumerate(rows):
        texts = [value for value in row if value is not None]
        lanes = {known[value] for value in texts if value in known}
        if len(lanes) > 1 and lanes & AXIS_LANES and 2 * len(lanes) >= len(texts):
            found.append((place, lanes))
    first = found[0][1] if found else set[LaneKind]()
    return [
        place for place, lanes in found if len(lanes & first) > 1 and 2 * len(lanes & first) >= len(first)
    ]


def _repeated_labels(rows: Sequence[_Row], known: Mapping[CellValue, LaneKind]) -> list[int]:
    """The rows whose label is that of the first lane in a column of labels that come back in their order."""
    for column in range(_FIRST_COLUMNS):
        labels = {
            place: normal_name(str(row[column]))
            for place, row in enumerate(rows)
            if column < len(row) and row[column] in known
        }
        if len(set(labels.values())) > 1:
            return _run_starts(labels)
    return []


def _run_starts(labels: Mapping[int, str]) -> list[int]:
    """The rows where runs of labels begin as the first does; none where a run is not like the first."""
    runs: dict[int, list[str]] = {}
    last: list[str] = []
    first = next(iter(labels.values()))
    for place, name in labels.items():
        if not last or (name == first and last[-1] != first):
            last = runs[place] = []
        last.append(name)
    wanted = set(next(iter(runs.values())))
    alike = (len(set(run)) > 1 and 2 * len(wanted & set(run)) >= len(wanted) for run in runs.values())
    return list(runs) if all(alike) else []


def _start(rows: Sequence[_Row], before: int, head: int) -> int:
    """Where a block begins: above its head with what is its title, behind the empty row before that."""
    start = head
    while start - 1 > before and _may_be_title(rows[start - 1]):
        start -= 1
    empty = next((place for place in range(start, head) if not _count(rows[place])), None)
    if empty is not None:
        return empty
    return head - 1 if head - 1 > before and _count(rows[head - 1]) == 1 else head


def _may_be_title(row: _Row) -> bool:
    """Whether a row is empty, or holds a title or a label with what it says; or stages without a label."""
    return _count(row) <= 2 or row[0] is None


def _count(row: _Row) -> int:
    return sum(1 for value in row if value is not None)


def _block(
    sheet: Sheet, cells: dict[CellSpot, Cell], start: int, end: int
) -> tuple[Sheet, dict[CellSpot, Cell]]:
    """The rows of a block as a sheet, counted from its first."""
    inside = ((spot, cell) for spot, cell in cells.items() if start <= spot[0] < end)
    merged = (_moved(block, -start) for block in sheet.merged if start <= block.top and block.bottom < end)
    block = replace(sheet, rows=sheet.rows[start:end], merged=tuple(merged), faults=())
    return block, {(row - start, column): cell for (row, column), cell in inside}


def _moved(block: MergedBlock, rows: int) -> MergedBlock:
    return replace(block, top=block.top + rows, bottom=block.bottom + rows)
