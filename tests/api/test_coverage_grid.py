"""The grid of coverage: goals by journeys, page by page, against the list of all cells."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Portfolio

pytestmark = pytest.mark.anyio

GRID = """query Grid(
  $first: Int, $after: String, $where: GoalFilter, $columns: Int, $columnsAfter: String,
  $journeys: JourneyFilter
) {
  coverageGrid(
    first: $first, after: $after, where: $where, orderBy: [{field: NAME, direction: ASC}],
    columns: $columns, columnsAfter: $columnsAfter, journeys: $journeys
  ) {
    goals { totalCount pageInfo { hasNextPage endCursor } nodes { id } }
    journeys { totalCount pageInfo { hasNextPage endCursor } nodes { id name } }
    cells { goal journey opportunities underWay launched }
  }
}"""
LIST = "{ coverage { goal { id } journey { id name } opportunities underWay launched } }"


async def all_cells(api: Api) -> list[dict[str, Any]]:
    """Every cell of all goals that are pursued, in the form of the grid."""
    cells = (await api.read(LIST))["coverage"]
    return [{**cell, "goal": cell["goal"]["id"], "journey": cell["journey"]["id"]} for cell in cells]


async def walked(api: Api, part: str, size: str, after: str, **variables: Any) -> list[dict[str, Any]]:
    """The grids along one side, page by page."""
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while not found or found[-1][part]["pageInfo"]["hasNextPage"]:
        grid = (await api.read(GRID, **{size: 2, after: cursor, **variables}))["coverageGrid"]
        found.append(grid)
        cursor = grid[part]["pageInfo"]["endCursor"]
    return found


def in_order(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cells by goal, then by journey."""
    return sorted(cells, key=lambda cell: (cell["goal"], cell["journey"]))


async def test_goals_page_with_all_their_cells(api: Api, portfolio: Portfolio) -> None:
    pages = await walked(api, "goals", "first", "after", columns=100)

    goals = [goal["id"] for page in pages for goal in page["goals"]["nodes"]]
    names = sorted((record["name"], record["id"]) for record in portfolio.of("Goal"))
    cells = [cell for page in pages for cell in page["cells"]]
    assert goals == [identifier for _, identifier in names]
    assert len(pages) > 1
    assert in_order(cells) == in_order(await all_cells(api))


async def test_journeys_with_most_goals_come_first(api: Api, portfolio: Portfolio) -> None:
    pages = await walked(api, "journeys", "columns", "columnsAfter", first=100)

    cells = await all_cells(api)
    counts = {
        journey: [cell["journey"] for cell in cells].count(journey)
        for journey in {c["journey"] for c in cells}
    }
    names = {record["id"]: record["name"] for record in portfolio.of("Journey")}
    journeys = [journey["id"] for page in pages for journey in page["journeys"]["nodes"]]
    assert journeys == sorted(counts, key=lambda id: (-counts[id], names[id], id))
    assert {page["journeys"]["totalCount"] for page in pages} == {len(counts)}
    assert in_order([cell for page in pages for cell in page["cells"]]) == in_order(cells)


async def test_grid_filters_goals_and_journeys(api: Api, portfolio: Portfolio) -> None:
    cell = (await all_cells(api))[0]
    only = {"where": {"id": {"eq": cell["goal"]}}, "journeys": {"id": {"eq": cell["journey"]}}}

    grid = (await api.read(GRID, **only))["coverageGrid"]

    assert grid["cells"] == [{name: cell[name] for name in grid["cells"][0]}]
    assert (grid["goals"]["totalCount"], grid["journeys"]["totalCount"]) == (1, 1)


async def test_grid_without_goals_is_empty(api: Api, portfolio: Portfolio) -> None:
    grid = (await api.read(GRID, where={"name": {"eq": "no such name"}}))["coverageGrid"]

    assert (grid["goals"]["nodes"], grid["journeys"]["nodes"], grid["cells"]) == ([], [], [])
