"""Gaps against lists made by hand."""

import pytest

from tests.graph.reads.asking import Graph

STEPS = """
CREATE
  (bare:Step {id: 'bare'}), (heard:Step {id: 'heard'}), (guessed:Step {id: 'guessed'}),
  (both:Step {id: 'both'}), (refuted:Step {id: 'refuted'}), (vague:Step {id: 'vague'}),
  (:Insight {id: 'i1', status: 'NEW', voice: 'VOC', basis: 'DATA'})-[:OBSERVED_AT]->(heard),
  (:Insight {id: 'i2', status: 'NEW', voice: 'VOB', basis: 'OPINION'})-[:OBSERVED_AT]->(guessed),
  (:Insight {id: 'i3', status: 'CONFIRMED', basis: 'OPINION'})-[:OBSERVED_AT]->(both),
  (:Insight {id: 'i4', status: 'NEW', voice: 'VOE', basis: 'DATA'})-[:OBSERVED_AT]->(both),
  (i5:Insight {id: 'i5', status: 'DISMISSED', voice: 'VOC', basis: 'DATA'})-[:OBSERVED_AT]->(refuted),
  (i5)-[:OBSERVED_AT]->(guessed),
  (:Insight {id: 'i6', status: 'DISMISSED', basis: 'OPINION'})-[:OBSERVED_AT]->(refuted),
  (:Insight {id: 'i7', status: 'NEW'})-[:OBSERVED_AT]->(vague),
  (mine:Step {id: 'mine', momentOfTruth: true})-[:OWNED_BY]->(:Team {id: 'team'}),
  (open:Step {id: 'open', momentOfTruth: true}), (:Step {id: 'plain', momentOfTruth: false}),
  (:Insight {id: 'i8', status: 'NEW', voice: 'VOC'})-[:OBSERVED_AT]->(mine),
  (:Insight {id: 'i9', status: 'NEW', voice: 'VOC'})-[:OBSERVED_AT]->(open)
"""


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("stepsWithoutInsight", ["bare", "plain", "refuted"]),
        ("stepsWithoutVoc", ["bare", "both", "guessed", "plain", "refuted", "vague"]),
        ("stepsWithOpinionOnly", ["guessed"]),
        ("momentsOfTruthWithoutOwner", ["open"]),
    ],
)
def test_gaps_of_steps(graph: Graph, gap: str, expected: list[str]) -> None:
    graph.run(STEPS)

    assert graph.nodes("Query", f"gaps.{gap}") == expected


WORK = """
CREATE
  (o1:Opportunity {id: 'o1', status: 'OPEN'}), (o2:Opportunity {id: 'o2', status: 'DISMISSED'}),
  (o3:Opportunity {id: 'o3', status: 'SOLVED'}), (o4:Opportunity {id: 'o4', status: 'IN_PROGRESS'}),
  (:Insight {id: 'shown', status: 'NEW'})-[:REVEALS]->(o1),
  (lost:Insight {id: 'lost', status: 'NEW'})-[:REVEALS]->(o2),
  (:Insight {id: 'new', status: 'CONFIRMED'}), (:Insight {id: 'gone', status: 'DISMISSED'}),
  (live:Solution {id: 'live', status: 'PLANNED'}), (idea:Solution {id: 'idea', status: 'IDEA'}),
  (off:Solution {id: 'off', status: 'CANCELLED'}),
  (off)-[:RESOLVES]->(o1), (live)-[:RESOLVES]->(o2), (live)-[:RESOLVES]->(o4),
  (direct:Goal {id: 'direct', status: 'OPEN'})<-[:CONTRIBUTES_TO]-(live),
  (ideas:Goal {id: 'ideas', status: 'IN_PROGRESS'})<-[:CONTRIBUTES_TO]-(idea),
  (over:Goal {id: 'over', status: 'OPEN'})<-[:PART_OF]-(middle:Goal {id: 'middle', status: 'OPEN'})
    <-[:PART_OF]-(low:Goal {id: 'low', status: 'OPEN'}),
  (low)<-[:CONTRIBUTES_TO]-(o4),
  (side:Goal {id: 'side', status: 'OPEN'})-[:PART_OF]->(over),
  (:Goal {id: 'dropped', status: 'DROPPED'}), (:Goal {id: 'reached', status: 'REACHED'}),
  (refused:Goal {id: 'refused', status: 'OPEN'})<-[:CONTRIBUTES_TO]-(o2),
  (side)<-[:CONTRIBUTES_TO]-(o1), (side)<-[:CONTRIBUTES_TO]-(o3)
"""


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("insightsWithoutOpportunity", ["lost", "new"]),
        ("opportunitiesWithoutSolution", ["o3"]),
        ("goalsWithoutActiveWork", ["ideas", "refused", "side"]),
    ],
)
def test_gaps_of_work(graph: Graph, gap: str, expected: list[str]) -> None:
    graph.run(WORK)

    assert graph.nodes("Query", f"gaps.{gap}") == expected


