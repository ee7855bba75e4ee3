"""Shapes placed on sheets: a picture as data, and the SVG that is written of it at the end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import htpy
from markupsafe import Markup

INK, FAINT, LINE, PAPER = "#1b1f24", "#4a525c", "#c3c9d1", "#ffffff"
FONT = "'Liberation Sans', Arial, Helvetica, 'Noto Sans', 'Noto Color Emoji', sans-serif"
SVG = "http://www.w3.org/2000/svg"
# What may not stand in XML, escaped or not.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Spots = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text that stands on `y` and has `x` at its start, or where `anchor` says."""

    x: float
    y: float
    text: str
    size: float = 12
    fill: str = INK
    bold: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle from its upper left corner, with a line around it or none."""

    x: float
    y: float
    wide: float
    high: float
    fill: str
    line: str = "none"
    dash: str | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A filled circle around its middle, with a line around it or none."""

    x: float
    y: float
    radius: float
    fill: str
    line: str = "none"


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled area between its corners."""

    corners: Spots
    fill: str


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points."""

    points: Spots
    colour: str
    dash: str | None = None
    wide: float = 1.0


@dataclass(frozen=True, slots=True)
class Titled:
    """Shapes with a text that is shown where one points at them."""

    title: str
    shapes: Sequence["Placed"]


Placed = Words | Rectangle | Circle | Polygon | Polyline | Titled


@dataclass(frozen=True, slots=True)
class Board:
    """A white sheet with shapes on it."""

    title: str
    wide: float
    high: float
    shapes: Sequence[Placed]


def svg(sheet: Board) -> Markup:
    """One sheet as SVG."""
    return _sheet(sheet) + Markup("\n")


def stacked_sheet(sheets: Sequence[Board]) -> Markup:
    """One picture of several sheets, one below the other."""
    if len(sheets) == 1:
        return svg(sheets[0])
    wide, high = max(sheet.wide for sheet in sheets), sum(sheet.high for sheet in sheets)
    tops = accumulate((sheet.high for sheet in sheets), initial=0.0)
    placed = [
        htpy.g(transform=f"translate(0,{top:g})")[_sheet(sheet)]
        for top, sheet in zip(tops, sheets, strict=False)
    ]
    paper = _element(Rectangle(0, 0, wide, high, PAPER))
    return htpy.svg(xmlns=SVG, **_size(wide, high))[paper, placed, "\n"].__html__()


def _sheet(sheet: Board) -> Markup:
    size = _size(sheet.wide, sheet.high)
    paper = Rectangle(0, 0, sheet.wide, sheet.high, PAPER)
    return htpy.svg(xmlns=SVG, **size, font_family=FONT, role="img")[
        htpy.title[_fit(sheet.title)], map(_element, [paper, *sheet.shapes])
    ].__html__()


def _size(wide: float, high: float) -> dict[str, str]:
    return {"width": f"{wide:g}", "height": f"{high:g}", "viewBox": f"0 0 {wide:g} {high:g}"}


def _element(shape: Placed) -> htpy.Element:
    match shape:
        case Words(x, y, text, size, fill, bold, anchor):
            weight = "bold" if bold else None
            style = {"font-size": f"{size:g}", "fill": fill, "font-weight": weight, "text-anchor": anchor}
            return htpy.text(style, x=f"{x:g}", y=f"{y:g}")[_fit(text)]
        case Rectangle(x, y, wide, high, fill, line, dash):
            place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{wide:g}", "height": f"{high:g}"}
            return htpy.rect(place, fill=fill, stroke=line, stroke_dasharray=dash)
        case Circle(x, y, radius, fill, line):
            place = {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}"}
            return htpy.circle(place, fill=fill, stroke=line, stroke_width="1.5")
        case Polygon(corners, fill):
            return htpy.polygon(points=_path(corners), fill=fill)
        case Polyline(points, colour, dash, wide):
            pen = {"stroke": colour, "stroke-width": f"{wide:g}", "stroke-dasharray": dash}
            return htpy.polyline(pen, points=_path(points), fill="none")
        case Titled(title, shapes):
            return htpy.g[htpy.title[_fit(title)], map(_element, shapes)]


def _path(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _fit(text: str) -> str:
    """A text as it may stand in XML, on one line."""
    return _UNFIT.sub("\ufffd", text).replace("\n", " ")
