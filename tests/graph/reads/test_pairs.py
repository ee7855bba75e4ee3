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


OVERLAPS = """
CREATE (:Journey {id: 'j'})-[:HAS_PHASE]->(:Phase {id: 'k'})-[:HAS_STEP]->(s:Step {id: 's'}),
  (t:Step {id: 't'}), (u:Step {id: 'u'}),
  (a:Team {id: 'a'}), (b:Team {id: 'b'}), (c:Team {id: 'c'}),
  (x:Solution {id: 'x', name: 'X', status: 'PLANNED'})-[:DELIVERED_BY]->(a), (x)-[:OWNED_BY]->(c),
  (x)-[:CHANGES]->(s), (x)-[:RESOLVES]->(:Opportunity {id: 'o'})-[:ADDRESSES]->(s),
  (y:Solution {id: 'y', name: 'Y', status: 'LAUNCHED'})-[:OWNED_BY]->(b),
  (y)-[:RESOLVES]->(:Opportunity {id: 'p'})-[:ADDRESSES]->(s),
  (z:Solution {id: 'z', name: 'Z', status: 'IN_PROGRESS'})-[:DELIVERED_BY]->(a), (z)-[:DELIVERED_BY]->(b),
  (z)-[:CHANGES]->(t), (x)-[:CHANGES]->(u), (z)-[:CHANGES]->(u),
  (off:Solution {id: 'off', name: 'Off', status: 'CANCELLED'})-[:DELIVERED_BY]->(b), (off)-[:CHANGES]->(t),
  (idea:Solution {id: 'idea', name: 'Idea', status: 'IDEA'})-[:DELIVERED_BY]->(c), (idea)-[:CHANGES]->(s)
"""


def test_teams_overlap_at_steps(graph: Graph) -> None:
    graph.run(OVERLAPS)

    rows = sorted(graph.rows("Query", "overlaps"), key=lambda row: row["id"])

    # At t both teams stand behind the one live solution; Team c owns x, but others deliver it.
    assert rows == [
        {"teams": ["a", "b"], "step": "s", "solutions": ["x", "y"], "weight": 2, "id": "s a b"},
        {"teams": ["a", "b"], "step": "u", "solutions": ["x", "z"], "weight": 2, "id": "u a b"},
    ]


def test_overlaps_narrow_to_journeys_and_teams(graph: Graph) -> None:
    graph.run(OVERLAPS)

    def found(journeys: list[str] | None, teams: list[str] | None) -> list[str]:
        rows = graph.rows("Query", "overlaps", journeyIds=journeys, teamIds=teams)
        return sorted(row["id"] for row in rows)

    assert found(["j", "unknown"], None) == ["s a b"]
    assert found([], None) == found(None, []) == found(None, ["c"]) == []
    assert found(None, ["b"]) == found(None, ["c", "a"]) == ["s a b", "u a b"]
    assert found(["j"], ["b"]) == ["s a b"]
