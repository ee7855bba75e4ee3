"""The report of targets: metrics and their readings at places beside their targets, missed ones first."""

from typing import Any

import pytest

from api.reports.kinds import REPORTS
from api.reports.kinds.targets import target_state
from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

SECTIONS = {section.name: section for section in REPORTS["targets"].sections}
MADE = """
mutation ($here: ID!, $there: ID!) {
  createMetric(input: {
    name: "Waiting", method: MEAN, unit: "days", direction: DOWN, target: 5, stepIds: [$here, $there]
  }) { metric { id } }
}
"""
MEASURED = """
mutation ($metric: ID!, $step: ID!) {
  here: createMeasurement(input: {
    metricId: $metric, stepId: $step, startsOn: "2026-04-01", endsOn: "2026-04-30", value: 8
  }) { measurement { id } }
}
"""


async def test_missed_targets_come_first(make: Maker, api: Api, portfolio: Portfolio) -> None:
    here, there = portfolio.ids("Step", "come visit")
    made = await api.write(MADE, here=here, there=there)
    metric = made["metric"]["id"]
    await api.write(MEASURED, metric=metric, step=here)

    told = await make("targets.json")
    alone = await make("targets.json", metric="waiting")
    late = await make("targets.json", metric="waiting", since="2026-05-01")

    first, second = reading.json_rows(told, SECTIONS["metrics"])
    assert (first["metric"]["id"], first["state"], first["distance"]) == (metric, "MISSED", 3)
    assert (second["metric"]["id"], second["state"]) == (portfolio.id("Metric", "nps"), "MET")
    assert [
        (row["step"]["id"], row["scope"], row["value"]) for row in reading.json_rows(alone, SECTIONS["steps"])
    ] == [(here, "HERE", 8), (there, "OVERALL", 8)]
    assert len(reading.json_rows(alone, SECTIONS["metrics"])) == 1
    assert {row["metric"]["id"] for row in reading.json_rows(alone, SECTIONS["journeys"])} == {metric}
    assert [reading.json_rows(late, section) for section in SECTIONS.values()] == [[], [], []]


async def test_journeys_show_their_own_places(make: Maker, portfolio: Portfolio) -> None:
    told = await make("targets.json", journey=portfolio.id("Journey", "buy"))

    (row,) = reading.json_rows(told, SECTIONS["journeys"])
    assert row["journey"]["id"] == portfolio.id("Journey", "buy")
    assert (row["metric"]["name"], row["scope"], row["state"]) == ("Would recommend", "OVERALL", "MET")
    assert [row["metric"]["name"] for row in reading.json_rows(told, SECTIONS["metrics"])] == [
        "Would recommend"
    ]


@pytest.mark.parametrize(
    ("method", "value", "missed", "whole", "direction", "state"),
    [
        ("MEAN", 8.0, 2, False, "DOWN", "MISSED"),
        ("MEAN", 8.0, 0, False, "UP", "MET"),
        ("MEAN", 8.0, 0, True, None, "NOT_COMPARED"),
        ("COUNT", 8.0, 0, False, "DOWN", "NOT_COMPARED"),
        ("COUNT", 8.0, 1, True, "DOWN", "MISSED"),
        ("COUNT", None, 0, True, "DOWN", "NOT_MEASURED"),
    ],
)
def test_states_follow_the_reading(
    method: str, value: float | None, missed: int, whole: bool, direction: str | None, state: str
) -> None:
    metric: dict[str, Any] = {"method": method, "direction": direction}

    assert target_state({"metric": metric, "value": value, "missedTargets": missed, "whole": whole}) == state
