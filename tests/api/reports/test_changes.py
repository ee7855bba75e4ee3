"""The report of changes: what was linked is told by name, and what did not change is not told."""

import pytest

from api.reports.kinds import REPORTS
from tests.api.asking import Api
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

LINK = """mutation ($opportunity: ID!, $steps: [ID!]!, $why: String) {
  addOpportunitySteps(input: {opportunityId: $opportunity, stepIds: $steps, rationale: $why}) {
    userErrors { message }
  }
}"""
UNLINK = """mutation ($opportunity: ID!, $steps: [ID!]!) {
  removeOpportunitySteps(input: {opportunityId: $opportunity, stepIds: $steps}) { userErrors { message } }
}"""
JOURNEY = """mutation { createJourney(input: {name: "Change", phases: [{name: "All", steps: [
  {name: "Ask"}, {name: "Wait"}]}]}) { journey { phases { steps { id } } } } }"""
OPPORTUNITY = 'mutation { createOpportunity(input: {name: "Answer"}) { opportunity { id version } } }'
RENAME = """mutation ($id: ID!, $version: Int!) {
  updateOpportunity(input: {id: $id, version: $version, description: "Soon", name: "Answer at once"}) {
    opportunity { id }
  }
}"""
READ = "query ($id: ID!) { opportunity(id: $id) { version } }"
DELETE = """mutation ($id: ID!) { deleteStep(input: {id: $id, cascade: true}) { userErrors { message } } }"""


async def test_links_are_told_by_name(make: Maker, api: Api) -> None:
    journey = (await api.write(JOURNEY))["journey"]
    ask, wait = (step["id"] for step in journey["phases"][0]["steps"])
    opportunity = (await api.write(OPPORTUNITY))["opportunity"]["id"]
    await api.write(LINK, opportunity=opportunity, steps=[ask, wait], why="Nobody answers")
    await api.write(LINK, opportunity=opportunity, steps=[ask], why="Nobody is there")
    await api.write(UNLINK, opportunity=opportunity, steps=[ask])
    version = (await api.read(READ, id=opportunity))["opportunity"]["version"]
    await api.write(RENAME, id=opportunity, version=version)
    await api.write(DELETE, id=wait)

    rows = reading.json_rows(await make("changes.json"), REPORTS["changes"].sections[1])

    told = [row["what"] for row in rows if row["record"]["id"] == opportunity]
    assert told == [
        "Opportunity “Answer at once”: steps a step that is gone removed; "
        "rationale at a step that is gone “Nobody answers” taken away.",
        "Opportunity “Answer at once”: name changed from “Answer” to “Answer at once”; "
        "description set to “Soon”.",
        "Opportunity “Answer”: steps “Ask” removed; rationale at “Ask” “Nobody is there” taken away.",
        "Opportunity “Answer”: rationale at “Ask” changed from “Nobody answers” to “Nobody is there”.",
        "Opportunity “Answer”: steps “Ask” and a step that is gone added; rationale at “Ask” set to "
        "“Nobody answers”; rationale at a step that is gone set to “Nobody answers”.",
        "Opportunity “Answer” was created.",
    ]


CREATE = 'mutation { createOpportunity(input: {name: "Wait less"}) { opportunity { id } } }'
SOLVE = """mutation ($id: ID!) {
  updateOpportunity(input: {id: $id, status: SOLVED, effort: 2.5}) { opportunity { id } }
}"""


async def changes(make: Maker, **given: str) -> reading.Rows:
    """The changes one by one, newest first."""
    return reading.json_rows(await make("changes.json", **given), REPORTS["changes"].sections[1])


async def test_changes_narrow_to_kind_person_and_status(make: Maker, api: Api) -> None:
    made = await api.write(CREATE)
    await api.write(SOLVE, id=made["opportunity"]["id"])

    solved = await changes(make, status="solved")

    assert [row["what"] for row in solved] == [
        "Opportunity “Wait less”: status changed from Open to Solved; effort set to 2.5."
    ]
    assert {row["kind"] for row in await changes(make, kind="opportunities")} == {"OPPORTUNITY"}
    assert await changes(make, actor="nobody at all") == []
    assert await changes(make, actor=solved[0]["actor"][1:4].upper(), status="solved") == solved


async def test_changes_narrow_to_times(make: Maker, api: Api) -> None:
    await api.write(CREATE)
    newest = (await changes(make))[0]["at"]

    assert (await changes(make, since=newest[:16]))[0]["at"] == newest
    assert await changes(make, since="2999-01-01T00:00") == []
    assert await changes(make, until=newest[:10]) == []


MEASURE = """mutation ($metric: ID!) {
  a: createMeasurement(input: {metricId: $metric, startsOn: "2026-07-01", endsOn: "2026-07-31", value: 1}) {
    measurement { id }
  }
}"""


async def test_measurements_are_counted(make: Maker, api: Api) -> None:
    made = await api.write('mutation { createMetric(input: {name: "New", method: MEAN}) { metric { id } } }')
    await api.write(MEASURE, metric=made["metric"]["id"])
    told = await make("changes.json")

    sums = {row["kind"]: row for row in reading.json_rows(told, REPORTS["changes"].sections[0])}
    rows = reading.json_rows(told, REPORTS["changes"].sections[1])
    alone = await changes(make, kind="measurement")
    assert sums["Measurements"] == {
        **{"kind": "Measurements", "created": 1, "changed": 0},
        **{"deleted": 0, "all": 1},
    }
    assert "MEASUREMENT" not in {row["kind"] for row in rows}
    assert len(alone) == 1
