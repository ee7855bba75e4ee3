"""Overlaps of teams against rows made by hand."""

from tests.graph.reads.asking import Graph

# x changes s and u. y changes nothing, so it acts where its opportunities lie. z changes t and u, and so does
# not act on w, where its opportunity lies.
OVERLAPS = """
CREATE (:Journey {id: 'j'})-[:HAS_PHASE]->(:Phase {id: 'k'})-[:HAS_STEP]->(s:Step {id: 's'}),
  (t:Step {id: 't'}), (u:Step {id: 'u'}), (w:Step {id: 'w'}),
  (a:Team {id: 'a', name: 'Zebra'}), (b:Team {id: 'b', name: 'Ant'}), (c:Team {id: 'c', name: 'Cat'}),
  (x:Solution {id: 'x', name: 'X', status: 'PLANNED'})-[:DELIVERED_BY]->(a), (x)-[:OWNED_BY]->(c),
  (x)-[:CHANGES]->(s), (x)-[:RESOLVES]->(:Opportunity {id: 'o'})-[:ADDRESSES]->(s),
  (y:Solution {id: 'y', name: 'Y', status: 'LAUNCHED'})-[:OWNED_BY]->(b),
  (y)-[:RESOLVES]->(p:Opportunity {id: 'p'})-[:ADDRESSES]->(s), (p)-[:ADDRESSES]->(w),
  (y)-[:RESOLVES]->(q:Opportunity {id: 'q'})-[:ADDRESSES]->(s),
  (z:Solution {id: 'z', name: 'Z', status: 'IN_PROGRESS'})-[:DELIVERED_BY]->(a), (z)-[:DELIVERED_BY]->(b),
  (z)-[:RESOLVES]->(:Opportunity {id: 'r'})-[:ADDRESSES]->(w),
  (z)-[:CHANGES]->(t), (x)-[:CHANGES]->(u), (z)-[:CHANGES]->(u),
  (off:Solution {id: 'off', name: 'Off', status: 'CANCELLED'})-[:DELIVERED_BY]->(b), (off)-[:CHANGES]->(t),
  (idea:Solution {id: 'idea', name: 'Idea', status: 'IDEA'})-[:DELIVERED_BY]->(c), (idea)-[:CHANGES]->(s)
"""


def test_teams_overlap_at_steps(graph: Graph) -> None:
    graph.run(OVERLAPS)

    rows = sorted(graph.rows("Query", "overlaps"), key=lambda row: row["id"])

    # At t both teams stand behind the one active solution; team c owns x, but others deliver it.
    assert rows == [
        {
            "teams": ["b", "a"],
            "step": "s",
            "solutions": ["y", "x"],
            "direct": False,
            "weight": 2,
            "id": "s b a",
        },
        {
            "teams": ["b", "a"],
            "step": "u",
            "solutions": ["z", "x"],
            "direct": True,
            "weight": 2,
            "id": "u b a",
        },
    ]


def test_overlaps_narrow_to_journeys_and_teams(graph: Graph) -> None:
    graph.run(OVERLAPS)

    def found(journeys: list[str] | None, teams: list[str] | None) -> list[str]:
        rows = graph.rows("Query", "overlaps", journeyIds=journeys, teamIds=teams)
        return sorted(row["id"] for row in rows)

    assert found(["j", "unknown", "j"], None) == ["s b a"]
    assert found([], None) == found(None, []) == found(None, ["c"]) == []
    assert found(None, ["b"]) == found(None, ["c", "a"]) == ["s b a", "u b a"]
    assert found(["j"], ["b"]) == ["s b a"]


def test_team_pairs_count_steps_and_solutions_once(graph: Graph) -> None:
    graph.run(OVERLAPS)
    graph.run("""
    MATCH (c:Team {id: 'c'}), (u:Step {id: 'u'})
    CREATE (n:Solution {id: 'n', name: 'N', status: 'PLANNED'})-[:OWNED_BY]->(c), (n)-[:CHANGES]->(u)
    """)

    rows = sorted(graph.rows("Query", "teamPairs"), key=lambda row: row["id"])

    # Ant and Zebra: at s through y and x, at u through z and x; Cat joins both of them at u.
    assert rows == [
        {"a": "b", "b": "a", "steps": 2, "solutions": 3, "direct": 1, "id": "b a"},
        {"a": "b", "b": "c", "steps": 1, "solutions": 2, "direct": 1, "id": "b c"},
        {"a": "c", "b": "a", "steps": 1, "solutions": 3, "direct": 1, "id": "c a"},
    ]


def test_team_pairs_narrow_to_journeys_and_teams(graph: Graph) -> None:
    graph.run(OVERLAPS)

    def found(journeys: list[str] | None, teams: list[str] | None) -> list[tuple[str, int]]:
        rows = graph.rows("Query", "teamPairs", journeyIds=journeys, teamIds=teams)
        return sorted((row["id"], row["steps"]) for row in rows)

    assert found(None, None) == found(None, ["b"]) == [("b a", 2)]
    assert found(["j"], None) == found(["j"], ["a"]) == [("b a", 1)]
    assert found(None, ["c"]) == found(["unknown"], None) == []
