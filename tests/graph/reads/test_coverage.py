"""Coverage of goals against cells counted by hand."""

from typing import Any

from tests.graph.reads.asking import Graph

GRAPH = """
CREATE
  (j:Journey {id: 'j', name: 'J'})-[:HAS_PHASE]->(p:Phase {id: 'p', position: 0})
    -[:HAS_STEP]->(s:Step {id: 's'}),
  (j)-[:HAS_PHASE]->(q:Phase {id: 'q', position: 1})-[:HAS_STEP]->(t:Step {id: 't'}),
  (:Journey {id: 'k', name: 'K'})-[:HAS_PHASE]->(:Phase {id: 'r', position: 0})
    -[:HAS_STEP]->(u:Step {id: 'u'}),
  (top:Goal {id: 'top', name: 'Top'})<-[:PART_OF]-(low:Goal {id: 'low', name: 'Low'}),
  (:Goal {id: 'none', name: 'None'}),
  (o1:Opportunity {id: 'o1'})-[:CONTRIBUTES_TO]->(top), (o2:Opportunity {id: 'o2'})-[:CONTRIBUTES_TO]->(low),
  (o1)-[:ADDRESSES]->(s), (o2)-[:ADDRESSES]->(s), (o2)-[:ADDRESSES]->(t), (o2)-[:ADDRESSES]->(u),
  (live:Solution {id: 'live', status: 'LAUNCHED'})-[:RESOLVES]->(o2),
  (:Solution {id: 'idea', status: 'IDEA'})-[:RESOLVES]->(o1),
  (direct:Solution {id: 'direct', status: 'PLANNED'})-[:CONTRIBUTES_TO]->(top), (direct)-[:CHANGES]->(u),
  (direct)-[:RESOLVES]->(:Opportunity {id: 'o3'})-[:ADDRESSES]->(t)
"""


def cells(graph: Graph, **arguments: Any) -> list[tuple[object, ...]]:
    """The cells in their order."""
    graph.run(GRAPH)
    return [tuple(row.values()) for row in graph.rows("Query", "coverage", **arguments)]


def test_coverage_counts_by_journey(graph: Graph) -> None:
    # Low: o2 and its solution everywhere; Top: o1 besides, and its own solution at t and u.
    assert cells(graph) == [
        ("low", "j", None, 1, 1),
        ("low", "k", None, 1, 1),
        ("top", "j", None, 2, 2),
        ("top", "k", None, 1, 2),
    ]


def test_coverage_counts_by_phase(graph: Graph) -> None:
    assert cells(graph, by="PHASE", goalIds=["top"], journeyIds=["j"]) == [
        ("top", "j", "p", 2, 1),
        ("top", "j", "q", 1, 2),
    ]


def test_coverage_of_nothing_is_empty(graph: Graph) -> None:
    assert cells(graph, goalIds=["none"]) == []
    assert graph.rows("Query", "coverage", goalIds=[]) == []
