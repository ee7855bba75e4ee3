"""Metrics month by month against means and runs worked out by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph
from tests.graph.reads.measuring import Taken, buckets, latest, taken, write


def measured(ends: str, value: float | None = None, /, **more: Any) -> Taken:
    """A measurement of the month up to the day on which it ends."""
    return taken((f"{ends[:8]}01", ends), value, **more)


def trend(graph: Graph, **arguments: Any) -> tuple[Any, ...]:
    """Change, direction and run of the metric's trend."""
    [row] = graph.rows("Metric", "trend", "m", **arguments)
    return row["change"], row["improving"], row["missedTargets"]


def test_latest_combines_what_ends_last(graph: Graph) -> None:
    write(
        graph,
        measured("2026-03-31", 8.0, sampleSize=30),
        measured("2026-03-31", 5.0, sampleSize=10),
        measured("2026-03-31", 1.0),
        measured("2026-03-31", 99.0, competitor="rival"),
        measured("2026-02-28", 99.0),
        measured("2026-04-30"),
    )

    assert latest(graph) == (pytest.approx((8 * 30 + 5 * 10 + 1 * 1) / (30 + 10 + 1)), "2026-03-31")


def test_latest_begins_last(graph: Graph) -> None:
    write(
        graph,
        taken(("2026-03-01", "2026-03-31"), 8.0, step="s1"),
        taken(("2026-03-25", "2026-03-31"), 5.0, step="s2"),
        taken(("2026-03-25", "2026-03-31"), 2.0, step="s1"),
    )

    assert latest(graph) == (5.0, "2026-03-31")


def test_latest_takes_no_part(graph: Graph) -> None:
    write(graph, taken(("2026-03-01", "2026-03-30"), 8.0), taken(("2026-03-25", "2026-03-31"), 5.0))

    assert latest(graph) == (8.0, "2026-03-30")


def test_latest_is_null_without_results(graph: Graph) -> None:
    write(graph, measured("2026-03-31"), measured("2026-03-31", 1.0, competitor="rival"))

    assert latest(graph) == (None, None)


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
        ("2025-12-01", 11.0, 1, 0, None),
        ("2026-01-01", 9.0, 1, 1, 12.0),
        ("2026-03-01", 8.0, 1, 0, None),
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
    assert trend(graph, months=3) == (pytest.approx(8.0 - 9.0), True, 0)


def test_trend_of_one_month_has_no_change(graph: Graph) -> None:
    write(graph, *HISTORY)

    assert buckets(graph, months=1) == [("2026-03-01", 8.0, 1, 0, None)]
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
    assert latest(graph, **arguments)[0] == (values[-1] if values else None)


@pytest.mark.parametrize(
    ("method", "arguments", "expected"),
    [
        ("COUNT", {}, 2),
        ("COUNT", {"stepId": "s1"}, 0),
        ("COUNT", {"journeyId": "j"}, 0),
        ("COUNT", {"competitorId": "rival"}, 0),
        ("MEAN", {}, 2),
        ("MEAN", {"stepId": "s1"}, 2),
        ("MEAN", {"stepId": "nowhere"}, 0),
    ],
)
def test_added_up_targets_hold_for_the_whole(
    graph: Graph, method: str, arguments: dict[str, str], expected: int
) -> None:
    write(
        graph,
        measured("2026-01-31", 1.0, step="s1"),
        measured("2026-02-28", 2.0, step="s1"),
        measured("2026-02-28", 2.0, competitor="rival"),
        method=method,
    )
    graph.run("MATCH (s:Step {id: 's1'}) CREATE (:Journey {id: 'j'})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(s)")

    assert graph.value("Metric", "missedTargets", "m", **arguments) == expected
    assert trend(graph, **arguments)[2] == expected
