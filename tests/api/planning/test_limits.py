"""Limits: depth, fields, aliases, cost and page sizes, in time linear in the document."""

from itertools import pairwise
from typing import Any

import pytest
from graphql import GraphQLError, build_schema, get_introspection_query, parse

from api.planning.limits import Limits
from api.settings import Settings

SCHEMA = build_schema(
    """
    interface Node { id: ID! }
    type Query {
      step(id: ID!): Step
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]!
      steps(first: Int = 25, last: Int, where: StepFilter): StepConnection!
      search(text: String!, first: Int): StepConnection!
      neighbourhood(id: ID!, first: Int = 100): Neighbourhood!
    }
    type Mutation { create(input: StepInput!): Step apply(parts: [StepInput!]): Step }
    type Step implements Node {
      id: ID!
      name: String
      tags: [String!]!
      parent: Step
      parts: [Step!]!
      steps(first: Int = 25, where: StepFilter): StepConnection!
    }
    type StepConnection {
      totalCount: Int! nodes: [Step!]! edges: [StepEdge!]! pageInfo: PageInfo!
      facets: [Facet!]! groups(first: Int = 100): [StepGroup!]!
    }
    type Facet { value: String! }
    type StepGroup { keys: [Facet!]! count: Int! }
    type StepEdge { cursor: String! node: Step! }
    type PageInfo { hasNextPage: Boolean! }
    type Neighbourhood { nodes: [Node!]! }
    input StepFilter { name: String AND: [StepFilter!] NOT: StepFilter }
    input StepInput { name: String parts: [StepInput!] }
    """
)


def problems(text: str, variables: dict[str, Any] | None = None, **settings: int) -> list[GraphQLError]:
    """What the limits have against a request."""
    limits = Limits(SCHEMA, Settings.model_validate(settings))
    return limits.check(limits.measure(parse(text)), variables)


def excess(text: str, variables: dict[str, Any] | None = None, **settings: int) -> dict[str, int]:
    """The measures that are too large, with their values."""
    found = problems(text, variables, **settings)
    assert {(error.extensions or {})["code"] for error in found} <= {"QUERY_TOO_COMPLEX"}
    return {(error.extensions or {})["measure"]: (error.extensions or {})["value"] for error in found}


def cost(text: str, variables: dict[str, Any] | None = None) -> int:
    """The cost of a request, read from the refusal of any."""
    return excess(text, variables, max_cost=1)["cost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ steps { nodes { id } } }", 25),
        ("{ steps(first: null) { nodes { id } } }", 25),
        ("{ steps(first: 7) { totalCount } }", 7),
        ("{ steps(last: 7) { totalCount } }", 7),
        ("{ steps(first: null, last: null) { totalCount } }", 25),
        ("{ steps(first: 7) { edges { cursor node { id } } pageInfo { hasNextPage } } }", 7),
        ('{ search(text: "x") { nodes { id } } }', 25),
        ("{ steps(first: 3) { nodes { steps(first: 5) { nodes { id } } } } }", 15),
        ("{ steps(first: 3) { edges { node { steps(first: 5) { nodes { id } } } } } }", 15),
        ("{ steps(first: 3) { nodes { parts { parts { id } } } } }", 300),
        ("{ steps(first: 3) { nodes { tags parent { parent { name } } } } }", 3),
        ("{ steps(first: 0) { nodes { steps(first: 5) { totalCount } } } }", 5),
        ('{ nodes(ids: ["a", "b", "c"]) { ... on Step { parts { id } } } }', 30),
        ('{ neighbourhood(id: "a", first: 50) { nodes { id } } }', 50),
        ("{ a: steps(first: 3) { nodes { id } } b: steps(first: 4) { nodes { id } } }", 7),
        ("{ steps(first: 2) { nodes { parts { id } steps(first: 3) { nodes { id } } } } }", 26),
        ("{ steps(first: 2) { nodes { ...P ...P } } } fragment P on Step { parts { id } }", 40),
        ("{ steps(first: 3) { facets { value } } }", 13),
        ("{ steps(first: 3) { groups { keys { value } } } }", 1_003),
        ("{ steps(first: 3) { nodes { steps(first: 5) { groups(first: 7) { count } } } } }", 36),
        ("{ steps(first: 3) { ...S } } fragment S on StepConnection { facets { value } nodes { id } }", 13),
        ('{ step(id: "a") { ... on Node { ... on Step { parts { id } } } } }', 10),
    ],
)
def test_cost_multiplies_page_sizes(text: str, expected: int) -> None:
    assert cost(text) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"n": 40}, 120), ({}, 60), ({"n": None}, 75), ({"n": 4.0}, 12), ({"n": True}, 75)],
)
def test_cost_follows_the_variables(given: dict[str, Any], expected: int) -> None:
    text = (
        "query ($n: Int = 20) { steps(first: 3) { nodes { ...S } } }"
        " fragment S on Step { steps(first: $n) { totalCount } }"
    )

    assert cost(text, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"last": 9}, 9), ({"last": None, "first": 4}, 4), ({"first": None}, 25), ({}, 25)],
)
def test_cost_follows_the_size_from_the_end(given: dict[str, Any], expected: int) -> None:
    text = "query ($first: Int, $last: Int) { steps(first: $first, last: $last) { totalCount } }"

    assert cost(text, given) == expected


