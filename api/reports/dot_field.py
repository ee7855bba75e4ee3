"""Opportunities as numbered dots between effort and value, with the list of their names beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from api.reports.cells import enum_words, number_text
from api.reports.drawing import HEAD, MARGIN, lines, sheet, wrapped_lines
from api.reports.report import Caption
from api.reports.shapes import FAINT, INK, LINE, PAPER, Board, Circle, Placed, Polyline, Titled, Words

WIDE, HIGH = 640.0, 560.0  # of the field
TOP = HEAD + 20.0  # of the field, under its name for values
LEFT = MARGIN + 44.0  # of the field, after the numbers of values
MOST_EFFORT, MOST_VALUE, LOWEST = 5.0, 100.0, 40.0
BELOW = 70.0  # the field: its numbers and the sizes of dots
EDGE = 22.0  # room in the field for dots on its border
LIST_WIDE, ACROSS = 360.0, 3  # of the list beside; columns of a sheet with the rest
LINE_STEP, SIZE = 14.0, 10.5
NUMBERED_SIZE = 9.0
GAP = 1.0  # between dots
# Where a dot may be moved to lie beside others, nearest first; rather along the effort than along the value.
ASIDE = sorted(
    ((float(x), float(y)) for x in range(-240, 241, 3) for y in range(-90, 91, 3)),
    key=lambda place: hypot(place[0], 2 * place[1]),
)
FEWEST_JOURNEYS = 4  # that the largest dot stands for
# Number and edge stand out on each by 4.5 at least.
QUADRANTS = {"QUICK_WIN": "#1b6e3c", "BIG_BET": "#0b4f94", "FILL_IN": "#7a5200", "TIME_SINK": "#8f1d3f"}
CORNERS = {"QUICK_WIN": (0, 0), "BIG_BET": (1, 0), "FILL_IN": (0, 1), "TIME_SINK": (1, 1)}
OPEN, CLOSED = "Open and in progress", "Solved and dismissed (hollow)"


@dataclass(frozen=True, slots=True)
class Dot:
    """One opportunity with its number, and where its dot lies."""

    number: int
    node: Mapping[str, Any]
    closed: bool
    x: float
    y: float
    radius: float

    @property
    def text(self) -> str:
        """What it is called."""
        return f"{self.number} {self.node['name']}"


def draw_dots(caption: Caption, opened: Sequence[Any], closed: Sequence[Any], left_out: int) -> list[Board]:
    """The field with as much of the list as stands beside it, then sheets with the rest."""
    low = min([LOWEST, *(10 * ((node["value"] - 1) // 10) for node in (*opened, *closed))])
    most = max([FEWEST_JOURNEYS, *(node["reach"]["journeys"] for node in (*opened, *closed))])
    dots = _placed_dots(opened, closed, low, most)
    entries = list(_entries(dots))
    beside = int((HIGH + BELOW) // LINE_STEP)
    beside -= len(entries) > beside and isinstance(entries[beside - 1], str)  # no heading stands last
    drawn = [*_field(low), *_dots(dots), *_legend(most, left_out)]
    drawn += _list(entries[:beside], LEFT + WIDE + 24, TOP + 4, LIST_WIDE)
    wide, high = LEFT + WIDE + 24 + LIST_WIDE + MARGIN, TOP + HIGH + BELOW + MARGIN
    return [sheet(caption, wide, high, drawn), *_rest(caption, entries[beside:], wide)]


def _placed_dots(opened: Sequence[Any], closed: Sequence[Any], low: float, most: int) -> list[Dot]:
    """Every dot beside those placed before it, as near as can be to where its value and effort are."""
    dots: list[Dot] = []
    marked = [*((node, False) for node in opened), *((node, True) for node in closed)]
    for number, (node, done) in enumerate(marked, 1):
        x, y = _spot(node["effort"], node["value"], low)
        radius = dot_radius(node["reach"]["journeys"], most)
        dots.append(Dot(number, node, done, *_free_place(dots, x, y, radius), radius))
    return dots


def _free_place(dots: Sequence[Dot], x: float, y: float, radius: float) -> tuple[float, float]:
    """The nearest place where a dot covers no other; where there is none, its own."""
    for aside, down in ASIDE:
        place = x + aside, y + down
        if _is_in_field(*place, radius) and all(
            hypot(dot.x - place[0], dot.y - place[1]) >= dot.radius + radius + GAP for dot in dots
        ):
            return place
    return x, y


def _is_in_field(x: float, y: float, radius: float) -> bool:
    return LEFT + radius <= x <= LEFT + WIDE - radius and TOP + radius <= y <= TOP + HIGH - radius


def dot_radius(journeys: int, most: int) -> float:
    """A radius by which areas grow with the journeys reached, large enough for a number."""
    return (64 + 132 * journeys / most) ** 0.5


def _spot(effort: float, value: float, low: float) -> tuple[float, float]:
    across, down = effort / MOST_EFFORT, (MOST_VALUE - value) / (MOST_VALUE - low)
    return LEFT + EDGE + across * (WIDE - 2 * EDGE), TOP + EDGE + down * (HIGH - 2 * EDGE)


def _field(low: float) -> Iterator[Placed]:
    """The axes, the lines between the quadrants and the names of these."""
    right, bottom = LEFT + WIDE, TOP + HIGH
    middle = _spot(2.5, 50, low)
    yield Polyline([(LEFT, TOP), (LEFT, bottom), (right, bottom)], INK)
    yield Polyline([(middle[0], TOP), (middle[0], bottom)], LINE, "4 4")
    yield Polyline([(LEFT, middle[1]), (right, middle[1])], LINE, "4 4")
    for quadrant, (across, down) in CORNERS.items():
        x, y = (right - 4 if across else LEFT + 6), (bottom - 6 if down else TOP + 14)
        anchor = "end" if across else None
        yield Words(x, y, enum_words(quadrant), 13, QUADRANTS[quadrant], bold=True, anchor=anchor)
    for half in range(11):
        x = _spot(half / 2, 0, low)[0]
        yield Words(x, bottom + 16, number_text(half / 2), SIZE, FAINT, anchor="middle")
    for value in range(int(low), 101, 10):
        yield Words(LEFT - 6, _spot(0, value, low)[1] + 4, str(value), SIZE, FAINT, anchor="end")
    yield Words(LEFT + WIDE / 2, bottom + 36, "Effort (0 little … 5 much)", 12, anchor="middle")
    yield Words(MARGIN, TOP - 6, "Value (of 100)", 12)


def _dots(dots: Sequence[Dot]) -> Iterator[Placed]:
    for dot in dots:
        colour = QUADRANTS[dot.node["priority"]["quadrant"]]
        circle = Circle(dot.x, dot.y, dot.radius - 0.75, PAPER if dot.closed else colour, colour)
        ink = colour if dot.closed else PAPER
        number = Words(dot.x, dot.y + 3.2, str(dot.number), NUMBERED_SIZE, ink, bold=True, anchor="middle")
        yield Titled(_told(dot), [circle, number])


def _told(dot: Dot) -> str:
    """What one is told who points at a dot."""
    node = dot.node
    return (
        f"{dot.text}: value {number_text(node['value'])}, effort {number_text(node['effort'])}, "
        f"{node['reach']['journeys']} journeys, {enum_words(node['status']).lower()}"
    )


def _legend(most: int, left_out: int) -> Iterator[Placed]:
    """The sizes, below the field, and how many opportunities are not drawn."""
    x, y = LEFT, TOP + HIGH + 62
    yield Words(x, y + 4, "Journeys reached:", SIZE, FAINT)
    x += 112
    for journeys in sorted({1, (most + 1) // 2, most}):
        radius = dot_radius(journeys, most)
        yield Circle(x + radius, y, radius - 0.75, PAPER, FAINT)
        yield Words(x + 2 * radius + 4, y + 4, str(journeys), SIZE, FAINT)
        x += 2 * radius + 32
    words = "Dots that share a place lie beside each other."
    words += f" {left_out} more are in the list only." if left_out else ""
    yield Words(x + 8, y + 4, words, SIZE, FAINT)


def _entries(dots: Sequence[Dot]) -> Iterator[Dot | str]:
    """The lines of the list: a heading for each group, and its dots."""
    for heading, closed in ((OPEN, False), (CLOSED, True)):
        group = [dot for dot in dots if dot.closed is closed]
        if group:
            yield heading
            yield from group


def _list(entries: Sequence[Dot | str], x: float, y: float, wide: float) -> Iterator[Placed]:
    for place, entry in enumerate(entries):
        if isinstance(entry, str):
            yield from lines(x, y + place * LINE_STEP, [entry], SIZE, bold=True)
            continue
        found = wrapped_lines(entry.text, SIZE, wide - 8, 1)
        yield Titled(entry.text, lines(x, y + place * LINE_STEP, found, SIZE))


def _rest(caption: Caption, entries: Sequence[Dot | str], wide: float) -> Iterator[Board]:
    """What found no room beside the field, in columns."""
    if entries:
        high = -(-len(entries) // ACROSS)
        column = (wide - 2 * MARGIN) / ACROSS
        drawn: list[Placed] = []
        for start in range(0, len(entries), high):
            part = entries[start : start + high]
            drawn += _list(part, MARGIN + start // high * column, MARGIN, column)
        yield sheet(caption, wide, 2 * MARGIN + high * LINE_STEP, drawn, first=False)
