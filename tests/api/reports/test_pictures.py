"""Pictures of reports: everything in them is named, and they come in sheets that fit on paper."""

from itertools import product
from typing import Any
from xml.etree import ElementTree

import pytest

from api.reports import board
from api.reports.kinds import coverage, matrix
from api.reports.report import Caption
from api.reports.shapes import Drawn, stacked_sheet, svg

CAPTION = Caption("A picture", (("Filters", "none"),))
NONE: dict[str, Any] = {"totalCount": 0, "nodes": []}
SHEET = 1.2  # of a sheet, height by width at the most: what is taller is too small to read on paper
TEXT = ".//{http://www.w3.org/2000/svg}text"


def shape(sheet: Drawn) -> float:
    """Height by width of a sheet."""
    return sheet.high / sheet.wide


def words(picture: str) -> list[str]:
    """The lines of text in a picture."""
    return [element.text or "" for element in ElementTree.fromstring(picture).iterfind(TEXT)]


def test_every_mark_is_named() -> None:
    names = [f"Opportunity number {n} of many" for n in range(60)]
    place = {"value": 70.0, "effort": 2.0, "priority": {"quadrant": "QUICK_WIN"}, "reach": {"journeys": 1}}

    drawn = matrix.draw(
        {"matrix": {"totalCount": 63, "nodes": [{"name": n, **place} for n in names]}}, CAPTION
    )

    named, keyed = ([text for text in words(svg(sheet)) if text.endswith("many")] for sheet in drawn)
    assert sorted([*named, *(text.partition(" ")[2] for text in keyed)]) == sorted(names)
    assert {text.partition(" ")[0] for text in keyed} <= set(words(svg(drawn[0])))
    assert "3 more are in the list only." in svg(drawn[0])


def journey(steps: int) -> dict[str, Any]:
    """A journey of one phase, as the report of it asks for it."""
    lists = dict.fromkeys(("channels", "touchpoints", "opportunities", "solutions"), NONE)
    told: dict[str, Any] = {
        "momentOfTruth": True,
        "momentOfTruthReason": "Because. " * 40,
        "metricReadings": [],
    }
    found = [{"id": f"s{n}", "name": f"Step {n}", **told, **lists} for n in range(steps)]
    curve = [{"value": n % 3 - 1, "expected": 1, "insights": 1, "momentOfTruth": True} for n in range(steps)]
    phase = {"id": "p", "name": "All of it", "steps": found}
    about = {"intent": "Get it done", "metricReadings": [], "personas": NONE, "curve": curve}
    return {"journey": {**about, "phases": [phase] if steps else []}}


@pytest.mark.parametrize(("steps", "sheets"), [(0, 1), (7, 1), (8, 2), (21, 3)])
def test_boards_have_sheets_of_bands(steps: int, sheets: int) -> None:
    drawn = board.draw(journey(steps), CAPTION)

    assert len(drawn) == sheets
    assert [sheet for sheet in drawn if shape(sheet) > SHEET] == []
    texts = words(stacked_sheet(drawn))
    assert [texts.count(f"Step {n}") for n in range(steps)] == [1] * steps
    assert texts.count("A picture") == 1
    assert texts.count("All of it (continued)") == sheets - 1


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