def test_cost_counts_ids_in_variables() -> None:
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"

    assert cost(text, {"ids": ["a"] * 150}) == 150


def test_cost_at_the_limit_passes() -> None:
    text = (
        "{ steps(first: 100) { nodes { steps(first: 100) { nodes { steps(first: %d) { totalCount } } } } } }"
    )

    assert excess(text % 10) == {}
    assert excess(text % 11) == {"cost": 110_000}


def test_refusal_says_what_to_do() -> None:
    [error] = problems("{ steps(first: 9) { nodes { steps { totalCount } } } }", max_cost=200)

    assert error.message == (
        "The cost of this request is 225; at most 200 is allowed. "
        "Set a smaller `first` on the inner lists, or split the request."
    )
    assert error.extensions == {"code": "QUERY_TOO_COMPLEX", "measure": "cost", "value": 225, "limit": 200}


@pytest.mark.parametrize("size", [-1, 101, 10**30])
def test_page_sizes_have_bounds(size: int) -> None:
    found = problems(f"{{ steps(first: {size}) {{ totalCount }} }}")
    found += problems("query ($n: Int) { steps(first: $n) { totalCount } }", {"n": size})

    assert [error.extensions["code"] for error in found if error.extensions] == ["BAD_USER_INPUT"] * 2
    assert all("a page holds 0 to 100 records" in error.message for error in found)
    assert all(error.locations for error in found)


def test_wrong_page_sizes_come_together() -> None:
    found = problems("{ a: steps(first: 101) { totalCount } b: steps(first: -3) { totalCount } }")

    assert [error.message.split(",")[0] for error in found] == [
        "`first` of `steps` is 101",
        "`first` of `steps` is -3",
    ]


def test_depth_counts_hops_only() -> None:
    text = '{ step(id: "a") { parent { steps { edges { node { parent { name } } } } } } }'

    assert excess(text, max_depth=5) == {}
    assert excess(text, max_depth=4) == {"depth": 5}


def test_depth_counts_input_objects() -> None:
    literal = '{ steps(where: {NOT: {AND: [{NOT: {name: "x"}}]}}) { totalCount } }'
    variable = "query ($w: StepFilter) { steps(where: $w) { totalCount } }"

    assert excess(literal, max_depth=3) == {"depth": 4}
    assert excess(variable, {"w": {"NOT": {"AND": [{"NOT": {"name": "x"}}]}}}, max_depth=3) == {
        "input depth": 4
    }


def test_fields_count_with_fragments_written_out() -> None:
    text = (
        '{ a: step(id: "1") { ...F } b: step(id: "2") { ...F } } fragment F on Step { id name parent { id } }'
    )

    assert excess(text, max_fields=10) == {}
    assert excess(text, max_fields=9) == {"fields": 10}
    assert excess(text, max_aliases=1) == {"aliases": 2}


def test_fields_count_objects_in_variables() -> None:
    text = (
        "query ($w: StepFilter) { a: steps(where: $w) { ...C } b: steps(where: $w) { ...C } }"
        " fragment C on StepConnection { totalCount }"
    )
    where = {"AND": [{"name": "x"}] * 50}

    assert excess(text, {"w": where}, max_fields=106) == {}
    assert excess(text, {"w": where}, max_fields=105) == {"fields": 106}


def test_fields_count_objects_through_fragments() -> None:
    text = (
        "query ($w: StepFilter) { steps { nodes { ...A } } } fragment A on Step { ...B x: parent { ...B } }"
        " fragment B on Step { steps(where: $w) { totalCount } }"
    )

    assert excess(text, {"w": {"AND": [{}, {}]}}, max_fields=12) == {"fields": 13}


