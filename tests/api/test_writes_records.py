"""Creating, changing and deleting records through the API: payloads, problems with their paths, versions."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey, mutate, refusals

UNKNOWN = "7zzzzzzzzzzzzzzzzzzzzzzzzz"

CREATED: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("Opportunity", {"name": "A"}, "status value statusChangedAt", {"status": "OPEN", "value": None}),
    ("Opportunity", {"name": "A", "customerValue": 10, "businessValue": 21}, "value", {"value": 15.5}),
    ("Insight", {"name": "A"}, "weight status impact", {"weight": 100.0, "status": "NEW", "impact": None}),
    ("Journey", {"name": "A"}, "state lifecycle", {"state": "CURRENT", "lifecycle": "ANALYSE"}),
    ("Journey", {"name": "A", "level": 4}, "visibility level", {"visibility": "ORG", "level": 4}),
    ("Goal", {"name": "A", "dueOn": "2027-02-28"}, "status dueOn", {"status": "OPEN", "dueOn": "2027-02-28"}),
    ("Solution", {"name": "A", "status": "IDEA", "cost": 5}, "status cost", {"status": "IDEA", "cost": 5.0}),
    ("Persona", {"name": "A", "needs": ["x", "y"]}, "needs jobs", {"needs": ["x", "y"], "jobs": []}),
    ("Tag", {"name": "  A\u0308rger \r\n"}, "name", {"name": "\u00c4rger"}),
    ("Quote", {"text": "a\nb\tc", "language": "de"}, "text language", {"text": "a\nb\tc", "language": "de"}),
    ("Metric", {"name": "A", "method": "NPS", "hero": True}, "method hero", {"method": "NPS", "hero": True}),
    ("Person", {"name": "A", "email": "a.b@example.org"}, "email", {"email": "a.b@example.org"}),
    ("Team", {"name": "A", "budget": 1.5, "currency": "EUR"}, "budget", {"budget": 1.5}),
]  # fmt: skip


@pytest.mark.parametrize(("label", "given", "asked", "expected"), CREATED, ids=str)
async def test_create_answers_with_the_record(
    api: Api, label: str, given: dict[str, Any], asked: str, expected: dict[str, Any]
) -> None:
    single = f"{label[0].lower()}{label[1:]}"

    record = await done(
        api, f"create{label}", f"{single} {{ id version createdAt updatedAt {asked} }}", **given
    )

    assert {name: record[name] for name in expected} == expected
    assert record["version"] == 1
    assert record["createdAt"] == record["updatedAt"] == record.get("statusChangedAt", record["createdAt"])
    assert await fields(api, record["id"], label, asked) == {name: record[name] for name in asked.split()}


WRONG: list[tuple[str, dict[str, Any], list[tuple[str, list[str]]]]] = [
    ("createTag", {"name": ""}, [("INVALID", ["name"])]),
    ("createTag", {"name": "   "}, [("INVALID", ["name"])]),
    ("createTag", {"name": "x" * 201}, [("INVALID", ["name"])]),
    ("createTag", {"name": "bell\u0007"}, [("INVALID", ["name"])]),
    ("createTag", {"name": "A", "description": "x" * 20_001}, [("INVALID", ["description"])]),
    ("createTag", {"name": "A", "key": ""}, [("INVALID", ["key"])]),
    ("createOpportunity", {"name": "A", "customerValue": 101}, [("INVALID", ["customerValue"])]),
    (
        "createOpportunity",
        {"name": "", "customerValue": -1, "businessValue": 100.5, "effort": 6},
        [(("INVALID"), [name]) for name in ("businessValue", "customerValue", "effort", "name")],
    ),
    (
        "createInsight",
        {"name": "A", "impact": 3, "weight": -1},
        [("INVALID", ["impact"]), ("INVALID", ["weight"])],
    ),
    ("createJourney", {"name": "A", "level": 5}, [("INVALID", ["level"])]),
    ("createPerson", {"name": "A", "email": "nobody"}, [("INVALID", ["email"])]),
    ("createTeam", {"name": "A", "budget": 1, "currency": "euro"}, [("INVALID", ["currency"])]),
    (
        "createOpportunity",
        {"name": "A", "teamId": f"team_{UNKNOWN}", "stepIds": [f"stp_{UNKNOWN}"]},
        [("NOT_FOUND", ["stepIds", "0"]), ("NOT_FOUND", ["teamId"])],
    ),
    ("createOpportunity", {"name": "A", "teamId": f"stp_{UNKNOWN}"}, [("INVALID", ["teamId"])]),
    ("createOpportunity", {"name": "A", "teamId": "nonsense"}, [("NOT_FOUND", ["teamId"])]),
    ("createStep", {"name": "A", "phaseId": f"pha_{UNKNOWN}"}, [("NOT_FOUND", ["phaseId"])]),
    (
        "createJourney",
        {"name": "A", "phases": [{"name": "P", "steps": [{"name": "S"}, {"name": ""}]}, {"name": ""}]},
        [("INVALID", ["phases", "0", "steps", "1", "name"]), ("INVALID", ["phases", "1", "name"])],
    ),
    ("updateTag", {"id": f"tag_{UNKNOWN}", "name": "A"}, [("NOT_FOUND", ["id"])]),
    ("updateTag", {"id": "nonsense"}, [("NOT_FOUND", ["id"])]),
    ("deleteTag", {"id": f"tag_{UNKNOWN}"}, [("NOT_FOUND", ["id"])]),
    ("deleteTag", {"id": f"stp_{UNKNOWN}"}, [("INVALID", ["id"])]),
]  # fmt: skip


@pytest.mark.parametrize(("mutation", "given", "expected"), WRONG, ids=str)
async def test_problems_come_all_at_once_with_paths(
    api: Api, mutation: str, given: dict[str, Any], expected: list[tuple[str, list[str]]]
) -> None:
    before = (await api.read("{ changes { totalCount } }"))["changes"]["totalCount"]

    assert await refusals(api, mutation, **given) == expected

    assert (await api.read("{ changes { totalCount } }"))["changes"]["totalCount"] == before


async def test_measurements_need_metric_and_period(api: Api) -> None:
    metric = await create(api, "Metric", name="A", method="MEAN")
    period = {"metricId": metric, "startsOn": "2026-02-01", "endsOn": "2026-01-31"}

    wrong = await refusals(api, "createMeasurement", **period)
    right = await done(
        api,
        "createMeasurement",
        "measurement { result metric { id } startsOn endsOn }",
        **{**period, "endsOn": "2026-02-01", "value": 4},
    )

    assert wrong == [("INVALID", ["endsOn"])]
    assert right == {
        "result": 4.0,
        "metric": {"id": metric},
        "startsOn": "2026-02-01",
        "endsOn": "2026-02-01",
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('mutation { createTag(input: {}) { userErrors { code } } }', "name"),
        ('mutation { createStep(input: {name: "A"}) { userErrors { code } } }', "phaseId"),
        ('mutation { createTag(input: {name: "A", nme: "B"}) { userErrors { code } } }', "nme"),
        ('mutation { createTag(input: {name: "A", version: 3}) { userErrors { code } } }', "version"),
        ('mutation { createImport(input: {}) { userErrors { code } } }', "createImport"),
        ('mutation { updateChange(input: {}) { userErrors { code } } }', "updateChange"),
        ('mutation { createGoal(input: {name: "A", dueOn: "31.12."}) { userErrors { code } } }', "31.12."),
        ('mutation { createOpportunity(input: {name: "A", value: 3}) { userErrors { code } } }', "value"),
    ],
)  # fmt: skip
async def test_inputs_without_meaning_are_refused(api: Api, query: str, said: str) -> None:
    answer = await api(query)

    assert (answer.data, answer.codes, answer.statements) == (None, ["GRAPHQL_VALIDATION_FAILED"], [])
    assert said in answer.errors[0]["message"]


async def test_absent_fields_stay_and_null_clears(api: Api) -> None:
    team = await create(api, "Team", name="A")
    made = await create(
        api,
        "Opportunity",
        **{"name": "A", "description": "B", "kind": "IDEA", "customerValue": 10, "businessValue": 20},
        teamId=team,
    )
    asked = "opportunity { name description kind value version team { id } customerValue }"

    named = await done(api, "updateOpportunity", asked, id=made, name="C")
    cleared = await done(
        api, "updateOpportunity", asked, id=made, description=None, customerValue=None, teamId=None
    )

    assert named == {
        **{"name": "C", "description": "B", "kind": "IDEA", "value": 15.0, "version": 2},
        **{"team": {"id": team}, "customerValue": 10.0},
    }
    assert cleared == {
        **{"name": "C", "description": None, "kind": "IDEA", "value": None, "version": 3},
        **{"team": None, "customerValue": None},
    }


async def test_required_values_cannot_be_cleared(api: Api) -> None:
    made = await create(api, "Opportunity", name="A")
    metric = await create(api, "Metric", name="A", method="SUM")
    measurement = await create(
        api, "Measurement", metricId=metric, startsOn="2026-01-01", endsOn="2026-01-02"
    )

    assert await refusals(api, "updateOpportunity", id=made, name=None) == [("INVALID", ["name"])]
    assert await refusals(api, "updateOpportunity", id=made, name=None, status=None, effort=9) == [
        *(("INVALID", ["effort"]), ("INVALID", ["name"]), ("INVALID", ["status"])),
    ]
    assert await refusals(api, "updateMeasurement", id=measurement, metricId=None) == [
        ("INVALID", ["metricId"])
    ]
    assert await fields(api, made, "Opportunity", "name version") == {"name": "A", "version": 1}


async def test_lists_clear_to_nothing(api: Api) -> None:
    made = await create(api, "Persona", name="A", needs=["x"], jobs=["y"])

    record = await done(api, "updatePersona", "persona { needs jobs }", id=made, needs=None, jobs=[])

    assert record == {"needs": [], "jobs": []}


async def test_empty_updates_keep_the_version(api: Api) -> None:
    made = await create(api, "Tag", name="A", category="B")

    record = await done(api, "updateTag", "tag { version name }", id=made, name="A", category="B")
    empty = await done(api, "updateTag", "tag { version name }", id=made)

    assert record == empty == {"version": 1, "name": "A"}


async def test_stale_versions_conflict(api: Api) -> None:
    made = await create(api, "Tag", name="A")
    await done(api, "updateTag", "tag { id }", id=made, version=1, name="B")

    for mutation, given in (("updateTag", {"name": "C"}), ("deleteTag", {})):
        payload = await mutate(api, mutation, id=made, version=1, **given)
        (error,) = payload["userErrors"]
        assert (error["code"], error["version"], error["counts"]) == ("CONFLICT", 2, None)
        assert error["field"] == ["version"]

    assert await fields(api, made, "Tag", "name version") == {"name": "B", "version": 2}


async def test_right_versions_pass(api: Api) -> None:
    made = await create(api, "Tag", name="A")

    assert (await done(api, "updateTag", "tag { version }", id=made, version=1, name="B"))["version"] == 2
    assert await done(api, "deleteTag", "id", id=made, version=2) == made


async def test_keys_are_unique_within_a_kind(api: Api) -> None:
    first = await create(api, "Tag", name="A", key="same")
    await create(api, "Team", name="A", key="same")
    other = await create(api, "Tag", name="B", key="other")

    assert await refusals(api, "createTag", name="C", key="same") == [("DUPLICATE_KEY", ["key"])]
    assert await refusals(api, "updateTag", id=other, key="same") == [("DUPLICATE_KEY", ["key"])]
    assert (await done(api, "updateTag", "tag { key }", id=first, key="same"))["key"] == "same"
    assert (await done(api, "updateTag", "tag { key }", id=first, key=None))["key"] is None
    assert (await done(api, "updateTag", "tag { key }", id=other, key="same"))["key"] == "same"


async def test_addresses_of_people_are_unique(api: Api) -> None:
    await create(api, "Person", name="A", email="one@example.org")

    assert await refusals(api, "createPerson", name="B", email="one@example.org") == [
        ("DUPLICATE_KEY", ["email"])
    ]


async def test_status_keeps_the_time_of_its_change(api: Api) -> None:
    asked = "opportunity { statusChangedAt updatedAt createdAt }"
    made = await create(api, "Opportunity", name="A")

    renamed = await done(api, "updateOpportunity", asked, id=made, name="B")
    moved = await done(api, "updateOpportunity", asked, id=made, status="SOLVED")

    assert renamed["statusChangedAt"] == renamed["createdAt"]
    assert moved["statusChangedAt"] == moved["updatedAt"] > renamed["statusChangedAt"]


async def test_delete_answers_with_the_id_alone(api: Api) -> None:
    made = await create(api, "Tag", name="A")

    payload = await api.write(
        "mutation ($id: ID!) { deleteTag(input: {id: $id}) { __typename id userErrors { code } } }", id=made
    )

    assert payload == {"__typename": "DeleteTagPayload", "id": made, "userErrors": []}
    assert await fields(api, made, "Tag", "name") is None
    assert await refusals(api, "deleteTag", id=made) == [("NOT_FOUND", ["id"])]


async def test_records_in_use_are_counted(api: Api) -> None:
    _, _, ((first, second),) = await journey(api, 2, name="In use")
    names = [f"Opportunity {number}" for number in range(7)]
    for name in names:
        await create(api, "Opportunity", name=name, stepIds=[first])
    await create(api, "Insight", name="Seen", stepIds=[first])

    payload = await mutate(api, "deleteStep", "id", id=first)

    (error,) = payload["userErrors"]
    assert (payload["id"], error["code"], error["version"]) == (None, "IN_USE", None)
    counts = {count["kind"]: count for count in error["counts"]}
    assert counts.keys() == {"OPPORTUNITY", "INSIGHT"}
    assert counts["INSIGHT"] == {"kind": "INSIGHT", "count": 1, "names": ["Seen"]}
    assert counts["OPPORTUNITY"]["count"] == 7
    assert len(counts["OPPORTUNITY"]["names"]) == 5
    assert set(counts["OPPORTUNITY"]["names"]) < set(names)
    assert (await fields(api, second, "Step", "position"))["position"] == 1


async def test_cascade_cuts_links_and_closes_gaps(api: Api) -> None:
    _, _, ((first, second),) = await journey(api, 2)
    opportunity = await create(api, "Opportunity", name="Stays", stepIds=[first, second])

    assert await done(api, "deleteStep", "id", id=first, cascade=True) == first

    assert await fields(api, second, "Step", "position") == {"position": 0}
    assert await fields(api, opportunity, "Opportunity", "steps { nodes { id } }") == {
        "steps": {"nodes": [{"id": second}]}
    }


async def test_parts_go_with_their_journey(api: Api) -> None:
    identifier, phases, steps = await journey(api, 2, 1)
    opportunity = await create(api, "Opportunity", name="On it", stepIds=[steps[1][0]])

    payload = await mutate(api, "deleteJourney", "id", id=identifier)
    assert [(error["code"], error["counts"]) for error in payload["userErrors"]] == [
        ("IN_USE", [{"kind": "OPPORTUNITY", "count": 1, "names": ["On it"]}])
    ]
    assert await done(api, "deleteJourney", "id", id=identifier, cascade=True) == identifier

    parts = [*phases, *steps[0], *steps[1]]
    found = await api.read("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[*parts, opportunity])
    assert found["nodes"] == [None] * 5 + [{"id": opportunity}]


async def test_measurements_go_with_their_metric(api: Api) -> None:
    metric = await create(api, "Metric", name="A", method="SUM")
    measurement = await create(
        api, "Measurement", metricId=metric, startsOn="2026-01-01", endsOn="2026-01-02"
    )

    assert await done(api, "deleteMetric", "id", id=metric, cascade=True) == metric

    assert await fields(api, measurement, "Measurement", "id") is None
