"""Many operations in one request: named records, all or none, versions, places of faults, dry runs."""

from typing import Any

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey

UNKNOWN = "7zzzzzzzzzzzzzzzzzzzzzzzzz"
APPLY = """mutation ($input: ApplyInput!) { apply(input: $input) {
  results { as created record { __typename id ... on Named { name version } } }
  userErrors { code field message } sequence dryRun } }"""


async def applied(api: Api, *operations: dict[str, Any], dry: bool = False) -> dict[str, Any]:
    """The payload of operations, each a mutation with its input, `as` beside it."""
    given = [
        {"do": {name: content for name, content in item.items() if name != "as"}}
        | ({"as": item["as"]} if "as" in item else {})
        for item in operations
    ]
    return await api.write(APPLY, input={"operations": given, "dryRun": dry})


async def changes(api: Api) -> list[dict[str, Any]]:
    """What was done last, newest first."""
    found = await api.read("{ changes(first: 20) { nodes { sequence operation recordId fields { name } } } }")
    return found["changes"]["nodes"]


async def test_later_operations_use_earlier_records(api: Api) -> None:
    team = await create(api, "Team", name="T")

    payload = await applied(
        api,
        {"as": "j", "createJourney": {"name": "J", "teamId": team}},
        {"as": "p", "createPhase": {"name": "P", "journeyId": "@j"}},
        {"as": "b", "createStep": {"name": "B", "phaseId": "@p"}},
        {"as": "a", "createStep": {"name": "A", "phaseId": "@p", "afterId": None}},
        {"as": "o", "createOpportunity": {"name": "O", "steps": [{"id": "@b", "rationale": "r"}]}},
        {"addStepOpportunities": {"stepId": "@a", "opportunityIds": ["@o"], "rationale": "s"}},
        {"updateStep": {"id": "@a", "nextStepIds": ["@b"], "description": "d"}},
    )

    assert payload["userErrors"] == []
    names = [(r["as"], r["record"]["name"], r["created"], r["record"]["version"]) for r in payload["results"]]
    assert names[:5] == [(n.lower(), n, True, 1) for n in "JPBAO"]
    assert [(name, made) for _, name, made, _ in names[5:]] == [("A", False), ("A", False)]
    opportunity = payload["results"][4]["record"]["id"]
    asked = "steps(orderBy: [{field: NAME}]) { edges { rationale node { name phase { name } } } }"
    edges = (await fields(api, opportunity, "Opportunity", asked))["steps"]["edges"]
    assert [(edge["node"]["name"], edge["rationale"]) for edge in edges] == [("A", "s"), ("B", "r")]
    assert payload["sequence"] == (await changes(api))[0]["sequence"]


async def test_records_rise_by_one_version(api: Api) -> None:
    _, _, ((one, two),) = await journey(api, 2)
    opportunity = await create(api, "Opportunity", name="O")

    payload = await applied(
        api,
        {"updateOpportunity": {"id": opportunity, "version": 1, "name": "P"}},
        {"addOpportunitySteps": {"opportunityId": opportunity, "stepIds": [one]}},
        {"updateOpportunity": {"id": opportunity, "version": 1, "effort": 2}},
        {"addOpportunitySteps": {"opportunityId": opportunity, "stepIds": [two], "rationale": "r"}},
    )

    assert payload["userErrors"] == []
    assert {result["record"]["version"] for result in payload["results"]} == {2}
    link, update = (await changes(api))[:2]
    assert (update["operation"], [f["name"] for f in update["fields"]]) == ("UPDATE", ["name", "effort"])
    assert (link["operation"], [f["name"] for f in link["fields"]]) == ("LINK", ["steps", "steps.rationale"])


async def test_faults_come_all_in_order(api: Api) -> None:
    made = await create(api, "Tag", name="Before", key="taken")
    before = await changes(api)

    payload = await applied(
        api,
        {"as": "t", "createTag": {"name": "", "key": "taken"}},
        {"as": "t", "createTag": {"name": "fine"}},
        {"updateTag": {"id": made, "version": 7, "name": "x"}},
        {"createTeam": {"name": "T", "tagIds": [made, "@later", f"tag_{UNKNOWN}"]}},
        {"as": "later", "createTag": {"name": "late"}},
    )

    assert payload["results"] == []
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [
        ("DUPLICATE_KEY", ["operations", "0", "do", "createTag", "key"]),
        ("INVALID", ["operations", "0", "do", "createTag", "name"]),
        ("INVALID", ["operations", "1", "as"]),
        ("CONFLICT", ["operations", "2", "do", "updateTag", "version"]),
        ("NOT_FOUND", ["operations", "3", "do", "createTeam", "tagIds", "1"]),
        ("NOT_FOUND", ["operations", "3", "do", "createTeam", "tagIds", "2"]),
    ]
    assert await changes(api) == before


