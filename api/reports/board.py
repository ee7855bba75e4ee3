"""The board of a journey: phases × lanes in bands of steps, on sheets with the shape of paper across."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import sqrt
from typing import Any

from api.reports.board_curves import CURVE_HIGH, curve_pens, curve_shapes, star
from api.reports.board_facts import has_journeys_below, journey_curves, journey_steps, reading_text
from api.reports.board_lanes import NAMES_WIDE, PAD, ROW, SIZE, Lane, LaneTexts
from api.reports.drawing import HEAD, MARGIN, lines, sheet, width, wrapped_lines
from api.reports.report import Caption, Data
from api.reports.shapes import FAINT, LINE, Board, Placed, Polyline, Rectangle, Titled, Words

# A sheet has the shape of A3 and A4 across; on A3 a point of ours is about a point of paper.
WIDE = 1260.0
HIGH = WIDE / sqrt(2)
MOST_STEPS, FEWEST_STEPS = 7, 3  # beside each other
WIDEST_STEP = 400.0
PHASE_HIGH = 26
PHASE = "#e3e8ee"
LANE = "#f5f7f9"
EXPLAINED = "Dotted line: what is expected. Star: moment of truth."
NESTED = "Experience, opportunities and solutions are also those of the journeys that show a step in detail."


@dataclass(slots=True)
class Canvas:
    """What has been drawn so far, and how far down."""

    y: float
    drawn: list[Placed] = field(default_factory=list[Placed])


@dataclass(frozen=True, slots=True)
class Layout:
    """The board cut into bands of about as many steps each, and the bands into sheets."""

    bands: int
    wide: float  # of a step
    sheets: Sequence["BandSheet"]

    @property
    def worth(self) -> tuple[int, int]:
        """Lower is better: few sheets, then few bands."""
        return len(self.sheets), self.bands


@dataclass(frozen=True, slots=True)
class BandSheet:
    """One sheet: some steps, the lanes that stand on it, and the phase with which the band before ended.

    None among the lanes is where the curves stand.
    """

    steps: Sequence[Any]
    lanes: Sequence[Lane | None]
    begun: str | None


def draw(data: Data, caption: Caption) -> list[Board]:
    """The board, sheet after sheet."""
    journey = data["journey"]
    steps = list(journey_steps(data))
    canvas = Canvas(HEAD + 4)
    _legend(canvas, journey, data["measured"]["metricReadings"])
    if not steps:
        nothing = Words(MARGIN, canvas.y + 16, "This journey has no steps yet.", 12, FAINT)
        return [sheet(caption, WIDE, canvas.y + 30 + MARGIN, [*canvas.drawn, nothing])]
    layout = _best_layout(steps, canvas.y, has_journeys_below(journey))
    curves = [curve for curve in journey_curves(journey) if _is_shown(curve)]
    found: list[Board] = []
    for number, part in enumerate(layout.sheets):
        canvas = Canvas(MARGIN) if number else canvas
        _band(canvas, part, curves, layout.wide)
        found.append(sheet(caption, WIDE, canvas.y + MARGIN, canvas.drawn, first=not number))
    return found


def _is_shown(curve: Any) -> bool:
    """Whether a curve has a point, or is that of all customers."""
    return curve["persona"] is None or any(point["value"] is not None for point in curve["points"])


def _best_layout(steps: Sequence[Any], first: float, lifecycle: bool) -> Layout:
    """Columns are as wide as the page allows for; more bands of wider columns may take fewer sheets."""
    most = max(-(-len(steps) // FEWEST_STEPS), 1)
    fewest = -(-len(steps) // MOST_STEPS)
    return min(
        (_layout(steps, bands, first, lifecycle) for bands in range(fewest, most + 1)),
        key=lambda layout: layout.worth,
    )


def _layout(steps: Sequence[Any], bands: int, first: float, lifecycle: bool) -> Layout:
    """The board in so many bands; the first sheet has its lanes from `first` on."""
    few, longer = divmod(len(steps), bands)
    sizes = [few + (number < longer) for number in range(bands)]
    wide = min((WIDE - 2 * MARGIN - NAMES_WIDE) / max(sizes), WIDEST_STEP)
    sheets: list[BandSheet] = []
    for start, end in pairwise([0, *accumulate(sizes)]):
        texts = LaneTexts(steps[start:end], wide, lifecycle)
        begun = steps[start - 1]["phase"]["id"] if start else None
        room = HIGH - MARGIN - (MARGIN if start else first) - PHASE_HIGH
        for lanes in _pages(texts, room):
            sheets.append(BandSheet(steps[start:end], lanes, begun))
    return Layout(bands, wide, sheets)


def _pages(texts: LaneTexts, first: float) -> Iterator[list[Lane | None]]:
    """The lanes of a band on as many sheets as they need; the names of the steps begin each of them.

    Where one sheet is too small, what is done begins the second one, so that all bands are cut alike.
    """
    names = texts.steps()
    whole = HIGH - 2 * MARGIN - PHASE_HIGH - names.high
    feelings = list(_feelings(texts, whole))
    work = list(_shown_parts(texts.work(), whole))
    page: list[Lane | None] = [names]
    room = first - names.high
    for number, lane in enumerate([*feelings, *work]):
        rest = sum(map(_high, work)) if number == len(feelings) else _high(lane)
        if rest > room and len(page) > 1:
            yield page
            page = [names]
            room = whole
        page.append(lane)
        room -= _high(lane)
    yield page


def _high(lane: Lane | None) -> float:
    return lane.high if lane else CURVE_HIGH


def _feelings(texts: LaneTexts, high: float) -> Iterator[Lane | None]:
    yield from _shown_parts(texts.what_happens(), high)
    yield None
    yield from _shown_parts(texts.feelings(), high)


def _shown_parts(lanes: Iterable[Lane], high: float) -> Iterator[Lane]:
    """The lanes in which something stands, none of them higher than a sheet."""
    for lane in lanes:
        yield from lane.parts(high) if any(lane.cells) else ()


def _legend(canvas: Canvas, journey: Any, measured: Sequence[Any]) -> None:
    """What the customer wants, the metrics of the whole journey, and the pens of the curves."""
    facts = [f"“{journey['intent']}”"] if journey["intent"] else []
    readings = [reading_text(reading) for reading in measured]
    facts += [f"Metrics: {'; '.join(readings)}"] if readings else []
    for fact in facts:
        found = wrapped_lines(fact, 12, WIDE - 2 * MARGIN, 3)
        canvas.drawn.append(Titled(fact, lines(MARGIN, canvas.y + 6, found, 12)))
        canvas.y += 15 * len(found) + 3
    x = float(MARGIN)
    for pen, curve in curve_pens([curve for curve in journey_curves(journey) if _is_shown(curve)]):
        name = curve["persona"]["name"] if curve["persona"] else "All customers"
        name = wrapped_lines(name, SIZE, 200, 1)[0]
        canvas.drawn.append(
            Polyline([(x, canvas.y + 8), (x + 30, canvas.y + 8)], pen.colour, pen.dash, pen.wide)
        )
        canvas.drawn += [pen.mark(x + 15, canvas.y + 8), Words(x + 36, canvas.y + 12, name, SIZE)]
        x += 36 + width(name, SIZE) + 22
    canvas.drawn.append(Words(x, canvas.y + 12, _explanation(journey), SIZE, FAINT))
    canvas.y += 24
    if has_journeys_below(journey):
        canvas.drawn.append(Words(MARGIN, canvas.y + 8, NESTED, SIZE, FAINT))
        canvas.y += 18


def _explanation(journey: Any) -> str:
    personas = journey["personas"]
    more = personas["totalCount"] - len(personas["nodes"])
    return f"and {more} more personas. {EXPLAINED}" if more else EXPLAINED


def _band(canvas: Canvas, part: BandSheet, curves: Sequence[Any], wide: float) -> None:
    """The steps of one sheet with their lanes."""
    top = canvas.y
    _phases(canvas, part, wide)
    right = MARGIN + NAMES_WIDE + len(part.steps) * wide
    for lane in part.lanes:
        _draw_lane_name(canvas, lane, right)
        if lane is None:
            canvas.drawn += curve_shapes(part.steps, curves, MARGIN + NAMES_WIDE, canvas.y, wide)
            canvas.y += CURVE_HIGH
        else:
            _draw_cells(canvas, lane, wide)
            canvas.y += lane.high
    for column in range(len(part.steps) + 1):
        x = MARGIN + NAMES_WIDE + column * wide
        canvas.drawn.append(Polyline([(x, top), (x, canvas.y)], LINE))
    canvas.drawn.append(Polyline([(MARGIN, canvas.y), (right, canvas.y)], LINE))


def _phases(canvas: Canvas, part: BandSheet, wide: float) -> None:
    """A bar over the steps of each phase."""
    column = 0
    while column < len(part.steps):
        phase = part.steps[column]["phase"]
        count = sum(1 for step in part.steps[column:] if step["phase"]["id"] == phase["id"])
        x, bar_wide = MARGIN + NAMES_WIDE + column * wide, count * wide
        name = f"{phase['name']} (continued)" if phase["id"] == part.begun else phase["name"]
        name = wrapped_lines(name, 12, bar_wide - 2 * PAD, 1)[0]
        bar = Rectangle(x + 1, canvas.y, bar_wide - 2, 24, PHASE)
        heading = Words(x + PAD, canvas.y + 16, name, 12, bold=True)
        canvas.drawn.append(Titled(phase["name"], [bar, heading]))
        column += count
    canvas.y += PHASE_HIGH


def _draw_cells(canvas: Canvas, lane: Lane, wide: float) -> None:
    for column, cell in enumerate(lane.cells):
        x = MARGIN + NAMES_WIDE + column * wide + PAD
        for row, line in enumerate(cell):
            y = canvas.y + PAD + SIZE + row * ROW
            canvas.drawn += [star(x + 5, y - 4, 6)] * line.star
            bold = lane.bold and not line.aside
            canvas.drawn.append(
                Words(x + line.aside, y, line.text, SIZE, *([FAINT] if line.faint else []), bold=bold)
            )


def _draw_lane_name(canvas: Canvas, lane: Lane | None, right: float) -> None:
    """The name of a lane, and the line above it."""
    high = lane.high if lane else CURVE_HIGH
    name = lane.heading if lane else ["Experience"]
    canvas.drawn.append(Rectangle(MARGIN, canvas.y, NAMES_WIDE, high, LANE))
    canvas.drawn.append(Polyline([(MARGIN, canvas.y), (right, canvas.y)], LINE))
    canvas.drawn += lines(MARGIN + PAD, canvas.y + PAD + 6, name, SIZE, bold=True)
