"""The weave: opportunities by journeys, page by page, against the hand-made portfolio."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Portfolio

pytestmark = pytest.mark.anyio

WEAVE = """query Weave(
  $first: Int, $after: String, $where: OpportunityFilter, $columns: Int, $columnsAfter: String,
  $journeys: JourneyFilter
) {
  weave(
    first: $first, after: $after, where: $where, orderBy: [{field: NAME, direction: ASC}],
    columns: $columns, columnsAfter: $columnsAfter, journeys: $journeys
  ) {
    rows { totalCount pageInfo { hasNextPage endCursor } nodes { id name } }
    journeys { totalCount pageInfo { hasNextPage endCursor } nodes { id name } }
    cells { opportunity journey steps }
  }
}"""


def touched(portfolio: Portfolio, opportunity: str) -> dict[str, int]:
    """The ids of the journeys an opportunity lies in, each with the number of its steps there."""
    found: dict[str, int] = {}
    for _, step in portfolio.linked("Opportunity", opportunity, "steps"):
        journey = portfolio.id("Journey", portfolio.journey(step))
        found[journey] = found.get(journey, 0) + 1
    return found


def key_of(portfolio: Portfolio, label: str, identifier: str) -> str:
    """The key of a record."""
    return next(key for _, key in portfolio.names(label) if portfolio.id(label, key) == identifier)


def columns_beside(portfolio: Portfolio, rows: list[str]) -> list[str]:
    """The ids of all journeys as they stand beside some rows."""
    there = [journey for row in rows for journey in touched(portfolio, key_of(portfolio, "Opportunity", row))]

    def place(key: str) -> tuple[Any, ...]:
        served = sorted(
            portfolio.records[name]["name"] for name in portfolio.linked("Journey", key, "visions")
        )
        record = portfolio.records["Journey", key]
        return -there.count(record["id"]), not served, served[:1], record["name"], record["id"]

    return [
        portfolio.id("Journey", key) for key in sorted((k for _, k in portfolio.names("Journey")), key=place)
    ]


def cells_of(portfolio: Portfolio, rows: list[str], columns: list[str]) -> list[tuple[str, str, int]]:
    """The cells where rows and columns meet."""
    return [
        (row, journey, steps)
        for row in rows
        for journey, steps in sorted(touched(portfolio, key_of(portfolio, "Opportunity", row)).items())
        if journey in columns
    ]


async def walked(api: Api, part: str, size: str, after: str, **variables: Any) -> list[dict[str, Any]]:
    """The weaves along one side, page by page."""
    found: list[dict[str, Any]] = []
    cursor = None
    while len(found) < 60:
        woven = (await api.read(WEAVE, **{size: 3, after: cursor, **variables}))["weave"]
        found.append(woven)
        info = woven[part]["pageInfo"]
        if not info["hasNextPage"]:
            break
        cursor = info["endCursor"]
    return found


async def test_rows_page_with_their_columns_and_cells(api: Api, portfolio: Portfolio) -> None:
    pages = await walked(api, "rows", "first", "after", columns=100)

    rows = [row["id"] for page in pages for row in page["rows"]["nodes"]]
    names = sorted((record["name"], record["id"]) for record in portfolio.of("Opportunity"))
    assert rows == [identifier for _, identifier in names]
    for page in pages:
        beside = [row["id"] for row in page["rows"]["nodes"]]
        columns = [journey["id"] for journey in page["journeys"]["nodes"]]
        assert columns == columns_beside(portfolio, beside)
        cells = [(cell["opportunity"], cell["journey"], cell["steps"]) for cell in page["cells"]]
        assert cells == cells_of(portfolio, beside, columns)


async def test_columns_page_beside_the_same_rows(api: Api, portfolio: Portfolio) -> None:
    pages = await walked(api, "journeys", "columns", "columnsAfter", first=4)

    rows = [row["id"] for row in pages[0]["rows"]["nodes"]]
    assert {tuple(row["id"] for row in page["rows"]["nodes"]) for page in pages} == {tuple(rows)}
    columns = [journey["id"] for page in pages for journey in page["journeys"]["nodes"]]
    assert columns == columns_beside(portfolio, rows)
    cells = [
        (cell["opportunity"], cell["journey"], cell["steps"]) for page in pages for cell in page["cells"]
    ]
    assert sorted(cells) == sorted(cells_of(portfolio, rows, columns))


async def test_weave_filters_rows_and_columns(api: Api, portfolio: Portfolio) -> None:
    woven = await api.read(
        WEAVE, where={"status": {"eq": "OPEN"}}, journeys={"state": {"eq": "CURRENT"}}, columns=100
    )

    found = woven["weave"]
    open_ones = {record["id"] for record in portfolio.of("Opportunity") if record["status"] == "OPEN"}
    current = {record["id"] for record in portfolio.of("Journey") if record["state"] == "CURRENT"}
    rows = {row["id"] for row in found["rows"]["nodes"]}
    assert (found["rows"]["totalCount"], found["journeys"]["totalCount"]) == (len(open_ones), len(current))
    assert rows <= open_ones
    assert {journey["id"] for journey in found["journeys"]["nodes"]} == current
    assert {cell["opportunity"] for cell in found["cells"]} <= rows
    assert {cell["journey"] for cell in found["cells"]} <= current


async def test_weave_without_rows_keeps_its_columns(api: Api, portfolio: Portfolio) -> None:
    found = (await api.read(WEAVE, where={"name": {"eq": "no such name"}}, columns=100))["weave"]

    assert (found["rows"]["nodes"], found["cells"]) == ([], [])
    assert [journey["id"] for journey in found["journeys"]["nodes"]] == columns_beside(portfolio, [])


async def test_several_weaves_share_one_statement(api: Api, portfolio: Portfolio) -> None:
    found = await api.read(
        "{ a: weave(first: 1) { cells { steps } } opportunities(first: 1) { totalCount } "
        "b: weave(columns: 0) { journeys { totalCount nodes { id } } } }"
    )

    assert found["b"]["journeys"] == {"totalCount": len(portfolio.names("Journey")), "nodes": []}


@pytest.mark.parametrize("size", ["first", "columns"])
async def test_pages_of_the_weave_are_bounded(api: Api, size: str) -> None:
    error = await api.refused(WEAVE, **{size: 101})

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert f"`{size}` of `weave` is 101" in error["message"]


async def test_cost_counts_rows_and_columns(api: Api) -> None:
    below = "steps(first: 100) { nodes { insights(first: 50) { nodes { id } } } }"
    request = f"{{ weave(first: 1, columns: 100) {{ journeys {{ nodes {{ {below} }} }} }} }}"
    error = await api.refused(request)

    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
