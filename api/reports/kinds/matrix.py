"""Matrix: value against effort of opportunities, as a picture and a list."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from api.reports.cells import Style, enum_words
from api.reports.drawing import MARGIN, optional_module, sheet, wrapped_lines
from api.reports.picture_labels import LABEL_SIZE, Box, Label, Plane, Spot, box_around
from api.reports.report import Caption, Column, Data, Report, Section
from api.reports.report_filters import Filters, meanings, statuses, where
from api.reports.shapes import FAINT, INK, LINE, PAPER, Board, Chart, Drawn, Placed, Titled, Words

REQUEST = """
query Matrix($where: OpportunityFilter, $page: Int!, $matrixAfter: String) {
  matrix: opportunities(
    first: $page, after: $matrixAfter, where: $where, orderBy: [{field: VALUE, direction: DESC}]
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id name status value effort
      priority { quadrant rice }
      reach { journeys frequencyPerYear }
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
    Column("frequencyPerYear", "Times a year", "reach.frequencyPerYear", Style.NUMBER),
    Column("rice", "RICE", "priority.rice", Style.NUMBER),
    Column("status", "Status", "status", Style.WORD),
)

WIDE, HIGH = 980, 620  # of the field, in points
MOST_EFFORT, MOST_VALUE = 5.25, 100.0
LONGEST_NAME = 190.0
ACROSS = 3  # columns of the names that numbers stand for
# Shape tells the quadrant as well as colour does; each colour is darker than the paper by 4.5 at least.
QUADRANTS = {
    "QUICK_WIN": ("circle", "#1b6e3c"),
    "BIG_BET": ("square", "#0b4f94"),
    "FILL_IN": ("triangle-up", "#7a5200"),
    "TIME_SINK": ("diamond", "#8f1d3f"),
}


def draw(data: Data, caption: Caption) -> list[Drawn]:
    """The opportunities of highest value, each with its name, or a number that is explained below."""
    altair, convert = optional_module("altair"), optional_module("vl_convert")
    found = data["matrix"]
    field = MatrixField(_points(found["nodes"]))
    labelled = field.place_labels()
    facts = " · ".join(f"{name}: {value}" for name, value in caption.facts)
    more = list(_subtitle_lines(found["totalCount"], len(field.points), len(field.numbered)))
    title = altair.TitleParams(
        caption.title, subtitle=[facts, *more], anchor="start", fontSize=18, subtitleColor=FAINT, color=INK
    )
    layers = [_lines(altair, field), _corners(altair, field), *_labels(altair, field, labelled)]
    layers.insert(-1, _marks(altair, field))
    chart = altair.layer(*layers).properties(width=WIDE, height=HIGH, title=title)
    chart = chart.configure(
        background=PAPER, font="Liberation Sans, Arial, Helvetica, sans-serif", padding=16
    )
    return [_chart(convert.vegalite_to_svg(chart.to_json())), *_key(caption, field.numbered)]


def _chart(svg: str) -> Chart:
    """A chart with the size that its library gave it, which depends on what stands around the field."""
    size = ElementTree.fromstring(svg).attrib
    return Chart(float(size["width"]), float(size["height"]), Markup(svg))


def _subtitle_lines(total: int, drawn: int, numbered: int) -> Iterator[str]:
    if drawn < total:
        yield f"The {drawn} of highest value; {total - drawn} more are in the list only."
    if numbered:
        yield "What a number stands for is written below."


def _key(caption: Caption, names: Sequence[str]) -> Iterator[Board]:
    """A sheet of the names that numbers stand for, in columns, where there are any."""
    if names:
        high = -(-len(names) // ACROSS)
        wide = WIDE / ACROSS
        drawn: list[Placed] = []
        for place, name in enumerate(names):
            line = wrapped_lines(f"{place + 1} {name}", 11, wide - 12, 1)[0]
            x, y = MARGIN + place // high * wide, MARGIN + 11 + place % high * 16
            drawn.append(Titled(name, [Words(x, y, line, 11)]))
        yield sheet(caption, WIDE + 2 * MARGIN, 2 * MARGIN + high * 16, drawn, first=False)


def _points(nodes: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": node["name"],
            "value": node["value"],
            "effort": node["effort"],
            "quadrant": enum_words(node["priority"]["quadrant"]),
            "journeys": node["reach"]["journeys"],
        }
        for node in nodes
    ]


class MatrixField:
    """The field of a picture: where values are on it, and which places are taken."""

    def __init__(self, points: Sequence[Any]) -> None:
        self.points = points
        self.low = min([40.0, *(10 * ((point["value"] - 1) // 10) for point in points)])
        self.most = max([1, *(point["journeys"] for point in points)])
        self.marks = [self.spot_of(point["effort"], point["value"]) for point in points]
        # Half the width of each mark, with a little room.
        self.radii = [self.area(point["journeys"]) ** 0.5 / 2 + 1 for point in points]
        self.plane = Plane(WIDE, HIGH)
        for mark, radius in zip(self.marks, self.radii, strict=True):
            self.plane.take(box_around(mark, radius))
        self.corners = {name: _corner(name) for name in QUADRANTS}
        for box in self.corners.values():
            self.plane.take(box)
        self.numbered: list[str] = []

    def spot_of(self, effort: float, value: float) -> Spot:
        """Where an effort and a value are, in points from the upper left corner."""
        return effort / MOST_EFFORT * WIDE, (MOST_VALUE - value) / (MOST_VALUE - self.low) * HIGH

    def values_at(self, spot: Spot) -> dict[str, float]:
        """The effort and the value at a spot."""
        value = MOST_VALUE - spot[1] / HIGH * (MOST_VALUE - self.low)
        return {"effort": spot[0] / WIDE * MOST_EFFORT, "value": value}

    def area(self, journeys: int) -> float:
        """The area of a mark, in square points."""
        return 60 + 640 * journeys / self.most

    def place_labels(self) -> list[Label]:
        """Names, or numbers where there is no room, with their places and the ties to their marks."""
        names = [wrapped_lines(point["name"], LABEL_SIZE, LONGEST_NAME, 1)[0] for point in self.points]
        labels = [self.plane.place_label(*named) for named in zip(names, self.marks, self.radii, strict=True)]
        return [label or self._number_label(place) for place, label in enumerate(labels)]

    def _number_label(self, place: int) -> Label:
        mark, radius = self.marks[place], self.radii[place]
        self.numbered.append(self.points[place]["name"])
        number = str(len(self.numbered))
        return self.plane.place_label(number, mark, radius) or Label(number, box_around(mark, radius), ())


def _corner(quadrant: str) -> Box:
    """Where the name of a quadrant stands."""
    left = 4.0 if quadrant in ("QUICK_WIN", "FILL_IN") else WIDE - 76.0
    top = 4.0 if quadrant in ("QUICK_WIN", "BIG_BET") else HIGH - 22.0
    return Box(left, top, left + 72, top + 18)


def _axes(altair: Any, field: MatrixField) -> dict[str, Any]:
    axis = {"grid": False, "labelColor": INK, "titleColor": INK, "labelFontSize": 11, "titleFontSize": 12}
    effort = altair.Scale(domain=[0, MOST_EFFORT], nice=False)
    value = altair.Scale(domain=[field.low, MOST_VALUE], nice=False)
    steps = altair.Axis(values=[n / 2 for n in range(11)], **axis)
    return {
        "x": altair.X("effort:Q", title="Effort (0 little … 5 much)", scale=effort, axis=steps),
        "y": altair.Y("value:Q", title="Value (of 100)", scale=value, axis=altair.Axis(**axis)),
    }


def _lines(altair: Any, field: MatrixField) -> Any:
    """The lines between the quadrants."""
    ends = [{"effort": 2.5, "value": end, "on": "effort"} for end in (field.low, MOST_VALUE)]
    ends += [{"effort": end, "value": 50, "on": "value"} for end in (0, MOST_EFFORT)]
    chart = altair.Chart(altair.Data(values=ends)).mark_line(color=LINE, strokeDash=[4, 4])
    return chart.encode(detail="on:N", **_axes(altair, field))


def _corners(altair: Any, field: MatrixField) -> Any:
    rows = [
        {**field.values_at((box.left, (box.top + box.bottom) / 2)), "text": enum_words(name)}
        for name, box in field.corners.items()
    ]
    chart = altair.Chart(altair.Data(values=rows))
    marks = chart.mark_text(align="left", baseline="middle", fontSize=13, fontStyle="italic", color=FAINT)
    return marks.encode(text="text:N", **_axes(altair, field))


def _marks(altair: Any, field: MatrixField) -> Any:
    names, most = [enum_words(name) for name in QUADRANTS], field.most
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


def _labels(altair: Any, field: MatrixField, labelled: Sequence[Any]) -> Iterator[Any]:
    """The names, each beside its mark where nothing else stands, with a line to it where that is far."""
    rows = [
        {**field.values_at((box.left, (box.top + box.bottom) / 2)), "text": text} for text, box, _ in labelled
    ]
    ends = [
        {**field.values_at(spot), "of": number}
        for number, (_, _, tie) in enumerate(labelled)
        for spot in (*tie[:1], *tie[-1:])
    ]
    if ends:
        lines = altair.Chart(altair.Data(values=ends)).mark_line(color=FAINT, strokeWidth=0.6)
        yield lines.encode(detail="of:N", **_axes(altair, field))
    marks = altair.Chart(altair.Data(values=rows))
    marks = marks.mark_text(align="left", baseline="middle", fontSize=LABEL_SIZE, color=INK)
    yield marks.encode(text="text:N", **_axes(altair, field))


def _variables(filters: Filters, _: Data) -> dict[str, Any]:
    both = {"value": {"isNull": False}, "effort": {"isNull": False}}
    return {"where": {"AND": [both, where("Opportunity", filters)]}}


MATRIX = Report(
    name="matrix",
    title="Value against effort",
    about="Opportunities that have both a value and an effort; the lines are at value 50 and effort 2.5.",
    request=REQUEST,
    sections=(Section("matrix", "Opportunities", "matrix", COLUMNS, "None has a value and an effort."),),
    takes=meanings("Opportunity"),
    statuses=statuses("Opportunity"),
    variables=_variables,
    draw=draw,
)
