"""The curves of the board of a journey: experience from −2 to 2, a pen for all customers and each persona."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from api.reports.cells import number_text
from api.reports.shapes import FAINT, INK, LINE, Circle, Placed, Polygon, Polyline, Rectangle, Words

CURVE_HIGH = 150  # of the lane of the curves
TOP, BOTTOM = 22, 26  # of it, for stars and for numbers
BESIDE = 11  # between the marks of two curves at one step
EXPECTED = "#6b7480"


@dataclass(frozen=True, slots=True)
class Pen:
    """The colour, the mark and the line of a curve, so that no two differ by colour only."""

    colour: str
    shape: str
    dash: str | None = None
    wide: float = 2.0

    def mark(self, x: float, y: float) -> Placed:
        """The mark at a point."""
        if self.shape == "circle":
            return Circle(x, y, 4.5, self.colour)
        if self.shape == "ring":
            return Circle(x, y, 3.5, "#ffffff", self.colour)
        if self.shape == "square":
            return Rectangle(x - 4, y - 4, 8, 8, self.colour)
        if self.shape == "diamond":
            return Polygon([(x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)], self.colour)
        return Polygon([(x, y - 5.5), (x + 5, y + 4), (x - 5, y + 4)], self.colour)


ALL = Pen("#1b1f24", "ring", wide=1.2)
PERSONA_PENS = (
    Pen("#0b4f94", "circle"),
    Pen("#8f1d3f", "square", "7 3"),
    Pen("#1b6e3c", "triangle", "2 3"),
    Pen("#7a5200", "diamond", "9 3 2 3"),
)


def curve_pens(curves: Sequence[Any]) -> Iterator[tuple[Pen, Any]]:
    """The pen of each curve, the first of which is that of all customers."""
    return zip((ALL, *PERSONA_PENS), curves, strict=False)


def curve_shapes(
    steps: Sequence[Any], curves: Sequence[Any], left: float, top: float, wide: float
) -> Iterator[Placed]:
    """The curves of the steps of a band, each in a column so wide; broken where nothing is known."""
    right = left + len(steps) * wide
    for value in range(-2, 3):
        y = _height(top, value)
        yield Polyline([(left, y), (right, y)], LINE, None if value == 0 else "1 4")
        yield Words(left - 6, y + 4, number_text(value), 10, FAINT, anchor="end")
    middles = [left + (column + 0.5) * wide for column in range(len(steps))]
    for points in _runs([step["expectedExperience"] for step in steps], middles, top):
        yield Polyline(
            [(points[0][0] - 20, points[0][1]), *points, (points[-1][0] + 20, points[-1][1])],
            EXPECTED,
            "1 3",
            2.0,
        )
    for place, (pen, curve) in enumerate(curve_pens(curves)):
        # Beside each other, so that equal values of two curves are both seen.
        aside = BESIDE * (place - (len(curves) - 1) / 2)
        for points in _runs([_value(curve, step) for step in steps], [x + aside for x in middles], top):
            yield Polyline(points, pen.colour, pen.dash, pen.wide)
            yield from (pen.mark(x, y) for x, y in points)
    for middle, step in zip(middles, steps, strict=True):
        yield Words(middle, top + CURVE_HIGH - 8, _words(step), 10, FAINT, anchor="middle")
        if step["momentOfTruth"]:
            yield star(middle, top + 11, 8)


def _value(curve: Any, step: Any) -> float | None:
    return next((point["value"] for point in curve["points"] if point["step"]["id"] == step["id"]), None)


def _words(step: Any) -> str:
    """The experience of a step as a number, and what is expected."""
    value, expected = step["experience"], step["expectedExperience"]
    told = "nothing known" if value is None else number_text(value)
    return told if expected is None else f"{told}, expected {number_text(expected)}"


def _height(top: float, value: float) -> float:
    return top + TOP + (2 - value) * (CURVE_HIGH - TOP - BOTTOM) / 4


def _runs(
    values: Sequence[float | None], middles: Sequence[float], top: float
) -> Iterator[list[tuple[float, float]]]:
    """The points of a curve, in parts between which nothing is known."""
    run: list[tuple[float, float]] = []
    for value, middle in zip(values, middles, strict=True):
        if value is not None:
            run.append((middle, _height(top, value)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def star(x: float, y: float, radius: float) -> Polygon:
    """The sign of a moment of truth."""
    reach = [radius * (0.42 if n % 2 else 1) for n in range(10)]
    corners = [
        (round(x + far * sin(n * pi / 5), 1), round(y - far * cos(n * pi / 5), 1))
        for n, far in enumerate(reach)
    ]
    return Polygon(corners, INK)
