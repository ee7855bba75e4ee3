"""The report of coverage: goals by journeys as a grid, and the same cells as a list."""

import io

import pytest
from python_calamine import CalamineWorkbook

from api.reports.kinds import REPORTS
from tests.api.asking import Api
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

SECTIONS = {section.name: section for section in REPORTS["coverage"].sections}


async def test_grid_holds_the_cells_of_the_list(make: Maker) -> None:
    told = await make("coverage.json")

    grid = {
        (row["goal"]["name"], journey): cell
        for row in reading.json_rows(told, SECTIONS["grid"])
        for journey, cell in row.items()
        if journey != "goal" and cell is not None
    }
    cells = reading.json_rows(told, SECTIONS["coverage"])
    names = {(cell["goal"]["name"], cell["journey"]["name"]) for cell in cells}
    assert len(grid) == len(cells) > 0
    assert {(goal, journey.partition(" (jrn_")[0]) for goal, journey in grid} == names
    assert sorted(grid.values()) == sorted(
        f"{cell['opportunities']} · {cell['underWay']} · {cell['launched']}" for cell in cells
    )


async def test_workbook_has_the_grid_first(make: Maker) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(await make("coverage.xlsx", journey="Repair a fault")))

    assert book.sheet_names == ["Summary", "Goals by journeys", "Coverage"]
    head, *rows = book.get_sheet_by_name("Goals by journeys").to_python()
    assert head[1:2] == ["Repair a fault"]
    assert any(row[1] for row in rows)


async def test_dropped_goals_are_left_out(make: Maker, api: Api) -> None:
    above = 'mutation { createGoal(input: {name: "Given up", status: DROPPED}) { goal { id } } }'
    below = 'mutation ($id: ID!) { createGoal(input: {name: "Below it", parentId: $id}) { goal { id } } }'
    await api.write(below, id=(await api.write(above))["goal"]["id"])

    async def names(**given: str) -> set[str]:
        rows = reading.json_rows(await make("coverage.json", **given), SECTIONS["grid"])
        return {row["goal"]["name"] for row in rows}

    assert await names() & {"Given up", "Below it", "Be everywhere"} == set()
    assert await names(goal="Below it") == {"Below it"}
    assert await names(status="dropped") == {"Given up", "Be everywhere"}
