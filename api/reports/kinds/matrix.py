"""Matrix: value against effort of opportunities, as a picture and a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from api.reports.cells import Style, word
from api.reports.drawing import FAINT, INK, LINE, PAPER, broken, needed, width
from api.reports.filters import Filters, where
from api.reports.report import Caption, Column, Data, Report, Section

REQUEST = """
query Matrix($where: OpportunityFilter, $matrixAfter: String) {
  matrix: opportunities(
    first: 100, after: $matrixAfter, where: $where, orderBy: [{field: VALUE, direction: DESC}]
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id name status value effort
      priority { quadrant rice }
      reach { journeys customersPerYear }
    }
  }
}
"""

COLUMNS = (
    Column("opportunity", "Opportunity", lambda row: row, named=True),
    Column("quadrant", "Quadrant", "priority.quadrant", Style.WORD),
    Column("value", "Value", "value", Style.NUMBER),
    Column("effort", "Effort", "effort", Style.NUMBER),
    Column("journeys", "Journeys reached", "reach.journeys", Style.WHOLE),
    Column("customersPerYear", "Customers a year", "reach.customersPerYear", Style.NUMBER),
    Column("rice", "RICE", "priority.rice", Style.NUMBER),
    Column("status", "Status", "status", Style.WORD),
)

WIDE, HIGH = 980, 620  # of the field, in points
MOST_EFFORT, MOST_VALUE = 5.25, 100.0
SIZE = 10.5
LONGEST = 190.0
# Shape tells the quadrant as well as colour does; each colour is darker than the paper by 4.5 at least.
QUADRANTS = {
    "QUICK_WIN": ("circle", "#1b6e3c"),
    "BIG_BET": ("square", "#0b4f94"),
    "FILL_IN": ("triangle-up", "#7a5200"),
    "TIME_SINK": ("diamond", "#8f1d3f"),
}


Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A place that is taken, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two places overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies in it."""
        return self.left < spot[0] < self.right and self.top < spot[1] < self.bottom

    @property
    def inside(self) -> bool:
        """Whether the place is on the field."""
        return self.left >= 0 and self.right <= WIDE and self.top >= 0 and self.bottom <= HIGH


def draw(data: Data, caption: Caption) -> str:
    """The first hundred opportunities, of highest value first; labels where there is room for them."""
    altair, convert = needed("altair"), needed("vl_convert")
    found = data["matrix"]
    field = Field(_points(found["nodes"]))
    labelled = list(field.labelled())
    facts = "   ".join(f"{name}: {value}" for name, value in caption.facts)
    more = list(_left_out(found["totalCount"], len(field.points), len(labelled)))
    title = altair.TitleParams(
        caption.title, subtitle=[facts, *more], anchor="start", fontSize=18, subtitleColor=FAINT, color=INK
    )
    layers = [_lines(altair, field), _corners(altair, field), *_labels(altair, field, labelled)]
    layers.insert(-1, _marks(altair, field))
    chart = altair.layer(*layers).properties(width=WIDE, height=HIGH, title=title)
    chart = chart.configure(
        background=PAPER, font="Liberation Sans, Arial, Helvetica, sans-serif", padding=16
    )
    return convert.vegalite_to_svg(chart.to_json())


def _left_out(total: int, drawn: int, labelled: int) -> Iterator[str]:
    if drawn < total:
        yield f"The {drawn} of highest value; {total - drawn} more are in the list only."
    if labelled < drawn:
        yield f"{drawn - labelled} marks have no room for their names; the list has all."


def _points(nodes: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": node["name"],
            "value": node["value"],
            "effort": node["effort"],
            "quadrant": word(node["priority"]["quadrant"]),
            "journeys": node["reach"]["journeys"],
        }
        for node in nodes
    ]


