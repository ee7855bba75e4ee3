"""Pictures of reports: everything in them is named, and they come in sheets that fit on paper."""

from itertools import combinations, product
from math import hypot
from typing import Any
from xml.etree import ElementTree

from api.reports.kinds import coverage, matrix
from api.reports.report import Caption
from api.reports.shapes import Board, stacked_sheet, svg

CAPTION = Caption("A picture", (("Filters", "none"),))
SHEET = 1.2  # of a sheet, height by width at the most: what is taller is too small to read on paper
SVG = "{http://www.w3.org/2000/svg}"
TEXT = f".//{SVG}text"


def shape(sheet: Board) -> float:
    """Height by width of a sheet."""
    return sheet.high / sheet.wide


def words(picture: str) -> list[str]:
    """The lines of text in a picture."""
    return [element.text or "" for element in ElementTree.fromstring(picture).iterfind(TEXT)]


def opportunities(count: int, status: str, name: str) -> dict[str, Any]:
    """So many opportunities of one value and one effort, three more of which are not drawn."""
    place = {"value": 70.0, "effort": 2.0, "priority": {"quadrant": "QUICK_WIN"}, "reach": {"journeys": 1}}
    nodes = [{"name": f"{name} {n}", "status": status, **place} for n in range(count)]
    return {"totalCount": count + 3, "nodes": nodes}


def test_every_dot_is_listed() -> None:
    data = {"matrix": opportunities(60, "OPEN", "Waiting"), "closed": opportunities(5, "SOLVED", "Done")}

    drawn = matrix.draw(data, CAPTION)

    texts = [text for sheet in drawn for text in words(svg(sheet))]
    listed = {text.partition(" ")[2] for text in texts if text.partition(" ")[0].isdigit()}
    assert listed >= {node["name"] for found in data.values() for node in found["nodes"]}
    assert {str(number) for number in range(1, 66)} <= set(words(svg(drawn[0])))
    assert any("6 more are in the list only." in text for text in texts)
    assert "Solved and dismissed (hollow)" in texts
    assert [sheet for sheet in drawn if shape(sheet) > SHEET] == []


def test_dots_cover_no_other() -> None:
    data = {"matrix": opportunities(40, "OPEN", "Waiting"), "closed": opportunities(5, "SOLVED", "Done")}

    picture = ElementTree.fromstring(svg(matrix.draw(data, CAPTION)[0]))

    namespace = "{http://www.w3.org/2000/svg}"
    marked = [
        group for group in picture.iter(f"{namespace}g") if group.find(f"{namespace}circle") is not None
    ]
    circles = [
        tuple(float(circle.get(name) or 0) for name in ("cx", "cy", "r"))
        for group in marked
        for circle in group.iter(f"{namespace}circle")
    ]
    assert len(circles) == 45
    covering = [
        (one, other)
        for one, other in combinations(circles, 2)
        if hypot(one[0] - other[0], one[1] - other[1]) < one[2] + other[2]
    ]
    assert covering == []


def test_heat_maps_have_sheets() -> None:
    goals = [{"id": f"g{g}", "name": f"Goal {g}"} for g in range(45)]
    cells = [
        {"goal": {"id": f"g{g}"}, "journey": {"id": f"j{j}", "name": f"Journey {j}"}}
        for g, j in product(range(45), range(30))
    ]
    done = [cell | {"opportunities": 1, "underWay": 2, "launched": 1} for cell in cells]

    drawn = coverage.draw({"goals": {"nodes": goals}, "coverage": done}, CAPTION)

    assert len(drawn) == 4 * 3  # of 40 goals and 30 journeys, 12 by 14 at a time
    assert [sheet for sheet in drawn if shape(sheet) > SHEET] == []
    texts = words(stacked_sheet(drawn))
    assert texts.count("2 · 1") == 40 * 30
    assert sum("Only the first 40 of 45 goals and 30 journeys." in text for text in texts) == 1
