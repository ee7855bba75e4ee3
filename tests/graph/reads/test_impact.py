"""Impact of records against counts made by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph

GRAPH = """
CREATE
  (buy:Journey {id: 'buy', name: 'Buy'})-[:HAS_PHASE]->(p:Phase {id: 'p', name: 'Order'}),
  (p)-[:HAS_STEP]->(fill:Step {id: 'fill', name: 'Fill'}),
  (p)-[:HAS_STEP]->(sign:Step {id: 'sign', name: 'Sign'}),
  (ask:Journey {id: 'ask', name: 'Ask'})-[:HAS_PHASE]->(:Phase {id: 'q', name: 'Call'})
    -[:HAS_STEP]->(call:Step {id: 'call', name: 'Call'}),
  (sales:Team {id: 'sales', name: 'Sales'}), (care:Team {id: 'care', name: 'Care'}),
  (buy)-[:OWNED_BY]->(sales), (fill)-[:OWNED_BY]->(sales), (call)-[:OWNED_BY]->(care),
  (once:Opportunity {id: 'once', name: 'Once'})-[:ADDRESSES]->(fill),
  (both:Opportunity {id: 'both', name: 'Both'})-[:ADDRESSES]->(fill), (both)-[:ADDRESSES]->(call),
  (both)-[:OWNED_BY]->(care), (both)-[:CONTRIBUTES_TO]->(grow:Goal {id: 'grow', name: 'Grow'}),
  (fast:Solution {id: 'fast', name: 'Fast'})-[:RESOLVES]->(once), (fast)-[:CHANGES]->(fill),
  (fast)-[:CHANGES]->(sign),
  (fill)-[:TAGGED]->(:Tag {id: 'tag', name: 'Tag'}), (fill)-[:DERIVED_FROM]->(:Source {id: 'src', name: 'S'}),
  (fill)-[:LEADS_TO]->(sign),
  (nps:Metric {id: 'nps', name: 'NPS'})-[:MEASURES]->(buy),
  (m:Measurement {id: 'm'})-[:OF]->(nps), (m)-[:AT]->(call)
"""


def impact(graph: Graph, id: str) -> dict[str, Any]:
    """The impact of a record."""
    graph.run(GRAPH)
    [row] = graph.rows("Query", "impactOf", id)
    return row


def test_impact_of_step_leaves_its_phase_out(graph: Graph) -> None:
    found = impact(graph, "fill")

    # Both and Once; Fast; Sign, which follows; Sales.
    assert found["links"] == [
        ["Opportunity", 2, ["Both", "Once"]],
        ["Solution", 1, ["Fast"]],
        ["Step", 1, ["Sign"]],
        ["Team", 1, ["Sales"]],
    ]
    # Both keeps Call, Fast keeps Sign, Sales keeps Buy; nothing else leads to Sign.
    assert found["orphaned"] == [["Opportunity", 1, ["Once"]], ["Step", 1, ["Sign"]]]
    assert (found["goals"], found["journeys"], found["teams"]) == (
        ["grow"],
        ["ask", "buy"],
        ["care", "sales"],
    )


def test_impact_of_journey_counts_its_parts(graph: Graph) -> None:
    found = impact(graph, "buy")

    assert found["links"] == [
        ["Opportunity", 2, ["Both", "Once"]],
        ["Metric", 1, ["NPS"]],
        ["Solution", 1, ["Fast"]],
        ["Team", 1, ["Sales"]],
    ]
    # Fast changes nothing but steps of Buy, Sales owns nothing besides, NPS measures nothing else.
    assert [row[0] for row in found["orphaned"]] == ["Metric", "Opportunity", "Solution", "Team"]
    assert (found["record"], found["journeys"]) == ("buy", ["ask"])


@pytest.mark.parametrize(
    ("id", "links", "orphaned"),
    [
        ("once", {"Solution": 1, "Step": 1}, {"Solution": 1}),
        ("grow", {"Opportunity": 1}, {"Opportunity": 1}),
        ("care", {"Opportunity": 1, "Step": 1}, {"Opportunity": 1, "Step": 1}),
        ("nps", {"Journey": 1, "Step": 1}, {"Journey": 1, "Step": 1}),
        ("tag", {}, {}),
    ],
)
def test_impact_counts_links(graph: Graph, id: str, links: dict[str, int], orphaned: dict[str, int]) -> None:
    found = impact(graph, id)

    assert {kind: count for kind, count, _ in found["links"]} == links
    assert {kind: count for kind, count, _ in found["orphaned"]} == orphaned


def test_impact_names_five_at_most(graph: Graph) -> None:
    graph.run(
        "CREATE (t:Team {id: 'many'}) WITH t UNWIND range(1, 7) AS n "
        "CREATE (:Goal {id: 'g' + n, name: 'Goal ' + (8 - n)})-[:OWNED_BY]->(t)"
    )

    [row] = graph.rows("Query", "impactOf", "many")

    assert row["links"] == [["Goal", 7, ["Goal 1", "Goal 2", "Goal 3", "Goal 4", "Goal 5"]]]
