"""Chains and neighbourhoods against walks made by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph

GRAPH = """
CREATE
  (q:Quote {id: 'q'})-[:SUPPORTS]->(i:Insight {id: 'i'}), (i)-[:OBSERVED_AT]->(s:Step {id: 's'}),
  (i)-[:REVEALS]->(o:Opportunity {id: 'o'}), (o)-[:ADDRESSES]->(s), (o)-[:ADDRESSES]->(t:Step {id: 't'}),
  (o)-[:CONTRIBUTES_TO]->(g:Goal {id: 'g'}), (x:Solution {id: 'x'})-[:RESOLVES]->(o), (x)-[:CHANGES]->(t),
  (x)-[:CONTRIBUTES_TO]->(g),
  (s)-[:OWNED_BY]->(team:Team {id: 'team'}), (far:Step {id: 'z'})-[:OWNED_BY]->(team),
  (q)-[:TAGGED]->(tag:Tag {id: 'tag'}), (g)-[:TAGGED]->(tag),
  (q)-[:DERIVED_FROM]->(:Source {id: 'src'}),
  (left:Step {id: 'left'})-[:LEADS_TO]->(right:Step {id: 'right'}), (right)-[:LEADS_TO]->(left)
"""


def chains(graph: Graph, origin: str, target: str, first: int = 5) -> list[tuple[str, str]]:
    """The chains between two records: ids and types, each in one text."""
    graph.run("MATCH (n) DETACH DELETE n")
    graph.run(GRAPH)
    ends: dict[str, Any] = {"from": origin, "to": target}
    rows = graph.rows("Query", "trace", **ends, first=first)
    return [(" ".join(row["nodes"]), " ".join(row["relationships"])) for row in rows]


def test_trace_finds_all_shortest_chains(graph: Graph) -> None:
    assert chains(graph, "q", "g") == [("q i o g", "SUPPORTS REVEALS CONTRIBUTES_TO")]
    assert chains(graph, "t", "g") == [
        ("t o g", "ADDRESSES CONTRIBUTES_TO"),
        ("t x g", "CHANGES CONTRIBUTES_TO"),
    ]
    assert chains(graph, "t", "g", first=1) == [("t o g", "ADDRESSES CONTRIBUTES_TO")]


def test_trace_names_equal_chains_once(graph: Graph) -> None:
    assert chains(graph, "left", "right") == [("left right", "LEADS_TO")]


def test_trace_ends_at_teams_only(graph: Graph) -> None:
    assert chains(graph, "i", "team") == [("i s team", "OBSERVED_AT OWNED_BY")]
    assert chains(graph, "team", "z") == [("team z", "OWNED_BY")]
    assert chains(graph, "s", "z") == []


@pytest.mark.parametrize(("origin", "target"), [("q", "tag"), ("q", "src"), ("q", "q")])
def test_trace_follows_no_marks(graph: Graph, origin: str, target: str) -> None:
    assert chains(graph, origin, target) == []


def round_about(graph: Graph, id: str, **arguments: Any) -> dict[str, Any]:
    """The neighbourhood of a record."""
    graph.run("MATCH (n) DETACH DELETE n")
    graph.run(GRAPH)
    [row] = graph.rows("Query", "neighbourhood", id, **arguments)
    return row


@pytest.mark.parametrize(
    ("id", "depth", "expected"),
    [
        ("q", 0, ["q"]),
        ("q", 1, ["q", "i"]),
        ("q", 2, ["q", "i", "o", "s"]),
        ("q", 3, ["q", "i", "o", "s", "g", "t", "team", "x"]),
        ("s", 2, ["s", "i", "o", "team", "g", "q", "t", "x"]),
        ("team", 1, ["team", "s", "z"]),
    ],
)
def test_neighbourhood_grows_by_rings(graph: Graph, id: str, depth: int, expected: list[str]) -> None:
    found = round_about(graph, id, depth=depth)

    assert (found["nodes"], found["truncated"]) == (expected, False)


def test_neighbourhood_draws_links_between_its_records(graph: Graph) -> None:
    found = round_about(graph, "q", depth=2)

    assert found["edges"] == [
        ["i", "o", "REVEALS"],
        ["i", "s", "OBSERVED_AT"],
        ["o", "s", "ADDRESSES"],
        ["q", "i", "SUPPORTS"],
    ]


def test_neighbourhood_says_what_it_left_out(graph: Graph) -> None:
    cut = round_about(graph, "q", depth=3, first=3)
    none = round_about(graph, "q", depth=3, first=0)

    assert (cut["nodes"], cut["truncated"], len(cut["edges"])) == (["q", "i", "o"], True, 2)
    assert (none["nodes"], none["truncated"], none["edges"]) == ([], True, [])
