"""The report of overlaps: teams by teams as a grid, then step by step, the direct ones first."""

import pytest

from api.reports.kinds import REPORTS
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

SECTIONS = {section.name: section for section in REPORTS["overlaps"].sections}


def pairs(rows: reading.Rows) -> dict[tuple[str, str], str]:
    """The cells of a grid of teams, by both names."""
    return {
        (row["team"]["name"], name): cell
        for row in rows
        for name, cell in row.items()
        if name != "team" and cell is not None
    }


def counted(rows: reading.Rows) -> dict[tuple[str, str], str]:
    """What the grid has to hold for these overlaps."""
    found: dict[tuple[str, str], list[bool]] = {}
    for row in rows:
        a, b = (team["name"] for team in row["teams"])
        for pair in ((a, b), (b, a)):
            found.setdefault(pair, []).append(row["direct"])
    return {pair: f"{len(direct)} · {sum(direct)}" for pair, direct in found.items()}


@pytest.mark.parametrize("given", [{}, {"team": "IT"}, {"journey": "Repair a fault"}, {"status": "launched"}])
async def test_grid_counts_the_rows(make: Maker, given: dict[str, str]) -> None:
    told = await make("overlaps.json", **given)

    rows = reading.json_rows(told, SECTIONS["overlaps"])
    assert pairs(reading.json_rows(told, SECTIONS["pairs"])) == counted(rows)


async def test_direct_overlaps_come_first(make: Maker, portfolio: Portfolio) -> None:
    rows = reading.json_rows(await make("overlaps.json"), SECTIONS["overlaps"])

    directs = [row["direct"] for row in rows]
    assert directs == sorted(directs, reverse=True)
    assert rows != []


async def test_overlaps_narrow_to_journeys_and_teams(make: Maker) -> None:
    section = SECTIONS["overlaps"]

    async def rows(**given: str) -> reading.Rows:
        return reading.json_rows(await make("overlaps.json", **given), section)

    whole = await rows()
    journey, team = whole[0]["journey"]["id"], whole[0]["teams"][0]["id"]

    assert await rows(journey=journey) == [row for row in whole if row["journey"]["id"] == journey]
    assert await rows(team=team) == [row for row in whole if team in {one["id"] for one in row["teams"]}]
    assert await rows(journey="Repair a fault", team=team) == [
        row
        for row in whole
        if row["journey"]["name"] == "Repair a fault" and team in {one["id"] for one in row["teams"]}
    ]
