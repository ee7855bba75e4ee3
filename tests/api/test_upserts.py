"""Records by their key, created or changed; parts put in their places; links from both ends."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey, mutate, refusals


async def upsert(api: Api, label: str, asked: str, **given: Any) -> Any:
    """The payload of an upsert: what was asked of the record, and whether it was created."""
    single = f"{label[0].lower()}{label[1:]}"
    payload = await mutate(api, f"upsert{label}", f"created {single} {{ {asked} }}", **given)
    assert payload["userErrors"] == []
    return payload["created"], payload[single]


async def test_key_creates_then_changes(api: Api) -> None:
    first = await upsert(api, "Tag", "id name category version", key="u-one", name="A", category="c")
    second = await upsert(api, "Tag", "id name category version", key=" u-one ", name="B")
    third = await upsert(api, "Tag", "name category version", key="u-one", category=None)

    identifier = first[1]["id"]
    assert first == (True, {"id": identifier, "name": "A", "category": "c", "version": 1})
    assert second == (False, {"id": identifier, "name": "B", "category": "c", "version": 2})
    assert third == (False, {"name": "B", "category": None, "version": 3})


async def test_creation_needs_what_it_always_needs(api: Api) -> None:
    assert await refusals(api, "upsertStep", key="u-step") == [
        ("INVALID", ["name"]),
        ("INVALID", ["phaseId"]),
    ]
    assert await refusals(api, "upsertTag", key=" ", name="A") == [("INVALID", ["key"])]


async def test_another_parent_moves_a_part(api: Api) -> None:
    _, (here, there), (_, (right,)) = await journey(api, 1, 1)
    _, made = await upsert(api, "Step", "id position", key="u-part", name="S", phaseId=here)

    created, moved = await upsert(api, "Step", "id position phase { id }", key="u-part", phaseId=there)

    assert (created, moved) == (False, {"id": made["id"], "position": 1, "phase": {"id": there}})
    assert (await fields(api, right, "Step", "position"))["position"] == 0


async def test_links_are_upserted_with_what_they_say(api: Api) -> None:
    _, _, ((one, two),) = await journey(api, 2)
    asked = "steps(orderBy: [{field: NAME}]) { edges { rationale node { id } } }"
    given = [{"id": one, "rationale": "a"}, {"id": two}]

    _, first = await upsert(api, "Opportunity", asked, key="u-opp", name="O", steps=given)
    _, second = await upsert(
        api, "Opportunity", asked, key="u-opp", stepIds=[one], steps=[{"id": two, "rationale": "b"}]
    )

    assert [edge["rationale"] for edge in first["steps"]["edges"]] == ["a", None]
    assert [(edge["node"]["id"], edge["rationale"]) for edge in second["steps"]["edges"]] == [
        (one, "a"),
        (two, "b"),
    ]


async def test_twice_in_one_request_is_one_record(api: Api) -> None:
    payload = await api.write(
        """mutation ($input: ApplyInput!) { apply(input: $input) {
          results { created record { id ... on Tag { name version } } } userErrors { message } } }""",
        input={
            "operations": [
                {"as": "t", "do": {"upsertTag": {"key": "u-twice", "name": "A"}}},
                {"do": {"upsertTag": {"key": "u-twice", "name": "B"}}},
                {"do": {"createTeam": {"name": "T", "tagIds": ["@t"]}}},
            ]
        },
    )

    first, second, _ = payload["results"]
    assert (first["created"], second["created"]) == (True, False)
    assert first["record"] == second["record"]
    assert (first["record"]["name"], first["record"]["version"]) == ("B", 1)


@pytest.mark.parametrize(
    ("after", "expected"), [("none", [2, 0, 1]), ("first", [0, 2, 1]), ("absent", [0, 1, 2])]
)
async def test_new_steps_go_where_they_are_put(api: Api, after: str, expected: list[int]) -> None:
    _, (phase,), (steps,) = await journey(api, 2)
    given = {"none": {"afterId": None}, "first": {"afterId": steps[0]}, "absent": {}}[after]

    made = await done(api, "createStep", "step { id }", name="New", phaseId=phase, **given)

    found = (await fields(api, phase, "Phase", "steps { id position }"))["steps"]
    wanted = [[*steps, made["id"]][number] for number in expected]
    assert found == [{"id": step, "position": place} for place, step in enumerate(wanted)]


async def test_new_steps_need_a_place_that_is_there(api: Api) -> None:
    _, (here, _), (_, (right,)) = await journey(api, 1, 1)

    assert await refusals(api, "createStep", name="New", phaseId=here, afterId=right) == [
        ("NOT_FOUND", ["afterId"])
    ]


async def test_steps_are_put_in_order_at_once(api: Api) -> None:
    _, (phase,), (steps,) = await journey(api, 4)
    wanted = [steps[number] for number in (3, 0, 1, 2)]

    record = await done(
        api, "reorderSteps", "phase { version steps { id position version } }", phaseId=phase, stepIds=wanted
    )

    assert [step["id"] for step in record["steps"]] == wanted
    assert [step["position"] for step in record["steps"]] == [0, 1, 2, 3]
    # Only the step that moved counts as changed; the others close up behind it.
    assert ([step["version"] for step in record["steps"]], record["version"]) == ([2, 1, 1, 1], 1)


async def test_order_names_each_part_once(api: Api) -> None:
    identifier, phases, _ = await journey(api, 1, 1, 1)

    short = await refusals(api, "reorderPhases", journeyId=identifier, phaseIds=phases[:2])
    twice = await refusals(api, "reorderPhases", journeyId=identifier, phaseIds=[*phases, phases[0]])
    right = await done(
        api, "reorderPhases", "journey { phases { id } }", journeyId=identifier, phaseIds=phases[::-1]
    )

    assert short == twice == [("INVALID", ["phaseIds"])]
    assert [phase["id"] for phase in right["phases"]] == phases[::-1]


async def test_links_are_written_from_both_ends(api: Api) -> None:
    _, _, ((step,),) = await journey(api, 1)
    one, two = [await create(api, "Opportunity", name=name) for name in "AB"]
    answer = "step { version } opportunities { id version }"

    added = await mutate(
        api,
        "addStepOpportunities",
        answer,
        **{"stepId": step, "opportunityIds": [one], "rationale": "shared"},
        opportunities=[{"id": two, "rationale": "own"}],
    )
    edges = (await fields(api, step, "Step", "opportunities { edges { rationale node { id } } }"))[
        "opportunities"
    ]
    removed = await mutate(api, "removeStepOpportunities", answer, stepId=step, opportunityIds=[one])

    assert added["userErrors"] == removed["userErrors"] == []
    assert added["step"] == {"version": 1}
    assert added["opportunities"] == [{"id": one, "version": 2}, {"id": two, "version": 2}]
    assert {edge["node"]["id"]: edge["rationale"] for edge in edges["edges"]} == {one: "shared", two: "own"}
    assert removed["opportunities"] == [{"id": one, "version": 3}]


async def test_wrong_links_from_the_end_have_their_place(api: Api) -> None:
    _, _, ((step,),) = await journey(api, 1)
    one = await create(api, "Opportunity", name="A")

    assert await refusals(
        api,
        "addStepOpportunities",
        stepId=step,
        opportunityIds=[one, step],
        opportunities=[{"id": one, "rationale": "x" * 20_001}],
    ) == [("INVALID", ["opportunities", "0", "rationale"]), ("INVALID", ["opportunityIds", "1"])]


async def test_records_are_found_by_key(api: Api) -> None:
    made = await create(api, "Tag", name="\u00c4", key="u-r\u00e4d")
    query = "query ($id: ID, $key: String) { tag(id: $id, key: $key) { id name } }"

    found = [
        (await api.read(query, **given))["tag"]
        for given in ({"key": " u-ra\u0308d "}, {"id": made, "key": None}, {"key": "u-nothing"})
    ]

    assert found == [{"id": made, "name": "\u00c4"}, {"id": made, "name": "\u00c4"}, None]


@pytest.mark.parametrize("given", ["", "(id: null)", '(id: "x", key: "y")'])
async def test_records_have_one_handle(api: Api, given: str) -> None:
    answer = await api(f"{{ tag{given} {{ id }} }}")

    assert (answer.data, answer.codes) == ({"tag": None}, ["BAD_USER_INPUT"])
