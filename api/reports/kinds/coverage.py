"""Coverage: what is done for each goal in each journey, as a heat map, a grid and a list."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.planning.parameters import LONGEST_LIST
from api.reports.cells import Style
from api.reports.cross_table import cross_columns
from api.reports.drawing import HEAD, MARGIN, lines, sheet, width, wrapped_lines
from api.reports.report import Caption, Column, CrossTable, Data, Report, Section
from api.reports.report_filters import Filters, Where, statuses, where
from api.reports.shapes import INK, LINE, Board, Placed, Rectangle, Titled, Words
from graph.reads.coverage import MOST_CELLS

BEFORE = """
query Before($goals: GoalFilter, $journeys: JourneyFilter, $most: Int = 100000) {
  goals(first: $most, where: $goals) { nodes { id } }
  journeys(first: $most, where: $journeys) { nodes { id name } }
}
"""
REQUEST = """
query Coverage($goalIds: [ID!], $journeyIds: [ID!]) {
  goals(first: 100, where: {id: {in: $goalIds}}) { nodes { id name status progress } }
  coverage(goalIds: $goalIds, journeyIds: $journeyIds) {
    goal { id }
    journey { id name }
    opportunities
    underWay
    launched
  }
}
"""

COLUMNS = (
    Column("goal", "Goal", "goal", named=True),
    Column("journey", "Journey", "journey", named=True),
    Column("opportunities", "Opportunities", "opportunities", Style.WHOLE),
    Column("underWay", "Solutions under way", "underWay", Style.WHOLE),
    Column("launched", "Solutions launched", "launched", Style.WHOLE),
    Column("status", "Status of the goal", "goal.status", Style.WORD),
    Column("progress", "Progress of the goal", "goal.progress", Style.SHARE),
)

GOAL = (
    Column("goal", "Goal (in cells: opportunities · solutions under way · launched)", "goal", named=True),
)

MOST_DRAWN = 40  # goals, and journeys, in one picture
ROWS, COLUMNS_WIDE = 12, 14  # of them on one sheet
WIDE, HIGH, FIRST = 72, 44, 250
# From no to many active solutions: dark ink stands out on each.
PALE = "#fafbfc"
SHADES = ("#ffffff", "#e3edf7", "#c9dff2", "#a9cbe9", "#86b6e0")
LEGEND = (
    "In each cell: opportunities; below them solutions under way and launched (more: darker). Empty: nothing."
)


def _rows(data: Data) -> list[Any]:
    """The cells of an answer, each with all of its goal: that is asked once, since its progress costs."""
    goals = {goal["id"]: goal for goal in data["goals"]["nodes"]}
    return [{**cell, "goal": goals[cell["goal"]["id"]]} for cell in data["coverage"]]


def goal_grid(data: Data, _: Filters, before: Data) -> CrossTable:
    """Goals by journeys, by name, those in which nothing is done, too: these are looked for."""
    rows: dict[str, dict[str, Any]] = {
        goal["id"]: {"goal": goal, "cells": {}} for goal in data["goals"]["nodes"]
    }
    for cell in data["coverage"]:
        text = f"{cell['opportunities']} · {cell['underWay']} · {cell['launched']}"
        rows[cell["goal"]["id"]]["cells"][cell["journey"]["id"]] = text
    taken = {column.name for column in COLUMNS}
    return CrossTable(cross_columns(before["journeys"]["nodes"], taken, "In more journeys"), [*rows.values()])


def draw(data: Data, caption: Caption) -> list[Board]:
    """Goals from top to bottom, journeys from left to right; each cell with both numbers in it."""
    cells = {(cell["goal"]["id"], cell["journey"]["id"]): cell for cell in _rows(data)}
    goals = list({goal: cell["goal"] for (goal, _), cell in cells.items()}.values())
    by_name = sorted(cells.values(), key=lambda cell: (cell["journey"]["name"], cell["journey"]["id"]))
    journeys = list({cell["journey"]["id"]: cell["journey"] for cell in by_name}.values())
    words = LEGEND
    if max(len(goals), len(journeys)) > MOST_DRAWN:
        words += f" Only the first {MOST_DRAWN} of {len(goals)} goals and {len(journeys)} journeys."
    if caption.parts > 1:
        words += f" Part 1 of {caption.parts}: name goals or journeys to see others."
    found: list[Board] = []
    for row in range(0, max(1, min(len(goals), MOST_DRAWN)), ROWS):
        for column in range(0, max(1, min(len(journeys), MOST_DRAWN)), COLUMNS_WIDE):
            part = (
                goals[row : min(row + ROWS, MOST_DRAWN)],
                journeys[column : min(column + COLUMNS_WIDE, MOST_DRAWN)],
            )
            found.append(_sheet(caption, words, cells, *part, first=not found))
    return found


def _sheet(
    caption: Caption, words: str, cells: Any, goals: Sequence[Any], journeys: Sequence[Any], *, first: bool
) -> Board:
    heads = [wrapped_lines(journey["name"], 10, WIDE - 6, 7) for journey in journeys]
    top = (HEAD + 26 if first else MARGIN) + 12.5 * max([1, *map(len, heads)])
    left = MARGIN + FIRST
    drawn: list[Placed] = [Words(MARGIN, HEAD + 6, words, 11)] * first
    for column, (journey, head) in enumerate(zip(journeys, heads, strict=True)):
        y = top - 8 - 12.5 * (len(head) - 0.65)
        drawn.append(Titled(journey["name"], lines(left + column * WIDE + 4, y, head, 10)))
    for row, goal in enumerate(goals):
        y = top + row * HIGH
        name = wrapped_lines(goal["name"], 11, FIRST - 16, 3)
        drawn.append(Titled(goal["name"], lines(MARGIN, y + HIGH / 2 - 6.9 * (len(name) - 1), name, 11)))
        for column, journey in enumerate(journeys):
            drawn.append(_cell(left + column * WIDE, y, cells.get((goal["id"], journey["id"]))))
    wide = max(left + WIDE * len(journeys) + MARGIN, width(words, 11) + 2 * MARGIN)
    return sheet(caption, wide, top + HIGH * len(goals) + MARGIN, drawn, first=first)


def _cell(x: float, y: float, cell: Any) -> Placed:
    if cell is None:
        return Rectangle(x, y, WIDE - 3, HIGH - 3, PALE, LINE, "2 3")
    under_way: int = cell["underWay"]
    launched: int = cell["launched"]
    shade = SHADES[min(under_way + launched, len(SHADES) - 1)]
    middle = x + WIDE / 2 - 1.5
    return Titled(
        f"{cell['goal']['name']}, {cell['journey']['name']}: "
        f"{cell['opportunities']} opportunities, {under_way} solutions under way, {launched} launched",
        [
            Rectangle(x, y, WIDE - 3, HIGH - 3, shade, INK if under_way + launched else LINE),
            Words(middle, y + 18, f"{cell['opportunities']} opp.", 11, anchor="middle"),
            Words(middle, y + 33, f"{under_way} · {launched}", 11, bold=True, anchor="middle"),
        ],
    )


def _before_variables(filters: Filters) -> dict[str, Any]:
    """The goals asked for; else all but those that are dropped, and those up to three levels below them."""
    named = filters.ids("goal")
    goals: Where = {"id": {"in": named}} if named else {}
    if not named and not filters.is_set("status"):
        dropped: list[Where] = [{"status": {"eq": "DROPPED"}}]
        for _ in range(3):
            dropped.append({"parent": {"is": dropped[-1]}})
        goals = {"NOT": {"OR": dropped}}
    return {
        "goals": {"AND": [goals, where("Goal", filters, ("status", "tag"))]},
        "journeys": where("Journey", filters, ("journey", "persona")),
    }


def _parts(filters: Filters, before: Data) -> list[dict[str, Any]]:
    """As many goals at once as the cells of one answer allow, and the journeys where these are narrowed."""
    goals = [goal["id"] for goal in before["goals"]["nodes"]]
    size = max(1, min(LONGEST_LIST, MOST_CELLS // max(1, len(before["journeys"]["nodes"]))))
    journeys: list[list[str] | None] = [None]
    if filters.is_set("journey", "persona"):
        journeys = list(_pieces([journey["id"] for journey in before["journeys"]["nodes"]], LONGEST_LIST))
    return [{"goalIds": part, "journeyIds": walked} for part in _pieces(goals, size) for walked in journeys]


def _pieces(ids: list[str], size: int) -> Iterator[list[str]]:
    """A list in pieces; an empty one is one piece."""
    return (ids[start : start + size] for start in range(0, max(1, len(ids)), size))


# With as many goals as the server tells apart.
BEFORES = tuple(
    {
        "goals": {"nodes": [{"id": f"goal_{'0' * 26}"}] * count},
        "journeys": {"nodes": [{"id": f"jrn_{'0' * 26}", "name": ""}]},
    }
    for count in (10, 100)
)

COVERAGE = Report(
    name="coverage",
    title="Coverage",
    about="What is done for each goal in each journey: opportunities that contribute, and "
    "solutions under way and launched.",
    request=REQUEST,
    sections=(
        Section(
            "grid",
            "Goals by journeys",
            "grid",
            GOAL,
            "There is no goal.",
            grid=goal_grid,
            crossed="one for each journey",
        ),
        Section("coverage", "Coverage", _rows, COLUMNS, "Nothing contributes to a goal."),
    ),
    takes={
        "goal": "This goal alone.",
        "journey": "This journey alone.",
        "status": "Goals of this status.",
        "tag": "Goals that bear this tag.",
        "persona": "Journeys that this persona walks.",
    },
    statuses=statuses("Goal"),
    variables=lambda _, __: {},
    before=BEFORE,
    before_variables=_before_variables,
    befores=BEFORES,
    parts=_parts,
    draw=draw,
)
