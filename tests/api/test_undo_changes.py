"""Changes taken back through the API: single ones, those of a request, deletions with the links they cut."""

from typing import Any

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey, mutate

UNDO = """mutation ($input: UndoChangesInput!) { undoChanges(input: $input) {
  undone sequence userErrors { code field current { id } } } }"""


async def undone(api: Api, **given: Any) -> dict[str, Any]:
    """The payload of an undo."""
    return await api.write(UNDO, input=given)


async def last(api: Api, count: int = 1) -> list[int]:
    """The numbers of the last changes, newest first."""
    query = "query ($n: Int) { changes(first: $n) { nodes { sequence } } }"
    return [node["sequence"] for node in (await api.read(query, n=count))["changes"]["nodes"]]


async def test_values_and_links_come_back(api: Api) -> None:
    _, _, ((one, two),) = await journey(api, 2)
    made = await create(api, "Opportunity", name="A", steps=[{"id": one, "rationale": "r"}])
    await done(api, "updateOpportunity", "opportunity { id }", id=made, name="B", stepIds=[two], effort=3)
    (changed,) = await last(api)

    payload = await undone(api, sequences=[changed])

    assert payload == {"undone": 1, "sequence": changed + 1, "userErrors": []}
    asked = "name effort version steps { edges { rationale node { id } } }"
    assert await fields(api, made, "Opportunity", asked) == {
        "name": "A",
        "effort": None,
        "version": 3,
        "steps": {"edges": [{"rationale": "r", "node": {"id": one}}]},
    }


async def test_deletion_comes_back_with_what_it_cut(api: Api) -> None:
    identifier, phases, steps = await journey(api, 1, 2)
    made = await create(api, "Opportunity", name="A", steps=[{"id": steps[1][0], "rationale": "r"}])
    asked = "name phases { id position steps { id position name opportunities { edges { rationale } } } }"
    before = await fields(api, identifier, "Journey", asked)
    await done(api, "deletePhase", "id", id=phases[1], cascade=True)
    deleted = (await last(api))[0]

    payload = await undone(api, sequences=[deleted])

    # The phase, its two steps, and the link of the opportunity to one of them.
    assert (payload["undone"], payload["userErrors"]) == (4, [])
    assert await fields(api, identifier, "Journey", asked) == before
    assert (await fields(api, made, "Opportunity", "steps { totalCount }"))["steps"]["totalCount"] == 1


async def test_creation_is_taken_back(api: Api) -> None:
    made = await create(api, "Tag", name="A")

    payload = await undone(api, sequences=await last(api))

    assert payload["undone"] == 1
    assert await fields(api, made, "Tag", "name") is None


async def test_what_somebody_went_on_from_stays(api: Api) -> None:
    one, two = await create(api, "Tag", name="A"), await create(api, "Tag", name="B")
    await done(api, "updateTag", "tag { id }", id=one, name="C")
    await done(api, "updateTag", "tag { id }", id=two, name="D")
    chosen = await last(api, 2)
    await done(api, "updateTag", "tag { id }", id=one, name="E")

    refused = await undone(api, sequences=chosen)
    partly = await undone(api, sequences=chosen, partial=True)

    assert refused["userErrors"] == [{"code": "CONFLICT", "field": ["sequences"], "current": {"id": one}}]
    assert (refused["undone"], refused["sequence"], partly["undone"]) == (0, None, 1)
    names = [(await fields(api, tag, "Tag", "name"))["name"] for tag in (one, two)]
    assert names == ["E", "B"]


async def test_undo_wants_to_know_what(api: Api) -> None:
    wrong: list[tuple[dict[str, Any], tuple[str, list[str]]]] = [
        ({}, ("INVALID", [])),
        ({"sequences": [1], "requestId": "x"}, ("INVALID", [])),
        ({"sequences": [10**9]}, ("NOT_FOUND", ["sequences", "0"])),
        ({"sequences": list(range(501))}, ("INVALID", ["sequences"])),
        ({"importId": "imp_7zzzzzzzzzzzzzzzzzzzzzzzzz"}, ("NOT_FOUND", ["importId"])),
        ({"requestId": "nobody's"}, ("NOT_FOUND", ["requestId"])),
    ]

    for given, expected in wrong:
        (error,) = (await undone(api, **given))["userErrors"]
        assert (error["code"], error["field"]) == expected
    assert (await mutate(api, "undoChanges", "undone", sequences=[10**9]))["undone"] == 0
