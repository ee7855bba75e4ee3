"""Lines below a matrix that say something about the sheet, such as a source or a date."""

import re

from seed.draft import Cell
from seed.formats.matrix.grid import CellSpot, Grid, Head
from seed.formats.matrix.lanes import LaneKind
from seed.values.days import period

_NOTE = re.compile(
    r"\s*[*†(]|(?:source|sources|quelle|quellen|fuente|fonte|bron|źródło|stand|status|date|datum|fecha|data|"
    r"version|note|notes|notiz|hinweis|nota|legend|legende|legenda|author|autor|created|updated|facilitator|"
    r"workshop|copyright|©|出典|来源|출처|日付|日期)\b[^,;]*",
    re.IGNORECASE,
)


def note_lines(grid: Grid, cells: dict[CellSpot, Cell]) -> frozenset[int]:
    """The last slots of an upright grid that hold a text in their first column alone.

    One such line below phases and their steps is a note whatever it says, others where they say so.
    """
    first = min(grid.heads, key=lambda head: head.index, default=None)
    if grid.turned or first is None:
        return frozenset()
    trailing = _trailing_lines(grid, first)
    if len(trailing) == 1 and first.holds is LaneKind.PHASE and grid.heads_of(LaneKind.STEP):
        return frozenset(trailing)
    return frozenset(index for index in trailing if _is_note(cells[index, first.index]))


def _trailing_lines(grid: Grid, first: Head) -> list[int]:
    """The last slots that hold nothing but their first cell; none where all slots are so."""
    found: list[int] = []
    for index in reversed(grid.slots):
        filled = [spot for head in grid.heads if (spot := grid.spot(index, head))]
        if filled == [(index, first.index)]:
            found.append(index)
        elif filled:
            return found
    return []


def _is_note(cell: Cell) -> bool:
    return period(cell.value) is not None or _NOTE.match(cell.raw) is not None
