"""The board of a journey: sheets with the shape of paper, columns in balance, everything named once."""

from math import sqrt
from typing import Any
from xml.etree import ElementTree

import pytest

from api.reports import board
from api.reports.board_lanes import Lane, Line
from api.reports.report import Caption
from api.reports.shapes import Board, Rectangle, Titled, stacked_sheet

CAPTION = Caption("A picture", (("Filters", "none"),))
NONE: dict[str, Any] = {"totalCount": 0, "nodes": []}
TEXT = ".//{http://www.w3.org/2000/svg}text"
PHASES = 3  # steps in each


def board_step(number: int, full: bool) -> dict[str, Any]:
    """A step as the report asks for it; a full one has long texts in every lane."""
    several = 5 if full else 0
    found = [{"id": f"r{n}", "name": f"Record {n} of step {number}. " * 3} for n in range(several)]
    connection = {"totalCount": several + 2 * full, "nodes": found}
    felt = dict.fromkeys(("needs", "pains", "gains", "channels", "touchpoints"), connection)
    return {
        **felt,
        **{"id": f"s{number}", "name": f"Step {number}", "description": "It happens. " * 40 * full},
        **{"momentOfTruth": True, "momentOfTruthReason": "Because. " * 40, "expectedExperience": 1},
        **{"team": None, "quoted": {"nodes": []}, "detailedBy": NONE, "opportunities": NONE},
        "solutions": NONE,
    }


def journey(steps: int, full: bool = False) -> dict[str, Any]:
    """A journey with so many steps, as the report asks for it."""
    found = [board_step(number, full) for number in range(steps)]
    points = [{"step": step, "value": n % 3 - 1, "insights": 1} for n, step in enumerate(found)]
    curves = [{"persona": None, "points": points}]
    phases = [
        {"id": f"p{start}", "name": f"Phase {start}", "steps": found[start : start + PHASES]}
        for start in range(0, steps, PHASES)
    ]
    about = {"intent": "Get it done", "level": 2, "personas": NONE}
    told = {**about, "curves": curves, "nestedCurves": curves, "phases": phases}
    return {"journey": told, "measured": {"metricReadings": [], "phases": []}}


def words(sheets: list[Board]) -> list[str]:
    """The lines of text on the sheets."""
    return [element.text or "" for element in ElementTree.fromstring(stacked_sheet(sheets)).iterfind(TEXT)]


@pytest.mark.parametrize(
    ("steps", "columns"),
    [(0, [0]), (1, [1]), (7, [7]), (8, [4, 4]), (9, [5, 4]), (15, [5, 5, 5]), (21, [7, 7, 7])],
)
def test_columns_are_balanced(steps: int, columns: list[int]) -> None:
    drawn = board.draw(journey(steps), CAPTION)

    counted = [sum(text.startswith("Step ") for text in words([sheet])) for sheet in drawn]
    texts = words(drawn)
    assert counted == columns
    assert [texts.count(f"Step {n}") for n in range(steps)] == [1] * steps
    assert texts.count("A picture") == 1


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("steps", [1, 6, 8, 20])
def test_sheets_have_the_shape_of_paper(steps: int, full: bool) -> None:
    drawn = board.draw(journey(steps, full), CAPTION)

    assert {sheet.wide for sheet in drawn} == {board.WIDE}
    assert [sheet for sheet in drawn if sheet.high * sqrt(2) > sheet.wide + 0.01] == []


def test_lanes_that_do_not_fit_go_on() -> None:
    drawn = board.draw(journey(8, full=True), CAPTION)

    texts = words(drawn)
    steps = [sum(text.startswith("Step ") for text in words([sheet])) for sheet in drawn]
    assert steps == [4, 4, 4, 4]  # both bands take two sheets
    assert {name: texts.count(name) for name in ("Needs", "Pains", "Gains")} == {
        name: texts.count("What happens") for name in ("Needs", "Pains", "Gains")
    }
    for number in range(8):  # each of the five lanes names each of its five records
        assert sum(text.startswith(f"• Record 4 of step {number}.") for text in texts) == 5
    assert texts.count("and 2 more") == 8 * 5


def test_phases_say_that_they_go_on() -> None:
    drawn = board.draw(journey(8), CAPTION)

    second = [text for text in words(drawn[1:]) if text.startswith("Phase")]
    assert second == ["Phase 3 (continued)", "Phase 6"]


def test_phases_are_as_wide_as_their_steps() -> None:
    (sheet,) = board.draw(journey(7), CAPTION)

    bars = [
        shape.shapes[0]
        for shape in sheet.shapes
        if isinstance(shape, Titled) and shape.title.startswith("Phase")
    ]
    widths = [bar.wide for bar in bars if isinstance(bar, Rectangle)]
    assert widths[0] == pytest.approx(widths[1])
    assert widths[0] + 2 == pytest.approx(3 * (widths[2] + 2))


def test_lanes_are_parted_by_lines() -> None:
    lane = Lane("Quotes", [[Line(f"line {n}") for n in range(7)], [Line("alone")]])

    parts = list(lane.parts(4 * board.ROW + 2 * board.PAD))

    assert [[len(cell) for cell in part.cells] for part in parts] == [[4, 1], [3, 0]]
    assert list(lane.parts(1000)) == [lane]
