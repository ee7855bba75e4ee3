"""Results of measurements against arithmetic made by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph


@pytest.mark.parametrize(
    ("method", "measured", "expected"),
    [
        ("NPS", {"promoters": 60, "passives": 25, "detractors": 15}, 100 * (60 - 15) / (60 + 25 + 15)),
        ("NPS", {"promoters": 0, "passives": 0, "detractors": 3}, -100.0),
        ("NPS", {"promoters": 0, "passives": 0, "detractors": 0}, None),
        ("NPS", {"promoters": 60, "detractors": 15}, None),
        ("NPS", {"value": 12.0, "promoters": 60, "passives": 25, "detractors": 15}, 12.0),
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
