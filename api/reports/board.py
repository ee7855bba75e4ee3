"""The board of a journey: phases × lanes in bands of steps, the experience curve of each persona in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import Any

from api.reports.cells import enum_words, number_text
from api.reports.drawing import HEAD, MARGIN, lines, sheet, wrapped_lines
from api.reports.report import Caption, Data
from api.reports.shapes import (
    FAINT,
    INK,
    LINE,
    Board,
    Circle,
    Placed,
    Polygon,
    Polyline,
    Rectangle,
    Titled,
    Words,
)

BAND = 7  # steps beside each other
STEP_WIDE = 168  # of a step
NAMES_WIDE = 118  # width of the names of lanes
SIZE = 10.5
ROW = SIZE * 1.25
PAD = 7
READINGS = 5  # readings of metrics in a cell
CURVE = 150  # height of the lane of the curve
PHASE = "#e3e8ee"
LANE = "#f5f7f9"
Pen = tuple[str, str, str | None]
# Each persona has a colour, a mark and a line of its own, so that no two differ by colour only.
PENS: tuple[Pen, ...] = (
    ("#0b4f94", "circle", None),
    ("#8f1d3f", "square", "7 3"),
    ("#1b6e3c", "triangle", "2 3"),
    ("#7a5200", "diamond", "9 3 2 3"),
)
EXPECTED_COLOUR = "#6b7480"
# Begins the lines of the reason of a moment of truth, which stand beside a star.
TRUTH, ASIDE = "\x00", 14


def _heading(name: str) -> list[str]:
    return wrapped_lines(name, SIZE, NAMES_WIDE - 3 * PAD, 3)


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the board: its name, and for each step the lines of text in its cell."""

    name: str
    cells: Sequence[list[str]]
    bold: bool = False

    @property
    def high(self) -> float:
        """As high as its fullest cell."""
        return max(len(_heading(self.name)), *map(len, self.cells)) * ROW + 2 * PAD


@dataclass(slots=True)
class Canvas:
    """What has been drawn so far, and how far down."""

    y: float
    drawn: list[Placed] = field(default_factory=list[Placed])


def draw(data: Data, caption: Caption) -> list[Board]:
    """The board, a sheet for each band."""
    journey = data["journey"]
    steps = [(phase, step) for phase in journey["phases"] for step in phase["steps"]]
    curves = [journey[f"curve{n}"] for n in range(len(journey["personas"]["nodes"]))]
    columns = min(max(len(steps), 3), BAND)
    wide = NAMES_WIDE + columns * STEP_WIDE
    canvas = Canvas(HEAD + 4)
    _legend(canvas, journey, wide)
    found: list[Board] = []
    for start in range(0, len(steps), BAND):
        canvas = Canvas(MARGIN) if start else canvas
        part = steps[start : start + BAND]
        values = [curve[start : start + BAND] for curve in curves] or [journey["curve"][start : start + BAND]]
        _band(canvas, part, values, steps[start - 1][0]["id"] if start else None)
        found.append(sheet(caption, wide + 2 * MARGIN, canvas.y + MARGIN, canvas.drawn, first=not start))
    if not steps:
        nothing = Words(MARGIN, canvas.y + 16, "This journey has no steps yet.", 12, FAINT)
        found.append(sheet(caption, wide + 2 * MARGIN, canvas.y + 30 + MARGIN, [*canvas.drawn, nothing]))
    return found


def _legend(canvas: Canvas, journey: Any, wide: float) -> None:
    """What the customer wants, the metrics of the whole journey, and the pens of the personas."""
    facts = [f"“{journey['intent']}”"] if journey["intent"] else []
    facts += ["Metrics: " + "; ".join(_metric_text(reading) for reading in journey["metricReadings"])] * bool(
        journey["metricReadings"]
    )
    for fact in facts:
        found = wrapped_lines(fact, 12, wide, 2)
        canvas.drawn.append(Titled(fact, lines(MARGIN, canvas.y + 6, found, 12)))
        canvas.y += 15 * len(found) + 3
    x = MARGIN
    personas = journey["personas"]["nodes"]
    for pen, persona in zip(PENS, personas, strict=False):
        name = wrapped_lines(persona["name"], SIZE, 180, 1)[0]
        canvas.drawn.append(Polyline([(x, canvas.y + 8), (x + 30, canvas.y + 8)], pen[0], pen[2]))
        canvas.drawn += [_mark(x + 15, canvas.y + 8, pen), Words(x + 36, canvas.y + 12, name, SIZE)]
        x += 230
    more = journey["personas"]["totalCount"] - len(personas)
    words = f"and {more} more personas.  " if more else "" if personas else "All customers.  "
    words += "Dotted line: what is expected. Star: moment of truth."
    canvas.drawn.append(Words(x, canvas.y + 12, words, SIZE, FAINT))
    canvas.y += 26


