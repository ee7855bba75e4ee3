"""Results, parts and combinations of measurements against arithmetic made by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph
from tests.graph.reads.measuring import Taken, buckets, latest, taken, write


@pytest.mark.parametrize(
    ("method", "measured", "expected"),
    [
        ("NPS", {"promoters": 60, "passives": 25, "detractors": 15}, 100 * (60 - 15) / (60 + 25 + 15)),
        ("NPS", {"promoters": 0, "passives": 0, "detractors": 3}, -100.0),
        ("NPS", {"promoters": 0, "passives": 0, "detractors": 0}, None),
        ("NPS", {"promoters": 60, "detractors": 15}, None),
        ("NPS", {"value": 12.0, "promoters": 60, "passives": 25, "detractors": 15}, 45.0),
        ("NPS", {"value": 12.0, "promoters": 60, "detractors": 15}, 12.0),
        ("RATIO", {"value": 0.5, "numerator": 1, "denominator": 4}, 0.25),
        ("RATIO", {"value": 0.5, "numerator": 1, "denominator": 0}, 0.5),
        ("RATIO", {"value": 0.5, "denominator": 4}, 0.5),
        ("CSAT_TOP2", {"value": 0.5, "numerator": 1, "denominator": 4}, 0.5),
        ("NPS", {"numerator": 1, "denominator": 4}, None),
        ("RATIO", {"numerator": 1, "denominator": 4}, 1 / 4),
        ("RATIO", {"numerator": 0, "denominator": 4}, 0.0),
        ("RATIO", {"numerator": 1, "denominator": 0}, None),
        ("RATIO", {"denominator": 4}, None),
        ("RATIO", {"value": 0.5}, 0.5),
        ("MEAN", {"value": -3.5}, -3.5),
        ("COUNT", {"value": 0.0}, 0.0),
        ("MEAN", {"numerator": 1, "denominator": 4}, None),
        ("SUM", {}, None),
    ],
)
def test_result_follows_the_method(
    graph: Graph, method: str, measured: dict[str, Any], expected: float | None
) -> None:
    graph.run(
        "CREATE (m:Measurement {id: 'm'})-[:OF]->(:Metric {method: $method}) SET m += $measured",
        {"method": method, "measured": measured},
    )

    assert graph.value("Measurement", "result", "m") == (
        None if expected is None else pytest.approx(expected)
    )


JANUARY = "2026-01-01", "2026-01-31"
WEEKS = (
    ("2026-01-01", "2026-01-07"),
    ("2026-01-08", "2026-01-14"),
    ("2026-01-15", "2026-01-21"),
    ("2026-01-22", "2026-01-28"),
)
HERE, THERE = {"step": "here"}, {"step": "there"}


@pytest.mark.parametrize(
    ("measurements", "value", "n", "parts"),
    [
        # A month stands for its weeks, and for the week that reaches over its end with half of its days.
        ([taken(JANUARY, 100), *(taken(week, 20) for week in WEEKS)], 100, 1, 4),
        ([taken(JANUARY, 100), taken(("2025-12-28", "2026-01-03"), 9)], 109, 2, 0),
        # An overall value stands for its values by step, of a week each too; a step's month for its weeks.
        ([taken(JANUARY, 100), taken(JANUARY, 60, **HERE), taken(JANUARY, 40, **THERE)], 100, 1, 2),
        ([taken(JANUARY, 100), taken(WEEKS[0], 60, **HERE)], 100, 1, 1),
        ([taken(JANUARY, 60, **HERE), *(taken(week, 9, **HERE) for week in WEEKS)], 60, 1, 4),
        # A value by step stands for no other step, nor for what states no step.
        ([taken(JANUARY, 60, **HERE), taken(WEEKS[0], 9, **THERE)], 69, 2, 0),
        ([taken(JANUARY, 60, **HERE), taken(WEEKS[0], 9)], 69, 2, 0),
        # Of equal length the one with fewer dimensions stands; neither where both state the same.
        ([taken(WEEKS[0], 5), taken(("2026-01-04", "2026-01-10"), 3, **HERE)], 5, 1, 1),
        ([taken(WEEKS[0], 5), taken(("2026-01-05", "2026-01-11"), 3, **HERE)], 8, 2, 0),
        ([taken(WEEKS[0], 5), taken(("2026-01-04", "2026-01-10"), 3)], 8, 2, 0),
        ([taken(WEEKS[0], 5), taken(WEEKS[0], 3)], 8, 2, 0),
        # What has no result is the whole of nothing.
        ([taken(JANUARY, None), taken(WEEKS[0], 3)], 3, 1, 0),
        # What is a part of a part is left out with it.
        ([taken(JANUARY, 100), taken(JANUARY, 60, **HERE), taken(WEEKS[0], 5, **HERE)], 100, 1, 2),
    ],
)
def test_parts_are_left_out(
    graph: Graph, measurements: list[Taken], value: float, n: int, parts: int
) -> None:
    write(graph, *measurements, method="COUNT")

    assert buckets(graph) == [("2026-01-01", value, n, parts, None)]


@pytest.mark.parametrize(
    ("measurements", "expected"),
    [
        # A quarter stands in no number where a month, or any shorter one, lies within it.
        ([taken(("2026-01-01", "2026-03-31"), 90), taken(JANUARY, 40)], [("2026-01-01", 40, 1, 0, None)]),
        (
            [taken(("2026-01-01", "2026-03-31"), 90), taken(("2026-03-01", "2026-03-31"), 40, **HERE)],
            [("2026-03-01", 40, 1, 0, None)],
        ),
        # Else it counts in the month of its end.
        ([taken(("2026-01-01", "2026-03-31"), 90)], [("2026-03-01", 90, 1, 0, None)]),
        (
            [taken(("2026-02-01", "2026-03-31"), 90), taken(JANUARY, 40)],
            [("2026-01-01", 40, 1, 0, None), ("2026-03-01", 90, 1, 0, None)],
        ),
        # One as long is not shorter.
        (
            [taken(("2026-01-26", "2026-02-01"), 7), taken(("2026-01-26", "2026-02-01"), 5)],
            [("2026-02-01", 12, 2, 0, None)],
        ),
    ],
)
def test_longer_periods_give_way(graph: Graph, measurements: list[Taken], expected: list[Any]) -> None:
    write(graph, *measurements, method="SUM")

    assert buckets(graph) == expected


def cut(count: int, value: float, *names: str) -> list[Taken]:
    """So many measurements of January that state dimensions, each its own records."""
    return [taken(JANUARY, value, **{name: f"{name} {number}" for name in names}) for number in range(count)]


@pytest.mark.parametrize(
    ("measurements", "value", "n", "parts"),
    [
        ([*cut(2, 10, "step"), *cut(3, 7, "channel")], 21, 3, 2),
        ([*cut(3, 7, "step"), *cut(2, 10, "channel")], 21, 3, 2),
        ([*cut(2, 10, "step"), *cut(2, 7, "channel"), *cut(2, 8, "segment")], 20, 2, 4),
        ([*cut(2, 7, "channel"), *cut(2, 8, "segment")], 14, 2, 2),
        # A week of all that is left beside the months by step is held by both.
        ([*cut(2, 10, "step"), *cut(1, 7, "channel"), taken(WEEKS[0], 1)], 21, 3, 1),
        # What holds the first, or is held by it, counts with it.
        ([*cut(2, 10, "step"), *cut(1, 5, "channel"), *cut(1, 3, "step", "segment")], 20, 2, 2),
        ([*cut(2, 10, "step"), *cut(1, 5, "channel"), taken(WEEKS[0], 1, step="x", segment="y")], 21, 3, 1),
        # Of as many, the one that has the step and the channel comes before the one with the step alone.
        (
            [
                taken(JANUARY, 9, step="x"),
                taken(JANUARY, 8, step="y", channel="z"),
                taken(JANUARY, 5, step="w", segment="v"),
            ],
            17,
            2,
            1,
        ),
        # With most, the whole's own weeks come first, and all that is cut holds them.
        ([*(taken(week, 1) for week in WEEKS), *cut(2, 10, "step"), *cut(1, 7, "channel")], 31, 7, 0),
    ],
)
def test_cuts_of_one_whole_count_once(
    graph: Graph, measurements: list[Taken], value: float, n: int, parts: int
) -> None:
    write(graph, *measurements, method="MONEY")

    assert buckets(graph) == [("2026-01-01", value, n, parts, None)]


def test_cuts_of_means_are_averaged(graph: Graph) -> None:
    write(graph, *cut(2, 10, "step"), *cut(2, 7, "channel"), method="MEAN")

    assert buckets(graph) == [("2026-01-01", (10 + 10 + 7 + 7) / 4, 4, 0, None)]


@pytest.mark.parametrize(
    ("method", "counts", "expected"),
    [
        ("COUNT", [{"value": 3, "sampleSize": 9}, {"value": 4}], 7),
        ("MEAN", [{"value": 3, "sampleSize": 9}, {"value": 4}], (3 * 9 + 4) / 10),
        ("CSAT_TOP2", [{"value": 0.5, "denominator": 30}, {"value": 0.9, "sampleSize": 10}], 0.6),
        ("CES_MEAN", [{"value": 3, "promoters": 1, "passives": 1, "detractors": 1}, {"value": 7}], 4),
        ("CES_TOP", [{"value": 0.3, "sampleSize": 0}, {"value": 0.5}], 0.5),
        ("CSAT_MEAN", [{"value": 0.3, "sampleSize": 0}], 0.3),
        ("MEAN", [{"value": 3, "sampleSize": 0}, {"value": 4, "sampleSize": 0}], 3.5),
        (
            "NPS",
            [
                {"promoters": 6, "passives": 3, "detractors": 1},
                {"promoters": 9, "passives": 11, "detractors": 10},
            ],
            100 * (15 - 11) / 40,
        ),
        ("NPS", [{"promoters": 6, "passives": 3, "detractors": 1}, {"value": 10, "sampleSize": 40}], 18),
        ("RATIO", [{"numerator": 1, "denominator": 2}, {"numerator": 1, "denominator": 8}], 2 / 10),
        ("RATIO", [{"numerator": 1, "denominator": 2}, {"value": 0.1, "sampleSize": 6}], (1 + 0.6) / 8),
        ("MEAN", [{"value": 0.1, "sampleSize": 3}, {"value": 0.1, "sampleSize": 7}], 0.1),
    ],
)
def test_buckets_combine_by_method(
    graph: Graph, method: str, counts: list[dict[str, float]], expected: float | None
) -> None:
    write(graph, *(taken(JANUARY, **count) for count in counts), method=method)

    assert buckets(graph) == [
        ("2026-01-01", None if expected is None else pytest.approx(expected), len(counts), 0, None)
    ]
    assert latest(graph) == (
        None if expected is None else pytest.approx(expected),
        "2026-01-31",
    )
