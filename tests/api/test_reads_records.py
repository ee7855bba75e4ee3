"""Single records: every property and link of every kind, `node`, `nodes`, and ids that lead nowhere."""

from typing import Any

import pytest

from graph.ids import id_from_number
from tests.api.asking import Api
from tests.api.portfolio import OWNERS, PREFIXES, Portfolio, ways
from tests.api.test_filters import PLURALS

KINDS = sorted(PREFIXES)


def singular(label: str) -> str:
    """The root field of one record."""
    return label[0].lower() + label[1:]


@pytest.mark.parametrize("label", KINDS)
async def test_properties_come_back_as_written(api: Api, portfolio: Portfolio, label: str) -> None:
    names = sorted({name for record in portfolio.of(label) for name in record})

    data = await api.read(f"{{ {PLURALS[label]}(first: 100) {{ nodes {{ {' '.join(names)} }} }} }}")

    nodes = sorted(data[PLURALS[label]]["nodes"], key=lambda node: node["id"])
    assert nodes == [{name: record.get(name) for name in names} for record in portfolio.of(label)]


@pytest.mark.parametrize("label", KINDS)
async def test_stamps_have_three_digits(api: Api, portfolio: Portfolio, label: str) -> None:
    (first, *_) = portfolio.of(label)

    data = await api.read(
        f"query ($id: ID!) {{ {singular(label)}(id: $id) {{ createdAt updatedAt version key }} }}",
        id=first["id"],
    )

    record = data[singular(label)]
    stamp = "2026-05-04T08:30:00.120Z"
    assert record == {"createdAt": stamp, "updatedAt": stamp, "version": 1, "key": None}


@pytest.mark.parametrize("label", KINDS)
async def test_links_lead_both_ways(api: Api, portfolio: Portfolio, label: str) -> None:
    many, one, parts = fields(label)
    asked = [f"{name}(first: 20) {{ totalCount nodes {{ id }} }}" for name in many]
    asked += [f"{name} {{ id }}" for name in [*one, *parts]]

    data = await api.read(f"{{ {PLURALS[label]}(first: 20) {{ nodes {{ id {' '.join(asked)} }} }} }}")

    found = {node["id"]: node for node in data[PLURALS[label]]["nodes"]}
    for _, key in portfolio.names(label):
        node = found[portfolio.id(label, key)]
        for name in many:
            ids = sorted(portfolio.id(*end) for end in portfolio.linked(label, key, name))
            assert sorted(other["id"] for other in node[name]["nodes"]) == ids
            assert node[name]["totalCount"] == len(ids)
        for name in parts:
            assert [part["id"] for part in node[name]] == [
                portfolio.id(*end) for end in portfolio.linked(label, key, name)
            ]
        for name in one:
            end = portfolio.one(label, key, name)
            assert node[name] == (end and {"id": portfolio.id(*end)})


def fields(label: str) -> tuple[list[str], list[str], list[str]]:
    """The to-many fields of a kind, its to-one fields, and those of its owned parts."""
    many = {way.name for way in ways() if way.label == label and way.many}
    many |= {way.back for way in ways() if way.end == label}
    one = {way.name for way in ways() if way.label == label and not way.many}
    parts = {name for _, owner, name in OWNERS.values() if owner == label}
    owner = {OWNERS[label][1].lower()} if label in OWNERS else set[str]()
    return sorted(many - parts - owner), sorted(one | owner), sorted(parts)


@pytest.mark.parametrize("label", KINDS)
async def test_unknown_ids_are_null(api: Api, portfolio: Portfolio, label: str) -> None:
    unknown = id_from_number(PREFIXES[label], 2**100)

    data = await api.read(
        f"query ($id: ID!) {{ {singular(label)}(id: $id) {{ id }} node(id: $id) {{ id }} }}", id=unknown
    )

    assert data == {singular(label): None, "node": None}


