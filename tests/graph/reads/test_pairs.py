"""Pairs of journeys and of teams against lists made by hand."""

from tests.graph.reads.asking import Graph

JOURNEYS = """
UNWIND ['a', 'b', 'c', 'd'] AS id
CREATE (:Journey {id: id})-[:HAS_PHASE]->(p:Phase {id: id + 'p'}), (p)-[:HAS_STEP]->(:Step {id: id + '0'}),
  (p)-[:HAS_STEP]->(:Step {id: id + '1'})
"""
SHARED = """
MATCH (a0:Step {id: 'a0'}), (a1:Step {id: 'a1'}), (b0:Step {id: 'b0'}), (c0:Step {id: 'c0'}),
  (d0:Step {id: 'd0'})
CREATE (o1:Opportunity {id: 'o1'})-[:ADDRESSES]->(a0), (o1)-[:ADDRESSES]->(a1), (o1)-[:ADDRESSES]->(b0),
  (o2:Opportunity {id: 'o2', status: 'DISMISSED'})-[:ADDRESSES]->(a0), (o2)-[:ADDRESSES]->(b0),
  (o2)-[:ADDRESSES]->(c0), (:Opportunity {id: 'o3'})-[:ADDRESSES]->(d0)
"""


def test_journeys_pair_by_opportunities(graph: Graph) -> None:
    graph.run(JOURNEYS)
    graph.run(SHARED)

    every = graph.rows("Query", "journeyPairs")
    many = graph.rows("Query", "journeyPairs", minimumShared=2)

    assert sorted((row["a"], row["b"], row["sharedOpportunities"]) for row in every) == [
        ("a", "b", 2),
        ("a", "c", 1),
        ("b", "c", 1),
    ]
    assert many == [{"a": "a", "b": "b", "sharedOpportunities": 2, "id": "a b"}]
