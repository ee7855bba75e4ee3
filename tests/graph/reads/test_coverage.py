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
  (top:Goal {id: 'top', name: 'Top', status: 'OPEN'})
    <-[:PART_OF]-(low:Goal {id: 'low', name: 'Low', status: 'REACHED'}),
  (:Goal {id: 'none', name: 'None', status: 'OPEN'}),
  (o1:Opportunity {id: 'o1', status: 'OPEN'})-[:CONTRIBUTES_TO]->(top),
  (o2:Opportunity {id: 'o2', status: 'SOLVED'})-[:CONTRIBUTES_TO]->(low), (o2)-[:CONTRIBUTES_TO]->(top),
  (o1)-[:ADDRESSES]->(s), (o2)-[:ADDRESSES]->(s), (o2)-[:ADDRESSES]->(t), (o2)-[:ADDRESSES]->(u),
  (:Solution {id: 'out', status: 'LAUNCHED'})-[:RESOLVES]->(o2),
  (:Solution {id: 'idea', status: 'IDEA'})-[:RESOLVES]->(o1),
  (direct:Solution {id: 'direct', status: 'PLANNED'})-[:CONTRIBUTES_TO]->(top), (direct)-[:CHANGES]->(u),
  (direct)-[:RESOLVES]->(o3:Opportunity {id: 'o3', status: 'OPEN'})-[:ADDRESSES]->(t),
  (built:Solution {id: 'built', status: 'IN_PROGRESS'})-[:CONTRIBUTES_TO]->(low), (built)-[:RESOLVES]->(o3),
  (bad:Opportunity {id: 'bad', status: 'DISMISSED'})-[:CONTRIBUTES_TO]->(top), (bad)-[:ADDRESSES]->(s),
  (:Solution {id: 'lost', status: 'LAUNCHED'})-[:RESOLVES]->(bad)
"""
DROPPED = """
MATCH (top:Goal {id: 'top'}), (s:Step {id: 's'})
CREATE (top)<-[:PART_OF]-(gone:Goal {id: 'gone', name: 'Gone', status: 'DROPPED'})
    <-[:PART_OF]-(under:Goal {id: 'under', name: 'Under', status: 'OPEN'}),
  (gone)<-[:CONTRIBUTES_TO]-(o4:Opportunity {id: 'o4', status: 'OPEN'}), (o4)-[:ADDRESSES]->(s),
  (under)<-[:CONTRIBUTES_TO]-(o5:Opportunity {id: 'o5', status: 'OPEN'}), (o5)-[:ADDRESSES]->(s)
"""


def cells(graph: Graph, **arguments: Any) -> list[tuple[object, ...]]:
    """The cells in their order."""
    return [tuple(row.values()) for row in graph.rows("Query", "coverage", **arguments)]


def test_coverage_counts_by_journey(graph: Graph) -> None:
    graph.run(GRAPH)

    # Low: o2, its launched solution everywhere, and "built", which acts at t. Top: o1 besides, and "direct",
    # which changes u and therefore does not act at t.
    assert cells(graph) == [
        ("low", "j", None, 1, 1, 1),
        ("low", "k", None, 1, 0, 1),
        ("top", "j", None, 2, 1, 1),
        ("top", "k", None, 1, 1, 1),
    ]


def test_coverage_counts_by_phase(graph: Graph) -> None:
    graph.run(GRAPH)

    assert cells(graph, by="PHASE", goalIds=["top"], journeyIds=["j"]) == [
        ("top", "j", "p", 2, 0, 1),
        ("top", "j", "q", 1, 1, 1),
    ]


def test_dropped_goals_are_covered_only_when_named(graph: Graph) -> None:
    graph.run(GRAPH)
    graph.run(DROPPED)

    assert {cell[0] for cell in cells(graph)} == {"low", "top"}
    assert ("top", "j", None, 2, 1, 1) in cells(graph)
    assert cells(graph, goalIds=["gone", "under"]) == [
        ("gone", "j", None, 2, 0, 0),
        ("under", "j", None, 1, 0, 0),
    ]


def test_coverage_of_nothing_is_empty(graph: Graph) -> None:
    graph.run(GRAPH)

    assert cells(graph, goalIds=["none"]) == []
    assert cells(graph, goalIds=[]) == []
