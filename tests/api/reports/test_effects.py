"""The report of effects: money net of cost with the losses of what was cancelled, and verdicts in words."""

from typing import Any

import pytest

from api.reports.kinds import REPORTS
from api.reports.kinds.effects import effect_remark
from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

SECTIONS = {section.name: section for section in REPORTS["effects"].sections}
LOST = """
mutation ($opportunity: ID!) {
  createSolution(input: {
    name: "Given up", status: CANCELLED
    currency: "EUR", cost: 1000, expectedValue: 5000, realisedValue: -200
    opportunityIds: [$opportunity]
  }) { solution { id } }
}
"""


async def test_cancelled_solutions_count_as_cost(make: Maker, api: Api, portfolio: Portfolio) -> None:
    await api.write(LOST, opportunity=portfolio.id("Opportunity", "form"))

    told = await make("effects.json")

    totals = {
        (row["currency"], row["status"]): [row[name] for name in ("cost", "expected", "realised", "net")]
        for row in reading.json_rows(told, SECTIONS["totals"])
    }
    assert totals == {
        ("EUR", "Launched"): [120_000, None, 30_000, -90_000],
        ("EUR", "Cancelled"): [1_000, None, -200, -1_200],
        ("EUR", "Together"): [121_000, None, 29_800, -91_200],
        ("USD", "Cancelled"): [9_000, None, None, -9_000],
    }
    cancelled = reading.json_rows(told, SECTIONS["cancelled"])
    assert [(row["solution"]["name"], row["net"], row["expectedValue"]) for row in cancelled] == [
        ("Remote line test", -9_000, None),
        ("Given up", -1_200, 5_000),
    ]


async def test_status_narrows_money_and_effects(make: Maker, portfolio: Portfolio) -> None:
    planned = await make("effects.json", status="in progress")
    cancelled = await make("effects.json", status="cancelled")

    (row,) = reading.json_rows(planned, SECTIONS["values"])
    assert row["solution"]["id"] == portfolio.id("Solution", "merge")
    assert reading.json_rows(planned, SECTIONS["cancelled"]) == []
    assert reading.json_rows(cancelled, SECTIONS["values"]) == []
    assert reading.json_rows(cancelled, SECTIONS["cancelled"]) != []


def test_remarks_say_what_is_missing() -> None:
    def remark(verdict: str, before: int = 3, after: int = 3) -> Any:
        return effect_remark({"verdict": verdict, "pointsBefore": before, "pointsAfter": after})

    assert remark("BETTER") is None
    assert remark("WITHIN_CHANCE") is None
    assert remark("UNKNOWN") == "The metric does not say which way is better"
    assert remark("UNPROVEN", 0, 0) == "Nothing measured before or after"
    assert remark("UNPROVEN", 2) == "Fewer than 3 points before"
    assert remark("UNPROVEN", 2, 1) == "Fewer than 3 points before and after"
