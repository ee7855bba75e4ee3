"""Places of steps and what stands in a journey, against lists made by hand."""

import pytest

from tests.graph.reads.asking import Graph

JOURNEYS = """
UNWIND [['j', 'p0', 0, 2], ['j', 'p1', 1, 3], ['j', 'p2', 2, 0], ['j', 'p3', 3, 1], ['k', 'q0', 0, 1]] AS row
MERGE (j:Journey {id: row[0]})
CREATE (j)-[:HAS_PHASE]->(p:Phase {id: row[1], position: row[2]})
FOREACH (position IN reverse(range(0, row[3] - 1)) |
  CREATE (p)-[:HAS_STEP]->(:Step {id: row[1] + position, position: position}))
"""
ORDER = ["p00", "p01", "p10", "p11", "p12", "p30"]


@pytest.mark.parametrize(("id", "index"), [(id, index) for index, id in enumerate(ORDER)])
def test_place_counts_from_journey_start(graph: Graph, id: str, index: int) -> None:
    graph.run(JOURNEYS)

    assert graph.rows("Step", "place", id) == [{"journey": "j", "phase": id[:2], "index": index}]


def test_place_ignores_other_journeys(graph: Graph) -> None:
    graph.run(JOURNEYS)

    assert graph.rows("Step", "place", "q00") == [{"journey": "k", "phase": "q0", "index": 0}]


def test_journey_steps_order_by_position(graph: Graph) -> None:
    graph.run(JOURNEYS)

    rows = graph.rows("Journey", "steps", "j")

    assert [row["node"] for row in sorted(rows, key=lambda row: row["position"])] == ORDER
    assert len({row["position"] for row in rows}) == len(ORDER)
    assert {type(row["position"]) for row in rows} == {int}
    assert graph.nodes("Journey", "steps", "k") == ["q00"]


CONTENTS = """
MATCH (p00:Step {id: 'p00'}), (p12:Step {id: 'p12'}), (q00:Step {id: 'q00'})
CREATE (o1:Opportunity {id: 'o1'})-[:ADDRESSES]->(p00), (o1)-[:ADDRESSES]->(p12), (o1)-[:ADDRESSES]->(q00),
  (o2:Opportunity {id: 'o2', status: 'DISMISSED'})-[:ADDRESSES]->(p12),
  (:Opportunity {id: 'o3'})-[:ADDRESSES]->(q00),
  (s1:Solution {id: 's1'})-[:RESOLVES]->(o1), (s1)-[:RESOLVES]->(o2), (s1)-[:CHANGES]->(p00),
  (:Solution {id: 's2'})-[:CHANGES]->(p12), (:Solution {id: 's3'})-[:CHANGES]->(q00), (:Solution {id: 's4'}),
  (i1:Insight {id: 'i1'})-[:OBSERVED_AT]->(p00), (i1)-[:OBSERVED_AT]->(p12),
  (:Insight {id: 'i2'})-[:REVEALS]->(o1),
  (s1)-[:DEPENDS_ON]->(:Solution {id: 's5'})
"""


@pytest.mark.parametrize(
    ("journey", "field", "expected"),
    [
        ("j", "opportunities", ["o1", "o2"]),
        ("k", "opportunities", ["o1", "o3"]),
        ("j", "solutions", ["s1", "s2"]),
        ("k", "solutions", ["s1", "s3"]),
        ("j", "insights", ["i1"]),
        ("k", "insights", []),
    ],
)
def test_journey_lists_members_once(graph: Graph, journey: str, field: str, expected: list[str]) -> None:
    graph.run(JOURNEYS)
    graph.run(CONTENTS)

    assert graph.nodes("Journey", field, journey) == expected
