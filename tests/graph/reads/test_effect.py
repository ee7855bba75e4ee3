"""Effects of launches against means taken by hand."""

from math import sqrt
from typing import Any

import pytest

from graph.reads.effect import Verdict, verdict
from tests.graph.reads.asking import Graph

LAUNCH = """
CREATE (sol:Solution {id: 'sol', launchedOn: date('2026-04-01')}), (:Solution {id: 'idea'}),
  (own:Step {id: 'own'}), (other:Step {id: 'other'}), (far:Step {id: 'far'}),
  (sol)-[:CHANGES]->(own), (sol)-[:CHANGES]->(other),
  (opp:Opportunity {id: 'opp'})-[:ADDRESSES]->(far), (opp)-[:ADDRESSES]->(own),
  (sol)-[:RESOLVES]->(opp)
"""
MEASURED = """
MERGE (metric:Metric {id: $metric}) SET metric += {name: $metric, method: 'MEAN', direction: $direction}
WITH metric UNWIND $rows AS row
MATCH (step:Step {id: row[0]})
CREATE (metric)<-[:OF]-(mea:Measurement {startsOn: date(row[1]), endsOn: date(row[2])})-[:AT]->(step)
SET mea += {value: row[3], sampleSize: row[4]}
FOREACH (id IN row[5] | MERGE (rival:Competitor {id: id}) CREATE (mea)-[:REGARDING]->(rival))
"""


def write(graph: Graph, metric: str, direction: str | None, *rows: tuple[Any, ...]) -> None:
    """A metric with measurements: step, first and last day, value, sample size, competitors."""
    defaults: tuple[Any, ...] = (None, [])
    full = [[*row, *defaults[len(row) - 4 :]] for row in rows]
    graph.run(MEASURED, {"metric": metric, "direction": direction, "rows": full})


def effect(graph: Graph, **arguments: Any) -> dict[str, Any]:
    """The one effect of the solution, days as text."""
    [row] = graph.rows("Solution", "effect", "sol", **arguments)
    return {name: str(value) if name in DAYS else value for name, value in row.items()}


DAYS = ("beforeFrom", "launchedOn", "afterTo")


def test_effect_compares_both_sides(graph: Graph) -> None:
    graph.run(LAUNCH)
    write(
        graph,
        "score",
        "UP",
        # Two periods before, one of them measured at two steps, and two after.
        ("own", "2026-02-01", "2026-02-28", 2.0, 30),
        ("own", "2026-03-01", "2026-03-31", 4.0, 10),
        ("other", "2026-03-01", "2026-03-31", 7.0, 20),
        ("own", "2026-04-01", "2026-04-30", 5.0, 7),
        ("own", "2026-06-29", "2026-08-31", 6.0, 3),
        # A part of March.
        ("own", "2026-03-02", "2026-03-08", 99.0),
        # Not asked for: a day too early, too late, at another step, a rival's.
        ("own", "2025-12-01", "2025-12-31", 99.0),
        ("own", "2026-09-01", "2026-09-02", 99.0),
        ("far", "2026-03-01", "2026-03-31", 99.0),
        ("own", "2026-03-01", "2026-03-31", 99.0, 1, ["rival"]),
        # Left out: around the launch, what has no result, and what weighs nothing.
        ("own", "2026-05-15", "2026-05-31", None),
        ("own", "2026-04-01", "2026-04-30", 99.0, 0),
        ("other", "2026-03-20", "2026-04-20", 99.0),
    )

    before, after = (2 + (4 * 10 + 7 * 20) / (10 + 20)) / 2, (5 + 6) / 2
    assert effect(graph) == {
        "metric": "score",
        "beforeFrom": "2026-01-01",
        "launchedOn": "2026-04-01",
        "afterTo": "2026-06-29",
        "direct": True,
        "before": pytest.approx(before),
        "after": pytest.approx(after),
        "change": pytest.approx(after - before),
        "changeLow": None,
        "changeHigh": None,
        "pointsBefore": 2,
        "pointsAfter": 2,
        "improved": True,
        "verdict": "UNPROVEN",
        "pointsLeftOut": 1,
    }


def test_effect_includes_first_day(graph: Graph) -> None:
    graph.run(LAUNCH)
    write(
        graph,
        "score",
        "UP",
        ("own", "2026-01-01", "2026-01-01", 2.0),
        ("own", "2025-12-01", "2025-12-31", 9.0),
    )

    assert (effect(graph)["before"], effect(graph)["pointsBefore"]) == (2.0, 1)


def test_effect_has_interval_of_three_points(graph: Graph) -> None:
    graph.run(LAUNCH)
    months = [("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")]
    months += [("2026-04-01", "2026-04-30"), ("2026-05-01", "2026-05-31"), ("2026-06-01", "2026-06-30")]
    values = [1.0, 2.0, 3.0, 11.0, 12.0, 13.0]
    write(
        graph, "score", "DOWN", *(("own", *days, value) for days, value in zip(months, values, strict=True))
    )

    found = effect(graph)

    # Variance 1 on both sides, so 4 degrees of freedom: 2.7764 in any table of Student's t.
    width = 2.7764 * sqrt(1 / 3 + 1 / 3)
    assert (found["change"], found["improved"], found["verdict"]) == (10.0, False, "WORSE")
    assert found["changeLow"] == pytest.approx(10 - width, abs=0.0001)
    assert found["changeHigh"] == pytest.approx(10 + width, abs=0.0001)


