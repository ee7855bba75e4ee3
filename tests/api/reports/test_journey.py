"""The report of a journey: what stands at its steps, and lifecycles that show what is below them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.reports.kinds import REPORTS
from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

CREATE = """
mutation {
  createJourney(
    input: {name: "From first to last", level: 0, phases: [{name: "All", steps: [{name: "Get online"}]}]}
  ) { journey { id phases { steps { id } } } }
}
"""
DETAIL = """
mutation ($step: ID!, $journeys: [ID!]!) {
  addStepDetailedBy(input: {stepId: $step, detailedByIds: $journeys}) { step { id } userErrors { message } }
}
"""


@pytest.fixture
async def lifecycle(api: Api, portfolio: Portfolio) -> AsyncIterator[str]:
    """A journey of one step, which knows nothing but the journey that shows it in detail."""
    made = (await api.write(CREATE))["journey"]
    step = made["phases"][0]["steps"][0]["id"]
    await api.write(DETAIL, step=step, journeys=[portfolio.id("Journey", "buy")])
    yield made["id"]
    await api.write(
        "mutation ($id: ID!) { deleteJourney(input: {id: $id}) { userErrors { message } } }", id=made["id"]
    )


async def tables(make: Maker, **given: str) -> dict[str, reading.Rows]:
    """The rows of each section."""
    told = await make("journey.json", **given)
    return {section.name: reading.json_rows(told, section) for section in REPORTS["journey"].sections}


def names(items: list[dict[str, Any]]) -> list[str]:
    """The names of records in a cell."""
    return [item["name"] for item in items]


async def test_steps_tell_what_is_felt(make: Maker) -> None:
    found = await tables(make, journey="Move house")

    felt = {row["step"]["name"]: row for row in found["feelings"]}
    assert names(felt["Agree on a date"]["needs"]) == ["Waiting all day"]
    assert felt["Agree on a date"]["quotes"] == [
        "“I sat at home from eight to five.” (Calls of one week, 2026-03-02)"
    ]
    assert names(felt["Report the move"]["pains"]) == ["Data entered twice"]
    assert names(felt["Technician visits"]["gains"]) == ["Technicians are friendly"]
    work = {row["step"]["name"]: row for row in found["work"]}
    assert work["Technician visits"]["teams"] == ["Field service"]
    assert [(row["step"]["name"], row["journey"]["name"]) for row in found["below"]] == [
        ("Agree on a date", "Book a technician")
    ]


async def test_dismissed_insights_are_left_out(make: Maker, portfolio: Portfolio) -> None:
    found = await tables(make, journey=portfolio.id("Journey", "buy"))

    felt = {row["step"]["name"]: row for row in found["feelings"]}
    assert felt["Compare offers"]["pains"] == []  # “Nobody compares” is dismissed
    assert names(felt["Fill in the form"]["pains"]) == ["Data entered twice", "The form is slow"]


async def test_personas_narrow_what_is_felt(make: Maker, portfolio: Portfolio) -> None:
    found = await tables(make, journey=portfolio.id("Journey", "buy"), persona="Ben")

    felt = {row["step"]["name"]: row for row in found["feelings"]}
    assert names(felt["Fill in the form"]["pains"]) == ["The form is slow"]
    assert {row["persona"]["name"] for row in found["curves"]} == {"Ben"}


async def test_readings_say_here_or_overall(make: Maker) -> None:
    found = await tables(make, journey="Repair a fault")

    assert {row["scope"] for row in found["metrics"]} <= {"HERE", "OVERALL"}
    written = (await make("journey.md", journey="Repair a fault")).decode()
    assert "| Here |" in written


async def test_lifecycles_show_what_is_below(make: Maker, lifecycle: str) -> None:
    found = await tables(make, journey=lifecycle)

    (step,), (glance,) = found["steps"], found["journey"]
    assert glance["below"] is True
    assert step["experience"] == glance["experience"]
    assert step["experience"] == pytest.approx((-2 * 100 - 1 * 50) / 150)  # of the only step below with one
    assert "Same form, asked twice" in names(found["below"][0]["opportunities"])
    drawn = (await make("journey.svg", journey=lifecycle)).decode()
    assert "Buy broadband:" in drawn
    assert "Same form, asked twice" in drawn


async def test_boards_ask_few_questions(make: Maker, portfolio: Portfolio) -> None:
    asked: list[str] = []

    class Counter(Maker):
        async def ask(self, request: str, variables: Any) -> Any:
            asked.append(request)
            return await super().ask(request, variables)

    await Counter(make.schema, make.database)("journey.html", journey=portfolio.id("Journey", "buy"))

    assert len(asked) <= 3  # the name of the journey, what is measured, and the board
