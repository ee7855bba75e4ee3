"""Metrics month by month against means and runs worked out by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph

METRIC = """
CREATE (metric:Metric {id: 'm', method: $method, direction: $direction, target: $target})
WITH metric UNWIND $measurements AS row
CREATE (metric)<-[:OF]-(mea:Measurement {id: row.id, startsOn: date(row.starts), endsOn: date(row.ends)})
SET mea += row.counts
FOREACH (id IN row.step | MERGE (step:Step {id: id}) CREATE (mea)-[:AT]->(step))
FOREACH (id IN row.channel | MERGE (channel:Channel {id: id}) CREATE (mea)-[:VIA]->(channel))
FOREACH (id IN row.segment | MERGE (segment:Segment {id: id}) CREATE (mea)-[:AMONG]->(segment))
FOREACH (id IN row.competitor | MERGE (rival:Competitor {id: id}) CREATE (mea)-[:REGARDING]->(rival))
"""


def measured(ends: str, value: float | None = None, /, **more: Any) -> dict[str, Any]:
    """A measurement of the month in which it ends, with where it was taken."""
    links = {name: [more.pop(name)] if name in more else [] for name in LINKS}
    counts = {"value": value, **more}
    return {
        "id": f"mea {ends} {value} {more}",
        "starts": f"{ends[:8]}01",
        "ends": ends,
        "counts": counts,
    } | links


LINKS = ("step", "channel", "segment", "competitor")


def write(
    graph: Graph,
    *measurements: dict[str, Any],
    method: str = "MEAN",
    direction: str | None = "UP",
    target: float | None = 10.0,
) -> None:
    """A metric with its measurements."""
    rows = list(measurements)
    parameters = {"method": method, "direction": direction, "target": target, "measurements": rows}
    graph.run(METRIC, parameters)


def buckets(graph: Graph, **arguments: Any) -> list[tuple[Any, ...]]:
    """The buckets of the metric's trend, months as text."""
    [trend] = graph.rows("Metric", "trend", "m", **arguments)
    return [(str(month), *rest) for month, *rest in trend["buckets"]]


def trend(graph: Graph, **arguments: Any) -> tuple[Any, ...]:
    """Change, direction and run of the metric's trend."""
    [row] = graph.rows("Metric", "trend", "m", **arguments)
    return row["change"], row["improving"], row["missedTargets"]


def test_latest_weighs_the_last_day(graph: Graph) -> None:
    write(
        graph,
        measured("2026-03-31", 8.0, sampleSize=30),
        measured("2026-03-31", 5.0, sampleSize=10),
        measured("2026-03-31", 1.0),
        measured("2026-03-31", 99.0, sampleSize=0),
        measured("2026-03-31", 99.0, competitor="rival"),
        measured("2026-02-28", 99.0),
        measured("2026-04-30"),
    )

    expected = (8 * 30 + 5 * 10 + 1 * 1) / (30 + 10 + 1)
    assert graph.value("Metric", "latest", "m") == pytest.approx(expected)
    assert str(graph.value("Metric", "latestOn", "m")) == "2026-03-31"


def test_latest_of_one_is_not_rounded(graph: Graph) -> None:
    write(graph, measured("2026-03-31", 0.1, sampleSize=3))

    assert graph.value("Metric", "latest", "m") == 0.1


def test_latest_is_null_without_results(graph: Graph) -> None:
    write(graph, measured("2026-03-31"), measured("2026-03-31", 1.0, competitor="rival"))

    assert graph.value("Metric", "latest", "m") is None
    assert graph.value("Metric", "latestOn", "m") is None


def test_latest_follows_the_method(graph: Graph) -> None:
    write(graph, measured("2026-03-31", promoters=6, passives=3, detractors=1), method="NPS")

    assert graph.value("Metric", "latest", "m") == pytest.approx(100 * (6 - 1) / 10)


