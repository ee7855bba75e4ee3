"""Priority of opportunities against arithmetic made by hand."""

from math import log10

import pytest

from tests.graph.reads.asking import Graph

STRENGTH = 0.5 * 1 / 5 + 0.5 * log10(1 + 3) / 2
RICH = """
CREATE (o:Opportunity {id: 'o', value: $value, effort: $effort})
CREATE (i:Insight {id: 'i', status: 'NEW'})-[:REVEALS]->(o)
CREATE (o)-[:ADDRESSES]->(:Step)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(:Journey {frequencyPerYear: 1200.0})
CREATE (o)-[:ADDRESSES]->(:Step)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(:Journey {frequencyPerYear: 300.0})
CREATE (s:Source {kind: 'SURVEY'})
WITH i, s UNWIND range(1, 3) AS number
CREATE (i)<-[:SUPPORTS]-(:Quote)-[:SAID_IN]->(s)
"""


@pytest.mark.parametrize(
    ("value", "effort", "expected"),
    [
        (80.0, 2.0, 1500 * 80 / 100 * STRENGTH / 2),
        (80.0, 0.2, 1500 * 80 / 100 * STRENGTH / 0.5),
        (80.0, 0.0, 1500 * 80 / 100 * STRENGTH / 0.5),
        (80.0, 0.5, 1500 * 80 / 100 * STRENGTH / 0.5),
        (0.0, 5.0, 0.0),
    ],
)
def test_rice_multiplies_reach_value_strength(
    graph: Graph, value: float, effort: float, expected: float
) -> None:
    graph.run(RICH, {"value": value, "effort": effort})

    assert graph.value("Opportunity", "priority.rice", "o") == pytest.approx(expected)


@pytest.mark.parametrize(("value", "effort"), [(None, 2.0), (80.0, None), (None, None)])
def test_rice_needs_value_and_effort(graph: Graph, value: float | None, effort: float | None) -> None:
    graph.run(RICH, {"value": value, "effort": effort})

    assert graph.value("Opportunity", "priority.rice", "o") is None
    assert graph.value("Opportunity", "priority.quadrant", "o") is None


def test_rice_needs_frequency_not_quotes(graph: Graph) -> None:
    graph.run("""
    CREATE (:Opportunity {id: 'unreached', value: 80.0, effort: 2.0})
    CREATE (:Opportunity {id: 'unproven', value: 80.0, effort: 2.0})-[:ADDRESSES]->(:Step)
      <-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(:Journey {frequencyPerYear: 1200.0})
    """)

    assert graph.value("Opportunity", "priority.rice", "unreached") is None
    assert graph.value("Opportunity", "priority.rice", "unproven") == 0.0


@pytest.mark.parametrize(
    ("value", "effort", "expected"),
    [
        (50.0, 2.5, "QUICK_WIN"),
        (100.0, 0.0, "QUICK_WIN"),
        (50.0, 2.6, "BIG_BET"),
        (49.9, 2.5, "FILL_IN"),
        (0.0, 0.0, "FILL_IN"),
        (49.9, 2.6, "TIME_SINK"),
    ],
)
def test_quadrant_includes_its_lines(graph: Graph, value: float, effort: float, expected: str) -> None:
    graph.run(RICH, {"value": value, "effort": effort})

    assert graph.value("Opportunity", "priority.quadrant", "o") == expected
