"""The interface `Named`: one fragment tells names wherever records of several kinds stand."""

import pytest

from graph.model import MODEL
from tests.api.asking import Api
from tests.api.portfolio import Portfolio

pytestmark = pytest.mark.anyio

NAMED = "fragment Called on Named { id key name description version createdAt updatedAt }"


async def test_named_records_tell_their_names(api: Api, portfolio: Portfolio) -> None:
    records = [(label, key) for label, key in portfolio.records if label not in ("Phase", "Step")][::7]
    ids = [portfolio.id(*record) for record in records]

    request = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ...Called } } "
    nodes = (await api.read(request + NAMED, ids=ids))["nodes"]

    for (label, key), node in zip(records, nodes, strict=True):
        record = portfolio.records[label, key]
        named = "name" in MODEL[label].properties
        assert node["__typename"] == label
        assert node.get("name") == (record["name"] if named else None)
        assert ("version" in node, "createdAt" in node) == (named, named)


async def test_named_narrows_several_kinds(api: Api, portfolio: Portfolio) -> None:
    records = "records { nodes { ... on Named { name } ... on Node { id } } }"
    tag = portfolio.id("Tag", "urgent")
    found = (await api.read(f"query ($id: ID!) {{ tag(id: $id) {{ {records} }} }}", id=tag))["tag"]

    marked = {name for name in portfolio.records if ("Tag", "urgent") in portfolio.linked(*name, "tags")}
    assert {node["id"]: node.get("name") for node in found["records"]["nodes"]} == {
        portfolio.id(*name): portfolio.records[name].get("name") for name in marked
    }


async def test_record_of_one_kind_answers_as_named(api: Api, portfolio: Portfolio) -> None:
    step = portfolio.id("Step", "call")
    found = (await api.read("query ($id: ID!) { step(id: $id) { ...Called } } " + NAMED, id=step))["step"]

    assert (found["name"], found["version"]) == (portfolio.records["Step", "call"]["name"], 1)


async def test_kinds_without_name_are_not_named(api: Api) -> None:
    answer = await api('{ __type(name: "Named") { possibleTypes { name } interfaces { name } } }', {})

    named = {label for label, entity in MODEL.entities.items() if "name" in entity.properties}
    assert answer.data
    kinds = answer.data["__type"]
    assert {kind["name"] for kind in kinds["possibleTypes"]} == named
    assert kinds["interfaces"] == [{"name": "Node"}]
    assert {*MODEL.entities} - named == {"Quote", "Measurement", "Import", "Change"}