async def test_broken_rules_have_their_place(api: Api) -> None:
    payload = await applied(
        api,
        {"as": "a", "createGoal": {"name": "A"}},
        {"as": "b", "createGoal": {"name": "B", "parentId": "@a"}},
        {"updateGoal": {"id": "@a", "parentId": "@b"}},
    )

    codes = {(error["code"], tuple(error["field"])) for error in payload["userErrors"]}
    assert ("INVALID", ("operations", "2", "do", "updateGoal", "parentId")) in codes
    assert payload["results"] == []


async def test_dry_run_tells_and_writes_nothing(api: Api) -> None:
    _, (phase,), ((one, two),) = await journey(api, 2)
    before = await changes(api)
    operations: list[dict[str, Any]] = [
        {"as": "s", "createStep": {"name": "S", "phaseId": phase, "afterId": one}},
        {"updateStep": {"id": two, "name": "T"}},
        {"deleteStep": {"id": one}},
    ]

    dry = await applied(api, *operations, dry=True)
    unchanged = await changes(api)
    real = await applied(api, *operations)

    assert unchanged == before
    assert (dry["sequence"], dry["dryRun"], real["dryRun"]) == (None, True, False)
    told = [
        [{**r, "record": r["record"] and {**r["record"], "id": None}} for r in p["results"]]
        for p in (dry, real)
    ]
    assert told[0] == told[1]
    assert real["results"][2] == {"as": None, "created": False, "record": None}
    steps = (await fields(api, phase, "Phase", "steps { name position }"))["steps"]
    assert steps == [{"name": "S", "position": 0}, {"name": "T", "position": 1}]


async def test_dry_run_tells_what_is_wrong(api: Api) -> None:
    payload = await applied(api, {"createTag": {"name": ""}}, dry=True)

    assert [error["field"][-1] for error in payload["userErrors"]] == ["name"]
    assert (payload["results"], payload["dryRun"]) == ([], True)


async def test_too_many_operations_are_refused(api: Api) -> None:
    payload = await applied(api, *({"createTag": {"name": str(n)}} for n in range(501)))

    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [
        ("INVALID", ["operations"])
    ]


async def test_operations_hold_one_thing_each(api: Api) -> None:
    both = {"createTag": {"name": "A"}, "createTeam": {"name": "B"}}

    answer = await api(APPLY, {"input": {"operations": [{"do": both}]}})

    assert answer.codes == ["BAD_USER_INPUT"]
    assert answer.statements == []


async def test_hundred_operations_take_few_statements(api: Api) -> None:
    _, _, (steps,) = await journey(api, 4)
    operations: list[dict[str, Any]] = []
    for number in range(33):
        operations += [
            {"as": f"o{number}", "createOpportunity": {"name": f"O{number}", "stepIds": [steps[number % 4]]}},
            {"as": f"i{number}", "createInsight": {"name": f"I{number}", "opportunityIds": [f"@o{number}"]}},
            {"updateStep": {"id": steps[number % 4], "name": f"Step {number}"}},
        ]

    payload = await applied(api, *operations)

    assert payload["userErrors"] == []
    assert len(payload["results"]) == 99
    # Locking steps; creating both kinds, changing steps; reading back; recording.
    assert len(api.sent) == 1 + 3 + 1 + 1


async def test_single_conflict_shows_both_sides(api: Api) -> None:
    made = await create(api, "Opportunity", name="A", key="k-conflict")
    await done(api, "updateOpportunity", "opportunity { id }", id=made, name="B", effort=1)

    payload = await api.write(
        """mutation ($id: ID!) { updateOpportunity(input: {id: $id, version: 1, name: "C"}) {
          opportunity { id }
          userErrors {
            code version changedFields current { __typename id ... on Opportunity { name effort } }
          }
        } }""",
        id=made,
    )

    record = {"__typename": "Opportunity", "id": made, "name": "B", "effort": 1.0}
    assert payload["userErrors"] == [
        {"code": "CONFLICT", "version": 2, "changedFields": ["name", "effort"], "current": record}
    ]


async def test_taken_key_shows_its_bearer(api: Api) -> None:
    made = await create(api, "Tag", name="A", key="k-taken")

    payload = await api.write(
        """mutation { createTag(input: {name: "B", key: "k-taken"}) {
          userErrors { code field current { id } changedFields version } } }"""
    )

    assert payload["userErrors"] == [
        {
            "code": "DUPLICATE_KEY",
            "field": ["key"],
            "current": {"id": made},
            "changedFields": None,
            "version": None,
        }
    ]
