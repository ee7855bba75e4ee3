"""Places for names on a picture: near their marks where nothing else stands, tied to them from afar."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.reports.drawing import width

CELL = 2.0  # points; places are taken in squares of this size
SPOTS = 24  # of a tie
LABEL_SIZE = 10.5
LINE_STEP = 13  # from one name to the next

Spot = tuple[float, float]
Grid = list[int]  # for each row of squares, a bit for each that is taken


class Box(NamedTuple):
    """A place, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Label(NamedTuple):
    """A text with its place, and the spots of the tie to its mark, none where it stands at it."""

    text: str
    box: Box
    tie: Sequence[Spot]


class Plane:
    """A field on which marks and names take their places."""

    def __init__(self, wide: float, high: float) -> None:
        self._wide = wide
        self._high = high
        self._taken: Grid = [0] * (int(high / CELL) + 1)
        self._names: Grid = self._taken.copy()

    def take(self, box: Box) -> None:
        """Keep names off a place."""
        _fill(self._taken, box)

    def place_label(self, text: str, mark: Spot, radius: float) -> Label | None:
        """A text at the nearest free place, which is taken from now on; None where there is none."""
        for box, apart in _places(mark, radius, width(text, LABEL_SIZE)):
            if self._is_free(box):
                tie = _between(mark, box) if apart else []
                if not any(_is_taken(self._names, Box(*spot, *spot)) for spot in tie):
                    _fill(self._taken, box)
                    _fill(self._names, box)
                    for spot in tie:
                        _fill(self._taken, Box(*spot, *spot))
                    return Label(text, box, tie)
        return None

    def _is_free(self, box: Box) -> bool:
        inside = box.left >= 0 and box.right <= self._wide and box.top >= 0 and box.bottom <= self._high
        return inside and not _is_taken(self._taken, box)


def box_around(spot: Spot, radius: float) -> Box:
    """The place of a round mark."""
    return Box(spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)


def _squares(grid: Grid, box: Box) -> tuple[range, int]:
    """The rows that a box touches, and in each of them the bits."""
    first, last = max(0, int(box.left / CELL)), max(0, int(box.right / CELL))
    rows = range(max(0, int(box.top / CELL)), min(int(box.bottom / CELL) + 1, len(grid)))
    return rows, (1 << last + 1) - (1 << first)


def _fill(grid: Grid, box: Box) -> None:
    rows, bits = _squares(grid, box)
    for row in rows:
        grid[row] |= bits


def _is_taken(grid: Grid, box: Box) -> bool:
    rows, bits = _squares(grid, box)
    return any(grid[row] & bits for row in rows)


def _places(mark: Spot, radius: float, wide: float) -> Iterator[tuple[Box, bool]]:
    """Where a label could stand, nearest first, and whether it must be tied to its mark."""
    x, y = mark
    half = LABEL_SIZE * 0.62
    near = radius + 3
    for down in (-near - half, near + half):
        yield Box(x + near, y - half, x + near + wide, y + half), False
        yield Box(x - near - wide, y - half, x - near, y + half), False
        yield Box(x - wide / 2, y + down - half, x + wide / 2, y + down + half), False
    away = [(aside, row * LINE_STEP) for aside in (0, 30, 70, 120, 190) for row in range(-14, 15)]
    for aside, down in sorted(away, key=lambda place: place[0] + abs(place[1])):
        gap = near + aside
        yield Box(x + gap, y + down - half, x + gap + wide, y + down + half), True
        yield Box(x - gap - wide, y + down - half, x - gap, y + down + half), True


def _between(mark: Spot, box: Box) -> list[Spot]:
    """Spots on the line from a mark to a label, end to end."""
    x, y = min(max(mark[0], box.left), box.right), (box.top + box.bottom) / 2
    y = box.bottom if mark[1] > box.bottom else box.top if mark[1] < box.top else y
    parts = [n / SPOTS for n in range(SPOTS + 1)]
    return [(mark[0] + (x - mark[0]) * part, mark[1] + (y - mark[1]) * part) for part in parts]