CLOSING = """
CREATE
  (done:Opportunity {id: 'done', status: 'OPEN'}), (:Opportunity {id: 'hand', status: 'IN_PROGRESS',
    progressOverride: 1.0}), (:Opportunity {id: 'bare', status: 'OPEN'}),
  (half:Opportunity {id: 'half', status: 'OPEN'}), (off:Opportunity {id: 'off', status: 'DISMISSED',
    progressOverride: 1.0}),
  (closed:Opportunity {id: 'closed', status: 'SOLVED'}), (:Opportunity {id: 'alone', status: 'SOLVED'}),
  (early:Opportunity {id: 'early', status: 'SOLVED'}), (:Opportunity {id: 'set', status: 'SOLVED',
    progressOverride: 0.9}),
  (launched:Solution {id: 'launched', status: 'LAUNCHED'})-[:RESOLVES]->(done),
  (:Solution {id: 'cancelled', status: 'CANCELLED'})-[:RESOLVES]->(done),
  (launched)-[:RESOLVES]->(half), (:Solution {id: 'planned', status: 'PLANNED'})-[:RESOLVES]->(half),
  (launched)-[:RESOLVES]->(closed), (early)<-[:PART_OF]-(half)
"""


@pytest.mark.parametrize(
    ("gap", "expected"),
    [("opportunitiesDoneNotClosed", ["done", "hand"]), ("opportunitiesClosedNotDone", ["early", "set"])],
)
def test_gaps_of_closing(graph: Graph, gap: str, expected: list[str]) -> None:
    graph.run(CLOSING)

    assert graph.nodes("Query", f"gaps.{gap}") == expected


RESPONSIBILITY = """
CREATE
  (owned:Journey {id: 'owned'})-[:OWNED_BY]->(team:Team {id: 'team'}),
  (helped:Journey {id: 'helped'})-[:SUPPORTED_BY]->(team),
  (helped)-[:HAS_PHASE]->(:Phase {id: 'p'})-[:HAS_STEP]->(step:Step {id: 's'}), (step)-[:OWNED_BY]->(team),
  (:Metric {id: 'whole'})-[:MEASURES]->(owned), (:Metric {id: 'part'})-[:MEASURES]->(step),
  (idle:Metric {id: 'idle'})-[:OWNED_BY]->(team), (:Measurement {id: 'm'})-[:OF]->(idle)
"""


@pytest.mark.parametrize(
    ("gap", "expected"),
    [("journeysWithoutTeam", ["helped"]), ("journeysWithoutMetric", ["helped"]), ("idleMetrics", ["idle"])],
)
def test_gaps_of_responsibility(graph: Graph, gap: str, expected: list[str]) -> None:
    graph.run(RESPONSIBILITY)

    assert graph.nodes("Query", f"gaps.{gap}") == expected
