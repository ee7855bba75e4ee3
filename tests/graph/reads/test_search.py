"""Where a record that was found stands."""

import pytest

from tests.graph.reads.asking import Graph

RECORDS = """
CREATE
  (b:Journey {id: 'b', name: 'Buy'})-[:HAS_PHASE]->(b0:Phase {id: 'b0', position: 0}),
  (b)-[:HAS_PHASE]->(b1:Phase {id: 'b1', position: 1}),
  (b0)-[:HAS_STEP]->(s0:Step {id: 's0', position: 0}), (b1)-[:HAS_STEP]->(s1:Step {id: 's1', position: 0}),
  (a:Journey {id: 'a', name: 'Ask'})-[:HAS_PHASE]->(a0:Phase {id: 'a0', position: 0}),
  (a0)-[:HAS_STEP]->(s2:Step {id: 's2', position: 0}),
  (o:Opportunity {id: 'o'})-[:ADDRESSES]->(s1), (o)-[:ADDRESSES]->(s0),
  (sol:Solution {id: 'sol'})-[:RESOLVES]->(o), (sol)-[:CHANGES]->(s2),
  (q:Quote {id: 'q'})-[:SUPPORTS]->(i:Insight {id: 'i'}), (i)-[:OBSERVED_AT]->(s1),
  (s1)-[:USES]->(:Touchpoint {id: 't'}), (b)-[:WALKED_BY]->(:Persona {id: 'p'}),
  (:Team {id: 'team'})
"""


@pytest.mark.parametrize(
    ("label", "id", "expected"),
    [
        ("Journey", "b", ("b", None, 1)),
        ("Phase", "b1", ("b", "b1", 1)),
        ("Step", "s1", ("b", "b1", 1)),
        ("Opportunity", "o", ("b", "b0", 1)),
        ("Solution", "sol", ("a", "a0", 2)),
        ("Insight", "i", ("b", "b1", 1)),
        ("Quote", "q", ("b", "b1", 1)),
        ("Touchpoint", "t", ("b", "b1", 1)),
        ("Persona", "p", ("b", None, 1)),
        ("Team", "team", (None, None, 0)),
    ],
)
def test_found_record_stands_in_journey(
    graph: Graph, label: str, id: str, expected: tuple[str | None, str | None, int]
) -> None:
    graph.run(RECORDS)

    [place] = graph.rows("SearchEdge", "place", id, label=label)

    assert tuple(place.values()) == expected
