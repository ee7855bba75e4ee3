"""Steps that solutions act on, from either end."""

from graph.reads.acting import ACTED_ON, DIRECT
from tests.graph.reads.asking import Graph

SOLUTIONS = """
CREATE (one:Step {id: 's1'}), (two:Step {id: 's2'}), (three:Step {id: 's3'}),
  (first:Opportunity)-[:ADDRESSES]->(two), (second:Opportunity)-[:ADDRESSES]->(two),
  (second)-[:ADDRESSES]->(three),
  (changing:Solution {id: 'changing'})-[:CHANGES]->(one), (changing)-[:RESOLVES]->(first),
  (resolving:Solution {id: 'resolving'})-[:RESOLVES]->(first), (resolving)-[:RESOLVES]->(second),
  (:Solution {id: 'idle'})
"""
ROWS = "WITH DISTINCT solution.id AS solution, step.id AS step, " + DIRECT + " AS direct\n"
ALL = [["changing", "s1", True], ["resolving", "s2", False], ["resolving", "s3", False]]


def test_solution_acts_on_changed_steps_only(graph: Graph) -> None:
    graph.run(SOLUTIONS)

    rows = graph.run(ACTED_ON + ROWS + "RETURN [solution, step, direct] AS row ORDER BY row")

    assert [row for [row] in rows] == ALL


def test_step_is_acted_on_by_the_same_solutions(graph: Graph) -> None:
    graph.run(SOLUTIONS)

    rows = graph.run(
        "MATCH (step:Step)\n" + ACTED_ON + ROWS + "RETURN [solution, step, direct] AS row ORDER BY row"
    )

    assert [row for [row] in rows] == ALL