class Field:
    """The field of a picture: where values are on it, and which places are taken."""

    def __init__(self, points: Sequence[Any]) -> None:
        self.points = points
        self.low = min([40.0, *(10 * ((point["value"] - 1) // 10) for point in points)])
        self.most = max([1, *(point["journeys"] for point in points)])
        self.marks = [self.place(point["effort"], point["value"]) for point in points]
        self.taken = [
            _round(mark, self.radius(point)) for point, mark in zip(points, self.marks, strict=True)
        ]
        self.labels: list[Box] = []
        self.ties: list[Spot] = []

    def place(self, effort: float, value: float) -> Spot:
        """Where an effort and a value are, in points from the upper left corner."""
        return effort / MOST_EFFORT * WIDE, (MOST_VALUE - value) / (MOST_VALUE - self.low) * HIGH

    def at(self, spot: Spot) -> dict[str, float]:
        """The effort and the value at a spot."""
        value = MOST_VALUE - spot[1] / HIGH * (MOST_VALUE - self.low)
        return {"effort": spot[0] / WIDE * MOST_EFFORT, "value": value}

    def area(self, journeys: int) -> float:
        """The area of a mark, in square points."""
        return 60 + 640 * journeys / self.most

    def radius(self, point: Any) -> float:
        """Half the width of a mark, with a little room."""
        return self.area(point["journeys"]) ** 0.5 / 2 + 1

    def room(self, box: Box, tie: Sequence[Spot]) -> bool:
        """Whether a label can stand here: nothing below it, and no name below the line to its mark."""
        return (
            box.inside
            and not any(box.meets(other) for other in (*self.taken, *self.labels))
            and not any(box.holds(spot) for spot in self.ties)
            and not any(other.holds(spot) for other in self.labels for spot in tie if not other.holds(tie[0]))
        )

    def labelled(self) -> Iterator[tuple[str, Box, Sequence[Spot]]]:
        """Names with their places and the lines to their marks; not those for which there is no room."""
        for name in QUADRANTS:
            self.labels.append(self.corner(name))
        for point, mark in zip(self.points, self.marks, strict=True):
            text = broken(point["name"], SIZE, LONGEST, 1)[0]
            for box, apart in _places(mark, self.radius(point), width(text, SIZE)):
                tie = _between(mark, box) if apart else ()
                if self.room(box, tie):
                    self.labels.append(box)
                    self.ties += tie
                    yield text, box, tie
                    break

    def corner(self, quadrant: str) -> Box:
        """Where the name of a quadrant stands."""
        left = 4.0 if quadrant in ("QUICK_WIN", "FILL_IN") else WIDE - 76.0
        top = 4.0 if quadrant in ("QUICK_WIN", "BIG_BET") else HIGH - 22.0
        return Box(left, top, left + 72, top + 18)


def _round(mark: Spot, radius: float) -> Box:
    return Box(mark[0] - radius, mark[1] - radius, mark[0] + radius, mark[1] + radius)


def _between(mark: Spot, box: Box) -> list[Spot]:
    """Spots on the line from a mark to a label, end to end."""
    x, y = min(max(mark[0], box.left), box.right), (box.top + box.bottom) / 2
    y = box.bottom if mark[1] > box.bottom else box.top if mark[1] < box.top else y
    return [(mark[0] + (x - mark[0]) * n / 24, mark[1] + (y - mark[1]) * n / 24) for n in range(25)]


def _axes(altair: Any, field: Field) -> dict[str, Any]:
    axis = {"grid": False, "labelColor": INK, "titleColor": INK, "labelFontSize": 11, "titleFontSize": 12}
    effort = altair.Scale(domain=[0, MOST_EFFORT], nice=False)
    value = altair.Scale(domain=[field.low, MOST_VALUE], nice=False)
    steps = altair.Axis(values=[n / 2 for n in range(11)], **axis)
    return {
        "x": altair.X("effort:Q", title="Effort (0 little … 5 much)", scale=effort, axis=steps),
        "y": altair.Y("value:Q", title="Value (of 100)", scale=value, axis=altair.Axis(**axis)),
    }


def _lines(altair: Any, field: Field) -> Any:
    """The lines between the quadrants."""
    ends = [{"effort": 2.5, "value": end, "on": "effort"} for end in (field.low, MOST_VALUE)]
    ends += [{"effort": end, "value": 50, "on": "value"} for end in (0, MOST_EFFORT)]
    chart = altair.Chart(altair.Data(values=ends)).mark_line(color=LINE, strokeDash=[4, 4])
    return chart.encode(detail="on:N", **_axes(altair, field))


def _corners(altair: Any, field: Field) -> Any:
    places = {name: field.corner(name) for name in QUADRANTS}
    rows = [
        {**field.at((box.left, (box.top + box.bottom) / 2)), "text": word(name)}
        for name, box in places.items()
    ]
    chart = altair.Chart(altair.Data(values=rows))
    marks = chart.mark_text(align="left", baseline="middle", fontSize=13, fontStyle="italic", color=FAINT)
    return marks.encode(text="text:N", **_axes(altair, field))


def _marks(altair: Any, field: Field) -> Any:
    names, most = [word(name) for name in QUADRANTS], field.most
    shapes = altair.Scale(domain=names, range=[shape for shape, _ in QUADRANTS.values()])
    colours = altair.Scale(domain=names, range=[colour for _, colour in QUADRANTS.values()])
    sizes = altair.Scale(domain=[0, most], range=[field.area(0), field.area(most)])
    legend = altair.Legend(title="Journeys reached", values=sorted({1, (most + 1) // 2, most}), format="d")
    chart = altair.Chart(altair.Data(values=list(field.points)))
    return chart.mark_point(filled=True, opacity=0.85, stroke=PAPER).encode(
        size=altair.Size("journeys:Q", scale=sizes, legend=legend),
        shape=altair.Shape("quadrant:N", scale=shapes, title="Quadrant"),
        color=altair.Color("quadrant:N", scale=colours, title="Quadrant"),
        **_axes(altair, field),
    )


def _labels(altair: Any, field: Field, labelled: Sequence[Any]) -> Iterator[Any]:
    """The names, each beside its mark where nothing else stands, with a line to it where that is far."""
    rows = [{**field.at((box.left, (box.top + box.bottom) / 2)), "text": text} for text, box, _ in labelled]
    ends = [
        {**field.at(spot), "of": number}
        for number, (_, _, tie) in enumerate(labelled)
        for spot in (*tie[:1], *tie[-1:])
    ]
    if ends:
        lines = altair.Chart(altair.Data(values=ends)).mark_line(color=FAINT, strokeWidth=0.6)
        yield lines.encode(detail="of:N", **_axes(altair, field))
    marks = altair.Chart(altair.Data(values=rows))
    marks = marks.mark_text(align="left", baseline="middle", fontSize=SIZE, color=INK)
    yield marks.encode(text="text:N", **_axes(altair, field))


def _places(mark: Spot, radius: float, wide: float) -> Iterator[tuple[Box, bool]]:
    """Where a label could stand, nearest first, and whether a line must lead to it."""
    x, y = mark
    half = SIZE * 0.62
    near = radius + 3
    for down in (-near - half, near + half):
        yield Box(x + near, y - half, x + near + wide, y + half), False
        yield Box(x - near - wide, y - half, x - near, y + half), False
        yield Box(x - wide / 2, y + down - half, x + wide / 2, y + down + half), False
    away = [(aside, row * 13) for aside in (0, 30, 70, 120, 190) for row in range(-14, 15)]
    for aside, down in sorted(away, key=lambda place: place[0] + abs(place[1])):
        gap = near + aside
        yield Box(x + gap, y + down - half, x + gap + wide, y + down + half), True
        yield Box(x - gap - wide, y + down - half, x - gap, y + down + half), True


def _variables(filters: Filters, _: Data) -> dict[str, Any]:
    both = {"value": {"isNull": False}, "effort": {"isNull": False}}
    return {"where": {"AND": [both, where("Opportunity", filters)]}}


MATRIX = Report(
    name="matrix",
    title="Value against effort",
    about="Opportunities that have both a value and an effort; the lines are at value 50 and effort 2.5.",
    request=REQUEST,
    sections=(Section("matrix", "Opportunities", "matrix", COLUMNS, "None has a value and an effort."),),
    takes=("journey", "team", "goal", "since"),
    variables=_variables,
    draw=draw,
)