async def test_ids_of_other_kinds_are_null(api: Api, portfolio: Portfolio) -> None:
    data = await api.read(
        "query ($id: ID!) { opportunity(id: $id) { id } node(id: $id) { id __typename } }",
        id=portfolio.id("Step", "fill"),
    )

    assert data == {"opportunity": None, "node": {"id": portfolio.id("Step", "fill"), "__typename": "Step"}}


@pytest.mark.parametrize(
    "identifier", ["", "opp", "nonsense", "zzz_00000000000000000000000001", "opp_1", "42"]
)
async def test_malformed_ids_are_unknown(api: Api, portfolio: Portfolio, identifier: str) -> None:
    step = portfolio.id("Step", "fill")

    data = await api.read(
        """query ($id: ID!, $ids: [ID!]!) {
          opportunity(id: $id) { id } node(id: $id) { id }
          nodes(ids: $ids) { id } none: nodes(ids: [$id]) { id }
        }""",
        id=identifier,
        ids=[identifier, step, identifier],
    )

    assert data == {"opportunity": None, "node": None, "nodes": [None, {"id": step}, None], "none": [None]}


async def test_node_shows_fields_of_its_kind(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) {
      node(id: $id) { id ... on Step { name phase { name } } ... on Team { name budget } }
    }"""

    step = (await api.read(query, id=portfolio.id("Step", "call")))["node"]
    team = (await api.read(query, id=portfolio.id("Team", "it")))["node"]
    goal = (await api.read(query, id=portfolio.id("Goal", "grow")))["node"]

    assert step == {
        "id": portfolio.id("Step", "call"),
        "name": "Call the hotline",
        "phase": {"name": "Report"},
    }
    assert team == {"id": portfolio.id("Team", "it"), "name": "IT", "budget": 80000.0}
    assert goal == {"id": portfolio.id("Goal", "grow")}


async def test_nodes_keep_order_and_repeats(api: Api, portfolio: Portfolio) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Step { name } } }"
    step, team = portfolio.id("Step", "fill"), portfolio.id("Team", "it")
    unknown = id_from_number("opp", 2**90)

    data = await api.read(query, ids=[team, unknown, step, team])

    one = {"__typename": "Team", "id": team}
    assert data["nodes"] == [one, None, {"__typename": "Step", "id": step, "name": "Fill in the form"}, one]


async def test_nodes_of_nothing_are_nothing(api: Api, portfolio: Portfolio) -> None:
    data = await api.read("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[])

    assert data == {"nodes": []}


async def test_more_than_100_nodes_are_refused(api: Api, portfolio: Portfolio) -> None:
    ids = [portfolio.id("Step", "fill")] * 101

    error = await api.refused("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "100" in error["message"]


async def test_nodes_of_every_kind_in_one_statement(api: Api, portfolio: Portfolio) -> None:
    ids = [portfolio.of(label)[0]["id"] for label in KINDS]
    named = " ".join(f"... on {label} {{ version }}" for label in KINDS)

    data = await api.read(f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename id {named} }} }}", ids=ids)

    assert [node["__typename"] for node in data["nodes"]] == KINDS
    assert [node["id"] for node in data["nodes"]] == ids
    assert all(node["version"] >= 1 for node in data["nodes"])


async def test_same_fields_of_several_kinds_are_told_apart(api: Api, portfolio: Portfolio) -> None:
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) {
      ... on Step { label: name more: momentOfTruthReason }
      ... on Opportunity { more: description label: name }
      ... on Quote { label: text }
    } }"""
    ids = [portfolio.id("Opportunity", "choice"), portfolio.id("Quote", "q6"), portfolio.id("Step", "fill")]

    nodes: list[Any] = (await api.read(query, ids=ids))["nodes"]

    assert nodes == [
        {"label": "No date to choose", "more": "Customers wait all day."},
        {"label": "No comment."},
        {"label": "Fill in the form", "more": "Many give up here"},
    ]
    assert [list(node) for node in nodes] == [["more", "label"], ["label"], ["label", "more"]]
