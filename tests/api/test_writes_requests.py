"""Whole requests that write: several mutations in order, retries, and the changes they leave behind."""

import json
from typing import Any

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey, mutate

CHANGES = """query ($where: ChangeFilter, $first: Int = 100) { changes(first: $first, where: $where) {
  totalCount
  nodes { sequence at actor requestId operation kind recordId recordName journeyIds importId
    fields { name before after } }
} }"""


async def changes(api: Api, **where: Any) -> list[dict[str, Any]]:
    """Changes that match, newest first, the values of their fields opened."""
    nodes = (await api.read(CHANGES, where=where))["changes"]["nodes"]
    for node in nodes:
        node["fields"] = {
            item["name"]: tuple(item[side] and json.loads(item[side]) for side in ("before", "after"))
            for item in node["fields"]
        }
    return nodes


async def test_mutations_run_in_order(api: Api) -> None:
    query = """mutation ($id: ID!) {
      one: updateTag(input: {id: $id, name: "One", version: 1}) { tag { name version } }
      two: updateTag(input: {id: $id, name: "Two", version: 2}) { tag { name version } userErrors { code } }
      __typename
      three: updateTag(input: {id: $id, version: 1, name: "3"}) { tag { name } userErrors { code version } }
      four: createTag(input: {name: ""}) { userErrors { field } tag { id } }
      five: updateTag(input: {id: $id, category: "Five"}) { tag { name category version } __typename }
    }"""
    made = await create(api, "Tag", name="A")

    answer = await api(query, {"id": made})

    assert answer.errors == []
    assert list(answer.data) == ["one", "two", "__typename", "three", "four", "five"]
    assert answer.data == {
        "one": {"tag": {"name": "One", "version": 2}},
        "two": {"tag": {"name": "Two", "version": 3}, "userErrors": []},
        "__typename": "Mutation",
        "three": {"tag": None, "userErrors": [{"code": "CONFLICT", "version": 3}]},
        "four": {"userErrors": [{"field": ["name"]}], "tag": None},
        "five": {"tag": {"name": "Two", "category": "Five", "version": 4}, "__typename": "UpdateTagPayload"},
    }


async def test_later_mutations_see_earlier_ones(api: Api) -> None:
    query = """mutation ($key: String!) {
      createTeam(input: {name: "Seen", key: $key}) { team { name } }
      again: createTeam(input: {name: "Seen twice", key: $key}) { team { name } userErrors { code field } }
    }"""

    answer = await api(query, {"key": "seen"})

    assert answer.data["createTeam"] == {"team": {"name": "Seen"}}
    assert answer.data["again"] == {"team": None, "userErrors": [{"code": "DUPLICATE_KEY", "field": ["key"]}]}


async def test_payloads_take_aliases_and_fragments(api: Api) -> None:
    query = """mutation ($input: CreateTagInput!, $yes: Boolean = true) {
      made: createTag(input: $input) { ...P record: tag { title: name ... on Node { id } } }
    }
    fragment P on CreateTagPayload {
      __typename problems: userErrors { why: code __typename }
      tag @include(if: $yes) { records { totalCount } name }
    }"""

    right = await api(query, {"input": {"name": "A"}})
    wrong = await api(query, {"input": {"name": ""}, "yes": False})

    made = right.data["made"]
    assert made["problems"] == []
    assert made["tag"] == {"records": {"totalCount": 0}, "name": "A"}
    assert made["record"] == {"title": "A", "id": made["record"]["id"]}
    assert wrong.data["made"] == {
        "__typename": "CreateTagPayload",
        "problems": [{"why": "INVALID", "__typename": "UserError"}],
        "record": None,
    }


async def test_inputs_are_given_in_any_way(api: Api) -> None:
    query = """mutation ($name: String!, $kind: OpportunityKind, $tags: [ID!], $team: ID, $e: Float) {
      a: createOpportunity(input: {name: $name, kind: $kind, tagIds: $tags, teamId: $team, effort: $e}) {
        opportunity { name kind effort team { id } tags { totalCount } status }
      }
      b: createOpportunity(input: {name: "B", kind: UNMET_NEED, status: SOLVED, effort: 3, tagIds: []}) {
        opportunity { name kind effort team { id } tags { totalCount } status }
      }
    }"""
    tag = await create(api, "Tag", name="A")

    answer = await api(query, {"name": "A", "kind": "IDEA", "tags": [tag], "team": None})

    assert answer.errors == []
    a, b = answer.data["a"]["opportunity"], answer.data["b"]["opportunity"]
    assert list(a.values()) == ["A", "IDEA", None, None, {"totalCount": 1}, "OPEN"]
    assert list(b.values()) == ["B", "UNMET_NEED", 3.0, None, {"totalCount": 0}, "SOLVED"]