def _band(canvas: Canvas, steps: Sequence[tuple[Any, Any]], curves: Sequence[Any], begun: str | None) -> None:
    """One band of steps; `begun` is the phase with which the band before it ended."""
    top = canvas.y
    _phases(canvas, steps, begun)
    for lane in _lanes(steps):
        if lane is None:
            _curves(canvas, steps, curves)
        elif any(lane.cells):
            _lane(canvas, lane)
    for column in range(len(steps) + 1):
        x = MARGIN + NAMES_WIDE + column * STEP_WIDE
        canvas.drawn.append(Polyline([(x, top), (x, canvas.y)], LINE))
    canvas.drawn.append(
        Polyline([(MARGIN, canvas.y), (MARGIN + NAMES_WIDE + len(steps) * STEP_WIDE, canvas.y)], LINE)
    )


def _phases(canvas: Canvas, steps: Sequence[tuple[Any, Any]], begun: str | None) -> None:
    """A bar over the steps of each phase."""
    column = 0
    while column < len(steps):
        phase = steps[column][0]
        count = sum(1 for other, _ in steps[column:] if other["id"] == phase["id"])
        x, wide = MARGIN + NAMES_WIDE + column * STEP_WIDE, count * STEP_WIDE
        name = f"{phase['name']} (continued)" if phase["id"] == begun else phase["name"]
        name = wrapped_lines(name, 12, wide - 2 * PAD, 1)[0]
        bar = Rectangle(x + 1, canvas.y, wide - 2, 24, PHASE)
        heading = Words(x + PAD, canvas.y + 16, name, 12, bold=True)
        canvas.drawn.append(Titled(phase["name"], [bar, heading]))
        column += count
    canvas.y += 26


def _lanes(steps: Sequence[tuple[Any, Any]]) -> Iterator[Lane | None]:
    """The lanes of a band; None where the curve stands."""
    found = [step for _, step in steps]
    yield Lane("Step", [_step_lines(step) for step in found], bold=True)
    yield None
    yield Lane(
        "Channels and touchpoints", [_items([step["channels"], step["touchpoints"]]) for step in found]
    )
    yield Lane("Opportunities", [_items([step["opportunities"]], _opportunity_text) for step in found])
    yield Lane("Solutions", [_items([step["solutions"]], _solution_text) for step in found])
    yield Lane("Metrics beside target", [_read(step["metricReadings"]) for step in found])


def _step_lines(step: Any) -> list[str]:
    found = wrapped_lines(step["name"], SIZE, STEP_WIDE - 2 * PAD, 3)
    if step["momentOfTruth"]:
        reason = step["momentOfTruthReason"] or "Moment of truth"
        found += [TRUTH + line for line in wrapped_lines(reason, SIZE, STEP_WIDE - 2 * PAD - ASIDE, 3)]
    return found


def _items(connections: Sequence[Any], told: Any = None) -> list[str]:
    """The items of a cell, each in at most two lines, then how many are left out."""
    found: list[str] = []
    for connection in connections:
        for node in connection["nodes"]:
            words = told(node) if told else node["name"]
            found += wrapped_lines(f"• {words}", SIZE, STEP_WIDE - 2 * PAD, 3)
        more = connection["totalCount"] - len(connection["nodes"])
        found += [f"and {more} more"] if more else []
    return found


def _opportunity_text(node: Any) -> str:
    value = f", value {number_text(node['value'])}" if node["value"] is not None else ""
    return f"{node['name']} ({enum_words(node['status']).lower()}{value})"


def _solution_text(node: Any) -> str:
    return f"{node['name']} ({enum_words(node['status']).lower()})"


def _read(readings: Sequence[Any]) -> list[str]:
    """The first readings of a cell."""
    shown = {"nodes": readings[:READINGS], "totalCount": len(readings)}
    return _items([shown], _metric_text)


def _metric_text(reading: Any) -> str:
    """A reading as people say it: its value beside the target, and whether it is missed."""
    metric, value = reading["metric"], reading["value"]
    if value is None:
        return f"{metric['name']}: not measured"
    unit = f" {metric['unit']}" if metric["unit"] else ""
    where = " overall" if reading["scope"] == "OVERALL" else ""
    beside = f", target {number_text(metric['target'])}" if metric["target"] is not None else ""
    missed = f", missed {reading['missedTargets']}×" if reading["missedTargets"] else ""
    return f"{metric['name']}: {number_text(value)}{unit}{where}{beside}{missed}"


