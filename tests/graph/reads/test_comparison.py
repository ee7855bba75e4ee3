"""Comparison of journeys against rows made by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph

GRAPH = """
CREATE (a:Journey {id: 'a'})-[:HAS_PHASE]->(p:Phase {id: 'p', position: 0}),
  (b:Journey {id: 'b'})-[:HAS_PHASE]->(q:Phase {id: 'q', position: 0})
WITH p, q
UNWIND [[p, 'a0', 'Ask', 0], [p, 'a1', 'Pay', 1], [p, 'a2', 'Wait', 2], [p, 'a3', 'Wait', 3],
  [p, 'a4', 'Go', 4],
  [q, 'b0', 'Pay twice', 0], [q, 'b1', ' wait', 1], [q, 'b2', 'Thank', 2], [q, 'b3', 'Go', 3]] AS row
WITH row[0] AS phase, row
CREATE (phase)-[:HAS_STEP]->(:Step {id: row[1], name: row[2], position: row[3], layer: 'CUSTOMER'})
"""
LINKS = """
MATCH (a0:Step {id: 'a0'}), (a1:Step {id: 'a1'}), (b0:Step {id: 'b0'}),
  (a4:Step {id: 'a4'}), (b3:Step {id: 'b3'})
CREATE (b0)-[:REPLACES]->(a0), (b0)-[:REPLACES]->(a1),
  (a4)-[:THROUGH]->(web:Channel {id: 'web'}), (b3)-[:THROUGH]->(web),
  (:Insight {id: 'i', impact: -1.0, weight: 50.0, status: 'NEW'})-[:OBSERVED_AT]->(a0),
  (:Insight {id: 'h', impact: 2.0, weight: 50.0, status: 'NEW'})-[:OBSERVED_AT]->(b0)
"""


def rows(graph: Graph, a: str = "a", b: str = "b") -> list[list[Any]]:
    """The rows of a comparison."""
    [row] = graph.rows("Query", "compareJourneys", a=a, b=b)
    assert (row["a"], row["b"]) == (a, b)
    return row["rows"]


def test_steps_pair_by_link_then_by_name(graph: Graph) -> None:
    graph.run(GRAPH)
    graph.run(LINKS)

    assert rows(graph) == [
        ["CHANGED", "a0", "b0", -1.0, 2.0],
        ["CHANGED", "a1", "b0", None, 2.0],
        ["CHANGED", "a2", "b1", None, None],
        ["REMOVED", "a3", None, None, None],
        ["SAME", "a4", "b3", None, None],
        ["ADDED", None, "b2", None, None],
    ]
    assert [row[:3] for row in rows(graph, "b", "a")] == [
        ["CHANGED", "b0", "a0"],
        ["CHANGED", "b0", "a1"],
        ["CHANGED", "b1", "a2"],
        ["REMOVED", "b2", None],
        ["SAME", "b3", "a4"],
        ["ADDED", None, "a3"],
    ]


@pytest.mark.parametrize(
    "change",
    [
        "SET s.description = 'Long'",
        "SET s.moment = 'AFTER'",
        "SET s.layer = 'BACKSTAGE'",
        "SET s.momentOfTruth = false",
        "SET s.expectedExperience = 0.0",
        "CREATE (s)-[:USES]->(:Touchpoint {id: 't'})",
        "CREATE (s)-[:THROUGH]->(:Channel {id: 'c'})",
    ],
)
def test_each_difference_counts(graph: Graph, change: str) -> None:
    graph.run(GRAPH)
    before = rows(graph)

    graph.run(f"MATCH (s:Step {{id: 'b3'}}) {change}")

    after = rows(graph)
    assert (before[4][:3], after[4][:3]) == (["SAME", "a4", "b3"], ["CHANGED", "a4", "b3"])
    assert before[:4] + before[5:] == after[:4] + after[5:]


def test_journey_is_the_same_as_itself(graph: Graph) -> None:
    graph.run(GRAPH)

    assert [row[:3] for row in rows(graph, "a", "a")] == [["SAME", f"a{n}", f"a{n}"] for n in range(5)]