async def test_records_are_read_as_they_now_are(api: Api) -> None:
    _, _, ((step,),) = await journey(api, 1)

    record = await done(
        api,
        "createInsight",
        """insight { steps { nodes { experience insights { totalCount } place { index } } }
          reach { journeys } places { steps { name } } }""",
        **{"name": "A", "impact": -1, "stepIds": [step]},
    )

    assert record["steps"]["nodes"] == [
        {"experience": -1.0, "insights": {"totalCount": 1}, "place": {"index": 0}}
    ]
    assert record["reach"] == {"journeys": 1}
    assert record["places"] == [{"steps": [{"name": "Step 0.0"}]}]


async def test_changes_tell_what_happened(api: Api) -> None:
    tag = await create(api, "Tag", name="A", category="B")
    await done(api, "updateTag", "tag { id }", id=tag, name="C", category=None)
    await done(api, "deleteTag", "id", id=tag)

    deleted, updated, created = await changes(api, recordId={"eq": tag})

    common: dict[str, Any] = {
        "kind": "TAG",
        "recordId": tag,
        "journeyIds": [],
        "importId": None,
        "requestId": "test",
    }
    for change, operation, name in (
        (created, "CREATE", "A"),
        (updated, "UPDATE", "C"),
        (deleted, "DELETE", "C"),
    ):
        assert common.items() <= change.items()
        assert (change["operation"], change["recordName"]) == (operation, name)
        assert change["actor"]
    assert created["fields"] == {"name": (None, "A"), "category": (None, "B")}
    assert updated["fields"] == {"name": ("A", "C"), "category": ("B", None)}
    assert deleted["fields"] == {"name": ("C", None)}
    assert created["sequence"] < updated["sequence"] < deleted["sequence"]
    assert created["at"] <= updated["at"] <= deleted["at"]


async def test_changes_of_links_stand_in_both_journeys(api: Api) -> None:
    first, _, ((one,),) = await journey(api, 1, name="First")
    second, _, ((two,),) = await journey(api, 1, name="Second")
    opportunity = await create(api, "Opportunity", name="A", stepIds=[one])

    await done(api, "addOpportunitySteps", "opportunity { id }", opportunityId=opportunity, stepIds=[two])
    await done(api, "removeOpportunitySteps", "opportunity { id }", opportunityId=opportunity, stepIds=[one])
    unlinked, linked, _ = await changes(api, recordId={"eq": opportunity})
    of_first = await changes(api, journeyIds={"has": first}, kind={"eq": "OPPORTUNITY"})

    assert (linked["operation"], unlinked["operation"]) == ("LINK", "UNLINK")
    assert set(linked["journeyIds"]) == set(unlinked["journeyIds"]) == {first, second}
    assert list(linked["fields"]) == list(unlinked["fields"]) == ["steps"]
    assert [change["operation"] for change in of_first] == ["UNLINK", "LINK", "CREATE"]


async def test_changes_of_moves_are_told_once(api: Api) -> None:
    identifier, (here, there), ((step, other), _) = await journey(api, 2, 0)

    await done(api, "moveStep", "step { id }", id=step, phaseId=there)
    moves = await changes(api, operation={"eq": "MOVE"}, journeyIds={"has": identifier})

    (move,) = moves
    assert (move["recordId"], move["kind"]) == (step, "STEP")
    assert here != there
    assert other not in {change["recordId"] for change in moves}


async def test_changes_filter_and_come_newest_first(api: Api) -> None:
    tags = [await create(api, "Tag", name=f"Tag {number}") for number in range(3)]
    every = await changes(api, recordId={"in": tags})
    second = every[1]

    assert [change["recordId"] for change in every] == tags[::-1]
    assert [change["sequence"] for change in every] == sorted((c["sequence"] for c in every), reverse=True)
    since = await changes(
        api, at={"gte": second["at"]}, recordId={"in": tags}, sequence={"gt": second["sequence"]}
    )
    assert since == every[:1]
    assert await changes(api, recordId={"in": tags}, kind={"ne": "TAG"}) == []
    assert await changes(api, recordId={"in": tags}, kind={"in": ["TAG", "TEAM"]}) == every
    assert await changes(api, recordId={"in": tags}, at={"lt": "2020-01-01T00:00:00Z"}) == []
    assert await changes(api, recordId={"in": tags}, importId={"isNull": False}) == []


