"""The report of ownership: what each team owns, and what is left that nobody owns."""

import pytest

from api.reports.kinds import REPORTS
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

SECTIONS = {section.name: section for section in REPORTS["ownership"].sections}


async def test_teams_are_counted(make: Maker, portfolio: Portfolio) -> None:
    rows = reading.json_rows(await make("ownership.json"), SECTIONS["teams"])

    for row in rows:
        key = next(
            key for _, key in portfolio.names("Team") if portfolio.id("Team", key) == row["team"]["id"]
        )
        for field in ("journeys", "goals", "opportunities", "solutions", "metrics", "steps", "deliveries"):
            assert row[field] == len(portfolio.linked("Team", key, field)), (key, field)
    assert len(rows) == len(portfolio.names("Team"))


async def test_what_nobody_owns_is_listed(make: Maker, portfolio: Portfolio) -> None:
    told = await make("ownership.json")

    def left(name: str) -> set[str]:
        return {row["record"]["id"] for row in reading.json_rows(told, SECTIONS[name])}

    assert left("journeys") == set(portfolio.ids("Journey", "leave future booking"))
    assert left("goals") == {portfolio.id("Goal", "grow")}
    assert left("solutions") == {portfolio.id("Solution", "chat")}
    assert left("steps") == set(portfolio.ids("Step", "bill yes slot"))
    owned = {row["record"]["id"] for row in reading.json_rows(told, SECTIONS["owned"])}
    assert set(portfolio.ids("Opportunity", "form choice faults twin1")) <= owned


async def test_one_team_stands_alone(make: Maker, portfolio: Portfolio) -> None:
    told = await make("ownership.json", team="it", status="in progress")

    assert [row["team"]["name"] for row in reading.json_rows(told, SECTIONS["teams"])] == ["IT"]
    owned = {row["record"]["id"] for row in reading.json_rows(told, SECTIONS["owned"])}
    assert portfolio.id("Solution", "merge") in owned
    assert portfolio.id("Opportunity", "faults") not in owned
    for name in ("journeys", "goals", "opportunities", "solutions", "metrics", "steps"):
        assert reading.json_rows(told, SECTIONS[name]) == []