def test_effect_of_one_side_is_open(graph: Graph) -> None:
    graph.run(LAUNCH)
    write(graph, "score", "UP", ("own", "2026-03-01", "2026-03-31", 4.0))

    found = effect(graph)

    assert (found["before"], found["after"], found["change"], found["improved"]) == (4.0, None, None, None)
    assert (found["pointsBefore"], found["pointsAfter"]) == (1, 0)


def test_effect_without_direction_judges_nothing(graph: Graph) -> None:
    graph.run(LAUNCH)
    write(
        graph,
        "score",
        None,
        ("own", "2026-03-01", "2026-03-31", 4.0),
        ("own", "2026-04-01", "2026-04-30", 5.0),
    )

    found = effect(graph)
    assert (found["change"], found["improved"], found["verdict"]) == (1.0, None, "UNKNOWN")


def test_effect_narrows_days_and_metrics(graph: Graph) -> None:
    graph.run(LAUNCH)
    for metric in ("b", "a"):
        write(
            graph,
            metric,
            "UP",
            ("own", "2026-02-01", "2026-02-28", 1.0),
            ("own", "2026-03-01", "2026-03-31", 3.0),
        )

    assert [row["metric"] for row in graph.rows("Solution", "effect", "sol")] == ["a", "b"]
    found = effect(graph, metricId="b", days=10)
    assert (found["metric"], found["before"], found["beforeFrom"]) == ("b", 3.0, "2026-03-22")
    assert found["afterTo"] == "2026-04-10"


def test_effect_is_empty_before_launch(graph: Graph) -> None:
    graph.run(LAUNCH)
    graph.run("MATCH (idea:Solution {id: 'idea'}), (own:Step {id: 'own'}) CREATE (idea)-[:CHANGES]->(own)")
    write(graph, "score", "UP", ("own", "2026-03-01", "2026-03-31", 4.0))

    assert graph.rows("Solution", "effect", "idea") == []


def test_effect_goes_through_opportunities_without_own_steps(graph: Graph) -> None:
    graph.run(LAUNCH)
    write(
        graph,
        "near",
        "UP",
        ("own", "2026-03-01", "2026-03-31", 4.0),
        ("own", "2026-04-01", "2026-04-30", 5.0),
    )
    write(graph, "distant", "UP", ("far", "2026-03-01", "2026-03-31", 4.0))
    graph.run("""
    MATCH (opp:Opportunity {id: 'opp'})
    CREATE (:Solution {id: 'resolving', launchedOn: date('2026-04-01')})-[:RESOLVES]->(opp)
    """)

    changing = graph.rows("Solution", "effect", "sol")
    resolving = graph.rows("Solution", "effect", "resolving")

    assert [(row["metric"], row["direct"]) for row in changing] == [("near", True)]
    assert [(row["metric"], row["direct"]) for row in resolving] == [("distant", False), ("near", False)]


def test_effect_tells_metrics_without_points(graph: Graph) -> None:
    graph.run(LAUNCH)
    write(
        graph, "old", "UP", ("own", "2020-03-01", "2020-03-31", 4.0), ("own", "2020-02-01", "2020-02-28", 4.0)
    )

    found = effect(graph)

    assert (found["before"], found["pointsBefore"], found["pointsAfter"]) == (None, 0, 0)
    assert (found["verdict"], found["pointsLeftOut"]) == ("UNPROVEN", 0)


@pytest.mark.parametrize(
    ("low", "high", "improved", "direction", "expected"),
    [
        (1.0, 3.0, True, "UP", Verdict.BETTER),
        (-3.0, -1.0, True, "DOWN", Verdict.BETTER),
        (1.0, 3.0, False, "DOWN", Verdict.WORSE),
        (-1.0, 3.0, True, "UP", Verdict.WITHIN_CHANCE),
        (0.0, 3.0, True, "UP", Verdict.WITHIN_CHANCE),
        (0.0, 0.0, False, "UP", Verdict.WITHIN_CHANCE),
        (-1.0, 3.0, None, None, Verdict.WITHIN_CHANCE),
        (1.0, 3.0, None, None, Verdict.UNKNOWN),
        (None, None, None, None, Verdict.UNKNOWN),
        (None, None, True, "UP", Verdict.UNPROVEN),
        (None, None, None, "UP", Verdict.UNPROVEN),
    ],
)
def test_verdict_follows_interval_and_direction(
    low: float | None, high: float | None, improved: bool | None, direction: str | None, expected: Verdict
) -> None:
    assert verdict(low, high, improved, direction) is expected
