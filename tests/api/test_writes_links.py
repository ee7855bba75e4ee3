"""Links through the API: given with a record, added and removed alone, with what they say."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey, refusals

UNKNOWN = "7zzzzzzzzzzzzzzzzzzzzzzzzz"
EDGES = "opportunity { version steps { edges { rationale node { id } } } }"


def said(record: dict[str, Any], field: str = "steps", name: str = "rationale") -> dict[str, Any]:
    """What the links of a record say, by the id at their other end."""
    return {edge["node"]["id"]: edge[name] for edge in record[field]["edges"]}


async def test_link_takes_many_steps_of_many_journeys(api: Api) -> None:
    _, _, ((one, two),) = await journey(api, 2, name="First")
    _, _, ((three,),) = await journey(api, 1, name="Second")
    opportunity = await create(api, "Opportunity", name="A")

    record = await done(
        api,
        "addOpportunitySteps",
        "opportunity { version reach { journeys steps } steps { edges { rationale node { id } } } }",
        **{"opportunityId": opportunity, "stepIds": [one, two, three], "rationale": "Same form, asked twice"},
    )

    assert record["reach"] == {"journeys": 2, "steps": 3}
    assert record["version"] == 2
    assert said(record) == dict.fromkeys([one, two, three], "Same form, asked twice")
    assert (await fields(api, one, "Step", "version"))["version"] == 1


async def test_existing_links_get_what_is_said_now(api: Api) -> None:
    _, _, ((one, two),) = await journey(api, 2)
    opportunity = await create(api, "Opportunity", name="A", stepIds=[one])

    added = await done(
        api, "addOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[one, two], rationale="x"
    )
    silent = await done(api, "addOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[one, two])
    cleared = await done(
        api, "addOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[one], rationale=None
    )

    assert said(added) == {one: "x", two: "x"}
    assert silent == {**added, "version": 2}
    assert said(cleared) == {one: None, two: "x"}
    assert cleared["version"] == 3


async def test_links_join_two_records_once(api: Api) -> None:
    _, _, ((step,),) = await journey(api, 1)
    opportunity = await create(api, "Opportunity", name="A", stepIds=[step, step])

    record = await done(api, "addOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[step, step])

    assert [edge["node"]["id"] for edge in record["steps"]["edges"]] == [step]


async def test_links_are_removed_alone(api: Api) -> None:
    _, _, ((one, two),) = await journey(api, 2)
    opportunity = await create(api, "Opportunity", name="A", stepIds=[one, two])

    gone = await done(api, "removeOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[one])
    again = await done(api, "removeOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[one])

    assert said(gone) == {two: None}
    assert gone["version"] == again["version"] == 2


async def test_lists_in_updates_replace_the_set(api: Api) -> None:
    _, _, ((one, two, three),) = await journey(api, 3)
    opportunity = await create(api, "Opportunity", name="A", stepIds=[one])
    await done(
        api, "addOpportunitySteps", EDGES, opportunityId=opportunity, stepIds=[one, two], rationale="kept"
    )

    replaced = await done(api, "updateOpportunity", EDGES, id=opportunity, stepIds=[two, three])
    untouched = await done(api, "updateOpportunity", EDGES, id=opportunity, name="B")
    emptied = await done(api, "updateOpportunity", EDGES, id=opportunity, stepIds=[])

    assert said(replaced) == said(untouched) == {two: "kept", three: None}
    assert said(emptied) == {}


async def test_null_clears_a_set_of_links(api: Api) -> None:
    tag = await create(api, "Tag", name="A")
    team = await create(api, "Team", name="A", tagIds=[tag])

    record = await done(api, "updateTeam", "team { tags { totalCount } }", id=team, tagIds=None)

    assert record == {"tags": {"totalCount": 0}}


async def test_to_one_links_are_replaced(api: Api) -> None:
    one, two = [await create(api, "Team", name=name) for name in ("One", "Two")]
    goal = await create(api, "Goal", name="A", teamId=one)

    moved = await done(api, "updateGoal", "goal { team { id } version }", id=goal, teamId=two)

    assert moved == {"team": {"id": two}, "version": 2}
    assert await fields(api, one, "Team", "goals { totalCount }") == {"goals": {"totalCount": 0}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"stepIds": [f"stp_{UNKNOWN}"]}, [("NOT_FOUND", ["stepIds", "0"])]),
        ({"opportunityId": f"opp_{UNKNOWN}"}, [("NOT_FOUND", ["opportunityId"])]),
        (
            {"opportunityId": "nonsense", "stepIds": ["worse"]},
            [("NOT_FOUND", ["opportunityId"]), ("NOT_FOUND", ["stepIds", "0"])],
        ),
        ({"opportunityId": f"stp_{UNKNOWN}"}, [("INVALID", ["opportunityId"])]),
        ({"rationale": "x" * 20_001}, [("INVALID", ["rationale"])]),
    ],
    ids=str,
)
async def test_wrong_links_are_told_where(
    api: Api, given: dict[str, Any], expected: list[tuple[str, list[str]]]
) -> None:
    _, _, ((step,),) = await journey(api, 1)
    opportunity = await create(api, "Opportunity", name="A")
    whole = {"opportunityId": opportunity, "stepIds": [step], **given}

    assert await refusals(api, "addOpportunitySteps", **whole) == expected

    assert await fields(api, opportunity, "Opportunity", "version steps { totalCount }") == {
        "version": 1,
        "steps": {"totalCount": 0},
    }


async def test_links_of_every_shape_are_written(api: Api) -> None:
    identifier, _, ((one, two),) = await journey(api, 2)
    team, person = await create(api, "Team", name="A"), await create(api, "Person", name="B")
    segment = await create(api, "Segment", name="C")
    other, _, _ = await journey(api, name="Detail")

    way = await done(
        api,
        "addStepNextSteps",
        "step { nextSteps { edges { condition node { id } } } }",
        **{"stepId": one, "nextStepIds": [two], "condition": "always"},
    )
    member = await done(
        api,
        "addPersonTeams",
        "person { teams { edges { role node { id } } } }",
        **{"personId": person, "teamIds": [team], "role": "Lead"},
    )
    share = await done(
        api,
        "addJourneySegments",
        "journey { segments { edges { share node { id } } } }",
        **{"journeyId": identifier, "segmentIds": [segment], "share": 0.25},
    )
    detail = await done(
        api,
        "addStepDetailedBy",
        "step { detailedBy { nodes { id } } }",
        **{"stepId": two, "detailedByIds": [other]},
    )

    assert said(way, "nextSteps", "condition") == {two: "always"}
    assert said(member, "teams", "role") == {team: "Lead"}
    assert said(share, "segments", "share") == {segment: 0.25}
    assert detail["detailedBy"]["nodes"] == [{"id": other}]


@pytest.mark.parametrize("ring", [1, 2, 3])
async def test_parents_never_go_in_circles(api: Api, ring: int) -> None:
    goals = [await create(api, "Goal", name=f"Goal {number}") for number in range(ring)]
    for child, parent in zip(goals[1:], goals, strict=False):
        await done(api, "updateGoal", "goal { id }", id=child, parentId=parent)

    assert await refusals(api, "updateGoal", id=goals[0], parentId=goals[-1]) == [("INVALID", ["parentId"])]

    assert await fields(api, goals[0], "Goal", "parent { id } version") == {"parent": None, "version": 1}


async def test_journeys_never_detail_themselves(api: Api) -> None:
    outer, _, ((step,),) = await journey(api, 1, name="Outer")
    inner, _, ((part,),) = await journey(api, 1, name="Inner")
    await done(api, "updateStep", "step { id }", id=step, detailedByIds=[inner])

    assert await refusals(api, "addStepDetailedBy", stepId=part, detailedByIds=[outer]) == [
        ("INVALID", ["detailedByIds"])
    ]
    assert await refusals(api, "updateStep", id=step, detailedByIds=[outer]) == [
        ("INVALID", ["detailedByIds"])
    ]


async def test_statements_say_what_is_linked(api: Api) -> None:
    _, _, ((step,),) = await journey(api, 1)
    opportunity = await create(api, "Opportunity", name="A")
    ends = {"opportunityId": opportunity, "stepIds": [step]}

    await done(api, "addOpportunitySteps", "opportunity { name }", **ends)
    linking = [sent.name for sent in api.sent]
    await done(api, "removeOpportunitySteps", "opportunity { name }", **ends)
    unlinking = [sent.name for sent in api.sent]

    around = ["lock_records", "read_back_opportunity", "record_changes"]
    assert linking == [around[0], "link_opportunity_steps", *around[1:]]
    assert unlinking == [around[0], "unlink_opportunity_steps", *around[1:]]