def _lane(canvas: Canvas, lane: Lane) -> None:
    high = lane.high
    _draw_lane_name(canvas, lane.name, high, len(lane.cells))
    for column, cell in enumerate(lane.cells):
        x = MARGIN + NAMES_WIDE + column * STEP_WIDE + PAD
        for row, line in enumerate(cell):
            y = canvas.y + PAD + SIZE + row * ROW
            if line.startswith(TRUTH):
                first = not cell[row - 1].startswith(TRUTH)
                canvas.drawn += [_star(x + 5, y - 4, 6)] * first
                canvas.drawn.append(Words(x + ASIDE, y, line.removeprefix(TRUTH), SIZE))
            else:
                canvas.drawn.append(Words(x, y, line, SIZE, bold=lane.bold))
    canvas.y += high


def _draw_lane_name(canvas: Canvas, name: str, high: float, columns: int) -> None:
    """The name of a lane, and the line above it."""
    canvas.drawn.append(Rectangle(MARGIN, canvas.y, NAMES_WIDE, high, LANE))
    canvas.drawn.append(
        Polyline([(MARGIN, canvas.y), (MARGIN + NAMES_WIDE + columns * STEP_WIDE, canvas.y)], LINE)
    )
    canvas.drawn += lines(MARGIN + PAD, canvas.y + PAD + 6, _heading(name), SIZE, bold=True)


def _curves(canvas: Canvas, steps: Sequence[tuple[Any, Any]], curves: Sequence[Any]) -> None:
    """The experience of the steps from −2 to 2, a line for each persona, broken where nothing is known."""
    _draw_lane_name(canvas, "Experience", CURVE, len(steps))
    left = MARGIN + NAMES_WIDE
    for value in range(-2, 3):
        y = _height(canvas.y, value)
        canvas.drawn.append(
            Polyline([(left, y), (left + len(steps) * STEP_WIDE, y)], LINE, None if value == 0 else "1 4")
        )
        canvas.drawn.append(Words(left - 6, y + 4, number_text(value), 10, FAINT, anchor="end"))
    expected = [point["expected"] for point in curves[0]]
    for points in _runs(expected, canvas.y):
        canvas.drawn.append(Polyline(points, EXPECTED_COLOUR, "1 3", 2.0))
    for place, (pen, curve) in enumerate(zip(PENS, curves, strict=False)):
        for run in _runs([point["value"] for point in curve], canvas.y):
            # Beside each other, so that equal values of two personas are both seen.
            points = [(x + 12 * (place - (len(curves) - 1) / 2), y) for x, y in run]
            canvas.drawn.append(Polyline(points, pen[0], pen[2], 2.0))
            canvas.drawn += [_mark(x, y, pen) for x, y in points]
    for column, (_, step) in enumerate(steps):
        if step["momentOfTruth"]:
            x = left + column * STEP_WIDE + STEP_WIDE / 2
            canvas.drawn.append(_star(x, canvas.y + 10, 8))
    canvas.y += CURVE


def _height(top: float, value: float) -> float:
    return top + CURVE / 2 - value * (CURVE / 2 - 20) / 2


def _runs(values: Sequence[float | None], top: float) -> Iterator[list[tuple[float, float]]]:
    """The points of a curve, in parts between which nothing is known."""
    run: list[tuple[float, float]] = []
    for column, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((MARGIN + NAMES_WIDE + column * STEP_WIDE + STEP_WIDE / 2, _height(top, value)))
    if run:
        yield run


def _star(x: float, y: float, radius: float) -> Polygon:
    reach = [radius * (0.42 if n % 2 else 1) for n in range(10)]
    corners = [
        (round(x + far * sin(n * pi / 5), 1), round(y - far * cos(n * pi / 5), 1))
        for n, far in enumerate(reach)
    ]
    return Polygon(corners, INK)


def _mark(x: float, y: float, pen: Pen) -> Placed:
    colour, shape, _ = pen
    if shape == "circle":
        return Circle(x, y, 4.5, colour)
    if shape == "square":
        return Rectangle(x - 4, y - 4, 8, 8, colour)
    if shape == "diamond":
        return Polygon([(x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)], colour)
    return Polygon([(x, y - 5.5), (x + 5, y + 4), (x - 5, y + 4)], colour)