def test_many_operations_have_a_limit_of_their_own() -> None:
    text = "mutation ($p: [StepInput!]) { apply(parts: $p) { id } }"

    assert excess(text, {"p": [{}] * 19_998}, max_fields=10) == {}
    assert excess(text, {"p": [{}] * 20_000}, max_fields=10) == {"fields": 20_002}


def test_fields_count_literal_objects() -> None:
    assert excess("mutation { create(input: {parts: [{}, {}]}) { id } }", max_fields=4) == {"fields": 5}


def chain(length: int) -> str:
    """A request of fragments, each of which spreads the next one twice."""
    fragments = " ".join(
        f"fragment F{i} on Step {{ a: parent {{ ...F{i + 1} }} b: parent {{ ...F{i + 1} }} }}"
        for i in range(length)
    )
    return f'{{ step(id: "a") {{ ...F0 }} }} {fragments} fragment F{length} on Step {{ id }}'


def test_work_is_linear_in_the_document() -> None:
    limits = Limits(SCHEMA, Settings())

    visited = [limits.measure(parse(chain(length))).visited for length in (20, 40, 80)]

    assert [b - a for a, b in pairwise(visited)] == [20 * 4, 40 * 4]


def test_chained_fragments_are_refused() -> None:
    found = excess(chain(60))

    assert found["depth"] == 62
    assert found["fields"] == found["aliases"] == 10**9


def test_open_cost_of_chains_is_added_once() -> None:
    fragments = " ".join(f"fragment F{i} on Step {{ ...F{i + 1} ...F{i + 1} }}" for i in range(100))
    text = f"query ($n: Int) {{ steps {{ nodes {{ ...F0 }} }} }} {fragments} fragment F100 on Step {{ id }}"
    with_list = text.replace("Step { id }", "Step { steps(first: $n) { totalCount } }")

    assert excess(with_list, {"n": 1}, max_fields=10**9, max_cost=10) == {"cost": 10**9}


def test_fragments_that_contain_themselves_end() -> None:
    text = (
        "query ($n: Int, $w: StepFilter) { steps(where: $w) { nodes { ...A } } }"
        " fragment A on Step { steps(first: $n) { nodes { ...B } } ...B }"
        " fragment B on Step { ...A steps(first: $n) { totalCount } }"
    )

    assert excess(text, {"n": 2, "w": {"name": "x"}}) == {}


def test_too_deep_nesting_is_refused() -> None:
    fragments = " ".join(f"fragment F{i} on Step {{ ...F{i + 1} }}" for i in range(2_000))
    [error] = problems(f'{{ step(id: "a") {{ ...F0 }} }} {fragments} fragment F2000 on Step {{ id }}')

    assert error.extensions == {"code": "QUERY_TOO_COMPLEX"}
    assert "nested too deeply" in error.message


def test_unknown_names_are_left_to_validation() -> None:
    assert excess("{ nothing { at { all } } ...Missing ... on Nowhere { here } }") == {}


def test_every_operation_is_measured() -> None:
    text = "query A { steps { totalCount } } query B { steps { nodes { parent { parent { id } } } } }"

    assert excess(text, max_depth=3) == {"depth": 4}


def test_cost_is_of_the_chosen_operation() -> None:
    limits = Limits(SCHEMA, Settings(max_cost=50))
    measured = limits.measure(
        parse("query A { steps { totalCount } } query B { steps(first: 60) { totalCount } }")
    )

    assert (
        limits.check(measured, {}, "A") == limits.check(measured, {}) == limits.check(measured, {}, "C") == []
    )
    assert len(limits.check(measured, {}, "B")) == 1


def test_introspection_has_its_own_allowance() -> None:
    text = get_introspection_query(specified_by_url=True, input_value_deprecation=True)

    assert excess(text, max_depth=1, max_fields=1, max_cost=1) == {}


@pytest.mark.parametrize("levels", [4, 8])
def test_introspection_cannot_run_away(levels: int) -> None:
    nested = "name"
    for _ in range(levels):
        nested = f"fields {{ type {{ {nested} }} }}"

    assert "introspection cost" in excess(f"{{ __schema {{ types {{ {nested} }} }} }}")
    assert "introspection cost" in excess(
        f"{{ ...Q }} fragment Q on Query {{ __schema {{ types {{ {nested} }} }} }}"
    )