async def test_changes_count_by_kind(api: Api) -> None:
    made = [await create(api, kind, name="A") for kind in ("Tag", "Team", "Tag")]

    data = await api.read(
        "query ($ids: [String!]) { changes(where: {recordId: {in: $ids}}) "
        "{ facets(by: KIND) { value label count } } }",
        ids=made,
    )

    assert data["changes"]["facets"] == [
        {"value": "TAG", "label": "Tag", "count": 2},
        {"value": "TEAM", "label": "Team", "count": 1},
    ]


async def test_changes_walk_by_sequence(api: Api) -> None:
    tags = [await create(api, "Tag", name=f"Tag {number}") for number in range(3)]
    query = """query ($after: String, $ids: [String!]) { changes(
      first: 1, after: $after, where: {recordId: {in: $ids}}, orderBy: {field: SEQUENCE}
    ) { nodes { recordId } pageInfo { endCursor } } }"""

    found: list[str] = []
    after = None
    for _ in tags:
        page = (await api.read(query, after=after, ids=tags))["changes"]
        found += [node["recordId"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]

    assert found == tags


async def test_nothing_written_leaves_no_change(api: Api) -> None:
    tag = await create(api, "Tag", name="A")
    before = await changes(api, recordId={"eq": tag})

    await mutate(api, "updateTag", id=tag, name="A")
    await mutate(api, "updateTag", id=tag, name="")
    await mutate(api, "deleteTag", id=tag, version=9)

    assert await changes(api, recordId={"eq": tag}) == before
    assert len(before) == 1


RETRIED = """mutation ($name: String!) {
  createTag(input: {name: $name}) { tag { id name } userErrors { code } }
}"""


async def test_retries_answer_as_the_first_time(api: Api) -> None:
    first = await api(RETRIED, {"name": "Once"}, idempotency_key="retry-1")
    again = await api(RETRIED, {"name": "Once"}, idempotency_key="retry-1")

    assert first.errors == again.errors == []
    assert first.data == again.data
    found = await api.read('{ tags(where: {name: {eq: "Once"}}) { totalCount } }')
    assert found == {"tags": {"totalCount": 1}}


async def test_retries_say_what_was_true_then(api: Api) -> None:
    first = await api(RETRIED, {"name": "Then"}, idempotency_key="retry-2")
    identifier = first.data["createTag"]["tag"]["id"]
    await done(api, "updateTag", "tag { id }", id=identifier, name="Now")

    again = await api(RETRIED, {"name": "Then"}, idempotency_key="retry-2")

    assert again.data == first.data
    assert await fields(api, identifier, "Tag", "name") == {"name": "Now"}


async def test_keys_belong_to_one_request(api: Api) -> None:
    await api(RETRIED, {"name": "One"}, idempotency_key="retry-3")

    other = await api(RETRIED, {"name": "Other"}, idempotency_key="retry-3")

    assert other.codes == ["BAD_USER_INPUT"]
    assert "Idempotency-Key" in other.errors[0]["message"]
    found = await api.read('{ tags(where: {name: {eq: "Other"}}) { totalCount } }')
    assert found == {"tags": {"totalCount": 0}}


async def test_refused_requests_may_be_mended(api: Api) -> None:
    wrong = await api(RETRIED, {"name": ""}, idempotency_key="retry-4")
    again = await api(RETRIED, {"name": ""}, idempotency_key="retry-4")

    assert wrong.data == again.data == {"createTag": {"tag": None, "userErrors": [{"code": "INVALID"}]}}


async def test_retries_cover_each_mutation_of_a_request(api: Api) -> None:
    query = """mutation {
      a: createTag(input: {name: "Half"}) { tag { id } }
      b: createTag(input: {name: "Half"}) { tag { id } }
    }"""

    first = await api(query, idempotency_key="retry-5")
    again = await api(query, idempotency_key="retry-5")

    assert first.data == again.data
    assert first.data["a"] != first.data["b"]
    found = await api.read('{ tags(where: {name: {eq: "Half"}}) { totalCount } }')
    assert found == {"tags": {"totalCount": 2}}


async def test_without_a_key_every_request_counts(api: Api) -> None:
    first, second = await api(RETRIED, {"name": "Free"}), await api(RETRIED, {"name": "Free"})

    assert first.data["createTag"]["tag"]["id"] != second.data["createTag"]["tag"]["id"]
