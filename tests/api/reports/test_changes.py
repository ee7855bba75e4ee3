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

    told = [row["fields"] for row in rows if row["record"]["id"] == opportunity]
    assert [sorted(fields) for fields in told] == [
        [f"steps.rationale: {wait}: Nobody answers → –", f"steps: − {wait}"],
        ["description: – → Soon", "name: Answer → Answer at once"],
        ["steps.rationale: Ask: Nobody is there → –", "steps: − Ask"],
        ["steps.rationale: Ask: Nobody answers → Nobody is there"],
        [
            f"steps.rationale: Ask: – → Nobody answers; {wait}: – → Nobody answers",
            f"steps: + Ask, + {wait}",
        ],
        [],
    ]