HISTORY = (
    measured("2025-01-31", 12.0),
    measured("2025-02-28", 9.0),
    measured("2025-12-31", 11.0),
    measured("2026-01-15", 9.5),
    measured("2026-01-31", 9.0),
    measured("2026-03-31", 8.0),
)


@pytest.mark.parametrize(
    ("direction", "target", "expected"),
    [
        ("UP", 10.0, 2),
        ("UP", 11.0, 2),
        ("UP", 11.5, 4),
        ("UP", 12.5, 5),
        ("UP", 8.0, 0),
        ("DOWN", 8.0, 0),
        ("DOWN", 7.0, 5),
        ("DOWN", 8.5, 0),
        (None, 10.0, 0),
        ("UP", None, 0),
    ],
)
def test_missed_targets_count_newest_run(
    graph: Graph, direction: str | None, target: float | None, expected: int
) -> None:
    write(graph, *HISTORY, direction=direction, target=target)

    assert graph.value("Metric", "missedTargets", "m") == expected


def test_missed_targets_leave_out_rivals(graph: Graph) -> None:
    write(graph, measured("2026-03-31", 12.0), measured("2026-04-30", 1.0, competitor="rival"))

    assert graph.value("Metric", "missedTargets", "m") == 0


def test_trend_means_months_up_to_newest(graph: Graph) -> None:
    write(graph, *HISTORY)

    assert buckets(graph) == [
        ("2025-12-01", 11.0, 1, None),
        ("2026-01-01", pytest.approx((9.5 + 9.0) / 2), 2, 12.0),
        ("2026-03-01", 8.0, 1, None),
    ]
    assert trend(graph) == (pytest.approx(8.0 - 11.0), False, 2)


def test_trend_keeps_to_its_months(graph: Graph) -> None:
    write(graph, *HISTORY, direction="DOWN")

    assert [month for month, *_ in buckets(graph, months=3)] == ["2026-01-01", "2026-03-01"]
    assert [month for month, *_ in buckets(graph, months=15)] == [
        "2025-01-01",
        "2025-02-01",
        "2025-12-01",
        "2026-01-01",
        "2026-03-01",
    ]
    assert trend(graph, months=3) == (pytest.approx(8.0 - 9.25), True, 0)


def test_trend_of_one_month_has_no_change(graph: Graph) -> None:
    write(graph, *HISTORY)

    assert buckets(graph, months=1) == [("2026-03-01", 8.0, 1, None)]
    assert trend(graph, months=1) == (None, None, 1)


def test_trend_without_measurements_is_empty(graph: Graph) -> None:
    write(graph, measured("2026-03-31"))

    assert buckets(graph) == []
    assert trend(graph) == (None, None, 0)


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        ({}, [1.0, 2.0, 3.0]),
        ({"stepId": "s1"}, [1.0, 2.0]),
        ({"journeyId": "j"}, [1.0, 2.0]),
        ({"stepId": "s1", "channelId": "shop"}, [2.0]),
        ({"channelId": "shop"}, [2.0, 3.0]),
        ({"segmentId": "young"}, [3.0]),
        ({"competitorId": "rival"}, [4.0]),
        ({"competitorId": "rival", "stepId": "s1"}, []),
        ({"competitorId": "nobody"}, []),
        ({"stepId": "nowhere"}, []),
    ],
)
def test_trend_narrows_by_arguments(graph: Graph, arguments: dict[str, str], values: list[float]) -> None:
    write(
        graph,
        measured("2026-01-31", 1.0, step="s1"),
        measured("2026-02-28", 2.0, step="s1", channel="shop"),
        measured("2026-03-31", 3.0, step="s2", channel="shop", segment="young"),
        measured("2026-03-31", 4.0, step="s2", competitor="rival"),
    )
    graph.run("MATCH (s:Step {id: 's1'}) CREATE (:Journey {id: 'j'})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(s)")

    assert [value for _, value, *_ in buckets(graph, **arguments)] == values
