"""Reach and places of opportunities, solutions and insights against counts made by hand."""

import pytest

from tests.graph.reads.asking import Graph

PLACES = """
CREATE
  (buy:Journey {id: 'buy', name: 'Buy', frequencyPerYear: 1200.0}),
  (buy)-[:HAS_PHASE]->(b0:Phase {id: 'b0', position: 0}),
  (buy)-[:HAS_PHASE]->(b1:Phase {id: 'b1', position: 1}),
  (b0)-[:HAS_STEP]->(b00:Step {id: 'b00', position: 0}),
  (b0)-[:HAS_STEP]->(b01:Step {id: 'b01', position: 1}),
  (b1)-[:HAS_STEP]->(b10:Step {id: 'b10', position: 0}),
  (ask:Journey {id: 'ask', name: 'Ask', frequencyPerYear: 300.0}),
  (ask)-[:HAS_PHASE]->(a0:Phase {id: 'a0', position: 0}),
  (a0)-[:HAS_STEP]->(a00:Step {id: 'a00', position: 0}),
  (use:Journey {id: 'use', name: 'Use'})-[:HAS_PHASE]->(u0:Phase {id: 'u0', position: 0}),
  (u0)-[:HAS_STEP]->(u00:Step {id: 'u00', position: 0}),
  (ann:Persona {id: 'ann'}), (bob:Persona {id: 'bob'}), (cat:Persona {id: 'cat'}),
  (buy)-[:WALKED_BY]->(ann), (buy)-[:WALKED_BY]->(bob), (ask)-[:WALKED_BY]->(bob), (use)-[:WALKED_BY]->(cat),
  (sales:Team {id: 'sales'}), (care:Team {id: 'care'}), (web:Team {id: 'web'}), (lab:Team {id: 'lab'}),
  (buy)-[:OWNED_BY]->(sales), (b00)-[:OWNED_BY]->(web), (b10)-[:OWNED_BY]->(sales), (a00)-[:OWNED_BY]->(care),
  (use)-[:OWNED_BY]->(lab)
"""
TOUCHES = """
MATCH (b00:Step {id: 'b00'}), (b10:Step {id: 'b10'}), (a00:Step {id: 'a00'}), (u00:Step {id: 'u00'})
CREATE
  (wide:Opportunity {id: 'wide'})-[:ADDRESSES]->(b10), (wide)-[:ADDRESSES]->(b00), (wide)-[:ADDRESSES]->(a00),
  (narrow:Opportunity {id: 'narrow'})-[:ADDRESSES]->(u00),
  (:Opportunity {id: 'nowhere'}),
  (sol:Solution {id: 'sol'})-[:RESOLVES]->(wide), (sol)-[:CHANGES]->(u00), (sol)-[:CHANGES]->(a00),
  (:Solution {id: 'idle'}),
  (both:Solution {id: 'both'})-[:RESOLVES]->(wide), (both)-[:RESOLVES]->(narrow),
  (ins:Insight {id: 'ins'})-[:OBSERVED_AT]->(b00), (ins)-[:OBSERVED_AT]->(u00), (ins)-[:REVEALS]->(wide)
"""
MEMBERS = ("journeys", "steps", "personas", "teams", "frequencyPerYear")


@pytest.mark.parametrize(
    ("owner", "id", "expected"),
    [
        # Ask and Buy; three steps; Ann and Bob; Sales (twice), Web and Care.
        ("Opportunity", "wide", (2, 3, 2, 3, 1200.0 + 300.0)),
        # Use, which states no frequency.
        ("Opportunity", "narrow", (1, 1, 1, 1, None)),
        ("Opportunity", "nowhere", (0, 0, 0, 0, None)),
        # Its own u00 and a00, and those of "wide", a00 among them.
        ("Solution", "sol", (3, 4, 3, 4, 1200.0 + 300.0)),
        ("Solution", "both", (3, 4, 3, 4, 1200.0 + 300.0)),
        ("Solution", "idle", (0, 0, 0, 0, None)),
        ("Insight", "ins", (2, 2, 3, 3, 1200.0)),
    ],
)
def test_reach_counts_everything_once(
    graph: Graph, owner: str, id: str, expected: tuple[float | None, ...]
) -> None:
    graph.run(PLACES)
    graph.run(TOUCHES)

    assert tuple(graph.value(owner, f"reach.{member}", id) for member in MEMBERS) == expected


def test_frequency_of_idle_journeys_is_zero(graph: Graph) -> None:
    graph.run("""
    CREATE (:Opportunity {id: 'o'})-[:ADDRESSES]->(:Step)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-
      (:Journey {frequencyPerYear: 0.0})
    """)

    assert graph.value("Opportunity", "reach.frequencyPerYear", "o") == 0.0


@pytest.mark.parametrize(
    ("owner", "id", "expected"),
    [
        ("Opportunity", "wide", [("ask", ["a00"]), ("buy", ["b00", "b10"])]),
        ("Opportunity", "nowhere", []),
        ("Solution", "sol", [("ask", ["a00"]), ("buy", ["b00", "b10"]), ("use", ["u00"])]),
        ("Insight", "ins", [("buy", ["b00"]), ("use", ["u00"])]),
    ],
)
def test_places_list_journeys_by_name(
    graph: Graph, owner: str, id: str, expected: list[tuple[str, list[str]]]
) -> None:
    graph.run(PLACES)
    graph.run(TOUCHES)

    assert [(row["journey"], row["steps"]) for row in graph.rows(owner, "places", id)] == expected


def test_places_of_one_name_order_by_id(graph: Graph) -> None:
    graph.run("""
    CREATE (o:Opportunity {id: 'o'})
    WITH o UNWIND ['j2', 'j1', 'j3'] AS id
    CREATE (o)-[:ADDRESSES]->(:Step {id: 's' + id, position: 0})<-[:HAS_STEP]-(:Phase {position: 0})
      <-[:HAS_PHASE]-(:Journey {id: id, name: 'Same'})
    """)

    assert [row["journey"] for row in graph.rows("Opportunity", "places", "o")] == ["j1", "j2", "j3"]
